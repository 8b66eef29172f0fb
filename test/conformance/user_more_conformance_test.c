// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers, bit maps and arrays that a user writes; sections of unsafe accesses; buffers for files. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/uaccess.h>

#include "user_fixture.h"

/* Writes a text where the user has it. */
static const char __user *say(struct kunit *test, const char *text)
{
	struct user_fixture *f = test->priv;

	KUNIT_ASSERT_EQ(test, copy_to_user(f->user, text, strlen(text) + 1), 0);
	return f->user;
}

/* One conversion: its result, and the value, which an error leaves alone. */
#define CONVERTS(name, type, text, base, expected) do {				\
	type value = 1;								\
										\
	KUNIT_EXPECT_EQ_MSG(test, name(say(test, text), strlen(text), base, &value), 0,	\
			    "%s", text);					\
	KUNIT_EXPECT_EQ_MSG(test, value, (type)(expected), "%s", text);		\
} while (0)
#define FAILS(name, type, text, base, error) do {				\
	type value = 1;								\
										\
	KUNIT_EXPECT_EQ_MSG(test, name(say(test, text), strlen(text), base, &value), error, \
			    "%s", text);					\
	KUNIT_EXPECT_EQ_MSG(test, value, 1, "%s", text);			\
	KUNIT_EXPECT_EQ(test, name(NULL, 1, base, &value), -EFAULT);		\
} while (0)

static void numbers_of_users(struct kunit *test)
{
	CONVERTS(kstrtoull_from_user, unsigned long long, "18446744073709551615\n", 0, U64_MAX);
	FAILS(kstrtoull_from_user, unsigned long long, "18446744073709551616", 0, -ERANGE);
	CONVERTS(kstrtoll_from_user, long long, "-0x8000000000000000", 0, S64_MIN);
	FAILS(kstrtoll_from_user, long long, "9223372036854775808", 10, -ERANGE);
	CONVERTS(kstrtoul_from_user, unsigned long, "0777", 0, 0777);
	FAILS(kstrtoul_from_user, unsigned long, "-7", 0, -EINVAL);
	CONVERTS(kstrtol_from_user, long, "-7", 8, -7);
	FAILS(kstrtol_from_user, long, "8", 8, -EINVAL);
	CONVERTS(kstrtouint_from_user, unsigned int, "4294967295", 10, U32_MAX);
	FAILS(kstrtouint_from_user, unsigned int, "4294967296", 10, -ERANGE);
	CONVERTS(kstrtoint_from_user, int, "-2147483648", 10, INT_MIN);
	FAILS(kstrtoint_from_user, int, "2147483648", 10, -ERANGE);
	CONVERTS(kstrtou16_from_user, u16, "ffff", 16, 0xffff);
	FAILS(kstrtou16_from_user, u16, "65536", 10, -ERANGE);
	CONVERTS(kstrtos16_from_user, s16, "-32768", 10, -32768);
	FAILS(kstrtos16_from_user, s16, "32768", 10, -ERANGE);
	CONVERTS(kstrtou8_from_user, u8, "11111111", 2, 255);
	FAILS(kstrtou8_from_user, u8, "256", 10, -ERANGE);
	CONVERTS(kstrtos8_from_user, s8, "-128", 10, -128);
	FAILS(kstrtos8_from_user, s8, "-129", 10, -ERANGE);
	FAILS(kstrtoint_from_user, int, "", 10, -EINVAL);
	FAILS(kstrtoint_from_user, int, "1 ", 10, -EINVAL);
}

/* Only as much as was written counts, and no more than a number can be long. */
static void numbers_end_with_the_count(struct kunit *test)
{
	int value = 0;
	bool yes = false;
	u8 byte = 0;

	KUNIT_EXPECT_EQ(test, kstrtoint_from_user(say(test, "12345"), 3, 10, &value), 0);
	KUNIT_EXPECT_EQ(test, value, 123);
	KUNIT_EXPECT_EQ(test, kstrtoint_from_user(say(test, "12"), 0, 10, &value), -EINVAL);
	/* A sign, 8 digits and a newline are the longest: ten characters, the rest is not looked at. */
	KUNIT_EXPECT_EQ(test, kstrtou8_from_user(say(test, "0000000012345"), 13, 10, &byte), 0);
	KUNIT_EXPECT_EQ(test, byte, 12);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user(say(test, "off and so on"), 13, &yes), 0);
	KUNIT_EXPECT_FALSE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user(say(test, "on"), 2, &yes), 0);
	KUNIT_EXPECT_TRUE(test, yes);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user(say(test, "on"), 1, &yes), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user(say(test, "2"), 1, &yes), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtobool_from_user(NULL, 1, &yes), -EFAULT);
}

