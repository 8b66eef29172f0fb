// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sums, logarithms, random numbers, hashes, texts of bytes, and the small arithmetic of headers. */
#include <kunit/test.h>
#include <linux/align.h>
#include <linux/args.h>
#include <linux/bcd.h>
#include <linux/bits.h>
#include <linux/cache.h>
#include <linux/container_of.h>
#include <linux/crc16.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/hash.h>
#include <linux/hex.h>
#include <linux/in6.h>
#include <linux/int_log.h>
#include <linux/irqreturn.h>
#include <linux/kdev_t.h>
#include <linux/kernel.h>
#include <linux/ktime.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/module.h>
#include <linux/prandom.h>
#include <linux/prefetch.h>
#include <linux/reciprocal_div.h>
#include <linux/sort.h>
#include <linux/preempt.h>
#include <linux/sprintf.h>
#include <linux/stringhash.h>
#include <linux/stringify.h>
#include <linux/time64.h>
#include <linux/timex.h>
#include <linux/typecheck.h>
#include <linux/unaligned.h>
#include <linux/util_macros.h>
#include <linux/wordpart.h>
#include <asm/word-at-a-time.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>

/* ---- sums ------------------------------------------------------------------------------------------ */

static void sums_of_headers(struct kunit *test)
{
	u8 header[20] __aligned(4) = {
		0x45, 0x00, 0x00, 0x3c, 0x1c, 0x46, 0x40, 0x00, 0x40, 0x06,
		0x00, 0x00, 0xac, 0x10, 0x0a, 0x63, 0xac, 0x10, 0x0a, 0x0c,
	};
	__sum16 sum = ip_fast_csum(header, 5);

	KUNIT_EXPECT_EQ(test, ntohs((__force __be16)sum), 0xb1e6);
	KUNIT_EXPECT_EQ(test, ip_compute_csum(header, 20), sum);
	memcpy(&header[10], &sum, sizeof(sum));
	/* One that is right sums up to nothing. */
	KUNIT_EXPECT_EQ(test, ip_fast_csum(header, 5), 0);
	header[7] ^= 1;
	KUNIT_EXPECT_NE(test, ip_fast_csum(header, 5), 0);
	/* As if a last byte of zero were there. */
	KUNIT_EXPECT_EQ(test, ip_compute_csum(header, 19), ip_compute_csum(header, 19));
	header[19] = 0;
	KUNIT_EXPECT_EQ(test, ip_compute_csum(header, 19), ip_compute_csum(header, 20));
}

static void sums_of_pseudo_headers(struct kunit *test)
{
	__be32 from = htonl(0xc0a8001f), to = htonl(0xc0a8001e);
	__sum16 sum = csum_tcpudp_magic(from, to, 10, 17, 0);
	struct in6_addr a = { 0 }, b = { 0 };
	__wsum diff;

	KUNIT_EXPECT_EQ(test, ntohs((__force __be16)sum), 0x7e56);
	KUNIT_EXPECT_EQ(test, csum_fold(csum_tcpudp_nofold(from, to, 10, 17, 0)), sum);
	a.s6_addr[0] = b.s6_addr[0] = 0x20;
	a.s6_addr[1] = b.s6_addr[1] = 0x01;
	a.s6_addr16[1] = b.s6_addr16[1] = htons(0x0db8);
	a.s6_addr32[3] = htonl(1);
	b.s6_addr32[3] = htonl(2);
	KUNIT_EXPECT_EQ(test, ntohs((__force __be16)csum_ipv6_magic(&a, &b, 1280, 58, 0)), 0x9f50);
	/* A change is summed up without the rest. */
	diff = csum_add(csum_unfold((__force __sum16)htons(12)), ~csum_unfold((__force __sum16)htons(10)));
	csum_replace_by_diff(&sum, diff);
	KUNIT_EXPECT_EQ(test, sum, csum_tcpudp_magic(from, to, 12, 17, 0));
}

static void sums_by_byte(struct kunit *test)
{
	u16 crc = 0;

	for (const char *s = "123456789"; *s; s++)
		crc = crc16_byte(crc, *s);
	KUNIT_EXPECT_EQ(test, crc, 0xbb3d);
	KUNIT_EXPECT_EQ(test, crc16(0, (const u8 *)"123456789", 9), 0xbb3d);
	KUNIT_EXPECT_EQ(test, crc16_byte(0, 0), 0);
	KUNIT_EXPECT_EQ(test, crc16_byte(0, 1), 0xc0c1);
}

