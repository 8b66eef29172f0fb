// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Strings and formats, function by function. */
#include <kunit/test.h>
#include <linux/ctype.h>
#include <linux/glob.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/uuid.h>

/* The compiler must not answer for the kernel. */
#define HIDE(x) ({ typeof(x) hidden = (x); OPTIMIZER_HIDE_VAR(hidden); hidden; })

static const char *hide(const char *s)
{
	OPTIMIZER_HIDE_VAR(s);
	return s;
}

static void compare_sign(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strcmp(hide("abc"), hide("abc")), 0);
	KUNIT_EXPECT_LT(test, strcmp(hide("abc"), hide("abd")), 0);
	KUNIT_EXPECT_GT(test, strcmp(hide("abcd"), hide("abc")), 0);
	/* As unsigned characters. */
	KUNIT_EXPECT_GT(test, strcmp(hide("\xff"), hide("a")), 0);
	KUNIT_EXPECT_EQ(test, strncmp(hide("abcx"), hide("abcy"), 3), 0);
	KUNIT_EXPECT_EQ(test, strncmp(hide("a"), hide("b"), 0), 0);
}

static void compare_ignoring_case(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strcasecmp(hide("HeLLo"), hide("hEllO")), 0);
	KUNIT_EXPECT_NE(test, strcasecmp(hide("hello"), hide("help")), 0);
	KUNIT_EXPECT_EQ(test, strncasecmp(hide("HELp"), hide("helo"), 3), 0);
	KUNIT_EXPECT_EQ(test, strncasecmp(hide("a"), hide("b"), 0), 0);
}

static void find_characters(struct kunit *test)
{
	const char *s = hide("abcabc");

	KUNIT_EXPECT_PTR_EQ(test, strchr(s, 'b'), (char *)s + 1);
	KUNIT_EXPECT_PTR_EQ(test, strrchr(s, 'b'), (char *)s + 4);
	KUNIT_EXPECT_NULL(test, strchr(s, 'z'));
	KUNIT_EXPECT_PTR_EQ(test, strchr(s, '\0'), (char *)s + 6);
	KUNIT_EXPECT_PTR_EQ(test, strpbrk(s, "xcb"), (char *)s + 1);
	KUNIT_EXPECT_NULL(test, strpbrk(s, ""));
}

static void spans(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strspn(hide("aabbc"), "ab"), (size_t)4);
	KUNIT_EXPECT_EQ(test, strspn(hide("abc"), ""), (size_t)0);
	KUNIT_EXPECT_EQ(test, strcspn(hide("aabbc"), "c"), (size_t)4);
	KUNIT_EXPECT_EQ(test, strcspn(hide("abc"), "z"), (size_t)3);
}

static void find_strings(struct kunit *test)
{
	const char *s = hide("one two one");

	KUNIT_EXPECT_PTR_EQ(test, strstr(s, "two"), (char *)s + 4);
	KUNIT_EXPECT_PTR_EQ(test, strstr(s, ""), (char *)s);
	KUNIT_EXPECT_NULL(test, strstr(s, "three"));
	KUNIT_EXPECT_NULL(test, strstr(hide("ab"), "abc"));
}

static void separate(struct kunit *test)
{
	char text[] = "a,,b", *at = text;

	KUNIT_EXPECT_STREQ(test, strsep(&at, ","), "a");
	KUNIT_EXPECT_STREQ(test, strsep(&at, ","), "");
	KUNIT_EXPECT_STREQ(test, strsep(&at, ","), "b");
	KUNIT_EXPECT_NULL(test, at);
	KUNIT_EXPECT_NULL(test, strsep(&at, ","));
}

static void lengths(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, strlen(hide("")), (size_t)0);
	KUNIT_EXPECT_EQ(test, strlen(hide("abc")), (size_t)3);
	KUNIT_EXPECT_EQ(test, strnlen(hide("abc"), HIDE(2)), (size_t)2);
	KUNIT_EXPECT_EQ(test, strnlen(hide("abc"), HIDE(9)), (size_t)3);
}

static void prefixes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, str_has_prefix(hide("foobar"), "foo"), (size_t)3);
	KUNIT_EXPECT_EQ(test, str_has_prefix(hide("foobar"), "bar"), (size_t)0);
	KUNIT_EXPECT_TRUE(test, strstarts(hide("foobar"), "foo"));
	KUNIT_EXPECT_TRUE(test, strstarts(hide("foobar"), ""));
	KUNIT_EXPECT_FALSE(test, strstarts(hide("fo"), "foo"));
}

