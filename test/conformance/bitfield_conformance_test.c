// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Fields of integers of every width and byte order: put in, taken out, replaced. */
#include <kunit/test.h>
#include <linux/bitfield.h>
#include <linux/module.h>

/* The same field in a value of each type: 0xa within all ones and all zeroes. */
#define BYTE_FIELD	0x3c
#define SHORT_FIELD	0x0ff0
#define INT_FIELD	0x00ffff00U
#define LONG_FIELD	0x0000ffffffff0000ULL

static void fields_of_bytes(struct kunit *test)
{
	u8 byte = 0xff;

	KUNIT_EXPECT_EQ(test, u8_encode_bits(0xa, BYTE_FIELD), 0x28);
	KUNIT_EXPECT_EQ(test, u8_encode_bits(0, BYTE_FIELD), 0);
	KUNIT_EXPECT_EQ(test, u8_get_bits(0x28, BYTE_FIELD), 0xa);
	KUNIT_EXPECT_EQ(test, u8_get_bits(0xc3, BYTE_FIELD), 0);
	KUNIT_EXPECT_EQ(test, u8_get_bits(0x80, BIT(7)), 1);
	KUNIT_EXPECT_EQ(test, u8_replace_bits(0xff, 0xa, BYTE_FIELD), 0xeb);
	KUNIT_EXPECT_EQ(test, u8_replace_bits(0, 0xf, BYTE_FIELD), 0x3c);
	u8p_replace_bits(&byte, 5, BYTE_FIELD);
	KUNIT_EXPECT_EQ(test, byte, 0xd7);
	u8p_replace_bits(&byte, 0, BYTE_FIELD);
	KUNIT_EXPECT_EQ(test, byte, 0xc3);
}

static void fields_of_integers(struct kunit *test)
{
	u16 small = 0xf00f;
	u32 middle = 0xff0000ff;
	u64 big = ~0ULL;

	KUNIT_EXPECT_EQ(test, u16_encode_bits(0xab, SHORT_FIELD), 0x0ab0);
	KUNIT_EXPECT_EQ(test, u16_get_bits(0xfabf, SHORT_FIELD), 0xab);
	KUNIT_EXPECT_EQ(test, u16_replace_bits(0xffff, 0x12, SHORT_FIELD), 0xf12f);
	u16p_replace_bits(&small, 0xcd, SHORT_FIELD);
	KUNIT_EXPECT_EQ(test, small, 0xfcdf);

	KUNIT_EXPECT_EQ(test, u32_encode_bits(0xabcd, INT_FIELD), 0x00abcd00U);
	KUNIT_EXPECT_EQ(test, u32_get_bits(0x12345678, INT_FIELD), 0x3456);
	KUNIT_EXPECT_EQ(test, u32_get_bits(0x80000000U, BIT(31)), 1);
	KUNIT_EXPECT_EQ(test, u32_replace_bits(0x12345678, 0xabcd, INT_FIELD), 0x12abcd78U);
	u32p_replace_bits(&middle, 0x55aa, INT_FIELD);
	KUNIT_EXPECT_EQ(test, middle, 0xff55aaffU);

	KUNIT_EXPECT_EQ(test, u64_encode_bits(0x12345678, LONG_FIELD), 0x0000123456780000ULL);
	KUNIT_EXPECT_EQ(test, u64_get_bits(0xffff89abcdefffffULL, LONG_FIELD), 0x89abcdefULL);
	KUNIT_EXPECT_EQ(test, u64_get_bits(1ULL << 63, BIT_ULL(63)), 1);
	KUNIT_EXPECT_EQ(test, u64_replace_bits(0, ~0U, LONG_FIELD), LONG_FIELD);
	u64p_replace_bits(&big, 0, LONG_FIELD);
	KUNIT_EXPECT_EQ(test, big, 0xffff00000000ffffULL);
}

/* What is stored is known byte by byte, whatever the machine's own order. */
#define EXPECT_BYTES(value, ...) do {						\
	const u8 expected[] = { __VA_ARGS__ };					\
	typeof(value) stored = value;						\
	KUNIT_EXPECT_MEMEQ(test, &stored, expected, sizeof(expected));		\
} while (0)

