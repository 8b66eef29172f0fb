// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pieces of memory as one stream. */
#ifndef KTEST_LIB_IOV_ITER_C
#define KTEST_LIB_IOV_ITER_C

#include <linux/bvec.h>
#include <linux/err.h>
#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <ktest/lib/iov_folio.h>

/* ---- the pieces ---------------------------------------------------------------------------- */

static inline size_t iov_iter_length_of(const struct iov_iter *i, long seg)
{
	return iov_iter_is_bvec(i) ? i->bvec[seg].bv_len : i->__iov[seg].iov_len;
}

static inline char *iov_iter_base_of(const struct iov_iter *i, long seg)
{
	return (char *)(iov_iter_is_bvec(i) ? bvec_virt((struct bio_vec *)&i->bvec[seg]) : i->__iov[seg].iov_base);
}

/* The other piece is the current one; by how many it is further. */
static inline void iov_iter_move(struct iov_iter *i, long segs)
{
	if (iov_iter_is_bvec(i))
		i->bvec += segs;
	else
		i->__iov += segs;
	i->nr_segs -= segs;
}

static inline bool iov_iter_has_pieces(const struct iov_iter *i)
{
	return iter_is_iovec(i) || iov_iter_is_kvec(i) || iov_iter_is_bvec(i);
}

static inline void iov_iter_start(struct iov_iter *i, enum iter_type type, unsigned int direction, size_t count)
{
	WARN_ON(direction & ~1u);
	memset(i, 0, sizeof(*i));
	i->iter_type = type;
	i->data_source = direction;
	i->count = count;
}

KTEST_DEF void iov_iter_init(struct iov_iter *i, unsigned int direction, const struct iovec *iov, unsigned long nr_segs,
			     size_t count)
{
	iov_iter_start(i, ITER_IOVEC, direction, count);
	i->__iov = iov;
	i->nr_segs = nr_segs;
}

KTEST_DEF void iov_iter_kvec(struct iov_iter *i, unsigned int direction, const struct kvec *kvec, unsigned long nr_segs,
			     size_t count)
{
	iov_iter_start(i, ITER_KVEC, direction, count);
	i->kvec = kvec;
	i->nr_segs = nr_segs;
}

KTEST_DEF void iov_iter_bvec(struct iov_iter *i, unsigned int direction, const struct bio_vec *bvec,
			     unsigned long nr_segs, size_t count)
{
	iov_iter_start(i, ITER_BVEC, direction, count);
	i->bvec = bvec;
	i->nr_segs = nr_segs;
}

KTEST_DEF void iov_iter_ubuf(struct iov_iter *i, unsigned int direction, void __user *buf, size_t count)
{
	iov_iter_start(i, ITER_UBUF, direction, count);
	i->ubuf = buf;
	i->nr_segs = 1;
}

#ifdef KTEST_HOSTED
KTEST_DEF void iov_iter_folio_queue(struct iov_iter *i, unsigned int direction, const struct folio_queue *folioq,
				    unsigned int first_slot, unsigned int offset, size_t count)
{
	BUG_ON(direction & ~1u);
	iov_iter_start(i, ITER_FOLIOQ, direction, count);
	i->folioq = folioq;
	i->folioq_slot = first_slot;
	i->iov_offset = offset;
}

KTEST_DEF void iov_iter_xarray(struct iov_iter *i, unsigned int direction, struct xarray *xarray, loff_t start,
			       size_t count)
{
	BUG_ON(direction & ~1u);
	iov_iter_start(i, ITER_XARRAY, direction, count);
	i->xarray = xarray;
	i->xarray_start = start;
}
#endif

KTEST_DEF void iov_iter_discard(struct iov_iter *i, unsigned int direction, size_t count)
{
	BUG_ON(direction != ITER_DEST);
	iov_iter_start(i, ITER_DISCARD, direction, count);
}

/* ---- copying ------------------------------------------------------------------------------- */

enum iov_iter_what { IOV_ITER_TO, IOV_ITER_FROM, IOV_ITER_ZERO };

