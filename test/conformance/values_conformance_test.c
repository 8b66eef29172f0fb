// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Characters, texts made from lists of arguments, addresses, checksums, times that go round. */
#include <kunit/test.h>
#include <linux/crc16.h>
#include <linux/ctype.h>
#include <linux/err.h>
#include <linux/hex.h>
#include <linux/in6.h>
#include <linux/interval_tree_generic.h>
#include <linux/kconfig.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nospec.h>
#include <linux/poison.h>
#include <linux/prefetch.h>
#include <linux/reciprocal_div.h>
#include <linux/rtc.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/sprintf.h>
#include <linux/stdarg.h>
#include <linux/string.h>
#include <linux/time.h>
#include <linux/timerqueue.h>
#include <linux/uaccess.h>
#include <linux/unaligned.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>

static void classes_of_characters(struct kunit *test)
{
	for (int c = 0; c < 128; c++) {
		bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
		bool digit = c >= '0' && c <= '9';

		KUNIT_EXPECT_EQ_MSG(test, !!isalnum(c), lower || upper || digit, "%d", c);
		KUNIT_EXPECT_EQ_MSG(test, !!islower(c), lower, "%d", c);
		KUNIT_EXPECT_EQ_MSG(test, !!isgraph(c), c > 32 && c < 127, "%d", c);
		KUNIT_EXPECT_EQ(test, toascii(c + 128), c);
	}
	/* Latin 1 has letters, too. */
	KUNIT_EXPECT_TRUE(test, islower(0xe9));
	KUNIT_EXPECT_TRUE(test, isgraph(0xe9));
	KUNIT_EXPECT_FALSE(test, islower(0xc9));
	KUNIT_EXPECT_FALSE(test, isgraph(0xa0) && !isprint(0xa0));
}

static int print_twice(char *first, char *second, size_t size, const char *format, ...)
{
	va_list args, again;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(first, size, format, args);
	va_end(args);
	vsprintf(second, format, again);
	va_end(again);
	return n;
}

static int scan(const char *text, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsscanf(text, format, args);
	va_end(args);
	return n;
}

static int sum_of(int count, ...)
{
	va_list args;
	int sum = 0;

	va_start(args, count);
	while (count--)
		sum += va_arg(args, int);
	va_end(args);
	return sum;
}

static void texts_from_lists_of_arguments(struct kunit *test)
{
	char first[8], second[32], word[8] = "";
	int number = 0;

	KUNIT_EXPECT_EQ(test, print_twice(first, second, sizeof(first), "%s-%05d", "abcd", 42), 10);
	KUNIT_EXPECT_STREQ(test, first, "abcd-00");
	KUNIT_EXPECT_STREQ(test, second, "abcd-00042");
	KUNIT_EXPECT_EQ(test, sprintf(second, "%c%x", 'x', 255), 3);
	KUNIT_EXPECT_STREQ(test, second, "xff");
	KUNIT_EXPECT_EQ(test, scan("12 apples", "%d %7s", &number, word), 2);
	KUNIT_EXPECT_EQ(test, number, 12);
	KUNIT_EXPECT_STREQ(test, word, "apples");
	KUNIT_EXPECT_EQ(test, sum_of(3, 1, 20, 300), 321);
}

static void addresses_from_texts(struct kunit *test)
{
	static const u8 expected[] = { 0x00, 0x1a, 0x2B, 0xff, 0x09, 0xf0 };
	struct in6_addr addr = { .s6_addr = { 0xfe, 0x80, [15] = 1 } };
	u8 mac[6] = {};

	KUNIT_EXPECT_TRUE(test, mac_pton("00:1a:2B:ff:09:F0", mac));
	KUNIT_EXPECT_MEMEQ(test, mac, expected, 6);
	KUNIT_EXPECT_FALSE(test, mac_pton("00:1a:2B:ff:09", mac));
	KUNIT_EXPECT_FALSE(test, mac_pton("00-1a-2B-ff-09-F0", mac));
	KUNIT_EXPECT_FALSE(test, mac_pton("00:1a:2B:ff:09:F", mac));
	KUNIT_EXPECT_FALSE(test, mac_pton("g0:1a:2B:ff:09:F0", mac));
	/* A failed one leaves it as it was. */
	KUNIT_EXPECT_MEMEQ(test, mac, expected, 6);
	KUNIT_EXPECT_EQ(test, be16_to_cpu(addr.s6_addr16[0]), 0xfe80);
	KUNIT_EXPECT_EQ(test, be32_to_cpu(addr.s6_addr32[3]), 1);
}

