// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists of pieces of memory: making and freeing them. */
#ifndef KTEST_LIB_SCATTERLIST_C
#define KTEST_LIB_SCATTERLIST_C

#include <linux/align.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/math.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/string.h>

KTEST_DEF struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (sg_is_last(sg))
		return NULL;
	sg++;
	return sg_is_chain(sg) ? sg_chain_ptr(sg) : sg;
}

KTEST_DEF int sg_nents(struct scatterlist *sg)
{
	int nr;

	for (nr = 0; sg; sg = sg_next(sg))
		nr++;
	return nr;
}

KTEST_DEF int sg_nents_for_len(struct scatterlist *sg, u64 len)
{
	int nr = 0;
	u64 sum = 0;

	while (sum < len) {
		if (!sg)
			return -EINVAL;
		sum += sg->length;
		sg = sg_next(sg);
		nr++;
	}
	return nr;
}

KTEST_DEF struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents)
{
	struct scatterlist *sg, *last = NULL;
	unsigned int i;

	for_each_sg(sgl, sg, nents, i)
		last = sg;
	BUG_ON(!sg_is_last(last));
	return last;
}

KTEST_DEF void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, sizeof(*sgl) * nents);
	sg_init_marker(sgl, nents);
}

KTEST_DEF void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, buflen);
}

/* ---- tables: lists of at most so many entries, whose last one leads on --------------------- */

/* A full list is just a page. */
static inline struct scatterlist *sg_entries(unsigned int nents, gfp_t gfp)
{
	if (nents == SG_MAX_SINGLE_ALLOC)
		return (struct scatterlist *)__get_free_page(gfp);
	return (struct scatterlist *)kmalloc_array(nents, sizeof(struct scatterlist), gfp);
}

static inline void sg_entries_free(struct scatterlist *sg, unsigned int nents)
{
	if (nents == SG_MAX_SINGLE_ALLOC)
		free_page((unsigned long)sg);
	else
		kfree(sg);
}

KTEST_DEF void __sg_free_table(struct sg_table *table, unsigned int max_ents, unsigned int nents_first_chunk,
			       sg_free_fn *free_fn, unsigned int num_ents)
{
	unsigned int most = nents_first_chunk ? nents_first_chunk : max_ents;
	struct scatterlist *sgl = table->sgl, *next;
	bool is_callers = nents_first_chunk;

	if (!sgl)
		return;
	for (; num_ents; most = max_ents) {
		bool goes_on = num_ents > most;
		unsigned int nr = goes_on ? most : num_ents;

		next = goes_on ? sg_chain_ptr(&sgl[nr - 1]) : NULL;
		if (!is_callers)
			free_fn(sgl, nr);
		is_callers = false;
		num_ents -= nr - goes_on;
		sgl = next;
	}
	table->sgl = NULL;
}

KTEST_DEF void sg_free_table(struct sg_table *table)
{
	__sg_free_table(table, SG_MAX_SINGLE_ALLOC, 0, sg_entries_free, table->orig_nents);
}

KTEST_DEF void sg_free_append_table(struct sg_append_table *table)
{
	__sg_free_table(&table->sgt, SG_MAX_SINGLE_ALLOC, 0, sg_entries_free, table->total_nents);
}

/* After an error the caller frees what there is, with __sg_free_table(). */
KTEST_DEF int __sg_alloc_table(struct sg_table *table, unsigned int nents, unsigned int max_ents,
			       struct scatterlist *first_chunk, unsigned int nents_first_chunk, gfp_t gfp_mask,
			       sg_alloc_fn *alloc_fn)
{
	unsigned int most = nents_first_chunk ? nents_first_chunk : max_ents, nr_before = 0;
	struct scatterlist *before = NULL, *sg = first_chunk;

	memset(table, 0, sizeof(*table));
	if (!nents)
		return -EINVAL;
	while (nents) {
		bool goes_on = nents > most;
		unsigned int nr = goes_on ? most : nents;

		if (!sg)
			sg = alloc_fn(nr, gfp_mask);
		if (!sg) {
			/* The last entry before leads nowhere: it counts as one. */
			if (before)
				table->nents = ++table->orig_nents;
			return -ENOMEM;
		}
		sg_init_table(sg, nr);
		if (before)
			sg_chain(before, nr_before, sg);
		else
			table->sgl = sg;
		table->nents = table->orig_nents += nr - goes_on;
		nents -= nr - goes_on;
		before = sg;
		nr_before = nr;
		most = max_ents;
		sg = NULL;
	}
	return 0;
}