/* What is done with each piece, and the memory beside the iterator. */
struct iov_iter_step {
	enum iov_iter_what what;
	char *other;
};

/* Returns how many bytes could not be copied. */
static inline size_t iov_iter_do(const struct iov_iter *i, const struct iov_iter_step *step, char *at, size_t done,
				 size_t len)
{
	if (user_backed_iter(i)) {
		if (step->what == IOV_ITER_TO)
			return copy_to_user(at, step->other + done, len);
		if (step->what == IOV_ITER_ZERO)
			return clear_user(at, len);
		return access_ok(at, len) ? __copy_from_user_inatomic(step->other + done, at, len) : len;
	}
	if (step->what == IOV_ITER_TO)
		memcpy(at, step->other + done, len);
	else if (step->what == IOV_ITER_ZERO)
		memset(at, 0, len);
	else
		memcpy(step->other + done, at, len);
	return 0;
}

static inline size_t iov_iter_walk(struct iov_iter *i, size_t bytes, const struct iov_iter_step *step)
{
	size_t done = 0;

	bytes = min(bytes, i->count);
	if (!bytes)
		return 0;
	if (iter_is_ubuf(i)) {
		done = bytes - iov_iter_do(i, step, (char *)i->ubuf + i->iov_offset, 0, bytes);
		i->iov_offset += done;
	} else if (iov_iter_is_discard(i)) {
		done = bytes;
	} else if (iov_iter_has_folios(i)) {
		while (done < bytes) {
			size_t offset, len;
			struct page *page = iov_folio_page(i, 0, &offset, &len);

			if (!page)
				break;
			len = min(len, bytes - done);
			iov_iter_do(i, step, (char *)page_address(page) + offset, done, len);
			done += len;
			iov_folio_advance(i, len);
		}
		return done;
	} else {
		while (done < bytes) {
			size_t left = iov_iter_length_of(i, 0) - i->iov_offset, part = min(bytes - done, left), failed;

			failed = part ? iov_iter_do(i, step, iov_iter_base_of(i, 0) + i->iov_offset, done, part) : 0;
			done += part - failed;
			i->iov_offset += part - failed;
			if (failed)
				break;
			if (part == left) {
				iov_iter_move(i, 1);
				i->iov_offset = 0;
			}
		}
	}
	i->count -= done;
	return done;
}

KTEST_DEF size_t _copy_to_iter(const void *addr, size_t bytes, struct iov_iter *i)
{
	struct iov_iter_step step = { IOV_ITER_TO, (char *)addr };

	if (WARN_ON_ONCE(i->data_source))
		return 0;
	if (user_backed_iter(i))
		might_fault();
	return iov_iter_walk(i, bytes, &step);
}

KTEST_DEF size_t _copy_from_iter(void *addr, size_t bytes, struct iov_iter *i)
{
	struct iov_iter_step step = { IOV_ITER_FROM, (char *)addr };

	if (WARN_ON_ONCE(!i->data_source))
		return 0;
	if (user_backed_iter(i))
		might_fault();
	return iov_iter_walk(i, bytes, &step);
}

KTEST_DEF size_t iov_iter_zero(size_t bytes, struct iov_iter *i)
{
	struct iov_iter_step step = { IOV_ITER_ZERO, NULL };

	return iov_iter_walk(i, bytes, &step);
}

/* Whether so much lies in the page, or in the compound page from it on. */
static inline bool iov_iter_in_page(struct page *page, size_t offset, size_t bytes)
{
	struct page *head = compound_head(page);
	size_t end = offset + bytes;

	if (bytes <= end && end <= PAGE_SIZE)
		return true;
	return !WARN_ON(bytes > end || end + ((size_t)(page - head) << PAGE_SHIFT) > page_size(head));
}

KTEST_DEF size_t copy_page_to_iter(struct page *page, size_t offset, size_t bytes, struct iov_iter *i)
{
	return iov_iter_in_page(page, offset, bytes) ? _copy_to_iter((char *)page_address(page) + offset, bytes, i) : 0;
}

