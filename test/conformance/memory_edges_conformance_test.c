// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Sizes and alignments of blocks, growing them where they are, and pages that belong together. */
#include <kunit/test.h>
#include <linux/gfp.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/page-flags.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static void size_classes(struct kunit *test)
{
	static const struct { size_t size, bucket, align; } rows[] = {
		{ 1, 8, 8 }, { 8, 8, 8 }, { 9, 16, 16 }, { 24, 32, 32 }, { 33, 64, 64 }, { 65, 96, 32 },
		{ 96, 96, 32 }, { 97, 128, 128 }, { 129, 192, 64 }, { 192, 192, 64 }, { 193, 256, 256 },
		{ 500, 512, 512 }, { 1000, 1024, 1024 }, { 2049, 4096, 4096 }, { 4097, 8192, 4096 },
		{ 8193, 16384, 16384 }, { 100000, 131072, 131072 }, { 1 << 20, 1 << 20, 1 << 20 },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		void *p = kmalloc(rows[i].size, GFP_KERNEL);

		KUNIT_EXPECT_EQ_MSG(test, ksize(p), rows[i].bucket, "of %zu", rows[i].size);
		KUNIT_EXPECT_EQ(test, kmalloc_size_roundup(rows[i].size), rows[i].bucket);
		KUNIT_EXPECT_TRUE_MSG(test, IS_ALIGNED((unsigned long)p, rows[i].align), "of %zu",
				      rows[i].size);
		KUNIT_EXPECT_TRUE(test, virt_addr_valid(p));
		kfree(p);
	}
	KUNIT_EXPECT_EQ(test, ksize(NULL), 0);
	KUNIT_EXPECT_EQ(test, ksize(ZERO_SIZE_PTR), 0);
}

static void ctor(void *object) { }

static void objects_of_caches(struct kunit *test)
{
	static const struct { unsigned int size, align; slab_flags_t flags; void (*ctor)(void *); size_t want, aligned; } rows[] = {
		{ 1, 0, 0, NULL, 8, 8 }, { 9, 0, 0, NULL, 16, 8 }, { 13, 1, 0, NULL, 16, 8 },
		{ 20, 0, 0, NULL, 24, 8 }, { 20, 16, 0, NULL, 32, 16 }, { 20, 64, 0, NULL, 64, 64 },
		{ 300, 0, 0, NULL, 304, 8 }, { 5000, 0, 0, NULL, 5000, 8 },
		{ 3, 0, SLAB_HWCACHE_ALIGN, NULL, 8, 8 }, { 10, 0, SLAB_HWCACHE_ALIGN, NULL, 16, 16 },
		{ 24, 0, SLAB_HWCACHE_ALIGN, NULL, 32, 32 }, { 40, 0, SLAB_HWCACHE_ALIGN, NULL, 64, 64 },
		{ 65, 0, SLAB_HWCACHE_ALIGN, NULL, 128, 64 }, { 20, 0, SLAB_TYPESAFE_BY_RCU, NULL, 24, 8 },
		{ 20, 0, 0, ctor, 32, 8 }, { 20, 16, 0, ctor, 32, 16 }, { 32, 32, 0, ctor, 64, 32 },
	};

	for (int i = 0; i < ARRAY_SIZE(rows); i++) {
		struct kmem_cache *cache = kmem_cache_create("edges", rows[i].size, rows[i].align,
							     rows[i].flags | SLAB_NO_MERGE, rows[i].ctor);
		void *object = kmem_cache_alloc(cache, GFP_KERNEL);

		KUNIT_EXPECT_EQ(test, kmem_cache_size(cache), rows[i].size);
		KUNIT_EXPECT_EQ_MSG(test, ksize(object), rows[i].want, "row %d", i);
		KUNIT_EXPECT_TRUE_MSG(test, IS_ALIGNED((unsigned long)object, rows[i].aligned), "row %d", i);
		kmem_cache_free(cache, object);
		kmem_cache_destroy(cache);
	}
}