static void bitmaps_of_users(struct kunit *test)
{
	DECLARE_BITMAP(map, 64);

	KUNIT_EXPECT_EQ(test, bitmap_parse_user(say(test, "f,80000001\n"), 11, map, 64), 0);
	KUNIT_EXPECT_EQ(test, map[0], 0xf80000001UL);
	KUNIT_EXPECT_EQ(test, bitmap_parse_user(say(test, "100"), 3, map, 8), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, bitmap_parse_user(say(test, "xyz"), 3, map, 64), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parse_user(NULL, 3, map, 64), -EFAULT);
	KUNIT_EXPECT_EQ(test, bitmap_parselist_user(say(test, "0-3,8,60-63\n"), 12, map, 64), 0);
	KUNIT_EXPECT_EQ(test, map[0], 0xf00000000000010fUL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist_user(say(test, "1,2,3"), 3, map, 64), 0);
	KUNIT_EXPECT_EQ(test, map[0], 6);
	KUNIT_EXPECT_EQ(test, bitmap_parselist_user(say(test, "64"), 2, map, 64), -ERANGE);
	KUNIT_EXPECT_EQ(test, bitmap_parselist_user(say(test, "3-1"), 3, map, 64), -EINVAL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist_user(NULL, 3, map, 64), -EFAULT);
}

static void arrays_of_numbers_of_users(struct kunit *test)
{
	int *numbers = NULL;

	KUNIT_ASSERT_EQ(test, parse_int_array_user(say(test, "3,-4,0x10\n"), 10, &numbers), 0);
	KUNIT_EXPECT_EQ(test, numbers[0], 3);
	KUNIT_EXPECT_EQ(test, numbers[1], 3);
	KUNIT_EXPECT_EQ(test, numbers[2], -4);
	KUNIT_EXPECT_EQ(test, numbers[3], 16);
	kfree(numbers);
	numbers = NULL;
	KUNIT_EXPECT_EQ(test, parse_int_array_user(say(test, "none"), 4, &numbers), -ENOENT);
	KUNIT_EXPECT_EQ(test, parse_int_array_user(NULL, 4, &numbers), -EFAULT);
	KUNIT_EXPECT_NULL(test, numbers);
}

static void copies_of_user_memory(struct kunit *test)
{
	const char __user *text = say(test, "abcdefgh");
	char *copy = memdup_array_user(text, 2, 4);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, "abcdefgh", 8);
	kfree(copy);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_array_user(text, SIZE_MAX / 2, 4)), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, PTR_ERR(memdup_array_user(NULL, 2, 4)), -EFAULT);
	copy = vmemdup_user(text, 5);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, "abcde", 5);
	kvfree(copy);
	KUNIT_EXPECT_EQ(test, PTR_ERR(vmemdup_user(NULL, 5)), -EFAULT);
}

/* 0 or -EFAULT, through the label that an access which fails goes to. */
static noinline int write_two(u32 __user *to, u32 first, u32 second)
{
	if (!user_write_access_begin(to, 2 * sizeof(*to)))
		return -EACCES;
	unsafe_put_user(first, to, failed);
	unsafe_put_user(second, to + 1, failed);
	user_write_access_end();
	return 0;
failed:
	user_write_access_end();
	return -EFAULT;
}

static noinline int copy_both_ways(char __user *user, char *kernel, size_t n)
{
	if (!user_access_begin(user, 2 * n))
		return -EACCES;
	unsafe_copy_to_user(user, kernel, n, failed);
	unsafe_copy_to_user(user + n, kernel, n, failed);
	user_access_end();
	return 0;
failed:
	user_access_end();
	return -EFAULT;
}

static void sections_of_unsafe_accesses(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	u32 values[2] = {};
	char *high = (char *)-PAGE_SIZE;

	KUNIT_EXPECT_EQ(test, write_two((u32 __user *)f->user, 7, 8), 0);
	KUNIT_EXPECT_EQ(test, copy_from_user(values, f->user, sizeof(values)), 0);
	KUNIT_EXPECT_EQ(test, values[0], 7);
	KUNIT_EXPECT_EQ(test, values[1], 8);
	KUNIT_EXPECT_EQ(test, write_two((u32 __user *)8, 7, 8), -EFAULT);
	KUNIT_EXPECT_EQ(test, write_two((u32 __user *)high, 7, 8), -EACCES);
	memcpy(f->kernel, "0123456789abcdefXYZ", 19);
	KUNIT_EXPECT_EQ(test, copy_both_ways(f->user, f->kernel, 19), 0);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel + 64, f->user, 38), 0);
	KUNIT_EXPECT_MEMEQ(test, f->kernel + 64, "0123456789abcdefXYZ0123456789abcdefXYZ", 38);
	KUNIT_EXPECT_EQ(test, copy_both_ways((char __user *)8, f->kernel, 19), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_both_ways((char __user *)high, f->kernel, 19), -EACCES);
}

