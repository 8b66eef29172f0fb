// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* User memory for tests of copy_to_user() and its like. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

KUNIT_DEFINE_ACTION_WRAPPER(user_alloc_free, vfree, const void *);

__weak unsigned long kunit_vm_mmap(struct kunit *test, struct file *file, unsigned long addr,
				   unsigned long len, unsigned long prot, unsigned long flag,
				   unsigned long offset)
{
	void *memory;

	(void)prot;
	(void)flag;
	(void)offset;
	if (file || addr)
		return (unsigned long)ERR_PTR(-EINVAL);
	memory = vzalloc(PAGE_ALIGN(len));
	if (!memory || kunit_add_action_or_reset(test, user_alloc_free, memory))
		return 0;
	return (unsigned long)memory;
}
