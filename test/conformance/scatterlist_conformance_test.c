// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists of pieces of memory: tables, walks, copies. */
#include <kunit/test.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

#define MAX_PAGES 64

static void entries(struct kunit *test)
{
	char *buffer = kunit_kzalloc(test, 3 * PAGE_SIZE, GFP_KERNEL);
	struct page *page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	struct scatterlist sg[4], more[3], *at;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, buffer);
	KUNIT_ASSERT_NOT_NULL(test, page);
	sg_init_table(sg, 4);
	KUNIT_EXPECT_EQ(test, sg_nents(sg), 4);
	KUNIT_EXPECT_TRUE(test, sg_is_last(&sg[3]));
	KUNIT_EXPECT_FALSE(test, sg_is_last(&sg[2]));
	KUNIT_EXPECT_NULL(test, sg_next(&sg[3]));
	sg_set_buf(&sg[0], buffer + 10, 20);
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(&sg[0]), (void *)(buffer + 10));
	KUNIT_EXPECT_EQ(test, sg[0].length, 20u);
	KUNIT_EXPECT_EQ(test, sg[0].offset, (unsigned int)offset_in_page(buffer + 10));
	KUNIT_EXPECT_PTR_EQ(test, sg_page(&sg[0]), virt_to_page(buffer + 10));
	KUNIT_EXPECT_EQ(test, sg_phys(&sg[0]), (dma_addr_t)__pa(buffer + 10));
	KUNIT_EXPECT_PTR_EQ(test, __va(sg_phys(&sg[0])), (void *)(buffer + 10));
	sg_set_buf(&sg[1], buffer + PAGE_SIZE + 1, 30);
	sg_set_page(&sg[2], page, 100, 7);
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(&sg[2]), page_address(page) + 7);
	sg_set_page(&sg[3], page, 200, 1000);
	KUNIT_EXPECT_TRUE(test, sg_is_last(&sg[3]));
	sg_set_folio(&sg[3], page_folio(page), 50, 9);
	KUNIT_EXPECT_PTR_EQ(test, sg_page(&sg[3]), page);
	KUNIT_EXPECT_EQ(test, sg[3].length, 50u);
	KUNIT_EXPECT_PTR_EQ(test, sg_last(sg, 4), &sg[3]);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 0), 0);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 20), 1);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 21), 2);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 200), 4);
	KUNIT_EXPECT_EQ(test, sg_nents_for_len(sg, 201), -EINVAL);
	/* A second list behind the third entry. */
	sg_init_table(more, 3);
	sg_chain(sg, 4, more);
	KUNIT_EXPECT_TRUE(test, sg_is_chain(&sg[3]));
	KUNIT_EXPECT_FALSE(test, sg_is_last(&sg[3]));
	KUNIT_EXPECT_PTR_EQ(test, sg_chain_ptr(&sg[3]), &more[0]);
	KUNIT_EXPECT_EQ(test, sg_nents(sg), 6);
	KUNIT_EXPECT_PTR_EQ(test, sg_next(&sg[2]), &more[0]);
	KUNIT_EXPECT_PTR_EQ(test, sg_last(sg, 6), &more[2]);
	sg_mark_end(&more[0]);
	KUNIT_EXPECT_EQ(test, sg_nents(sg), 4);
	sg_unmark_end(&more[0]);
	KUNIT_EXPECT_EQ(test, sg_nents(sg), 6);
	for_each_sg(sg, at, 5, i)
		KUNIT_EXPECT_PTR_EQ(test, at, i < 3 ? &sg[i] : &more[i - 3]);
	sg_init_one(sg, buffer, 77);
	KUNIT_EXPECT_EQ(test, sg_nents(sg), 1);
	KUNIT_EXPECT_PTR_EQ(test, sg_virt(sg), (void *)buffer);
	KUNIT_EXPECT_EQ(test, sizeof(struct scatterlist), 32u);
	KUNIT_EXPECT_EQ(test, SG_MAX_SINGLE_ALLOC, 128u);
	__free_page(page);
}

