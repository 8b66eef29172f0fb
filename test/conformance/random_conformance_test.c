// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Random numbers within their limits, repeatable ones, keyed hashes; variables of CPUs; single bits and maps. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/bitops.h>
#include <linux/cpumask.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/prandom.h>
#include <linux/random.h>
#include <linux/siphash.h>
#include <linux/slab.h>

static void numbers_within_limits(struct kunit *test)
{
	u32 low = U32_MAX, high = 0;

	for (int i = 0; i < 500; i++) {
		u32 value = get_random_u32_inclusive(10, 13);

		low = min(low, value);
		high = max(high, value);
		KUNIT_EXPECT_GT(test, get_random_u32_above(U32_MAX - 3), U32_MAX - 3);
	}
	/* Both ends come up. */
	KUNIT_EXPECT_EQ(test, low, 10);
	KUNIT_EXPECT_EQ(test, high, 13);
	KUNIT_EXPECT_EQ(test, get_random_u32_inclusive(7, 7), 7);
	KUNIT_EXPECT_EQ(test, get_random_u32_above(U32_MAX - 1), U32_MAX);
}

static void numbers_use_all_bits(struct kunit *test)
{
	u64 ones = 0, zeroes = 0;
	unsigned long word_ones = 0;
	u32 u32_ones = 0;
	u16 u16_ones = 0;
	u8 u8_ones = 0;

	for (int i = 0; i < 200; i++) {
		u64 value = get_random_u64();

		ones |= value;
		zeroes |= ~value;
		word_ones |= get_random_long();
		u32_ones |= get_random_u32();
		u16_ones |= get_random_u16();
		u8_ones |= get_random_u8();
	}
	KUNIT_EXPECT_EQ(test, ones, U64_MAX);
	KUNIT_EXPECT_EQ(test, zeroes, U64_MAX);
	KUNIT_EXPECT_EQ(test, word_ones, ULONG_MAX);
	KUNIT_EXPECT_EQ(test, u32_ones, U32_MAX);
	KUNIT_EXPECT_EQ(test, u16_ones, U16_MAX);
	KUNIT_EXPECT_EQ(test, u8_ones, U8_MAX);
	KUNIT_EXPECT_NE(test, get_random_u64(), get_random_u64());
}

static void bytes_fill_what_they_should(struct kunit *test)
{
	u8 first[40] = {}, second[40] = {};

	KUNIT_EXPECT_EQ(test, wait_for_random_bytes(), 0);
	KUNIT_EXPECT_TRUE(test, rng_is_initialized());
	add_device_randomness(first, sizeof(first));
	get_random_bytes(first, 37);
	KUNIT_EXPECT_EQ(test, get_random_bytes_wait(second, 37), 0);
	KUNIT_EXPECT_MEMNEQ(test, first, second, 37);
	KUNIT_EXPECT_NOT_NULL(test, memchr_inv(first + 20, 0, 17));
	KUNIT_EXPECT_NULL(test, memchr_inv(first + 37, 0, 3));
	KUNIT_EXPECT_NULL(test, memchr_inv(second + 37, 0, 3));
	get_random_bytes(second + 37, 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(second + 37, 0, 3));
}

/* A generator whose numbers follow from its seed. */
static void numbers_that_repeat(struct kunit *test)
{
	struct rnd_state state, again;
	u8 bytes[10] = {}, same[10] = {};

	prandom_seed_state(&state, 1);
	KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), 0x1082100eU);
	prandom_seed_state(&state, 0x123456789abcdefULL);
	prandom_seed_state(&again, 0x123456789abcdefULL);
	for (int i = 0; i < 10; i++)
		KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), prandom_u32_state(&again));
	prandom_bytes_state(&state, bytes, 9);
	for (int i = 0; i < 2; i++) {
		u32 value = prandom_u32_state(&again);

		memcpy(same + 4 * i, &value, 4);
	}
	/* Whole words in their order, then the low byte of one more. */
	same[8] = prandom_u32_state(&again);
	KUNIT_EXPECT_MEMEQ(test, bytes, same, 10);
	KUNIT_EXPECT_EQ(test, prandom_u32_state(&state), prandom_u32_state(&again));
}

