// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Text in buffers of a given size, options by patterns, base 64, searching in blocks, 16-bit strings, xxHash. */
#include <kunit/test.h>
#include <linux/base64.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/parser.h>
#include <linux/seq_buf.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>
#include <linux/textsearch.h>
#include <linux/ucs2_string.h>
#include <linux/win_minmax.h>
#include <linux/xxhash.h>

/* ---- seq_buf ------------------------------------------------------------------------------- */

static void seq_buf_holds_text(struct kunit *test)
{
	DECLARE_SEQ_BUF(s, 16);
	char *room;

	KUNIT_EXPECT_EQ(test, s.size, 16u);
	KUNIT_EXPECT_EQ(test, seq_buf_buffer_left(&s), 16u);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "");
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, "abc"), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_putc(&s, '-'), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%d", 1234), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, "xy"), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_used(&s), 10u);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "abc-1234xy");
	KUNIT_EXPECT_EQ(test, seq_buf_get_buf(&s, &room), 6u);
	KUNIT_EXPECT_PTR_EQ(test, room, s.buffer + 10);
	memcpy(room, "123", 3);
	seq_buf_commit(&s, 3);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "abc-1234xy123");
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_used(&s), 0u);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "");
	seq_buf_commit(&s, -1);
	KUNIT_EXPECT_TRUE(test, seq_buf_has_overflowed(&s));
}

static void seq_buf_overflows_for_good(struct kunit *test)
{
	char memory[8], *room;
	struct seq_buf s;

	memset(memory, '#', sizeof(memory));
	seq_buf_init(&s, memory, sizeof(memory));
	KUNIT_EXPECT_EQ(test, memory[0], 0);
	KUNIT_EXPECT_EQ(test, memory[1], '#');
	/* 8 characters and a NUL do not fit, nor does printf() cut. */
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, "12345678"), -1);
	KUNIT_EXPECT_TRUE(test, seq_buf_has_overflowed(&s));
	KUNIT_EXPECT_EQ(test, s.len, 9u);
	KUNIT_EXPECT_EQ(test, memory[1], '#');
	KUNIT_EXPECT_EQ(test, seq_buf_putc(&s, 'x'), -1);
	KUNIT_EXPECT_EQ(test, seq_buf_used(&s), 8u);
	KUNIT_EXPECT_EQ(test, seq_buf_buffer_left(&s), 0u);
	KUNIT_EXPECT_EQ(test, seq_buf_get_buf(&s, &room), 0u);
	KUNIT_EXPECT_NULL(test, room);
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%s", "12345678"), -1);
	KUNIT_EXPECT_EQ(test, memcmp(memory, "1234567", 8), 0);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "1234567");
	seq_buf_clear(&s);
	/* Bytes may fill it; then a text cuts the last byte. */
	KUNIT_EXPECT_EQ(test, seq_buf_get_buf(&s, &room), 8u);
	memcpy(room, "abcdefgh", 8);
	seq_buf_commit(&s, 8);
	KUNIT_EXPECT_FALSE(test, seq_buf_has_overflowed(&s));
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, ""), -1);
	KUNIT_EXPECT_STREQ(test, seq_buf_str(&s), "abcdefg");
	seq_buf_clear(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%s", "1234567"), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%s", ""), 0);
	KUNIT_EXPECT_EQ(test, seq_buf_puts(&s, ""), 0);
	seq_buf_set_overflow(&s);
	KUNIT_EXPECT_EQ(test, seq_buf_printf(&s, "%s", ""), -1);
	seq_buf_clear(&s);
	seq_buf_puts(&s, "a\nb");
	seq_buf_do_printk(&s, KERN_INFO);
	seq_buf_clear(&s);
	seq_buf_do_printk(&s, KERN_INFO);
}

/* ---- parser -------------------------------------------------------------------------------- */

enum { opt_size, opt_name, opt_short, opt_pair, opt_octal, opt_percent, opt_plain, opt_err };

static const match_table_t options = {
	{ opt_size, "size=%u" },
	{ opt_name, "name=%s" },
	{ opt_short, "s=%3s" },
	{ opt_pair, "pair=%d,%x" },
	{ opt_octal, "mode=%o" },
	{ opt_percent, "50%%=%s" },
	{ opt_plain, "plain" },
	{ opt_err, NULL },
};

static int parse(const char *text, substring_t args[])
{
	static char copy[64];

	strscpy(copy, text, sizeof(copy));
	return match_token(copy, options, args);
}

