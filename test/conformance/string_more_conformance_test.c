// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Copies between arrays and strings, words filled and rests of structures cleared, duplicates. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/kstrtox.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

static void copies_without_a_size(struct kunit *test)
{
	char room[16];

	memset(room, '#', sizeof(room));
	KUNIT_EXPECT_PTR_EQ(test, strcpy(room, "abc"), &room[0]);
	KUNIT_EXPECT_MEMEQ(test, room, "abc\0#", 5);
	KUNIT_EXPECT_PTR_EQ(test, strcat(room, "defg"), &room[0]);
	KUNIT_EXPECT_MEMEQ(test, room, "abcdefg\0#", 9);
	KUNIT_EXPECT_PTR_EQ(test, strcat(room, ""), &room[0]);
	KUNIT_EXPECT_STREQ(test, room, "abcdefg");
}

static void copies_with_a_size(struct kunit *test)
{
	char room[8];

	memset(room, '#', sizeof(room));
	/* Shorter ones are filled up with zeroes, longer ones are not ended. */
	KUNIT_EXPECT_PTR_EQ(test, strncpy(room, "ab", 5), &room[0]);
	KUNIT_EXPECT_MEMEQ(test, room, "ab\0\0\0###", 8);
	memset(room, '#', sizeof(room));
	strncpy(room, "abcdef", 3);
	KUNIT_EXPECT_MEMEQ(test, room, "abc#####", 8);
	/* strncat() ends always, behind at most as many characters. */
	strcpy(room, "ab");
	KUNIT_EXPECT_PTR_EQ(test, strncat(room, "cdefgh", 3), &room[0]);
	KUNIT_EXPECT_MEMEQ(test, room, "abcde\0", 6);
	strncat(room, "f", 2);
	KUNIT_EXPECT_STREQ(test, room, "abcdef");
	strncat(room, "g", 0);
	KUNIT_EXPECT_STREQ(test, room, "abcdef");
}

static void copies_that_tell(struct kunit *test)
{
	static const struct { const char *in; size_t room; ssize_t result; const char *out; } row[] = {
		{ "abc", 8, 3, "abc" }, { "abc", 4, 3, "abc" }, { "abc", 3, -E2BIG, "ab" },
		{ "abc", 1, -E2BIG, "" }, { "abc", 0, -E2BIG, "#" }, { "", 1, 0, "" },
		{ "0123456789abcdefghi", 18, -E2BIG, "0123456789abcdefg" },
	};

	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		char out[32] = "#";

		KUNIT_EXPECT_EQ_MSG(test, sized_strscpy(out, row[i].in, row[i].room), row[i].result,
				    "row %d", i);
		KUNIT_EXPECT_STREQ_MSG(test, out, row[i].out, "row %d", i);
	}
}

static void arrays_without_an_end(struct kunit *test)
{
	char array[4] __nonstring, padded[4] __nonstring;
	char string[8];

	memset(array, '#', sizeof(array));
	strtomem(array, "ab");
	KUNIT_EXPECT_MEMEQ(test, array, "ab##", 4);
	strtomem(array, "abcdef");
	KUNIT_EXPECT_MEMEQ(test, array, "abcd", 4);
	strtomem_pad(padded, "ab", '*');
	KUNIT_EXPECT_MEMEQ(test, padded, "ab**", 4);
	strtomem_pad(padded, "abcdef", '*');
	KUNIT_EXPECT_MEMEQ(test, padded, "abcd", 4);

	memset(string, '#', sizeof(string));
	memtostr(string, array);
	KUNIT_EXPECT_MEMEQ(test, string, "abcd\0###", 8);
	memtostr_pad(string, array);
	KUNIT_EXPECT_MEMEQ(test, string, "abcd\0\0\0\0", 8);
	/* One that ends earlier ends the string there, and a shorter string cuts it off. */
	array[1] = '\0';
	memtostr(string, array);
	KUNIT_EXPECT_STREQ(test, string, "a");
}

static void arrays_that_are_cut_off(struct kunit *test)
{
	char array[6] __nonstring, string[4];

	memcpy(array, "abcdef", 6);
	memtostr(string, array);
	KUNIT_EXPECT_STREQ(test, string, "abc");
	memset(string, '#', sizeof(string));
	memtostr_pad(string, array);
	KUNIT_EXPECT_STREQ(test, string, "abc");
}

static void words_that_fill(struct kunit *test)
{
	unsigned long words[4] = {};
	void *pointers[4] = {};

	KUNIT_EXPECT_PTR_EQ(test, (unsigned long *)memset_l(words, 0x0123456789abcdefUL, 3), &words[0]);
	KUNIT_EXPECT_EQ(test, words[0], 0x0123456789abcdefUL);
	KUNIT_EXPECT_EQ(test, words[2], 0x0123456789abcdefUL);
	KUNIT_EXPECT_EQ(test, words[3], 0);
	KUNIT_EXPECT_PTR_EQ(test, (void **)memset_p(pointers, &words[1], 2), &pointers[0]);
	KUNIT_EXPECT_PTR_EQ(test, pointers[1], (void *)&words[1]);
	KUNIT_EXPECT_NULL(test, pointers[2]);
	memset_l(words, 5, 0);
	KUNIT_EXPECT_EQ(test, words[0], 0x0123456789abcdefUL);
}