/* The hash of the paper's example: bytes 0 to 15 as the key, 0 to 14 as the message. */
static void hashes_by_hand(struct kunit *test)
{
	const siphash_key_t key = { { 0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL } };
	u64 v0 = SIPHASH_CONST_0 ^ key.key[0], v1 = SIPHASH_CONST_1 ^ key.key[1];
	u64 v2 = SIPHASH_CONST_2 ^ key.key[0], v3 = SIPHASH_CONST_3 ^ key.key[1];
	u64 words[2] = { 0x0706050403020100ULL, 0x0f0e0d0c0b0a0908ULL & ~(0xffULL << 56) };

	words[1] |= 15ULL << 56;
	for (int i = 0; i < 2; i++) {
		v3 ^= words[i];
		SIPHASH_PERMUTATION(v0, v1, v2, v3);
		SIPHASH_PERMUTATION(v0, v1, v2, v3);
		v0 ^= words[i];
	}
	v2 ^= 0xff;
	for (int i = 0; i < 4; i++)
		SIPHASH_PERMUTATION(v0, v1, v2, v3);
	KUNIT_EXPECT_EQ(test, v0 ^ v1 ^ v2 ^ v3, 0xa129ca6149be45e5ULL);
	KUNIT_EXPECT_EQ(test, siphash("\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16", 15, &key),
			0xa129ca6149be45e5ULL);
	KUNIT_EXPECT_EQ(test, SIPHASH_ALIGNMENT, 8);
	KUNIT_EXPECT_EQ(test, HSIPHASH_ALIGNMENT, sizeof(unsigned long));
}

static void half_hashes_by_hand(struct kunit *test)
{
	u32 a = HSIPHASH_CONST_0 ^ 1, b = HSIPHASH_CONST_1 ^ 2;
	u32 c = HSIPHASH_CONST_2 ^ 1, d = HSIPHASH_CONST_3 ^ 2;

	KUNIT_EXPECT_EQ(test, HSIPHASH_CONST_2, 0x6c796765);
	KUNIT_EXPECT_EQ(test, HSIPHASH_CONST_3, 0x74656462);
	HSIPHASH_PERMUTATION(a, b, c, d);
	KUNIT_EXPECT_EQ(test, a, 0x85bdabb0U);
	KUNIT_EXPECT_EQ(test, b, 0xe0d6ac07U);
	KUNIT_EXPECT_EQ(test, c, 0xcc07e0deU);
	KUNIT_EXPECT_EQ(test, d, 0x58e873f2U);
}

static DEFINE_PER_CPU_ALIGNED(int, aligned_var);
static DEFINE_PER_CPU_SHARED_ALIGNED(int, shared_var);
DECLARE_PER_CPU(int, declared_var);
DEFINE_PER_CPU(int, declared_var) = 4;
DECLARE_PER_CPU_ALIGNED(int, declared_aligned_var);
DEFINE_PER_CPU_ALIGNED(int, declared_aligned_var);
DECLARE_PER_CPU_SHARED_ALIGNED(int, declared_shared_var);
DEFINE_PER_CPU_SHARED_ALIGNED(int, declared_shared_var);

static void variables_of_cpus(struct kunit *test)
{
	int cpu;

	for_each_possible_cpu(cpu) {
		per_cpu(aligned_var, cpu) = 10 * cpu;
		per_cpu(shared_var, cpu) = cpu;
		per_cpu(declared_aligned_var, cpu) = cpu + 1;
	}
	for_each_possible_cpu(cpu) {
		int *p = per_cpu_ptr(&aligned_var, cpu);

		KUNIT_EXPECT_EQ(test, *p, 10 * cpu);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)p, SMP_CACHE_BYTES));
#ifdef CONFIG_SMP
		KUNIT_EXPECT_PTR_EQ(test, p, (int *)((unsigned long)&aligned_var + per_cpu_offset(cpu)));
#endif
		KUNIT_EXPECT_EQ(test, per_cpu(shared_var, cpu), cpu);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)per_cpu_ptr(&shared_var, cpu),
						   SMP_CACHE_BYTES));
		/* What it begins with is the same everywhere. */
		KUNIT_EXPECT_EQ(test, per_cpu(declared_var, cpu), 4);
		KUNIT_EXPECT_EQ(test, per_cpu(declared_aligned_var, cpu), cpu + 1);
		KUNIT_EXPECT_EQ(test, per_cpu(declared_shared_var, cpu), 0);
	}
}

