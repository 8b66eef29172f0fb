/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PERCPU_DEFS_H
#define KTEST_LINUX_PERCPU_DEFS_H

#include <linux/percpu.h>

#endif
