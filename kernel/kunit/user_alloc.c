// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* User memory for tests of copy_to_user() and its like. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mm.h>

struct user_range { unsigned long start, len; };

static void user_alloc_free(void *context)
{
	const struct user_range *range = context;

	vm_munmap(range->start, range->len);
}

__weak unsigned long kunit_vm_mmap(struct kunit *test, struct file *file, unsigned long addr,
				   unsigned long len, unsigned long prot, unsigned long flag,
				   unsigned long offset)
{
	struct user_range *range = kunit_kzalloc(test, sizeof(*range), GFP_KERNEL);
	unsigned long start;

	if (!range)
		return 0;
	start = vm_mmap(file, addr, len, prot, flag, offset);
	if (IS_ERR_VALUE(start))
		return start;
	*range = (struct user_range){ start, len };
	if (kunit_add_action_or_reset(test, user_alloc_free, range))
		return 0;
	return start;
}
