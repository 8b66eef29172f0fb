/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Leaks: what a case allocated and nothing refers to when it ends.
 *
 * Conservative, like kmemleak: any aligned word in a root or in a reachable
 * allocation that points into an allocation makes that one reachable. Roots
 * are the program's writable data, the per-CPU areas, and the stacks of tasks
 * that still live. The engine's own tables are in mapped memory of their own
 * and refer to allocations without being roots.
 */
#include "../core/engine.h"

const void *(*kt_pointer_alias)(const void *value);
const void *(*kt_page_structure)(const void *page, kt_size *size);

struct leak_block {
	kt_addr lo, hi;
	struct kt_record *record;
	unsigned int reached;
};

/* One check's state; in mapped memory, so that it is not a root itself. */
struct leak_scan {
	struct leak_block *blocks;
	unsigned int *todo;
	unsigned int nr, nr_todo;
	kt_addr lo, hi;		/* of all blocks */
};
static struct leak_scan *leak_scan;

/* ---- the blocks, by address ------------------------------------------------------- */

static void leak_sift(struct leak_block *b, unsigned int root, unsigned int n)
{
	struct leak_block top = b[root];
	unsigned int child;

	while ((child = 2 * root + 1) < n) {
		if (child + 1 < n && b[child + 1].lo > b[child].lo)
			child++;
		if (b[child].lo <= top.lo)
			break;
		b[root] = b[child];
		root = child;
	}
	b[root] = top;
}

static void leak_sort(struct leak_block *b, unsigned int n)
{
	for (unsigned int i = n / 2; i-- > 0;)
		leak_sift(b, i, n);
	while (n-- > 1) {
		struct leak_block last = b[n];

		b[n] = b[0];
		b[0] = last;
		leak_sift(b, 0, n);
	}
}

static int leak_is_suspect(const struct kt_record *r)
{
	return r->ptr && r->epoch == kt_epoch && !r->quiet;
}

static void leak_gather(struct leak_scan *s)
{
	for (unsigned int i = 0; i < kt_records_used(); i++) {
		struct kt_record *r = &kt_records[i];

		if (!r->ptr)
			continue;
		s->blocks[s->nr++] =
			(struct leak_block){ r->ptr, r->ptr + (r->size ? r->size : 1), r, 0 };
	}
	leak_sort(s->blocks, s->nr);
	s->lo = s->nr ? s->blocks[0].lo : 0;
	s->hi = s->nr ? s->blocks[s->nr - 1].hi : 0;
}

/* ---- marking -------------------------------------------------------------------------- */

static KTH_UNWATCHED void leak_mark(kt_addr value)
{
	struct leak_scan *s = leak_scan;
	unsigned int lo = 0, hi = s->nr;

	if (value < s->lo || value >= s->hi)
		return;
	while (hi - lo > 1) {
		unsigned int mid = lo + (hi - lo) / 2;

		if (s->blocks[mid].lo <= value)
			lo = mid;
		else
			hi = mid;
	}
	if (value >= s->blocks[lo].hi || s->blocks[lo].reached)
		return;
	s->blocks[lo].reached = 1;
	s->todo[s->nr_todo++] = lo;
}

static KTH_UNWATCHED void leak_scan_range(kt_addr lo, kt_addr hi)
{
	for (lo = (lo + 7) & ~(kt_addr)7; lo + 8 <= hi; lo += 8) {
		kt_addr value = *(const volatile kt_addr *)lo;

		if (lo == (kt_addr)&kt_arena_base)
			continue;	/* the engine's own: not a use of the first page */
		leak_mark(value);
		if (kt_pointer_alias)
			leak_mark((kt_addr)kt_pointer_alias((const void *)value));
	}
}

static void leak_scan_data(void)
{
	kt_addr pool_lo, pool_hi, lo, hi;

	kt_percpu_pool(&pool_lo, &pool_hi);
	for (unsigned int n = 0; kth_data_segment(n, &lo, &hi) == 0; n++) {
		if (pool_lo >= lo && pool_hi <= hi) {
			leak_scan_range(lo, pool_lo);
			lo = pool_hi;
		}
		leak_scan_range(lo, hi);
	}
}

