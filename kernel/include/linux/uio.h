/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Data that comes from, or goes to, pieces of memory: of a user, of the kernel, of pages.
 * Fidelity: faithful; plain mode has no xarrays and folio queues
 */
#ifndef KTEST_LINUX_UIO_H
#define KTEST_LINUX_UIO_H
#include <ktest/open.h>

#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/mm_types.h>
#include <uapi/linux/uio.h>

struct bio_vec;
struct folio_queue;
struct sg_table;
struct xarray;

typedef unsigned int iov_iter_extraction_t;
#define ITER_ALLOW_P2PDMA ((iov_iter_extraction_t)0x01)

#ifndef READ
#define READ 0
#define WRITE 1
#endif

struct kvec {
	void *iov_base;
	size_t iov_len;
};

enum iter_type {
	ITER_UBUF,
	ITER_IOVEC,
	ITER_BVEC,
	ITER_KVEC,
	ITER_FOLIOQ,
	ITER_XARRAY,
	ITER_DISCARD,
};
#define ITER_SOURCE 1
#define ITER_DEST 0

struct iov_iter_state {
	size_t iov_offset;
	size_t count;
	unsigned long nr_segs;
};

/* iov_offset: of the current piece; count: what is left in all. */
struct iov_iter {
	u8 iter_type;
	bool nofault;
	bool data_source;
	size_t iov_offset;
	union {
		/* So that iter_iov() of a single buffer is a piece, too. */
		struct iovec __ubuf_iovec;
		struct {
			union {
				const struct iovec *__iov;
				const struct kvec *kvec;
				const struct bio_vec *bvec;
				const struct folio_queue *folioq;
				struct xarray *xarray;
				void __user *ubuf;
			};
			size_t count;
		};
	};
	union {
		unsigned long nr_segs;
		u8 folioq_slot;
		loff_t xarray_start;
	};
};

static inline const struct iovec *iter_iov(const struct iov_iter *iter)
{
	return iter->iter_type == ITER_UBUF ? &iter->__ubuf_iovec : iter->__iov;
}
#define iter_iov_addr(iter) ((void __user *)((char *)iter_iov(iter)->iov_base + (iter)->iov_offset))
#define iter_iov_len(iter) (iter_iov(iter)->iov_len - (iter)->iov_offset)

static inline enum iter_type iov_iter_type(const struct iov_iter *i) { return (enum iter_type)i->iter_type; }
static inline bool iter_is_ubuf(const struct iov_iter *i) { return i->iter_type == ITER_UBUF; }
static inline bool iter_is_iovec(const struct iov_iter *i) { return i->iter_type == ITER_IOVEC; }
static inline bool iov_iter_is_kvec(const struct iov_iter *i) { return i->iter_type == ITER_KVEC; }
static inline bool iov_iter_is_bvec(const struct iov_iter *i) { return i->iter_type == ITER_BVEC; }
static inline bool iov_iter_is_discard(const struct iov_iter *i) { return i->iter_type == ITER_DISCARD; }
static inline bool iov_iter_is_folioq(const struct iov_iter *i) { return i->iter_type == ITER_FOLIOQ; }
static inline bool iov_iter_is_xarray(const struct iov_iter *i) { return i->iter_type == ITER_XARRAY; }
static inline bool user_backed_iter(const struct iov_iter *i) { return iter_is_ubuf(i) || iter_is_iovec(i); }
/* WRITE: data is read from it. */
static inline unsigned char iov_iter_rw(const struct iov_iter *i) { return i->data_source ? WRITE : READ; }
static inline size_t iov_iter_count(const struct iov_iter *i) { return i->count; }
static inline void iov_iter_truncate(struct iov_iter *i, u64 count)
{
	if (i->count > count)
		i->count = count;
}
static inline void iov_iter_reexpand(struct iov_iter *i, size_t count) { i->count = count; }

static inline void iov_iter_save_state(struct iov_iter *iter, struct iov_iter_state *state)
{
	state->iov_offset = iter->iov_offset;
	state->count = iter->count;
	state->nr_segs = iter->nr_segs;
}
KTEST_FN void iov_iter_restore(struct iov_iter *i, struct iov_iter_state *state);

