/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Allocation. Blocks come straight from the host's allocator; where nobody
 * else watches them, ALLOC_REDZONE bytes before and behind each are checked
 * when it is freed and at the end of the case.
 */
#include "alone.h"
#include "engine.h"

#define ALLOC_REDZONE 16u
#define ALLOC_FRONT_MOST KT_PAGE_SIZE	/* a larger alignment would waste as much */
#define ALLOC_REDZONE_BYTE 0xbb
#define ALLOC_FRESH_BYTE 0x5a

static kt_size alloc_limit;
static struct {
	kt_size bytes;
} KT_OWN_CACHE_LINE alloc_used;
static kt_size alloc_redzone;	/* 0 when the heap is watched */
static int alloc_fill;

void kt_alloc_start(kt_size limit)
{
	alloc_limit = limit;
	alloc_redzone = kth_heap_is_watched() ? 0 : ALLOC_REDZONE;
	alloc_fill = !kth_uninit_is_watched();
}

/* Room before a block: for the redzone, and for what the host's allocator does not align. */
static unsigned int alloc_front(kt_size align)
{
	if (!alloc_redzone || align > ALLOC_FRONT_MOST)
		return 0;
	return align < ALLOC_REDZONE ? ALLOC_REDZONE : (unsigned int)align;
}

/* Takes size off the emulated machine's memory. */
static int alloc_charge(kt_size size)
{
	if (size > alloc_limit / 2)
		return -1;
	if (kt_size_add(&alloc_used.bytes, size) <= alloc_limit)
		return 0;
	kt_size_add(&alloc_used.bytes, -size);
	return -1;
}

void *kt_alloc(kt_size size, kt_size align, unsigned int flags, enum kt_mem_kind kind, int node,
	       const void *owner)
{
	unsigned int front = alloc_front(align), room = flags >> 8;
	const struct kt_task *self = kt_self();
	unsigned char *host, *block;

	if (node < 0)
		node = kt_topology.node_of_cpu[self->cpu];
	if (alloc_charge(size + room) < 0)
		return 0;
	/* The host's aligned blocks cost it a search, and fragments: we align ours within a plain one. */
	host = kth_malloc(front + size + (alloc_redzone ? room + alloc_redzone : 0),
			  front ? ALLOC_REDZONE : align);
	if (!host)
		goto refund;
	block = host;
	if (front) {
		kt_addr past_redzone = (kt_addr)host + ALLOC_REDZONE;

		front = ALLOC_REDZONE + (unsigned int)(-past_redzone & (front - 1));
		block += front;
	}
	if (flags & KT_ZERO)
		__builtin_memset(block, 0, size);
	else if (alloc_fill)
		__builtin_memset(block, ALLOC_FRESH_BYTE, size);
	__builtin_memset(block + size, ALLOC_REDZONE_BYTE, alloc_redzone);
	if (front)
		__builtin_memset(block - ALLOC_REDZONE, ALLOC_REDZONE_BYTE, ALLOC_REDZONE);
	if (kt_record_add(block, size, flags, kind, node, owner, front,
			  __builtin_frame_address(0)) == 0)
		return block;
	kth_free(host);
refund:
	kt_size_add(&alloc_used.bytes, -(size + room));
	return 0;
}

