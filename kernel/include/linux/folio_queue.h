/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Folios in a row: a list of handfuls, each folio with three marks.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_FOLIO_QUEUE_H
#define KTEST_LINUX_FOLIO_QUEUE_H
#include <ktest/open.h>

#include <linux/bitops.h>
#include <linux/mm.h>
#include <linux/pagevec.h>
#include <linux/types.h>

struct folio_queue {
	struct folio_batch vec;
	u8 orders[PAGEVEC_SIZE];
	struct folio_queue *next;
	struct folio_queue *prev;
	unsigned long marks;
	unsigned long marks2;
	unsigned long marks3;
	unsigned int rreq_id;
	unsigned int debug_id;
};

static inline void folioq_init(struct folio_queue *folioq, unsigned int rreq_id)
{
	folio_batch_init(&folioq->vec);
	folioq->next = NULL;
	folioq->prev = NULL;
	folioq->marks = folioq->marks2 = folioq->marks3 = 0;
	folioq->rreq_id = rreq_id;
	folioq->debug_id = 0;
}
static inline unsigned int folioq_nr_slots(const struct folio_queue *folioq) { (void)folioq; return PAGEVEC_SIZE; }
static inline unsigned int folioq_count(struct folio_queue *folioq) { return folio_batch_count(&folioq->vec); }
static inline bool folioq_full(struct folio_queue *folioq) { return folioq_count(folioq) >= folioq_nr_slots(folioq); }

#define KTEST_FOLIOQ_MARK(n) \
	static inline bool folioq_is_marked##n(const struct folio_queue *folioq, unsigned int slot) \
	{ return test_bit(slot, &folioq->marks##n); } \
	static inline void folioq_mark##n(struct folio_queue *folioq, unsigned int slot) \
	{ set_bit(slot, &folioq->marks##n); } \
	static inline void folioq_unmark##n(struct folio_queue *folioq, unsigned int slot) \
	{ clear_bit(slot, &folioq->marks##n); }
KTEST_FOLIOQ_MARK()
KTEST_FOLIOQ_MARK(2)
KTEST_FOLIOQ_MARK(3)

/* Returns its slot. */
static inline unsigned int folioq_append(struct folio_queue *folioq, struct folio *folio)
{
	unsigned int slot = folioq->vec.nr++;

	folioq->vec.folios[slot] = folio;
	folioq->orders[slot] = folio_order(folio);
	return slot;
}
static inline unsigned int folioq_append_mark(struct folio_queue *folioq, struct folio *folio)
{
	unsigned int slot = folioq_append(folioq, folio);

	folioq_mark(folioq, slot);
	return slot;
}
static inline struct folio *folioq_folio(const struct folio_queue *folioq, unsigned int slot)
{
	return folioq->vec.folios[slot];
}
static inline unsigned int folioq_folio_order(const struct folio_queue *folioq, unsigned int slot)
{
	return folioq->orders[slot];
}
static inline size_t folioq_folio_size(const struct folio_queue *folioq, unsigned int slot)
{
	return PAGE_SIZE << folioq_folio_order(folioq, slot);
}
static inline void folioq_clear(struct folio_queue *folioq, unsigned int slot)
{
	folioq->vec.folios[slot] = NULL;
	folioq_unmark(folioq, slot);
	folioq_unmark2(folioq, slot);
	folioq_unmark3(folioq, slot);
}

#include <ktest/close.h>
#endif
