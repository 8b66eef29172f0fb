// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Memory that a booting kernel takes before it has allocators: here they are there from the start. */
#include "tree.h"
#include <linux/log2.h>
#include <linux/memblock.h>

#define EARLY_HASH_ENTRIES 256u

/* A program's tables stay small: sizes come from the caller's limits, not from the machine's memory. */
void *alloc_large_system_hash(const char *name, unsigned long bucket_size, unsigned long entries,
			      int scale, int flags, unsigned int *shift, unsigned int *mask,
			      unsigned long low_limit, unsigned long high_limit)
{
	unsigned long count = roundup_pow_of_two(entries ?: EARLY_HASH_ENTRIES);

	if (count < low_limit)
		count = roundup_pow_of_two(low_limit);
	if (high_limit && count > high_limit)
		count = rounddown_pow_of_two(high_limit);
	if (shift)
		*shift = ilog2(count);
	if (mask)
		*mask = count - 1;
	return ktree_permanent(count * bucket_size);
}

void *memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min, phys_addr_t max,
			     int node)
{
	return kt_alloc(size, max_t(size_t, align, 64), KT_ZERO | KT_QUIET, KT_MEM_SLAB, -1, NULL);
}