static void last_part_of_a_path(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, kbasename("/a/b/c"), "c");
	KUNIT_EXPECT_STREQ(test, kbasename("c"), "c");
	KUNIT_EXPECT_STREQ(test, kbasename("/a/"), "");
}

static void memory_moves(struct kunit *test)
{
	char buf[] = "0123456789";

	memmove(buf + 2, buf, HIDE(5));
	KUNIT_EXPECT_STREQ(test, buf, "0101234789");
	memmove(buf, buf + 2, HIDE(5));
	KUNIT_EXPECT_STREQ(test, buf, "0123434789");
}

static void memory_compares(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, memcmp(hide("abc"), hide("abd"), HIDE(2)), 0);
	KUNIT_EXPECT_LT(test, memcmp(hide("abc"), hide("abd"), HIDE(3)), 0);
	KUNIT_EXPECT_GT(test, memcmp(hide("\x80"), hide("\x7f"), HIDE(1)), 0);
	KUNIT_EXPECT_EQ(test, bcmp(hide("ab"), hide("ab"), HIDE(2)), 0);
}

static void memory_search(struct kunit *test)
{
	const char *s = hide("ab\0cd");

	KUNIT_EXPECT_PTR_EQ(test, (char *)memchr(s, 'c', HIDE(5)), (char *)s + 3);
	KUNIT_EXPECT_NULL(test, memchr(s, 'c', HIDE(3)));
	KUNIT_EXPECT_PTR_EQ(test, (char *)memscan((void *)s, 'b', 5), (char *)s + 1);
}

static void wide_fills(struct kunit *test)
{
	u16 words[3] = { };
	u32 longs[3] = { };
	u64 quads[3] = { };

	memset16(words, 0x1234, 2);
	memset32(longs, 0x12345678, 2);
	memset64(quads, 0x123456789abcdef0ull, 2);
	KUNIT_EXPECT_EQ(test, words[1], 0x1234);
	KUNIT_EXPECT_EQ(test, words[2], 0);
	KUNIT_EXPECT_EQ(test, longs[1], 0x12345678u);
	KUNIT_EXPECT_EQ(test, longs[2], 0u);
	KUNIT_EXPECT_EQ(test, quads[1], 0x123456789abcdef0ull);
	KUNIT_EXPECT_EQ(test, quads[2], 0ull);
}

static void trims(struct kunit *test)
{
	char text[] = "  a b \n";

	KUNIT_EXPECT_STREQ(test, skip_spaces(text), "a b \n");
	KUNIT_EXPECT_STREQ(test, strstrip(text), "a b");
	KUNIT_EXPECT_STREQ(test, skip_spaces(""), "");
}

static void changes_of_case(struct kunit *test)
{
	char out[8];

	string_upper(out, "aB1z");
	KUNIT_EXPECT_STREQ(test, out, "AB1Z");
	string_lower(out, "aB1Z");
	KUNIT_EXPECT_STREQ(test, out, "ab1z");
	KUNIT_EXPECT_EQ(test, toupper('a'), 'A');
	KUNIT_EXPECT_EQ(test, tolower('1'), '1');
}

static void character_classes(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, isdigit('9'));
	KUNIT_EXPECT_FALSE(test, isdigit('a'));
	KUNIT_EXPECT_TRUE(test, isxdigit('F'));
	KUNIT_EXPECT_FALSE(test, isxdigit('g'));
	KUNIT_EXPECT_TRUE(test, isspace('\v'));
	KUNIT_EXPECT_TRUE(test, ispunct('_'));
	KUNIT_EXPECT_TRUE(test, iscntrl(0x7f));
	KUNIT_EXPECT_TRUE(test, isodigit('7'));
	KUNIT_EXPECT_FALSE(test, isodigit('8'));
}

static void duplicates(struct kunit *test)
{
	char *copy = kstrndup("abcdef", 3, GFP_KERNEL);

	KUNIT_EXPECT_STREQ(test, copy, "abc");
	kfree(copy);
	copy = kmemdup_nul("abcdef", 2, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, copy, "ab");
	kfree(copy);
	copy = kmemdup("abc", 4, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, copy, "abc");
	kfree(copy);
	KUNIT_EXPECT_NULL(test, kstrdup(NULL, GFP_KERNEL));
	KUNIT_EXPECT_NULL(test, kstrndup(NULL, 3, GFP_KERNEL));
}

