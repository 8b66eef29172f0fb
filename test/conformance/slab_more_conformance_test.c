// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The other ways to allocate: on a node, for somebody, zeroed, resized, in pages, with a cache's flags. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kref.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

/* ---- kmalloc ---------------------------------------------------------------------------------- */

/* Memory of `size` bytes, zeroed if `zeroed`, that can be written and freed. */
static void use(struct kunit *test, void *block, size_t size, bool zeroed)
{
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)block, ARCH_KMALLOC_MINALIGN));
	if (zeroed)
		KUNIT_EXPECT_NULL(test, memchr_inv(block, 0, size));
	memset(block, 0xa5, size);
	KUNIT_EXPECT_GE(test, ksize(block), size);
	kfree(block);
}

static void every_way_to_allocate(struct kunit *test)
{
	use(test, kmalloc_noprof(24, GFP_KERNEL), 24, false);
	use(test, kzalloc_noprof(24, GFP_KERNEL), 24, true);
	use(test, kmalloc_track_caller(24, GFP_KERNEL), 24, false);
	use(test, kmalloc_node_track_caller(24, GFP_KERNEL, NUMA_NO_NODE), 24, false);
	use(test, kmalloc_node(24, GFP_KERNEL, 0), 24, false);
	use(test, kzalloc_node(24, GFP_KERNEL, 0), 24, true);
	use(test, kmalloc_array_node(6, 4, GFP_KERNEL, 0), 24, false);
	use(test, kcalloc_node(6, 4, GFP_KERNEL, 0), 24, true);
	use(test, kzalloc_node(3 * PAGE_SIZE, GFP_KERNEL, NUMA_NO_NODE), 3 * PAGE_SIZE, true);
	KUNIT_EXPECT_PTR_EQ(test, kmalloc_track_caller(0, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, kzalloc_node(0, GFP_KERNEL, 0), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, kcalloc_node(0, 4, GFP_KERNEL, 0), ZERO_SIZE_PTR);
}

static void sizes_that_overflow(struct kunit *test)
{
	size_t huge = SIZE_MAX / 2;

	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, kcalloc_node(huge, 4, GFP_KERNEL | __GFP_NOWARN, 0));
	KUNIT_EXPECT_NULL(test, kmalloc_array_node(4, huge, GFP_KERNEL | __GFP_NOWARN, 0));
	KUNIT_EXPECT_NULL(test, kvcalloc(huge, 4, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, vcalloc(huge, 4));
	KUNIT_EXPECT_NULL(test, kmalloc_track_caller(huge, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kvmalloc_node(huge, GFP_KERNEL | __GFP_NOWARN, 0));
}

static void sizes_are_rounded(struct kunit *test)
{
	static const struct { size_t asked, given; } table[] = {
		{ 0, 0 }, { 1, 8 }, { 8, 8 }, { 9, 16 }, { 17, 32 }, { 33, 64 }, { 64, 64 },
		{ 65, 96 }, { 96, 96 }, { 97, 128 }, { 129, 192 }, { 192, 192 }, { 193, 256 },
		{ 257, 512 }, { 1000, 1024 }, { 4097, 8192 }, { 8192, 8192 }, { 8193, 16384 },
		{ 16385, 32768 }, { KMALLOC_MAX_SIZE - 1, KMALLOC_MAX_SIZE },
		{ KMALLOC_MAX_SIZE, KMALLOC_MAX_SIZE },
		{ KMALLOC_MAX_SIZE + 1, KMALLOC_MAX_SIZE + 1 },
	};

	for (int i = 0; i < ARRAY_SIZE(table); i++)
		KUNIT_EXPECT_EQ_MSG(test, kmalloc_size_roundup(table[i].asked), table[i].given,
				    "of %zu", table[i].asked);
	KUNIT_EXPECT_EQ(test, KMALLOC_MIN_SIZE, 1 << KMALLOC_SHIFT_LOW);
	KUNIT_EXPECT_EQ(test, KMALLOC_MAX_SIZE, 1ul << KMALLOC_SHIFT_MAX);
	KUNIT_EXPECT_EQ(test, KMALLOC_MAX_CACHE_SIZE, 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(1), KMALLOC_MIN_SIZE);
	KUNIT_EXPECT_TRUE(test, is_power_of_2(ARCH_SLAB_MINALIGN));
}

/* ---- either allocator ---------------------------------------------------------------------------- */

static void either_allocator(struct kunit *test)
{
	size_t large = KMALLOC_MAX_SIZE + PAGE_SIZE;
	char *small = kvzalloc_node(100, GFP_KERNEL, 0), *big = kvcalloc(2, large, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, small);
	KUNIT_ASSERT_NOT_NULL(test, big);
	KUNIT_EXPECT_NULL(test, memchr_inv(small, 0, 100));
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(small));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(big));
	KUNIT_EXPECT_EQ(test, big[2 * large - 1], 0);
	kvfree(small);
	kvfree(big);
	big = kvmalloc_node(large, GFP_KERNEL, NUMA_NO_NODE);
	KUNIT_ASSERT_NOT_NULL(test, big);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(big));
	big[large - 1] = 1;
	kvfree_sensitive(big, large);
	kvfree_sensitive(NULL, 0);
	small = kvmalloc_node(8, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, small);
	kvfree_sensitive(small, 8);
}

