// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What the compiler works out: sizes, layouts, signs, limits, parts of words, attributes that do no harm. */
#include <kunit/test.h>
#include <linux/align.h>
#include <linux/args.h>
#include <linux/bits.h>
#include <linux/bcd.h>
#include <linux/build_bug.h>
#include <linux/cache.h>
#include <linux/compiler.h>
#include <linux/container_of.h>
#include <linux/hex.h>
#include <linux/log2.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/overflow.h>
#include <linux/slab.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/swab.h>
#include <linux/typecheck.h>
#include <linux/types.h>
#include <linux/wordpart.h>
#include <asm/byteorder.h>

struct layout {
	u32 first;
	struct_group(middle,
		u16 left;
		u16 right;
	);
	struct_group_tagged(pair, tagged,
		u32 a;
		u32 b;
	);
	struct_group_attr(packed, __packed,
		u8 low;
		u32 high;
	);
	u8 last;
};

static void groups_of_members(struct kunit *test)
{
	struct layout l = { .first = 1, .left = 2, .right = 3, .a = 4, .b = 5, .low = 6, .high = 7 };
	struct pair copy = l.tagged;

	KUNIT_EXPECT_EQ(test, sizeof(l.middle), 4);
	KUNIT_EXPECT_EQ(test, sizeof(l.packed), 5);
	KUNIT_EXPECT_PTR_EQ(test, &l.middle.left, &l.left);
	KUNIT_EXPECT_EQ(test, l.middle.right, 3);
	KUNIT_EXPECT_EQ(test, copy.a, 4);
	KUNIT_EXPECT_EQ(test, copy.b, 5);
	memset(&l.middle, 0, sizeof(l.middle));
	KUNIT_EXPECT_EQ(test, l.left, 0);
	KUNIT_EXPECT_EQ(test, l.first, 1);
	KUNIT_EXPECT_EQ(test, l.a, 4);
}

static void offsets_and_sizes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, offsetof(struct layout, left), 4);
	KUNIT_EXPECT_EQ(test, offsetof(struct layout, right), 6);
	KUNIT_EXPECT_EQ(test, offsetof(struct layout, b), 12);
	KUNIT_EXPECT_EQ(test, offsetof(struct layout, high), 17);
	KUNIT_EXPECT_EQ(test, offsetofend(struct layout, first), 4);
	KUNIT_EXPECT_EQ(test, offsetofend(struct layout, high), 21);
	KUNIT_EXPECT_EQ(test, sizeof_field(struct layout, right), 2);
	KUNIT_EXPECT_EQ(test, sizeof_field(struct layout, tagged), 8);
	ASSERT_STRUCT_OFFSET(struct layout, last, 21);
}

struct only_flexible { DECLARE_FLEX_ARRAY(u16, items); };
union either { u8 bytes[8]; DECLARE_FLEX_ARRAY(u32, words); };
struct counted { int count; u16 items[]; };

static void flexible_arrays(struct kunit *test)
{
	union either e = { .bytes = { 1, 0, 0, 0, 2 } };

	KUNIT_EXPECT_EQ(test, sizeof(struct only_flexible), 0);
	KUNIT_EXPECT_EQ(test, sizeof(union either), 8);
	KUNIT_EXPECT_EQ(test, le32_to_cpu((__force __le32)e.words[1]), 2);
	KUNIT_EXPECT_EQ(test, struct_size_t(struct counted, items, 0), 4);
	KUNIT_EXPECT_EQ(test, struct_size_t(struct counted, items, 5), 14);
}

static void flexible_arrays_on_the_stack(struct kunit *test)
{
	DEFINE_RAW_FLEX(struct counted, raw, items, 4);
	DEFINE_FLEX(struct counted, told, items, count, 2);

	KUNIT_EXPECT_EQ(test, raw->count, 0);
	for (int i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, raw->items[i], 0);
		raw->items[i] = U16_MAX;
	}
	KUNIT_EXPECT_EQ(test, raw->count, 0);
	KUNIT_EXPECT_EQ(test, told->count, 2);
	KUNIT_EXPECT_EQ(test, told->items[0], 0);
	KUNIT_EXPECT_EQ(test, __struct_size(raw), 12);
}

