// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Kernel addresses where user ones belong: what a real kernel makes of them depends on the machine. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/uaccess.h>

#include "../conformance/user_fixture.h"

static void kernel_memory_is_not_user_memory(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	unsigned long local = 0, readable;

	KUNIT_EXPECT_EQ(test, copy_to_user((void __user *)&local, f->kernel, sizeof(local)),
			sizeof(local));
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, (void __user *)(f->kernel + 64), 64), 64);
	/* A copy stops where the mapping does. */
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, f->user + SIZE - 5, 9), 4);
	/* Read-only memory. */
	readable = kunit_vm_mmap(test, NULL, 0, PAGE_SIZE, PROT_READ, MAP_ANONYMOUS | MAP_PRIVATE, 0);
	KUNIT_EXPECT_EQ(test, get_user(local, (unsigned long __user *)readable), 0);
	KUNIT_EXPECT_EQ(test, put_user(1UL, (unsigned long __user *)readable), -EFAULT);
	KUNIT_EXPECT_EQ(test, kunit_vm_mmap(test, NULL, 0, 0, PROT_READ, MAP_PRIVATE, 0),
			(unsigned long)-EINVAL);
}

static struct kunit_case user_cases[] = {
	KUNIT_CASE(kernel_memory_is_not_user_memory),
	{}
};

static struct kunit_suite user_suite = {
	.name = "emulated-user-access",
	.init = user_init,
	.test_cases = user_cases,
};
kunit_test_suite(user_suite);

MODULE_LICENSE("GPL");
