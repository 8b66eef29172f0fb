// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Strings to numbers. */
#include <kunit/test.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/kstrtox.h>
#include <linux/module.h>
#include <linux/string.h>

static void kstrtoint_accepts(struct kunit *test)
{
	int v = 0;

	KUNIT_EXPECT_EQ(test, kstrtoint("42", 10, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 42);
	KUNIT_EXPECT_EQ(test, kstrtoint("-42\n", 10, &v), 0);
	KUNIT_EXPECT_EQ(test, v, -42);
	KUNIT_EXPECT_EQ(test, kstrtoint("+7", 10, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 7);
	KUNIT_EXPECT_EQ(test, kstrtoint("0x1F", 0, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 0x1f);
	KUNIT_EXPECT_EQ(test, kstrtoint("0755", 0, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 0755);
	KUNIT_EXPECT_EQ(test, kstrtoint("0x10", 16, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 16);
	KUNIT_EXPECT_EQ(test, kstrtoint("101", 2, &v), 0);
	KUNIT_EXPECT_EQ(test, v, 5);
}

static void kstrtoint_rejects(struct kunit *test)
{
	static const char *const bad[] = {
		"", "\n", "-", "+", "+-1", " 1", "1 ", "1\n\n", "1x", "0x", "08", "--1", "1-",
	};
	int v = 99;

	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, kstrtoint(bad[i], 0, &v), -EINVAL, "'%s'", bad[i]);
	KUNIT_EXPECT_EQ(test, v, 99);
}

static void kstrto_limits(struct kunit *test)
{
	unsigned long long ull;
	long long ll;
	unsigned int u;
	int i;
	u16 u16v;
	s8 s8v;
	u8 u8v;

	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551615", 10, &ull), 0);
	KUNIT_EXPECT_EQ(test, ull, U64_MAX);
	KUNIT_EXPECT_EQ(test, kstrtoull("18446744073709551616", 10, &ull), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoull("-1", 10, &ull), -EINVAL);
	KUNIT_EXPECT_EQ(test, kstrtoll("-9223372036854775808", 10, &ll), 0);
	KUNIT_EXPECT_EQ(test, ll, S64_MIN);
	KUNIT_EXPECT_EQ(test, kstrtoll("-9223372036854775809", 10, &ll), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoll("9223372036854775808", 10, &ll), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtouint("4294967296", 10, &u), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("2147483648", 10, &i), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtoint("-2147483648", 10, &i), 0);
	KUNIT_EXPECT_EQ(test, kstrtou16("65536", 10, &u16v), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtos8("-129", 10, &s8v), -ERANGE);
	KUNIT_EXPECT_EQ(test, kstrtou8("0xff", 16, &u8v), 0);
	KUNIT_EXPECT_EQ(test, u8v, 255);
}

static void kstrtobool_words(struct kunit *test)
{
	static const char *const yes[] = { "y", "Yes", "1", "on", "ON", "t", "true", "1garbage" };
	static const char *const no[] = { "n", "No", "0", "off", "oF", "f", "false" };
	static const char *const bad[] = { "", "o", "ox", "2", "-1", " 1" };
	bool v;

	for (size_t i = 0; i < ARRAY_SIZE(yes); i++) {
		v = false;
		KUNIT_EXPECT_EQ_MSG(test, kstrtobool(yes[i], &v), 0, "'%s'", yes[i]);
		KUNIT_EXPECT_TRUE(test, v);
	}
	for (size_t i = 0; i < ARRAY_SIZE(no); i++) {
		v = true;
		KUNIT_EXPECT_EQ_MSG(test, kstrtobool(no[i], &v), 0, "'%s'", no[i]);
		KUNIT_EXPECT_FALSE(test, v);
	}
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++)
		KUNIT_EXPECT_EQ_MSG(test, kstrtobool(bad[i], &v), -EINVAL, "'%s'", bad[i]);
	KUNIT_EXPECT_EQ(test, kstrtobool(NULL, &v), -EINVAL);
}

static void simple_strto_stops(struct kunit *test)
{
	const char *s = "123abc";
	char *end;

	KUNIT_EXPECT_EQ(test, simple_strtoul(s, &end, 10), 123);
	KUNIT_EXPECT_PTR_EQ(test, end, (char *)s + 3);
	KUNIT_EXPECT_EQ(test, simple_strtoul(s, &end, 16), 0x123abc);
	KUNIT_EXPECT_EQ(test, simple_strtol("-5", NULL, 0), -5);
	KUNIT_EXPECT_EQ(test, simple_strtoul("0x", &end, 0), 0);
	s = "zzz";
	KUNIT_EXPECT_EQ(test, simple_strtoull(s, &end, 0), 0);
	KUNIT_EXPECT_PTR_EQ(test, end, (char *)s);
}

static void memparse_suffixes(struct kunit *test)
{
	char *end;

	KUNIT_EXPECT_EQ(test, memparse("4k", &end), 4096);
	KUNIT_EXPECT_EQ(test, *end, '\0');
	KUNIT_EXPECT_EQ(test, memparse("1M,rest", &end), 1 << 20);
	KUNIT_EXPECT_STREQ(test, end, ",rest");
	KUNIT_EXPECT_EQ(test, memparse("0x10G", NULL), 16ULL << 30);
	KUNIT_EXPECT_EQ(test, memparse("7", NULL), 7);
}

static void hex_conversions(struct kunit *test)
{
	u8 bytes[3];
	char text[7] = "";

	KUNIT_EXPECT_EQ(test, hex2bin(bytes, "DeadBE", 3), 0);
	KUNIT_EXPECT_MEMEQ(test, bytes, "\xde\xad\xbe", 3);
	KUNIT_EXPECT_NE(test, hex2bin(bytes, "dexd", 2), 0);
	bin2hex(text, bytes, 1);
	KUNIT_EXPECT_STREQ(test, text, "de");
	KUNIT_EXPECT_EQ(test, hex_to_bin('F'), 15);
	KUNIT_EXPECT_EQ(test, hex_to_bin('g'), -1);
}

static struct kunit_case kstrtox_cases[] = {
	KUNIT_CASE(kstrtoint_accepts),
	KUNIT_CASE(kstrtoint_rejects),
	KUNIT_CASE(kstrto_limits),
	KUNIT_CASE(kstrtobool_words),
	KUNIT_CASE(simple_strto_stops),
	KUNIT_CASE(memparse_suffixes),
	KUNIT_CASE(hex_conversions),
	{}
};

static struct kunit_suite kstrtox_suite = {
	.name = "conformance-kstrtox",
	.test_cases = kstrtox_cases,
};
kunit_test_suite(kstrtox_suite);

MODULE_DESCRIPTION("Behaviour of conversions from strings");
MODULE_LICENSE("GPL");
