// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The pages of streams; streams of folios. */
#include <kunit/test.h>
#include <linux/bvec.h>
#include <linux/err.h>
#include <linux/folio_queue.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uio.h>
#include <linux/vmalloc.h>
#include <linux/xarray.h>
#include "user_fixture.h"

#define NR 4

static void pages_of(struct kunit *test, struct page *pages[NR])
{
	int i;

	for (i = 0; i < NR; i++) {
		pages[i] = alloc_page(GFP_KERNEL | __GFP_ZERO);
		KUNIT_ASSERT_NOT_NULL(test, pages[i]);
	}
}

static void pages_free(struct page *pages[NR])
{
	release_pages(pages, NR);
}

static void of_pieces_of_pages(struct kunit *test)
{
	struct page *pages[NR], *got[NR] = {}, **array = got;
	struct bio_vec bv[3];
	struct iov_iter i;
	size_t start;

	pages_of(test, pages);
	bvec_set_page(&bv[0], pages[0], 100, 4000 - 100);
	bvec_set_page(&bv[1], pages[1], 0, 0);
	bvec_set_page(&bv[2], pages[2], 300, 50);
	iov_iter_bvec(&i, ITER_SOURCE, bv, 3, 400);
	KUNIT_EXPECT_FALSE(test, iov_iter_extract_will_pin(&i));
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages2(&i, got, 1000, 0, &start), 0);
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages2(&i, got, 30, NR, &start), 30);
	KUNIT_EXPECT_EQ(test, start, 3900u);
	KUNIT_EXPECT_PTR_EQ(test, got[0], pages[0]);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 2);
	put_page(got[0]);
	KUNIT_EXPECT_EQ(test, i.count, 370u);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, 1000, NR, 0, &start), 70);
	KUNIT_EXPECT_EQ(test, start, 3930u);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 1);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, 1000, NR, 0, &start), 300);
	KUNIT_EXPECT_EQ(test, start, 50u);
	KUNIT_EXPECT_PTR_EQ(test, got[0], pages[2]);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, 1000, NR, 0, &start), 0);
	iov_iter_bvec(&i, ITER_SOURCE, &bv[2], 1, 300);
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages_alloc2(&i, &array, 1000, &start), 300);
	KUNIT_EXPECT_PTR_EQ(test, array[0], pages[2]);
	put_page(array[0]);
	kvfree(array);
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages_alloc2(&i, &array, 1000, &start), 0);
	KUNIT_EXPECT_NULL(test, array);
	pages_free(pages);
}

static void of_the_kernel(struct kunit *test)
{
	char *p = kmalloc(3 * PAGE_SIZE, GFP_KERNEL);
	struct page *got[NR], **array = got;
	struct kvec pieces[2];
	struct iov_iter i;
	size_t start;

	KUNIT_ASSERT_NOT_NULL(test, p);
	pieces[0] = (struct kvec){ p + 10, 0 };
	pieces[1] = (struct kvec){ p + 100, 2 * PAGE_SIZE };
	iov_iter_kvec(&i, ITER_DEST, pieces, 2, 2 * PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages2(&i, got, 100, NR, &start), -EFAULT);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, SIZE_MAX, 2, 0, &start), (ssize_t)(2 * PAGE_SIZE - 100));
	KUNIT_EXPECT_EQ(test, start, 100u);
	KUNIT_EXPECT_PTR_EQ(test, got[0], virt_to_page(p));
	KUNIT_EXPECT_PTR_EQ(test, got[1], virt_to_page(p + PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, SIZE_MAX, 2, 0, &start), 100);
	KUNIT_EXPECT_EQ(test, start, 0u);
	iov_iter_discard(&i, ITER_DEST, 100);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, 100, 2, 0, &start), -EFAULT);
	kfree(p);
}

static void of_a_user(struct kunit *test)
{
	struct user_fixture *f = test->priv;
	struct page *got[NR], **array = got;
	struct iov_iter i;
	size_t start;
	char c = 0;

	iov_iter_ubuf(&i, ITER_DEST, f->user + 100, PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, iov_iter_extract_will_pin(&i));
	KUNIT_ASSERT_EQ(test, iov_iter_extract_pages(&i, &array, SIZE_MAX, NR, 0, &start), (ssize_t)PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, start, 100u);
	memset(page_address(got[1]), 'x', 10);
	KUNIT_EXPECT_EQ(test, get_user(c, f->user + PAGE_SIZE + 9), 0);
	KUNIT_EXPECT_EQ(test, c, 'x');
	unpin_user_pages(got, 2);
	iov_iter_ubuf(&i, ITER_SOURCE, f->user + 2 * PAGE_SIZE - 10, 100);
	KUNIT_ASSERT_EQ(test, iov_iter_get_pages2(&i, got, SIZE_MAX, NR, &start), 10);
	put_page(got[0]);
	KUNIT_EXPECT_EQ(test, i.count, 90u);
	KUNIT_ASSERT_EQ(test, get_user_pages_fast((unsigned long)f->user, 2, FOLL_WRITE, got), 2);
	put_page(got[0]);
	put_page(got[1]);
}

