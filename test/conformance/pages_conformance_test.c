// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pages, their numbers and addresses; memory of nodes; sizes and shapes of allocations; mappings of users. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
#include <asm/page.h>

#include "user_fixture.h"

static void sizes_of_pages(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, PAGE_SHIFT, 12);
	KUNIT_EXPECT_EQ(test, PAGE_SIZE, 4096);
	KUNIT_EXPECT_EQ(test, PAGE_MASK, ~4095UL);
	KUNIT_EXPECT_EQ(test, 0x12345UL & PAGE_MASK, 0x12000);
	KUNIT_EXPECT_EQ(test, PAGE_ALIGN_DOWN(0x12fff), 0x12000);
	KUNIT_EXPECT_EQ(test, PAGE_ALIGN_DOWN(0x12000), 0x12000);
	KUNIT_EXPECT_EQ(test, PFN_PHYS(0x12), 0x12000);
	KUNIT_EXPECT_EQ(test, PFN_PHYS(1U << 31), 1ULL << 43);
	KUNIT_EXPECT_EQ(test, MAX_PAGE_ORDER, 10);
	KUNIT_EXPECT_EQ(test, NR_PAGE_ORDERS, 11);
	KUNIT_EXPECT_EQ(test, MAX_ORDER_NR_PAGES, 1024);
	KUNIT_EXPECT_GE(test, totalram_pages(), 1024);
}

static void pages_and_their_numbers(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL);
	unsigned long pfn;
	char *at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = page_address(page);
	pfn = page_to_pfn(page);
	KUNIT_EXPECT_PTR_EQ(test, (char *)page_to_virt(page), at);
#ifndef CONFIG_UML
	KUNIT_EXPECT_PTR_EQ(test, (char *)pfn_to_kaddr(pfn), at);
#endif
	KUNIT_EXPECT_EQ(test, PFN_PHYS(pfn), __pa(at));
	KUNIT_EXPECT_PTR_EQ(test, virt_to_page(at + 100), page);
	KUNIT_EXPECT_PTR_EQ(test, virt_to_head_page(at + 100), page);
	KUNIT_EXPECT_TRUE(test, pfn_valid(pfn));
	KUNIT_EXPECT_FALSE(test, pfn_valid(1UL << 50));
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(at));
	KUNIT_EXPECT_GE(test, (unsigned long)at, PAGE_OFFSET);
	KUNIT_EXPECT_EQ(test, page_ref_count(page), 1);
	get_page(page);
	KUNIT_EXPECT_EQ(test, page_ref_count(page), 2);
	put_page(page);
	set_page_private(page, 0x1234);
	KUNIT_EXPECT_EQ(test, page_private(page), 0x1234);
	set_page_private(page, 0);
	__free_page(page);
}

static void addresses_that_are_no_pages(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	char *virtual = vmalloc(PAGE_SIZE);

	KUNIT_EXPECT_FALSE(test, virt_addr_valid(NULL));
	KUNIT_EXPECT_FALSE(test, virt_addr_valid((__force char *)f->user));
	KUNIT_EXPECT_NOT_NULL(test, virtual);
	KUNIT_EXPECT_FALSE(test, virt_addr_valid(virtual));
	vfree(virtual);
}

static void pages_of_an_order(struct kunit *test)
{
	struct page *compound = alloc_pages(GFP_KERNEL | __GFP_COMP, 2);
	struct page *loose = alloc_pages(GFP_KERNEL, 2);
	struct page *single = alloc_page(GFP_KERNEL);
	unsigned long at;

	KUNIT_EXPECT_NOT_NULL(test, compound);
	KUNIT_EXPECT_NOT_NULL(test, loose);
	KUNIT_EXPECT_NOT_NULL(test, single);
	if (compound && loose && single) {
		/* Only those that are one know of it. */
		KUNIT_EXPECT_EQ(test, compound_order(compound), 2);
		KUNIT_EXPECT_EQ(test, compound_order(loose), 0);
		KUNIT_EXPECT_EQ(test, compound_order(single), 0);
		at = (unsigned long)page_address(compound);
		KUNIT_EXPECT_EQ(test, at % (4 * PAGE_SIZE), 0);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_head_page((void *)(at + 3 * PAGE_SIZE)), compound);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_page((void *)(at + 3 * PAGE_SIZE)), compound + 3);
		at = (unsigned long)page_address(loose);
		KUNIT_EXPECT_PTR_EQ(test, virt_to_head_page((void *)(at + PAGE_SIZE)), loose + 1);
		free_pages(at, 2);
	}
	if (compound)
		__free_pages(compound, 2);
	if (single)
		__free_page(single);
}

