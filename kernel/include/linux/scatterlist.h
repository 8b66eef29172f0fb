/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Lists of pieces of memory.
 * Fidelity: simplified: a piece is known by its address, so that sg_page() is absent
 */
#ifndef KTEST_LINUX_SCATTERLIST_H
#define KTEST_LINUX_SCATTERLIST_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/types.h>

struct scatterlist {
	unsigned long page_link;
	unsigned int offset;
	unsigned int length;
	dma_addr_t dma_address;
	unsigned int dma_length;
};
struct sg_table { struct scatterlist *sgl; unsigned int nents; unsigned int orig_nents; };
#define SG_CHAIN 0x01UL
#define SG_END 0x02UL

static inline bool sg_is_chain(struct scatterlist *sg) { return sg->page_link & SG_CHAIN; }
static inline bool sg_is_last(struct scatterlist *sg) { return sg->page_link & SG_END; }
static inline struct scatterlist *sg_chain_ptr(struct scatterlist *sg)
{
	return (struct scatterlist *)(sg->page_link & ~(SG_CHAIN | SG_END));
}
static inline void sg_mark_end(struct scatterlist *sg)
{
	sg->page_link = (sg->page_link & ~SG_CHAIN) | SG_END;
}
static inline void sg_unmark_end(struct scatterlist *sg) { sg->page_link &= ~SG_END; }
static inline void sg_init_table(struct scatterlist *sgl, unsigned int nents)
{
	memset(sgl, 0, sizeof(*sgl) * nents);
	sg_mark_end(&sgl[nents - 1]);
}
static inline void sg_set_buf(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg->page_link = ((unsigned long)buf & PAGE_MASK) | (sg->page_link & (SG_CHAIN | SG_END));
	sg->offset = offset_in_page(buf);
	sg->length = buflen;
}
static inline void sg_set_page(struct scatterlist *sg, struct page *page, unsigned int len,
			       unsigned int offset)
{
	sg_set_buf(sg, (char *)page_address(page) + offset, len);
}
static inline void *sg_virt(struct scatterlist *sg)
{
	return (void *)((sg->page_link & ~(SG_CHAIN | SG_END)) + sg->offset);
}
static inline void sg_init_one(struct scatterlist *sg, const void *buf, unsigned int buflen)
{
	sg_init_table(sg, 1);
	sg_set_buf(sg, buf, buflen);
}
static inline struct scatterlist *sg_next(struct scatterlist *sg)
{
	if (sg_is_last(sg))
		return NULL;
	sg++;
	return sg_is_chain(sg) ? sg_chain_ptr(sg) : sg;
}
static inline void sg_chain(struct scatterlist *prv, unsigned int prv_nents, struct scatterlist *sgl)
{
	prv[prv_nents - 1].offset = 0;
	prv[prv_nents - 1].length = 0;
	prv[prv_nents - 1].page_link = ((unsigned long)sgl | SG_CHAIN) & ~SG_END;
}
static inline int sg_nents(struct scatterlist *sg)
{
	int nents = 0;

	for (; sg; sg = sg_next(sg))
		nents++;
	return nents;
}
#define for_each_sg(sglist, sg, nr, i) \
	for (i = 0, sg = (sglist); i < (nr); i++, sg = sg_next(sg))

#include <ktest/close.h>
#endif
