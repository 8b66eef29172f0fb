/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Loads of values that were overwritten meanwhile (store.h). */
#include "store.h"

#define LOAD_STORES 256u	/* the last stores of all tasks, a ring */

static struct {
	const void *at;
	unsigned int size, slot;
	unsigned char before[8];	/* what the store overwrote */
} load_stores[LOAD_STORES];
static kt_u32 load_nr_stores;	/* numbered so far */

kt_u32 kt_store_count(void)
{
	return load_nr_stores;
}

void kt_store_number(const struct kt_order *self, const void *at, kt_size size)
{
	unsigned int i = load_nr_stores++ % LOAD_STORES;

	load_stores[i].at = size > sizeof(load_stores[i].before) ? 0 : at;
	load_stores[i].size = (unsigned int)size;
	load_stores[i].slot = self->slot;
	if (load_stores[i].at)
		__builtin_memcpy(load_stores[i].before, at, size);
}

void kt_store_unnumber(const struct kt_order *self, const void *at, kt_u32 from)
{
	for (kt_u32 n = load_nr_stores; n >= from && load_nr_stores - n < LOAD_STORES; n--) {
		unsigned int i = (n - 1) % LOAD_STORES;

		if (load_stores[i].at == at && load_stores[i].slot == self->slot)
			load_stores[i].at = 0;
	}
}

void kt_loads_now(struct kt_order *self)
{
	self->now.stores = load_nr_stores;
	self->nr_loads = 0;
}

void kt_load_newest(struct kt_order *self, const void *at)
{
	unsigned int i = 0;

	while (i < self->nr_loads && self->loads[i].at != at)
		i++;
	if (i == KT_LOADS) {
		/* No room to remember it: it sees all. */
		kt_loads_now(self);
		return;
	}
	if (i == self->nr_loads)
		self->nr_loads++;
	self->loads[i] = (struct kt_load){ .at = at, .stores = load_nr_stores };
}

const void *kt_load_old(const struct kt_order *self, const void *at, kt_size size)
{
	kt_u32 from = self->now.stores;
	const void *old = 0;

	for (unsigned int i = 0; i < self->nr_loads; i++)
		if (self->loads[i].at == at && self->loads[i].stores > from)
			from = self->loads[i].stores;
	for (kt_u32 n = load_nr_stores; n > from && load_nr_stores - n < LOAD_STORES; n--) {
		unsigned int i = (n - 1) % LOAD_STORES;

		if (load_stores[i].at != at || load_stores[i].size != size)
			continue;
		/* Its own store is what it sees. */
		if (load_stores[i].slot == self->slot)
			break;
		/* The oldest that it need not see is the last one found. */
		old = load_stores[i].before;
	}
	return old && __builtin_memcmp(old, at, size) ? old : 0;
}

void kt_load_begin(struct kt_order *self, void *at, kt_size size, const void *old)
{
	self->older = (struct kt_store){ .at = at, .size = (unsigned int)size };
	__builtin_memcpy(self->older.value, at, size);
	__builtin_memcpy(at, old, size);
	__builtin_memcpy(self->older.shown, old, size);
}

void kt_load_done(struct kt_order *self)
{
	struct kt_store *older = &self->older;

	/* Unless something that is not instrumented wrote there meanwhile. */
	if (older->size && !__builtin_memcmp(older->at, older->shown, older->size))
		__builtin_memcpy(older->at, older->value, older->size);
	older->size = 0;
}