static void queued(struct kunit *test)
{
	struct folio_queue *q = kzalloc(2 * sizeof(*q), GFP_KERNEL);
	struct folio *large = folio_alloc(GFP_KERNEL | __GFP_ZERO, 1);
	struct page *pages[NR], *got[NR], **array = got;
	struct iov_iter i;
	char text[16] = "";
	size_t start;
	int k;

	KUNIT_ASSERT_NOT_NULL(test, q);
	KUNIT_ASSERT_NOT_NULL(test, large);
	pages_of(test, pages);
	folioq_init(&q[0], 1);
	folioq_init(&q[1], 1);
	q[0].next = &q[1];
	q[1].prev = &q[0];
	KUNIT_EXPECT_EQ(test, folioq_append(&q[0], page_folio(pages[0])), 0u);
	KUNIT_EXPECT_EQ(test, folioq_append_mark(&q[0], large), 1u);
	KUNIT_EXPECT_EQ(test, folioq_folio_size(&q[0], 1), 2 * PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, folioq_is_marked(&q[0], 1));
	KUNIT_EXPECT_FALSE(test, folioq_is_marked2(&q[0], 1));
	for (k = 2; k < folioq_nr_slots(&q[0]); k++)
		folioq_append(&q[0], page_folio(pages[1]));
	KUNIT_EXPECT_TRUE(test, folioq_full(&q[0]));
	folioq_append(&q[1], page_folio(pages[2]));
	iov_iter_folio_queue(&i, ITER_DEST, &q[0], 0, 4090, 6 + 2 * PAGE_SIZE + 8);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_folioq(&i));
	KUNIT_EXPECT_EQ(test, copy_to_iter("abcdefgh", 8, &i), 8u);
	KUNIT_EXPECT_STREQ(test, (char *)folio_address(large), "gh");
	KUNIT_EXPECT_EQ(test, i.folioq_slot, 1);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 2u);
	iov_iter_revert(&i, 4);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 4094u);
	KUNIT_EXPECT_EQ(test, i.folioq_slot, 0);
	iov_iter_advance(&i, 4);
	KUNIT_EXPECT_EQ(test, i.folioq_slot, 1);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 100), 3);
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, 2 * PAGE_SIZE, NR, 0, &start), (ssize_t)(2 * PAGE_SIZE));
	KUNIT_EXPECT_EQ(test, start, 2u);
	KUNIT_EXPECT_PTR_EQ(test, got[0], folio_page(large, 0));
	KUNIT_EXPECT_PTR_EQ(test, got[1], folio_page(large, 1));
	KUNIT_EXPECT_PTR_EQ(test, got[2], pages[1]);
	/* From one handful into the next. */
	iov_iter_folio_queue(&i, ITER_SOURCE, &q[0], 30, 4095, 4);
	memcpy(page_address(pages[1]) + 4095, "1", 1);
	memcpy(page_address(pages[2]), "234", 3);
	KUNIT_EXPECT_EQ(test, copy_from_iter(text, 4, &i), 4u);
	KUNIT_EXPECT_STREQ(test, text, "1234");
	KUNIT_EXPECT_PTR_EQ(test, i.folioq, (const struct folio_queue *)&q[1]);
	folio_put(large);
	pages_free(pages);
	kfree(q);
}

