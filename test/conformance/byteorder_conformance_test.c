// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Byte order, unaligned access, and fields of words. */
#include <kunit/test.h>
#include <linux/bitfield.h>
#include <asm/byteorder.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/unaligned.h>

static const u8 bytes[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef };

static void values(struct kunit *test)
{
	__be16 b16 = cpu_to_be16(0x0123);
	__be32 b32 = cpu_to_be32(0x01234567);
	__be64 b64 = cpu_to_be64(0x0123456789abcdefULL);
	__le16 l16 = cpu_to_le16(0x2301);
	__le32 l32 = cpu_to_le32(0x67452301);
	__le64 l64 = cpu_to_le64(0xefcdab8967452301ULL);

	KUNIT_EXPECT_MEMEQ(test, &b16, bytes, 2);
	KUNIT_EXPECT_MEMEQ(test, &b32, bytes, 4);
	KUNIT_EXPECT_MEMEQ(test, &b64, bytes, 8);
	KUNIT_EXPECT_MEMEQ(test, &l16, bytes, 2);
	KUNIT_EXPECT_MEMEQ(test, &l32, bytes, 4);
	KUNIT_EXPECT_MEMEQ(test, &l64, bytes, 8);
	KUNIT_EXPECT_EQ(test, be16_to_cpu(b16), 0x0123);
	KUNIT_EXPECT_EQ(test, be32_to_cpu(b32), 0x01234567);
	KUNIT_EXPECT_EQ(test, be64_to_cpu(b64), 0x0123456789abcdefULL);
	KUNIT_EXPECT_EQ(test, le16_to_cpu(l16), 0x2301);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(l32), 0x67452301);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(l64), 0xefcdab8967452301ULL);
	KUNIT_EXPECT_EQ(test, be16_to_cpup(&b16), 0x0123);
	KUNIT_EXPECT_EQ(test, be32_to_cpup(&b32), 0x01234567);
	KUNIT_EXPECT_EQ(test, be64_to_cpup(&b64), 0x0123456789abcdefULL);
	KUNIT_EXPECT_EQ(test, le16_to_cpup(&l16), 0x2301);
	KUNIT_EXPECT_EQ(test, le32_to_cpup(&l32), 0x67452301);
	KUNIT_EXPECT_EQ(test, le64_to_cpup(&l64), 0xefcdab8967452301ULL);
	KUNIT_EXPECT_EQ(test, ntohs(htons(0x1234)), 0x1234);
	KUNIT_EXPECT_EQ(test, (__force u16)htons(0x1234), 0x3412);
	KUNIT_EXPECT_EQ(test, (__force u32)htonl(0x12345678), 0x78563412);
	KUNIT_EXPECT_EQ(test, ntohl(htonl(0x12345678)), 0x12345678);
}

static void values_behind_pointers(struct kunit *test)
{
	u16 v16 = 0x0123;
	u32 v32 = 0x01234567;
	u64 v64 = 0x0123456789abcdefULL;

	KUNIT_EXPECT_EQ(test, (__force u16)cpu_to_be16p(&v16), 0x2301);
	KUNIT_EXPECT_EQ(test, (__force u32)cpu_to_be32p(&v32), 0x67452301);
	KUNIT_EXPECT_EQ(test, (__force u64)cpu_to_be64p(&v64), 0xefcdab8967452301ULL);
	KUNIT_EXPECT_EQ(test, (__force u16)cpu_to_le16p(&v16), 0x0123);
	KUNIT_EXPECT_EQ(test, (__force u32)cpu_to_le32p(&v32), 0x01234567);
	KUNIT_EXPECT_EQ(test, (__force u64)cpu_to_le64p(&v64), 0x0123456789abcdefULL);
	cpu_to_be16s(&v16);
	cpu_to_be32s(&v32);
	cpu_to_be64s(&v64);
	KUNIT_EXPECT_MEMEQ(test, &v16, bytes, 2);
	KUNIT_EXPECT_MEMEQ(test, &v32, bytes, 4);
	KUNIT_EXPECT_MEMEQ(test, &v64, bytes, 8);
	be16_to_cpus(&v16);
	be32_to_cpus(&v32);
	be64_to_cpus(&v64);
	KUNIT_EXPECT_EQ(test, v16, 0x0123);
	KUNIT_EXPECT_EQ(test, v32, 0x01234567);
	KUNIT_EXPECT_EQ(test, v64, 0x0123456789abcdefULL);
	cpu_to_le16s(&v16);
	cpu_to_le32s(&v32);
	cpu_to_le64s(&v64);
	le16_to_cpus(&v16);
	le32_to_cpus(&v32);
	le64_to_cpus(&v64);
	KUNIT_EXPECT_EQ(test, v16, 0x0123);
	KUNIT_EXPECT_EQ(test, v32, 0x01234567);
	KUNIT_EXPECT_EQ(test, v64, 0x0123456789abcdefULL);
}