static void wrapping(struct kunit *test)
{
	u8 byte = 250;
	int number = INT_MIN, three = 3, factor = 16;

	KUNIT_EXPECT_EQ(test, wrapping_sub(u8, three, 5), 254);
	KUNIT_EXPECT_EQ(test, wrapping_sub(int, number, 1), INT_MAX);
	KUNIT_EXPECT_EQ(test, wrapping_mul(u8, factor, 17), 16);
	KUNIT_EXPECT_EQ(test, wrapping_mul(int, number, three), INT_MIN);
	KUNIT_EXPECT_EQ(test, wrapping_assign_add(byte, 10), 4);
	KUNIT_EXPECT_EQ(test, byte, 4);
	KUNIT_EXPECT_EQ(test, wrapping_assign_sub(byte, 5), 255);
	KUNIT_EXPECT_EQ(test, byte, 255);
	KUNIT_EXPECT_EQ(test, wrapping_assign_sub(number, 1), INT_MAX);
	KUNIT_EXPECT_EQ(test, wrapping_assign_add(number, 1), INT_MIN);
}

static void signs_of_values_and_types(struct kunit *test)
{
	int one = 1;

	KUNIT_EXPECT_TRUE(test, is_negative(-one));
	KUNIT_EXPECT_FALSE(test, is_negative(one - 1));
	KUNIT_EXPECT_TRUE(test, is_non_negative(one - 1));
	KUNIT_EXPECT_TRUE(test, is_non_negative((unsigned int)-one));
	KUNIT_EXPECT_TRUE(test, is_signed_type(s8));
	KUNIT_EXPECT_FALSE(test, is_signed_type(u64));
	KUNIT_EXPECT_TRUE(test, is_unsigned_type(bool));
	KUNIT_EXPECT_TRUE(test, is_unsigned_type(size_t));
	KUNIT_EXPECT_FALSE(test, is_unsigned_type(ssize_t));
}

