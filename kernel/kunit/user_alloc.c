// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* User memory for tests of copy_to_user() and its like. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mm.h>

static void user_alloc_free(void *start)
{
	vm_munmap((unsigned long)start, 0);
}

__weak unsigned long kunit_vm_mmap(struct kunit *test, struct file *file, unsigned long addr,
				   unsigned long len, unsigned long prot, unsigned long flag,
				   unsigned long offset)
{
	unsigned long start = vm_mmap(file, addr, len, prot, flag, offset);

	if (IS_ERR_VALUE(start))
		return start;
	if (kunit_add_action_or_reset(test, user_alloc_free, (void *)start))
		return 0;
	return start;
}