static inline size_t iov_length(const struct iovec *iov, unsigned long nr_segs)
{
	unsigned long seg;
	size_t sum = 0;

	for (seg = 0; seg < nr_segs; seg++)
		sum += iov[seg].iov_len;
	return sum;
}

/* direction: ITER_SOURCE or ITER_DEST. The pieces are not copied. */
KTEST_FN void iov_iter_init(struct iov_iter *i, unsigned int direction, const struct iovec *iov, unsigned long nr_segs,
			    size_t count);
KTEST_FN void iov_iter_kvec(struct iov_iter *i, unsigned int direction, const struct kvec *kvec, unsigned long nr_segs,
			    size_t count);
KTEST_FN void iov_iter_bvec(struct iov_iter *i, unsigned int direction, const struct bio_vec *bvec,
			    unsigned long nr_segs, size_t count);
KTEST_FN void iov_iter_ubuf(struct iov_iter *i, unsigned int direction, void __user *buf, size_t count);
#ifdef KTEST_HOSTED
/* From `offset` in the folio of first_slot on. */
void iov_iter_folio_queue(struct iov_iter *i, unsigned int direction, const struct folio_queue *folioq,
			  unsigned int first_slot, unsigned int offset, size_t count);
/* Of pages, by their index; start: in bytes. */
void iov_iter_xarray(struct iov_iter *i, unsigned int direction, struct xarray *xarray, loff_t start, size_t count);
#endif
/* Takes everything, keeps nothing. */
KTEST_FN void iov_iter_discard(struct iov_iter *i, unsigned int direction, size_t count);

/* How many bytes were copied: fewer at the end, or where user memory faults. */
KTEST_FN size_t _copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i);
KTEST_FN size_t _copy_from_iter(void *addr, size_t bytes, struct iov_iter *i);
static inline __must_check size_t copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i)
{
	return WARN_ON_ONCE(bytes > INT_MAX) ? 0 : _copy_to_iter(addr, bytes, i);
}
static inline __must_check size_t copy_from_iter(void *addr, size_t bytes, struct iov_iter *i)
{
	return WARN_ON_ONCE(bytes > INT_MAX) ? 0 : _copy_from_iter(addr, bytes, i);
}
static inline size_t _copy_from_iter_nocache(void *addr, size_t bytes, struct iov_iter *i)
{
	return _copy_from_iter(addr, bytes, i);
}
static inline __must_check size_t copy_from_iter_nocache(void *addr, size_t bytes, struct iov_iter *i)
{
	return copy_from_iter(addr, bytes, i);
}
KTEST_FN size_t iov_iter_zero(size_t bytes, struct iov_iter *i);
KTEST_FN size_t copy_page_to_iter(struct page *page, size_t offset, size_t bytes, struct iov_iter *i);
KTEST_FN size_t copy_page_from_iter(struct page *page, size_t offset, size_t bytes, struct iov_iter *i);

KTEST_FN size_t copy_page_to_iter_nofault(struct page *page, unsigned int offset, size_t bytes, struct iov_iter *i);
KTEST_FN size_t copy_page_from_iter_atomic(struct page *page, size_t offset, size_t bytes, struct iov_iter *i);
static inline size_t copy_folio_to_iter(struct folio *folio, size_t offset, size_t bytes, struct iov_iter *i)
{
	return copy_page_to_iter(&folio->page, offset, bytes, i);
}
static inline size_t copy_folio_from_iter(struct folio *folio, size_t offset, size_t bytes, struct iov_iter *i)
{
	return copy_page_from_iter(&folio->page, offset, bytes, i);
}
static inline size_t copy_folio_from_iter_atomic(struct folio *folio, size_t offset, size_t bytes, struct iov_iter *i)
{
	return copy_page_from_iter_atomic(&folio->page, offset, bytes, i);
}
#define _copy_mc_to_iter _copy_to_iter
#define _copy_from_iter_flushcache _copy_from_iter_nocache