static void tokens_by_patterns(struct kunit *test)
{
	substring_t args[MAX_OPT_ARGS];
	unsigned int nr;
	char text[8], *dup;
	u64 big;
	int n;

	KUNIT_EXPECT_EQ(test, parse("size=42", args), opt_size);
	KUNIT_EXPECT_EQ(test, match_uint(args, &nr), 0);
	KUNIT_EXPECT_EQ(test, nr, 42u);
	KUNIT_EXPECT_EQ(test, match_u64(args, &big), 0);
	KUNIT_EXPECT_EQ(test, big, 42u);
	KUNIT_EXPECT_EQ(test, parse("size=42x", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("size=", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("siz", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("name=", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("name=a,b=c", args), opt_name);
	KUNIT_EXPECT_EQ(test, match_strlcpy(text, args, sizeof(text)), 5u);
	KUNIT_EXPECT_STREQ(test, text, "a,b=c");
	KUNIT_EXPECT_EQ(test, match_strlcpy(text, args, 3), 5u);
	KUNIT_EXPECT_STREQ(test, text, "a,");
	KUNIT_EXPECT_EQ(test, match_strlcpy(NULL, args, 0), 5u);
	dup = match_strdup(args);
	KUNIT_ASSERT_NOT_NULL(test, dup);
	KUNIT_EXPECT_STREQ(test, dup, "a,b=c");
	kfree(dup);
	/* What %3s leaves over must be matched by the pattern's rest. */
	KUNIT_EXPECT_EQ(test, parse("s=abc", args), opt_short);
	KUNIT_EXPECT_EQ(test, parse("s=abcd", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("pair=-7,0x1f", args), opt_pair);
	KUNIT_EXPECT_EQ(test, match_int(&args[0], &n), 0);
	KUNIT_EXPECT_EQ(test, n, -7);
	KUNIT_EXPECT_EQ(test, match_hex(&args[1], &n), 0);
	KUNIT_EXPECT_EQ(test, n, 31);
	KUNIT_EXPECT_EQ(test, parse("mode=755", args), opt_octal);
	KUNIT_EXPECT_EQ(test, match_octal(args, &n), 0);
	KUNIT_EXPECT_EQ(test, n, 0755);
	KUNIT_EXPECT_EQ(test, parse("50%=x", args), opt_percent);
	KUNIT_EXPECT_EQ(test, parse("plain", args), opt_plain);
	KUNIT_EXPECT_EQ(test, parse("plain ", args), opt_err);
	KUNIT_EXPECT_EQ(test, parse("", args), opt_err);
}

static substring_t whole(char *text)
{
	return (substring_t){ text, text + strlen(text) };
}

static void numbers_of_substrings(struct kunit *test)
{
	char many[] = "123456789012345678901234", top[] = "18446744073709551615", over[] = "18446744073709551616";
	char big[] = "2147483648", low[] = "-2147483648", half[] = "12ab", none[] = "x", empty[] = "", hex[] = "0x10";
	substring_t s = whole(many);
	unsigned int nr = 5;
	u64 wide = 5;
	int n = 5;

	KUNIT_EXPECT_EQ(test, match_int(&s, &n), -ERANGE);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), -ERANGE);
	KUNIT_EXPECT_EQ(test, match_u64(&s, &wide), -ERANGE);
	s = whole(top);
	KUNIT_EXPECT_EQ(test, match_u64(&s, &wide), 0);
	KUNIT_EXPECT_EQ(test, wide, U64_MAX);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), -ERANGE);
	s = whole(over);
	KUNIT_EXPECT_EQ(test, match_u64(&s, &wide), -ERANGE);
	s = whole(big);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), -ERANGE);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), 0);
	KUNIT_EXPECT_EQ(test, nr, 2147483648u);
	s = whole(low);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), 0);
	KUNIT_EXPECT_EQ(test, n, INT_MIN);
	s = whole(half);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), 0);
	KUNIT_EXPECT_EQ(test, n, 12);
	KUNIT_EXPECT_EQ(test, match_hex(&s, &n), 0);
	KUNIT_EXPECT_EQ(test, n, 0x12ab);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_u64(&s, &wide), -EINVAL);
	s = whole(hex);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), 0);
	KUNIT_EXPECT_EQ(test, n, 16);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_octal(&s, &n), 0);
	KUNIT_EXPECT_EQ(test, n, 0);
	s = whole(none);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), -EINVAL);
	s = whole(empty);
	KUNIT_EXPECT_EQ(test, match_int(&s, &n), -EINVAL);
	KUNIT_EXPECT_EQ(test, match_uint(&s, &nr), -EINVAL);
}

