/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lists of pieces of memory.
 * Fidelity: faithful; an entry that leads to another list has no page (as with CONFIG_DEBUG_SG), and a buffer
 * may lie in any memory
 */
#ifndef KTEST_LINUX_SCATTERLIST_H
#define KTEST_LINUX_SCATTERLIST_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/limits.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/types.h>
#include <asm/io.h>

/* dma_address and dma_length: once it is mapped for a device. */
struct scatterlist {
	unsigned long page_link;
	unsigned int offset;
	unsigned int length;
	dma_addr_t dma_address;
	unsigned int dma_length;
	unsigned int dma_flags;
};
#define sg_dma_address(sg) ((sg)->dma_address)
#define sg_dma_len(sg) ((sg)->dma_length)

/* nents: how many are mapped; orig_nents: how many there are. */
struct sg_table { struct scatterlist *sgl; unsigned int nents; unsigned int orig_nents; };
/* prv: the last entry that is filled; total_nents: how many are allocated. */
struct sg_append_table { struct sg_table sgt; struct scatterlist *prv; unsigned int total_nents; };

/* The low bits of page_link: it leads to the list that goes on; it is the last. */
#define SG_CHAIN 0x01UL
#define SG_END 0x02UL
#define SG_PAGE_LINK_MASK (SG_CHAIN | SG_END)
#define SG_MAX_SINGLE_ALLOC (PAGE_SIZE / sizeof(struct scatterlist))
#define SG_CHUNK_SIZE 128
#define SG_MAX_SEGMENTS 2048

static inline unsigned int __sg_flags(struct scatterlist *sg) { return sg->page_link & SG_PAGE_LINK_MASK; }
static inline bool sg_is_chain(struct scatterlist *sg) { return sg->page_link & SG_CHAIN; }
static inline bool sg_is_last(struct scatterlist *sg) { return sg->page_link & SG_END; }
static inline struct scatterlist *sg_chain_ptr(struct scatterlist *sg)
{
	return (struct scatterlist *)(sg->page_link & ~SG_PAGE_LINK_MASK);
}
static inline void sg_mark_end(struct scatterlist *sg) { sg->page_link = (sg->page_link & ~SG_CHAIN) | SG_END; }
static inline void sg_unmark_end(struct scatterlist *sg) { sg->page_link &= ~SG_END; }
static inline void sg_init_marker(struct scatterlist *sgl, unsigned int nents) { sg_mark_end(&sgl[nents - 1]); }

static inline void sg_assign_page(struct scatterlist *sg, struct page *page)
{
	BUG_ON((unsigned long)page & SG_PAGE_LINK_MASK);
	BUG_ON(sg_is_chain(sg));
	sg->page_link = (sg->page_link & SG_PAGE_LINK_MASK) | (unsigned long)page;
}
static inline void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int len, unsigned int offset)
{
	sg_assign_page(sg, page);
	sg->offset = offset;
	sg->length = len;
}
static inline void sg_set_folio(struct scatterlist *sg, struct folio *folio, size_t len, size_t offset)
{
	WARN_ON_ONCE(len > UINT_MAX);
	WARN_ON_ONCE(offset > UINT_MAX);
	sg_set_page(sg, &folio->page, len, offset);
}
static inline void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_set_page(sg, virt_to_page(buf), buflen, offset_in_page(buf));
}
static inline struct page *sg_page(struct scatterlist *sg)
{
	BUG_ON(sg_is_chain(sg));
	return (struct page *)(sg->page_link & ~SG_PAGE_LINK_MASK);
}
static inline dma_addr_t sg_phys(struct scatterlist *sg) { return page_to_phys(sg_page(sg)) + sg->offset; }
static inline void *sg_virt(struct scatterlist *sg) { return (char *)page_address(sg_page(sg)) + sg->offset; }

static inline void __sg_chain(struct scatterlist *chain_sg, struct scatterlist *sgl)
{
	chain_sg->offset = 0;
	chain_sg->length = 0;
	chain_sg->page_link = ((unsigned long)sgl | SG_CHAIN) & ~SG_END;
}
/* The last of prv_nents entries leads to sgl. */
static inline void sg_chain(struct scatterlist *prv, unsigned int prv_nents, struct scatterlist *sgl)
{
	__sg_chain(&prv[prv_nents - 1], sgl);
}