KTEST_FN void iov_iter_advance(struct iov_iter *i, size_t bytes);
/* Undoes advancing and copying. Not beyond the beginning. */
KTEST_FN void iov_iter_revert(struct iov_iter *i, size_t bytes);
/* All or nothing. */
static inline __must_check bool copy_to_iter_full(const void *addr, size_t bytes, struct iov_iter *i)
{
	size_t copied = copy_to_iter(addr, bytes, i);

	if (copied == bytes)
		return true;
	iov_iter_revert(i, copied);
	return false;
}
static inline __must_check bool copy_from_iter_full(void *addr, size_t bytes, struct iov_iter *i)
{
	size_t copied = copy_from_iter(addr, bytes, i);

	if (copied == bytes)
		return true;
	iov_iter_revert(i, copied);
	return false;
}
static inline __must_check bool copy_from_iter_full_nocache(void *addr, size_t bytes, struct iov_iter *i)
{
	return copy_from_iter_full(addr, bytes, i);
}

/* What is left of the current piece. */
KTEST_FN size_t iov_iter_single_seg_count(const struct iov_iter *i);
KTEST_FN bool iov_iter_is_aligned(const struct iov_iter *i, unsigned int addr_mask, unsigned int len_mask);
/* Addresses and lengths, or-ed; ends and beginnings between pieces, or-ed. */
KTEST_FN unsigned long iov_iter_alignment(const struct iov_iter *i);
KTEST_FN unsigned long iov_iter_gap_alignment(const struct iov_iter *i);
KTEST_FN int iov_iter_npages(const struct iov_iter *i, int maxpages);
/*
 * The pages from the current byte on, up to the end of the piece: how many bytes they have, and *start, where the first byte is
 * in the first page. They are referenced; kernel memory (kvec) is -EFAULT, as what can not be accessed. alloc: the array is the
 * caller's to kvfree().
 */
KTEST_FN ssize_t iov_iter_get_pages2(struct iov_iter *i, struct page **pages, size_t maxsize, unsigned int maxpages,
				     size_t *start);
KTEST_FN ssize_t iov_iter_get_pages_alloc2(struct iov_iter *i, struct page ***pages, size_t maxsize, size_t *start);
/* Of kernel memory, too; only pages of a user are pinned. */
KTEST_FN ssize_t iov_iter_extract_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages,
					iov_iter_extraction_t extraction_flags, size_t *offset0);
static inline bool iov_iter_extract_will_pin(const struct iov_iter *iter) { return user_backed_iter(iter); }
/* As entries of a list, which are added to those that are there; returns bytes. */
#ifdef KTEST_HOSTED
ssize_t extract_iter_to_sg(struct iov_iter *iter, size_t len, struct sg_table *sgtable, unsigned int sg_max,
			   iov_iter_extraction_t extraction_flags);
#endif
static inline int iov_iter_npages_cap(struct iov_iter *i, int maxpages, size_t max_bytes)
{
	size_t all = i->count;
	int nr;

	iov_iter_truncate(i, max_bytes);
	nr = iov_iter_npages(i, maxpages);
	iov_iter_reexpand(i, all);
	return nr;
}
/* A copy of the pieces, which the caller frees; NULL: no memory, or there are none. */
KTEST_FN const void *dup_iter(struct iov_iter *copy, struct iov_iter *old, gfp_t flags);
/* How many bytes can not be accessed: 0 of kernel memory. */
KTEST_FN size_t fault_in_iov_iter_readable(const struct iov_iter *i, size_t bytes);
KTEST_FN size_t fault_in_iov_iter_writeable(const struct iov_iter *i, size_t bytes);

/*
 * From a user: the sum of lengths, or -EFAULT, -EINVAL (a length < 0, or more than UIO_MAXIOV pieces), -ENOMEM.
 * *iovp: room for fast_segs; then what the caller frees, or NULL.
 */
KTEST_FN ssize_t import_iovec(int type, const struct iovec __user *uvec, unsigned int nr_segs, unsigned int fast_segs,
			      struct iovec **iovp, struct iov_iter *i);
KTEST_FN struct iovec *iovec_from_user(const struct iovec __user *uvector, unsigned long nr_segs,
				       unsigned long fast_segs, struct iovec *fast_iov, bool compat);
/* 0 or -EFAULT. */
KTEST_FN int import_ubuf(int type, void __user *buf, size_t len, struct iov_iter *i);

#include <ktest/close.h>
#endif