/* ---- logarithms, random numbers, hashes ---------------------------------------------------------- */

static void logarithms(struct kunit *test)
{
	static const struct { u32 value; unsigned int two, ten; } table[] = {
		{ 1, 0, 0 }, { 2, 16777216, 5050445 }, { 3, 26591232, 8004758 },
		{ 8, 50331648, 15151335 }, { 10, 55732736, 16777225 },
		{ 1000, 167198208, 50331675 }, { U32_MAX, 536870911, 161614247 },
	};

	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		KUNIT_EXPECT_EQ_MSG(test, intlog2(table[i].value), table[i].two, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, intlog10(table[i].value), table[i].ten, "row %d", i);
	}
}

static void random_numbers_repeat(struct kunit *test)
{
	static const u32 of_one[] = { 0x1082100e, 0x1208a00, 0x8900402e, 0x901582 };
	static const u32 of_many[] = { 0x5d571d3e, 0xc1eb8693, 0xca287a05, 0x124fa416 };
	struct rnd_state state;
	u8 bytes[7];

	prandom_seed_state(&state, 1);
	for (int i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), of_one[i]);
	prandom_seed_state(&state, 0x123456789abcdef0ull);
	for (int i = 0; i < 4; i++)
		KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), of_many[i]);
	/* The bytes of the numbers, low ones first. */
	prandom_seed_state(&state, 1);
	prandom_bytes_state(&state, bytes, sizeof(bytes));
	KUNIT_EXPECT_EQ(test, get_unaligned_le32(bytes), of_one[0]);
	KUNIT_EXPECT_EQ(test, get_unaligned_le24(bytes + 4), of_one[1] & 0xffffff);
	KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), of_one[2]);
}

static void hashes_of_names(struct kunit *test)
{
	int salt;
	u64 both = hashlen_string(&salt, "name");

	KUNIT_EXPECT_EQ(test, hashlen_len(both), 4);
	KUNIT_EXPECT_EQ(test, hashlen_hash(both), full_name_hash(&salt, "name", 4));
	KUNIT_EXPECT_EQ(test, hashlen_len(hashlen_string(&salt, "")), 0);
	KUNIT_EXPECT_NE(test, full_name_hash(&salt, "name", 4), full_name_hash(&salt, "nama", 4));
	KUNIT_EXPECT_EQ(test, full_name_hash(&salt, "names", 4), full_name_hash(&salt, "name", 4));
	both = hashlen_create(0xdeadbeef, 7);
	KUNIT_EXPECT_EQ(test, both, 0x7deadbeefull);
	KUNIT_EXPECT_EQ(test, hashlen_hash(both), 0xdeadbeef);
	KUNIT_EXPECT_EQ(test, init_name_hash(0), 0);
	KUNIT_EXPECT_EQ(test, partial_name_hash('a', 0), ('a' * 16 + 'a' / 16) * 11);
	KUNIT_EXPECT_EQ(test, partial_name_hash('b', 5), (5 + 'b' * 16 + 'b' / 16) * 11);
	KUNIT_EXPECT_EQ(test, end_name_hash(0), 0);
	KUNIT_EXPECT_EQ(test, end_name_hash(77), hash_long(77, 32));
	KUNIT_EXPECT_EQ(test, GOLDEN_RATIO_PRIME, GOLDEN_RATIO_64);
}

static void divisions_by_multiplication(struct kunit *test)
{
	static const u32 divisors[] = { 3, 5, 6, 7, 10, 100, 641, 1000003, 0x7fffffff };
	static const u32 numbers[] = { 0, 1, 2, 9, 10, 99, 12345678, 0x7fffffff, 0xffffffff };

	for (int d = 0; d < ARRAY_SIZE(divisors); d++) {
		struct reciprocal_value_adv r = reciprocal_value_adv(divisors[d], 32);

		KUNIT_EXPECT_EQ(test, r.exp, fls(divisors[d] - 1));
		for (int i = 0; i < ARRAY_SIZE(numbers); i++) {
			u32 n = numbers[i], high = (u64)n * r.m >> 32, got;

			got = r.is_wide_m ? (high + ((n - high) >> 1)) >> (r.sh - 1) : high >> r.sh;
			KUNIT_EXPECT_EQ_MSG(test, got, n / divisors[d], "%u / %u", n, divisors[d]);
		}
	}
}