static void leak_scan_structures(const struct leak_block *b)
{
	for (kt_addr page = b->lo; page < b->hi; page += KT_PAGE_SIZE) {
		kt_size size;
		kt_addr at = (kt_addr)kt_page_structure((const void *)page, &size);

		leak_scan_range(at, at + size);
	}
}

static void leak_scan_block(const struct leak_block *b)
{
	kt_addr pool_lo, pool_hi;

	if (b->record->kind == KT_MEM_PAGES && kt_page_structure)
		leak_scan_structures(b);
	kt_percpu_pool(&pool_lo, &pool_hi);
	/* A skin of one CPU has per-CPU data where it says. */
	if (b->record->kind != KT_MEM_PERCPU || b->lo < pool_lo || b->lo >= pool_hi) {
		leak_scan_range(b->lo, b->hi);
		return;
	}
	for (unsigned int cpu = 0; cpu < kt_topology.nr_cpus; cpu++)
		leak_scan_range(b->lo + kt_percpu_offset[cpu], b->hi + kt_percpu_offset[cpu]);
}

/* ---- reports --------------------------------------------------------------------------- */

static int leak_is_alike(const struct kt_record *a, const struct kt_record *b)
{
	return a->kind == b->kind && a->nr_frames == b->nr_frames &&
	       !__builtin_memcmp(a->frames, b->frames, a->nr_frames * sizeof(a->frames[0]));
}

/* Groups in the order of their first allocation; each is told once. */
static void leak_report(struct leak_block *blocks, unsigned int nr)
{
	for (unsigned int i = 0; i < nr; i++) {
		const struct kt_record *r = blocks[i].record;
		kt_size bytes = 0;
		unsigned int count = 0;

		if (blocks[i].reached)
			continue;
		for (unsigned int j = i; j < nr; j++) {
			if (blocks[j].reached || !leak_is_alike(r, blocks[j].record))
				continue;
			blocks[j].reached = 1;
			bytes += blocks[j].record->size;
			count++;
		}
		kt_report_leak(kt_mem_kind_name(r->kind), bytes, count, r->frames, r->nr_frames);
	}
}

/* Leaves only the unreached suspects in blocks, by the order of their records. */
static unsigned int leak_select(struct leak_scan *s)
{
	unsigned int n = 0;

	for (unsigned int i = 0; i < s->nr; i++)
		if (!s->blocks[i].reached && leak_is_suspect(s->blocks[i].record))
			s->blocks[n++] = s->blocks[i];
	for (unsigned int i = 0; i < n; i++)
		s->blocks[i].lo = (kt_addr)s->blocks[i].record;
	leak_sort(s->blocks, n);
	return n;
}

void kt_leak_check(void)
{
	unsigned int used, suspects = 0;
	kt_size size;

	kt_records_lock_all();
	used = kt_records_used();
	for (unsigned int i = 0; i < used; i++)
		suspects += (unsigned int)leak_is_suspect(&kt_records[i]);
	size = sizeof(*leak_scan) +
	       used * (sizeof(struct leak_block) + sizeof(unsigned int));
	leak_scan = suspects ? kth_map(size) : 0;
	if (!leak_scan) {
		kt_records_unlock_all();
		return;
	}
	leak_scan->blocks = (struct leak_block *)(leak_scan + 1);
	leak_scan->todo = (unsigned int *)(leak_scan->blocks + used);
	leak_gather(leak_scan);
	kth_mute_valgrind();
	leak_scan_data();
	kt_percpu_roots(leak_scan_range);
	kt_tasks_roots(leak_scan_range);
	while (leak_scan->nr_todo)
		leak_scan_block(&leak_scan->blocks[leak_scan->todo[--leak_scan->nr_todo]]);
	kth_unmute_valgrind();
	suspects = leak_select(leak_scan);
	kt_records_unlock_all();
	leak_report(leak_scan->blocks, suspects);
	kth_unmap(leak_scan, size);
	leak_scan = 0;
}