static void pages_cleared_and_copied(struct kunit *test)
{
	char *from = (char *)__get_free_page(GFP_KERNEL), *to = (char *)__get_free_page(GFP_KERNEL);

	KUNIT_EXPECT_NOT_NULL(test, from);
	KUNIT_EXPECT_NOT_NULL(test, to);
	if (from && to) {
		memset(from, 'x', PAGE_SIZE);
		copy_page(to, from);
		KUNIT_EXPECT_NULL(test, memchr_inv(to, 'x', PAGE_SIZE));
		clear_page(from);
		KUNIT_EXPECT_NULL(test, memchr_inv(from, 0, PAGE_SIZE));
		KUNIT_EXPECT_EQ(test, to[PAGE_SIZE - 1], 'x');
	}
	free_page((unsigned long)from);
	free_page((unsigned long)to);
}

/* Every page has its address all the time: a mapping of one is that. */
static void pages_mapped(struct kunit *test)
{
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	char *at;

	KUNIT_ASSERT_NOT_NULL(test, page);
	at = kmap(page);
	KUNIT_EXPECT_PTR_EQ(test, at, (char *)page_address(page));
	at[5] = 5;
	kunmap(page);
	at = kmap_local_page(page);
	KUNIT_EXPECT_EQ(test, at[5], 5);
	kunmap_local(at);
	at = kmap_atomic(page);
	KUNIT_EXPECT_EQ(test, at[5], 5);
	KUNIT_EXPECT_TRUE(test, pagefault_disabled());
	kunmap_atomic(at);
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	__free_page(page);
}

static void virtual_memory(struct kunit *test)
{
	size_t many = SIZE_MAX / 2;
	char *p;

	OPTIMIZER_HIDE_VAR(many);
	p = vcalloc(3, PAGE_SIZE);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 3 * PAGE_SIZE));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
	KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)p, PAGE_SIZE));
	vfree(p);
	KUNIT_EXPECT_NULL(test, vcalloc(many, 4));
	p = vmalloc_user(PAGE_SIZE + 1);
	KUNIT_ASSERT_NOT_NULL(test, p);
	/* To the end of the last page, for a user will see it. */
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, PAGE_SIZE + 1));
	vfree(p);
	p = vzalloc_node(PAGE_SIZE, 0);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, PAGE_SIZE));
	vfree(p);
	p = vmalloc_node(PAGE_SIZE, NUMA_NO_NODE);
	KUNIT_EXPECT_TRUE(test, p && is_vmalloc_addr(p));
	vfree(p);
	p = vmalloc_32(PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, p && is_vmalloc_addr(p));
	vfree(p);
}

static void memory_of_either_kind(struct kunit *test)
{
	size_t many = SIZE_MAX / 2;
	char *p = kvcalloc(10, 4, GFP_KERNEL);

	OPTIMIZER_HIDE_VAR(many);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 40));
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(p));
	kvfree_sensitive(p, 40);
	kvfree_sensitive(NULL, 40);
	KUNIT_EXPECT_NULL(test, kvcalloc(many, 4, GFP_KERNEL | __GFP_NOWARN));
	p = kvmalloc_node(64, GFP_KERNEL, 0);
	KUNIT_ASSERT_NOT_NULL(test, p);
	memset(p, 'x', 64);
	p = kvrealloc(p, 16 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 'x', 64));
	KUNIT_EXPECT_NULL(test, memchr_inv(p + 64, 0, 16 * PAGE_SIZE - 64));
	kvfree(p);
	p = kvzalloc_node(2 * KMALLOC_MAX_SIZE, GFP_KERNEL, NUMA_NO_NODE);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
	KUNIT_EXPECT_EQ(test, p[2 * KMALLOC_MAX_SIZE - 1], 0);
	kvfree(p);
}