struct record { u32 first; u16 second; u8 third[3]; u32 last; };

static void rests_of_structures(struct kunit *test)
{
	struct record r;

	memset(&r, 0xff, sizeof(r));
	memset_after(&r, 0, second);
	KUNIT_EXPECT_EQ(test, r.first, U32_MAX);
	KUNIT_EXPECT_EQ(test, r.second, U16_MAX);
	KUNIT_EXPECT_EQ(test, r.third[0], 0);
	KUNIT_EXPECT_EQ(test, r.last, 0);
	memset_startat(&r, 0x11, second);
	KUNIT_EXPECT_EQ(test, r.first, U32_MAX);
	KUNIT_EXPECT_EQ(test, r.second, 0x1111);
	KUNIT_EXPECT_EQ(test, r.third[2], 0x11);
	KUNIT_EXPECT_EQ(test, r.last, 0x11111111);
	/* Behind the last one is nothing. */
	memset_after(&r, 0, last);
	KUNIT_EXPECT_EQ(test, r.last, 0x11111111);
	unsafe_memcpy(&r.first, "abcdef", 6, /* both members are meant */);
	KUNIT_EXPECT_MEMEQ(test, &r, "abcdef", 6);
	memzero_explicit(&r, sizeof(r));
	KUNIT_EXPECT_NULL(test, memchr_inv(&r, 0, sizeof(r)));
}

static void choices_by_name(struct kunit *test)
{
	static const char * const names[] = { "off", "on", "auto" };
	static const char * const ended[] = { "off", NULL, "auto" };

	KUNIT_EXPECT_EQ(test, sysfs_match_string(names, "off"), 0);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(names, "auto\n"), 2);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(names, "auto\n\n"), -EINVAL);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(names, "aut"), -EINVAL);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(names, ""), -EINVAL);
	KUNIT_EXPECT_EQ(test, sysfs_match_string(ended, "auto"), -EINVAL);
}

static void duplicates_of_memory(struct kunit *test)
{
	static const u16 numbers[] = { 1, 2, 3, 4 };
	u16 *copy = kmemdup_array(numbers, 3, sizeof(numbers[0]), GFP_KERNEL);
	size_t many = SIZE_MAX / 2;
	char *big;

	OPTIMIZER_HIDE_VAR(many);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, numbers, 6);
	kfree(copy);
	KUNIT_EXPECT_NULL(test, kmemdup_array(numbers, many, 4, GFP_KERNEL | __GFP_NOWARN));
	copy = kvmemdup(numbers, sizeof(numbers), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_MEMEQ(test, copy, numbers, sizeof(numbers));
	kvfree(copy);
	big = kvmalloc(3 * PAGE_SIZE, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, big);
	memset(big, 'x', 3 * PAGE_SIZE);
	copy = kvmemdup(big, 3 * PAGE_SIZE, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, copy);
	if (copy)
		KUNIT_EXPECT_NULL(test, memchr_inv(copy, 'x', 3 * PAGE_SIZE));
	kvfree(copy);
	kvfree(big);
}

/* A copy is made of what may go away only; free takes either. */
static void duplicates_of_constants(struct kunit *test)
{
	char *own = kstrdup("changes", GFP_KERNEL);
	const char *copy;

	KUNIT_ASSERT_NOT_NULL(test, own);
	copy = kstrdup_const(own, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_PTR_NE(test, copy, (const char *)own);
	own[0] = 'C';
	KUNIT_EXPECT_STREQ(test, copy, "changes");
	kfree_const(copy);
	kfree(own);
	copy = kstrdup_const("constant", GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, copy);
	KUNIT_EXPECT_STREQ(test, copy, "constant");
	kfree_const(copy);
	kfree_const(NULL);
	KUNIT_EXPECT_NULL(test, kstrdup_const(NULL, GFP_KERNEL));
}

#ifdef FORTIFY_REASON
#define FUNC_NAME(func) #func
static void reasons_of_overflows(struct kunit *test)
{
	static const char * const names[] = { EACH_FORTIFY_FUNC(FUNC_NAME) };
	u8 reason = FORTIFY_REASON(FORTIFY_FUNC_memcpy, FORTIFY_WRITE);

	KUNIT_EXPECT_EQ(test, FORTIFY_READ, 0);
	KUNIT_EXPECT_EQ(test, FORTIFY_WRITE, 1);
	KUNIT_EXPECT_EQ(test, FORTIFY_REASON_DIR(reason), FORTIFY_WRITE);
	KUNIT_EXPECT_EQ(test, FORTIFY_REASON_FUNC(reason), FORTIFY_FUNC_memcpy);
	reason = FORTIFY_REASON(FORTIFY_FUNC_strlen, FORTIFY_READ);
	KUNIT_EXPECT_EQ(test, FORTIFY_REASON_DIR(reason), FORTIFY_READ);
	KUNIT_EXPECT_STREQ(test, names[FORTIFY_REASON_FUNC(reason)], "strlen");
	KUNIT_EXPECT_STREQ(test, names[FORTIFY_FUNC_memcpy], "memcpy");
	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(names), FORTIFY_FUNC_UNKNOWN + 1);
	KUNIT_EXPECT_STREQ(test, __stringify(MAKE_FORTIFY_FUNC(memcpy)), "FORTIFY_FUNC_memcpy");
}
#else
static void reasons_of_overflows(struct kunit *test)
{
	kunit_skip(test, "overflows are not looked for here");
}
#endif

