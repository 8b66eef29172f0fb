// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Formats at their edges: odd flags, sizes that do not fit, conversions that do not exist. */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

static int (*volatile print)(char *buf, size_t size, const char *fmt, ...) = snprintf;
static int (*volatile print_cut)(char *buf, size_t size, const char *fmt, ...) = scnprintf;

#define EXPECT_PRINTED(test, want, fmt, ...) \
	do { \
		char printed[128]; \
		int printed_len = print(printed, sizeof(printed), fmt, ##__VA_ARGS__); \
		KUNIT_EXPECT_STREQ_MSG(test, printed, want, "format %s", fmt); \
		KUNIT_EXPECT_EQ_MSG(test, printed_len, (int)strlen(want), "format %s", fmt); \
	} while (0)

static void characters(struct kunit *test)
{
	char buf[16];

	KUNIT_EXPECT_EQ(test, print(buf, sizeof(buf), "%c%c%c", 0, 'x', 200), 3);
	KUNIT_EXPECT_MEMEQ(test, buf, "\0x\310", 4);
	KUNIT_EXPECT_EQ(test, print(buf, sizeof(buf), "[%3c][%-3c]", 0, 255), 10);
	KUNIT_EXPECT_MEMEQ(test, buf, "[  \0][\377  ]", 11);
	EXPECT_PRINTED(test, "[    a][b][x]", "[%05c][%.3c][%lc]", 'a', 'b', 'x');
}

static void percent_signs(struct kunit *test)
{
	EXPECT_PRINTED(test, "%|%|%|%|%|%", "%5%|%-5%|%05%|%-%|% %|%l%");
}

static void numbers_without_digits(struct kunit *test)
{
	EXPECT_PRINTED(test, "[0][0][0][0][0]", "[%.d][%.0d][%.0x][%#.0o][%.0u]", 0, 0, 0, 0, 0);
	EXPECT_PRINTED(test, "[7][][abc][]", "[%.*d][%.*s][%.s][%.0s]", -3, 7, -3, "abc", "abc", "abc");
	EXPECT_PRINTED(test, "[0][0x0][0X0]", "[%#o][%#x][%#X]", 0, 0, 0);
}

static void flags(struct kunit *test)
{
	EXPECT_PRINTED(test, "[7    ][7    ][7][7][7][7]", "[%-05d][%0-5d][%+u][% u][%+x][% x]", 7, 7, 7, 7, 7, 7);
	EXPECT_PRINTED(test, "[+7][+7][0x0001a][0x0001a]", "[%+ d][% +d][%#.5x][%#7.5x]", 7, 7, 0x1a, 0x1a);
	EXPECT_PRINTED(test, "[-0000005][   -0005]", "[%08d][%8.4d]", -5, -5);
	EXPECT_PRINTED(test, "[    a][b][c][abc]", "[%05s][%+s][%#s][%ls]", "a", "b", "c", "abc");
}

static void lengths(struct kunit *test)
{
	EXPECT_PRINTED(test, "[4464][4464][44][44]", "[%hd][%hu][%hhd][%hhu]", 70000, 70000, 300, 300);
	EXPECT_PRINTED(test, "[-5][fffffffffffffffb]", "[%Ld][%Lx]", -5LL, -5LL);
}

static void strings_that_are_none(struct kunit *test)
{
	EXPECT_PRINTED(test, "[(null)][    (null)][(null)    ][(nu]", "[%s][%10s][%-10s][%.3s]", NULL, NULL,
		       NULL, NULL);
	EXPECT_PRINTED(test, "[(efault)][(efault)][(efault)][(e]", "[%s][%s][%s][%.2s]", (char *)5,
		       (char *)4095, (char *)-5, (char *)-22);
}

static void sizes(struct kunit *test)
{
	for (int size = 0; size < 8; size++) {
		char buf[10], want[10];

		memset(buf, '~', sizeof(buf));
		memset(want, '~', sizeof(want));
		if (size) {
			memcpy(want, "abcde", min(size - 1, 5));
			want[min(size - 1, 5)] = '\0';
		}
		KUNIT_EXPECT_EQ(test, print(buf, size, "%s", "abcde"), 5);
		KUNIT_EXPECT_MEMEQ(test, buf, want, sizeof(buf));
		KUNIT_EXPECT_EQ(test, print_cut(buf, size, "%s", "abcde"), clamp(size - 1, 0, 5));
		KUNIT_EXPECT_MEMEQ(test, buf, want, sizeof(buf));
	}
}

/* A width has 24 bits and a precision 16: those in a format are cut. */
static void widths_cut(struct kunit *test)
{
	EXPECT_PRINTED(test, "[1]", "[%9000000d]", 1);
	EXPECT_PRINTED(test, "[1]", "[%.40000d]", 1);
	KUNIT_EXPECT_EQ(test, print(NULL, 0, "[%99999999999d]", 1), 7792641);
}

static void width_too_large(struct kunit *test)
{
	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, print(NULL, 0, "[%*d]", 9000000, 1), 8388609);
	KUNIT_EXPECT_EQ(test, print(NULL, 0, "[%*d]", INT_MIN, 1), 8388609);
}

static void precision_too_large(struct kunit *test)
{
	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, print(NULL, 0, "[%.*d]", 40000, 1), 32769);
}

/* The text ends before a conversion that does not exist, since the arguments would be wrong. */
static void conversions_unknown(struct kunit *test)
{
	ktest_expect_warning(test);
	EXPECT_PRINTED(test, "1", "%d%y%d", 1, 2, 3);
	EXPECT_PRINTED(test, "1", "%d%n%d", 1, 2, 3);
	EXPECT_PRINTED(test, "1", "%d%f%d", 1, 2, 3);
	EXPECT_PRINTED(test, "a", "a%5", 5);
	EXPECT_PRINTED(test, "[", "[%qd]", 5LL);
	EXPECT_PRINTED(test, "[", "[%jd]", 5LL);
	EXPECT_PRINTED(test, "", "%5$d", 1);
	EXPECT_PRINTED(test, "", "%'d", 1000);
	EXPECT_PRINTED(test, "[", "[%hhhd]", 5);
	EXPECT_PRINTED(test, "[", "[%llld]", 5);
	EXPECT_PRINTED(test, "a", "a%", 5);
	EXPECT_PRINTED(test, "a", "a%l", 5);
}

static void rust_arguments(struct kunit *test)
{
	ktest_expect_warning(test);
	EXPECT_PRINTED(test, "(%pA?)", "%pA", NULL);
}

static void size_over_int(struct kunit *test)
{
	char buf[4] = "~~~";

	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, print(buf, (size_t)INT_MAX + 1, "abc"), 0);
	KUNIT_EXPECT_STREQ(test, buf, "~~~");
}

static struct kunit_case edge_cases[] = {
	KUNIT_CASE(characters),
	KUNIT_CASE(percent_signs),
	KUNIT_CASE(numbers_without_digits),
	KUNIT_CASE(flags),
	KUNIT_CASE(lengths),
	KUNIT_CASE(strings_that_are_none),
	KUNIT_CASE(sizes),
	KUNIT_CASE(widths_cut),
	KUNIT_CASE(width_too_large),
	KUNIT_CASE(precision_too_large),
	KUNIT_CASE(conversions_unknown),
	KUNIT_CASE(rust_arguments),
	KUNIT_CASE(size_over_int),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "conformance-printf-edges",
	.test_cases = edge_cases,
};
kunit_test_suite(edge_suite);

MODULE_DESCRIPTION("conformance: printf formats at their edges");
MODULE_LICENSE("Dual MIT/GPL");