static void tables(struct kunit *test)
{
	static const unsigned int sizes[] = { 1, 127, 128, 129, 255, 256, 600 };
	struct scatterlist *sg, first[2];
	struct sg_table table, chained;
	unsigned int i, j;

	KUNIT_EXPECT_EQ(test, sg_alloc_table(&table, 0, GFP_KERNEL), -EINVAL);
	KUNIT_EXPECT_NULL(test, table.sgl);
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		KUNIT_ASSERT_EQ(test, sg_alloc_table(&table, sizes[i], GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, table.nents, sizes[i]);
		KUNIT_EXPECT_EQ(test, table.orig_nents, sizes[i]);
		KUNIT_EXPECT_EQ(test, sg_nents(table.sgl), (int)sizes[i]);
		for_each_sgtable_sg(&table, sg, j)
			KUNIT_EXPECT_EQ(test, sg_is_last(sg), j == sizes[i] - 1);
		sg_free_table(&table);
		KUNIT_EXPECT_NULL(test, table.sgl);
		sg_free_table(&table);
	}
	sg_init_table(first, 2);
	chained.sgl = first;
	KUNIT_ASSERT_EQ(test, sg_alloc_table_chained(&chained, 2, first, 2), 0);
	KUNIT_EXPECT_PTR_EQ(test, chained.sgl, &first[0]);
	KUNIT_EXPECT_EQ(test, sg_nents(chained.sgl), 2);
	sg_free_table_chained(&chained, 2);
	KUNIT_ASSERT_EQ(test, sg_alloc_table_chained(&chained, 300, first, 2), 0);
	KUNIT_EXPECT_PTR_EQ(test, chained.sgl, &first[0]);
	KUNIT_EXPECT_TRUE(test, sg_is_chain(&first[1]));
	KUNIT_EXPECT_EQ(test, sg_nents(chained.sgl), 300);
	sg_free_table_chained(&chained, 2);
	KUNIT_ASSERT_EQ(test, sg_alloc_table_chained(&chained, 3, first, 1), 0);
	KUNIT_EXPECT_PTR_NE(test, chained.sgl, &first[0]);
	sg_free_table_chained(&chained, 1);
	KUNIT_ASSERT_EQ(test, sg_alloc_table_chained(&chained, 3, NULL, 0), 0);
	sg_free_table_chained(&chained, 0);
}

static unsigned int calls;
static struct scatterlist *two_times(unsigned int nents, gfp_t gfp)
{
	return calls++ < 2 ? kcalloc(nents, sizeof(struct scatterlist), gfp) : NULL;
}

static unsigned int freed;
static void counted(struct scatterlist *sg, unsigned int nents)
{
	freed += nents;
	kfree(sg);
}

static void tables_of_an_allocator(struct kunit *test)
{
	struct sg_table table;

	calls = freed = 0;
	KUNIT_EXPECT_EQ(test, __sg_alloc_table(&table, 20, 5, NULL, 0, GFP_KERNEL, two_times), -ENOMEM);
	KUNIT_EXPECT_EQ(test, table.orig_nents, 9u);
	__sg_free_table(&table, 5, 0, counted, table.orig_nents);
	KUNIT_EXPECT_EQ(test, freed, 10u);
	calls = freed = 0;
	KUNIT_EXPECT_EQ(test, __sg_alloc_table(&table, 9, 5, NULL, 0, GFP_KERNEL, two_times), 0);
	KUNIT_EXPECT_EQ(test, sg_nents(table.sgl), 9);
	__sg_free_table(&table, 5, 0, counted, table.orig_nents);
	KUNIT_EXPECT_EQ(test, freed, 10u);
}

struct pages_case {
	int first, second;	/* numbers of pages; second: appended */
	unsigned char at[14];
	unsigned int offset, size, most;
	unsigned int nents;
};

