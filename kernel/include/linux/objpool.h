/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A fixed number of objects of one size, in a queue for each CPU.
 * Synchronization table: objpool_pop() and objpool_push() may run concurrently.
 * Fidelity: faithful; a queue has a lock
 */
#ifndef KTEST_LINUX_OBJPOOL_H
#define KTEST_LINUX_OBJPOOL_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/gfp.h>
#include <linux/irqflags.h>
#include <linux/refcount.h>
#include <linux/smp.h>
#include <linux/spinlock.h>
#include <linux/types.h>

/* Objects lie behind the entries, of which those from head to tail are free objects. */
struct objpool_slot {
	raw_spinlock_t ktest_lock;
	uint32_t head;
	uint32_t tail;
	uint32_t last; /* as tail */
	uint32_t mask;
	void *entries[];
};

struct objpool_head;
/* Called once for each object, zeroed; another result than 0 ends objpool_init(). */
typedef int (*objpool_init_obj_cb)(void *obj, void *context);
typedef int (*objpool_fini_cb)(struct objpool_head *head, void *context);

struct objpool_head {
	int obj_size;
	int nr_objs;
	int nr_possible_cpus;
	int capacity;
	gfp_t gfp;
	refcount_t ref;
	unsigned long flags;
	struct objpool_slot **cpu_slots;
	objpool_fini_cb release;
	void *context;
};

#define OBJPOOL_NR_OBJECT_MAX (1ul << 24)
#define OBJPOOL_OBJECT_SIZE_MAX (1ul << 16)

/* Errors: -EINVAL, -ENOMEM, objinit's. */
KTEST_FN int objpool_init(struct objpool_head *pool, int nr_objs, int object_size, gfp_t gfp, void *context,
			  objpool_init_obj_cb objinit, objpool_fini_cb release);
/* From this CPU's queue, else from the next ones'; NULL: all are taken. */
KTEST_FN void *objpool_pop(struct objpool_head *pool);
/* Into this CPU's queue; 0. */
KTEST_FN int objpool_push(void *obj, struct objpool_head *pool);
/* An object that will not come back: 0 (it was the last, the pool is freed), -EAGAIN or -EINVAL. */
KTEST_FN int objpool_drop(void *obj, struct objpool_head *pool);
/* Freed with the last object that is dropped. */
KTEST_FN void objpool_fini(struct objpool_head *pool);
/* Frees all at once. */
KTEST_FN void objpool_free(struct objpool_head *pool);

#include <ktest/close.h>
#endif