static void single_bits(struct kunit *test)
{
	unsigned long map[2] = {};

	set_bit(65, map);
	KUNIT_EXPECT_TRUE(test, test_bit_acquire(65, map));
	KUNIT_EXPECT_FALSE(test, test_bit_acquire(1, map));
	clear_bit(65, map);
	KUNIT_EXPECT_EQ(test, map[1], 0);
	clear_bit(65, map);
	KUNIT_EXPECT_EQ(test, map[1], 0);
	/* A bit as a lock. */
	KUNIT_EXPECT_FALSE(test, test_and_set_bit_lock(3, map));
	KUNIT_EXPECT_TRUE(test, test_and_set_bit_lock(3, map));
	KUNIT_EXPECT_EQ(test, map[0], 8);
	clear_bit_unlock(3, map);
	KUNIT_EXPECT_EQ(test, map[0], 0);
	map[0] = 0x81;
	KUNIT_EXPECT_TRUE(test, xor_unlock_is_negative_byte(1, map));
	KUNIT_EXPECT_EQ(test, map[0], 0x80);
	map[0] = 0x101;
	KUNIT_EXPECT_FALSE(test, xor_unlock_is_negative_byte(1, map));
	KUNIT_EXPECT_EQ(test, map[0], 0x100);
}

static void constant_weights(struct kunit *test)
{
	static const unsigned int weights[] = {
		HWEIGHT8(0xff), HWEIGHT8(0x101), HWEIGHT16(0x8001), HWEIGHT32(0xf0f0f0f0),
		HWEIGHT64(0xffffffffffffffffULL), HWEIGHT64(1ULL << 63), HWEIGHT32(0),
	};
	static const unsigned int expected[] = { 8, 1, 2, 16, 64, 1, 0 };

	for (int i = 0; i < ARRAY_SIZE(weights); i++)
		KUNIT_EXPECT_EQ_MSG(test, weights[i], expected[i], "row %d", i);
}

static void maps_of_devices(struct kunit *test)
{
	struct device *dev = root_device_register("ktest_maps");
	unsigned long *map;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	map = devm_bitmap_zalloc(dev, 130, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, map);
	if (map) {
		KUNIT_EXPECT_TRUE(test, bitmap_empty(map, 130));
		set_bit(129, map);
		KUNIT_EXPECT_EQ(test, map[2], 2);
	}
	map = devm_bitmap_alloc(dev, 130, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, map);
	if (map)
		bitmap_fill(map, 130);
	/* They go with the device. */
	root_device_unregister(dev);
}

static void maps_that_are_unions(struct kunit *test)
{
	DECLARE_BITMAP(a, 40) = { 0x5000000005 };
	DECLARE_BITMAP(b, 40) = { 0xa };
	DECLARE_BITMAP(both, 40) = { 0x500000000f };

	KUNIT_EXPECT_TRUE(test, bitmap_or_equal(a, b, both, 40));
	/* Bits behind the last do not count. */
	__set_bit(41, b);
	KUNIT_EXPECT_TRUE(test, bitmap_or_equal(a, b, both, 40));
	__set_bit(39, b);
	KUNIT_EXPECT_FALSE(test, bitmap_or_equal(a, b, both, 40));
	KUNIT_EXPECT_TRUE(test, bitmap_or_equal(a, b, both, 39));
	KUNIT_EXPECT_FALSE(test, bitmap_or_equal(a, a, both, 4));
	KUNIT_EXPECT_EQ(test, BITMAP_MEM_ALIGNMENT, 8);
	KUNIT_EXPECT_EQ(test, BITMAP_MEM_MASK, 7);
}

static struct kunit_case random_cases[] = {
	KUNIT_CASE(numbers_within_limits),
	KUNIT_CASE(numbers_use_all_bits),
	KUNIT_CASE(bytes_fill_what_they_should),
	KUNIT_CASE(numbers_that_repeat),
	KUNIT_CASE(hashes_by_hand),
	KUNIT_CASE(half_hashes_by_hand),
	KUNIT_CASE(variables_of_cpus),
	KUNIT_CASE(single_bits),
	KUNIT_CASE(constant_weights),
	KUNIT_CASE(maps_of_devices),
	KUNIT_CASE(maps_that_are_unions),
	{}
};

static struct kunit_suite random_suite = {
	.name = "conformance-random",
	.test_cases = random_cases,
};
kunit_test_suite(random_suite);

MODULE_LICENSE("Dual MIT/GPL");
