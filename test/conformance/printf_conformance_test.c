// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The printf dialect and sscanf(). */
#include <kunit/test.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/time64.h>

/* gcc knows what C's snprintf() returns for constants, and the kernel's differs: it must not see it. */
static int (*volatile print)(char *buf, size_t size, const char *fmt, ...) = snprintf;

#define EXPECT_PRINT(test, want, fmt, ...) \
	do { \
		char print_buf[128]; \
		int print_len = print(print_buf, sizeof(print_buf), fmt, ##__VA_ARGS__); \
		KUNIT_EXPECT_STREQ(test, print_buf, want); \
		KUNIT_EXPECT_EQ(test, print_len, (int)strlen(want)); \
	} while (0)

static void print_integers(struct kunit *test)
{
	EXPECT_PRINT(test, "-1 4294967295 ff FF 0377", "%d %u %x %X %#o", -1, -1, 255, 255, 255);
	EXPECT_PRINT(test, "[   42][42   ][00042][+42][ 42]", "[%5d][%-5d][%05d][%+d][% d]",
		     42, 42, 42, 42, 42);
	EXPECT_PRINT(test, "[  007][007  ]", "[%5.3d][%-5.3d]", 7, 7);
	EXPECT_PRINT(test, "0xff 0x00ff 0x0", "%#x %#06x %#x", 255, 255, 0);
	EXPECT_PRINT(test, "-9223372036854775808 18446744073709551615", "%lld %llu", S64_MIN,
		     U64_MAX);
}

static void print_short_integers(struct kunit *test)
{
	EXPECT_PRINT(test, "-1 255 -1 65535", "%hhd %hhu %hd %hu", 0xff, 0xff, 0xffff, 0xffff);
	EXPECT_PRINT(test, "5 6 7", "%zu %zd %td", (size_t)5, (ssize_t)6, (ptrdiff_t)7);
}

static void print_strings(struct kunit *test)
{
	const char *null = NULL;

	EXPECT_PRINT(test, "[abc][  abc][abc  ][ab]", "[%s][%5s][%-5s][%.2s]", "abc", "abc",
		     "abc", "abc");
	EXPECT_PRINT(test, "(null)", "%s", null);
	EXPECT_PRINT(test, "[    a][a    ]%", "[%*s][%*s]%%", 5, "a", -5, "a");
	EXPECT_PRINT(test, "x  y", "%c%3c", 'x', 'y');
}

static void print_truncated(struct kunit *test)
{
	char buf[4] = "zzz";

	KUNIT_EXPECT_EQ(test, snprintf(buf, sizeof(buf), "%s", "abcdef"), 6);
	KUNIT_EXPECT_STREQ(test, buf, "abc");
	KUNIT_EXPECT_EQ(test, scnprintf(buf, sizeof(buf), "%s", "abcdef"), 3);
	KUNIT_EXPECT_EQ(test, scnprintf(buf, 0, "%s", "abcdef"), 0);
	KUNIT_EXPECT_EQ(test, snprintf(NULL, 0, "%s", "abcdef"), 6);
}

static void print_plain_pointers(struct kunit *test)
{
	char a[32], b[32];
	int x, y;

	EXPECT_PRINT(test, "0000000000000000", "%p", NULL);
	EXPECT_PRINT(test, "ffffffffffffffea", "%px", ERR_PTR(-EINVAL));
	snprintf(a, sizeof(a), "%p", &x);
	snprintf(b, sizeof(b), "%p", &x);
	KUNIT_EXPECT_STREQ(test, a, b);
	snprintf(b, sizeof(b), "%p", &y);
	KUNIT_EXPECT_STRNEQ(test, a, b);
	snprintf(b, sizeof(b), "%016lx", (unsigned long)&x);
	snprintf(a, sizeof(a), "%px", &x);
	KUNIT_EXPECT_STREQ(test, a, b);
}

static void print_error_pointers(struct kunit *test)
{
	EXPECT_PRINT(test, "-EINVAL", "%pe", ERR_PTR(-EINVAL));
	EXPECT_PRINT(test, "[   -EIO]", "[%7pe]", ERR_PTR(-EIO));
	EXPECT_PRINT(test, "-EPROBE_DEFER", "%pe", ERR_PTR(-EPROBE_DEFER));
	EXPECT_PRINT(test, "(null) (efault)", "%pM %pM", NULL, ERR_PTR(-EIO));
}

static void print_symbols(struct kunit *test)
{
	char buf[128];

	snprintf(buf, sizeof(buf), "%ps", print_symbols);
	/* In a module, "[module]" follows. */
	KUNIT_EXPECT_EQ(test, str_has_prefix(buf, "print_symbols"), 13);
	snprintf(buf, sizeof(buf), "%pS", (void *)((unsigned long)print_symbols + 4));
	KUNIT_EXPECT_EQ(test, str_has_prefix(buf, "print_symbols+0x4/0x"), 20);
}

static void print_mac(struct kunit *test)
{
	static const u8 mac[6] = { 0x00, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e };

	EXPECT_PRINT(test, "00:1a:2b:3c:4d:5e", "%pM", mac);
	EXPECT_PRINT(test, "00-1a-2b-3c-4d-5e", "%pMF", mac);
	EXPECT_PRINT(test, "5e:4d:3c:2b:1a:00", "%pMR", mac);
	EXPECT_PRINT(test, "001a2b3c4d5e", "%pm", mac);
	EXPECT_PRINT(test, "5e4d3c2b1a00", "%pmR", mac);
}

static void print_ip4(struct kunit *test)
{
	static const u8 addr[4] = { 10, 0, 0, 1 };

	EXPECT_PRINT(test, "10.0.0.1", "%pI4", addr);
	EXPECT_PRINT(test, "010.000.000.001", "%pi4", addr);
	EXPECT_PRINT(test, "1.0.0.10", "%pI4l", addr);
	EXPECT_PRINT(test, "[       10.0.0.1]", "[%15pI4]", addr);
}

static void print_ip6(struct kunit *test)
{
	static const u8 addr[16] = { 0x20, 0x01, 0x0d, 0xb8, [15] = 1 };
	static const u8 zero[16] = { 0 }, loopback[16] = { [15] = 1 };
	static const u8 mapped[16] = { [10] = 0xff, 0xff, 192, 168, 1, 2 };
	static const u8 gap[16] = { 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4, 0, 0 };

	EXPECT_PRINT(test, "2001:0db8:0000:0000:0000:0000:0000:0001", "%pI6", addr);
	EXPECT_PRINT(test, "20010db8000000000000000000000001", "%pi6", addr);
	EXPECT_PRINT(test, "2001:db8::1", "%pI6c", addr);
	EXPECT_PRINT(test, "::", "%pI6c", zero);
	EXPECT_PRINT(test, "::1", "%pI6c", loopback);
	EXPECT_PRINT(test, "::ffff:192.168.1.2", "%pI6c", mapped);
	/* One group alone is not shortened, the longer run is. */
	EXPECT_PRINT(test, "1:0:2::3:4:0", "%pI6c", gap);
}

static void print_uuid(struct kunit *test)
{
	static const u8 uuid[16] = { 0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07,
				     0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f };

	EXPECT_PRINT(test, "00010203-0405-0607-0809-0a0b0c0d0e0f", "%pU", uuid);
	EXPECT_PRINT(test, "00010203-0405-0607-0809-0A0B0C0D0E0F", "%pUB", uuid);
	EXPECT_PRINT(test, "03020100-0504-0706-0809-0a0b0c0d0e0f", "%pUl", uuid);
	EXPECT_PRINT(test, "03020100-0504-0706-0809-0A0B0C0D0E0F", "%pUL", uuid);
}

static void print_bitmaps(struct kunit *test)
{
	unsigned long map[2] = { 0x8000000300000001ul, 0x3 };
	unsigned long none[1] = { 0 };

	EXPECT_PRINT(test, "3,80000003,00000001", "%*pb", 68, map);
	EXPECT_PRINT(test, "0,32-33,63-65", "%*pbl", 68, map);
	EXPECT_PRINT(test, "01", "%*pb", 8, map);
	EXPECT_PRINT(test, "[]", "[%*pbl]", 64, none);
}

static void print_hex_strings(struct kunit *test)
{
	static const u8 bytes[] = { 0xde, 0xad, 0xbe, 0xef };

	EXPECT_PRINT(test, "de ad be ef", "%*ph", 4, bytes);
	EXPECT_PRINT(test, "de:ad", "%2phC", bytes);
	EXPECT_PRINT(test, "de-ad-be", "%3phD", bytes);
	EXPECT_PRINT(test, "deadbeef", "%4phN", bytes);
}

static void print_escaped(struct kunit *test)
{
	EXPECT_PRINT(test, "a\\nb", "%*pE", 3, "a\nb");
	EXPECT_PRINT(test, "\\x61\\x62", "%*pEh", 2, "ab");
}

static __printf(3, 4) void print_nested(char *buf, size_t size, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	snprintf(buf, size, "<%pV>", &vaf);
	va_end(args);
}

static void print_va_format(struct kunit *test)
{
	char buf[32];

	print_nested(buf, sizeof(buf), "%d-%s", 3, "x");
	KUNIT_EXPECT_STREQ(test, buf, "<3-x>");
}

static void print_addresses_and_resources(struct kunit *test)
{
	struct resource res = DEFINE_RES_MEM(0x1000, 0x1000);
	phys_addr_t phys = 0x12345;

	EXPECT_PRINT(test, "0x0000000000012345", "%pa", &phys);
	EXPECT_PRINT(test, "[mem 0x00001000-0x00001fff]", "%pR", &res);
	EXPECT_PRINT(test, "[mem 0x00001000-0x00001fff flags 0x200]", "%pr", &res);
}

static void print_times(struct kunit *test)
{
	time64_t t = 1546615943; /* 2019-01-04 15:32:23 */

	EXPECT_PRINT(test, "2019-01-04T15:32:23", "%ptT", &t);
	EXPECT_PRINT(test, "2019-01-04 15:32:23", "%ptTs", &t);
	EXPECT_PRINT(test, "0119-00-04", "%ptTdr", &t);
	EXPECT_PRINT(test, "15:32:23", "%ptTt", &t);
}

static void scan_numbers(struct kunit *test)
{
	int a = 0, b = 0;
	unsigned int c = 0;
	long long d = 0;

	KUNIT_EXPECT_EQ(test, sscanf("12 -34 0x1f", "%d %d %x", &a, &b, &c), 3);
	KUNIT_EXPECT_EQ(test, a, 12);
	KUNIT_EXPECT_EQ(test, b, -34);
	KUNIT_EXPECT_EQ(test, c, 0x1f);
	KUNIT_EXPECT_EQ(test, sscanf("0755 9", "%i%lld", &a, &d), 2);
	KUNIT_EXPECT_EQ(test, a, 0755);
	KUNIT_EXPECT_EQ(test, sscanf("123456", "%3d%3d", &a, &b), 2);
	KUNIT_EXPECT_EQ(test, b, 456);
	KUNIT_EXPECT_EQ(test, sscanf("x", "%d", &a), 0);
	KUNIT_EXPECT_EQ(test, sscanf("", "%d", &a), 0);
}

static void scan_text(struct kunit *test)
{
	char word[8], set[8], two[3] = "";
	int n = 0, x = 0;

	KUNIT_EXPECT_EQ(test, sscanf("  hello world", "%7s", word), 1);
	KUNIT_EXPECT_STREQ(test, word, "hello");
	KUNIT_EXPECT_EQ(test, sscanf("aabbcc", "%7[ab]", set), 1);
	KUNIT_EXPECT_STREQ(test, set, "aabb");
	KUNIT_EXPECT_EQ(test, sscanf("xyz", "%2c", two), 1);
	KUNIT_EXPECT_STREQ(test, two, "xy");
	KUNIT_EXPECT_EQ(test, sscanf("skip 7", "%*s %d%n", &x, &n), 1);
	KUNIT_EXPECT_EQ(test, x, 7);
	KUNIT_EXPECT_EQ(test, n, 6);
	KUNIT_EXPECT_EQ(test, sscanf("a=5", "a=%d", &x), 1);
	KUNIT_EXPECT_EQ(test, sscanf("b=5", "a=%d", &x), 0);
}

static void hex_dump_lines(struct kunit *test)
{
	char line[80];

	KUNIT_EXPECT_EQ(test, hex_dump_to_buffer("\x01" "AB\xff", 4, 16, 1, line, sizeof(line),
						 true), 52 + 1);
	KUNIT_EXPECT_STREQ(test, line, "01 41 42 ff                                      .AB.");
	hex_dump_to_buffer("\x01\x02\x03\x04", 4, 16, 4, line, sizeof(line), false);
	KUNIT_EXPECT_STREQ(test, line, IS_ENABLED(CONFIG_CPU_BIG_ENDIAN) ? "01020304" : "04030201");
}

static struct kunit_case printf_cases[] = {
	KUNIT_CASE(print_integers),
	KUNIT_CASE(print_short_integers),
	KUNIT_CASE(print_strings),
	KUNIT_CASE(print_truncated),
	KUNIT_CASE(print_plain_pointers),
	KUNIT_CASE(print_error_pointers),
	KUNIT_CASE(print_symbols),
	KUNIT_CASE(print_mac),
	KUNIT_CASE(print_ip4),
	KUNIT_CASE(print_ip6),
	KUNIT_CASE(print_uuid),
	KUNIT_CASE(print_bitmaps),
	KUNIT_CASE(print_hex_strings),
	KUNIT_CASE(print_escaped),
	KUNIT_CASE(print_va_format),
	KUNIT_CASE(print_addresses_and_resources),
	KUNIT_CASE(print_times),
	KUNIT_CASE(scan_numbers),
	KUNIT_CASE(scan_text),
	KUNIT_CASE(hex_dump_lines),
	{}
};

static struct kunit_suite printf_suite = {
	.name = "conformance-printf",
	.test_cases = printf_cases,
};
kunit_test_suite(printf_suite);

MODULE_DESCRIPTION("Behaviour of the printf and scanf families");
MODULE_LICENSE("GPL");
