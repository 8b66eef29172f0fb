/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_ATOMIC_ATOMIC_LONG_H
#define KTEST_LINUX_ATOMIC_ATOMIC_LONG_H

#include <linux/atomic.h>

#endif