/* How an address for a device came about. */
#define SG_DMA_BUS_ADDRESS (1 << 0)
#define SG_DMA_SWIOTLB (1 << 1)
static inline bool sg_dma_is_bus_address(struct scatterlist *sg) { return sg->dma_flags & SG_DMA_BUS_ADDRESS; }
static inline void sg_dma_mark_bus_address(struct scatterlist *sg) { sg->dma_flags |= SG_DMA_BUS_ADDRESS; }
static inline void sg_dma_unmark_bus_address(struct scatterlist *sg) { sg->dma_flags &= ~SG_DMA_BUS_ADDRESS; }
static inline bool sg_dma_is_swiotlb(struct scatterlist *sg) { return sg->dma_flags & SG_DMA_SWIOTLB; }
static inline void sg_dma_mark_swiotlb(struct scatterlist *sg) { sg->dma_flags |= SG_DMA_SWIOTLB; }

KTEST_FN void sg_init_table(struct scatterlist *sgl, unsigned int nents);
KTEST_FN void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen);
/* NULL behind the last. */
KTEST_FN struct scatterlist *sg_next(struct scatterlist *sg);
KTEST_FN struct scatterlist *sg_last(struct scatterlist *sgl, unsigned int nents);
KTEST_FN int sg_nents(struct scatterlist *sg);
/* How many entries have so many bytes; -EINVAL: all have fewer. */
KTEST_FN int sg_nents_for_len(struct scatterlist *sg, u64 len);

typedef struct scatterlist *(sg_alloc_fn)(unsigned int, gfp_t);
typedef void (sg_free_fn)(struct scatterlist *, unsigned int);
KTEST_FN void __sg_free_table(struct sg_table *table, unsigned int max_ents, unsigned int nents_first_chunk,
			      sg_free_fn *free_fn, unsigned int num_ents);
KTEST_FN int __sg_alloc_table(struct sg_table *table, unsigned int nents, unsigned int max_ents,
			      struct scatterlist *first_chunk, unsigned int nents_first_chunk, gfp_t gfp_mask,
			      sg_alloc_fn *alloc_fn);
/* 0, -EINVAL (none), -ENOMEM. */
KTEST_FN int sg_alloc_table(struct sg_table *table, unsigned int nents, gfp_t gfp_mask);
KTEST_FN void sg_free_table(struct sg_table *table);
KTEST_FN void sg_free_append_table(struct sg_append_table *table);
/* Pages in a row become one entry of up to max_segment bytes. left_pages: how many the caller will append later. */
KTEST_FN int sg_alloc_append_table_from_pages(struct sg_append_table *sgt, struct page **pages, unsigned int n_pages,
					      unsigned int offset, unsigned long size, unsigned int max_segment,
					      unsigned int left_pages, gfp_t gfp_mask);
KTEST_FN int sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages, unsigned int n_pages,
					       unsigned int offset, unsigned long size, unsigned int max_segment,
					       gfp_t gfp_mask);
static inline int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int n_pages,
					    unsigned int offset, unsigned long size, gfp_t gfp_mask)
{
	return sg_alloc_table_from_pages_segment(sgt, pages, n_pages, offset, size, UINT_MAX, gfp_mask);
}
/* first_chunk: the caller's own entries, which are used first; table->sgl is already that. */
KTEST_FN int sg_alloc_table_chained(struct sg_table *table, int nents, struct scatterlist *first_chunk,
				    unsigned int nents_first_chunk);
KTEST_FN void sg_free_table_chained(struct sg_table *table, unsigned int nents_first_chunk);
/* With their pages. */
KTEST_FN struct scatterlist *sgl_alloc_order(unsigned long long length, unsigned int order, bool chainable, gfp_t gfp,
					     unsigned int *nent_p);
KTEST_FN struct scatterlist *sgl_alloc(unsigned long long length, gfp_t gfp, unsigned int *nent_p);
KTEST_FN void sgl_free_n_order(struct scatterlist *sgl, int nents, int order);
KTEST_FN void sgl_free_order(struct scatterlist *sgl, int order);
KTEST_FN void sgl_free(struct scatterlist *sgl);
/* Each part is a list of its own, which the caller frees. -EINVAL: there are not so many bytes; -ENOMEM. */
KTEST_FN int sg_split(struct scatterlist *in, const int in_mapped_nents, const off_t skip, const int nb_splits,
		      const size_t *split_sizes, struct scatterlist **out, int *out_mapped_nents, gfp_t gfp_mask);