/* ---- texts ---------------------------------------------------------------------------------------- */

static void bytes_as_hexadecimals(struct kunit *test)
{
	char text[5] = "____";

	KUNIT_EXPECT_EQ(test, hex_asc_hi(0xa5), 'a');
	KUNIT_EXPECT_EQ(test, hex_asc_lo(0xa5), '5');
	KUNIT_EXPECT_EQ(test, hex_asc_upper_hi(0x1f), '1');
	KUNIT_EXPECT_EQ(test, hex_asc_upper_lo(0x1f), 'F');
	KUNIT_EXPECT_PTR_EQ(test, hex_byte_pack(text, 0xbe), &text[2]);
	KUNIT_EXPECT_PTR_EQ(test, hex_byte_pack_upper(text + 2, 0xef), &text[4]);
	KUNIT_EXPECT_STREQ(test, text, "beEF");
}

static void addresses_of_cards(struct kunit *test)
{
	static const struct { const char *text; bool is_good; } table[] = {
		{ "00:11:22:aA:bB:ff", true }, { "00:11:22:33:44:55:66", true },
		{ "00:11:22:33:44:55 behind", true }, { "00:11:22:33:44:5", false },
		{ "00-11-22-33-44-55", false }, { "00:11:22:33:44:5g", false },
		{ "0:11:22:33:44:55:", false }, { "", false }, { "001122334455", false },
		{ "00:11:22:33:44.55", false },
	};
	static const u8 expected[6] = { 0x00, 0x11, 0x22, 0xaa, 0xbb, 0xff };
	u8 mac[6];

	for (int i = 0; i < ARRAY_SIZE(table); i++)
		KUNIT_EXPECT_EQ_MSG(test, mac_pton(table[i].text, mac), table[i].is_good, "%s",
				    table[i].text);
	KUNIT_EXPECT_TRUE(test, mac_pton(table[0].text, mac));
	KUNIT_EXPECT_MEMEQ(test, mac, expected, 6);
	/* What is no address is not touched. */
	KUNIT_EXPECT_FALSE(test, mac_pton("99:88:77:66:55:4x", mac));
	KUNIT_EXPECT_MEMEQ(test, mac, expected, 6);
}

/* Letters are those of Latin-1. */
static void kinds_of_characters(struct kunit *test)
{
	static const struct { unsigned char c; bool alnum, graph, lower; } table[] = {
		{ 0, false, false, false }, { ' ', false, false, false },
		{ '0', true, true, false }, { 'A', true, true, false },
		{ 'z', true, true, true }, { '~', false, true, false },
		{ 0x7f, false, false, false }, { 0x80, false, false, false },
		{ 0xa0, false, false, false }, { 0xa1, false, true, false },
		{ 0xc4, true, true, false }, { 0xd7, false, true, false },
		{ 0xdf, true, true, true }, { 0xe4, true, true, true },
		{ 0xf7, false, true, false }, { 0xff, true, true, true },
	};

	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		KUNIT_EXPECT_EQ_MSG(test, isalnum(table[i].c) != 0, table[i].alnum, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, isgraph(table[i].c) != 0, table[i].graph, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, islower(table[i].c) != 0, table[i].lower, "row %d", i);
	}
	KUNIT_EXPECT_EQ(test, toascii(0xe4), 0x64);
	KUNIT_EXPECT_EQ(test, toascii('a'), 'a');
}

static __printf(3, 4) int print_va(char *to, size_t size, const char *fmt, ...)
{
	va_list args, again;
	int len, unlimited;
	char whole[64];

	va_start(args, fmt);
	va_copy(again, args);
	len = vsnprintf(to, size, fmt, args);
	unlimited = vsprintf(whole, fmt, again);
	va_end(again);
	va_end(args);
	return len == unlimited ? len : -1;
}

static __scanf(2, 3) int scan_va(const char *text, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsscanf(text, fmt, args);
	va_end(args);
	return n;
}

static int second_of(int unused, ...)
{
	va_list args;
	int first, second;

	va_start(args, unused);
	first = va_arg(args, int);
	second = va_arg(args, long);
	va_end(args);
	return second - first;
}

