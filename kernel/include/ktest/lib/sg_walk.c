// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists of pieces of memory: page by page, mapped, copied. */
#ifndef KTEST_LIB_SG_WALK_C
#define KTEST_LIB_SG_WALK_C

#include <linux/highmem-internal.h>
#include <linux/minmax.h>
#include <linux/scatterlist.h>
#include <linux/string.h>

KTEST_DEF void __sg_page_iter_start(struct sg_page_iter *piter, struct scatterlist *sglist, unsigned int nents,
				    unsigned long pgoffset)
{
	piter->sg = sglist;
	piter->sg_pgoffset = pgoffset;
	piter->__nents = nents;
	piter->__pg_advance = 0;
}

/* is_dma: lengths are those that a device sees. */
static inline bool sg_page_step(struct sg_page_iter *piter, bool is_dma)
{
	if (!piter->__nents || !piter->sg)
		return false;
	piter->sg_pgoffset += piter->__pg_advance;
	piter->__pg_advance = 1;
	for (;;) {
		struct scatterlist *sg = piter->sg;
		unsigned int pages = PAGE_ALIGN(sg->offset + (is_dma ? sg_dma_len(sg) : sg->length)) >> PAGE_SHIFT;

		if (piter->sg_pgoffset < pages)
			return true;
		piter->sg_pgoffset -= pages;
		piter->sg = sg_next(sg);
		if (!--piter->__nents || !piter->sg)
			return false;
	}
}

KTEST_DEF bool __sg_page_iter_next(struct sg_page_iter *piter) { return sg_page_step(piter, false); }
KTEST_DEF bool __sg_page_iter_dma_next(struct sg_dma_page_iter *dma_iter)
{
	return sg_page_step(&dma_iter->base, true);
}

KTEST_DEF void sg_miter_start(struct sg_mapping_iter *miter, struct scatterlist *sgl, unsigned int nents,
			      unsigned int flags)
{
	memset(miter, 0, sizeof(*miter));
	__sg_page_iter_start(&miter->piter, sgl, nents, 0);
	WARN_ON(!(flags & (SG_MITER_TO_SG | SG_MITER_FROM_SG)));
	miter->__flags = flags;
}

/* __offset, __remaining: what is still to be had of the page. */
static inline bool sg_miter_page(struct sg_mapping_iter *miter)
{
	struct sg_page_iter *piter = &miter->piter;
	unsigned int at;

	if (miter->__remaining)
		return true;
	if (!__sg_page_iter_next(piter))
		return false;
	at = piter->sg_pgoffset ? 0 : piter->sg->offset;
	piter->sg_pgoffset += at >> PAGE_SHIFT;
	miter->__offset = at & ~PAGE_MASK;
	miter->__remaining = min_t(unsigned long, PAGE_SIZE - miter->__offset,
				   piter->sg->offset + piter->sg->length - (piter->sg_pgoffset << PAGE_SHIFT) -
				   miter->__offset);
	return true;
}

KTEST_DEF bool sg_miter_skip(struct sg_mapping_iter *miter, off_t offset)
{
	sg_miter_stop(miter);
	while (offset) {
		off_t part;

		if (!sg_miter_page(miter))
			return false;
		part = min_t(off_t, offset, miter->__remaining);
		miter->__offset += part;
		miter->__remaining -= part;
		offset -= part;
	}
	return true;
}

KTEST_DEF bool sg_miter_next(struct sg_mapping_iter *miter)
{
	sg_miter_stop(miter);
	if (!sg_miter_page(miter))
		return false;
	miter->page = sg_page_iter_page(&miter->piter);
	miter->consumed = miter->length = miter->__remaining;
	miter->addr = (char *)(miter->__flags & SG_MITER_ATOMIC ? kmap_atomic(miter->page) : kmap(miter->page)) +
		      miter->__offset;
	return true;
}

KTEST_DEF void sg_miter_stop(struct sg_mapping_iter *miter)
{
	WARN_ON(miter->consumed > miter->length);
	if (!miter->addr)
		return;
	miter->__offset += miter->consumed;
	miter->__remaining -= miter->consumed;
	if (miter->__flags & SG_MITER_ATOMIC) {
		WARN_ON_ONCE(!pagefault_disabled());
		kunmap_atomic(miter->addr);
	} else {
		kunmap(miter->page);
	}
	miter->page = NULL;
	miter->addr = NULL;
	miter->length = 0;
	miter->consumed = 0;
}

enum sg_copy_way { SG_COPY_TO_BUFFER, SG_COPY_FROM_BUFFER, SG_COPY_ZEROES };

static inline size_t sg_copy_way(struct scatterlist *sgl, unsigned int nents, char *buf, size_t buflen, off_t skip,
				 enum sg_copy_way way)
{
	struct sg_mapping_iter miter;
	/* As the kernel's, of 32 bits. */
	unsigned int done = 0;

	sg_miter_start(&miter, sgl, nents,
		       SG_MITER_ATOMIC | (way == SG_COPY_TO_BUFFER ? SG_MITER_FROM_SG : SG_MITER_TO_SG));
	if (!sg_miter_skip(&miter, skip))
		return 0;
	while (done < buflen && sg_miter_next(&miter)) {
		unsigned int part = min(miter.length, buflen - done);

		if (way == SG_COPY_TO_BUFFER)
			memcpy(buf + done, miter.addr, part);
		else if (way == SG_COPY_FROM_BUFFER)
			memcpy(miter.addr, buf + done, part);
		else
			memset(miter.addr, 0, part);
		done += part;
	}
	sg_miter_stop(&miter);
	return done;
}

KTEST_DEF size_t sg_copy_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen, off_t skip,
				bool to_buffer)
{
	return sg_copy_way(sgl, nents, (char *)buf, buflen, skip, to_buffer ? SG_COPY_TO_BUFFER : SG_COPY_FROM_BUFFER);
}

KTEST_DEF size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf, size_t buflen)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, 0, false);
}

KTEST_DEF size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, 0, true);
}

KTEST_DEF size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf, size_t buflen,
				      off_t skip)
{
	return sg_copy_buffer(sgl, nents, (void *)buf, buflen, skip, false);
}

KTEST_DEF size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen, off_t skip)
{
	return sg_copy_buffer(sgl, nents, buf, buflen, skip, true);
}

KTEST_DEF size_t sg_zero_buffer(struct scatterlist *sgl, unsigned int nents, size_t buflen, off_t skip)
{
	return sg_copy_way(sgl, nents, NULL, buflen, skip, SG_COPY_ZEROES);
}

#endif
