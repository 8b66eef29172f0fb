// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Allocators: sizes, zeroes, caches, pages and vmalloc. */
#include <kunit/test.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static void zero_size_is_a_pointer(struct kunit *test)
{
	void *p = kmalloc(0, GFP_KERNEL);

	KUNIT_EXPECT_PTR_EQ(test, p, ZERO_SIZE_PTR);
	KUNIT_EXPECT_TRUE(test, ZERO_OR_NULL_PTR(p));
	KUNIT_EXPECT_EQ(test, ksize(p), 0);
	kfree(p);
	kfree(NULL);
}

static void kzalloc_zeroes(struct kunit *test)
{
	u8 *p = kzalloc(100, GFP_KERNEL), *q = kcalloc(10, 10, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	KUNIT_EXPECT_NULL(test, memchr_inv(q, 0, 100));
	kfree(p);
	kfree_sensitive(q);
}

static void array_overflow_fails(struct kunit *test)
{
	size_t many = SIZE_MAX / 4;

	KUNIT_EXPECT_NULL(test, kmalloc_array(many, 8, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kcalloc(many, 8, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kvmalloc_array(many, 8, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
}

static void krealloc_keeps(struct kunit *test)
{
	char *p = krealloc(NULL, 4, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, p);
	memcpy(p, "abc", 4);
	p = krealloc(p, 4000, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_STREQ(test, p, "abc");
	p = krealloc(p, 2, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_MEMEQ(test, p, "ab", 2);
	p = krealloc(p, 0, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, (void *)p, ZERO_SIZE_PTR);
}

static void kmalloc_alignment(struct kunit *test)
{
	for (size_t size = 8; size <= 4096; size *= 2) {
		void *p = kmalloc(size, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_TRUE_MSG(test, IS_ALIGNED((unsigned long)p, size), "size %zu", size);
		KUNIT_EXPECT_GE(test, ksize(p), size);
		kfree(p);
	}
}

static void kvmalloc_any_size(struct kunit *test)
{
	char *small = kvmalloc(10, GFP_KERNEL), *large = kvzalloc(8 << 20, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, small);
	KUNIT_ASSERT_NOT_NULL(test, large);
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(small));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(large));
	KUNIT_EXPECT_EQ(test, large[(8 << 20) - 1], 0);
	kvfree(small);
	kvfree(large);
	kvfree(NULL);
}

struct thing { u64 a; char name[20]; };

static unsigned int thing_ctors;

static void thing_ctor(void *obj)
{
	struct thing *t = obj;

	t->a = 7;
	thing_ctors++;
}

static void cache_constructs(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("conformance_thing", sizeof(struct thing), 64,
						     SLAB_HWCACHE_ALIGN, thing_ctor);
	struct thing *t[20];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_EXPECT_GE(test, kmem_cache_size(cache), sizeof(struct thing));
	for (int i = 0; i < 20; i++) {
		t[i] = kmem_cache_alloc(cache, GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, t[i]);
		KUNIT_EXPECT_EQ(test, t[i]->a, 7);
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)t[i], 64));
	}
	KUNIT_EXPECT_GE(test, thing_ctors, 20);
	for (int i = 0; i < 20; i++)
		kmem_cache_free(cache, t[i]);
	kmem_cache_destroy(cache);
	kmem_cache_destroy(NULL);
}

static void cache_bulk(struct kunit *test)
{
	struct kmem_cache *cache = KMEM_CACHE(thing, 0);
	void *p[8];

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_ASSERT_EQ(test, kmem_cache_alloc_bulk(cache, GFP_KERNEL | __GFP_ZERO, 8, p), 8);
	KUNIT_EXPECT_NULL(test, memchr_inv(p[7], 0, sizeof(struct thing)));
	kmem_cache_free_bulk(cache, 7, p);
	kfree(p[7]); /* takes any slab object */
	kmem_cache_destroy(cache);
}

static void pages_have_addresses(struct kunit *test)
{
	struct page *page = alloc_pages(GFP_KERNEL | __GFP_ZERO, 2);
	char *addr;

	KUNIT_ASSERT_NOT_NULL(test, page);
	addr = page_address(page);
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)addr, PAGE_SIZE));
	KUNIT_EXPECT_NULL(test, memchr_inv(addr, 0, 4 * PAGE_SIZE));
	KUNIT_EXPECT_PTR_EQ(test, virt_to_page(addr), page);
	KUNIT_EXPECT_PTR_EQ(test, pfn_to_page(page_to_pfn(page)), page);
	KUNIT_EXPECT_PTR_EQ(test, virt_to_page(addr + 3 * PAGE_SIZE), page + 3);
	KUNIT_EXPECT_EQ(test, page_count(page), 1);
	__free_pages(page, 2);
	KUNIT_EXPECT_EQ(test, get_order(1), 0);
	KUNIT_EXPECT_EQ(test, get_order(PAGE_SIZE + 1), 1);
}

static void page_references(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, page);
	get_page(page);
	KUNIT_EXPECT_EQ(test, page_count(page), 2);
	put_page(page);
	put_page(page);
	free_page(0);
}

static void node_allocations(struct kunit *test)
{
	int nid;

	for_each_online_node(nid) {
		struct page *page = alloc_pages_node(nid, GFP_KERNEL | __GFP_THISNODE, 0);
		void *p = kmalloc_node(64, GFP_KERNEL, nid);

		KUNIT_ASSERT_NOT_NULL(test, page);
		KUNIT_ASSERT_NOT_NULL(test, p);
		KUNIT_EXPECT_EQ(test, page_to_nid(page), nid);
		__free_page(page);
		kfree(p);
	}
}

static void vmalloc_sizes(struct kunit *test)
{
	char *p = vzalloc(3 * PAGE_SIZE + 1);
	size_t many = SIZE_MAX / 2;

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, PAGE_ALIGNED(p));
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * PAGE_SIZE + 1));
	vfree(p);
	vfree(NULL);
	OPTIMIZER_HIDE_VAR(many); /* else the compiler warns */
	KUNIT_EXPECT_NULL(test, vmalloc_array(many, 4));
}

static void free_on_scope_end(struct kunit *test)
{
	char *kept;
	{
		char *gone __free(kfree) = kmalloc(10, GFP_KERNEL);
		char *p __free(kfree) = kmalloc(10, GFP_KERNEL);

		KUNIT_ASSERT_NOT_NULL(test, gone);
		KUNIT_ASSERT_NOT_NULL(test, p);
		kept = no_free_ptr(p);
		KUNIT_EXPECT_NULL(test, p);
	}
	kept[0] = 1;
	kfree(kept);
}

static struct kunit_case slab_cases[] = {
	KUNIT_CASE(zero_size_is_a_pointer),
	KUNIT_CASE(kzalloc_zeroes),
	KUNIT_CASE(array_overflow_fails),
	KUNIT_CASE(krealloc_keeps),
	KUNIT_CASE(kmalloc_alignment),
	KUNIT_CASE(kvmalloc_any_size),
	KUNIT_CASE(cache_constructs),
	KUNIT_CASE(cache_bulk),
	KUNIT_CASE(pages_have_addresses),
	KUNIT_CASE(page_references),
	KUNIT_CASE(node_allocations),
	KUNIT_CASE(vmalloc_sizes),
	KUNIT_CASE(free_on_scope_end),
	{}
};

static struct kunit_suite slab_suite = {
	.name = "conformance-slab",
	.test_cases = slab_cases,
};
kunit_test_suite(slab_suite);

MODULE_DESCRIPTION("Behaviour of allocators");
MODULE_LICENSE("GPL");
