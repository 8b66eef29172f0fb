// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Cyclic redundancy checks, reversed bits, moving averages, circular buffers and ioctl numbers. */
#include <kunit/test.h>
#include <linux/average.h>
#include <linux/bitrev.h>
#include <linux/circ_buf.h>
#include <linux/crc-ccitt.h>
#include <linux/crc-itu-t.h>
#include <linux/crc-t10dif.h>
#include <linux/crc32.h>
#include <linux/crc32c.h>
#include <linux/crc32poly.h>
#include <linux/crc64.h>
#include <linux/crc7.h>
#include <linux/ioctl.h>
#include <linux/module.h>
#include <linux/string.h>

/* Of these nine bytes the literature gives every CRC. */
static const u8 digits[] = "123456789";

static void sums_of_16_bits(struct kunit *test)
{
	u16 ccitt = 0, itu = 0;

	KUNIT_EXPECT_EQ(test, crc_ccitt(0, digits, 9), 0x2189);
	KUNIT_EXPECT_EQ(test, crc_ccitt(0xffff, digits, 9), 0x6f91);
	KUNIT_EXPECT_EQ(test, crc_ccitt(0x1234, digits, 0), 0x1234);
	KUNIT_EXPECT_EQ(test, crc_itu_t(0, digits, 9), 0x31c3);
	KUNIT_EXPECT_EQ(test, crc_itu_t(0xffff, digits, 9), 0x29b1);
	for (int i = 0; i < 9; i++) {
		ccitt = crc_ccitt_byte(ccitt, digits[i]);
		itu = crc_itu_t_byte(itu, digits[i]);
	}
	KUNIT_EXPECT_EQ(test, ccitt, 0x2189);
	KUNIT_EXPECT_EQ(test, itu, 0x31c3);
	KUNIT_EXPECT_EQ(test, crc_ccitt_table[255], 0x0f78);
	KUNIT_EXPECT_EQ(test, crc_itu_t_table[255], 0x1ef0);
	KUNIT_EXPECT_EQ(test, crc_t10dif(digits, 9), 0xd0db);
	KUNIT_EXPECT_EQ(test, crc_t10dif_update(crc_t10dif(digits, 4), digits + 4, 5), 0xd0db);
	KUNIT_EXPECT_EQ(test, crc_t10dif_generic(0, digits, 9), 0xd0db);
	KUNIT_EXPECT_EQ(test, CRC_T10DIF_DIGEST_SIZE, 2);
}

static void sums_of_memory_cards(struct kunit *test)
{
	static const u8 command[] = { 0x40, 0, 0, 0, 0 };

	/* A memory card's first command, with its end bit: 0x95. */
	KUNIT_EXPECT_EQ(test, crc7_be(0, command, 5) | 1, 0x95);
	KUNIT_EXPECT_EQ(test, crc7_be(0, digits, 9), 0xea);
	KUNIT_EXPECT_EQ(test, crc7_be_byte(0x12, 0x12), 0);
	KUNIT_EXPECT_EQ(test, crc7_be_syndrome_table[1], 0x12);
}

static void sums_of_32_bits(struct kunit *test)
{
	u32 begin = ~0u;

	KUNIT_EXPECT_EQ(test, ~crc32_le(begin, digits, 9), 0xcbf43926u);
	KUNIT_EXPECT_EQ(test, ~crc32(begin, "123456789", 9), 0xcbf43926u);
	KUNIT_EXPECT_EQ(test, ~crc32_be(begin, digits, 9), 0xfc891918u);
	KUNIT_EXPECT_EQ(test, ~crc32c(begin, digits, 9), 0xe3069283u);
	KUNIT_EXPECT_EQ(test, ~__crc32c_le(begin, digits, 9), 0xe3069283u);
	KUNIT_EXPECT_EQ(test, crc32_le(5, digits, 0), 5u);
	KUNIT_EXPECT_EQ(test, crc32_le(crc32_le(begin, digits, 2), digits + 2, 7), crc32_le(begin, digits, 9));
	KUNIT_EXPECT_EQ(test, ether_crc_le(9, digits), crc32_le(begin, digits, 9));
	KUNIT_EXPECT_EQ(test, ether_crc(9, digits), bitrev32(crc32_le(begin, digits, 9)));
	KUNIT_EXPECT_EQ(test, crc32_le(0, (const u8 *)"\x80", 1), (u32)CRC32_POLY_LE);
	KUNIT_EXPECT_EQ(test, crc32_be(0, (const u8 *)"\x01", 1), (u32)CRC32_POLY_BE);
	KUNIT_EXPECT_EQ(test, crc32c(0, "\x80", 1), (u32)CRC32C_POLY_LE);
}

