// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What sscanf() does in a kernel: these cases also compile as a kernel module. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/string.h>

static void numbers(struct kunit *test)
{
	unsigned long long big;
	unsigned char byte;
	int a, b;

	KUNIT_EXPECT_EQ(test, sscanf("12 -34", "%d %d", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, b, -34);
	KUNIT_EXPECT_EQ(test, sscanf("0x1f 010", "%i %i", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 31);
	KUNIT_EXPECT_EQ(test, b, 8);
	KUNIT_EXPECT_EQ(test, sscanf("0xff", "%x", &a), 1);
	KUNIT_EXPECT_EQ(test, a, 255);
	KUNIT_EXPECT_EQ(test, sscanf("18446744073709551615", "%llu", &big), 1);
	KUNIT_EXPECT_EQ(test, big, U64_MAX);
	KUNIT_EXPECT_EQ(test, sscanf("200", "%hhu", &byte), 1);
	KUNIT_EXPECT_EQ(test, byte, 200);
}

static void field_widths(struct kunit *test)
{
	int a, b;

	KUNIT_EXPECT_EQ(test, sscanf("123456", "%3d%2d", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, a, 123);
	KUNIT_EXPECT_EQ(test, b, 45);
}

static void stops_at_the_first_mismatch(struct kunit *test)
{
	int a = 7, b = 7;

	KUNIT_EXPECT_EQ(test, sscanf("5,x", "%d,%d", &a, &b), 1);
	KUNIT_EXPECT_EQ(test, a, 5);
	KUNIT_EXPECT_EQ(test, b, 7);
	KUNIT_EXPECT_EQ(test, sscanf("x", "%d", &a), 0);
	KUNIT_EXPECT_EQ(test, sscanf("", "%d", &a), 0);
}

static void strings_and_sets(struct kunit *test)
{
	char word[8], set[8], c;
	int n;

	KUNIT_EXPECT_EQ(test, sscanf("  word rest", "%7s", word), 1);
	KUNIT_EXPECT_STREQ(test, word, "word");
	KUNIT_EXPECT_EQ(test, sscanf("abc123", "%7[abc]%n", set, &n), 1);
	KUNIT_EXPECT_STREQ(test, set, "abc");
	KUNIT_EXPECT_EQ(test, n, 3);
	KUNIT_EXPECT_EQ(test, sscanf("key=value", "%7[^=]=%7s", set, word), 2);
	KUNIT_EXPECT_STREQ(test, set, "key");
	KUNIT_EXPECT_STREQ(test, word, "value");
	KUNIT_EXPECT_EQ(test, sscanf("xyz", "%c", &c), 1);
	KUNIT_EXPECT_EQ(test, c, 'x');
}

static struct kunit_case sscanf_cases[] = {
	KUNIT_CASE(numbers),
	KUNIT_CASE(field_widths),
	KUNIT_CASE(stops_at_the_first_mismatch),
	KUNIT_CASE(strings_and_sets),
	{}
};

static struct kunit_suite sscanf_suite = {
	.name = "conformance-sscanf",
	.test_cases = sscanf_cases,
};
kunit_test_suite(sscanf_suite);

MODULE_LICENSE("GPL");
