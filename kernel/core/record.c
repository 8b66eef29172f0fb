/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The table of live allocations, kept apart from the memory itself so that
 * wild writes cannot reach it and the host's tools see each block as it is.
 * Records lie in one array (leak checks walk it), found by a hash of the
 * address; 64 locks, each for every 64th bucket.
 */
#include "alone.h"
#include "engine.h"

#define RECORD_SHARDS 64u
#define RECORD_BUCKETS 65536u
#define RECORD_MAX (2u << 20)

struct record_shard {
	struct kth_mutex lock;
	struct kt_record *unused;
} KT_OWN_CACHE_LINE;

struct record_table {
	struct record_shard shard[RECORD_SHARDS];
	struct kt_record *bucket[RECORD_BUCKETS];
};

static struct record_table *record_table;
static unsigned int record_used, record_max;
struct kt_record *kt_records;
unsigned int kt_epoch;

void kt_records_start(void)
{
	record_table = kth_map(sizeof(*record_table));
	record_max = RECORD_MAX;
	while (!(kt_records = kth_map(record_max * sizeof(struct kt_record))) &&
	       record_max > 4096)
		record_max /= 2;
	if (!record_table || !kt_records)
		kth_abort();
}

unsigned int kt_records_used(void)
{
	unsigned int used = __atomic_load_n(&record_used, __ATOMIC_ACQUIRE);

	return used < record_max ? used : record_max;
}

/* Neighbours have neighbouring buckets: each page of the table that a case touches is a page fault. */
static unsigned int record_hash(const void *ptr)
{
	kt_addr addr = (kt_addr)ptr;

	return (unsigned int)((addr >> 6) + (addr >> 22) * 0x9e37) % RECORD_BUCKETS;
}

static unsigned int record_lock(const void *ptr)
{
	unsigned int hash = record_hash(ptr);

	kt_self();	/* alone.h says why */
	kt_table_lock(&record_table->shard[hash % RECORD_SHARDS].lock);
	return hash;
}

static void record_unlock(unsigned int hash)
{
	kt_table_unlock(&record_table->shard[hash % RECORD_SHARDS].lock);
}

void kt_records_lock_all(void)
{
	for (unsigned int i = 0; i < RECORD_SHARDS; i++)
		kt_table_lock(&record_table->shard[i].lock);
}

void kt_records_unlock_all(void)
{
	for (unsigned int i = 0; i < RECORD_SHARDS; i++)
		kt_table_unlock(&record_table->shard[i].lock);
}

const char *kt_mem_kind_name(enum kt_mem_kind kind)
{
	static const char *const names[] = {
		[KT_MEM_SLAB] = "kmalloc",   [KT_MEM_CACHE] = "kmem_cache",
		[KT_MEM_VMALLOC] = "vmalloc", [KT_MEM_PAGES] = "pages",
		[KT_MEM_PERCPU] = "percpu",
	};
	return names[kind];
}

/* ---- live records ----------------------------------------------------------------- */

static struct kt_record *record_new(struct record_shard *shard)
{
	struct kt_record *r = shard->unused;
	unsigned int index;

	if (r) {
		shard->unused = r->next;
		return r;
	}
	index = __atomic_fetch_add(&record_used, 1, __ATOMIC_ACQ_REL);
	if (index >= record_max) {
		__atomic_fetch_sub(&record_used, 1, __ATOMIC_ACQ_REL);
		return 0;
	}
	return &kt_records[index];
}