/* A constant may be cast when it fits, a variable when its type is the same. */
static void casts_that_lose_nothing(struct kunit *test)
{
	u8 byte = 1;
	int number = 1;

	KUNIT_EXPECT_TRUE(test, castable_to_type(255, u8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(256, u8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(-1, u8));
	KUNIT_EXPECT_TRUE(test, castable_to_type(-128, s8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(128U, s8));
	KUNIT_EXPECT_TRUE(test, castable_to_type(byte, u8));
	KUNIT_EXPECT_FALSE(test, castable_to_type(byte, u16));
	KUNIT_EXPECT_FALSE(test, castable_to_type(number, u8));
}

static void smaller_and_larger(struct kunit *test)
{
	static const int row[MAX(2, 3) + MIN(1, 2)] = { 4, -7, 9, 0 };
	static const u8 bytes[] = { 200, 3, 255 };
	static const int typed[] = { MIN_T(u8, 257, 2), MAX_T(s8, 255, 0), MAX_T(u8, 255, 0) };
	int calls = 0, wide = 257;

	KUNIT_EXPECT_EQ(test, ARRAY_SIZE(row), 4);
	KUNIT_EXPECT_EQ(test, typed[0], 1);
	KUNIT_EXPECT_EQ(test, typed[1], 0);
	KUNIT_EXPECT_EQ(test, typed[2], 255);
	KUNIT_EXPECT_EQ(test, min_array(row, 4), -7);
	KUNIT_EXPECT_EQ(test, max_array(row, 4), 9);
	KUNIT_EXPECT_EQ(test, max_array(row, 2), 4);
	KUNIT_EXPECT_EQ(test, min_array(bytes, ARRAY_SIZE(bytes)), 3);
	KUNIT_EXPECT_EQ(test, max_array(bytes, ARRAY_SIZE(bytes)), 255);
	KUNIT_EXPECT_EQ(test, max_t(u8, wide, 0), 1);
	KUNIT_EXPECT_EQ(test, max_t(unsigned int, -1, 5), UINT_MAX);
	KUNIT_EXPECT_EQ(test, max_t(int, calls++, -1), 0);
	KUNIT_EXPECT_EQ(test, calls, 1);
	KUNIT_EXPECT_EQ(test, umax(3, 5U), 5);
	KUNIT_EXPECT_EQ(test, umax(7ULL, 5), 7);
}

static void ranges_of_both_widths(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, in_range32(5, 5, 1));
	KUNIT_EXPECT_FALSE(test, in_range32(6, 5, 1));
	KUNIT_EXPECT_FALSE(test, in_range32(4, 5, 1));
	KUNIT_EXPECT_FALSE(test, in_range32(5, 5, 0));
	/* One that goes on at zero. */
	KUNIT_EXPECT_TRUE(test, in_range32(3, U32_MAX - 3, 10));
	KUNIT_EXPECT_TRUE(test, in_range64(1ULL << 33, 1ULL << 32, 1ULL << 33));
	KUNIT_EXPECT_FALSE(test, in_range64(3ULL << 32, 1ULL << 32, 1ULL << 33));
	KUNIT_EXPECT_TRUE(test, in_range64(0, U64_MAX, 2));
}

static void swapped_bytes(struct kunit *test)
{
	u16 small = 0x1234, row16[] = { 0x0102, 0x0304, 0x0506 };
	u32 middle = 0x12345678, row32[] = { 0x01020304, 0x05060708 };
	u64 big = 0x123456789abcdef0ULL;

	KUNIT_EXPECT_EQ(test, swab16p(&small), 0x3412);
	KUNIT_EXPECT_EQ(test, swab32p(&middle), 0x78563412);
	KUNIT_EXPECT_EQ(test, swab64p(&big), 0xf0debc9a78563412ULL);
	KUNIT_EXPECT_EQ(test, small, 0x1234);
	swab16s(&small);
	swab32s(&middle);
	swab64s(&big);
	KUNIT_EXPECT_EQ(test, small, 0x3412);
	KUNIT_EXPECT_EQ(test, middle, 0x78563412);
	KUNIT_EXPECT_EQ(test, big, 0xf0debc9a78563412ULL);
	KUNIT_EXPECT_EQ(test, swahw32(0x12345678), 0x56781234);
	KUNIT_EXPECT_EQ(test, swahb32(0x12345678), 0x34127856);
	swab16_array(row16, 2);
	KUNIT_EXPECT_EQ(test, row16[0], 0x0201);
	KUNIT_EXPECT_EQ(test, row16[1], 0x0403);
	KUNIT_EXPECT_EQ(test, row16[2], 0x0506);
	swab32_array(row32, 2);
	KUNIT_EXPECT_EQ(test, row32[0], 0x04030201);
	KUNIT_EXPECT_EQ(test, row32[1], 0x08070605);
}

static void parts_of_words(struct kunit *test)
{
	u64 big = 0x123456789abcdef0ULL;

	KUNIT_EXPECT_EQ(test, upper_32_bits(big), 0x12345678);
	KUNIT_EXPECT_EQ(test, lower_32_bits(big), 0x9abcdef0U);
	KUNIT_EXPECT_EQ(test, upper_16_bits(0x12345678), 0x1234);
	KUNIT_EXPECT_EQ(test, lower_16_bits(0x12345678), 0x5678);
	KUNIT_EXPECT_EQ(test, upper_32_bits(0x12345678U), 0);
	KUNIT_EXPECT_EQ(test, REPEAT_BYTE(0x7f), 0x7f7f7f7f7f7f7f7fUL);
	KUNIT_EXPECT_EQ(test, REPEAT_BYTE_U32(0x80), 0x80808080U);
}

static void bits_and_bytes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, BITS_PER_BYTE, 8);
	KUNIT_EXPECT_EQ(test, BITS_PER_TYPE(u16), 16);
	KUNIT_EXPECT_EQ(test, BITS_PER_TYPE(struct layout), 8 * sizeof(struct layout));
	KUNIT_EXPECT_EQ(test, BITS_PER_LONG_LONG, 64);
	KUNIT_EXPECT_EQ(test, BIT_ULL_MASK(65), 2);
	KUNIT_EXPECT_EQ(test, BIT_ULL_WORD(127), 1);
	KUNIT_EXPECT_EQ(test, BIT_ULL_WORD(128), 2);
	KUNIT_EXPECT_EQ(test, GENMASK_INPUT_CHECK(5, 3), 0);
	KUNIT_EXPECT_EQ(test, (u64)(GENMASK_U128(67, 60) >> 64), 0xf);
	KUNIT_EXPECT_EQ(test, (u64)GENMASK_U128(67, 60), 0xf000000000000000ULL);
	KUNIT_EXPECT_EQ(test, (u64)(GENMASK_U128(127, 0) >> 64), U64_MAX);
	KUNIT_EXPECT_EQ(test, const_ilog2(1), 0);
	KUNIT_EXPECT_EQ(test, const_ilog2(1023), 9);
	KUNIT_EXPECT_EQ(test, const_ilog2(1ULL << 63), 63);
	KUNIT_EXPECT_EQ(test, const_bcd2bin(0x59), 59);
	KUNIT_EXPECT_EQ(test, const_bin2bcd(59), 0x59);
	KUNIT_EXPECT_TRUE(test, const_bcd_is_valid(0x99));
	KUNIT_EXPECT_FALSE(test, const_bcd_is_valid(0x9a));
	KUNIT_EXPECT_FALSE(test, bcd_is_valid(0xa0));
	KUNIT_EXPECT_TRUE(test, bcd_is_valid(0x42));
}