static void sums_are_put_together(struct kunit *test)
{
	static const u8 zeros[300];

	for (size_t length = 0; length < 300; length += 23) {
		KUNIT_EXPECT_EQ(test, crc32_le_shift(0x12345678, length), crc32_le(0x12345678, zeros, length));
		KUNIT_EXPECT_EQ(test, __crc32c_le_shift(0x12345678, length), __crc32c_le(0x12345678, zeros, length));
	}
	KUNIT_EXPECT_EQ(test, crc32_le_combine(crc32_le(~0u, digits, 4), crc32_le(0, digits + 4, 5), 5),
			crc32_le(~0u, digits, 9));
	KUNIT_EXPECT_EQ(test, __crc32c_le_combine(crc32c(~0u, digits, 4), crc32c(0, digits + 4, 5), 5),
			crc32c(~0u, digits, 9));
	KUNIT_EXPECT_EQ(test, crc32_le_shift(0, SIZE_MAX), 0u);
}

static void sums_of_64_bits(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, crc64_be(0, digits, 9), 0x6c40df5f0b497347ULL);
	KUNIT_EXPECT_EQ(test, crc64_be(7, digits, 0), 7ULL);
	KUNIT_EXPECT_EQ(test, crc64_rocksoft_generic(0, digits, 9), 0xae8b14860a799888ULL);
	KUNIT_EXPECT_EQ(test, crc64_rocksoft_generic(crc64_rocksoft_generic(0, digits, 3), digits + 3, 6),
			0xae8b14860a799888ULL);
}

static void bits_in_reverse_order(struct kunit *test)
{
	volatile u32 x = 0x12345678;

	KUNIT_EXPECT_EQ(test, bitrev8(0x01), 0x80);
	KUNIT_EXPECT_EQ(test, bitrev8((u8)x), 0x1e);
	KUNIT_EXPECT_EQ(test, bitrev16(0x1234), 0x2c48);
	KUNIT_EXPECT_EQ(test, bitrev16((u16)x), 0x1e6a);
	KUNIT_EXPECT_EQ(test, bitrev32(x), 0x1e6a2c48u);
	KUNIT_EXPECT_EQ(test, bitrev32(0x12345678), 0x1e6a2c48u);
	KUNIT_EXPECT_EQ(test, bitrev8x4(x), 0x482c6a1eu);
	KUNIT_EXPECT_EQ(test, bitrev8x4(0x12345678), 0x482c6a1eu);
	KUNIT_EXPECT_EQ(test, byte_rev_table[0x12], 0x48);
}

DECLARE_EWMA(load, 4, 8)

static void averages_that_move(struct kunit *test)
{
	struct ewma_load average;

	ewma_load_init(&average);
	KUNIT_EXPECT_EQ(test, ewma_load_read(&average), 0UL);
	ewma_load_add(&average, 1000);
	KUNIT_EXPECT_EQ(test, ewma_load_read(&average), 1000UL);
	ewma_load_add(&average, 0);
	KUNIT_EXPECT_EQ(test, ewma_load_read(&average), 875UL);
	ewma_load_add(&average, 875);
	KUNIT_EXPECT_EQ(test, ewma_load_read(&average), 875UL);
	for (int i = 0; i < 200; i++)
		ewma_load_add(&average, 3);
	KUNIT_EXPECT_EQ(test, ewma_load_read(&average), 3UL);
	KUNIT_EXPECT_EQ(test, sizeof(average), sizeof(long));
}