static void sums_and_arrays(struct kunit *test)
{
	__be16 b16 = cpu_to_be16(0xffff);
	__be32 b32 = cpu_to_be32(0xff);
	__be64 b64 = cpu_to_be64(0xff);
	__le16 l16 = cpu_to_le16(0xff);
	__le32 l32 = cpu_to_le32(0xff);
	__le64 l64 = cpu_to_le64(0xff);
	u32 from[] = { 1, 0x01020304 };
	__be32 big[2];
	__le32 little[] = { cpu_to_le32(7), cpu_to_le32(8) };
	u32 to[2];

	be16_add_cpu(&b16, 2);
	be32_add_cpu(&b32, 1);
	be64_add_cpu(&b64, 1);
	le16_add_cpu(&l16, 1);
	le32_add_cpu(&l32, 1);
	le64_add_cpu(&l64, 1);
	KUNIT_EXPECT_EQ(test, be16_to_cpu(b16), 1);
	KUNIT_EXPECT_EQ(test, be32_to_cpu(b32), 0x100);
	KUNIT_EXPECT_EQ(test, be64_to_cpu(b64), 0x100);
	KUNIT_EXPECT_EQ(test, le16_to_cpu(l16), 0x100);
	KUNIT_EXPECT_EQ(test, le32_to_cpu(l32), 0x100);
	KUNIT_EXPECT_EQ(test, le64_to_cpu(l64), 0x100);
	cpu_to_be32_array(big, from, 2);
	KUNIT_EXPECT_EQ(test, be32_to_cpu(big[1]), 0x01020304);
	be32_to_cpu_array(to, big, 2);
	KUNIT_EXPECT_MEMEQ(test, to, from, sizeof(to));
	le32_to_cpu_array((u32 *)little, 2);
	KUNIT_EXPECT_EQ(test, ((u32 *)little)[1], 8);
	cpu_to_le32_array(from, 2);
	KUNIT_EXPECT_EQ(test, from[1], 0x01020304);
}

static void unaligned(struct kunit *test)
{
	u8 buf[12] = { 0 };

	KUNIT_EXPECT_EQ(test, get_unaligned((u32 *)(bytes + 1)), 0x89674523);
	KUNIT_EXPECT_EQ(test, get_unaligned_le16(bytes + 1), 0x4523);
	KUNIT_EXPECT_EQ(test, get_unaligned_le24(bytes + 1), 0x674523);
	KUNIT_EXPECT_EQ(test, get_unaligned_be48(bytes + 1), 0x23456789abcdULL);
	KUNIT_EXPECT_EQ(test, get_unaligned_be64(bytes), 0x0123456789abcdefULL);
	put_unaligned((u32)0x89674523, (u32 *)(buf + 1));
	KUNIT_EXPECT_MEMEQ(test, buf + 1, bytes + 1, 4);
	put_unaligned_be16(0x0123, buf + 3);
	KUNIT_EXPECT_MEMEQ(test, buf + 3, bytes, 2);
	put_unaligned_be24(0x012345, buf + 3);
	KUNIT_EXPECT_MEMEQ(test, buf + 3, bytes, 3);
	put_unaligned_be48(0x0123456789abULL, buf + 3);
	KUNIT_EXPECT_MEMEQ(test, buf + 3, bytes, 6);
	put_unaligned_be64(0x0123456789abcdefULL, buf + 3);
	KUNIT_EXPECT_MEMEQ(test, buf + 3, bytes, 8);
	put_unaligned_le24(0x452301, buf + 1);
	KUNIT_EXPECT_MEMEQ(test, buf + 1, bytes, 3);
	put_unaligned_le32(0x67452301, buf + 1);
	KUNIT_EXPECT_MEMEQ(test, buf + 1, bytes, 4);
	put_unaligned_le64(0xefcdab8967452301ULL, buf + 1);
	KUNIT_EXPECT_MEMEQ(test, buf + 1, bytes, 8);
}