static void memory_of_nodes(struct kunit *test)
{
	char *p = kcalloc_node(4, 25, GFP_KERNEL, 0);

	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	KUNIT_EXPECT_GE(test, ksize(p), 100);
	kfree(p);
	p = kzalloc_node(100, GFP_KERNEL, NUMA_NO_NODE);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	kfree(p);
	p = kmalloc_track_caller(100, GFP_KERNEL | __GFP_ZERO);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	kfree(p);
	p = kmalloc_node_track_caller(100, GFP_KERNEL | __GFP_ZERO, 0);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	kfree(p);
	p = kzalloc_noprof(100, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, 100));
	kfree(p);
	p = kmalloc_noprof(0, GFP_KERNEL);
	KUNIT_EXPECT_PTR_EQ(test, p, (char *)ZERO_SIZE_PTR);
	kfree(p);
}

static void sizes_of_slabs(struct kunit *test)
{
	static const struct { size_t wanted, given; } row[] = {
		{ 0, 0 }, { 1, 8 }, { 8, 8 }, { 9, 16 }, { 33, 64 }, { 65, 96 }, { 97, 128 },
		{ 129, 192 }, { 193, 256 }, { 2049, 4096 }, { 4097, 8192 }, { 8193, 16384 },
		{ 40000, 65536 }, { SIZE_MAX, SIZE_MAX },
	};

	for (int i = 0; i < ARRAY_SIZE(row); i++)
		KUNIT_EXPECT_EQ_MSG(test, kmalloc_size_roundup(row[i].wanted), row[i].given,
				    "%zu", row[i].wanted);
	KUNIT_EXPECT_EQ(test, KMALLOC_SHIFT_LOW, 3);
	KUNIT_EXPECT_EQ(test, KMALLOC_MIN_SIZE, 8);
	KUNIT_EXPECT_EQ(test, KMALLOC_MAX_CACHE_SIZE, 8192);
	KUNIT_EXPECT_EQ(test, KMALLOC_SHIFT_MAX, MAX_PAGE_ORDER + PAGE_SHIFT);
	KUNIT_EXPECT_EQ(test, ARCH_KMALLOC_MINALIGN, 8);
	KUNIT_EXPECT_EQ(test, ARCH_SLAB_MINALIGN, 8);
}

struct object { long first; char rest[56]; };

static void constructed(void *object)
{
	((struct object *)object)->first = 42;
}

static void caches(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("ktest_pages", sizeof(struct object), 0,
						     SLAB_RECLAIM_ACCOUNT | SLAB_ACCOUNT, NULL);
	struct kmem_cache *built = kmem_cache_create("ktest_built", sizeof(struct object), 0,
						     SLAB_TYPESAFE_BY_RCU | SLAB_PANIC, constructed);
	struct object *object;

	KUNIT_ASSERT_NOT_NULL(test, cache);
	KUNIT_ASSERT_NOT_NULL(test, built);
	object = kmem_cache_zalloc(cache, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, object);
	if (object)
		KUNIT_EXPECT_NULL(test, memchr_inv(object, 0, sizeof(*object)));
	kmem_cache_free(cache, object);
	object = kmem_cache_alloc_node(built, GFP_KERNEL, 0);
	KUNIT_EXPECT_NOT_NULL(test, object);
	if (object)
		KUNIT_EXPECT_EQ(test, object->first, 42);
	kmem_cache_free(built, object);
	KUNIT_EXPECT_EQ(test, kmem_cache_shrink(cache), 0);
	kmem_cache_destroy(cache);
	kmem_cache_destroy(built);
}

