// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A fixed number of objects, in a queue for each CPU; each queue has room for all. */
#ifndef KTEST_LIB_OBJPOOL_C
#define KTEST_LIB_OBJPOOL_C

#include <linux/errno.h>
#include <linux/log2.h>
#include <linux/objpool.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

static inline int objpool_fill(struct objpool_head *pool, struct objpool_slot *slot, int nr, objpool_init_obj_cb objinit)
{
	char *obj = (char *)&slot->entries[pool->capacity];
	int err;

	raw_spin_lock_init(&slot->ktest_lock);
	slot->mask = pool->capacity - 1;
	for (; nr > 0; nr--, obj += pool->obj_size) {
		err = objinit ? objinit(obj, pool->context) : 0;
		if (err)
			return err;
		slot->entries[slot->tail++ & slot->mask] = obj;
		slot->last = slot->tail;
		pool->nr_objs++;
	}
	return 0;
}

static inline void objpool_free_slots(struct objpool_head *pool)
{
	int cpu;

	for_each_possible_cpu(cpu)
		kvfree(pool->cpu_slots[cpu]);
	kfree(pool->cpu_slots);
}

static inline int objpool_make_slots(struct objpool_head *pool, int nr_objs, objpool_init_obj_cb objinit)
{
	int cpu, left = nr_objs, cpus = pool->nr_possible_cpus, err = 0;

	for_each_possible_cpu(cpu) {
		int nr = DIV_ROUND_UP(left, cpus);
		size_t size = sizeof(struct objpool_slot) + pool->capacity * sizeof(void *) + (size_t)nr * pool->obj_size;

		pool->cpu_slots[cpu] = (struct objpool_slot *)kvzalloc(size, pool->gfp);
		if (!pool->cpu_slots[cpu])
			return -ENOMEM;
		err = objpool_fill(pool, pool->cpu_slots[cpu], nr, objinit);
		if (err)
			return err;
		left -= nr;
		cpus--;
	}
	return err;
}

KTEST_DEF int objpool_init(struct objpool_head *pool, int nr_objs, int object_size, gfp_t gfp, void *context,
			   objpool_init_obj_cb objinit, objpool_fini_cb release)
{
	int err;

	if (nr_objs <= 0 || (unsigned long)nr_objs > OBJPOOL_NR_OBJECT_MAX || object_size <= 0 ||
	    (unsigned long)object_size > OBJPOOL_OBJECT_SIZE_MAX)
		return -EINVAL;
	memset(pool, 0, sizeof(*pool));
	pool->nr_possible_cpus = num_possible_cpus();
	pool->obj_size = ALIGN(object_size, (int)sizeof(long));
	pool->capacity = roundup_pow_of_two(nr_objs);
	pool->gfp = gfp & ~__GFP_ZERO;
	pool->context = context;
	pool->release = release;
	pool->cpu_slots = (struct objpool_slot **)kcalloc(nr_cpu_ids, sizeof(*pool->cpu_slots), pool->gfp);
	if (!pool->cpu_slots)
		return -ENOMEM;
	err = objpool_make_slots(pool, nr_objs, objinit);
	if (err)
		objpool_free_slots(pool);
	else
		refcount_set(&pool->ref, pool->nr_objs + 1);
	return err;
}

KTEST_DEF void *objpool_pop(struct objpool_head *pool)
{
	unsigned int cpu;
	void *obj = NULL;
	unsigned long flags;

	local_irq_save(flags);
	for_each_cpu_wrap(cpu, cpu_possible_mask, raw_smp_processor_id()) {
		struct objpool_slot *slot = pool->cpu_slots[cpu];

		raw_spin_lock(&slot->ktest_lock);
		if (slot->head != slot->tail)
			obj = slot->entries[slot->head++ & slot->mask];
		raw_spin_unlock(&slot->ktest_lock);
		if (obj)
			break;
	}
	local_irq_restore(flags);
	return obj;
}

KTEST_DEF int objpool_push(void *obj, struct objpool_head *pool)
{
	struct objpool_slot *slot;
	unsigned long flags;

	local_irq_save(flags);
	slot = pool->cpu_slots[raw_smp_processor_id()];
	raw_spin_lock(&slot->ktest_lock);
	WARN_ON_ONCE(slot->tail - slot->head >= (uint32_t)pool->nr_objs);
	slot->entries[slot->tail++ & slot->mask] = obj;
	slot->last = slot->tail;
	raw_spin_unlock(&slot->ktest_lock);
	local_irq_restore(flags);
	return 0;
}

KTEST_DEF void objpool_free(struct objpool_head *pool)
{
	if (!pool->cpu_slots)
		return;
	objpool_free_slots(pool);
	if (pool->release)
		pool->release(pool, pool->context);
}

KTEST_DEF int objpool_drop(void *obj, struct objpool_head *pool)
{
	if (!obj || !pool)
		return -EINVAL;
	if (!refcount_dec_and_test(&pool->ref))
		return -EAGAIN;
	objpool_free(pool);
	return 0;
}

KTEST_DEF void objpool_fini(struct objpool_head *pool)
{
	int count = 1;

	while (objpool_pop(pool))
		count++;
	if (refcount_sub_and_test(count, &pool->ref))
		objpool_free(pool);
}

#endif
