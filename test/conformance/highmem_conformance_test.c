// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Mapping of pages, copies between them, folios; pages of any memory. */
#include <kunit/test.h>
#include <linux/bvec.h>
#include <linux/gfp.h>
#include <linux/highmem.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static void of_a_slab(struct kunit *test)
{
	char *p = kmalloc(3 * PAGE_SIZE, GFP_KERNEL);
	struct page *page;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, p);
	page = virt_to_page(p);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_PTR_EQ(test, virt_to_page(p + i * PAGE_SIZE + 5), page + i);
		KUNIT_EXPECT_PTR_EQ(test, nth_page(page, i), page + i);
		KUNIT_EXPECT_EQ(test, page_to_pfn(page + i), page_to_pfn(page) + i);
		KUNIT_EXPECT_PTR_EQ(test, pfn_to_page(page_to_pfn(page) + i), page + i);
		KUNIT_EXPECT_TRUE(test, pfn_valid(page_to_pfn(page) + i));
		KUNIT_EXPECT_PTR_EQ(test, page_address(page + i), PTR_ALIGN_DOWN((void *)p, PAGE_SIZE) + i * PAGE_SIZE);
	}
	KUNIT_EXPECT_EQ(test, virt_to_phys(p + 77), virt_to_phys(p) + 77);
	KUNIT_EXPECT_PTR_EQ(test, phys_to_virt(virt_to_phys(p + 77)), (void *)(p + 77));
	KUNIT_EXPECT_EQ(test, page_to_phys(page) + offset_in_page(p), virt_to_phys(p));
	KUNIT_EXPECT_TRUE(test, virt_addr_valid(p));
	KUNIT_EXPECT_GE(test, page_count(page), 1);
	get_page(page);
	put_page(page);
	strscpy(p, "still there", 20);
	KUNIT_EXPECT_STREQ(test, p, "still there");
	kfree(p);
}