/* The bytes beside the block are as they were: looked at 8 at a time, at each free. */
static int alloc_is_intact(const struct kt_record *r)
{
	static const unsigned char pattern[ALLOC_REDZONE] = { [0 ... ALLOC_REDZONE - 1] = ALLOC_REDZONE_BYTE };

	return !alloc_redzone || (!__builtin_memcmp((const char *)r->ptr + r->size, pattern, ALLOC_REDZONE) &&
				  (!r->front || !__builtin_memcmp((const char *)r->ptr - ALLOC_REDZONE, pattern, ALLOC_REDZONE)));
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

/* How many bytes before it were, down to the first one. */
static unsigned int alloc_underrun(const struct kt_record *r)
{
	const unsigned char *start = (const unsigned char *)r->ptr;
	unsigned int n = r->front ? ALLOC_REDZONE : 0;

	while (n && start[-(long)n] == ALLOC_REDZONE_BYTE)
		n--;
	return n;
}

/* What is wrong around the block, in words; 0: nothing. */
static kt_size alloc_damage(const struct kt_record *r, char *text, kt_size size)
{
	unsigned int over = alloc_overrun(r), under = alloc_underrun(r), most = over ? over : under;
	const unsigned char *from = (const unsigned char *)r->ptr + (over ? (long)r->size : -(long)under);
	kt_size n;

	if (!most)
		return 0;
	n = kth_format(text, size,
		       "%s: up to %u byte%s %s a %s allocation of %lu bytes %s overwritten; there is now",
		       over ? "overrun" : "underrun", most, most == 1 ? "" : "s",
		       over ? "behind" : "before", kt_mem_kind_name(r->kind), (unsigned long)r->size,
		       most == 1 ? "was" : "were");
	for (unsigned int i = 0; i < most && n + 4 < size; i++)
		n += kth_format(text + n, size - n, from[i] == ALLOC_REDZONE_BYTE ? " .." : " %02x",
				from[i]);
	return n + kth_format(text + n, size - n, " (--sanitize address names the write)");
}

void kt_free(void *ptr, enum kt_mem_kind kind, const void *owner)
{
	struct kt_record r;
	char text[256];

	if (kt_races) {
		kt_stores_seen();
		kt_race_access(ptr, kt_alloc_size(ptr), KT_ACCESS_WRITE | KT_ACCESS_FREE, __builtin_frame_address(0));
	}
	kt_record_take(ptr, kind, owner, 0, &r, __builtin_frame_address(0));
	kt_held_check(ptr, r.size, "freed", __builtin_frame_address(0));
	kt_locks_forget(ptr, r.size);
	kt_armed_check(ptr, r.size, "freed", __builtin_frame_address(0));
	kt_size_add(&alloc_used.bytes, -(r.size + r.room));
	if (!alloc_is_intact(&r) && alloc_damage(&r, text, sizeof(text))) {
		const struct kth_trace trace = { "allocated at", r.frames, r.nr_frames };

		kt_fatal_traced(__builtin_frame_address(0), KT_FATAL_MEMORY, &trace, 1, "%s",
				text);
	}
	if (alloc_redzone) {
		kt_quarantine_add(&r, __builtin_frame_address(0), ptr);
	} else {
		kt_quarantine_add(&r, __builtin_frame_address(0), 0);
		kth_free(ptr);
	}
}

int kt_resize(void *ptr, kt_size size)
{
	unsigned char *block = ptr;
	struct kt_record r;

	/* What is damaged stays as it is: freeing it tells. */
	if (!kt_record_find(ptr, &r) || alloc_overrun(&r) || kt_record_resize(ptr, size) < 0)
		return -1;
	if (size < r.size) {
		kth_poison(block + size, r.size - size);
	} else {
		kth_unpoison(block, size);
		if (alloc_fill)
			__builtin_memset(block + r.size, ALLOC_FRESH_BYTE, size - r.size);
	}
	__builtin_memset(block + size, ALLOC_REDZONE_BYTE, alloc_redzone);
	return 0;
}

/* The next damaged block of this case at or after index *at. */
static int alloc_next_damaged(unsigned int *at, struct kt_record *out, char *text, kt_size size)
{
	int found = 0;

	kt_records_lock_all();	/* a block is not freed while we look at it */
	for (; !found && *at < kt_records_used(); ++*at) {
		*out = kt_records[*at];
		if (out->ptr && out->epoch == kt_epoch && out->kind <= KT_MEM_VMALLOC)
			found = alloc_damage(out, text, size) > 0;
	}
	kt_records_unlock_all();
	return found;
}

void kt_alloc_check(void)
{
	struct kt_record r;
	unsigned int at = 0;
	char text[256];

	if (!alloc_redzone)
		return;
	while (alloc_next_damaged(&at, &r, text, sizeof(text))) {
		const struct kth_trace trace = { "allocated at", r.frames, r.nr_frames };

		kt_report_finding("overrun", text, &trace, 1);
	}
}

/* ---- questions ------------------------------------------------------------------------ */

kt_size kt_alloc_size(const void *ptr)
{
	struct kt_record r;

	return kt_record_find(ptr, &r) ? r.size : 0;
}

kt_size kt_alloc_capacity(const void *ptr)
{
	struct kt_record r;

	return kt_record_find(ptr, &r) ? r.size + r.room : 0;
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

int kt_alloc_covers(const void *ptr, enum kt_mem_kind kind)
{
	int covers = 0;

	kt_records_lock_all();
	for (unsigned int i = 0; i < kt_records_used() && !covers; i++) {
		const struct kt_record *r = &kt_records[i];
		covers = r->ptr && r->kind == kind && (kt_addr)ptr >= r->ptr &&
			 (kt_addr)ptr < r->ptr + r->size;
	}
	kt_records_unlock_all();
	return covers;
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