static void mappings_of_users(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	unsigned long at = vm_mmap(NULL, 0, 3 * PAGE_SIZE, PROT_READ | PROT_WRITE,
				   MAP_ANONYMOUS | MAP_PRIVATE, 0);
	unsigned long constant = vm_mmap(NULL, 0, 1, PROT_READ, MAP_ANONYMOUS | MAP_PRIVATE, 0);

	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(constant));
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, (void __user *)constant, PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, copy_to_user((void __user *)constant, f->kernel, 8), 8);
	KUNIT_EXPECT_EQ(test, vm_munmap(constant, PAGE_SIZE), 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR_VALUE(at));
	KUNIT_EXPECT_TRUE(test, PAGE_ALIGNED(at));
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, (void __user *)at, SIZE), 0);
	KUNIT_EXPECT_NULL(test, memchr_inv(f->kernel, 0, SIZE));
	KUNIT_EXPECT_EQ(test, clear_user((void __user *)at, 3 * PAGE_SIZE), 0);
	/* One in the middle of it goes. */
	KUNIT_EXPECT_EQ(test, vm_munmap(at + PAGE_SIZE, PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, clear_user((void __user *)at, PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, clear_user((void __user *)(at + PAGE_SIZE), 8), 8);
	KUNIT_EXPECT_EQ(test, clear_user((void __user *)(at + 2 * PAGE_SIZE), PAGE_SIZE), 0);
	/* A range may have holes, or nothing at all. */
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 3 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, vm_munmap(at, 3 * PAGE_SIZE), 0);
	KUNIT_EXPECT_EQ(test, copy_from_user(f->kernel, (void __user *)at, 8), 8);
}

static void mappings_that_fail(struct kunit *test)
{
	const unsigned long prot = PROT_READ, flags = MAP_ANONYMOUS | MAP_PRIVATE;

	KUNIT_EXPECT_EQ(test, vm_mmap(NULL, 0, PAGE_SIZE, prot, flags, 1), (unsigned long)-EINVAL);
	KUNIT_EXPECT_EQ(test, vm_mmap(NULL, 0, 0, prot, flags, 0), (unsigned long)-EINVAL);
	KUNIT_EXPECT_EQ(test, vm_mmap(NULL, 0x1001, PAGE_SIZE, prot, flags | MAP_FIXED, 0),
			(unsigned long)-EINVAL);
	KUNIT_EXPECT_EQ(test, vm_mmap(NULL, 0, TASK_SIZE, prot, flags, 0), (unsigned long)-ENOMEM);
	KUNIT_EXPECT_EQ(test, vm_mmap(NULL, 0, -1UL, prot, flags, 0), (unsigned long)-ENOMEM);
	KUNIT_EXPECT_EQ(test, vm_munmap(0x12345001, PAGE_SIZE), -EINVAL);
	KUNIT_EXPECT_EQ(test, vm_munmap(0x12345000, 0), -EINVAL);
}

static struct kunit_case pages_cases[] = {
	KUNIT_CASE(sizes_of_pages),
	KUNIT_CASE(pages_and_their_numbers),
	KUNIT_CASE(addresses_that_are_no_pages),
	KUNIT_CASE(pages_of_an_order),
	KUNIT_CASE(pages_cleared_and_copied),
	KUNIT_CASE(pages_mapped),
	KUNIT_CASE(virtual_memory),
	KUNIT_CASE(memory_of_either_kind),
	KUNIT_CASE(memory_of_nodes),
	KUNIT_CASE(sizes_of_slabs),
	KUNIT_CASE(caches),
	KUNIT_CASE(mappings_of_users),
	KUNIT_CASE(mappings_that_fail),
	{}
};

static struct kunit_suite pages_suite = {
	.name = "conformance-pages",
	.init = user_init,
	.test_cases = pages_cases,
};
kunit_test_suite(pages_suite);

MODULE_LICENSE("Dual MIT/GPL");
