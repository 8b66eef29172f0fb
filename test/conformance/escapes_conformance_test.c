// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Escaping and unescaping class by class, copies of strings for people, words, hashes of names. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string_choices.h>
#include <linux/string_helpers.h>
#include <linux/stringhash.h>

static void unescaping(struct kunit *test)
{
	static const struct { const char *in; unsigned int flags; const char *out; int len; } row[] = {
		{ "a\\nb\\tc\\rd\\fe\\vf", UNESCAPE_SPACE, "a\nb\tc\rd\fe\vf", 11 },
		{ "\\101\\7\\60x\\0", UNESCAPE_OCTAL, "A\a0x\0", 5 },
		{ "\\400\\777", UNESCAPE_OCTAL, " 0?7", 4 },
		{ "\\x41\\xa\\x7eq\\xfF", UNESCAPE_HEX, "A\n~q\xff", 5 },
		{ "\\\"\\\\\\a\\e", UNESCAPE_SPECIAL, "\"\\\a\033", 4 },
		/* What is not asked for, or is no escape, stays. */
		{ "\\n\\101\\x41", UNESCAPE_SPECIAL, "\\n\\101\\x41", 10 },
		{ "\\n\\101\\x41", UNESCAPE_SPACE | UNESCAPE_HEX, "\n\\101A", 6 },
		{ "\\q\\xg\\8\\", UNESCAPE_ANY, "\\q\\xg\\8\\", 8 },
		{ "", UNESCAPE_ALL_MASK, "", 0 },
	};

	KUNIT_EXPECT_EQ(test, UNESCAPE_ANY, UNESCAPE_ALL_MASK);
	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		char in[32], out[32];

		strscpy(in, row[i].in);
		memset(out, '#', sizeof(out));
		KUNIT_EXPECT_EQ_MSG(test, string_unescape(in, out, sizeof(out), row[i].flags),
				    row[i].len, "row %d", i);
		KUNIT_EXPECT_MEMEQ_MSG(test, out, row[i].out, row[i].len + 1, "row %d", i);
		KUNIT_EXPECT_EQ(test, out[row[i].len + 1], '#');
	}
}

/* An escape needs as much room as it takes in the source. */
static void unescaping_with_little_room(struct kunit *test)
{
	char in[] = "ab\\tcd", out[8] = "#######";

	KUNIT_EXPECT_EQ(test, string_unescape(in, out, 5, UNESCAPE_ANY), 3);
	KUNIT_EXPECT_STREQ(test, out, "ab\t");
	KUNIT_EXPECT_EQ(test, out[4], '#');
	KUNIT_EXPECT_EQ(test, string_unescape(in, out, 4, UNESCAPE_ANY), 3);
	KUNIT_EXPECT_STREQ(test, out, "ab\\");
	KUNIT_EXPECT_EQ(test, string_unescape(in, out, 1, UNESCAPE_ANY), 0);
	KUNIT_EXPECT_STREQ(test, out, "");
}

static void unescaping_in_place(struct kunit *test)
{
	char space[] = "one\\ttwo\\x21", any[] = "one\\ttwo\\x21";

	KUNIT_EXPECT_EQ(test, string_unescape_inplace(space, UNESCAPE_SPACE), 11);
	KUNIT_EXPECT_STREQ(test, space, "one\ttwo\\x21");
	KUNIT_EXPECT_EQ(test, string_unescape_any_inplace(any), 8);
	KUNIT_EXPECT_STREQ(test, any, "one\ttwo!");
}