/* Page numbers within a block of 16, as the kernel's own test of these functions has them, and more. */
static const struct pages_case pages_cases[] = {
	{ 1, 0, { 0 }, 0, PAGE_SIZE, PAGE_SIZE + 1, 1 },
	{ 1, 0, { 0 }, 0, PAGE_SIZE, UINT_MAX, 1 },
	{ 1, 0, { 0 }, 0, 1, UINT_MAX, 1 },
	{ 1, 0, { 0 }, 100, 50, UINT_MAX, 1 },
	{ 2, 0, { 0, 1 }, 0, 2 * PAGE_SIZE, UINT_MAX, 1 },
	{ 2, 0, { 0, 1 }, 5, 2 * PAGE_SIZE - 10, UINT_MAX, 1 },
	{ 2, 0, { 1, 0 }, 0, 2 * PAGE_SIZE, UINT_MAX, 2 },
	{ 2, 0, { 1, 0 }, 5, 2 * PAGE_SIZE - 10, UINT_MAX, 2 },
	{ 3, 3, { 0, 1, 2, 3, 4, 5 }, 0, 3 * PAGE_SIZE, UINT_MAX, 1 },
	{ 3, 3, { 0, 1, 2, 4, 5, 6 }, 0, 3 * PAGE_SIZE, UINT_MAX, 2 },
	{ 3, 0, { 0, 2, 1 }, 0, 3 * PAGE_SIZE, UINT_MAX, 3 },
	{ 3, 0, { 0, 1, 3 }, 0, 3 * PAGE_SIZE, UINT_MAX, 2 },
	{ 4, 0, { 0, 1, 3, 4 }, 0, 4 * PAGE_SIZE, UINT_MAX, 2 },
	{ 5, 0, { 0, 1, 3, 4, 6 }, 0, 5 * PAGE_SIZE, UINT_MAX, 3 },
	{ 5, 0, { 0, 1, 2, 3, 4 }, 0, 5 * PAGE_SIZE, 2 * PAGE_SIZE, 3 },
	{ 6, 0, { 0, 2, 3, 4, 5, 6 }, 0, 6 * PAGE_SIZE, 2 * PAGE_SIZE, 4 },
	{ 6, 6, { 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 0, 6 * PAGE_SIZE, 12 * PAGE_SIZE, 2 },
	{ 6, 6, { 0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }, 0, 6 * PAGE_SIZE, 3 * PAGE_SIZE, 5 },
	{ 2, 4, { 0, 1, 2, 9, 4, 3 }, 0, 2 * PAGE_SIZE, 3 * PAGE_SIZE, 4 },
};

static void one_pages_case(struct kunit *test, const struct pages_case *c, struct page *block)
{
	struct page *pages[MAX_PAGES];
	struct sg_append_table append = {};
	struct scatterlist *sg;
	unsigned int i, sum = 0;

	for (i = 0; i < ARRAY_SIZE(c->at); i++)
		pages[i] = block + c->at[i];
	if (!c->second) {
		KUNIT_ASSERT_EQ(test, sg_alloc_table_from_pages_segment(&append.sgt, pages, c->first, c->offset, c->size,
									c->most, GFP_KERNEL), 0);
		KUNIT_EXPECT_EQ(test, append.sgt.orig_nents, c->nents);
	} else {
		KUNIT_ASSERT_EQ(test, sg_alloc_append_table_from_pages(&append, pages, c->first, 0, c->size, c->most,
								       c->second, GFP_KERNEL), 0);
		KUNIT_ASSERT_EQ(test, sg_alloc_append_table_from_pages(&append, pages + c->first, c->second, 0,
								       c->second * PAGE_SIZE, c->most, 0, GFP_KERNEL), 0);
	}
	KUNIT_EXPECT_EQ(test, append.sgt.nents, c->nents);
	KUNIT_EXPECT_EQ(test, sg_nents(append.sgt.sgl), (int)c->nents);
	for_each_sgtable_sg(&append.sgt, sg, i) {
		KUNIT_EXPECT_PTR_EQ(test, sg_page(sg), block + c->at[(sum + c->offset) / PAGE_SIZE]);
		KUNIT_EXPECT_EQ(test, sg->offset, i ? 0 : c->offset);
		sum += sg->length;
	}
	KUNIT_EXPECT_EQ(test, sum, (unsigned int)(c->size + c->second * PAGE_SIZE));
	if (c->second)
		sg_free_append_table(&append);
	else
		sg_free_table(&append.sgt);
}

static void tables_of_pages(struct kunit *test)
{
	struct page *block = alloc_pages(GFP_KERNEL, 4), *pages[MAX_PAGES];
	struct sg_append_table append = {};
	struct sg_table table;
	int i;

	KUNIT_ASSERT_NOT_NULL(test, block);
	for (i = 0; i < ARRAY_SIZE(pages_cases); i++)
		one_pages_case(test, &pages_cases[i], block);
	for (i = 0; i < 16; i++)
		pages[i] = block + i;
	KUNIT_EXPECT_EQ(test, sg_alloc_table_from_pages(&table, pages, 16, 3, 15 * PAGE_SIZE, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, table.nents, 1u);
	KUNIT_EXPECT_EQ(test, table.sgl->length, 15u * PAGE_SIZE);
	sg_free_table(&table);
	/* Many pieces: more than a list has room for. */
	for (i = 0; i < MAX_PAGES; i++)
		pages[i] = block + i % 2 * 2;
	for (i = 0; i < 5; i++)
		KUNIT_EXPECT_EQ(test, sg_alloc_append_table_from_pages(&append, pages, MAX_PAGES, 0,
								       MAX_PAGES * PAGE_SIZE, UINT_MAX,
								       (4 - i) * MAX_PAGES, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, append.sgt.nents, 5u * MAX_PAGES);
	KUNIT_EXPECT_EQ(test, append.total_nents, 320u);
	KUNIT_EXPECT_EQ(test, sg_nents(append.sgt.sgl), 5 * MAX_PAGES);
	KUNIT_EXPECT_PTR_EQ(test, append.prv, sg_last(append.sgt.sgl, 5 * MAX_PAGES));
	sg_free_append_table(&append);
	__free_pages(block, 4);
}

static void lists_with_pages(struct kunit *test)
{
	unsigned int nr = 0, i;
	struct scatterlist *sgl = sgl_alloc(2 * PAGE_SIZE + 5, GFP_KERNEL, &nr), *sg;

	KUNIT_ASSERT_NOT_NULL(test, sgl);
	KUNIT_EXPECT_EQ(test, nr, 3u);
	KUNIT_EXPECT_EQ(test, sg_nents(sgl), 3);
	for_each_sg(sgl, sg, 3, i)
		KUNIT_EXPECT_EQ(test, sg->length, i < 2 ? PAGE_SIZE : 5u);
	sgl_free(sgl);
	sgl = sgl_alloc_order(5 * PAGE_SIZE, 1, true, GFP_KERNEL, &nr);
	KUNIT_ASSERT_NOT_NULL(test, sgl);
	KUNIT_EXPECT_EQ(test, nr, 3u);
	KUNIT_EXPECT_EQ(test, sg_nents(sgl), 4);
	KUNIT_EXPECT_EQ(test, sgl[2].length, PAGE_SIZE);
	sgl_free_n_order(sgl, 3, 1);
	KUNIT_EXPECT_NULL(test, sgl_alloc(1ULL << 40, GFP_KERNEL, NULL));
}

/* Five pieces of 2 blocks of pages: 30 + 5000 + 0 + 4096 + 100 bytes. */
struct pieces { struct page *block; struct scatterlist sg[5]; };

static void pieces_of(struct kunit *test, struct pieces *p)
{
	p->block = alloc_pages(GFP_KERNEL | __GFP_ZERO, 3);
	KUNIT_ASSERT_NOT_NULL(test, p->block);
	sg_init_table(p->sg, 5);
	sg_set_page(&p->sg[0], p->block + 6, 30, 4000);
	sg_set_page(&p->sg[1], p->block, 5000, 3000);
	sg_set_page(&p->sg[2], p->block + 4, 0, 0);
	sg_set_page(&p->sg[3], p->block + 4, 4096, 0);
	sg_set_page(&p->sg[4], p->block + 2, 100, 4090);
}

static void page_by_page(struct kunit *test)
{
	static const int pages[] = { 6, 0, 1, 4, 2, 3 };
	struct sg_dma_page_iter dma_iter;
	struct sg_page_iter iter;
	struct pieces p;
	int i = 0;

	pieces_of(test, &p);
	for_each_sg_page(p.sg, &iter, 5, 0)
		KUNIT_EXPECT_PTR_EQ(test, sg_page_iter_page(&iter), p.block + pages[i++]);
	KUNIT_EXPECT_EQ(test, i, 6);
	i = 2;
	for_each_sg_page(p.sg, &iter, 4, 2) {
		KUNIT_EXPECT_PTR_EQ(test, sg_page_iter_page(&iter), p.block + pages[i++]);
	}
	KUNIT_EXPECT_EQ(test, i, 4);
	for_each_sg_page(p.sg, &iter, 5, 6)
		i = 100;
	for_each_sg_page(p.sg, &iter, 0, 0)
		i = 100;
	KUNIT_EXPECT_EQ(test, i, 4);
	sg_dma_address(&p.sg[0]) = 0x1000;
	sg_dma_len(&p.sg[0]) = 2 * PAGE_SIZE;
	p.sg[0].offset = 0;
	i = 0;
	for_each_sg_dma_page(p.sg, &dma_iter, 1, 0)
		KUNIT_EXPECT_EQ(test, sg_page_iter_dma_address(&dma_iter), (dma_addr_t)(0x1000 + PAGE_SIZE * i++));
	KUNIT_EXPECT_EQ(test, i, 2);
	__free_pages(p.block, 3);
}

static void mapped(struct kunit *test, unsigned int flags)
{
	static const unsigned int lengths[] = { 30, 1096, 3904, 4096, 6, 94 };
	struct sg_mapping_iter miter;
	struct pieces p;
	int i = 0;

	pieces_of(test, &p);
	sg_miter_start(&miter, p.sg, 5, flags);
	while (sg_miter_next(&miter)) {
		KUNIT_EXPECT_EQ(test, miter.length, lengths[i]);
		KUNIT_EXPECT_EQ(test, miter.consumed, lengths[i]);
		i++;
	}
	KUNIT_EXPECT_EQ(test, i, 6);
	KUNIT_EXPECT_NULL(test, miter.addr);
	KUNIT_EXPECT_FALSE(test, sg_miter_next(&miter));
	/* Part of a piece is used; the walk goes on there, also after a stop. */
	sg_miter_start(&miter, p.sg, 5, flags);
	KUNIT_EXPECT_TRUE(test, sg_miter_skip(&miter, 35));
	KUNIT_EXPECT_TRUE(test, sg_miter_next(&miter));
	KUNIT_EXPECT_PTR_EQ(test, miter.addr, page_address(p.block) + 3005);
	KUNIT_EXPECT_PTR_EQ(test, miter.page, p.block);
	KUNIT_EXPECT_EQ(test, miter.length, 1091u);
	miter.consumed = 91;
	sg_miter_stop(&miter);
	KUNIT_EXPECT_NULL(test, miter.page);
	KUNIT_EXPECT_TRUE(test, sg_miter_next(&miter));
	KUNIT_EXPECT_EQ(test, miter.length, 1000u);
	miter.consumed = 0;
	KUNIT_EXPECT_TRUE(test, sg_miter_next(&miter));
	KUNIT_EXPECT_EQ(test, miter.length, 1000u);
	KUNIT_EXPECT_TRUE(test, sg_miter_skip(&miter, 3904 + 4096 + 100));
	KUNIT_EXPECT_FALSE(test, sg_miter_next(&miter));
	sg_miter_start(&miter, p.sg, 5, flags);
	KUNIT_EXPECT_FALSE(test, sg_miter_skip(&miter, 9227));
	sg_miter_stop(&miter);
	__free_pages(p.block, 3);
}

static void mapping(struct kunit *test)
{
	mapped(test, SG_MITER_FROM_SG);
	mapped(test, SG_MITER_TO_SG | SG_MITER_ATOMIC);
}

static void copies(struct kunit *test)
{
	size_t all = 9226, i;
	u8 *from = kunit_kzalloc(test, all, GFP_KERNEL), *to = kunit_kzalloc(test, all + 10, GFP_KERNEL);
	struct pieces p;

	KUNIT_ASSERT_NOT_NULL(test, from);
	KUNIT_ASSERT_NOT_NULL(test, to);
	for (i = 0; i < all; i++)
		from[i] = i * 7 + i / 256;
	pieces_of(test, &p);
	KUNIT_EXPECT_EQ(test, sg_copy_from_buffer(p.sg, 5, from, all), all);
	KUNIT_EXPECT_EQ(test, ((u8 *)page_address(p.block))[3000], from[30]);
	KUNIT_EXPECT_EQ(test, ((u8 *)page_address(p.block + 1))[0], from[30 + 1096]);
	KUNIT_EXPECT_EQ(test, sg_copy_to_buffer(p.sg, 5, to, all + 10), all);
	KUNIT_EXPECT_EQ(test, memcmp(from, to, all), 0);
	memset(to, 0, all + 10);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(p.sg, 5, to, 100, 5000), 100u);
	KUNIT_EXPECT_EQ(test, memcmp(from + 5000, to, 100), 0);
	KUNIT_EXPECT_EQ(test, to[100], 0);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(p.sg, 2, to, 100, 5000), 30u);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(p.sg, 5, to, 100, all), 0u);
	KUNIT_EXPECT_EQ(test, sg_pcopy_to_buffer(p.sg, 5, to, 100, all + 1), 0u);
	KUNIT_EXPECT_EQ(test, sg_pcopy_from_buffer(p.sg, 5, "abcdef", 6, 28), 6u);
	KUNIT_EXPECT_EQ(test, sg_copy_buffer(p.sg, 5, to, 8, 27, true), 8u);
	KUNIT_EXPECT_EQ(test, memcmp(to + 1, "abcdef", 6), 0);
	KUNIT_EXPECT_EQ(test, to[0], from[27]);
	KUNIT_EXPECT_EQ(test, sg_zero_buffer(p.sg, 5, 3, 29), 3u);
	KUNIT_EXPECT_EQ(test, sg_copy_buffer(p.sg, 5, to, 6, 28, true), 6u);
	KUNIT_EXPECT_EQ(test, memcmp(to, "a\0\0\0ef", 6), 0);
	KUNIT_EXPECT_EQ(test, sg_zero_buffer(p.sg, 5, SIZE_MAX, 0), all);
	KUNIT_EXPECT_EQ(test, sg_copy_to_buffer(p.sg, 5, to, all), all);
	KUNIT_EXPECT_NULL(test, memchr_inv(to, 0, all));
	__free_pages(p.block, 3);
}

static struct kunit_case scatterlist_cases[] = {
	KUNIT_CASE(entries),
	KUNIT_CASE(tables),
	KUNIT_CASE(tables_of_an_allocator),
	KUNIT_CASE(tables_of_pages),
	KUNIT_CASE(lists_with_pages),
	KUNIT_CASE(page_by_page),
	KUNIT_CASE(mapping),
	KUNIT_CASE(copies),
	{}
};

static struct kunit_suite scatterlist_suite = {
	.name = "scatterlist",
	.test_cases = scatterlist_cases,
};
kunit_test_suites(&scatterlist_suite);

MODULE_DESCRIPTION("Lists of pieces of memory");
MODULE_LICENSE("GPL");