int kt_record_add(void *ptr, kt_size size, unsigned int flags, enum kt_mem_kind kind, int node,
		  const void *owner, unsigned int front, const void *frame)
{
	const struct kt_task *self = kt_self();
	unsigned int hash = record_lock(ptr);
	struct kt_record *r = record_new(&record_table->shard[hash % RECORD_SHARDS]);

	if (!r) {
		record_unlock(hash);
		return -1;
	}
	r->size = size;
	r->owner = owner;
	r->front = front;
	r->room = flags >> 8;
	r->spare = kth_heap_is_watched() ? 0 : r->room;
	r->epoch = kt_epoch;
	r->kind = (unsigned char)kind;
	r->quiet = !!(flags & KT_QUIET);
	r->node = (unsigned char)node;
	r->nr_frames = (unsigned char)kt_trace_of(self, frame, r->frames, KT_TRACE_DEPTH);
	r->next = record_table->bucket[hash];
	r->ptr = (kt_addr)ptr;
	record_table->bucket[hash] = r;
	record_unlock(hash);
	return 0;
}

static struct kt_record **record_at(unsigned int hash, const void *ptr)
{
	struct kt_record **at = &record_table->bucket[hash];

	while (*at && (*at)->ptr != (kt_addr)ptr)
		at = &(*at)->next;
	return at;
}

int kt_record_find(const void *ptr, struct kt_record *out)
{
	unsigned int hash = record_lock(ptr);
	struct kt_record *r = *record_at(hash, ptr);

	if (r)
		*out = *r;
	record_unlock(hash);
	return !!r;
}

int kt_record_resize(const void *ptr, kt_size size)
{
	unsigned int hash = record_lock(ptr);
	struct kt_record *r = *record_at(hash, ptr);
	int fits = r && size <= r->size + r->spare;

	if (fits) {
		r->room = (unsigned int)(r->size + r->room - size);
		r->spare = (unsigned int)(r->size + r->spare - size);
		r->size = size;
	}
	record_unlock(hash);
	return fits ? 0 : -1;
}

/* Takes no lock: a crash report may be about a place where it is held. */
void kt_span_add(struct kt_span *span, const void *at)
{
	kt_addr addr = (kt_addr)at;
	struct kt_record record;

	if (!kt_record_near(addr, &record))
		return;
	if (!span->hi || addr < span->lo)
		__atomic_store_n(&span->lo, addr, __ATOMIC_RELAXED);
	if (addr >= span->hi)
		__atomic_store_n(&span->hi, addr + 1, __ATOMIC_RELAXED);
}

int kt_record_near(kt_addr addr, struct kt_record *out)
{
	kt_addr best = KT_PAGE_SIZE;

	for (unsigned int i = 0; i < kt_records_used() && best; i++) {
		const struct kt_record *r = &kt_records[i];
		kt_addr distance = addr < r->ptr ? r->ptr - addr :
				   addr - r->ptr < r->size ? 0 : addr - r->ptr - r->size + 1;

		if (!r->ptr || distance >= best)
			continue;
		best = distance;
		*out = *r;
	}
	return best < KT_PAGE_SIZE;
}

/* ---- frees that are wrong ------------------------------------------------------------ */

static KT_NORETURN void record_wrong_free(const struct kt_record *r, const char *problem,
					   const void *frame)
{
	const struct kth_trace trace = { "allocated at", r->frames, r->nr_frames };

	kt_fatal_traced(frame, KT_FATAL_MEMORY, &trace, 1, "%s", problem);
}

/* What a pointer is that was never allocated, as far as that does not change from run to run. */
static void record_name_pointer(kt_addr ptr, char *text, kt_size size)
{
	const struct kt_task *self = kt_self();
	kt_addr offset = 0, length = 0;
	const char *symbol = kt_symbol_name(ptr, &offset, &length);
	char name[64];

	if (ptr >= (kt_addr)self->stack_lo && ptr < (kt_addr)self->stack_hi)
		kth_format(text, size, "the pointer is on the task's stack");
	else if (symbol && offset < length)
		kth_format(text, size, "the pointer is %s, a variable or function", symbol);
	else if (kth_is_error_pointer(ptr)) {
		kth_error_pointer_text(name, sizeof(name), ptr);
		kth_format(text, size, "%s is no allocation (IS_ERR() not checked?)", name);
	} else if (ptr < 0x100000 || ptr > (kt_addr)-0x100000)
		kth_format(text, size, "0x%lx is no allocation", (unsigned long)ptr);
	else
		kth_format(text, size, "the pointer is no allocation");
}

