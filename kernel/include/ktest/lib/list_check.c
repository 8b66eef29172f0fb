// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What is wrong with a list. Without addresses, so that reports of two runs are alike. */
#ifndef KTEST_LIB_LIST_CHECK_C
#define KTEST_LIB_LIST_CHECK_C

#include <linux/bug.h>
#include <linux/list.h>

KTEST_DEF bool ktest_list_bad_add(const struct list_head *entry, const struct list_head *prev,
			       const struct list_head *next)
{
	if (!prev || !next)
		WARN(1, "list_add corruption: a link of the list is NULL (is its head initialized?)\n");
	else if (entry == prev || entry == next)
		WARN(1, "list_add corruption: the entry is at this place already (added twice?)\n");
	else
		WARN(1, "list_add corruption: %s of the new entry's neighbours is not the other (was one freed, overwritten or added twice?)\n",
		     next->prev != prev ? "prev" : "next");
	return false;
}

KTEST_DEF bool ktest_list_bad_del(const struct list_head *entry)
{
	if (entry->next == (struct list_head *)LIST_POISON1 ||
	    entry->prev == (struct list_head *)LIST_POISON2)
		WARN(1, "list_del corruption: the entry was deleted already\n");
	else if (!entry->next || !entry->prev)
		WARN(1, "list_del corruption: a link of the entry is NULL (was it ever added?)\n");
	else
		WARN(1, "list_del corruption: its %s neighbour does not refer to the entry\n",
		     entry->prev->next != entry ? "previous" : "next");
	return false;
}

#endif
