/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* For kernels before 6.4, which have its functions in <linux/kernel.h>. */
#include <linux/kernel.h>