static void lists_of_arguments(struct kunit *test)
{
	char text[64];
	int n = 0;
	unsigned int hex = 0;

	KUNIT_EXPECT_EQ(test, sprintf(text, "%s-%04d", "ab", 7), 7);
	KUNIT_EXPECT_STREQ(test, text, "ab-0007");
	KUNIT_EXPECT_EQ(test, print_va(text, 5, "%d/%s", 12, "three"), 8);
	KUNIT_EXPECT_STREQ(test, text, "12/t");
	KUNIT_EXPECT_EQ(test, print_va(text, 0, "%c", 'x'), 1);
	KUNIT_EXPECT_STREQ(test, text, "12/t");
	KUNIT_EXPECT_EQ(test, scan_va("17 0xab", "%d %x", &n, &hex), 2);
	KUNIT_EXPECT_EQ(test, n, 17);
	KUNIT_EXPECT_EQ(test, hex, 0xab);
	KUNIT_EXPECT_EQ(test, second_of(0, 5, 12l), 7);
	KUNIT_EXPECT_STREQ(test, FILE_LINE, __FILE__ ":" __stringify(__LINE__));
}

static void words_at_a_time(struct kunit *test)
{
	static const char texts[][sizeof(long)] = {
		"", "a", "ab", "abc", "abcd", "abcdef", { "abcdefg" },
	};
	static const int lengths[] = { 0, 1, 2, 3, 4, 6, 7 };
	const struct word_at_a_time constants = WORD_AT_A_TIME_CONSTANTS;
	unsigned long word, data;

	for (int i = 0; i < ARRAY_SIZE(texts); i++) {
		memcpy(&word, texts[i], sizeof(word));
		KUNIT_EXPECT_NE(test, has_zero(word, &data, &constants), 0);
		data = prep_zero_mask(word, data, &constants);
		data = create_zero_mask(data);
		KUNIT_EXPECT_EQ(test, find_zero(data), lengths[i]);
		/* What is before the end. */
		KUNIT_EXPECT_EQ(test, hweight_long(zero_bytemask(data)), 8 * lengths[i]);
	}
	memcpy(&word, "\x80" "bcdefgh", sizeof(word));
	KUNIT_EXPECT_EQ(test, has_zero(word, &data, &constants), 0);
	KUNIT_EXPECT_EQ(test, load_unaligned_zeropad(&word), word);
}

static struct kunit_case algorithms_cases[] = {
	KUNIT_CASE(sums_of_headers),
	KUNIT_CASE(sums_of_pseudo_headers),
	KUNIT_CASE(sums_by_byte),
	KUNIT_CASE(logarithms),
	KUNIT_CASE(random_numbers_repeat),
	KUNIT_CASE(hashes_of_names),
	KUNIT_CASE(divisions_by_multiplication),
	KUNIT_CASE(bytes_as_hexadecimals),
	KUNIT_CASE(addresses_of_cards),
	KUNIT_CASE(kinds_of_characters),
	KUNIT_CASE(lists_of_arguments),
	KUNIT_CASE(words_at_a_time),
	{}
};

static struct kunit_suite algorithms_suite = {
	.name = "conformance-algorithms",
	.test_cases = algorithms_cases,
};

/* ---- arithmetic -------------------------------------------------------------------------------------- */

static void aligned_downwards(struct kunit *test)
{
	char *pointer = (char *)0x12345;

	KUNIT_EXPECT_EQ(test, ALIGN_DOWN(0x1fff, 0x1000), 0x1000);
	KUNIT_EXPECT_EQ(test, ALIGN_DOWN(0x1000, 0x1000), 0x1000);
	KUNIT_EXPECT_EQ(test, ALIGN_DOWN(3u, 8), 0);
	KUNIT_EXPECT_PTR_EQ(test, PTR_ALIGN(pointer, 16), (char *)0x12350);
	KUNIT_EXPECT_PTR_EQ(test, PTR_ALIGN_DOWN(pointer, 16), (char *)0x12340);
	KUNIT_EXPECT_PTR_EQ(test, PTR_ALIGN(PTR_ALIGN(pointer, 16), 16), (char *)0x12350);
	KUNIT_EXPECT_EQ(test, L1_CACHE_BYTES, 1 << L1_CACHE_SHIFT);
	KUNIT_EXPECT_EQ(test, SMP_CACHE_BYTES, L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, L1_CACHE_ALIGN(1), L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, L1_CACHE_ALIGN(L1_CACHE_BYTES), L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, cache_line_size(), L1_CACHE_BYTES);
}