static void wildcards(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, match_wildcard("", ""));
	KUNIT_EXPECT_TRUE(test, match_wildcard("*", ""));
	KUNIT_EXPECT_TRUE(test, match_wildcard("*", "anything"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("a*c", "abbc"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("a*c", "ac"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("*ab", "aab"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("a?c*", "abc"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("*.c*x", "a.cc.cx"));
	KUNIT_EXPECT_FALSE(test, match_wildcard("a?c", "ac"));
	KUNIT_EXPECT_FALSE(test, match_wildcard("a*c", "abcd"));
	KUNIT_EXPECT_FALSE(test, match_wildcard("", "a"));
	KUNIT_EXPECT_FALSE(test, match_wildcard("?", ""));
	KUNIT_EXPECT_FALSE(test, match_wildcard("a**", "a"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("a**", "ab"));
	KUNIT_EXPECT_TRUE(test, match_wildcard("*?", "*"));
	KUNIT_EXPECT_FALSE(test, match_wildcard("\\*", "*"));
}

/* ---- base 64 ------------------------------------------------------------------------------- */

static void base64_there_and_back(struct kunit *test)
{
	static const char *const pairs[][2] = {
		{ "", "" },	     { "f", "Zg==" },	      { "fo", "Zm8=" },		 { "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" }, { "\xfb\xff\xfe", "+//+" },
	};
	char text[16];
	u8 back[16];

	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++) {
		int len = strlen(pairs[i][0]), encoded = strlen(pairs[i][1]);

		KUNIT_EXPECT_EQ(test, base64_encode((const u8 *)pairs[i][0], len, text), encoded);
		KUNIT_EXPECT_EQ(test, memcmp(text, pairs[i][1], encoded), 0);
		KUNIT_EXPECT_EQ(test, base64_decode(text, encoded, back), len);
		KUNIT_EXPECT_EQ(test, memcmp(back, pairs[i][0], len), 0);
	}
	/* Without padding, with too much of it, with bits that are not zero, with others than digits. */
	KUNIT_EXPECT_EQ(test, base64_decode("Zm8", 3, back), 2);
	KUNIT_EXPECT_EQ(test, base64_decode("Zg", 2, back), 1);
	KUNIT_EXPECT_EQ(test, base64_decode("Zg======", 8, back), 1);
	KUNIT_EXPECT_EQ(test, base64_decode("=", 1, back), 0);
	KUNIT_EXPECT_EQ(test, base64_decode("Z", 1, back), -1);
	KUNIT_EXPECT_EQ(test, base64_decode("A", 1, back), 0);
	KUNIT_EXPECT_EQ(test, base64_decode("Zh", 2, back), -1);
	KUNIT_EXPECT_EQ(test, base64_decode("Zm9v\n", 5, back), -1);
	KUNIT_EXPECT_EQ(test, base64_decode("Zm9\0", 4, back), -1);
	KUNIT_EXPECT_EQ(test, base64_decode("Zm-_", 4, back), -1);
	KUNIT_EXPECT_EQ(test, BASE64_CHARS(4), 6);
}

/* ---- text search --------------------------------------------------------------------------- */

static unsigned int find_nothing(struct ts_config *conf, struct ts_state *state)
{
	return 77;
}

static struct ts_config *init_nothing(const void *pattern, unsigned int len, gfp_t gfp, int flags)
{
	return len == 3 ? ERR_PTR(-EPERM) : alloc_ts_config(8, gfp);
}

static void *pattern_of_nothing(struct ts_config *conf)
{
	return ts_config_priv(conf);
}

static unsigned int length_of_nothing(struct ts_config *conf)
{
	return 8;
}

static int destroyed;
static void destroy_nothing(struct ts_config *conf)
{
	destroyed++;
}

static void algorithms_of_ones_own(struct kunit *test)
{
	struct ts_ops ops = {
		.name = "nothing",
		.init = init_nothing,
		.find = find_nothing,
		.destroy = destroy_nothing,
		.get_pattern = pattern_of_nothing,
		.get_pattern_len = length_of_nothing,
		.owner = THIS_MODULE,
	};
	struct ts_ops half = { .name = "half" };
	struct ts_state state;
	struct ts_config *conf;

	KUNIT_EXPECT_PTR_EQ(test, textsearch_prepare("nothing", "x", 1, GFP_KERNEL, 0), ERR_PTR(-ENOENT));
	KUNIT_EXPECT_EQ(test, textsearch_register(&half), -EINVAL);
	KUNIT_EXPECT_EQ(test, textsearch_unregister(&half), -ENOENT);
	KUNIT_ASSERT_EQ(test, textsearch_register(&ops), 0);
	KUNIT_EXPECT_EQ(test, textsearch_register(&ops), -EEXIST);
	KUNIT_EXPECT_PTR_EQ(test, textsearch_prepare("nothing", "", 0, GFP_KERNEL, 0), ERR_PTR(-EINVAL));
	KUNIT_EXPECT_PTR_EQ(test, textsearch_prepare("nothing", "abc", 3, GFP_KERNEL, 0), ERR_PTR(-EPERM));
	conf = textsearch_prepare("nothing", "x", 1, GFP_KERNEL, 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(conf));
	KUNIT_EXPECT_EQ(test, textsearch_find(conf, &state), 77u);
	KUNIT_EXPECT_EQ(test, textsearch_get_pattern_len(conf), 8u);
	KUNIT_EXPECT_EQ(test, *(u64 *)textsearch_get_pattern(conf), 0u);
	destroyed = 0;
	textsearch_destroy(conf);
	KUNIT_EXPECT_EQ(test, destroyed, 1);
	KUNIT_EXPECT_EQ(test, textsearch_unregister(&ops), 0);
}

/* ---- 16-bit strings ------------------------------------------------------------------------ */

static void strings_of_16_bits(struct kunit *test)
{
	static const ucs2_char_t text[] = { 'a', 0xe4, 0x20ac, 'z', 0 }, less[] = { 'a', 'b', 0 };
	ucs2_char_t copy[5];
	u8 utf8[9];

	KUNIT_EXPECT_EQ(test, ucs2_strlen(text), 4u);
	KUNIT_EXPECT_EQ(test, ucs2_strnlen(text, 3), 3u);
	KUNIT_EXPECT_EQ(test, ucs2_strnlen(text, 9), 4u);
	KUNIT_EXPECT_EQ(test, ucs2_strsize(text, 100), 8u);
	KUNIT_EXPECT_EQ(test, ucs2_strsize(text, 5), 4u);
	KUNIT_EXPECT_EQ(test, ucs2_strscpy(copy, text, 5), 4);
	KUNIT_EXPECT_EQ(test, ucs2_strncmp(copy, text, 9), 0);
	KUNIT_EXPECT_EQ(test, ucs2_strscpy(copy, text, 3), -E2BIG);
	KUNIT_EXPECT_EQ(test, ucs2_strlen(copy), 2u);
	KUNIT_EXPECT_EQ(test, ucs2_strscpy(copy, text, 0), -E2BIG);
	KUNIT_EXPECT_EQ(test, ucs2_strncmp(text, less, 9), 1);
	KUNIT_EXPECT_EQ(test, ucs2_strncmp(less, text, 9), -1);
	KUNIT_EXPECT_EQ(test, ucs2_strncmp(less, text, 1), 0);
	KUNIT_EXPECT_EQ(test, ucs2_strncmp(less, text, 0), 0);
	KUNIT_EXPECT_EQ(test, ucs2_utf8size(text), 7u);
	memset(utf8, '#', sizeof(utf8));
	KUNIT_EXPECT_EQ(test, ucs2_as_utf8(utf8, text, 9), 7u);
	KUNIT_EXPECT_STREQ(test, (char *)utf8, "a\xc3\xa4\xe2\x82\xacz");
	memset(utf8, '#', sizeof(utf8));
	KUNIT_EXPECT_EQ(test, ucs2_as_utf8(utf8, text, 5), 3u);
	KUNIT_EXPECT_EQ(test, utf8[3], 0);
	memset(utf8, '#', sizeof(utf8));
	KUNIT_EXPECT_EQ(test, ucs2_as_utf8(utf8, text, 3), 3u);
	KUNIT_EXPECT_EQ(test, utf8[3], '#');
	KUNIT_EXPECT_EQ(test, ucs2_as_utf8(utf8, text, 0), 0u);
}

/* ---- xxHash -------------------------------------------------------------------------------- */

static void xxhash_at_once_and_in_pieces(struct kunit *test)
{
	static u8 data[200];
	struct xxh32_state half, other;
	struct xxh64_state full, copy;

	for (int i = 0; i < 200; i++)
		data[i] = i * 37;
	KUNIT_EXPECT_EQ(test, xxh32("", 0, 0), 0x02cc5d05u);
	KUNIT_EXPECT_EQ(test, xxh32("abc", 3, 0), 0x32d153ffu);
	KUNIT_EXPECT_EQ(test, xxh64("", 0, 0), 0xef46db3751d8e999ull);
	KUNIT_EXPECT_EQ(test, xxh64("abc", 3, 0), 0x44bc2cf5ad770999ull);
	KUNIT_EXPECT_EQ(test, xxhash("abc", 3, 0), 0x44bc2cf5ad770999ull);
	KUNIT_EXPECT_NE(test, xxh64(data, 200, 1), xxh64(data, 200, 0));
	for (int len = 0; len <= 200; len += 7) {
		xxh32_reset(&half, 9);
		xxh64_reset(&full, 9);
		for (int at = 0; at < len; at += 11) {
			xxh32_update(&half, data + at, min(11, len - at));
			xxh64_update(&full, data + at, min(11, len - at));
		}
		KUNIT_EXPECT_EQ(test, xxh32_digest(&half), xxh32(data, len, 9));
		KUNIT_EXPECT_EQ(test, xxh64_digest(&full), xxh64(data, len, 9));
	}
	xxh32_copy_state(&other, &half);
	xxh64_copy_state(&copy, &full);
	KUNIT_EXPECT_EQ(test, xxh32_digest(&other), xxh32_digest(&half));
	KUNIT_EXPECT_EQ(test, xxh64_digest(&copy), xxh64_digest(&full));
	KUNIT_EXPECT_EQ(test, xxh32_update(&half, NULL, 1), -EINVAL);
	KUNIT_EXPECT_EQ(test, xxh64_update(&full, NULL, 0), -EINVAL);
}

/* ---- the rest ------------------------------------------------------------------------------ */

static void highest_of_a_window(struct kunit *test)
{
	static const u32 measured[] = { 50, 40, 45, 30, 20, 35, 10, 25, 15, 5, 60, 1, 2, 3, 4, 5, 6, 7 };
	static const u32 highest[] = { 50, 50, 50, 50, 50, 50, 50, 45, 45, 35, 60, 60, 60, 60, 60, 60, 60, 7 };
	struct minmax most, least;

	minmax_reset(&most, 0, 0);
	KUNIT_EXPECT_EQ(test, minmax_reset(&least, 0, 1000), 1000u);
	for (u32 i = 0; i < ARRAY_SIZE(measured); i++) {
		u32 high = minmax_running_max(&most, 6, i, measured[i]);

		KUNIT_EXPECT_EQ_MSG(test, high, highest[i], "at %u", i);
		KUNIT_EXPECT_EQ(test, high, minmax_get(&most));
		KUNIT_EXPECT_EQ(test, minmax_running_min(&least, 6, i, 1000 - measured[i]), 1000 - high);
	}
	/* Nothing for longer than the window: the last one is all there is. */
	KUNIT_EXPECT_EQ(test, minmax_running_max(&most, 6, 100, 1), 1u);
	KUNIT_EXPECT_EQ(test, minmax_running_min(&least, 6, 100, 2000), 2000u);
}

static int compare_backwards(const void *a, const void *b, const void *priv)
{
	return (*(const int *)b - *(const int *)a) * *(const int *)priv;
}

static int swaps;
static void count_swaps(void *a, void *b, int size, const void *priv)
{
	int t = *(int *)a;

	*(int *)a = *(int *)b;
	*(int *)b = t;
	swaps += size * *(const int *)priv;
}

static void sort_with_an_argument(struct kunit *test)
{
	int numbers[] = { 3, 1, 4, 1, 5, 9, 2, 6 }, way = 1;

	swaps = 0;
	sort_r(numbers, 8, sizeof(int), compare_backwards, count_swaps, &way);
	KUNIT_EXPECT_GT(test, swaps, 0);
	for (int i = 1; i < 8; i++)
		KUNIT_EXPECT_GE(test, numbers[i - 1], numbers[i]);
	way = -1;
	sort_r(numbers, 8, sizeof(int), compare_backwards, NULL, &way);
	for (int i = 1; i < 8; i++)
		KUNIT_EXPECT_LE(test, numbers[i - 1], numbers[i]);
}

static struct kunit_case text_tools_cases[] = {
	KUNIT_CASE(seq_buf_holds_text),
	KUNIT_CASE(seq_buf_overflows_for_good),
	KUNIT_CASE(tokens_by_patterns),
	KUNIT_CASE(numbers_of_substrings),
	KUNIT_CASE(wildcards),
	KUNIT_CASE(base64_there_and_back),
	KUNIT_CASE(algorithms_of_ones_own),
	KUNIT_CASE(strings_of_16_bits),
	KUNIT_CASE(xxhash_at_once_and_in_pieces),
	KUNIT_CASE(highest_of_a_window),
	KUNIT_CASE(sort_with_an_argument),
	{}
};

static struct kunit_suite text_tools_suite = {
	.name = "conformance-text_tools",
	.test_cases = text_tools_cases,
};
kunit_test_suite(text_tools_suite);
MODULE_LICENSE("GPL");
