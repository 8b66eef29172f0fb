/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What a kernel with CONFIG_DEBUG_LIST checks when an entry is added or deleted: a list that
 * does not hold together warns, and is left as it is. Included by linux/list.h.
 * Fidelity: faithful in what is checked; the words are ours
 */
#ifndef KTEST_LINUX_KTEST_LIST_CHECK_H
#define KTEST_LINUX_KTEST_LIST_CHECK_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <linux/poison.h>
#include <linux/types.h>

/* Warn, and return false. */
KTEST_FN bool ktest_list_bad_add(const struct list_head *entry, const struct list_head *prev,
			const struct list_head *next) __cold;
KTEST_FN bool ktest_list_bad_del(const struct list_head *entry) __cold;

static __always_inline bool __list_add_valid(const struct list_head *entry,
					     const struct list_head *prev,
					     const struct list_head *next)
{
	if (likely(prev && next && next->prev == prev && prev->next == next && entry != prev &&
		   entry != next))
		return true;
	return ktest_list_bad_add(entry, prev, next);
}

static __always_inline bool __list_del_entry_valid(const struct list_head *entry)
{
	const struct list_head *prev = entry->prev, *next = entry->next;

	/* Poison values are no addresses: nothing may be read there. */
	if (likely(prev && next && prev != (struct list_head *)LIST_POISON2 &&
		   next != (struct list_head *)LIST_POISON1 &&
		   prev->next == entry && next->prev == entry))
		return true;
	return ktest_list_bad_del(entry);
}

#include <ktest/close.h>
#endif
