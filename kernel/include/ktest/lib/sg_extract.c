// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The pages of a stream as a list. */
#ifndef KTEST_LIB_SG_EXTRACT_C
#define KTEST_LIB_SG_EXTRACT_C

#include <linux/bvec.h>
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/printk.h>
#include <linux/scatterlist.h>
#include <linux/uio.h>
#include <ktest/lib/iov_folio.h>

static inline void sg_extract_add(struct sg_table *table, struct page *page, size_t len, size_t offset)
{
	sg_set_page(&table->sgl[table->nents++], page, len, offset);
}

/* Whole pieces of pages, whole folios. */
static inline size_t sg_extract_large(struct iov_iter *iter, size_t maxsize, struct sg_table *table)
{
	size_t offset, len;
	struct page *page;

	if (iov_iter_is_bvec(iter)) {
		/* Over empty pieces. */
		iov_iter_advance(iter, 0);
		len = min_t(size_t, maxsize, iter->bvec->bv_len - iter->iov_offset);
		if (len)
			sg_extract_add(table, iter->bvec->bv_page, len, iter->bvec->bv_offset + iter->iov_offset);
		return len;
	}
	page = iov_folio_page(iter, 0, &offset, &len);
	if (!page)
		return 0;
	len = min(maxsize, len);
	offset += (size_t)(page - compound_head(page)) << PAGE_SHIFT;
	sg_extract_add(table, compound_head(page), len, offset);
	return len;
}

static inline ssize_t sg_extract_pages(struct iov_iter *iter, size_t maxsize, struct sg_table *table,
				       iov_iter_extraction_t flags)
{
	struct page *page, **pages = &page;
	size_t offset;
	ssize_t len = iov_iter_extract_pages(iter, &pages, maxsize, 1, flags, &offset);

	if (len > 0)
		sg_extract_add(table, page, len, offset);
	return len;
}

/* A page of a user that was taken before an error is given back. */
static inline ssize_t sg_extract_undo(struct sg_table *table, unsigned int nents, ssize_t error, bool pinned)
{
	for (; table->nents > nents; table->nents--)
		if (pinned)
			unpin_user_page(sg_page(&table->sgl[table->nents - 1]));
	return error;
}

KTEST_DEF ssize_t extract_iter_to_sg(struct iov_iter *iter, size_t maxsize, struct sg_table *sgtable, unsigned int sg_max,
				     iov_iter_extraction_t extraction_flags)
{
	bool is_large = iov_iter_is_bvec(iter) || iov_iter_has_folios(iter), pinned = user_backed_iter(iter);
	unsigned int nents = sgtable->nents;
	size_t all = 0;

	if (!maxsize || !sg_max)
		return 0;
	if (iov_iter_is_discard(iter)) {
		pr_err("%s(%u) unsupported\n", __func__, iov_iter_type(iter));
		WARN_ON_ONCE(1);
		return -EIO;
	}
	maxsize = min(maxsize, iter->count);
	while (all < maxsize && sgtable->nents < nents + sg_max) {
		ssize_t len = is_large ? (ssize_t)sg_extract_large(iter, maxsize - all, sgtable) :
					 sg_extract_pages(iter, maxsize - all, sgtable, extraction_flags);

		if (len < 0)
			return sg_extract_undo(sgtable, nents, len, pinned);
		if (is_large)
			iov_iter_advance(iter, len);
		if (!len)
			break;
		all += len;
	}
	return all;
}

#endif