static void sums_of_headers(struct kunit *test)
{
	/* The header that RFC 1071's readers know: its sum with the checksum in place is zero. */
	static const u8 header[20] __aligned(4) = {
		0x45, 0x00, 0x00, 0x73, 0x00, 0x00, 0x40, 0x00, 0x40, 0x11,
		0xb8, 0x61, 0xc0, 0xa8, 0x00, 0x01, 0xc0, 0xa8, 0x00, 0xc7,
	};
	u8 blank[20] __aligned(4);
	__be32 from = cpu_to_be32(0xc0a80001), to = cpu_to_be32(0xc0a800c7);
	struct in6_addr six = { .s6_addr = { 0xfe, 0x80, [15] = 1 } };
	struct {
		struct in6_addr from, to;
		__be32 len, proto;
	} pseudo6 = { six, six, cpu_to_be32(8), cpu_to_be32(17) };
	struct { __be32 from, to; u8 zero, proto; __be16 len; } pseudo = {
		from, to, 0, 17, cpu_to_be16(8)
	};
	__sum16 sum;

	KUNIT_EXPECT_EQ(test, (__force u16)ip_fast_csum(header, 5), 0);
	memcpy(blank, header, 20);
	blank[10] = blank[11] = 0;
	sum = ip_fast_csum(blank, 5);
	KUNIT_EXPECT_MEMEQ(test, &sum, header + 10, 2);
	KUNIT_EXPECT_EQ(test, (__force u16)ip_compute_csum(blank, 20), (__force u16)sum);
	KUNIT_EXPECT_EQ(test, (__force u16)csum_tcpudp_magic(from, to, 8, 17, 0),
			(__force u16)ip_compute_csum(&pseudo, sizeof(pseudo)));
	KUNIT_EXPECT_EQ(test, (__force u16)csum_fold(csum_tcpudp_nofold(from, to, 8, 17, 0)),
			(__force u16)csum_tcpudp_magic(from, to, 8, 17, 0));
	KUNIT_EXPECT_EQ(test, (__force u16)csum_ipv6_magic(&six, &six, 8, 17, 0),
			(__force u16)ip_compute_csum(&pseudo6, sizeof(pseudo6)));
}

static void sums_that_follow_changes(struct kunit *test)
{
	u8 data[8] __aligned(4) = { 1, 2, 3, 4, 5, 6, 7, 8 };
	__sum16 sum = ip_compute_csum(data, 8);
	__wsum diff = csum_partial("\1\2\3\4", 4, 0);

	/* What was there goes, what comes is added. */
	data[0] = 0xaa;
	data[3] = 0x55;
	diff = csum_sub(csum_partial(data, 4, 0), diff);
	csum_replace_by_diff(&sum, diff);
	KUNIT_EXPECT_EQ(test, (__force u16)sum, (__force u16)ip_compute_csum(data, 8));
	KUNIT_EXPECT_EQ(test, crc16_byte(0, 1), 0xc0c1);
	KUNIT_EXPECT_EQ(test, crc16_byte(crc16_byte(0, '1'), '2'), crc16(0, "12", 2));
}

static void times_that_go_round(struct kunit *test)
{
	struct rtc_time later = { .tm_year = 126, .tm_mon = 1, .tm_mday = 1 };
	struct rtc_time earlier = { .tm_year = 126, .tm_mon = 0, .tm_mday = 31, .tm_hour = 12 };
	struct timerqueue_node node;

	KUNIT_EXPECT_TRUE(test, time_after32(5, 4));
	KUNIT_EXPECT_FALSE(test, time_after32(5, 5));
	KUNIT_EXPECT_TRUE(test, time_after32(3, U32_MAX - 3));
	KUNIT_EXPECT_TRUE(test, time_before32(U32_MAX - 3, 3));
	KUNIT_EXPECT_TRUE(test, time_between32(U32_MAX, U32_MAX - 3, 3));
	KUNIT_EXPECT_TRUE(test, time_between32(3, U32_MAX - 3, 3));
	KUNIT_EXPECT_FALSE(test, time_between32(4, U32_MAX - 3, 3));
	KUNIT_EXPECT_EQ(test, rtc_tm_sub(&later, &earlier), 12 * 3600);
	KUNIT_EXPECT_EQ(test, rtc_tm_sub(&earlier, &later), -12 * 3600);
	timerqueue_init(&node);
	KUNIT_EXPECT_FALSE(test, timerqueue_node_queued(&node));
}

static int compare_by(const void *a, const void *b, const void *priv)
{
	const int *order = priv;

	return order[*(const u8 *)a] - order[*(const u8 *)b];
}

static void exchange_by(void *a, void *b, int size, const void *priv)
{
	swap(*(u8 *)a, *(u8 *)b);
}

static void sorting_with_an_argument(struct kunit *test)
{
	static const int order[] = { 3, 1, 4, 0, 2 };
	u8 row[] = { 0, 1, 2, 3, 4 }, again[] = { 4, 3, 2, 1, 0 };
	static const u8 expected[] = { 3, 1, 4, 0, 2 };

	sort_r(row, 5, 1, compare_by, NULL, order);
	KUNIT_EXPECT_MEMEQ(test, row, expected, 5);
	sort_r(again, 5, 1, compare_by, exchange_by, order);
	KUNIT_EXPECT_MEMEQ(test, again, expected, 5);
}