static void numbers_of_every_width(struct kunit *test)
{
	s16 s16_value = 7;
	s32 s32_value;
	u32 u32_value;
	s64 s64_value;
	u64 u64_value;
	long signed_long;
	unsigned long plain_long;

	KUNIT_EXPECT_EQ(test, kstrtos16("-32768", 10, &s16_value), 0);
	KUNIT_EXPECT_EQ(test, s16_value, S16_MIN);
	KUNIT_EXPECT_EQ(test, kstrtos16("32768", 10, &s16_value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtos16("", 10, &s16_value), -EINVAL);
	KUNIT_EXPECT_EQ(test, s16_value, S16_MIN);
	KUNIT_EXPECT_EQ(test, kstrtos32("-0x80000000", 0, &s32_value), 0);
	KUNIT_EXPECT_EQ(test, s32_value, S32_MIN);
	KUNIT_EXPECT_EQ(test, kstrtos32("2147483648", 10, &s32_value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou32("0xffffffff", 0, &u32_value), 0);
	KUNIT_EXPECT_EQ(test, u32_value, U32_MAX);
	KUNIT_EXPECT_EQ(test, kstrtou32("4294967296", 10, &u32_value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou32("-1", 10, &u32_value), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtos64("-9223372036854775808", 10, &s64_value), 0);
	KUNIT_EXPECT_EQ(test, s64_value, S64_MIN);
	KUNIT_EXPECT_EQ(test, kstrtos64("9223372036854775808", 10, &s64_value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou64("0777\n", 0, &u64_value), 0);
	KUNIT_EXPECT_EQ(test, u64_value, 0777);
	KUNIT_EXPECT_EQ(test, kstrtou64("18446744073709551616", 10, &u64_value), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtol("-1\n", 10, &signed_long), 0);
	KUNIT_EXPECT_EQ(test, signed_long, -1);
	KUNIT_EXPECT_EQ(test, kstrtol("1\n\n", 10, &signed_long), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoul("+12", 10, &plain_long), 0);
	KUNIT_EXPECT_EQ(test, plain_long, 12);
	KUNIT_EXPECT_EQ(test, kstrtoul(" 12", 10, &plain_long), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoul("zz", 36, &plain_long), -EINVAL);
}

static void numbers_with_a_rest(struct kunit *test)
{
	char text[] = "-0x1fz", *end;

	KUNIT_EXPECT_EQ(test, simple_strtoll(text, &end, 0), -0x1f);
	KUNIT_EXPECT_PTR_EQ(test, end, &text[5]);
	KUNIT_EXPECT_EQ(test, simple_strtoll("-9223372036854775807", NULL, 10), -S64_MAX);
	KUNIT_EXPECT_EQ(test, simple_strtoll(text + 5, &end, 10), 0);
	KUNIT_EXPECT_PTR_EQ(test, end, &text[5]);
	KUNIT_EXPECT_EQ(test, simple_strtoll("017", NULL, 0), 15);
}

static struct kunit_case string_more_cases[] = {
	KUNIT_CASE(copies_without_a_size),
	KUNIT_CASE(copies_with_a_size),
	KUNIT_CASE(copies_that_tell),
	KUNIT_CASE(arrays_without_an_end),
	KUNIT_CASE(arrays_that_are_cut_off),
	KUNIT_CASE(words_that_fill),
	KUNIT_CASE(rests_of_structures),
	KUNIT_CASE(choices_by_name),
	KUNIT_CASE(duplicates_of_memory),
	KUNIT_CASE(duplicates_of_constants),
	KUNIT_CASE(reasons_of_overflows),
	KUNIT_CASE(numbers_of_every_width),
	KUNIT_CASE(numbers_with_a_rest),
	{}
};

static struct kunit_suite string_more_suite = {
	.name = "conformance-string-more",
	.test_cases = string_more_cases,
};
kunit_test_suite(string_more_suite);

MODULE_LICENSE("Dual MIT/GPL");
