// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* sscanf() and bitmaps as text at their edges: what is stored, and what keeps what it had. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/cpumask.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>

/* ---- sscanf ------------------------------------------------------------------------------------- */

/* The compiler must not look into the format. */
static int (*volatile scan)(const char *buf, const char *fmt, ...) = sscanf;

/* One number and how far the text was read; ~ stands for what was not stored. */
static void scanned_numbers(struct kunit *test)
{
	enum { NONE = 0x7e7e7e7e };
	static const struct { const char *text, *fmt; int stored, value, end; } rows[] = {
		{ "0x", "%x%n", 1, 0, 2 }, { "0xg", "%x%n", 1, 0, 2 }, { "0x-5", "%x%n", 1, 0, 2 },
		{ "0x1", "%x%n", 1, 1, 3 }, { "0x", "%i%n", 1, 0, 1 }, { "0xg", "%i%n", 1, 0, 1 },
		{ "0x1", "%2x%n", 1, 0, 2 }, { "0x1", "%1x%n", 1, 0, 1 }, { "08", "%i%n", 1, 0, 1 },
		{ "x", "%x%n", 0, NONE, NONE }, { "-", "%d%n", 0, NONE, NONE },
		{ "- 12", "%d%n", 0, NONE, NONE }, { "--1", "%d%n", 0, NONE, NONE },
		{ "-12", "%1d%n", 0, NONE, NONE }, { "-12", "%2d%n", 1, -1, 2 },
		{ "-12", "%u%n", 0, NONE, NONE }, { "+12", "%d%n", 0, NONE, NONE },
		{ " 12", "%1d%n", 1, 1, 2 }, { "", "%d%n", 0, NONE, NONE }, { "12", "%0d%n", 0, NONE, NONE },
		{ "12", "%-5d%n", 0, NONE, NONE }, { "12", "%e%n", 0, NONE, NONE },
		{ "4294967297", "%d%n", 1, 1, 10 }, { "12", "%5%%n", 0, NONE, NONE },
		{ "-0x5", "%i%n", 1, -5, 4 },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		int value = NONE, end = NONE;

		KUNIT_EXPECT_EQ_MSG(test, scan(rows[i].text, rows[i].fmt, &value, &end), rows[i].stored,
				    "[%s] [%s]", rows[i].text, rows[i].fmt);
		KUNIT_EXPECT_EQ_MSG(test, value, rows[i].value, "[%s] [%s]", rows[i].text, rows[i].fmt);
		KUNIT_EXPECT_EQ_MSG(test, end, rows[i].end, "[%s] [%s]", rows[i].text, rows[i].fmt);
	}
}

static void scanned_sets(struct kunit *test)
{
	static const struct { const char *text, *fmt; int stored; const char *want; } rows[] = {
		{ "a]b", "%5[]a]", 0, "~" }, { "abc", "%5[^]]", 0, "~" }, { "abc", "%5[^]", 0, "~" },
		{ "abc", "%5[", 0, "~" }, { "abc", "%[a]", 0, "~" }, { "aab", "%5[a]", 1, "aa" },
		{ "a-c", "%5[a-c]", 1, "a-c" }, { "abc", "%5[a-c]", 1, "a" }, { "xyz", "%2[^a]", 1, "xy" },
		{ "abc", "%*[a]", 0, "~" },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		char text[16] = "~";

		KUNIT_EXPECT_EQ_MSG(test, scan(rows[i].text, rows[i].fmt, text), rows[i].stored,
				    "[%s] [%s]", rows[i].text, rows[i].fmt);
		KUNIT_EXPECT_STREQ_MSG(test, text, rows[i].want, "[%s] [%s]", rows[i].text, rows[i].fmt);
	}
}

static void scanned_skips(struct kunit *test)
{
	int value = -1;

	KUNIT_EXPECT_EQ(test, scan("12 34", "%*d %d", &value), 1);
	KUNIT_EXPECT_EQ(test, value, 34);
	value = -1;
	KUNIT_EXPECT_EQ(test, scan("", "%*d%n", &value), 0);
	KUNIT_EXPECT_EQ(test, value, -1);
	KUNIT_EXPECT_EQ(test, scan("a b", "%*s%n", &value), 0);
	KUNIT_EXPECT_EQ(test, value, 1);
}