static void escaping(struct kunit *test)
{
	static const struct {
		const char *in; size_t size; unsigned int flags; const char *only, *out;
	} row[] = {
		{ "a\n\t\r\f\v\"", 7, ESCAPE_SPACE, NULL, "a\\n\\t\\r\\f\\v\"" },
		{ "\"\\\a\033n", 5, ESCAPE_SPECIAL, NULL, "\\\"\\\\\\a\\en" },
		{ "a\0b", 3, ESCAPE_NULL, NULL, "a\\0b" },
		{ "a\0b", 3, ESCAPE_OCTAL, NULL, "\\141\\000\\142" },
		{ "a\0b", 3, ESCAPE_HEX, NULL, "\\x61\\x00\\x62" },
		/* The first class that knows a character wins. */
		{ "\n\"\0a", 4, ESCAPE_ANY, NULL, "\\n\\\"\\0\\141" },
		{ "\n\"\0a", 4, ESCAPE_ANY | ESCAPE_HEX, NULL, "\\n\\\"\\0\\141" },
		/* NP, NA and NAP leave what is printable, ASCII, or both. */
		{ "a\"\n\001\xe9", 5, ESCAPE_ANY_NP, NULL, "a\"\\n\\001\xe9" },
		{ "a\n\001\xe9", 4, ESCAPE_HEX | ESCAPE_NA, NULL, "a\n\001\\xe9" },
		{ "a\n\001\xe9", 4, ESCAPE_HEX | ESCAPE_NP, NULL, "a\\x0a\\x01\xe9" },
		{ "a\n\001\xe9", 4, ESCAPE_HEX | ESCAPE_NAP, NULL, "a\\x0a\\x01\\xe9" },
		/* Only these, or these as well. */
		{ "abc", 3, ESCAPE_OCTAL, "b", "a\\142c" },
		{ "a\nb", 3, ESCAPE_ANY, "b", "a\n\\142" },
		{ "a\nb", 3, ESCAPE_OCTAL | ESCAPE_NP | ESCAPE_APPEND, "b", "a\\012\\142" },
		{ "a\xe9" "b", 3, ESCAPE_HEX | ESCAPE_NAP | ESCAPE_APPEND, "b", "a\\xe9\\x62" },
		{ "abc", 3, 0, NULL, "abc" },
		{ "", 0, ESCAPE_ANY, NULL, "" },
	};

	KUNIT_EXPECT_EQ(test, ESCAPE_ALL_MASK, 0x1ff);
	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		size_t len = strlen(row[i].out);
		char out[32];

		memset(out, '#', sizeof(out));
		KUNIT_EXPECT_EQ_MSG(test, string_escape_mem(row[i].in, row[i].size, out, sizeof(out),
							    row[i].flags, row[i].only),
				    len, "row %d", i);
		KUNIT_EXPECT_MEMEQ_MSG(test, out, row[i].out, len, "row %d", i);
		/* There is no end of the string. */
		KUNIT_EXPECT_EQ_MSG(test, out[len], '#', "row %d", i);
	}
}

/* The result is the length that all of it has; an escape is written whole or not at all. */
static void escaping_with_little_room(struct kunit *test)
{
	char out[8];

	memset(out, '#', sizeof(out));
	KUNIT_EXPECT_EQ(test, string_escape_mem("a\001b", 3, out, 4, ESCAPE_ANY_NP, NULL), 6);
	KUNIT_EXPECT_EQ(test, out[0], 'a');
	KUNIT_EXPECT_EQ(test, out[4], '#');
	KUNIT_EXPECT_EQ(test, string_escape_mem("\n\n", 2, NULL, 0, ESCAPE_SPACE, NULL), 4);
}

static void escaping_shorthands(struct kunit *test)
{
	char out[16] = "";

	KUNIT_EXPECT_EQ(test, string_escape_mem_any_np("\n\0x", 3, out, sizeof(out), NULL), 5);
	KUNIT_EXPECT_MEMEQ(test, out, "\\n\\0x", 5);
	KUNIT_EXPECT_EQ(test, string_escape_str("\nx", out, sizeof(out), ESCAPE_HEX, "x"), 5);
	KUNIT_EXPECT_MEMEQ(test, out, "\n\\x78", 5);
	KUNIT_EXPECT_EQ(test, string_escape_str_any_np("\nx\x7f", out, sizeof(out), NULL), 7);
	KUNIT_EXPECT_MEMEQ(test, out, "\\nx\\177", 7);
}

static void ends_of_strings(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, string_is_terminated("abc", 4));
	KUNIT_EXPECT_FALSE(test, string_is_terminated("abc", 3));
	KUNIT_EXPECT_TRUE(test, string_is_terminated("a\0c", 3));
	KUNIT_EXPECT_FALSE(test, string_is_terminated("", 0));
}

static void quotable_copies(struct kunit *test)
{
	char *copy = kstrdup_quotable("a b\"c\\\n\033z", GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "a b\\x22c\\x5c\\x0a\\x1bz");
	kfree(copy);
	KUNIT_EXPECT_NULL(test, kstrdup_quotable(NULL, GFP_KERNEL));
	/* A kernel thread has no command line, nothing has no path. */
	copy = kstrdup_quotable_cmdline(current, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "");
	kfree(copy);
	copy = kstrdup_quotable_file(NULL, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "<unknown>");
	kfree(copy);
}

static void copies_with_replacements(struct kunit *test)
{
	static const char path[] = "a/b//c";
	char *copy = kstrdup_and_replace(path, '/', '!', GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "a!b!!c");
	KUNIT_EXPECT_STREQ(test, path, "a/b//c");
	kfree(copy);
}