struct wide {
	u8 first;
	aligned_u64 plain;
	u8 second;
	aligned_s64 with_sign;
	u8 third;
	aligned_be64 big;
	aligned_le64 little;
};

static void alignments(struct kunit *test)
{
	char *p = (char *)0x1235;

	KUNIT_EXPECT_EQ(test, ALIGN_DOWN(0x1235, 16), 0x1230);
	KUNIT_EXPECT_EQ(test, ALIGN_DOWN(0x1230, 16), 0x1230);
	KUNIT_EXPECT_PTR_EQ(test, PTR_ALIGN(p, 16), (char *)0x1240);
	KUNIT_EXPECT_PTR_EQ(test, PTR_ALIGN_DOWN(p, 16), (char *)0x1230);
	KUNIT_EXPECT_EQ(test, 1 << L1_CACHE_SHIFT, L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, SMP_CACHE_BYTES, L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, L1_CACHE_ALIGN(1), L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, L1_CACHE_ALIGN(L1_CACHE_BYTES), L1_CACHE_BYTES);
	KUNIT_EXPECT_EQ(test, cache_line_size(), 64);
	KUNIT_EXPECT_GE(test, INTERNODE_CACHE_SHIFT, L1_CACHE_SHIFT);
	KUNIT_EXPECT_EQ(test, offsetof(struct wide, plain), 8);
	KUNIT_EXPECT_EQ(test, offsetof(struct wide, with_sign), 24);
	KUNIT_EXPECT_EQ(test, offsetof(struct wide, big), 40);
	KUNIT_EXPECT_EQ(test, sizeof(struct wide), 56);
}

