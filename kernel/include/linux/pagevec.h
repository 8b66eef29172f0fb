/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A handful of folios.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PAGEVEC_H
#define KTEST_LINUX_PAGEVEC_H
#include <ktest/open.h>

#include <linux/mm.h>
#include <linux/types.h>

#define PAGEVEC_SIZE 31

struct folio_batch {
	unsigned char nr;
	unsigned char i;	/* the next one */
	bool percpu_pvec_drained;
	struct folio *folios[PAGEVEC_SIZE];
};

static inline void folio_batch_init(struct folio_batch *fbatch)
{
	fbatch->nr = 0;
	fbatch->i = 0;
	fbatch->percpu_pvec_drained = false;
}
static inline void folio_batch_reinit(struct folio_batch *fbatch)
{
	fbatch->nr = 0;
	fbatch->i = 0;
}
static inline unsigned int folio_batch_count(struct folio_batch *fbatch) { return fbatch->nr; }
static inline unsigned int folio_batch_space(struct folio_batch *fbatch) { return PAGEVEC_SIZE - fbatch->nr; }
/* Returns the room that is left. */
static inline unsigned int folio_batch_add(struct folio_batch *fbatch, struct folio *folio)
{
	fbatch->folios[fbatch->nr++] = folio;
	return folio_batch_space(fbatch);
}
static inline struct folio *folio_batch_next(struct folio_batch *fbatch)
{
	return fbatch->i == fbatch->nr ? NULL : fbatch->folios[fbatch->i++];
}
static inline void folio_batch_release(struct folio_batch *fbatch)
{
	unsigned int i;

	for (i = 0; i < fbatch->nr; i++)
		folio_put(fbatch->folios[i]);
	folio_batch_reinit(fbatch);
}

#include <ktest/close.h>
#endif
