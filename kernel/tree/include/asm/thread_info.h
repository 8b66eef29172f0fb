/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Overlay: the tree's own structure, reached as <asm/current.h> reaches the task. */
#ifndef KTEST_TREE_ASM_THREAD_INFO_H
#define KTEST_TREE_ASM_THREAD_INFO_H

#if defined(CONFIG_THREAD_INFO_IN_TASK) || defined(__ASSEMBLY__)
#include_next <asm/thread_info.h>
#else
#define current_thread_info ktree_masked_thread_info
#include_next <asm/thread_info.h>
#undef current_thread_info

extern __thread struct thread_info *ktree_thread_info;

static inline struct thread_info *current_thread_info(void)
{
	return ktree_thread_info;
}
#endif

#endif
