/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Streams of folios: in an xarray by their index, or in a queue. */
#ifndef KTEST_LIB_IOV_FOLIO_H
#define KTEST_LIB_IOV_FOLIO_H

#include <linux/minmax.h>
#include <linux/mm.h>
#include <linux/uio.h>

/* As much as one call reads or writes. */
#define IOV_ITER_MOST (INT_MAX & PAGE_MASK)

#ifdef KTEST_HOSTED
#include <linux/folio_queue.h>
#include <linux/xarray.h>

static inline bool iov_iter_has_folios(const struct iov_iter *i)
{
	return iov_iter_is_folioq(i) || iov_iter_is_xarray(i);
}

/* To the slot that has the next byte. */
static inline void iov_folioq_settle(const struct folio_queue **folioq, unsigned int *slot)
{
	if (*slot >= folioq_nr_slots(*folioq) && (*folioq)->next) {
		*folioq = (*folioq)->next;
		*slot = 0;
	}
}

/* The page `ahead` bytes on, where in it that is, and how much of the folio there is from there; NULL: none. */
static inline struct page *iov_folio_page(const struct iov_iter *i, size_t ahead, size_t *offset, size_t *len)
{
	struct folio *folio;
	size_t at;

	if (iov_iter_is_xarray(i)) {
		loff_t pos = i->xarray_start + i->iov_offset + ahead;

		folio = (struct folio *)xa_load(i->xarray, pos >> PAGE_SHIFT);
		if (!folio || WARN_ON(xa_is_value(folio)))
			return NULL;
		at = pos & (folio_size(folio) - 1);
	} else {
		const struct folio_queue *folioq = i->folioq;
		unsigned int slot = i->folioq_slot;

		for (at = i->iov_offset + ahead;; at -= folioq_folio_size(folioq, slot++)) {
			iov_folioq_settle(&folioq, &slot);
			if (slot >= folioq_nr_slots(folioq) || !folioq_folio(folioq, slot))
				return NULL;
			if (at < folioq_folio_size(folioq, slot))
				break;
		}
		folio = folioq_folio(folioq, slot);
	}
	*offset = at % PAGE_SIZE;
	*len = folio_size(folio) - at;
	return folio_page(folio, at >> PAGE_SHIFT);
}

static inline void iov_folio_advance(struct iov_iter *i, size_t bytes)
{
	const struct folio_queue *folioq = i->folioq;
	unsigned int slot = i->folioq_slot;

	if (!i->count)
		return;
	i->count -= bytes;
	i->iov_offset += bytes;
	if (iov_iter_is_xarray(i))
		return;
	iov_folioq_settle(&folioq, &slot);
	while (i->iov_offset && i->iov_offset >= folioq_folio_size(folioq, slot)) {
		i->iov_offset -= folioq_folio_size(folioq, slot++);
		iov_folioq_settle(&folioq, &slot);
	}
	i->folioq = folioq;
	i->folioq_slot = slot;
}

/* `bytes` before the beginning of the current folio, not more than there are. */
static inline void iov_folioq_back(struct iov_iter *i, size_t bytes)
{
	const struct folio_queue *folioq = i->folioq;
	unsigned int slot = i->folioq_slot;

	for (;;) {
		size_t size;

		if (!slot) {
			folioq = folioq->prev;
			slot = folioq_nr_slots(folioq);
		}
		size = folioq_folio_size(folioq, --slot);
		if (bytes <= size) {
			i->iov_offset = size - bytes;
			break;
		}
		bytes -= size;
	}
	i->folioq = folioq;
	i->folioq_slot = slot;
}
#else
static inline bool iov_iter_has_folios(const struct iov_iter *i) { (void)i; return false; }
static inline struct page *iov_folio_page(const struct iov_iter *i, size_t ahead, size_t *offset, size_t *len)
{
	(void)i, (void)ahead, (void)offset, (void)len;
	return NULL;
}
static inline void iov_folio_advance(struct iov_iter *i, size_t bytes) { (void)i, (void)bytes; }
static inline void iov_folioq_back(struct iov_iter *i, size_t bytes) { (void)i, (void)bytes; }
#endif

#endif
