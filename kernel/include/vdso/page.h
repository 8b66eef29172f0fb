/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Declared together with others in ours: leads there.
 * Fidelity: faithful
 */
#ifndef KTEST_VDSO_PAGE_H
#define KTEST_VDSO_PAGE_H

#include <asm/page.h>

#endif