#define FIELDS(type, raw, to, mask, value)							\
	do {											\
		raw word = type##_encode_bits(value, mask);					\
												\
		KUNIT_EXPECT_EQ(test, to(word), (u64)(value) << __builtin_ctzll(mask));		\
		KUNIT_EXPECT_EQ(test, type##_get_bits(word, mask), value);			\
		word = type##_replace_bits(word, 1, mask);					\
		KUNIT_EXPECT_EQ(test, type##_get_bits(word, mask), 1);				\
		type##p_replace_bits(&word, value, mask);					\
		KUNIT_EXPECT_EQ(test, type##_get_bits(word, mask), value);			\
	} while (0)

static void fields(struct kunit *test)
{
	FIELDS(u8, u8, (u8), 0x3c, 9);
	FIELDS(u16, u16, (u16), 0x0ff0, 0x5a);
	FIELDS(u32, u32, (u32), 0x00ffff00, 0xbeef);
	FIELDS(u64, u64, (u64), 0x0fff000000000000ULL, 0x123);
	FIELDS(le16, __le16, le16_to_cpu, 0x0ff0, 0x5a);
	FIELDS(le32, __le32, le32_to_cpu, 0x00ffff00, 0xbeef);
	FIELDS(le64, __le64, le64_to_cpu, 0x0fff000000000000ULL, 0x123);
	FIELDS(be16, __be16, be16_to_cpu, 0x0ff0, 0x5a);
	FIELDS(be32, __be32, be32_to_cpu, 0x00ffff00, 0xbeef);
	FIELDS(be64, __be64, be64_to_cpu, 0x0fff000000000000ULL, 0x123);
}

static void masks_of_fields(struct kunit *test)
{
	static const u32 constant = FIELD_PREP_CONST(0xff00, 0x12);

	KUNIT_EXPECT_EQ(test, constant, 0x1200);
	KUNIT_EXPECT_EQ(test, FIELD_PREP(0xff00, 0x12), 0x1200);
	KUNIT_EXPECT_EQ(test, FIELD_GET(0xff00, 0x123456), 0x34);
	KUNIT_EXPECT_EQ(test, FIELD_MAX(0x0ff0), 0xff);
	KUNIT_EXPECT_TRUE(test, FIELD_FIT(0x0f00, 15));
	KUNIT_EXPECT_FALSE(test, FIELD_FIT(0x0f00, 16));
	KUNIT_EXPECT_EQ(test, field_multiplier(0x0ff0), 0x10);
	KUNIT_EXPECT_EQ(test, field_mask(0x0ff0), 0xff);
	KUNIT_EXPECT_EQ(test, field_max(0x0ff0), 0xff);
}

static struct kunit_case byteorder_cases[] = {
	KUNIT_CASE(values),
	KUNIT_CASE(values_behind_pointers),
	KUNIT_CASE(sums_and_arrays),
	KUNIT_CASE(unaligned),
	KUNIT_CASE(fields),
	KUNIT_CASE(masks_of_fields),
	{}
};

static struct kunit_suite byteorder_suite = {
	.name = "conformance-byteorder",
	.test_cases = byteorder_cases,
};
kunit_test_suite(byteorder_suite);

MODULE_LICENSE("Dual MIT/GPL");
