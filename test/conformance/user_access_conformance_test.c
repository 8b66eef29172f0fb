// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* User memory: what can be accessed, and what a copy does that can not. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/nospec.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "user_fixture.h"

static void copies_go_both_ways(struct kunit *test)
{
	struct user_fixture *f = test->priv;

	memset(f->kernel, 'x', SIZE);
	KUNIT_EXPECT_EQ(test, copy_to_user(f->user, f->kernel, SIZE), 0);
	memset(f->kernel, 0, SIZE);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, f->user, SIZE), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(f->kernel, 'x', SIZE));
	KUNIT_EXPECT_EQ(test, clear_user(f->user + 1, SIZE - 2), 0);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, f->user, SIZE), 0);
	KUNIT_EXPECT_EQ(test, f->kernel[0], 'x');
	KUNIT_EXPECT_EQ(test, f->kernel[1], 0);
	KUNIT_EXPECT_EQ(test, f->kernel[SIZE - 1], 'x');
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, f->user, 0), 0);
}

static void a_failed_copy_from_user_zeroes(struct kunit *test)
{
	struct user_fixture *f = test->priv;

	memset(f->kernel, 'x', SIZE);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, NULL, 16), 16);
	KUNIT_EXPECT_NULL(test, memchr_inv(f->kernel, 0, 16));
	KUNIT_EXPECT_EQ(test, f->kernel[16], 'x');
	KUNIT_EXPECT_NE(test, copy_to_user(NULL, f->kernel, 16), 0);
	KUNIT_EXPECT_NE(test, clear_user(NULL, 16), 0);
}

static void addresses_beyond_user_memory(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char __user *high = (char __user *)-PAGE_SIZE;
	int value = 5;

	KUNIT_EXPECT_TRUE(test, access_ok(f->user, SIZE));
	KUNIT_EXPECT_TRUE(test, access_ok(NULL, 0));
	KUNIT_EXPECT_FALSE(test, access_ok(high, 1));
	KUNIT_EXPECT_FALSE(test, access_ok(f->user, -1UL));
	KUNIT_EXPECT_EQ(test, copy_to_user(high, f->kernel, 8), 8);
	KUNIT_EXPECT_EQ(test, get_user(value, (int __user *)high), -EFAULT);
	KUNIT_EXPECT_EQ(test, value, 0);
	KUNIT_EXPECT_EQ(test, put_user(1, (int __user *)high), -EFAULT);
}

static void single_values(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	u64 all = 0;
	u8 low = 0;

	KUNIT_EXPECT_EQ(test, put_user(0x1122334455667788ULL, (u64 __user *)f->user), 0);
	KUNIT_EXPECT_EQ(test, get_user(all, (u64 __user *)f->user), 0);
	KUNIT_EXPECT_EQ(test, all, 0x1122334455667788ULL);
	KUNIT_EXPECT_EQ(test, put_user(0x99, (u8 __user *)f->user + 7), 0);
	KUNIT_EXPECT_EQ(test, get_user(low, (u8 __user *)f->user + 7), 0);
	KUNIT_EXPECT_EQ(test, low, 0x99);
}

static void strings_from_users(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char buf[16];

	KUNIT_EXPECT_EQ(test, copy_to_user(f->user, "seven77", 8), 0);
	memset(buf, 'x', sizeof(buf));
	KUNIT_EXPECT_EQ(test, strncpy_from_user(buf, f->user, sizeof(buf)), 7);
	KUNIT_EXPECT_STREQ(test, buf, "seven77");
	memset(buf, 'x', sizeof(buf));
	KUNIT_EXPECT_EQ(test, strncpy_from_user(buf, f->user, 5), 5);
	KUNIT_EXPECT_EQ(test, buf[5], 'x');
	KUNIT_EXPECT_EQ(test, strncpy_from_user(buf, NULL, 5), -EFAULT);
	KUNIT_EXPECT_EQ(test, strnlen_user(f->user, 16), 8);
	KUNIT_EXPECT_EQ(test, strnlen_user(f->user, 8), 8);
	KUNIT_EXPECT_GT(test, strnlen_user(f->user, 7), 7);
	KUNIT_EXPECT_EQ(test, strnlen_user(NULL, 7), 0);
	/* Across a page's end. */
	KUNIT_EXPECT_EQ(test, copy_to_user(f->user + PAGE_SIZE - 3, "across", 7), 0);
	KUNIT_EXPECT_EQ(test, strncpy_from_user(buf, f->user + PAGE_SIZE - 3, sizeof(buf)), 6);
	KUNIT_EXPECT_STREQ(test, buf, "across");
}

