/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SPINLOCK_TYPES_RAW_H
#define KTEST_LINUX_SPINLOCK_TYPES_RAW_H

#include <linux/spinlock_types.h>

#endif
