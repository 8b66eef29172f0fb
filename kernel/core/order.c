/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Vector clocks of tasks, and of the places that they leave them at (order.h). One task runs at a time: no lock is needed. */
#include "order.h"

#include "alone.h"
#include "engine.h"
#include "store.h"
#include "table.h"

#define ORDER_PLACES (1u << 15)
#define ORDER_PROBES 64u

struct order_place {
	kt_addr address;	/* 0: free */
	struct kt_clock clock;
};

static struct kt_order *order_tasks;	/* KT_ORDER_TASKS of them; NULL: nothing is ordered */
static struct order_place *order_places;
static const char order_all_fences;
/* What places had that were given up for others. Too much is ordered by it, never too little. */
static struct order_place order_lost;

static void order_join(struct kt_clock *clock, const struct kt_clock *other)
{
	for (unsigned int i = 0; i < KT_ORDER_TASKS; i++)
		if (clock->of[i] < other->of[i])
			clock->of[i] = other->of[i];
	if (clock->stores < other->stores)
		clock->stores = other->stores;
}

static struct order_place *order_find(const void *at, int makes)
{
	struct order_place *p = KT_TABLE_FIND(order_places, ORDER_PLACES, ORDER_PROBES, at);

	if (p && p->address)
		return p;
	if (!makes)
		return order_lost.address ? &order_lost : 0;
	if (!p) {
		p = &order_places[kt_table_home((kt_addr)at, ORDER_PLACES)];
		order_join(&order_lost.clock, &p->clock);
		order_lost.address = 1;
	}
	*p = (struct order_place){ .address = (kt_addr)at, .clock = order_lost.clock };
	return p;
}

/* After a release: what it stored so far is seen. */
static void order_step(struct kt_order *self)
{
	self->now.of[self->slot]++;
	self->nr_stores = 0;
}

void kt_stores_seen(void)
{
	struct kt_order *self = kt_order_self();

	if (!self)
		return;
	kt_load_done(self);
	self->nr_stores = 0;
}

/* ---- tasks -------------------------------------------------------------------------- */

void kt_order_begin(void)
{
	if (!order_tasks) {
		order_tasks = kth_map(KT_ORDER_TASKS * sizeof(*order_tasks));
		order_places = kth_map(ORDER_PLACES * sizeof(*order_places));
	}
	if (!order_tasks || !order_places)
		return;
	kt_alone_watch();
	if (!kt_self()->order)
		kt_order_task_begins(kt_self());
}

void kt_order_task_begins(struct kt_task *t)
{
	struct kt_order *self = kt_order_self(), *o = order_tasks;
	kt_u32 last;

	if (!o)
		return;
	while (o < order_tasks + KT_ORDER_TASKS && o->is_used)
		o++;
	if (o == order_tasks + KT_ORDER_TASKS)
		return;
	/* What a former task of that slot did is over. */
	last = o->now.of[o - order_tasks];
	*o = (struct kt_order){ .is_used = 1, .slot = (unsigned int)(o - order_tasks) };
	if (self) {
		o->now = self->now;
		order_step(self);
	}
	o->now.of[o->slot] = last + 1;
	o->now.stores = kt_store_count();
	t->order = o;
}

void kt_order_task_ends(struct kt_task *t)
{
	struct kt_order *o = t->order;

	if (!o)
		return;
	kt_load_done(o);
	order_step(o);
	o->is_used = 0;
	t->order = 0;
}

/* ---- places ------------------------------------------------------------------------- */

void kt_order_release(const void *at)
{
	struct kt_order *self = kt_order_self();
	struct order_place *p;

	if (!self)
		return;
	p = order_find(at, 1);
	order_join(&p->clock, &self->now);
	p->clock.stores = kt_store_count();
	order_step(self);
}

void kt_order_acquire(const void *at)
{
	struct kt_order *self = kt_order_self();
	const struct order_place *p = self ? order_find(at, 0) : 0;

	if (p)
		order_join(&self->now, &p->clock);
}

static int order_acquires(int order)
{
	return order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
}

static int order_releases(int order)
{
	return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

void kt_order_load(const void *at, int order)
{
	struct kt_order *self = kt_order_self();
	const struct order_place *p = self ? order_find(at, 0) : 0;

	if (!p)
		return;
	if (order_acquires(order)) {
		order_join(&self->now, &p->clock);
		return;
	}
	order_join(&self->seen, &p->clock);
	self->has_seen = 1;
}

void kt_order_store(const void *at, int order)
{
	struct kt_order *self = kt_order_self();
	struct order_place *p = self ? order_find(at, order_releases(order) || self->has_fence) : 0;

	if (!p)
		return;
	if (order_releases(order)) {
		p->clock = self->now;
		p->clock.stores = kt_store_count();
		order_step(self);
	} else if (self->has_fence) {
		p->clock = self->fence;
	} else {
		p->clock = (struct kt_clock){ .stores = 0 };
	}
}

void kt_order_swap(const void *at, int order)
{
	struct kt_order *self = kt_order_self();

	if (!self)
		return;
	self->nr_stores = 0;
	kt_order_load(at, order);
	if (order_releases(order))
		kt_order_release(at);
	else if (self->has_fence)
		order_join(&order_find(at, 1)->clock, &self->fence);
}

void kt_order_fence(int order)
{
	struct kt_order *self = kt_order_self();

	if (!self)
		return;
	if (order_acquires(order) && self->has_seen) {
		order_join(&self->now, &self->seen);
		self->seen = (struct kt_clock){ .stores = 0 };
		self->has_seen = 0;
	}
	/* Full barriers have an order among themselves. */
	if (order == __ATOMIC_SEQ_CST) {
		kt_order_acquire(&order_all_fences);
		kt_order_release(&order_all_fences);
	}
	if (order_releases(order)) {
		self->fence = self->now;
		self->fence.stores = kt_store_count();
		self->has_fence = 1;
		order_step(self);
	}
}

/* ---- what the code under test says about its accesses ----------------------------------- */

void kt_accesses_marked_next(unsigned int n)
{
	struct kt_order *self = kt_order_self();

	if (self)
		self->marked_reads = n;
}

void kt_accesses_marked(int begins)
{
	struct kt_order *self = kt_order_self();

	if (self)
		self->marked_writes += begins ? 1u : -1u;
}

void kt_accesses_racy(int begins)
{
	struct kt_order *self = kt_order_self();

	if (self)
		self->racy += begins ? 1u : -1u;
}
