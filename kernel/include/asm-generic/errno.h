/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_GENERIC_ERRNO_H
#define KTEST_ASM_GENERIC_ERRNO_H

#include <linux/errno.h>

#endif