static void duplicates_of_user_memory(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char *copy;

	KUNIT_EXPECT_EQ(test, copy_to_user(f->user, "copy", 5), 0);
	copy = memdup_user(f->user, 5);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "copy");
	kfree(copy);
	copy = memdup_user_nul(f->user, 2);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "co");
	kfree(copy);
	copy = strndup_user(f->user, 5);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "copy");
	kfree(copy);
	KUNIT_EXPECT_EQ(test, PTR_ERR(strndup_user(f->user, 4)), -EINVAL);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_user(NULL, 4)), -EFAULT);
}

static void zeroed_memory(struct kunit *test)
{
	struct user_fixture *f = test->priv;

	KUNIT_EXPECT_EQ(test, clear_user(f->user, SIZE), 0);
	KUNIT_EXPECT_EQ(test, check_zeroed_user(f->user + 3, SIZE - 3), 1);
	KUNIT_EXPECT_EQ(test, put_user(1, f->user + 100), 0);
	KUNIT_EXPECT_EQ(test, check_zeroed_user(f->user + 3, SIZE - 3), 0);
	KUNIT_EXPECT_EQ(test, check_zeroed_user(f->user + 101, 50), 1);
	KUNIT_EXPECT_EQ(test, check_zeroed_user(f->user, 0), 1);
	KUNIT_EXPECT_EQ(test, check_zeroed_user(NULL, 8), -EFAULT);
}

static void structures_that_grow(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char dst[32];

	KUNIT_EXPECT_EQ(test, clear_user(f->user, SIZE), 0);
	KUNIT_EXPECT_EQ(test, copy_to_user(f->user, "0123456789abcdef", 16), 0);
	/* An old program's structure is shorter: the rest is zero. */
	memset(dst, 'x', sizeof(dst));
	KUNIT_EXPECT_EQ(test, copy_struct_from_user(dst, 32, f->user, 8), 0);
	KUNIT_EXPECT_MEMEQ(test, dst, "01234567", 8);
	KUNIT_EXPECT_NULL(test, memchr_inv(dst + 8, 0, 24));
	/* A new one's is longer: what this kernel does not know must be zero. */
	KUNIT_EXPECT_EQ(test, copy_struct_from_user(dst, 16, f->user, 64), 0);
	KUNIT_EXPECT_EQ(test, copy_struct_from_user(dst, 15, f->user, 64), -E2BIG);
	KUNIT_EXPECT_EQ(test, copy_struct_from_user(dst, 16, NULL, 16), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_struct_from_user(dst, 16, NULL, 64), -EFAULT);
}

static int jumps_on_fault(int __user *from, int *value)
{
	if (!user_read_access_begin(from, sizeof(*from)))
		return -ERANGE;
	unsafe_get_user(*value, from, fault);
	user_read_access_end();
	return 0;
fault:
	user_read_access_end();
	return -EFAULT;
}

static void sections_of_unsafe_accesses(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	int value = 0;

	KUNIT_EXPECT_EQ(test, put_user(77, (int __user *)f->user), 0);
	KUNIT_EXPECT_EQ(test, jumps_on_fault((int __user *)f->user, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 77);
	KUNIT_EXPECT_EQ(test, jumps_on_fault(NULL, &value), -EFAULT);
	KUNIT_EXPECT_EQ(test, jumps_on_fault((int __user *)-PAGE_SIZE, &value), -ERANGE);
}

static void indices_without_speculation(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, array_index_nospec(3, 4), 3);
	KUNIT_EXPECT_EQ(test, array_index_nospec(4, 4), 0);
	KUNIT_EXPECT_EQ(test, array_index_nospec(0u, 0u), 0);
}

static struct kunit_case user_cases[] = {
	KUNIT_CASE(copies_go_both_ways),
	KUNIT_CASE(a_failed_copy_from_user_zeroes),
	KUNIT_CASE(addresses_beyond_user_memory),
	KUNIT_CASE(single_values),
	KUNIT_CASE(strings_from_users),
	KUNIT_CASE(duplicates_of_user_memory),
	KUNIT_CASE(zeroed_memory),
	KUNIT_CASE(structures_that_grow),
	KUNIT_CASE(sections_of_unsafe_accesses),
	KUNIT_CASE(indices_without_speculation),
	{}
};

static struct kunit_suite user_suite = {
	.name = "conformance-user-access",
	.init = user_init,
	.test_cases = user_cases,
};
kunit_test_suite(user_suite);

MODULE_DESCRIPTION("Conformance: user memory");
MODULE_LICENSE("GPL");
