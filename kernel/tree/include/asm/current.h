/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Overlay: a tree's own finds the running task by masking the stack pointer, which is a host stack here. */
#ifndef KTEST_TREE_ASM_CURRENT_H
#define KTEST_TREE_ASM_CURRENT_H

#ifndef __ASSEMBLY__
struct task_struct;
extern __thread struct task_struct *ktree_current;

static __always_inline struct task_struct *get_current(void)
{
	return ktree_current;
}
#define current get_current()
#endif

#endif
