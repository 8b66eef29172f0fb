// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* String functions: ordinary, error and edge behaviour of <linux/string.h> and kin. */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>

static void strscpy_fits(struct kunit *test)
{
	char buf[8] = "xxxxxxx";

	KUNIT_EXPECT_EQ(test, strscpy(buf, "abc", sizeof(buf)), 3);
	KUNIT_EXPECT_STREQ(test, buf, "abc");
	KUNIT_EXPECT_EQ(test, strscpy(buf, ""), 0);
	KUNIT_EXPECT_STREQ(test, buf, "");
}

static void strscpy_truncates(struct kunit *test)
{
	char buf[4];

	KUNIT_EXPECT_EQ(test, strscpy(buf, "abcd", sizeof(buf)), -E2BIG);
	KUNIT_EXPECT_STREQ(test, buf, "abc");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "abc", sizeof(buf)), 3);
	KUNIT_EXPECT_EQ(test, strscpy(buf, "a", 1), -E2BIG);
	KUNIT_EXPECT_STREQ(test, buf, "");
	KUNIT_EXPECT_EQ(test, strscpy(buf, "a", 0), -E2BIG);
}

static void strscpy_pad_fills(struct kunit *test)
{
	char buf[8] = "xxxxxxx";
	static const char want[8] = "ab";

	KUNIT_EXPECT_EQ(test, strscpy_pad(buf, "ab"), 2);
	KUNIT_EXPECT_MEMEQ(test, buf, want, sizeof(buf));
}

static void strlcat_result(struct kunit *test)
{
	char buf[8] = "abc";

	KUNIT_EXPECT_EQ(test, strlcat(buf, "de", sizeof(buf)), 5);
	KUNIT_EXPECT_STREQ(test, buf, "abcde");
	KUNIT_EXPECT_EQ(test, strlcat(buf, "fghi", sizeof(buf)), 9);
	KUNIT_EXPECT_STREQ(test, buf, "abcdefg");
}

static void search_counted(struct kunit *test)
{
	const char *s = "abcabc";

	KUNIT_EXPECT_PTR_EQ(test, strnchr(s, 6, 'c'), (char *)s + 2);
	KUNIT_EXPECT_NULL(test, strnchr(s, 2, 'c'));
	KUNIT_EXPECT_PTR_EQ(test, strchrnul(s, 'z'), (char *)s + 6);
	KUNIT_EXPECT_PTR_EQ(test, strnstr(s, "ca", 4), (char *)s + 2);
	KUNIT_EXPECT_NULL(test, strnstr(s, "ca", 3));
	KUNIT_EXPECT_PTR_EQ(test, strnstr(s, "", 0), (char *)s);
	/* The end is found when it is looked for within the count. */
	KUNIT_EXPECT_PTR_EQ(test, strnchr(s, 7, '\0'), (char *)s + 6);
}

static void strim_both_ends(struct kunit *test)
{
	char a[] = " \t a b \n", blank[] = "  \n", empty[] = "";

	KUNIT_EXPECT_STREQ(test, strim(a), "a b");
	KUNIT_EXPECT_STREQ(test, strim(blank), "");
	KUNIT_EXPECT_STREQ(test, strim(empty), "");
	KUNIT_EXPECT_STREQ(test, skip_spaces("\v\f x "), "x ");
}

static void memscan_misses_past_the_end(struct kunit *test)
{
	u8 buf[4] = { 1, 2, 3, 4 };

	KUNIT_EXPECT_PTR_EQ(test, memscan(buf, 3, 4), (void *)&buf[2]);
	KUNIT_EXPECT_PTR_EQ(test, memscan(buf, 9, 4), (void *)&buf[4]);
	KUNIT_EXPECT_PTR_EQ(test, memscan(buf, 1, 0), (void *)&buf[0]);
}

static void memchr_inv_finds(struct kunit *test)
{
	u8 *buf = kunit_kzalloc(test, 300, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, buf);
	KUNIT_EXPECT_NULL(test, memchr_inv(buf, 0, 300));
	KUNIT_EXPECT_NULL(test, memchr_inv(buf, 7, 0));
	for (int i = 0; i < 300; i += 37) {
		buf[i] = 1;
		KUNIT_EXPECT_PTR_EQ(test, memchr_inv(buf, 0, 300), (void *)&buf[i]);
		buf[i] = 0;
	}
	KUNIT_EXPECT_PTR_EQ(test, memchr_inv(buf, 0x100, 300), NULL);
}

static void sysfs_streq_newline(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on", "on\n"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("on\n", "on"));
	KUNIT_EXPECT_TRUE(test, sysfs_streq("\n", ""));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "on\n\n"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("on", "off"));
}

static void match_string_bounds(struct kunit *test)
{
	static const char *const words[] = { "zero", "one", NULL, "three" };

	KUNIT_EXPECT_EQ(test, match_string(words, ARRAY_SIZE(words), "one"), 1);
	KUNIT_EXPECT_EQ(test, match_string(words, ARRAY_SIZE(words), "three"), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_string(words, 1, "one"), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_string(words, -1, "one"), 1);
	KUNIT_EXPECT_EQ(test, __sysfs_match_string(words, ARRAY_SIZE(words), "one\n"), 1);
}