static void numbered_names(struct kunit *test)
{
	char **names = kasprintf_strarray(GFP_KERNEL, "port", 11), **managed;
	struct device *dev;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, names);
	KUNIT_EXPECT_STREQ(test, names[0], "port-0");
	KUNIT_EXPECT_STREQ(test, names[10], "port-10");
	kfree_strarray(names, 11);
	kfree_strarray(NULL, 3);
	dev = root_device_register("ktest_escapes");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	managed = devm_kasprintf_strarray(dev, "line", 2);
	KUNIT_EXPECT_FALSE(test, IS_ERR_OR_NULL(managed));
	if (!IS_ERR_OR_NULL(managed)) {
		KUNIT_EXPECT_STREQ(test, managed[0], "line-0");
		KUNIT_EXPECT_STREQ(test, managed[1], "line-1");
	}
	root_device_unregister(dev);
}

#define EXPECT_WORDS(name, yes, no) do {					\
	KUNIT_EXPECT_STREQ(test, name(true), yes);				\
	KUNIT_EXPECT_STREQ(test, name(false), no);				\
} while (0)

static void words_for_choices(struct kunit *test)
{
	EXPECT_WORDS(str_disable_enable, "disable", "enable");
	EXPECT_WORDS(str_disabled_enabled, "disabled", "enabled");
	EXPECT_WORDS(str_lo_hi, "lo", "hi");
	EXPECT_WORDS(str_low_high, "low", "high");
	EXPECT_WORDS(str_off_on, "off", "on");
	EXPECT_WORDS(str_write_read, "write", "read");
	EXPECT_WORDS(str_false_true, "false", "true");
	EXPECT_WORDS(str_down_up, "down", "up");
	EXPECT_WORDS(str_no_yes, "no", "yes");
	KUNIT_EXPECT_STREQ(test, str_plural(0), "s");
	KUNIT_EXPECT_STREQ(test, str_plural(1), "");
	KUNIT_EXPECT_STREQ(test, str_plural(2), "s");
	KUNIT_EXPECT_STREQ(test, str_plural(SIZE_MAX), "s");
}

static void hashes_of_names_by_hand(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, init_name_hash(0), 0);
	KUNIT_EXPECT_EQ(test, init_name_hash((void *)0x1234), 0x1234);
	KUNIT_EXPECT_EQ(test, partial_name_hash('a', 0), (0x610 + 6) * 11);
	KUNIT_EXPECT_EQ(test, partial_name_hash('b', 17226), (17226 + 0x620 + 6) * 11);
	KUNIT_EXPECT_EQ(test, end_name_hash(0), 0);
	KUNIT_EXPECT_EQ(test, end_name_hash(1), 0x61c88646);
	KUNIT_EXPECT_EQ(test, hashlen_create(0xdeadbeef, 7), 0x7deadbeefULL);
	KUNIT_EXPECT_EQ(test, hashlen_hash(0x7deadbeefULL), 0xdeadbeefU);
	KUNIT_EXPECT_EQ(test, hashlen_len(0x7deadbeefULL), 7);
}

static void hashes_of_names(struct kunit *test)
{
	static const char name[] = "the name of some file";
	u64 hashlen = hashlen_string(NULL, name);

	KUNIT_EXPECT_EQ(test, hashlen_len(hashlen), sizeof(name) - 1);
	KUNIT_EXPECT_EQ(test, hashlen_hash(hashlen), full_name_hash(NULL, name, sizeof(name) - 1));
	KUNIT_EXPECT_NE(test, hashlen_hash(hashlen), full_name_hash(NULL, name, sizeof(name) - 2));
	KUNIT_EXPECT_NE(test, hashlen_string((void *)8, name), hashlen);
	KUNIT_EXPECT_EQ(test, hashlen_string((void *)8, name),
			hashlen_create(full_name_hash((void *)8, name, 21), 21));
	KUNIT_EXPECT_EQ(test, hashlen_string(NULL, ""), full_name_hash(NULL, "", 0));
	/* What stands behind the length does not count. */
	KUNIT_EXPECT_EQ(test, full_name_hash(NULL, name, 8), full_name_hash(NULL, "the name", 8));
}

static struct kunit_case escapes_cases[] = {
	KUNIT_CASE(unescaping),
	KUNIT_CASE(unescaping_with_little_room),
	KUNIT_CASE(unescaping_in_place),
	KUNIT_CASE(escaping),
	KUNIT_CASE(escaping_with_little_room),
	KUNIT_CASE(escaping_shorthands),
	KUNIT_CASE(ends_of_strings),
	KUNIT_CASE(quotable_copies),
	KUNIT_CASE(copies_with_replacements),
	KUNIT_CASE(numbered_names),
	KUNIT_CASE(words_for_choices),
	KUNIT_CASE(hashes_of_names_by_hand),
	KUNIT_CASE(hashes_of_names),
	{}
};

static struct kunit_suite escapes_suite = {
	.name = "conformance-escapes",
	.test_cases = escapes_cases,
};
kunit_test_suite(escapes_suite);

MODULE_LICENSE("Dual MIT/GPL");
