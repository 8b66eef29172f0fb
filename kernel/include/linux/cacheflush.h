/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Leads to asm/cacheflush.h.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CACHEFLUSH_H
#define KTEST_LINUX_CACHEFLUSH_H

#include <asm/cacheflush.h>

#endif