static void memcpy_and_pad_both(struct kunit *test)
{
	char buf[6] = "xxxxx";

	memcpy_and_pad(buf, 5, "ab", 2, '-');
	KUNIT_EXPECT_STREQ(test, buf, "ab---");
	memcpy_and_pad(buf, 5, "abcdefg", 7, '-');
	KUNIT_EXPECT_STREQ(test, buf, "abcde");
}

static void kstrdup_family(struct kunit *test)
{
	char *p;

	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kstrndup(NULL, 3, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kmemdup_nul(NULL, 3, GFP_KERNEL));
	p = kstrndup("abcdef", 3, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, p, "abc");
	kfree(p);
	p = kstrndup("ab", 30, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, p, "ab");
	kfree(p);
	p = kasprintf(GFP_KERNEL, "%s-%d", "x", 7);
	KUNIT_EXPECT_STREQ(test, p, "x-7");
	kfree(p);
}

static void argv_split_words(struct kunit *test)
{
	int argc = -1;
	char **argv = argv_split(GFP_KERNEL, "  one two\tthree  ", &argc);

	KUNIT_ASSERT_NOT_NULL(test, argv);
	KUNIT_EXPECT_EQ(test, argc, 3);
	KUNIT_EXPECT_STREQ(test, argv[0], "one");
	KUNIT_EXPECT_STREQ(test, argv[2], "three");
	KUNIT_EXPECT_NULL(test, argv[3]);
	argv_free(argv);

	argv = argv_split(GFP_KERNEL, "", &argc);
	KUNIT_ASSERT_NOT_NULL(test, argv);
	KUNIT_EXPECT_EQ(test, argc, 0);
	KUNIT_EXPECT_NULL(test, argv[0]);
	argv_free(argv);
}

static void ctype_latin1(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, isspace(0xa0));
	KUNIT_EXPECT_TRUE(test, isupper(0xc4));
	KUNIT_EXPECT_EQ(test, tolower(0xc4), 0xe4);
	KUNIT_EXPECT_FALSE(test, isalpha(0xd7));
	KUNIT_EXPECT_FALSE(test, isprint(0x80));
	KUNIT_EXPECT_TRUE(test, isxdigit('f') && !isxdigit('g'));
	KUNIT_EXPECT_FALSE(test, isascii(0x80));
}

static void unescape_kinds(struct kunit *test)
{
	char out[32];

	KUNIT_EXPECT_EQ(test, string_unescape_any("a\\n\\x41\\101\\\"\\e", out, sizeof(out)), 6);
	KUNIT_EXPECT_STREQ(test, out, "a\nAA\"\e");
	/* An unknown escape stays. */
	string_unescape_any("\\q", out, sizeof(out));
	KUNIT_EXPECT_STREQ(test, out, "\\q");
}

static void escape_reports_needed_room(struct kunit *test)
{
	char out[4] = "";

	KUNIT_EXPECT_EQ(test, string_escape_mem("\n\n\n", 3, out, sizeof(out),
						ESCAPE_SPACE, NULL), 6);
	KUNIT_EXPECT_MEMEQ(test, out, "\\n\\n", 4);
	KUNIT_EXPECT_EQ(test, string_escape_mem("ab", 2, out, 0, ESCAPE_HEX, NULL), 8);
}

static void get_size_units(struct kunit *test)
{
	char buf[16];

	string_get_size(1, 512, STRING_UNITS_2, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "512 B");
	string_get_size(4096, U64_MAX, STRING_UNITS_10, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "75.6 ZB");
	string_get_size(0, 512, STRING_UNITS_10, buf, sizeof(buf));
	KUNIT_EXPECT_STREQ(test, buf, "0 B");
}

static struct kunit_case string_cases[] = {
	KUNIT_CASE(strscpy_fits),
	KUNIT_CASE(strscpy_truncates),
	KUNIT_CASE(strscpy_pad_fills),
	KUNIT_CASE(strlcat_result),
	KUNIT_CASE(search_counted),
	KUNIT_CASE(strim_both_ends),
	KUNIT_CASE(memscan_misses_past_the_end),
	KUNIT_CASE(memchr_inv_finds),
	KUNIT_CASE(sysfs_streq_newline),
	KUNIT_CASE(match_string_bounds),
	KUNIT_CASE(memcpy_and_pad_both),
	KUNIT_CASE(kstrdup_family),
	KUNIT_CASE(argv_split_words),
	KUNIT_CASE(ctype_latin1),
	KUNIT_CASE(unescape_kinds),
	KUNIT_CASE(escape_reports_needed_room),
	KUNIT_CASE(get_size_units),
	{}
};

static struct kunit_suite string_suite = {
	.name = "conformance-string",
	.test_cases = string_cases,
};
kunit_test_suite(string_suite);

MODULE_DESCRIPTION("Behaviour of string functions");
MODULE_LICENSE("GPL");
