/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Allocation. Blocks come straight from the host's allocator; where nobody
 * else watches them, ALLOC_REDZONE bytes behind each are checked when it is
 * freed and at the end of the case.
 */
#include "engine.h"

#define ALLOC_REDZONE 16u
#define ALLOC_REDZONE_BYTE 0xbb
#define ALLOC_FRESH_BYTE 0x5a

static kt_size alloc_limit, alloc_used;
static kt_size alloc_redzone;	/* 0 when the heap is watched */
static int alloc_fill;

void kt_alloc_start(kt_size limit)
{
	alloc_limit = limit;
	alloc_redzone = kth_heap_is_watched() ? 0 : ALLOC_REDZONE;
	alloc_fill = !kth_uninit_is_watched();
}

/* Takes size off the emulated machine's memory. */
static int alloc_charge(kt_size size)
{
	if (size > alloc_limit / 2)
		return -1;
	if (__atomic_add_fetch(&alloc_used, size, __ATOMIC_RELAXED) <= alloc_limit)
		return 0;
	__atomic_sub_fetch(&alloc_used, size, __ATOMIC_RELAXED);
	return -1;
}

void *kt_alloc(kt_size size, kt_size align, unsigned int flags, enum kt_mem_kind kind, int node,
	       const void *owner)
{
	unsigned char *block;

	if (node < 0)
		node = kt_topology.node_of_cpu[kt_self()->cpu];
	if (alloc_charge(size) < 0)
		return 0;
	block = kth_malloc(size + alloc_redzone, align);
	if (!block)
		goto refund;
	if (flags & KT_ZERO)
		__builtin_memset(block, 0, size);
	else if (alloc_fill)
		__builtin_memset(block, ALLOC_FRESH_BYTE, size);
	__builtin_memset(block + size, ALLOC_REDZONE_BYTE, alloc_redzone);
	if (kt_record_add(block, size, flags, kind, node, owner, __builtin_frame_address(0)) == 0)
		return block;
	kth_free(block);
refund:
	__atomic_sub_fetch(&alloc_used, size, __ATOMIC_RELAXED);
	return 0;
}

/* How many bytes behind the block were overwritten, up to the last one. */
static unsigned int alloc_overrun(const struct kt_record *r)
{
	const unsigned char *end = (const unsigned char *)r->ptr + r->size;
	unsigned int n = (unsigned int)alloc_redzone;

	while (n && end[n - 1] == ALLOC_REDZONE_BYTE)
		n--;
	return n;
}

static void alloc_overrun_text(const struct kt_record *r, unsigned int n, char *text,
			       kt_size size)
{
	kt_size len = kth_format(text, size,
				 "overrun: up to %u bytes behind a %s allocation of %lu bytes "
				 "were overwritten",
				 n, kt_mem_kind_name(r->kind), (unsigned long)r->size);

	kt_text_frames(text, size, len, "allocated at", r->frames, r->nr_frames);
}

void kt_free(void *ptr, enum kt_mem_kind kind, const void *owner)
{
	struct kt_record r;
	unsigned int overrun;

	kt_record_take(ptr, kind, owner, 0, &r,
		       __builtin_frame_address(0));
	__atomic_sub_fetch(&alloc_used, r.size, __ATOMIC_RELAXED);
	overrun = alloc_overrun(&r);
	if (overrun) {
		char text[4096];

		alloc_overrun_text(&r, overrun, text, sizeof(text));
		kt_fatal_at(__builtin_frame_address(0), KT_FATAL_MEMORY, "%s", text);
	}
	if (alloc_redzone) {
		kt_quarantine_add(&r, __builtin_frame_address(0), ptr);
	} else {
		kt_quarantine_add(&r, __builtin_frame_address(0), 0);
		kth_free(ptr);
	}
}

/* The next overrun block of this case at or after index *at. */
static unsigned int alloc_next_overrun(unsigned int *at, struct kt_record *out)
{
	unsigned int overrun = 0;

	kt_records_lock_all();	/* a block is not freed while we look at it */
	for (; !overrun && *at < kt_records_used(); ++*at) {
		*out = kt_records[*at];
		if (out->ptr && out->epoch == kt_epoch && out->kind <= KT_MEM_VMALLOC)
			overrun = alloc_overrun(out);
	}
	kt_records_unlock_all();
	return overrun;
}

void kt_alloc_check(void)
{
	unsigned int at = 0, overrun;
	struct kt_record r;
	char text[4096];

	if (!alloc_redzone)
		return;
	while ((overrun = alloc_next_overrun(&at, &r))) {
		alloc_overrun_text(&r, overrun, text, sizeof(text));
		kt_report_memory("overrun", text, r.frames, r.nr_frames);
	}
}

/* ---- questions ------------------------------------------------------------------------ */

kt_size kt_alloc_size(const void *ptr)
{
	struct kt_record r;

	return kt_record_find(ptr, &r) ? r.size : 0;
}

int kt_alloc_info(const void *ptr, enum kt_mem_kind *kind, int *node, const void **owner)
{
	struct kt_record r;

	if (!kt_record_find(ptr, &r))
		return -1;
	if (kind)
		*kind = r.kind;
	if (node)
		*node = r.node;
	if (owner)
		*owner = r.owner;
	return 0;
}

unsigned int kt_alloc_count(enum kt_mem_kind kind, const void *owner)
{
	unsigned int n = 0;

	kt_records_lock_all();
	for (unsigned int i = 0; i < kt_records_used(); i++)
		n += kt_records[i].ptr && kt_records[i].kind == kind &&
		     kt_records[i].owner == owner;
	kt_records_unlock_all();
	return n;
}
