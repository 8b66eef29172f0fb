/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Two pages of user memory and as much of the kernel's, for a case. */
#ifndef USER_FIXTURE_H
#define USER_FIXTURE_H

#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

struct user_fixture { char __user *user; char *kernel; };

#define SIZE (2 * PAGE_SIZE)

static int user_init(struct kunit *test)
{
	struct user_fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);
	unsigned long start;

	KUNIT_ASSERT_NOT_NULL(test, f);
	f->kernel = kunit_kzalloc(test, SIZE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, f->kernel);
	start = kunit_vm_mmap(test, NULL, 0, SIZE, PROT_READ | PROT_WRITE,
			      MAP_ANONYMOUS | MAP_PRIVATE, 0);
	KUNIT_ASSERT_FALSE(test, !start || IS_ERR_VALUE(start));
	KUNIT_ASSERT_LT(test, start, (unsigned long)TASK_SIZE);
	f->user = (char __user *)start;
	test->priv = f;
	return 0;
}

#endif