static KT_NORETURN void record_unknown_free(kt_addr ptr, enum kt_mem_kind kind,
					     const void *frame)
{
	const char *name = kt_mem_kind_name(kind);
	struct kt_freed freed;
	char text[256];

	if (kt_quarantine_find(ptr, &freed)) {
		const struct kth_trace traces[] = {
			{ "allocated at", freed.record.frames, freed.record.nr_frames },
			{ "first freed at", freed.freed_by, freed.nr_freed_by },
		};

		if (ptr != freed.record.ptr)
			kt_fatal_traced(frame, KT_FATAL_MEMORY, traces, 2,
					"invalid free: the pointer is %lu bytes into a %s "
					"allocation of %lu bytes that was freed already",
					(unsigned long)(ptr - freed.record.ptr), name,
					(unsigned long)freed.record.size);
		kt_fatal_traced(frame, KT_FATAL_MEMORY, traces, 2,
				"double free of a %s allocation of %lu bytes", name,
				(unsigned long)freed.record.size);
	}
	kt_records_lock_all();
	for (unsigned int i = 0; i < kt_records_used(); i++) {
		const struct kt_record r = kt_records[i];

		if (!r.ptr || ptr <= r.ptr || ptr - r.ptr >= r.size)
			continue;
		kt_records_unlock_all();
		kth_format(text, sizeof(text),
			   "invalid free: the pointer is %lu bytes into a %s allocation of %lu bytes",
			   (unsigned long)(ptr - r.ptr), kt_mem_kind_name(r.kind),
			   (unsigned long)r.size);
		record_wrong_free(&r, text, frame);
	}
	kt_records_unlock_all();
	record_name_pointer(ptr, text, sizeof(text));
	kt_fatal_at(frame, KT_FATAL_MEMORY, "invalid free (%s): %s", name, text);
}

/* Whether it is what the free says. */
static int record_is_of(const struct kt_record *r, enum kt_mem_kind kind, const void *owner, kt_size size)
{
	if (size && r->size != size)
		return 0;
	if (owner == KT_OR_ANY_CACHE)
		return r->kind == KT_MEM_CACHE || (r->kind == KT_MEM_SLAB && !r->owner);
	return r->kind == kind && r->owner == owner;
}

static void record_check_free(const struct kt_record *r, enum kt_mem_kind kind,
			      const void *owner, kt_size size, const void *frame)
{
	char text[256];

	if (record_is_of(r, kind, owner, size))
		return;
	if (r->kind != kind)
		kth_format(text, sizeof(text), "wrong free: a %s allocation is freed as %s",
			   kt_mem_kind_name(r->kind), kt_mem_kind_name(kind));
	else if (r->owner != owner)
		kth_format(text, sizeof(text),
			   "wrong free: an object of another cache is freed to this cache");
	else
		kth_format(text, sizeof(text),
			   "wrong free: a block of %lu bytes is freed as one of %lu",
			   (unsigned long)r->size, (unsigned long)size);
	record_wrong_free(r, text, frame);
}

void kt_record_take(void *ptr, enum kt_mem_kind kind, const void *owner, kt_size size,
		    struct kt_record *out, const void *frame)
{
	unsigned int hash = record_lock(ptr);
	struct kt_record **at = record_at(hash, ptr), *r = *at;

	if (!r) {
		record_unlock(hash);
		record_unknown_free((kt_addr)ptr, kind, frame);
	}
	*out = *r;
	if (record_is_of(r, kind, owner, size)) {
		*at = r->next;
		r->ptr = 0;
		r->next = record_table->shard[hash % RECORD_SHARDS].unused;
		record_table->shard[hash % RECORD_SHARDS].unused = r;
	}
	record_unlock(hash);
	record_check_free(out, kind, owner, size, frame);
}