/* ---- bitmaps ------------------------------------------------------------------------------------ */

#define KEPT 0xa5a5a5a5a5a5a5a5UL
struct parse_row { const char *text; int bits, err; unsigned long words[2]; };

static void expect_parsed(struct kunit *test, const struct parse_row *row, int err,
			  const unsigned long *map)
{
	KUNIT_EXPECT_EQ_MSG(test, err, row->err, "[%s] %d bits", row->text, row->bits);
	for (int i = 0; i < 2; i++)
		KUNIT_EXPECT_EQ_MSG(test, map[i], row->words[i], "word %d of [%s] in %d bits", i,
				    row->text, row->bits);
	KUNIT_EXPECT_EQ(test, map[2], KEPT);
}

static const struct parse_row groups[] = {
	{ "", 20, 0, { 0xa5a5a5a5a5a00000, KEPT } },
	{ "1", 3, 0, { 0xa5a5a5a500000001, KEPT } },
	{ "ff", 3, -EOVERFLOW, { 0xa5a5a5a5000000ff, KEPT } },
	{ "1,2", 33, 0, { 0x100000002, KEPT } },
	{ "1,2", 20, -EOVERFLOW, { 0xa5a5a5a500000002, KEPT } },
	{ "1ffffffff", 64, -EOVERFLOW, { KEPT, KEPT } },
	{ "g", 64, -EINVAL, { KEPT, KEPT } },
	{ "g,1", 64, -EINVAL, { 0xa5a5a5a500000001, KEPT } },
	{ "1,g", 64, -EINVAL, { KEPT, KEPT } },
	{ "1,,2", 70, 0, { 0x100000002, 0xa5a5a5a5a5a5a580 } },
	{ " 1", 33, 0, { 0xa5a5a5a400000001, KEPT } },
	{ "1 ", 33, 0, { 0xa5a5a5a400000001, KEPT } },
	{ "\n1", 20, 0, { 0xa5a5a5a5a5a00000, KEPT } },
	{ "7fff\nff", 20, 0, { 0xa5a5a5a500007fff, KEPT } },
	{ "ffffffff,ffffffff,ffffffff", 70, -EOVERFLOW, { 0xffffffffffffffff, 0xa5a5a5a5ffffffff } },
	{ "123456789", 64, -EOVERFLOW, { KEPT, KEPT } },
	{ "0x1", 64, -EINVAL, { KEPT, KEPT } },
	{ "00000001,00000000,00000000,00000001", 70, -EOVERFLOW, { 1, 0xa5a5a5a500000000 } },
	{ "80000000", 33, 0, { 0xa5a5a5a480000000, KEPT } },
	{ "f0000000,00000001,00000002", 64, -EOVERFLOW, { 0x100000002, KEPT } },
};

static const struct parse_row lists[] = {
	{ "", 20, 0, { 0, KEPT } },
	{ "0-3", 20, 0, { 0xf, KEPT } },
	{ "3-0", 20, -EINVAL, { 0, KEPT } },
	{ "0-3,200", 20, -ERANGE, { 0xf, KEPT } },
	{ "0-3,x", 20, -EINVAL, { 0xf, KEPT } },
	{ "0-3:1/2x", 20, -EINVAL, { 5, KEPT } },
	{ "0-3:2/1", 64, -EINVAL, { 0, KEPT } },
	{ "0-3:0/2", 64, 0, { 0, KEPT } },
	{ "0-3:1/0", 64, -EINVAL, { 0, KEPT } },
	{ "all", 65, 0, { 0xffffffffffffffff, 1 } },
	{ "all:1/2", 20, 0, { 0x55555, KEPT } },
	{ "N", 65, 0, { 0, 1 } },
	{ "0-N", 20, 0, { 0xfffff, KEPT } },
	{ "20", 20, -ERANGE, { 0, KEPT } },
	{ "4294967296", 64, -EOVERFLOW, { 0, KEPT } },
	{ "4294967295", 64, -EINVAL, { 0, KEPT } },
	{ "0-3\n5", 20, 0, { 0xf, KEPT } },
	{ "\n5", 20, 0, { 0x20, KEPT } },
	{ "0-3 5", 20, 0, { 0x2f, KEPT } },
	{ "0--3", 20, -EINVAL, { 0, KEPT } },
	{ "1-2-3", 20, -EINVAL, { 0, KEPT } },
	{ "0-3:5/9", 64, 0, { 0xf, KEPT } },
	{ "0-30:5/7", 64, 0, { 0x73e7cf9f, KEPT } },
	{ "0-2:1/4294967295", 64, 0, { 1, KEPT } },
	{ "0-3:1/99999999999", 64, -EOVERFLOW, { 0, KEPT } },
	{ "1/2", 20, -EINVAL, { 0, KEPT } },
	{ "Nx", 20, -EINVAL, { 0, KEPT } },
};