static void accesses_without_faults(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char buf[8] = "zzzzzzz";

	say(test, "sixteen letters!");
	KUNIT_EXPECT_EQ(test, copy_from_user_nofault(buf, f->user, 4), 0);
	KUNIT_EXPECT_MEMEQ(test, buf, "sixtzzz", 8);
	KUNIT_EXPECT_EQ(test, copy_from_user_nofault(buf, NULL, 4), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_from_user_nofault(buf, (char __user *)-PAGE_SIZE, 4), -EFAULT);
	KUNIT_EXPECT_EQ(test, copy_to_user_nofault(f->user, "SIX", 3), 0);
	KUNIT_EXPECT_EQ(test, copy_from_user(buf, f->user, 4), 0);
	KUNIT_EXPECT_MEMEQ(test, buf, "SIXt", 4);
	KUNIT_EXPECT_EQ(test, copy_to_user_nofault(NULL, "SIX", 3), -EFAULT);
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
}

static void faults_switched_off(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	KUNIT_EXPECT_FALSE(test, faulthandler_disabled());
	pagefault_disable();
	pagefault_disable();
	KUNIT_EXPECT_TRUE(test, pagefault_disabled());
	KUNIT_EXPECT_TRUE(test, faulthandler_disabled());
	pagefault_enable();
	KUNIT_EXPECT_TRUE(test, pagefault_disabled());
	pagefault_enable();
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	preempt_disable();
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	KUNIT_EXPECT_TRUE(test, faulthandler_disabled());
	preempt_enable();
	KUNIT_EXPECT_FALSE(test, faulthandler_disabled());
}

static void reading_from_a_buffer(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	static const char text[] = "0123456789";
	loff_t pos = 0;

	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user, 4, &pos, text, 10), 4);
	KUNIT_EXPECT_EQ(test, pos, 4);
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user + 4, 100, &pos, text, 10), 6);
	KUNIT_EXPECT_EQ(test, pos, 10);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, f->user, 10), 0);
	KUNIT_EXPECT_MEMEQ(test, f->kernel, text, 10);
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user, 1, &pos, text, 10), 0);
	pos = 3;
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user, 0, &pos, text, 10), 0);
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(NULL, 1, &pos, text, 10), -EFAULT);
	KUNIT_EXPECT_EQ(test, pos, 3);
	pos = -1;
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user, 1, &pos, text, 10), -EINVAL);
	/* As much as the user has room for. */
	pos = 2;
	KUNIT_EXPECT_EQ(test, simple_read_from_buffer(f->user + SIZE - 3, 8, &pos, text, 10), 3);
	KUNIT_EXPECT_EQ(test, pos, 5);
}

static void writing_to_a_buffer(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char room[8] = "#######";
	loff_t pos = 2;

	say(test, "abcdefgh");
	KUNIT_EXPECT_EQ(test, simple_write_to_buffer(room, 7, &pos, f->user, 3), 3);
	KUNIT_EXPECT_EQ(test, pos, 5);
	KUNIT_EXPECT_STREQ(test, room, "##abc##");
	KUNIT_EXPECT_EQ(test, simple_write_to_buffer(room, 7, &pos, f->user, 8), 2);
	KUNIT_EXPECT_EQ(test, pos, 7);
	KUNIT_EXPECT_STREQ(test, room, "##abcab");
	KUNIT_EXPECT_EQ(test, simple_write_to_buffer(room, 7, &pos, f->user, 1), 0);
	pos = 0;
	KUNIT_EXPECT_EQ(test, simple_write_to_buffer(room, 7, &pos, NULL, 1), -EFAULT);
	KUNIT_EXPECT_EQ(test, pos, 0);
	pos = -1;
	KUNIT_EXPECT_EQ(test, simple_write_to_buffer(room, 7, &pos, f->user, 1), -EINVAL);
}

static struct kunit_case user_more_cases[] = {
	KUNIT_CASE(numbers_of_users),
	KUNIT_CASE(numbers_end_with_the_count),
	KUNIT_CASE(bitmaps_of_users),
	KUNIT_CASE(arrays_of_numbers_of_users),
	KUNIT_CASE(copies_of_user_memory),
	KUNIT_CASE(sections_of_unsafe_accesses),
	KUNIT_CASE(accesses_without_faults),
	KUNIT_CASE(faults_switched_off),
	KUNIT_CASE(reading_from_a_buffer),
	KUNIT_CASE(writing_to_a_buffer),
	{}
};

static struct kunit_suite user_more_suite = {
	.name = "conformance-user-more",
	.init = user_init,
	.test_cases = user_more_cases,
};
kunit_test_suite(user_more_suite);

MODULE_LICENSE("Dual MIT/GPL");