static void buffers_that_wrap(struct kunit *test)
{
	struct circ_buf b = { NULL, 6, 3 };

	KUNIT_EXPECT_EQ(test, CIRC_CNT(b.head, b.tail, 8), 3);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE(b.head, b.tail, 8), 4);
	KUNIT_EXPECT_EQ(test, CIRC_CNT_TO_END(b.head, b.tail, 8), 3);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE_TO_END(b.head, b.tail, 8), 2);
	KUNIT_EXPECT_EQ(test, CIRC_CNT(1, 6, 8), 3);
	KUNIT_EXPECT_EQ(test, CIRC_CNT_TO_END(1, 6, 8), 2);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE_TO_END(1, 6, 8), 4);
	/* Empty and full. The last byte before the tail stays free. */
	KUNIT_EXPECT_EQ(test, CIRC_CNT(5, 5, 8), 0);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE(5, 5, 8), 7);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE(4, 5, 8), 0);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE_TO_END(0, 0, 8), 7);
	KUNIT_EXPECT_EQ(test, CIRC_SPACE_TO_END(0, 1, 8), 0);
}

struct order {
	u64 what;
	u32 how;
};
#define ORDER_GET _IOR('o', 1, struct order)
#define ORDER_PUT _IOW('o', 2, struct order)
#define ORDER_SWAP _IOWR('o', 3, int)
#define ORDER_RESET _IO('o', 4)

static void numbers_of_commands(struct kunit *test)
{
	static const unsigned int in_a_table[] = { ORDER_GET, ORDER_RESET };

	KUNIT_EXPECT_EQ(test, in_a_table[0], 0x80106f01u);
	KUNIT_EXPECT_EQ(test, ORDER_PUT, 0x40106f02u);
	KUNIT_EXPECT_EQ(test, ORDER_SWAP, 0xc0046f03u);
	KUNIT_EXPECT_EQ(test, in_a_table[1], 0x6f04u);
	KUNIT_EXPECT_EQ(test, _IOC_DIR(ORDER_SWAP), _IOC_READ | _IOC_WRITE);
	KUNIT_EXPECT_EQ(test, _IOC_DIR(ORDER_RESET), _IOC_NONE);
	KUNIT_EXPECT_EQ(test, _IOC_TYPE(ORDER_PUT), 'o');
	KUNIT_EXPECT_EQ(test, _IOC_NR(ORDER_PUT), 2u);
	KUNIT_EXPECT_EQ(test, _IOC_SIZE(ORDER_PUT), sizeof(struct order));
	KUNIT_EXPECT_EQ(test, ORDER_GET & IOC_INOUT, IOC_OUT);
	KUNIT_EXPECT_EQ(test, ORDER_PUT & IOC_INOUT, IOC_IN);
	KUNIT_EXPECT_EQ(test, (ORDER_PUT & IOCSIZE_MASK) >> IOCSIZE_SHIFT, sizeof(struct order));
	KUNIT_EXPECT_EQ(test, _IOR_BAD('o', 1, struct order), ORDER_GET);
}

static struct kunit_case sums_cases[] = {
	KUNIT_CASE(sums_of_16_bits),
	KUNIT_CASE(sums_of_memory_cards),
	KUNIT_CASE(sums_of_32_bits),
	KUNIT_CASE(sums_are_put_together),
	KUNIT_CASE(sums_of_64_bits),
	KUNIT_CASE(bits_in_reverse_order),
	KUNIT_CASE(averages_that_move),
	KUNIT_CASE(buffers_that_wrap),
	KUNIT_CASE(numbers_of_commands),
	{}
};

static struct kunit_suite sums_suite = {
	.name = "sums_conformance",
	.test_cases = sums_cases,
};

kunit_test_suite(sums_suite);
MODULE_LICENSE("GPL");