static void parts_of_words(struct kunit *test)
{
	u64 large = 0x123456789abcdef0ull;
	u32 small = 0xabcd1234;

	KUNIT_EXPECT_EQ(test, upper_32_bits(large), 0x12345678);
	KUNIT_EXPECT_EQ(test, lower_32_bits(large), 0x9abcdef0);
	/* There is no upper half of what has 32 bits. */
	KUNIT_EXPECT_EQ(test, upper_32_bits(small), 0);
	KUNIT_EXPECT_EQ(test, upper_16_bits(small), 0xabcd);
	KUNIT_EXPECT_EQ(test, lower_16_bits(small), 0x1234);
	KUNIT_EXPECT_EQ(test, REPEAT_BYTE(0x5a), 0x5a5a5a5a5a5a5a5aul);
	KUNIT_EXPECT_EQ(test, REPEAT_BYTE_U32(0x5a), 0x5a5a5a5au);
	KUNIT_EXPECT_EQ(test, (u64)(GENMASK_U128(100, 60) >> 64), GENMASK_ULL(36, 0));
	KUNIT_EXPECT_EQ(test, (u64)GENMASK_U128(100, 60), GENMASK_ULL(63, 60));
	KUNIT_EXPECT_EQ(test, BITS_PER_TYPE(u16), 16);
	KUNIT_EXPECT_EQ(test, BITS_PER_TYPE(large), 64);
	KUNIT_EXPECT_EQ(test, BITS_PER_BYTE, 8);
	KUNIT_EXPECT_EQ(test, BITS_PER_LONG_LONG, 64);
	KUNIT_EXPECT_EQ(test, BIT_ULL_MASK(65), 2);
	KUNIT_EXPECT_EQ(test, BIT_ULL_WORD(65), 1);
	KUNIT_EXPECT_EQ(test, const_ilog2(1), 0);
	KUNIT_EXPECT_EQ(test, const_ilog2(255), 7);
	KUNIT_EXPECT_EQ(test, const_ilog2(256), 8);
	KUNIT_EXPECT_EQ(test, const_ilog2(1ull << 63), 63);
}

static void divisions_of_headers(struct kunit *test)
{
	sector_t sectors = 1000003;

	KUNIT_EXPECT_EQ(test, DIV_ROUND_DOWN_ULL(7, 2), 3);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_ULL(7, 2), 4);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_ULL(8ull << 40, 2), 4ull << 40);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_SECTOR_T(9, 4), 3);
	KUNIT_EXPECT_EQ(test, sector_div(sectors, 1000), 3);
	KUNIT_EXPECT_EQ(test, sectors, 1000);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(0, 10), 0);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(U32_MAX, 10), 9);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(1u << 31, 10), 5);
}

static void what_is_closest(struct kunit *test)
{
	static const int up[] = { -10, 0, 3, 8, 20 }, down[] = { 20, 8, 3, 0, -10 };
	static const struct { int x, up, down; } table[] = {
		{ -99, 0, 4 }, { -6, 0, 4 }, { -5, 0, 4 }, { -4, 1, 3 }, { 1, 1, 3 }, { 2, 2, 2 },
		{ 5, 2, 2 }, { 6, 3, 1 }, { 14, 3, 1 }, { 15, 4, 0 }, { 99, 4, 0 },
	};
	static const u8 even[] = { 1, 3 }, odd[] = { 3, 1 };

	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		KUNIT_EXPECT_EQ_MSG(test, find_closest(table[i].x, up, ARRAY_SIZE(up)),
				    table[i].up, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, find_closest_descending(table[i].x, down, (int)ARRAY_SIZE(down)),
				    table[i].down, "row %d", i);
	}
	/* In the middle: the smaller one. */
	KUNIT_EXPECT_EQ(test, find_closest(2, even, 2), 0);
	KUNIT_EXPECT_EQ(test, find_closest_descending(2, odd, 2), 1);
}

static void decimals_in_nibbles(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, const_bcd2bin(0x59), 59);
	KUNIT_EXPECT_EQ(test, const_bin2bcd(59), 0x59);
	KUNIT_EXPECT_EQ(test, const_bcd2bin(0), 0);
	KUNIT_EXPECT_EQ(test, const_bin2bcd(99), 0x99);
	KUNIT_EXPECT_TRUE(test, const_bcd_is_valid(0x99));
	KUNIT_EXPECT_FALSE(test, const_bcd_is_valid(0x9a));
	KUNIT_EXPECT_FALSE(test, bcd_is_valid(0xa0));
	KUNIT_EXPECT_TRUE(test, bcd_is_valid(0x10));
}