static void divisions_of_wide_values(struct kunit *test)
{
	sector_t sectors = (7ULL << 32) + 5;
	char hex[3] = "";

	KUNIT_EXPECT_EQ(test, DIV_ROUND_DOWN_ULL((10ULL << 32) + 9, 10), 1ULL << 32);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_ULL((10ULL << 32) + 1, 10), (1ULL << 32) + 1);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_ULL(10ULL << 32, 10), 1ULL << 32);
	KUNIT_EXPECT_EQ(test, DIV_ROUND_UP_SECTOR_T(9, 4), 3);
	KUNIT_EXPECT_EQ(test, sector_div(sectors, 7), 5);
	KUNIT_EXPECT_EQ(test, sectors, 1ULL << 32);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(0, 10), 0);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(U32_MAX, 10), 9);
	KUNIT_EXPECT_EQ(test, reciprocal_scale(1U << 31, 10), 5);
	KUNIT_EXPECT_EQ(test, hex_asc_hi(0xa5), 'a');
	KUNIT_EXPECT_EQ(test, hex_asc_lo(0x5b), 'b');
	KUNIT_EXPECT_EQ(test, hex_asc_upper_hi(0xa5), 'A');
	KUNIT_EXPECT_EQ(test, hex_asc_upper_lo(0x5b), 'B');
	KUNIT_EXPECT_PTR_EQ(test, hex_byte_pack(hex, 0xc7), &hex[2]);
	KUNIT_EXPECT_STREQ(test, hex, "c7");
	hex_byte_pack_upper(hex, 0xc7);
	KUNIT_EXPECT_STREQ(test, hex, "C7");
}

static_assert(sizeof(u32) == 4);
static_assert(is_unsigned_type(u8), "bytes have no sign");

/* Checks that hold are worth nothing, and none of them evaluates anything. */
static void checks_while_building(struct kunit *test)
{
	int calls = 0;

	BUILD_BUG_ON(sizeof(u16) != 2);
	BUILD_BUG_ON_MSG(sizeof(u64) != 8, "a u64 has 8 bytes");
	BUILD_BUG_ON_NOT_POWER_OF_2(64);
	BUILD_BUG_ON_INVALID(calls++);
	compiletime_assert(sizeof(long) == 8, "a long has 8 bytes");
	compiletime_assert_atomic_type(calls);
	if (0)
		BUILD_BUG();
	KUNIT_EXPECT_EQ(test, BUILD_BUG_ON_ZERO(sizeof(u8) != 1), 0);
	KUNIT_EXPECT_EQ(test, calls, 0);
	KUNIT_EXPECT_EQ(test, typecheck(int, calls), 1);
	KUNIT_EXPECT_EQ(test, typecheck_pointer(&calls), 1);
	typecheck_fn(typeof(&groups_of_members), checks_while_building);
}

static void names_put_together(struct kunit *test)
{
	int CONCATENATE(one, two) = 12;

	KUNIT_EXPECT_EQ(test, onetwo, 12);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(), 0);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(a), 1);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(a, (b, c), d), 3);
	KUNIT_EXPECT_EQ(test, COUNT_ARGS(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 12);
	KUNIT_EXPECT_NOT_NULL(test, strstr(FILE_LINE, "compile_time_conformance_test.c:"));
}

struct holder { int before; const int held; };

/* A pointer to what may not be changed finds a container that may not be changed. */
static void containers_that_are_constant(struct kunit *test)
{
	struct holder h = { 1, 2 };
	const struct holder *constant = &h;
	int *plain = &h.before;

	KUNIT_EXPECT_PTR_EQ(test, container_of_const(&constant->held, struct holder, held), constant);
	KUNIT_EXPECT_PTR_EQ(test, container_of_const(plain, struct holder, before), &h);
	KUNIT_EXPECT_TRUE(test, __same_type(container_of_const(plain, struct holder, before),
					    struct holder *));
	KUNIT_EXPECT_TRUE(test, __same_type(container_of_const(&constant->before, struct holder,
							       before), const struct holder *));
}

