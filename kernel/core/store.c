/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Stores of the running task that others may not see yet (store.h). */
#include "store.h"

enum { STORE_ALL_SEEN, STORE_NONE_SEEN, STORE_LAST_SEEN };

unsigned int kt_store_ways(const struct kt_order *self)
{
	return !self || !self->nr_stores ? 1 : self->nr_stores == 1 ? 2 : 3;
}

const char *kt_store_way_text(unsigned int way)
{
	static const char *const texts[] = {
		[STORE_ALL_SEEN] = "is preempted",
		[STORE_NONE_SEEN] = "is preempted, its last stores not seen yet",
		[STORE_LAST_SEEN] = "is preempted, its last store seen before earlier ones",
	};

	return texts[way];
}

void kt_store_keep(struct kt_order *self, void *at, kt_size size)
{
	struct kt_store *s = self->stores;
	unsigned int i = 0;

	if (size > sizeof(s->value))
		return;
	/* Of two stores to one place, the later one is not seen before the earlier. */
	while (i < self->nr_stores && (s[i].at != at || s[i].size != size))
		i++;
	if (i == self->nr_stores) {
		if (self->nr_stores < KT_STORES)
			self->nr_stores++;
		else
			i = 0;	/* The oldest is seen by now. */
		s[i] = (struct kt_store){ .at = at, .size = (unsigned int)size, .number = kt_store_count() };
		__builtin_memcpy(s[i].value, at, size);
	}
	for (struct kt_store moved = s[i]; i + 1 < self->nr_stores; i++) {
		s[i] = s[i + 1];
		s[i + 1] = moved;
	}
}

/* What is in memory, and what is kept, change places. */
static void store_exchange(struct kt_store *s)
{
	unsigned char now[sizeof(s->value)];

	__builtin_memcpy(now, s->at, s->size);
	__builtin_memcpy(s->at, s->value, s->size);
	__builtin_memcpy(s->value, now, s->size);
}

void kt_store_hide(struct kt_order *self, unsigned int way)
{
	if (way == STORE_ALL_SEEN)
		self->nr_stores = 0;
	if (way == STORE_LAST_SEEN)
		self->nr_stores--;
	for (unsigned int i = self->nr_stores; i-- > 0;) {
		store_exchange(&self->stores[i]);
		kt_store_unnumber(self, self->stores[i].at, self->stores[i].number);
	}
}

void kt_store_show(struct kt_order *self)
{
	for (unsigned int i = 0; i < self->nr_stores; i++) {
		struct kt_store *s = &self->stores[i];

		kt_store_number(self, s->at, s->size);
		s->number = kt_store_count();
		store_exchange(s);
	}
}