static void numbers_of_devices(struct kunit *test)
{
	dev_t dev = MKDEV(8, 17);

	KUNIT_EXPECT_EQ(test, MAJOR(dev), 8);
	KUNIT_EXPECT_EQ(test, MINOR(dev), 17);
	KUNIT_EXPECT_EQ(test, dev, 8 << MINORBITS | 17);
	KUNIT_EXPECT_EQ(test, MINOR(MKDEV(1, MINORMASK)), MINORMASK);
	KUNIT_EXPECT_EQ(test, MAJOR(MKDEV(0xfff, MINORMASK)), 0xfff);
	KUNIT_EXPECT_EQ(test, MKDEV(1, MINORMASK) + 1, MKDEV(2, 0));
	KUNIT_EXPECT_EQ(test, IRQ_RETVAL(7), IRQ_HANDLED);
	KUNIT_EXPECT_EQ(test, IRQ_RETVAL(0), IRQ_NONE);
}

static void errors_as_values(struct kunit *test)
{
	int __percpu *per_cpu;

	KUNIT_EXPECT_TRUE(test, IS_ERR_VALUE((unsigned long)-1));
	KUNIT_EXPECT_TRUE(test, IS_ERR_VALUE((unsigned long)-MAX_ERRNO));
	KUNIT_EXPECT_FALSE(test, IS_ERR_VALUE((unsigned long)-MAX_ERRNO - 1));
	KUNIT_EXPECT_FALSE(test, IS_ERR_VALUE(0ul));
	KUNIT_EXPECT_TRUE(test, IS_ERR_VALUE(ERR_PTR(-EIO)));
	per_cpu = (int __percpu *)ERR_PTR_PCPU(-ENOMEM);
	KUNIT_EXPECT_TRUE(test, IS_ERR_PCPU(per_cpu));
	KUNIT_EXPECT_EQ(test, PTR_ERR_PCPU(per_cpu), -ENOMEM);
	per_cpu = NULL;
	KUNIT_EXPECT_FALSE(test, IS_ERR_PCPU(per_cpu));
}

#define COUNTED(...) CONCATENATE(counted_, COUNT_ARGS(__VA_ARGS__))(__VA_ARGS__)
#define counted_1(a) 1
#define counted_2(a, b) 2

struct outer {
	int before;
	struct inner { int value; } inner;
};

static int double_it(int n)
{
	return 2 * n;
}

static void macros_of_arguments(struct kunit *test)
{
	const struct outer fixed = { 1, { 2 } };
	struct outer other = { 3, { 4 } };
	const struct inner *inner = &fixed.inner;
	int (*function)(int) = double_it;

	KUNIT_EXPECT_EQ(test, COUNT_ARGS(), 0);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(a), 1);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(a, (b, c), d), 3);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 12);
	KUNIT_EXPECT_EQ(test, COUNTED(x), 1);
	KUNIT_EXPECT_EQ(test, COUNTED(x, y), 2);
	/* The result is as constant as the pointer. */
	KUNIT_EXPECT_PTR_EQ(test, container_of_const(inner, struct outer, inner), &fixed);
	container_of_const(&other.inner, struct outer, inner)->before = 5;
	KUNIT_EXPECT_EQ(test, other.before, 5);
	KUNIT_EXPECT_EQ(test, typecheck(int, other.before), 1);
	KUNIT_EXPECT_EQ(test, typecheck_pointer(inner), 1);
	typecheck_fn(int (*)(int), function);
	KUNIT_EXPECT_EQ(test, function(4), 8);
	KUNIT_EXPECT_EQ(test, __alignof__(aligned_u64), 8);
	KUNIT_EXPECT_EQ(test, __alignof__(aligned_s64), 8);
	KUNIT_EXPECT_EQ(test, __alignof__(aligned_be64), 8);
	KUNIT_EXPECT_EQ(test, __alignof__(aligned_le64), 8);
	prefetch(&other);
	prefetchw(&other);
	prefetch_range(&other, sizeof(other));
	KUNIT_EXPECT_EQ(test, other.inner.value, 4);
}