KTEST_DEF int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp_mask)
{
	int error = __sg_alloc_table(table, nents, SG_MAX_SINGLE_ALLOC, NULL, 0, gfp_mask, sg_entries);

	if (error)
		sg_free_table(table);
	return error;
}

static inline struct scatterlist *sg_pool_entries(unsigned int nents, gfp_t gfp)
{
	return (struct scatterlist *)kmalloc_array(nents, sizeof(struct scatterlist), gfp);
}

static inline void sg_pool_entries_free(struct scatterlist *sg, unsigned int nents)
{
	(void)nents;
	kfree(sg);
}

KTEST_DEF void sg_free_table_chained(struct sg_table *table, unsigned int nents_first_chunk)
{
	if (table->orig_nents <= nents_first_chunk)
		return;
	__sg_free_table(table, SG_CHUNK_SIZE, nents_first_chunk > 1 ? nents_first_chunk : 0, sg_pool_entries_free,
			table->orig_nents);
}

KTEST_DEF int sg_alloc_table_chained(struct sg_table *table, int nents, struct scatterlist *first_chunk,
				     unsigned int nents_first_chunk)
{
	int error;

	BUG_ON(!nents);
	if (first_chunk && (unsigned int)nents <= nents_first_chunk) {
		table->nents = table->orig_nents = nents;
		sg_init_table(table->sgl, nents);
		return 0;
	}
	/* A single entry of the caller's could only lead on. */
	if (nents_first_chunk <= 1) {
		first_chunk = NULL;
		nents_first_chunk = 0;
	}
	error = __sg_alloc_table(table, nents, SG_CHUNK_SIZE, first_chunk, nents_first_chunk, GFP_ATOMIC,
				 sg_pool_entries);
	if (error)
		sg_free_table_chained(table, nents_first_chunk);
	return error;
}

/* ---- tables of pages ------------------------------------------------------------------------ */

/* How many pages, at least one, make one piece. */
static inline unsigned int sg_pages_in_a_row(struct page **pages, unsigned int n_pages, unsigned int most)
{
	unsigned int nr = 1;

	while (nr < n_pages && nr < most && page_to_pfn(pages[nr]) == page_to_pfn(pages[nr - 1]) + 1)
		nr++;
	return nr;
}

/* The entry behind `last`; `needed`: how many will be. */
static inline struct scatterlist *sg_append_entry(struct sg_append_table *table, struct scatterlist *last,
						  unsigned long needed, gfp_t gfp)
{
	struct scatterlist *next = last ? sg_next(last) : NULL, *more;
	unsigned int nr = min_t(unsigned long, needed, SG_MAX_SINGLE_ALLOC);

	if (next && (!sg_is_last(next) || needed == 1))
		return next;
	more = sg_entries(nr, gfp);
	if (!more)
		return (struct scatterlist *)ERR_PTR(-ENOMEM);
	sg_init_table(more, nr);
	if (next) {
		table->total_nents += nr - 1;
		__sg_chain(next, more);
	} else {
		table->sgt.sgl = more;
		table->total_nents = nr;
	}
	return more;
}

/* How many of the pages go on where the table ends. */
static inline unsigned int sg_append_merge(struct scatterlist *last, struct page **pages, unsigned int n_pages,
					   unsigned int max_segment)
{
	unsigned long pfn = (sg_phys(last) + last->length) / PAGE_SIZE;
	unsigned int nr = 0;

	while (nr < n_pages && page_to_pfn(pages[nr]) == pfn + nr && last->length + PAGE_SIZE <= max_segment) {
		last->length += PAGE_SIZE;
		nr++;
	}
	return nr;
}

