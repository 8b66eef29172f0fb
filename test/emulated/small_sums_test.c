// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRCs that Debian's kernel for virtual machines has not; a tree's lib/crc4.c and lib/crc8.c give the same. */
#include <kunit/test.h>
#include <linux/crc4.h>
#include <linux/crc8.h>
#include <linux/module.h>

static const u8 digits[] = "123456789";

static void sums_of_few_bits(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, crc4(0, 0, 32), 0);
	KUNIT_EXPECT_EQ(test, crc4(0, 1, 4), 7);
	KUNIT_EXPECT_EQ(test, crc4(0, 0x123456789ULL, 36), crc4(crc4(0, 0x1234, 16), 0x56789, 20));
	/* Bits above are not looked at; the number is taken in nibbles. */
	KUNIT_EXPECT_EQ(test, crc4(0, 0xff5, 4), crc4(0, 5, 4));
	KUNIT_EXPECT_EQ(test, crc4(3, 5, 3), crc4(3, 5, 4));
	KUNIT_EXPECT_EQ(test, crc4(9, 77, 0), 9);
}

static void sums_of_8_bits(struct kunit *test)
{
	DECLARE_CRC8_TABLE(table);

	crc8_populate_msb(table, 0x07);
	KUNIT_EXPECT_EQ(test, crc8(table, digits, 9, 0), 0xf4);
	KUNIT_EXPECT_EQ(test, crc8(table, digits, 0, 0x5a), 0x5a);
	KUNIT_EXPECT_EQ(test, table[1], 0x07);
	crc8_populate_lsb(table, 0x8c);
	KUNIT_EXPECT_EQ(test, crc8(table, digits, 9, 0), 0xa1);
	KUNIT_EXPECT_EQ(test, crc8(table, digits, 9, CRC8_INIT_VALUE), crc8(table, digits + 3, 6,
									     crc8(table, digits, 3, 0xff)));
	KUNIT_EXPECT_EQ(test, CRC8_GOOD_VALUE(table), table[255]);
}

static struct kunit_case small_sums_cases[] = {
	KUNIT_CASE(sums_of_few_bits),
	KUNIT_CASE(sums_of_8_bits),
	{}
};

static struct kunit_suite small_sums_suite = {
	.name = "small_sums",
	.test_cases = small_sums_cases,
};

kunit_test_suite(small_sums_suite);
MODULE_LICENSE("GPL");