static void of_vmalloc(struct kunit *test)
{
	char *p = vmalloc(2 * PAGE_SIZE), *q;

	KUNIT_ASSERT_NOT_NULL(test, p);
	p[PAGE_SIZE + 3] = 'x';
	q = kmap_local_page(vmalloc_to_page(p + PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, q[3], 'x');
	kunmap_local(q);
	KUNIT_EXPECT_EQ(test, vmalloc_to_pfn(p), page_to_pfn(vmalloc_to_page(p)));
	vfree(p);
}

static void mapping(struct kunit *test)
{
	struct page *a = alloc_page(GFP_KERNEL | __GFP_ZERO), *b = alloc_page(GFP_HIGHUSER);
	char *pa, *pb;

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	pa = kmap(a);
	KUNIT_EXPECT_PTR_EQ(test, kmap_to_page(pa), a);
	pa[0] = 'k';
	kunmap(a);
	pa = kmap_local_page(a);
	KUNIT_EXPECT_EQ(test, pa[0], 'k');
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	pb = kmap_atomic(b);
	KUNIT_EXPECT_TRUE(test, pagefault_disabled());
	KUNIT_EXPECT_PTR_EQ(test, (void *)pb, page_address(b));
	kunmap_atomic(pb + 100);
	KUNIT_EXPECT_FALSE(test, pagefault_disabled());
	pb = kmap_local_pfn(page_to_pfn(b));
	KUNIT_EXPECT_PTR_EQ(test, (void *)pb, page_address(b));
	kunmap_local(pb + PAGE_SIZE - 1);
	kunmap_local(pa);
	pa = kmap_atomic_pfn(page_to_pfn(a));
	kunmap_atomic(pa);
	KUNIT_EXPECT_EQ(test, totalhigh_pages(), 0u);
	KUNIT_EXPECT_EQ(test, nr_free_highpages(), 0u);
	KUNIT_EXPECT_FALSE(test, is_kmap_addr(pa));
	__free_page(a);
	__free_page(b);
}

static void copies(struct kunit *test)
{
	struct page *a = alloc_page(GFP_KERNEL | __GFP_ZERO), *b = alloc_page(GFP_KERNEL | __GFP_ZERO);
	char *pa, *pb, text[16] = "";

	KUNIT_ASSERT_NOT_NULL(test, a);
	KUNIT_ASSERT_NOT_NULL(test, b);
	pa = page_address(a);
	pb = page_address(b);
	memcpy_to_page(a, 4090, "abcdef", 6);
	memcpy_from_page(text, a, 4091, 4);
	KUNIT_EXPECT_STREQ(test, text, "bcde");
	memcpy_page(b, 1, a, 4092, 4);
	KUNIT_EXPECT_EQ(test, memcmp(pb, "\0cdef", 6), 0);
	memset_page(b, 2, '-', 2);
	KUNIT_EXPECT_EQ(test, memcmp(pb, "\0c--f", 6), 0);
	memzero_page(b, 3, 1);
	KUNIT_EXPECT_EQ(test, memcmp(pb, "\0c-\0f", 6), 0);
	copy_highpage(a, b);
	KUNIT_EXPECT_EQ(test, memcmp(pa, pb, PAGE_SIZE), 0);
	memset(pa, 'x', PAGE_SIZE);
	zero_user(a, 10, 5);
	zero_user_segment(a, 20, 20);
	zero_user_segment(a, 31, 30);
	zero_user_segments(a, 40, 41, 4095, 4096);
	KUNIT_EXPECT_EQ(test, memcmp(pa + 9, "x\0\0\0\0\0x", 7), 0);
	KUNIT_EXPECT_EQ(test, pa[20], 'x');
	KUNIT_EXPECT_EQ(test, pa[30], 'x');
	KUNIT_EXPECT_EQ(test, memcmp(pa + 39, "x\0x", 3), 0);
	KUNIT_EXPECT_EQ(test, pa[4095], 0);
	clear_highpage(a);
	KUNIT_EXPECT_NULL(test, memchr_inv(pa, 0, PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, copy_mc_highpage(a, b), 0);
	clear_user_highpage(b, 0);
	copy_user_highpage(a, b, 0, NULL);
	KUNIT_EXPECT_NULL(test, memchr_inv(pa, 0, PAGE_SIZE));
	unmap_and_put_page(a, kmap_local_page(a));
	__free_page(b);
}

static void folios(struct kunit *test)
{
	struct folio *folio = folio_alloc(GFP_KERNEL | __GFP_ZERO, 1);
	char *p, text[8] = "";

	KUNIT_ASSERT_NOT_NULL(test, folio);
	p = folio_address(folio);
	KUNIT_EXPECT_EQ(test, folio_size(folio), 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, folio_order(folio), 1u);
	KUNIT_EXPECT_EQ(test, folio_shift(folio), PAGE_SHIFT + 1u);
	KUNIT_EXPECT_EQ(test, folio_nr_pages(folio), 2);
	KUNIT_EXPECT_EQ(test, folio_ref_count(folio), 1);
	KUNIT_EXPECT_EQ(test, folio_pfn(folio), page_to_pfn(&folio->page));
	KUNIT_EXPECT_PTR_EQ(test, page_folio(folio_page(folio, 1)), folio);
	KUNIT_EXPECT_PTR_EQ(test, virt_to_folio(p + PAGE_SIZE), folio);
	memcpy_to_folio(folio, PAGE_SIZE - 3, "abcdef", 6);
	memcpy_from_folio(text, folio, PAGE_SIZE - 2, 4);
	KUNIT_EXPECT_STREQ(test, text, "bcde");
	KUNIT_EXPECT_EQ(test, memcpy_from_file_folio(text, folio, 10 * PAGE_SIZE - 1, 1), 1u);
	KUNIT_EXPECT_EQ(test, memcpy_from_file_folio(text, folio, 2 * PAGE_SIZE - 3, 7), 3u);
	folio_fill_tail(folio, PAGE_SIZE, "123", 3);
	KUNIT_EXPECT_EQ(test, memcmp(p + PAGE_SIZE, "123\0", 4), 0);
	memset(p, 'x', 2 * PAGE_SIZE);
	folio_zero_range(folio, PAGE_SIZE - 1, 2);
	folio_zero_segment(folio, 5, 6);
	folio_zero_segments(folio, 10, 11, 12, 13);
	KUNIT_EXPECT_EQ(test, memcmp(p + PAGE_SIZE - 2, "x\0\0x", 4), 0);
	KUNIT_EXPECT_EQ(test, memcmp(p + 4, "x\0xxxx\0x\0x", 10), 0);
	p = kmap_local_folio(folio, PAGE_SIZE + 10);
	KUNIT_EXPECT_PTR_EQ(test, (void *)p, folio_address(folio) + PAGE_SIZE + 10);
	p = folio_zero_tail(folio, PAGE_SIZE + 10, p);
	KUNIT_EXPECT_EQ(test, p[-1], 'x');
	KUNIT_EXPECT_NULL(test, memchr_inv(p, 0, PAGE_SIZE - 10));
	kunmap_local(p);
	folio_get(folio);
	folio_release_kmap(folio, kmap_local_folio(folio, 0));
	folio_put(folio);
}

static struct kunit_case highmem_cases[] = {
	KUNIT_CASE(of_a_slab),
	KUNIT_CASE(of_vmalloc),
	KUNIT_CASE(mapping),
	KUNIT_CASE(copies),
	KUNIT_CASE(folios),
	{}
};

static struct kunit_suite highmem_suite = {
	.name = "highmem",
	.test_cases = highmem_cases,
};
kunit_test_suites(&highmem_suite);

MODULE_DESCRIPTION("Mapping of pages");
MODULE_LICENSE("GPL");
