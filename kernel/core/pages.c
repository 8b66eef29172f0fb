/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A buddy allocator for pages, one per node, over one contiguous arena.
 *
 * For each page pages_map holds PAGES_FREE | order at the first page of a free
 * block, else 0; free blocks of an order are linked by page number.
 */
#include "engine.h"

#define PAGES_NODE_SIZE (64ul << 20)
#define PAGES_PER_NODE (PAGES_NODE_SIZE >> KT_PAGE_SHIFT)
#define PAGES_FREE 0x80u
#define PAGES_NONE (~0u)

struct pages_link {
	unsigned int prev, next;
};

char *kt_arena_base;
kt_size kt_arena_size;

static struct kth_mutex pages_lock;
static unsigned char *pages_map;
static struct pages_link *pages_links;
static unsigned int pages_free[KT_MAX_NODES][KT_MAX_ORDER + 1];	/* heads */

static void pages_push(unsigned int page, unsigned int order)
{
	unsigned int *head = &pages_free[page / PAGES_PER_NODE][order];

	pages_map[page] = (unsigned char)(PAGES_FREE | order);
	pages_links[page].prev = PAGES_NONE;
	pages_links[page].next = *head;
	if (*head != PAGES_NONE)
		pages_links[*head].prev = page;
	*head = page;
}

static void pages_unlink(unsigned int page, unsigned int order)
{
	struct pages_link *l = &pages_links[page];

	if (l->prev != PAGES_NONE)
		pages_links[l->prev].next = l->next;
	else
		pages_free[page / PAGES_PER_NODE][order] = l->next;
	if (l->next != PAGES_NONE)
		pages_links[l->next].prev = l->prev;
	pages_map[page] = 0;
}

void kt_pages_start(void)
{
	unsigned int step = 1u << KT_MAX_ORDER;
	unsigned int pages = kt_topology.nr_nodes * PAGES_PER_NODE;

	kt_arena_size = (kt_size)pages << KT_PAGE_SHIFT;
	kt_arena_base = kth_map_aligned(kt_arena_size, (kt_size)step << KT_PAGE_SHIFT);
	pages_map = kth_map(pages);
	pages_links = kth_map(pages * sizeof(*pages_links));
	if (!kt_arena_base || !pages_map || !pages_links)
		kth_abort();
	__builtin_memset(pages_free, 0xff, sizeof(pages_free));
	for (unsigned int page = pages; page; page -= step)
		if (!(kt_topology.memoryless_nodes & 1u << (page - step) / PAGES_PER_NODE))
			pages_push(page - step, KT_MAX_ORDER);
}

static unsigned int pages_take(unsigned int order, unsigned int node)
{
	unsigned int o = order, page;

	while (o <= KT_MAX_ORDER && pages_free[node][o] == PAGES_NONE)
		o++;
	if (o > KT_MAX_ORDER)
		return PAGES_NONE;
	page = pages_free[node][o];
	pages_unlink(page, o);
	while (o > order) {
		o--;
		pages_push(page + (1u << o), o);
	}
	return page;
}

static void pages_give(unsigned int page, unsigned int order)
{
	while (order < KT_MAX_ORDER) {
		unsigned int buddy = page ^ (1u << order);

		if (pages_map[buddy] != (PAGES_FREE | order))
			break;
		pages_unlink(buddy, order);
		page &= ~(1u << order);
		order++;
	}
	pages_push(page, order);
}

void *kt_pages_alloc(unsigned int order, int node, unsigned int flags)
{
	kt_size size = KT_PAGE_SIZE << order;
	unsigned int page = PAGES_NONE;
	char *block;

	if (order > KT_MAX_ORDER)
		return 0;
	if (node < 0 || node >= (int)kt_topology.nr_nodes)
		node = kt_topology.node_of_cpu[kt_self()->cpu];
	kth_lock(&pages_lock);
	for (unsigned int i = 0; i < kt_topology.nr_nodes && page == PAGES_NONE; i++)
		page = pages_take(order, ((unsigned int)node + i) % kt_topology.nr_nodes);
	kth_unlock(&pages_lock);
	if (page == PAGES_NONE)
		return 0;
	block = kt_arena_base + ((kt_size)page << KT_PAGE_SHIFT);
	kth_unpoison(block, size);
	__builtin_memset(block, flags & KT_ZERO ? 0 : 0x5a, size);
	if (kt_record_add(block, size, flags, KT_MEM_PAGES, (int)(page / PAGES_PER_NODE), 0, 0,
			  __builtin_frame_address(0)) == 0)
		return block;
	kth_lock(&pages_lock);
	pages_give(page, order);
	kth_unlock(&pages_lock);
	return 0;
}

void kt_pages_free(void *block, unsigned int order)
{
	kt_size size = KT_PAGE_SIZE << order;
	struct kt_record r;

	kt_locks_forget(block, size);
	kt_record_take(block, KT_MEM_PAGES, 0, size, &r,
		       __builtin_frame_address(0));
	kt_armed_check(block, size, "freed", __builtin_frame_address(0));
	kt_quarantine_add(&r, __builtin_frame_address(0), 0);
	__builtin_memset(block, KT_FREE_POISON, size);
	kth_poison(block, size);
	kth_lock(&pages_lock);
	pages_give((unsigned int)(((char *)block - kt_arena_base) >> KT_PAGE_SHIFT), order);
	kth_unlock(&pages_lock);
}

void kt_pages_split(void *block, unsigned int order)
{
	struct kt_record r;

	kt_record_take(block, KT_MEM_PAGES, 0, KT_PAGE_SIZE << order, &r,
		       __builtin_frame_address(0));
	for (kt_size at = 0; at < r.size; at += KT_PAGE_SIZE)
		if (kt_record_add((char *)block + at, KT_PAGE_SIZE, r.quiet ? KT_QUIET : 0,
				  KT_MEM_PAGES, r.node, 0, 0, __builtin_frame_address(0)) < 0)
			kth_abort();
}

/* ---- a second address ------------------------------------------------------------------ */

void *kt_pages_map(void *const *pages, unsigned int count)
{
	char *base;

	if (!count || kth_share(kt_arena_base, kt_arena_size) < 0)
		return 0;
	base = kth_map((kt_size)count << KT_PAGE_SHIFT);
	for (unsigned int i = 0; base && i < count; i++) {
		kt_size offset = (kt_size)((char *)pages[i] - kt_arena_base);

		if (offset < kt_arena_size &&
		    kth_alias(base + ((kt_size)i << KT_PAGE_SHIFT), offset, KT_PAGE_SIZE) == 0)
			continue;
		kth_unmap(base, (kt_size)count << KT_PAGE_SHIFT);
		return 0;
	}
	return base;
}

void kt_pages_unmap(void *base, unsigned int count)
{
	kth_unmap(base, (kt_size)count << KT_PAGE_SHIFT);
}

void *kt_reserve(kt_size size)
{
	return kth_map(size);
}