static inline struct scatterlist *sg_append_pieces(struct sg_append_table *table, struct page **pages,
						   unsigned int n_pages, unsigned int offset, unsigned long size,
						   unsigned int most, unsigned int left_pages, gfp_t gfp)
{
	struct scatterlist *sg = table->prv;
	unsigned int pieces = 0, nr, at, i;

	for (at = 0; !pieces || at < n_pages; pieces++)
		at += sg_pages_in_a_row(pages + at, n_pages - at, most);
	for (i = 0, at = 0; i < pieces; i++, at += nr) {
		unsigned int bytes;

		nr = sg_pages_in_a_row(pages + at, n_pages - at, most);
		sg = sg_append_entry(table, sg, pieces - i + (unsigned long)left_pages, gfp);
		if (IS_ERR(sg))
			return sg;
		bytes = (nr << PAGE_SHIFT) - offset;
		sg_set_page(sg, pages[at], min_t(unsigned long, size, bytes), offset);
		size -= bytes;
		offset = 0;
	}
	table->sgt.nents += pieces;
	table->sgt.orig_nents = table->sgt.nents;
	table->prv = sg;
	return sg;
}

KTEST_DEF int sg_alloc_append_table_from_pages(struct sg_append_table *sgt, struct page **pages, unsigned int n_pages,
					       unsigned int offset, unsigned long size, unsigned int max_segment,
					       unsigned int left_pages, gfp_t gfp_mask)
{
	struct scatterlist *last = sgt->prv;
	unsigned int length = last ? last->length : 0, merged;

	max_segment = ALIGN_DOWN(max_segment, PAGE_SIZE);
	if (WARN_ON(!max_segment) || WARN_ON(last && offset))
		return -EINVAL;
	merged = last ? sg_append_merge(last, pages, n_pages, max_segment) : 0;
	if (!merged || merged < n_pages)
		last = sg_append_pieces(sgt, pages + merged, n_pages - merged, offset, size, max_segment >> PAGE_SHIFT,
					left_pages, gfp_mask);
	if (IS_ERR(last)) {
		if (sgt->prv)
			sgt->prv->length = length;
		return PTR_ERR(last);
	}
	if (!left_pages)
		sg_mark_end(last);
	return 0;
}

KTEST_DEF int sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages, unsigned int n_pages,
						unsigned int offset, unsigned long size, unsigned int max_segment,
						gfp_t gfp_mask)
{
	struct sg_append_table append;
	int error;

	memset(&append, 0, sizeof(append));
	error = sg_alloc_append_table_from_pages(&append, pages, n_pages, offset, size, max_segment, 0, gfp_mask);
	if (error) {
		sg_free_append_table(&append);
		return error;
	}
	*sgt = append.sgt;
	WARN_ON(append.total_nents != sgt->orig_nents);
	return 0;
}

/* ---- lists with their pages ------------------------------------------------------------------ */

KTEST_DEF struct scatterlist *sgl_alloc_order(unsigned long long length, unsigned int order, bool chainable, gfp_t gfp,
					      unsigned int *nent_p)
{
	unsigned long long piece = PAGE_SIZE << order;
	unsigned int nr = round_up(length, piece) / piece, room = nr + chainable;
	struct scatterlist *sgl, *sg;

	/* The kernel's sum is of 32 bits, too. */
	if (length > (unsigned int)(nr << (PAGE_SHIFT + order)) || room < nr)
		return NULL;
	sgl = (struct scatterlist *)kmalloc_array(room, sizeof(*sgl), gfp & ~GFP_DMA);
	if (!sgl)
		return NULL;
	sg_init_table(sgl, room);
	for (sg = sgl; length; sg = sg_next(sg)) {
		unsigned int bytes = min(length, piece);
		struct page *page = alloc_pages(gfp, order);

		if (!page) {
			sgl_free_order(sgl, order);
			return NULL;
		}
		sg_set_page(sg, page, bytes, 0);
		length -= bytes;
	}
	if (nent_p)
		*nent_p = nr;
	return sgl;
}

KTEST_DEF struct scatterlist *sgl_alloc(unsigned long long length, gfp_t gfp, unsigned int *nent_p)
{
	return sgl_alloc_order(length, 0, false, gfp, nent_p);
}

KTEST_DEF void sgl_free_n_order(struct scatterlist *sgl, int nents, int order)
{
	struct scatterlist *sg = sgl;

	for (; sg && nents > 0; sg = sg_next(sg), nents--)
		if (sg_page(sg))
			__free_pages(sg_page(sg), order);
	kfree(sgl);
}

KTEST_DEF void sgl_free_order(struct scatterlist *sgl, int order) { sgl_free_n_order(sgl, INT_MAX, order); }
KTEST_DEF void sgl_free(struct scatterlist *sgl) { sgl_free_order(sgl, 0); }

#endif
