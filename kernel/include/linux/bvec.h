/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Pieces of pages, and walks over them.
 * Fidelity: faithful; without folios
 */
#ifndef KTEST_LINUX_BVEC_H
#define KTEST_LINUX_BVEC_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/errno.h>
#include <linux/highmem.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/types.h>

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

static inline void bvec_set_page(struct bio_vec *bv, struct page *page, unsigned int len, unsigned int offset)
{
	bv->bv_page = page;
	bv->bv_len = len;
	bv->bv_offset = offset;
}
#ifdef KTEST_HOSTED
static inline void bvec_set_virt(struct bio_vec *bv, void *vaddr, unsigned int len)
{
	bvec_set_page(bv, virt_to_page(vaddr), len, (unsigned long)vaddr % PAGE_SIZE);
}
#endif

/* bi_size: what is left; bi_bvec_done: of the piece bi_idx. */
struct bvec_iter {
	sector_t bi_sector;
	unsigned int bi_size;
	unsigned int bi_idx;
	unsigned int bi_bvec_done;
} __packed __aligned(4);

struct bvec_iter_all {
	struct bio_vec bv;
	int idx;
	unsigned int done;
};

static inline struct bio_vec ktest_bvec(struct page *page, unsigned int len, unsigned int offset)
{
	struct bio_vec bv = { page, len, offset };

	return bv;
}

/* A whole piece, which may be of several pages. */
#define __bvec_iter_bvec(bvec, iter) (&(bvec)[(iter).bi_idx])
#define mp_bvec_iter_page(bvec, iter) (__bvec_iter_bvec((bvec), (iter))->bv_page)
#define mp_bvec_iter_len(bvec, iter) \
	min((unsigned int)(iter).bi_size, __bvec_iter_bvec((bvec), (iter))->bv_len - (iter).bi_bvec_done)
#define mp_bvec_iter_offset(bvec, iter) (__bvec_iter_bvec((bvec), (iter))->bv_offset + (iter).bi_bvec_done)
#define mp_bvec_iter_page_idx(bvec, iter) (mp_bvec_iter_offset((bvec), (iter)) / PAGE_SIZE)
#define mp_bvec_iter_bvec(bvec, iter) \
	ktest_bvec(mp_bvec_iter_page((bvec), (iter)), mp_bvec_iter_len((bvec), (iter)), \
		   mp_bvec_iter_offset((bvec), (iter)))
/* Of one page. */
#define bvec_iter_offset(bvec, iter) (mp_bvec_iter_offset((bvec), (iter)) % PAGE_SIZE)
#define bvec_iter_len(bvec, iter) \
	min_t(unsigned int, mp_bvec_iter_len((bvec), (iter)), PAGE_SIZE - bvec_iter_offset((bvec), (iter)))
#define bvec_iter_page(bvec, iter) (mp_bvec_iter_page((bvec), (iter)) + mp_bvec_iter_page_idx((bvec), (iter)))
#define bvec_iter_bvec(bvec, iter) \
	ktest_bvec(bvec_iter_page((bvec), (iter)), bvec_iter_len((bvec), (iter)), bvec_iter_offset((bvec), (iter)))

/* false, with a warning: so much is not left. */
static inline bool bvec_iter_advance(const struct bio_vec *bv, struct bvec_iter *iter, unsigned int bytes)
{
	unsigned int idx = iter->bi_idx;

	if (WARN_ONCE(bytes > iter->bi_size, "Attempted to advance past end of bvec iter\n")) {
		iter->bi_size = 0;
		return false;
	}
	iter->bi_size -= bytes;
	for (bytes += iter->bi_bvec_done; bytes && bytes >= bv[idx].bv_len; idx++)
		bytes -= bv[idx].bv_len;
	iter->bi_idx = idx;
	iter->bi_bvec_done = bytes;
	return true;
}
/* Not beyond the piece. */
static inline void bvec_iter_advance_single(const struct bio_vec *bv, struct bvec_iter *iter, unsigned int bytes)
{
	iter->bi_size -= bytes;
	iter->bi_bvec_done += bytes;
	if (iter->bi_bvec_done == bv[iter->bi_idx].bv_len) {
		iter->bi_bvec_done = 0;
		iter->bi_idx++;
	}
}
#define for_each_bvec(bvl, bio_vec, iter, start) \
	for (iter = (start); (iter).bi_size && ((bvl = bvec_iter_bvec((bio_vec), (iter))), 1); \
	     bvec_iter_advance_single((bio_vec), &(iter), (bvl).bv_len))
#define BVEC_ITER_ALL_INIT ((struct bvec_iter){ 0, UINT_MAX, 0, 0 })

static inline struct bio_vec *bvec_init_iter_all(struct bvec_iter_all *iter_all)
{
	iter_all->done = 0;
	iter_all->idx = 0;
	return &iter_all->bv;
}
/* To the next page of `bvec`, or to its first. */
static inline void bvec_advance(const struct bio_vec *bvec, struct bvec_iter_all *iter_all)
{
	unsigned int at = bvec->bv_offset + iter_all->done;

	bvec_set_page(&iter_all->bv, bvec->bv_page + at / PAGE_SIZE,
		      min_t(unsigned int, PAGE_SIZE - at % PAGE_SIZE, bvec->bv_len - iter_all->done), at % PAGE_SIZE);
	iter_all->done += iter_all->bv.bv_len;
	if (iter_all->done == bvec->bv_len) {
		iter_all->idx++;
		iter_all->done = 0;
	}
}

static inline void *bvec_virt(struct bio_vec *bvec) { return (char *)page_address(bvec->bv_page) + bvec->bv_offset; }
static inline void *bvec_kmap_local(struct bio_vec *bvec) { return bvec_virt(bvec); }
static inline void memcpy_from_bvec(char *to, struct bio_vec *bvec) { memcpy(to, bvec_virt(bvec), bvec->bv_len); }
static inline void memcpy_to_bvec(struct bio_vec *bvec, const char *from)
{
	memcpy(bvec_virt(bvec), from, bvec->bv_len);
}
static inline void memzero_bvec(struct bio_vec *bvec) { memset(bvec_virt(bvec), 0, bvec->bv_len); }
static inline phys_addr_t bvec_phys(const struct bio_vec *bvec)
{
	return page_to_phys(bvec->bv_page) + bvec->bv_offset;
}

#include <ktest/close.h>
#endif
