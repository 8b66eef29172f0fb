/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Linkage words.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_LINKAGE_H
#define KTEST_LINUX_LINKAGE_H

#include <linux/compiler_types.h>
#include <linux/stringify.h>

#define asmlinkage
#define asmlinkage_protect(n, ret, args...) do {} while (0)
#define __page_aligned_data __aligned(4096)
#define __page_aligned_bss __aligned(4096)
#define __lockfunc

#include <linux/export.h>

#endif
