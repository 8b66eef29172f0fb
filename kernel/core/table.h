/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Tables by address, of a fixed size. An entry begins with its key, an address; 0: it is free. */
#ifndef KTEST_TABLE_H
#define KTEST_TABLE_H

#include <ktest/core.h>

/*
 * The number of the entry where a search begins. Neighbours have neighbouring entries, as many as words in 512 bytes: each page of
 * a table that a forked process touches is a page fault.
 */
static inline unsigned int kt_table_home(kt_addr key, unsigned int entries)
{
	return ((unsigned int)((key >> 9) * 0x9e3779b97f4a7c15u >> 32) * 64 + (unsigned int)(key >> 3 & 63)) % entries;
}

/* The key's entry, or a free one for it; NULL: the nearest `probes` are others'. */
static inline void *kt_table_find(void *table, kt_size entry_size, unsigned int entries, unsigned int probes, kt_addr key)
{
	unsigned int home = kt_table_home(key, entries);

	for (unsigned int i = 0; i < probes; i++) {
		kt_addr *entry = (kt_addr *)((char *)table + entry_size * ((home + i) % entries));

		if (*entry == key || !*entry)
			return entry;
	}
	return 0;
}

#define KT_TABLE_FIND(table, entries, probes, key) kt_table_find(table, sizeof(*(table)), entries, probes, (kt_addr)(key))

#endif