KTEST_DEF size_t copy_page_from_iter(struct page *page, size_t offset, size_t bytes, struct iov_iter *i)
{
	return iov_iter_in_page(page, offset, bytes) ? _copy_from_iter((char *)page_address(page) + offset, bytes, i) : 0;
}

KTEST_DEF size_t copy_page_to_iter_nofault(struct page *page, unsigned int offset, size_t bytes, struct iov_iter *i)
{
	size_t done;

	pagefault_disable();
	done = copy_page_to_iter(page, offset, bytes, i);
	pagefault_enable();
	return done;
}

KTEST_DEF size_t copy_page_from_iter_atomic(struct page *page, size_t offset, size_t bytes, struct iov_iter *i)
{
	struct iov_iter_step step = { IOV_ITER_FROM, (char *)page_address(page) + offset };
	size_t done;

	if (!iov_iter_in_page(page, offset, bytes) || WARN_ON_ONCE(!i->data_source))
		return 0;
	pagefault_disable();
	done = iov_iter_walk(i, bytes, &step);
	pagefault_enable();
	return done;
}

/* ---- moving -------------------------------------------------------------------------------- */

KTEST_DEF void iov_iter_advance(struct iov_iter *i, size_t bytes)
{
	bytes = min(bytes, i->count);
	if (iov_iter_has_pieces(i) && i->count) {
		long seg = 0, nr = i->nr_segs;

		i->count -= bytes;
		for (bytes += i->iov_offset; seg < nr && bytes >= iov_iter_length_of(i, seg); seg++)
			bytes -= iov_iter_length_of(i, seg);
		iov_iter_move(i, seg);
		i->iov_offset = bytes;
	} else if (iov_iter_has_folios(i)) {
		iov_folio_advance(i, bytes);
	} else if (iter_is_ubuf(i)) {
		i->iov_offset += bytes;
		i->count -= bytes;
	} else if (iov_iter_is_discard(i)) {
		i->count -= bytes;
	}
}

KTEST_DEF void iov_iter_revert(struct iov_iter *i, size_t bytes)
{
	if (!bytes || WARN_ON(bytes > IOV_ITER_MOST))
		return;
	i->count += bytes;
	if (iov_iter_is_discard(i))
		return;
	/* Before the beginning of a single buffer there is nothing. */
	BUG_ON((iter_is_ubuf(i) || iov_iter_is_xarray(i)) && bytes > i->iov_offset);
	if (iov_iter_is_folioq(i) && bytes > i->iov_offset) {
		iov_folioq_back(i, bytes - i->iov_offset);
		return;
	}
	while (bytes > i->iov_offset) {
		bytes -= i->iov_offset;
		iov_iter_move(i, -1);
		i->iov_offset = iov_iter_length_of(i, 0);
	}
	i->iov_offset -= bytes;
}

KTEST_DEF void iov_iter_restore(struct iov_iter *i, struct iov_iter_state *state)
{
	if (WARN_ON_ONCE(!iov_iter_has_pieces(i) && !iter_is_ubuf(i)))
		return;
	i->iov_offset = state->iov_offset;
	i->count = state->count;
	if (!iter_is_ubuf(i))
		iov_iter_move(i, -(long)(state->nr_segs - i->nr_segs));
}

/* ---- what is known of it ------------------------------------------------------------------- */

KTEST_DEF size_t iov_iter_single_seg_count(const struct iov_iter *i)
{
	if (i->nr_segs > 1 && iov_iter_has_pieces(i))
		return min(i->count, iov_iter_length_of(i, 0) - i->iov_offset);
#ifdef KTEST_HOSTED
	if (iov_iter_is_folioq(i) && i->count)
		return min(i->count, folioq_folio_size(i->folioq, i->folioq_slot));
#endif
	return i->count;
}

