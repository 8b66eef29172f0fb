/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_VDSO_LIMITS_H
#define KTEST_VDSO_LIMITS_H

#include <linux/limits.h>

#endif