static void little_endian_fields(struct kunit *test)
{
	__le16 small = cpu_to_le16(0xf00f);
	__le32 middle = cpu_to_le32(0xff0000ff);
	__le64 big = cpu_to_le64(~0ULL);

	EXPECT_BYTES(le16_encode_bits(0xab, SHORT_FIELD), 0xb0, 0x0a);
	EXPECT_BYTES(le16_replace_bits(small, 0x12, SHORT_FIELD), 0x2f, 0xf1);
	le16p_replace_bits(&small, 0xcd, SHORT_FIELD);
	EXPECT_BYTES(small, 0xdf, 0xfc);
	KUNIT_EXPECT_EQ(test, le16_get_bits(small, SHORT_FIELD), 0xcd);

	EXPECT_BYTES(le32_encode_bits(0xabcd, INT_FIELD), 0, 0xcd, 0xab, 0);
	EXPECT_BYTES(le32_replace_bits(middle, 0x1234, INT_FIELD), 0xff, 0x34, 0x12, 0xff);
	le32p_replace_bits(&middle, 0x55aa, INT_FIELD);
	EXPECT_BYTES(middle, 0xff, 0xaa, 0x55, 0xff);
	KUNIT_EXPECT_EQ(test, le32_get_bits(middle, INT_FIELD), 0x55aa);

	EXPECT_BYTES(le64_encode_bits(0x12345678, LONG_FIELD), 0, 0, 0x78, 0x56, 0x34, 0x12, 0, 0);
	EXPECT_BYTES(le64_replace_bits(big, 1, LONG_FIELD), 255, 255, 1, 0, 0, 0, 255, 255);
	le64p_replace_bits(&big, 0x89abcdef, LONG_FIELD);
	EXPECT_BYTES(big, 255, 255, 0xef, 0xcd, 0xab, 0x89, 255, 255);
	KUNIT_EXPECT_EQ(test, le64_get_bits(big, LONG_FIELD), 0x89abcdefULL);
}

static void big_endian_fields(struct kunit *test)
{
	__be16 small = cpu_to_be16(0xf00f);
	__be32 middle = cpu_to_be32(0xff0000ff);
	__be64 big = cpu_to_be64(~0ULL);

	EXPECT_BYTES(be16_encode_bits(0xab, SHORT_FIELD), 0x0a, 0xb0);
	EXPECT_BYTES(be16_replace_bits(small, 0x12, SHORT_FIELD), 0xf1, 0x2f);
	be16p_replace_bits(&small, 0xcd, SHORT_FIELD);
	EXPECT_BYTES(small, 0xfc, 0xdf);
	KUNIT_EXPECT_EQ(test, be16_get_bits(small, SHORT_FIELD), 0xcd);

	EXPECT_BYTES(be32_encode_bits(0xabcd, INT_FIELD), 0, 0xab, 0xcd, 0);
	EXPECT_BYTES(be32_replace_bits(middle, 0x1234, INT_FIELD), 0xff, 0x12, 0x34, 0xff);
	be32p_replace_bits(&middle, 0x55aa, INT_FIELD);
	EXPECT_BYTES(middle, 0xff, 0x55, 0xaa, 0xff);
	KUNIT_EXPECT_EQ(test, be32_get_bits(middle, INT_FIELD), 0x55aa);

	EXPECT_BYTES(be64_encode_bits(0x12345678, LONG_FIELD), 0, 0, 0x12, 0x34, 0x56, 0x78, 0, 0);
	EXPECT_BYTES(be64_replace_bits(big, 1, LONG_FIELD), 255, 255, 0, 0, 0, 1, 255, 255);
	be64p_replace_bits(&big, 0x89abcdef, LONG_FIELD);
	EXPECT_BYTES(big, 255, 255, 0x89, 0xab, 0xcd, 0xef, 255, 255);
	KUNIT_EXPECT_EQ(test, be64_get_bits(big, LONG_FIELD), 0x89abcdefULL);
}

/* A value that only the running program knows may be too wide: what does not fit is cut off. */
static void values_that_do_not_fit(struct kunit *test)
{
	u32 wide = 0x1ff;
	u64 wider = 0x123456789aULL;

	OPTIMIZER_HIDE_VAR(wide);
	OPTIMIZER_HIDE_VAR(wider);
	KUNIT_EXPECT_EQ(test, u8_encode_bits(wide, BYTE_FIELD), 0x3c);
	KUNIT_EXPECT_EQ(test, u16_encode_bits(wide, SHORT_FIELD), 0x0ff0);
	KUNIT_EXPECT_EQ(test, u16_replace_bits(0xf00f, wide, SHORT_FIELD), 0xffff);
	KUNIT_EXPECT_EQ(test, u64_encode_bits(wider, LONG_FIELD), 0x00003456789a0000ULL);
	KUNIT_EXPECT_EQ(test, be16_to_cpu(be16_encode_bits(wide, SHORT_FIELD)), 0x0ff0);
}

static struct kunit_case bitfield_cases[] = {
	KUNIT_CASE(fields_of_bytes),
	KUNIT_CASE(fields_of_integers),
	KUNIT_CASE(little_endian_fields),
	KUNIT_CASE(big_endian_fields),
	KUNIT_CASE(values_that_do_not_fit),
	{}
};

static struct kunit_suite bitfield_suite = {
	.name = "conformance-bitfield",
	.test_cases = bitfield_cases,
};
kunit_test_suite(bitfield_suite);

MODULE_LICENSE("Dual MIT/GPL");
