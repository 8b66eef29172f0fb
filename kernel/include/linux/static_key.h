/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Static keys: linux/jump_label.h. */
#ifndef KTEST_LINUX_STATIC_KEY_H
#define KTEST_LINUX_STATIC_KEY_H

#include <linux/jump_label.h>

#endif