static void either_grows(struct kunit *test)
{
	size_t large = KMALLOC_MAX_SIZE + PAGE_SIZE;
	char *block = kvrealloc(NULL, 10, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, block);
	memcpy(block, "123456789", 10);
	block = kvrealloc(block, 1000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_STREQ(test, block, "123456789");
	/* From the one to the other. */
	block = kvrealloc(block, large, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(block));
	KUNIT_EXPECT_STREQ(test, block, "123456789");
	kvfree(block);
	block = kvmalloc(10, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_PTR_EQ(test, (void *)kvrealloc(block, 0, GFP_KERNEL), ZERO_SIZE_PTR);
}

static void either_with_zeroes(struct kunit *test)
{
	char *block = kvrealloc(NULL, 64, GFP_KERNEL | __GFP_ZERO);

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_NULL(test, memchr_inv(block, 0, 64));
	memset(block, 1, 64);
	block = kvrealloc(block, 2 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_NULL(test, memchr_inv(block, 1, 64));
	KUNIT_EXPECT_NULL(test, memchr_inv(block + 64, 0, 2 * PAGE_SIZE - 64));
	kvfree(block);
}

static void virtual_memory(struct kunit *test)
{
	void *blocks[] = {
		vmalloc_node(PAGE_SIZE + 1, 0), vzalloc_node(PAGE_SIZE + 1, 0),
		vcalloc(3, PAGE_SIZE), vmalloc_32(PAGE_SIZE), vmalloc_user(PAGE_SIZE),
	};

	for (int i = 0; i < ARRAY_SIZE(blocks); i++) {
		KUNIT_ASSERT_NOT_NULL(test, blocks[i]);
		KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(blocks[i]));
		KUNIT_EXPECT_TRUE(test, PAGE_ALIGNED(blocks[i]));
	}
	KUNIT_EXPECT_NULL(test, memchr_inv(blocks[1], 0, PAGE_SIZE + 1));
	KUNIT_EXPECT_NULL(test, memchr_inv(blocks[2], 0, 3 * PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, memchr_inv(blocks[4], 0, PAGE_SIZE));
	for (int i = 0; i < ARRAY_SIZE(blocks); i++) {
		memset(blocks[i], 0xa5, PAGE_SIZE);
		vfree(blocks[i]);
	}
}

static void pages_by_order(struct kunit *test)
{
	unsigned long pages = __get_free_pages(GFP_KERNEL | __GFP_ZERO, 2);

	KUNIT_ASSERT_NE(test, pages, 0);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED(pages, 4 * PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)pages, 0, 4 * PAGE_SIZE));
	free_pages(pages, 2);
	free_pages(0, 0);
}

static void who_may_sleep(struct kunit *test)
{
	static const struct { gfp_t flags; bool may; } table[] = {
		{ GFP_KERNEL, true }, { GFP_ATOMIC, false }, { GFP_NOWAIT, false },
		{ GFP_NOIO, true }, { GFP_NOFS, true }, { GFP_USER, true },
		{ GFP_KERNEL_ACCOUNT, true }, { GFP_HIGHUSER, true },
		{ GFP_HIGHUSER_MOVABLE, true }, { GFP_KERNEL & ~__GFP_DIRECT_RECLAIM, false },
		{ 0, false },
	};

	for (int i = 0; i < ARRAY_SIZE(table); i++)
		KUNIT_EXPECT_EQ_MSG(test, gfpflags_allow_blocking(table[i].flags), table[i].may,
				    "row %d", i);
}

/* ---- caches ------------------------------------------------------------------------------------------ */

struct thing { u64 a; char b[33]; };

/* Flags say how objects are watched and counted, never how large they are. */
static void flags_of_caches(struct kunit *test)
{
	static const slab_flags_t flags[] = {
		SLAB_ACCOUNT, SLAB_CONSISTENCY_CHECKS, SLAB_NO_MERGE, SLAB_PANIC, SLAB_POISON,
		SLAB_RECLAIM_ACCOUNT, SLAB_RED_ZONE, SLAB_STORE_USER, SLAB_TEMPORARY,
		SLAB_TYPESAFE_BY_RCU, SLAB_NOLEAKTRACE, SLAB_CACHE_DMA,
		SLAB_RED_ZONE | SLAB_POISON | SLAB_STORE_USER | SLAB_CONSISTENCY_CHECKS,
	};

	KUNIT_EXPECT_EQ(test, SLAB_TEMPORARY, SLAB_RECLAIM_ACCOUNT);
	for (int i = 0; i < ARRAY_SIZE(flags); i++) {
		struct kmem_cache *cache = KMEM_CACHE(thing, flags[i]);
		struct thing *one, *two;

		KUNIT_ASSERT_NOT_NULL(test, cache);
		KUNIT_EXPECT_EQ(test, kmem_cache_size(cache), sizeof(struct thing));
		one = kmem_cache_zalloc(cache, GFP_KERNEL);
		two = kmem_cache_alloc_node(cache, GFP_KERNEL, 0);
		KUNIT_ASSERT_NOT_NULL(test, one);
		KUNIT_ASSERT_NOT_NULL(test, two);
		KUNIT_EXPECT_NULL(test, memchr_inv(one, 0, sizeof(*one)));
		memset(two, 0xff, sizeof(*two));
		KUNIT_EXPECT_NULL(test, memchr_inv(one, 0, sizeof(*one)));
		kmem_cache_free(cache, one);
		kmem_cache_free(cache, two);
		/* Nothing is in use: nothing stays behind, where a cache is not shared with others. */
		if (flags[i] & SLAB_NO_MERGE)
			KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
		kmem_cache_destroy(cache);
	}
}

/* ---- references with a mutex ---------------------------------------------------------------------------- */

static DEFINE_MUTEX(guard_of_things);
static int gone;

static void release_locked(struct kref *ref)
{
	gone += mutex_is_locked(&guard_of_things) ? 1 : 100;
	mutex_unlock(&guard_of_things);
}

static void references_with_a_mutex(struct kunit *test)
{
	struct kref ref;

	gone = 0;
	kref_init(&ref);
	kref_get(&ref);
	KUNIT_EXPECT_EQ(test, kref_put_mutex(&ref, release_locked, &guard_of_things), 0);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&guard_of_things));
	KUNIT_EXPECT_EQ(test, gone, 0);
	/* The last one calls with the mutex held, and release() gives it back. */
	KUNIT_EXPECT_EQ(test, kref_put_mutex(&ref, release_locked, &guard_of_things), 1);
	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&guard_of_things));
	KUNIT_EXPECT_EQ(test, gone, 1);
}

static struct kunit_case slab_more_cases[] = {
	KUNIT_CASE(every_way_to_allocate),
	KUNIT_CASE(sizes_that_overflow),
	KUNIT_CASE(sizes_are_rounded),
	KUNIT_CASE(either_allocator),
	KUNIT_CASE(either_grows),
	KUNIT_CASE(either_with_zeroes),
	KUNIT_CASE(virtual_memory),
	KUNIT_CASE(pages_by_order),
	KUNIT_CASE(who_may_sleep),
	KUNIT_CASE(flags_of_caches),
	KUNIT_CASE(references_with_a_mutex),
	{}
};

static struct kunit_suite slab_more_suite = {
	.name = "conformance-slab-more",
	.test_cases = slab_more_cases,
};
kunit_test_suites(&slab_more_suite);

MODULE_DESCRIPTION("The other ways to allocate");
MODULE_LICENSE("GPL");