/* A smaller block stays where it is and keeps its size class. */
static void blocks_shrink(struct kunit *test)
{
	char *p = kmalloc(100, GFP_KERNEL), *q = p;

	memcpy(p, "kept", 5);
	p = krealloc(p, 50, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, p, q);
	KUNIT_EXPECT_EQ(test, ksize(p), 128);
	p = krealloc(p, 100, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, p, q);
	KUNIT_EXPECT_STREQ(test, p, "kept");
	p = krealloc(p, 129, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, ksize(p), 192);
	KUNIT_EXPECT_STREQ(test, p, "kept");
	KUNIT_EXPECT_PTR_EQ(test, krealloc(p, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	KUNIT_EXPECT_PTR_EQ(test, krealloc(NULL, 0, GFP_KERNEL), ZERO_SIZE_PTR);
	p = krealloc(ZERO_SIZE_PTR, 10, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, ksize(p), 16);
	kfree(p);
}

/* What is added is zero, when it was asked for so from the start. */
static void blocks_grow_with_zeros(struct kunit *test)
{
	char *p = kzalloc(10, GFP_KERNEL);

	memset(p, 1, 10);
	for (int size = 11; size < 200; size += 7) {
		p = krealloc(p, size, GFP_KERNEL | __GFP_ZERO);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_EQ(test, p[9], 1);
		KUNIT_EXPECT_NULL(test, memchr_inv(p + 10, 0, size - 10));
	}
	kfree(p);
}

static void blocks_of_vmalloc(struct kunit *test)
{
	char *p = kvmalloc(100, GFP_KERNEL), *q;

	memcpy(p, "kept", 5);
	p = kvrealloc(p, 5000000, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
	KUNIT_EXPECT_STREQ(test, p, "kept");
	q = kvrealloc(p, 4999999, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, q, p);
	KUNIT_EXPECT_NULL(test, kvrealloc(q, 0, GFP_KERNEL));
}

static void vmalloc_of_nothing(struct kunit *test)
{
	ktest_expect_warning(test);
	KUNIT_EXPECT_NULL(test, vmalloc(0));
}

static void addresses_valid(struct kunit *test)
{
	void *block = kmalloc(64, GFP_KERNEL), *mapped = vmalloc(4096);
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_EXPECT_TRUE(test, virt_addr_valid(block));
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(block + 63));
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(page_address(page)));
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(page_address(page) + 4095));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(mapped));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(NULL));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid((void *)0x1000));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(ERR_PTR(-5)));
	__free_page(page);
	vfree(mapped);
	kfree(block);
}

/* ---- pages -------------------------------------------------------------------------------------- */

static void compound_pages(struct kunit *test)
{
	for (unsigned int order = 1; order < 4; order++) {
		struct page *page = alloc_pages(GFP_KERNEL | __GFP_COMP, order);
		struct page *last = page + (1 << order) - 1;

		KUNIT_EXPECT_EQ(test, compound_order(page), order);
		KUNIT_EXPECT_EQ(test, compound_nr(page), 1UL << order);
		KUNIT_EXPECT_EQ(test, page_size(page), PAGE_SIZE << order);
		KUNIT_EXPECT_EQ(test, page_shift(page), PAGE_SHIFT + order);
		KUNIT_EXPECT_TRUE(test, PageCompound(page) && PageHead(page) && !PageTail(page));
		KUNIT_EXPECT_TRUE(test, PageCompound(last) && !PageHead(last) && PageTail(last));
		KUNIT_EXPECT_EQ(test, compound_order(last), 0);
		KUNIT_EXPECT_PTR_EQ(test, compound_head(last), page);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_head_page(page_address(last) + 5), page);
		KUNIT_EXPECT_EQ(test, page_count(last), 1);
		KUNIT_EXPECT_EQ(test, page_ref_count(last), 0);
		get_page(last);
		KUNIT_EXPECT_EQ(test, page_count(page), 2);
		put_page(last);
		__free_pages(page, order);
	}
}

/* Without __GFP_COMP only the first page counts, and none knows of the others. */
static void pages_side_by_side(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL, 2);

	KUNIT_EXPECT_EQ(test, compound_order(page), 0);
	KUNIT_EXPECT_EQ(test, page_size(page), PAGE_SIZE);
	KUNIT_EXPECT_FALSE(test, PageCompound(page));
	KUNIT_EXPECT_PTR_EQ(test, compound_head(page + 3), page + 3);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	KUNIT_EXPECT_EQ(test, page_count(page + 3), 0);
	split_page(page, 2);
	for (int i = 0; i < 4; i++) {
		KUNIT_EXPECT_EQ(test, page_count(page + i), 1);
		__free_page(page + i);
	}
}

static void pages_exact(struct kunit *test)
{
	void *block = alloc_pages_exact(5 * PAGE_SIZE, GFP_KERNEL);
	struct page *page = virt_to_page(block);

	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	KUNIT_EXPECT_EQ(test, page_count(page + 4), 1);
	free_pages_exact(block, 5 * PAGE_SIZE);
}

static struct kunit_case edge_cases[] = {
	KUNIT_CASE(size_classes),
	KUNIT_CASE(objects_of_caches),
	KUNIT_CASE(blocks_shrink),
	KUNIT_CASE(blocks_grow_with_zeros),
	KUNIT_CASE(blocks_of_vmalloc),
	KUNIT_CASE(vmalloc_of_nothing),
	KUNIT_CASE(addresses_valid),
	KUNIT_CASE(compound_pages),
	KUNIT_CASE(pages_side_by_side),
	KUNIT_CASE(pages_exact),
	{}
};

static struct kunit_suite edge_suite = {
	.name = "conformance-memory-edges",
	.test_cases = edge_cases,
};
kunit_test_suite(edge_suite);

MODULE_DESCRIPTION("conformance: sizes, alignments and compound pages");
MODULE_LICENSE("Dual MIT/GPL");
