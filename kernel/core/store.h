/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Stores that other CPUs do not see yet. A CPU may show its stores late and out of order, until a barrier, a release or an
 * unlock. When a schedule preempts a task, it may leave the last stores unseen: the memory has the old values while others
 * run, and the task finds its own ones again when it goes on.
 */
#ifndef KTEST_STORE_H
#define KTEST_STORE_H

#include "order.h"

/* How a task is preempted: the number of ways, and what each means in words. */
unsigned int kt_store_ways(const struct kt_order *self);
const char *kt_store_way_text(unsigned int way);
/* The running task is about to store `size` bytes that others reach. */
void kt_store_keep(struct kt_order *self, void *at, kt_size size);
/* Takes back from memory what is not seen that way (0: all is seen); the task's own view comes back by kt_store_show(). */
void kt_store_hide(struct kt_order *self, unsigned int way);
void kt_store_show(struct kt_order *self);

/*
 * Loads of old values. A CPU may load early: what a marked load reads may be overwritten by now, by a store that is not ordered
 * before the load. The memory has that value until the task's next access. Stores are numbered as they happen; a release
 * leaves the number of all so far with the clock, and who acquires it sees these. Stores that are not seen yet have no
 * number, and get one when they are.
 */
kt_u32 kt_store_count(void);

/* The running task is about to store, or to load, at memory that others reach. */
void kt_store_number(const struct kt_order *self, const void *at, kt_size size);
/* The running task's stores there, from that number on, are not seen yet. */
void kt_store_unnumber(const struct kt_order *self, const void *at, kt_u32 from);
/* An older value that the load may read; NULL: there is none. */
const void *kt_load_old(const struct kt_order *self, const void *at, kt_size size);
/* It reads that one, or what is there now; later loads of the place read nothing older then. */
void kt_load_begin(struct kt_order *self, void *at, kt_size size, const void *old);
void kt_load_newest(struct kt_order *self, const void *at);
/* The running task sees all that was stored so far. */
void kt_loads_now(struct kt_order *self);
/* The right value comes back. */
void kt_load_done(struct kt_order *self);

#endif