/* Each returns how many bytes there were. */
KTEST_FN size_t sg_copy_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen, off_t skip,
			       bool to_buffer);
KTEST_FN size_t sg_copy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf, size_t buflen);
KTEST_FN size_t sg_copy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen);
KTEST_FN size_t sg_pcopy_from_buffer(struct scatterlist *sgl, unsigned int nents, const void *buf, size_t buflen,
				     off_t skip);
KTEST_FN size_t sg_pcopy_to_buffer(struct scatterlist *sgl, unsigned int nents, void *buf, size_t buflen, off_t skip);
KTEST_FN size_t sg_zero_buffer(struct scatterlist *sgl, unsigned int nents, size_t buflen, off_t skip);

#define for_each_sg(sglist, sg, nr, i) \
	for (i = 0, sg = (sglist); (long)(i) < (long)(nr); i++, sg = sg_next(sg))
#define for_each_sgtable_sg(sgt, sg, i) for_each_sg((sgt)->sgl, sg, (sgt)->orig_nents, i)
#define for_each_sgtable_dma_sg(sgt, sg, i) for_each_sg((sgt)->sgl, sg, (sgt)->nents, i)

/* Page by page. sg_pgoffset: which page of the entry. */
struct sg_page_iter {
	struct scatterlist *sg;
	unsigned int sg_pgoffset;
	unsigned int __nents;
	int __pg_advance;
};
struct sg_dma_page_iter { struct sg_page_iter base; };
KTEST_FN void __sg_page_iter_start(struct sg_page_iter *piter, struct scatterlist *sglist, unsigned int nents,
				   unsigned long pgoffset);
KTEST_FN bool __sg_page_iter_next(struct sg_page_iter *piter);
KTEST_FN bool __sg_page_iter_dma_next(struct sg_dma_page_iter *dma_iter);
static inline struct page *sg_page_iter_page(struct sg_page_iter *piter)
{
	return nth_page(sg_page(piter->sg), piter->sg_pgoffset);
}
static inline dma_addr_t sg_page_iter_dma_address(struct sg_dma_page_iter *dma_iter)
{
	return sg_dma_address(dma_iter->base.sg) + ((dma_addr_t)dma_iter->base.sg_pgoffset << PAGE_SHIFT);
}
#define for_each_sg_page(sglist, piter, nents, pgoffset) \
	for (__sg_page_iter_start((piter), (sglist), (nents), (pgoffset)); __sg_page_iter_next(piter);)
#define for_each_sg_dma_page(sglist, dma_iter, dma_nents, pgoffset) \
	for (__sg_page_iter_start(&(dma_iter)->base, (sglist), (dma_nents), (pgoffset)); \
	     __sg_page_iter_dma_next(dma_iter);)
#define for_each_sgtable_page(sgt, piter, pgoffset) for_each_sg_page((sgt)->sgl, piter, (sgt)->orig_nents, pgoffset)
#define for_each_sgtable_dma_page(sgt, dma_iter, pgoffset) \
	for_each_sg_dma_page((sgt)->sgl, dma_iter, (sgt)->nents, pgoffset)

/* Mapped piece by piece, none of which crosses a page. consumed: how much of it the caller used. */
#define SG_MITER_ATOMIC (1 << 0)
#define SG_MITER_TO_SG (1 << 1)
#define SG_MITER_FROM_SG (1 << 2)
struct sg_mapping_iter {
	struct page *page;
	void *addr;
	size_t length;
	size_t consumed;
	struct sg_page_iter piter;
	unsigned int __offset;
	unsigned int __remaining;
	unsigned int __flags;
};
KTEST_FN void sg_miter_start(struct sg_mapping_iter *miter, struct scatterlist *sgl, unsigned int nents,
			     unsigned int flags);
/* false: the list ends before. */
KTEST_FN bool sg_miter_skip(struct sg_mapping_iter *miter, off_t offset);
KTEST_FN bool sg_miter_next(struct sg_mapping_iter *miter);
KTEST_FN void sg_miter_stop(struct sg_mapping_iter *miter);

#include <ktest/close.h>
#endif
