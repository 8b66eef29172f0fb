/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* For kernels before 6.6, which have its macros in <linux/kernel.h>. */
#include <linux/kernel.h>