static void formatted_duplicates(struct kunit *test)
{
	char *text = kasprintf(GFP_KERNEL, "%s-%d", "a", 7);

	KUNIT_EXPECT_STREQ(test, text, "a-7");
	kfree(text);
}

static void bytes_as_hex(struct kunit *test)
{
	static const u8 bytes[3] = { 0x01, 0xab, 0xff };
	char text[8] = "";
	u8 back[3];

	KUNIT_EXPECT_PTR_EQ(test, bin2hex(text, bytes, 3), text + 6);
	KUNIT_EXPECT_EQ(test, memcmp(text, "01abff", 6), 0);
	KUNIT_EXPECT_EQ(test, hex2bin(back, "01ABff", 3), 0);
	KUNIT_EXPECT_MEMEQ(test, back, bytes, 3);
	KUNIT_EXPECT_EQ(test, hex2bin(back, "01zz", 2), -EINVAL);
	KUNIT_EXPECT_EQ(test, hex_to_bin('f'), 15);
	KUNIT_EXPECT_EQ(test, hex_to_bin('g'), -1);
}

static void globs(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, glob_match("a*c", "abbc"));
	KUNIT_EXPECT_TRUE(test, glob_match("*", ""));
	KUNIT_EXPECT_FALSE(test, glob_match("?", ""));
	KUNIT_EXPECT_TRUE(test, glob_match("[a-c]x", "bx"));
	KUNIT_EXPECT_FALSE(test, glob_match("[!a-c]x", "bx"));
	KUNIT_EXPECT_TRUE(test, glob_match("\\*", "*"));
	KUNIT_EXPECT_FALSE(test, glob_match("\\*", "a"));
}

static void options_of_a_line(struct kunit *test)
{
	char text[] = "1,2-4,x", *at = text;
	int ints[8], value;

	KUNIT_EXPECT_EQ(test, get_option(&at, &value), 2);
	KUNIT_EXPECT_EQ(test, value, 1);
	KUNIT_EXPECT_EQ(test, get_option(&at, &value), 3);
	KUNIT_EXPECT_EQ(test, value, 2);
	KUNIT_EXPECT_EQ(test, *get_options("3,4,5;", 8, ints), ';');
	KUNIT_EXPECT_EQ(test, ints[0], 3);
	KUNIT_EXPECT_EQ(test, ints[3], 5);
}

static void words_of_a_line(struct kunit *test)
{
	char line[] = "a=1 \"b c\"=\"d e\" f", *at = line, *name, *value;

	at = next_arg(at, &name, &value);
	KUNIT_EXPECT_STREQ(test, name, "a");
	KUNIT_EXPECT_STREQ(test, value, "1");
	at = next_arg(at, &name, &value);
	KUNIT_EXPECT_STREQ(test, value, "d e");
	next_arg(at, &name, &value);
	KUNIT_EXPECT_STREQ(test, name, "f");
	KUNIT_EXPECT_NULL(test, value);
}

static void index_of_a_string(struct kunit *test)
{
	static const char *const names[] = { "one", "two", NULL };

	KUNIT_EXPECT_EQ(test, match_string(names, 2, "two"), 1);
	KUNIT_EXPECT_EQ(test, match_string(names, -1, "three"), -EINVAL);
	KUNIT_EXPECT_EQ(test, __sysfs_match_string(names, 2, "one\n"), 0);
	KUNIT_EXPECT_TRUE(test, sysfs_streq("a\n", "a"));
	KUNIT_EXPECT_FALSE(test, sysfs_streq("a\n\n", "a"));
}

static int (*volatile print)(char *buf, size_t size, const char *fmt, ...) = snprintf;
static int (*volatile print_counted)(char *buf, size_t size, const char *fmt, ...) = scnprintf;

static void returned_lengths(struct kunit *test)
{
	char buf[4];

	KUNIT_EXPECT_EQ(test, print(buf, sizeof(buf), "%s", "abcdef"), 6);
	KUNIT_EXPECT_STREQ(test, buf, "abc");
	KUNIT_EXPECT_EQ(test, print_counted(buf, sizeof(buf), "%s", "abcdef"), 3);
	KUNIT_EXPECT_EQ(test, print_counted(buf, 0, "%s", "abcdef"), 0);
	KUNIT_EXPECT_EQ(test, print(NULL, 0, "%d", 12345), 5);
}