static void ends_of_time(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, TIME64_MAX, S64_MAX);
	KUNIT_EXPECT_EQ(test, TIME64_MIN, S64_MIN);
	KUNIT_EXPECT_EQ(test, KTIME_MIN, S64_MIN);
	KUNIT_EXPECT_EQ(test, KTIME_SEC_MIN, S64_MIN / NSEC_PER_SEC);
	KUNIT_EXPECT_EQ(test, TIME_UPTIME_SEC_MAX, 30ll * 365 * 24 * 3600);
	KUNIT_EXPECT_EQ(test, TIME_SETTOD_SEC_MAX, KTIME_SEC_MAX - TIME_UPTIME_SEC_MAX);
	/* Seconds of 32 bits that have wrapped around. */
	KUNIT_EXPECT_TRUE(test, time_after32(5, 0xfffffff0));
	KUNIT_EXPECT_FALSE(test, time_after32(5, 5));
	KUNIT_EXPECT_TRUE(test, time_before32(0xfffffff0, 5));
	KUNIT_EXPECT_TRUE(test, time_between32(0, 0xfffffff0, 5));
	KUNIT_EXPECT_TRUE(test, time_between32(5, 0xfffffff0, 5));
	KUNIT_EXPECT_FALSE(test, time_between32(6, 0xfffffff0, 5));
	KUNIT_EXPECT_EQ(test, LOW_RES_NSEC, TICK_NSEC);
}

static void cycles_go_on(struct kunit *test)
{
	cycles_t begin;

	/* Each CPU counts its own. */
	preempt_disable();
	begin = get_cycles();
	for (int i = 0; i < 1000; i++)
		barrier();
	KUNIT_EXPECT_GE(test, get_cycles(), begin);
	preempt_enable();
	KUNIT_EXPECT_NE(test, random_get_entropy(), 0);
}

struct pair { int key, value; };

static int compare_pairs(const void *a, const void *b, const void *sign)
{
	const struct pair *x = a, *y = b;

	return (x->key - y->key) * *(const int *)sign;
}

static int swaps;

static void swap_pairs(void *a, void *b, int size, const void *sign)
{
	swap(*(struct pair *)a, *(struct pair *)b);
	swaps += size == sizeof(struct pair);
}

static void sorted_with_a_word(struct kunit *test)
{
	struct pair pairs[] = { { 3, 30 }, { 1, 10 }, { 2, 20 }, { 5, 50 }, { 4, 40 } };
	int sign = 1;

	sort_r(pairs, ARRAY_SIZE(pairs), sizeof(pairs[0]), compare_pairs, NULL, &sign);
	for (int i = 0; i < ARRAY_SIZE(pairs); i++) {
		KUNIT_EXPECT_EQ(test, pairs[i].key, i + 1);
		KUNIT_EXPECT_EQ(test, pairs[i].value, 10 * i + 10);
	}
	sign = -1;
	swaps = 0;
	sort_r(pairs, ARRAY_SIZE(pairs), sizeof(pairs[0]), compare_pairs, swap_pairs, &sign);
	for (int i = 0; i < ARRAY_SIZE(pairs); i++)
		KUNIT_EXPECT_EQ(test, pairs[i].value, 50 - 10 * i);
	KUNIT_EXPECT_GT(test, swaps, 0);
	sort_r(pairs, 0, sizeof(pairs[0]), compare_pairs, NULL, &sign);
}

static struct kunit_case arithmetic_cases[] = {
	KUNIT_CASE(aligned_downwards),
	KUNIT_CASE(parts_of_words),
	KUNIT_CASE(divisions_of_headers),
	KUNIT_CASE(what_is_closest),
	KUNIT_CASE(decimals_in_nibbles),
	KUNIT_CASE(numbers_of_devices),
	KUNIT_CASE(errors_as_values),
	KUNIT_CASE(macros_of_arguments),
	KUNIT_CASE(ends_of_time),
	KUNIT_CASE(cycles_go_on),
	KUNIT_CASE(sorted_with_a_word),
	{}
};

static struct kunit_suite arithmetic_suite = {
	.name = "conformance-arithmetic",
	.test_cases = arithmetic_cases,
};
kunit_test_suites(&algorithms_suite, &arithmetic_suite);

MODULE_DESCRIPTION("Algorithms and arithmetic of headers");
MODULE_LICENSE("GPL");