static void by_index(struct kunit *test)
{
	struct page *pages[NR], *got[NR], **array = got;
	struct iov_iter i;
	struct xarray xa;
	char text[16] = "";
	size_t start;
	int k;

	xa_init(&xa);
	pages_of(test, pages);
	for (k = 0; k < NR; k++)
		KUNIT_ASSERT_FALSE(test, xa_is_err(xa_store(&xa, k + 5, pages[k], GFP_KERNEL)));
	iov_iter_xarray(&i, ITER_DEST, &xa, 6 * PAGE_SIZE - 3, 2 * PAGE_SIZE);
	KUNIT_EXPECT_TRUE(test, iov_iter_is_xarray(&i));
	KUNIT_EXPECT_EQ(test, copy_to_iter("abcdef", 6, &i), 6u);
	KUNIT_EXPECT_EQ(test, memcmp(page_address(pages[0]) + 4093, "abc", 3), 0);
	KUNIT_EXPECT_EQ(test, memcmp(page_address(pages[1]), "def", 3), 0);
	iov_iter_revert(&i, 5);
	KUNIT_EXPECT_EQ(test, i.iov_offset, 1u);
	KUNIT_EXPECT_EQ(test, iov_iter_zero(1, &i), 1u);
	KUNIT_EXPECT_EQ(test, memcmp(page_address(pages[0]) + 4093, "a\0c", 3), 0);
	KUNIT_EXPECT_EQ(test, iov_iter_npages(&i, 100), 3);
	KUNIT_EXPECT_EQ(test, iov_iter_alignment(&i), (6 * PAGE_SIZE - 1) | (2 * PAGE_SIZE - 2));
	KUNIT_EXPECT_EQ(test, iov_iter_extract_pages(&i, &array, SIZE_MAX, 2, 0, &start), (ssize_t)(PAGE_SIZE + 1));
	KUNIT_EXPECT_EQ(test, start, 4095u);
	KUNIT_EXPECT_PTR_EQ(test, got[0], pages[0]);
	KUNIT_EXPECT_PTR_EQ(test, got[1], pages[1]);
	iov_iter_xarray(&i, ITER_SOURCE, &xa, 6 * PAGE_SIZE - 3, 6);
	KUNIT_EXPECT_EQ(test, copy_from_iter(text, 16, &i), 6u);
	KUNIT_EXPECT_EQ(test, memcmp(text, "a\0" "cdef", 6), 0);
	iov_iter_xarray(&i, ITER_SOURCE, &xa, 5 * PAGE_SIZE, PAGE_SIZE);
	KUNIT_EXPECT_EQ(test, iov_iter_get_pages2(&i, got, 100, NR, &start), 100);
	KUNIT_EXPECT_EQ(test, page_count(pages[0]), 2);
	put_page(got[0]);
	xa_destroy(&xa);
	pages_free(pages);
}

static void as_a_list(struct kunit *test)
{
	struct page *pages[NR];
	struct scatterlist sg[NR];
	struct sg_table table = { .sgl = sg };
	struct bio_vec bv[3];
	struct iov_iter i;

	pages_of(test, pages);
	bvec_set_page(&bv[0], pages[0], 100, 10);
	bvec_set_page(&bv[1], pages[1], 0, 0);
	bvec_set_page(&bv[2], pages[2], 300, 50);
	sg_init_table(sg, NR);
	iov_iter_bvec(&i, ITER_SOURCE, bv, 3, 400);
	iov_iter_advance(&i, 1);
	KUNIT_EXPECT_EQ(test, extract_iter_to_sg(&i, 0, &table, NR, 0), 0);
	KUNIT_EXPECT_EQ(test, extract_iter_to_sg(&i, 200, &table, NR, 0), 200);
	KUNIT_EXPECT_EQ(test, table.nents, 2u);
	KUNIT_EXPECT_PTR_EQ(test, sg_page(&sg[0]), pages[0]);
	KUNIT_EXPECT_EQ(test, sg[0].offset, 11u);
	KUNIT_EXPECT_EQ(test, sg[0].length, 99u);
	KUNIT_EXPECT_PTR_EQ(test, sg_page(&sg[1]), pages[2]);
	KUNIT_EXPECT_EQ(test, sg[1].length, 101u);
	KUNIT_EXPECT_EQ(test, i.count, 199u);
	pages_free(pages);
}

static void at_addresses_in_a_row(struct kunit *test)
{
	struct page *pages[NR] = {};
	char *p;
	int k;

	KUNIT_ASSERT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, NR, pages), (unsigned long)NR);
	KUNIT_EXPECT_EQ(test, alloc_pages_bulk_array(GFP_KERNEL, NR, pages), (unsigned long)NR);
	swap(pages[0], pages[2]);
	p = vmap(pages, NR, VM_MAP, PAGE_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, p);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(p));
	for (k = 0; k < NR; k++) {
		KUNIT_EXPECT_PTR_EQ(test, vmalloc_to_page(p + k * PAGE_SIZE + 7), pages[k]);
		p[k * PAGE_SIZE + 7] = 'a' + k;
		KUNIT_EXPECT_EQ(test, ((char *)page_address(pages[k]))[7], 'a' + k);
	}
	vunmap(p);
	vunmap(NULL);
	KUNIT_EXPECT_NULL(test, vmap(pages, 0, VM_MAP, PAGE_KERNEL));
	pages_free(pages);
}

static struct kunit_case iov_pages_cases[] = {
	KUNIT_CASE(of_pieces_of_pages),
	KUNIT_CASE(of_the_kernel),
	KUNIT_CASE(of_a_user),
	KUNIT_CASE(queued),
	KUNIT_CASE(by_index),
	KUNIT_CASE(as_a_list),
	KUNIT_CASE(at_addresses_in_a_row),
	{}
};

static struct kunit_suite iov_pages_suite = {
	.name = "iov_pages",
	.init = user_init,
	.test_cases = iov_pages_cases,
};
kunit_test_suites(&iov_pages_suite);

MODULE_DESCRIPTION("The pages of streams");
MODULE_LICENSE("GPL");