/* Groups of 32 bits are stored as they are read, from the end; bits over the last group stay. */
static void groups_parsed(struct kunit *test)
{
	for (int i = 0; i < ARRAY_SIZE(groups); i++) {
		unsigned long map[3] = { KEPT, KEPT, KEPT };

		expect_parsed(test, &groups[i], bitmap_parse(groups[i].text, UINT_MAX, map, groups[i].bits), map);
	}
}

/* The bits are cleared first, with the rest of their last word. */
static void lists_parsed(struct kunit *test)
{
	for (int i = 0; i < ARRAY_SIZE(lists); i++) {
		unsigned long map[3] = { KEPT, KEPT, KEPT };

		expect_parsed(test, &lists[i], bitmap_parselist(lists[i].text, map, lists[i].bits), map);
	}
}

static void groups_of_a_length(struct kunit *test)
{
	static const char text[] = "12345678,9";

	for (int len = 0; len <= 10; len++) {
		unsigned long map[3] = { KEPT, KEPT, KEPT }, want = 0x12345678;

		if (len < 8)
			want >>= 4 * (8 - len);
		if (len == 10)
			want = want << 32 | 9;
		KUNIT_EXPECT_EQ(test, bitmap_parse(text, len, map, 64), 0);
		KUNIT_EXPECT_EQ(test, map[0], want);
		KUNIT_EXPECT_EQ(test, map[1], KEPT);
	}
}

/* A newline after a pattern is white space; after a plain range it ends the list. */
static void newline_after_pattern(struct kunit *test)
{
	unsigned long map[1] = { 0 };

	KUNIT_EXPECT_EQ(test, bitmap_parselist("0-3:1/2\n5", map, 20), 0);
	KUNIT_EXPECT_EQ(test, map[0], 0x25UL);
	KUNIT_EXPECT_EQ(test, bitmap_parselist("0-3\n5", map, 20), 0);
	KUNIT_EXPECT_EQ(test, map[0], 0xfUL);
}

static void masks_parsed(struct kunit *test)
{
	cpumask_var_t mask;

	KUNIT_ASSERT_TRUE(test, zalloc_cpumask_var(&mask, GFP_KERNEL));
	KUNIT_EXPECT_EQ(test, cpumask_parse("1", mask), 0);
	KUNIT_EXPECT_EQ(test, cpumask_weight(mask), 1);
	KUNIT_EXPECT_EQ(test, cpumask_parse("x", mask), -EINVAL);
	KUNIT_EXPECT_TRUE(test, cpumask_test_cpu(0, mask));
	KUNIT_EXPECT_EQ(test, cpulist_parse("0,x", mask), -EINVAL);
	KUNIT_EXPECT_EQ(test, cpulist_parse("0-100000", mask), -ERANGE);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(mask));
	free_cpumask_var(mask);
}

static struct kunit_case edge_cases[] = {
	KUNIT_CASE(scanned_numbers),
	KUNIT_CASE(scanned_sets),
	KUNIT_CASE(scanned_skips),
	KUNIT_CASE(groups_parsed),
	KUNIT_CASE(groups_of_a_length),
	KUNIT_CASE(lists_parsed),
	KUNIT_CASE(newline_after_pattern),
	KUNIT_CASE(masks_parsed),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "conformance-parse-edges",
	.test_cases = edge_cases,
};
kunit_test_suite(edge_suite);

MODULE_DESCRIPTION("conformance: text to numbers and bitmaps at the edges");
MODULE_LICENSE("Dual MIT/GPL");