static void printed_widths(struct kunit *test)
{
	char buf[32];

	print(buf, sizeof(buf), "[%*d][%-*d]", 4, 1, 3, 2);
	KUNIT_EXPECT_STREQ(test, buf, "[   1][2  ]");
	print(buf, sizeof(buf), "[%.*s][%5.1s]", 2, "abc", "xyz");
	KUNIT_EXPECT_STREQ(test, buf, "[ab][    x]");
	print(buf, sizeof(buf), "%c%%%c", 'a', 'b');
	KUNIT_EXPECT_STREQ(test, buf, "a%b");
	print(buf, sizeof(buf), "%s", (char *)NULL);
	KUNIT_EXPECT_STREQ(test, buf, "(null)");
}

static void printed_sizes(struct kunit *test)
{
	char buf[64];

	print(buf, sizeof(buf), "%hhx %hx %zu %zd %td", 0x1ff, 0x1ffff, (size_t)7, (ssize_t)-7,
	      (ptrdiff_t)-1);
	KUNIT_EXPECT_STREQ(test, buf, "ff ffff 7 -7 -1");
	print(buf, sizeof(buf), "%08x|%-8x|%#010x", 0xabc, 0xabc, 0xabc);
	KUNIT_EXPECT_STREQ(test, buf, "00000abc|abc     |0x00000abc");
}

static void printed_fourcc(struct kunit *test)
{
	char buf[64];
	u32 code = 'Y' | 'U' << 8 | 'Y' << 16 | 'V' << 24;

	print(buf, sizeof(buf), "%p4cc", &code);
	KUNIT_EXPECT_STREQ(test, buf, "YUYV little-endian (0x56595559)");
}

static void replaced_characters(struct kunit *test)
{
	char text[] = "a-b-c";

	strreplace(text, '-', '_');
	KUNIT_EXPECT_STREQ(test, text, "a_b_c");
}

static void generated_ids(struct kunit *test)
{
	guid_t guid;
	uuid_t uuid, other;

	KUNIT_EXPECT_EQ(test, guid_parse("c33f4995-3701-450e-9fbf-206a2e98e576", &guid), 0);
	KUNIT_EXPECT_EQ(test, guid.b[0], 0x95); /* its first parts are little-endian */
	KUNIT_EXPECT_EQ(test, uuid_parse("c33f4995-3701-450e-9fbf-206a2e98e576", &uuid), 0);
	KUNIT_EXPECT_EQ(test, uuid.b[0], 0xc3);
	KUNIT_EXPECT_EQ(test, uuid_parse("c33f4995-3701-450e-9fbf-206a2e98e57", &uuid), -EINVAL);
	uuid_gen(&uuid);
	uuid_gen(&other);
	KUNIT_EXPECT_FALSE(test, uuid_equal(&uuid, &other));
	KUNIT_EXPECT_EQ(test, uuid.b[6] >> 4, 4); /* the random kind */
	KUNIT_EXPECT_EQ(test, uuid.b[8] >> 6, 2);
}

static struct kunit_case text_cases[] = {
	KUNIT_CASE(compare_sign),
	KUNIT_CASE(compare_ignoring_case),
	KUNIT_CASE(find_characters),
	KUNIT_CASE(spans),
	KUNIT_CASE(find_strings),
	KUNIT_CASE(separate),
	KUNIT_CASE(lengths),
	KUNIT_CASE(prefixes),
	KUNIT_CASE(last_part_of_a_path),
	KUNIT_CASE(memory_moves),
	KUNIT_CASE(memory_compares),
	KUNIT_CASE(memory_search),
	KUNIT_CASE(wide_fills),
	KUNIT_CASE(trims),
	KUNIT_CASE(changes_of_case),
	KUNIT_CASE(character_classes),
	KUNIT_CASE(duplicates),
	KUNIT_CASE(formatted_duplicates),
	KUNIT_CASE(bytes_as_hex),
	KUNIT_CASE(globs),
	KUNIT_CASE(options_of_a_line),
	KUNIT_CASE(words_of_a_line),
	KUNIT_CASE(index_of_a_string),
	KUNIT_CASE(returned_lengths),
	KUNIT_CASE(printed_widths),
	KUNIT_CASE(printed_sizes),
	KUNIT_CASE(printed_fourcc),
	KUNIT_CASE(replaced_characters),
	KUNIT_CASE(generated_ids),
	{}
};

static struct kunit_suite text_suite = {
	.name = "conformance-text-more",
	.test_cases = text_cases,
};
kunit_test_suite(text_suite);

MODULE_DESCRIPTION("Conformance: strings and formats, function by function");
MODULE_LICENSE("GPL");