static void divisions_by_reciprocals(struct kunit *test)
{
	static const u32 divisors[] = { 3, 7, 10, 641, 65537, 1000000007 };
	static const u32 values[] = { 0, 1, 9, 640, 641, 1000000006, 1U << 31, U32_MAX };

	for (int i = 0; i < ARRAY_SIZE(divisors); i++) {
		struct reciprocal_value_adv r;

		r = reciprocal_value_adv(divisors[i], 32);
		for (int j = 0; j < ARRAY_SIZE(values); j++) {
			u64 wide = (u64)values[j] * r.m >> 32;
			u32 result;

			if (r.is_wide_m)
				result = (u32)((wide + ((values[j] - wide) >> 1)) >> (r.sh - 1));
			else
				result = (u32)(wide >> r.sh);
			KUNIT_EXPECT_EQ_MSG(test, result, values[j] / divisors[i], "%u / %u",
					    values[j], divisors[i]);
		}
	}
}

static void indices_without_speculation(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(0, 4), ~0UL);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(3, 4), ~0UL);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(4, 4), 0);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(ULONG_MAX, 4), 0);
	KUNIT_EXPECT_EQ(test, array_index_mask_nospec(0, 0), 0);
	barrier_nospec();
}

static void pointers_and_errors(struct kunit *test)
{
	int value = 1;
	int __percpu *bad = ERR_PTR_PCPU(-ENOMEM);

	KUNIT_EXPECT_TRUE(test, IS_ERR_PCPU(bad));
	KUNIT_EXPECT_EQ(test, PTR_ERR_PCPU(bad), -ENOMEM);
	KUNIT_EXPECT_PTR_EQ(test, PTR_IF(value, &value), &value);
	KUNIT_EXPECT_NULL(test, PTR_IF(value - 1, &value));
	KUNIT_EXPECT_PTR_EQ(test, u64_to_user_ptr(0x1234ULL), (void __user *)0x1234);
	KUNIT_EXPECT_EQ(test, STACK_MAGIC, 0xdeadbeef);
	/* Hints to the cache read nothing, wherever they point. */
	prefetch(NULL);
	prefetchw(&value);
	prefetch_range(&value, sizeof(value));
	KUNIT_EXPECT_EQ(test, value, 1);
	might_sleep();
	might_sleep_if(value);
	might_fault();
}

static void options_of_the_kernel(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, IS_BUILTIN(CONFIG_SMP));
	KUNIT_EXPECT_FALSE(test, IS_MODULE(CONFIG_SMP));
	KUNIT_EXPECT_TRUE(test, IS_REACHABLE(CONFIG_SMP));
	KUNIT_EXPECT_FALSE(test, IS_BUILTIN(CONFIG_KTEST_NO_SUCH_OPTION));
	KUNIT_EXPECT_FALSE(test, IS_REACHABLE(CONFIG_KTEST_NO_SUCH_OPTION));
}

struct stretch { struct rb_node node; u32 first, last, most; };

#define RANGE_FIRST(range) ((range)->first)
#define RANGE_LAST(range) ((range)->last)
INTERVAL_TREE_DEFINE(struct stretch, node, u32, most, RANGE_FIRST, RANGE_LAST, static, ranges)

static void intervals_of_any_type(struct kunit *test)
{
	struct stretch row[] = {
		{ .first = 0, .last = 9 }, { .first = 5, .last = 14 }, { .first = 20, .last = 29 },
	};
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct stretch *found;

	for (int i = 0; i < 3; i++)
		ranges_insert(&row[i], &root);
	found = ranges_iter_first(&root, 7, 22);
	KUNIT_EXPECT_PTR_EQ(test, found, &row[0]);
	found = ranges_iter_next(found, 7, 22);
	KUNIT_EXPECT_PTR_EQ(test, found, &row[1]);
	found = ranges_iter_next(found, 7, 22);
	KUNIT_EXPECT_PTR_EQ(test, found, &row[2]);
	KUNIT_EXPECT_NULL(test, ranges_iter_next(found, 7, 22));
	KUNIT_EXPECT_NULL(test, ranges_iter_first(&root, 15, 19));
	ranges_remove(&row[2], &root);
	KUNIT_EXPECT_NULL(test, ranges_iter_first(&root, 15, U32_MAX));
}

static struct kunit_case values_cases[] = {
	KUNIT_CASE(classes_of_characters),
	KUNIT_CASE(texts_from_lists_of_arguments),
	KUNIT_CASE(addresses_from_texts),
	KUNIT_CASE(sums_of_headers),
	KUNIT_CASE(sums_that_follow_changes),
	KUNIT_CASE(times_that_go_round),
	KUNIT_CASE(sorting_with_an_argument),
	KUNIT_CASE(divisions_by_reciprocals),
	KUNIT_CASE(indices_without_speculation),
	KUNIT_CASE(pointers_and_errors),
	KUNIT_CASE(options_of_the_kernel),
	KUNIT_CASE(intervals_of_any_type),
	{}
};

static struct kunit_suite values_suite = {
	.name = "conformance-values",
	.test_cases = values_cases,
};
kunit_test_suite(values_suite);

MODULE_LICENSE("Dual MIT/GPL");