/* From one piece to the next: its address (of pages: in the page) and length. false: that was the last. */
static inline bool iov_iter_piece(const struct iov_iter *i, long *seg, size_t *left, unsigned long *at, size_t *len)
{
	size_t skip = *seg ? 0 : i->iov_offset;

	if (!*left)
		return false;
	if (iter_is_ubuf(i) || iov_iter_has_folios(i)) {
		*at = (iter_is_ubuf(i) ? (unsigned long)i->ubuf : iov_iter_is_xarray(i) ? (unsigned long)i->xarray_start : 0) + skip;
		*len = *left;
	} else {
		*at = (iov_iter_is_bvec(i) ? i->bvec[*seg].bv_offset : (unsigned long)i->__iov[*seg].iov_base) + skip;
		*len = min(*left, iov_iter_length_of(i, *seg) - skip);
	}
	*left -= *len;
	++*seg;
	return true;
}

KTEST_DEF bool iov_iter_is_aligned(const struct iov_iter *i, unsigned int addr_mask, unsigned int len_mask)
{
	size_t left = i->count, len;
	unsigned long at;
	long seg = 0;

	if (iov_iter_is_discard(i))
		return true;
	while (iov_iter_piece(i, &seg, &left, &at, &len))
		if (at & addr_mask || len & len_mask)
			return false;
	return true;
}

KTEST_DEF unsigned long iov_iter_alignment(const struct iov_iter *i)
{
	size_t left = i->count, len;
	unsigned long at, bits = 0;
	long seg = 0;

	if (iov_iter_is_discard(i))
		return 0;
	while (iov_iter_piece(i, &seg, &left, &at, &len))
		if (len || iov_iter_is_bvec(i))
			bits |= at | len;
	return bits;
}

KTEST_DEF unsigned long iov_iter_gap_alignment(const struct iov_iter *i)
{
	unsigned long bits = 0, end = 0, seg;
	size_t left = i->count;

	if (iter_is_ubuf(i))
		return 0;
	if (WARN_ON(!iter_is_iovec(i)))
		return ~0u;
	for (seg = 0; seg < i->nr_segs; seg++) {
		unsigned long at = (unsigned long)i->__iov[seg].iov_base;
		size_t len = i->__iov[seg].iov_len;

		if (!len)
			continue;
		if (end)
			bits |= at | end;
		end = at + len;
		if (left <= len)
			break;
		left -= len;
	}
	return bits;
}

KTEST_DEF int iov_iter_npages(const struct iov_iter *i, int maxpages)
{
	size_t left = i->count, len;
	unsigned long at;
	long seg = 0;
	int nr = 0;

	if (iov_iter_is_discard(i))
		return 0;
	while (iov_iter_piece(i, &seg, &left, &at, &len)) {
		if (len)
			nr += DIV_ROUND_UP(at % PAGE_SIZE + len, PAGE_SIZE);
		if (nr > maxpages)
			return maxpages;
	}
	return nr;
}

KTEST_DEF const void *dup_iter(struct iov_iter *copy, struct iov_iter *old, gfp_t flags)
{
	*copy = *old;
	if (iov_iter_is_bvec(copy))
		return copy->bvec = (struct bio_vec *)kmemdup(old->bvec, old->nr_segs * sizeof(*old->bvec), flags);
	if (iov_iter_has_pieces(copy))
		return copy->__iov = (struct iovec *)kmemdup(old->__iov, old->nr_segs * sizeof(*old->__iov), flags);
	return NULL;
}

/* ---- user memory --------------------------------------------------------------------------- */

static inline size_t iov_iter_fault_in(const struct iov_iter *i, size_t bytes, unsigned int prot)
{
	size_t left = min(bytes, i->count), beyond = bytes - left, len;
	unsigned long at;
	long seg = 0;

	if (!user_backed_iter(i))
		return 0;
	while (iov_iter_piece(i, &seg, &left, &at, &len)) {
		size_t there = access_ok((void __user *)at, len) ? ktest_user_span(at, len, prot) : 0;

		if (there < len)
			return left + beyond + (len - there);
	}
	return beyond;
}

KTEST_DEF size_t fault_in_iov_iter_readable(const struct iov_iter *i, size_t bytes)
{
	return iov_iter_fault_in(i, bytes, PROT_READ);
}

KTEST_DEF size_t fault_in_iov_iter_writeable(const struct iov_iter *i, size_t bytes)
{
	return iov_iter_fault_in(i, bytes, PROT_WRITE);
}

#endif