static noinline_for_stack int chosen(int x)
{
	switch (x) {
	case 1:
		x++;
		fallthrough;
	case 2:
		return x * 10;
	default:
		return 0;
	}
}

static notrace int all_paths(int x)
{
	if (x)
		return 1;
	barrier_before_unreachable();
	unreachable();
}

static void hints_change_nothing(struct kunit *test)
{
	int value = 3, other = 5;
	unsigned long word = 78;
	const int *offset;
	struct { int offset, target; } near = { sizeof(int), 77 };

	KUNIT_EXPECT_EQ(test, likely(value), 1);
	KUNIT_EXPECT_EQ(test, unlikely(value - 3), 0);
	KUNIT_EXPECT_EQ(test, likely_notrace(value == 3), 1);
	KUNIT_EXPECT_EQ(test, unlikely_notrace(value == 4), 0);
	KUNIT_EXPECT_TRUE(test, statically_true(sizeof(int) == 4));
	OPTIMIZER_HIDE_VAR(value);
	KUNIT_EXPECT_FALSE(test, statically_true(value == 3));
	barrier();
	barrier_data(&other);
	KUNIT_EXPECT_EQ(test, data_race(value + other), 8);
	KUNIT_EXPECT_EQ(test, READ_ONCE_NOCHECK(word), 78);
	KUNIT_EXPECT_PTR_EQ(test, RELOC_HIDE(&near.offset, sizeof(int)), &near.target);
	KUNIT_EXPECT_PTR_EQ(test, absolute_pointer(0x1000), (void *)0x1000);
	offset = &near.offset;
	KUNIT_EXPECT_PTR_EQ(test, offset_to_ptr(offset), (void *)&near.target);
	KUNIT_EXPECT_EQ(test, chosen(1), 20);
	KUNIT_EXPECT_EQ(test, chosen(2), 20);
	KUNIT_EXPECT_EQ(test, all_paths(value), 1);
}

struct secret { int __private inner; };
struct shuffled { int first; randomized_struct_fields_start int second; randomized_struct_fields_end };

static void annotations_change_nothing(struct kunit *test)
{
	struct secret s = {};
	struct shuffled f = { .first = 1, .second = 2 };
	int value = 0;

	ACCESS_PRIVATE(&s, inner) = 4;
	KUNIT_EXPECT_EQ(test, ACCESS_PRIVATE(&s, inner), 4);
	KUNIT_EXPECT_EQ(test, f.first + f.second, 3);
	asm_inline volatile("movl $6, %0" : "=r" (value));
	KUNIT_EXPECT_EQ(test, value, 6);
}

static struct kunit_case compile_time_cases[] = {
	KUNIT_CASE(groups_of_members),
	KUNIT_CASE(offsets_and_sizes),
	KUNIT_CASE(flexible_arrays),
	KUNIT_CASE(flexible_arrays_on_the_stack),
	KUNIT_CASE(wrapping),
	KUNIT_CASE(signs_of_values_and_types),
	KUNIT_CASE(casts_that_lose_nothing),
	KUNIT_CASE(smaller_and_larger),
	KUNIT_CASE(ranges_of_both_widths),
	KUNIT_CASE(swapped_bytes),
	KUNIT_CASE(parts_of_words),
	KUNIT_CASE(bits_and_bytes),
	KUNIT_CASE(alignments),
	KUNIT_CASE(divisions_of_wide_values),
	KUNIT_CASE(checks_while_building),
	KUNIT_CASE(names_put_together),
	KUNIT_CASE(containers_that_are_constant),
	KUNIT_CASE(hints_change_nothing),
	KUNIT_CASE(annotations_change_nothing),
	{}
};

static struct kunit_suite compile_time_suite = {
	.name = "conformance-compile-time",
	.test_cases = compile_time_cases,
};
kunit_test_suite(compile_time_suite);

MODULE_LICENSE("Dual MIT/GPL");
