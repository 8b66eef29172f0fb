// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Walks over a maple tree. Each step looks for the range of an index anew, so that nothing has to be kept in the state.
 * What is read while the tree changes is read again.
 */
#ifndef KTEST_LIB_MAS_WALK_C
#define KTEST_LIB_MAS_WALK_C

#include "maple_range.h"

static inline unsigned int kmt_read_begin(const struct maple_tree *mt)
{
	unsigned int changes;

	while ((changes = smp_load_acquire(&mt->ktest_changes)) & 1)
		cpu_relax();
	kt_order_acquire(&mt->ktest_changes);
	return changes;
}

static inline bool kmt_read_again(const struct maple_tree *mt, unsigned int changes)
{
	smp_rmb();
	return READ_ONCE(mt->ktest_changes) != changes;
}

/* The range or gap of an index: its entry, index and last. */
static inline void *kmt_seek(struct ma_state *mas, unsigned long index)
{
	const struct maple_tree *mt = mas->tree;
	struct ktest_mt_range *range, *before;
	unsigned int changes;
	void *entry;

	do {
		changes = kmt_read_begin(mt);
		entry = NULL;
		mas->index = 0;
		mas->last = ULONG_MAX;
		range = kmt_from(mt, index);
		if (range && READ_ONCE(range->first) <= index) {
			mas->index = READ_ONCE(range->first);
			mas->last = READ_ONCE(range->last);
			entry = READ_ONCE(range->entry);
			continue;
		}
		before = kmt_before(mt, index);
		if (before)
			mas->index = READ_ONCE(before->last) + 1;
		if (range)
			mas->last = READ_ONCE(range->first) - 1;
	} while (kmt_read_again(mt, changes));
	return entry;
}

KTEST_DEF void *mas_walk(struct ma_state *mas)
{
	bool empty = mtree_empty(mas->tree);
	void *entry = kmt_seek(mas, mas->index);

	mas->status = empty ? ma_none : ma_active;
	return entry;
}

KTEST_DEF void *mtree_load(struct maple_tree *mt, unsigned long index)
{
	MA_STATE(mas, mt, index, index);
	void *entry;

	rcu_read_lock();
	entry = kmt_seek(&mas, index);
	rcu_read_unlock();
	return xa_is_zero(entry) ? NULL : entry;
}

/* The next range up to max; gaps: those count, too. */
static inline void *kmt_forward(struct ma_state *mas, unsigned long max, bool gaps)
{
	while (mas->last < max) {
		void *entry = kmt_seek(mas, mas->last + 1);

		if (entry || gaps)
			return entry;
	}
	mas->status = ma_overflow;
	return NULL;
}

static inline void *kmt_backward(struct ma_state *mas, unsigned long min, bool gaps)
{
	while (mas->index > min) {
		void *entry = kmt_seek(mas, mas->index - 1);

		if (entry || gaps)
			return entry;
	}
	mas->status = ma_underflow;
	return NULL;
}

static inline void *kmt_next(struct ma_state *mas, unsigned long max, bool gaps)
{
	if (mas->last >= max) {
		mas->status = ma_overflow;
		return NULL;
	}
	if (mas->status == ma_error)
		return NULL;
	if (mas->status == ma_underflow) {
		void *entry = mas_walk(mas);

		if (entry)
			return entry;
	} else if (mas->status == ma_overflow) {
		mas->status = ma_active;
	} else if (mas->status != ma_active) {
		mas_walk(mas);
	}
	return mas->status == ma_none ? NULL : kmt_forward(mas, max, gaps);
}

KTEST_DEF void *mas_next(struct ma_state *mas, unsigned long max)
{
	return kmt_next(mas, max, false);
}

KTEST_DEF void *mas_next_range(struct ma_state *mas, unsigned long max)
{
	return kmt_next(mas, max, true);
}

static inline void *kmt_prev(struct ma_state *mas, unsigned long min, bool gaps)
{
	if (mas->index <= min) {
		mas->status = ma_underflow;
		return NULL;
	}
	if (mas->status == ma_error)
		return NULL;
	if (mas->status == ma_overflow) {
		void *entry = mas_walk(mas);

		if (entry)
			return entry;
	} else if (mas->status == ma_underflow) {
		mas->status = ma_active;
	} else if (mas->status != ma_active) {
		mas_walk(mas);
	}
	return mas->status == ma_none ? NULL : kmt_backward(mas, min, gaps);
}

KTEST_DEF void *mas_prev(struct ma_state *mas, unsigned long min)
{
	return kmt_prev(mas, min, false);
}

KTEST_DEF void *mas_prev_range(struct ma_state *mas, unsigned long min)
{
	return kmt_prev(mas, min, true);
}

KTEST_DEF void mas_pause(struct ma_state *mas)
{
	mas->status = ma_pause;
	mas->node = NULL;
}

/* Where a search goes on. True: it is over, with *entry. */
static inline bool kmt_find_begins(struct ma_state *mas, unsigned long max, void **entry)
{
	if (mas->status == ma_error)
		return true;
	if (mas->status == ma_active)
		return mas->last >= max;
	if (mas->status == ma_underflow ? mas->index >= max : mas->status != ma_start && mas->last >= max) {
		if (mas->status == ma_underflow)
			mas->status = ma_overflow;
		return true;
	}
	if (mas->status == ma_pause)
		mas->index = ++mas->last;
	else if (mas->status == ma_none)
		mas->index = mas->last;
	else if (mas->status == ma_start && mas->index > max)
		return true;
	*entry = mas_walk(mas);
	return *entry || mas->status == ma_none || mas->index == max;
}

KTEST_DEF void *mas_find(struct ma_state *mas, unsigned long max)
{
	void *entry = NULL;

	if (kmt_find_begins(mas, max, &entry))
		return entry;
	entry = kmt_forward(mas, max, false);
	mas->status = ma_active;
	return entry;
}

KTEST_DEF void *mas_find_range(struct ma_state *mas, unsigned long max)
{
	void *entry = NULL;

	return kmt_find_begins(mas, max, &entry) ? entry : kmt_forward(mas, max, true);
}

static inline bool kmt_find_rev_begins(struct ma_state *mas, unsigned long min, void **entry)
{
	if (mas->status == ma_error)
		return true;
	if (mas->status == ma_active || mas->status == ma_overflow || mas->status == ma_underflow) {
		bool over = mas->status == ma_active ? mas->index < min : mas->index <= min;

		mas->status = !over ? ma_active : mas->status == ma_overflow ? ma_underflow : mas->status;
		return over;
	}
	if (mas->status != ma_start && mas->index <= min) {
		mas->status = mas->status == ma_pause ? ma_underflow : ma_none;
		return true;
	}
	if (mas->status == ma_pause)
		mas->last = --mas->index;
	else if (mas->index < min)
		return true;
	*entry = mas_walk(mas);
	return *entry || mas->status == ma_none || mas->index < min;
}

KTEST_DEF void *mas_find_rev(struct ma_state *mas, unsigned long min)
{
	void *entry = NULL;

	return kmt_find_rev_begins(mas, min, &entry) ? entry : kmt_backward(mas, min, false);
}

KTEST_DEF void *mas_find_range_rev(struct ma_state *mas, unsigned long min)
{
	void *entry = NULL;

	return kmt_find_rev_begins(mas, min, &entry) ? entry : kmt_backward(mas, min, true);
}

KTEST_DEF void *mt_next(struct maple_tree *mt, unsigned long index, unsigned long max)
{
	MA_STATE(mas, mt, index, index);
	void *entry;

	rcu_read_lock();
	entry = mas_next(&mas, max);
	rcu_read_unlock();
	return entry;
}

KTEST_DEF void *mt_prev(struct maple_tree *mt, unsigned long index, unsigned long min)
{
	MA_STATE(mas, mt, index, index);
	void *entry;

	rcu_read_lock();
	entry = mas_prev(&mas, min);
	rcu_read_unlock();
	return entry;
}

KTEST_DEF void *mt_find(struct maple_tree *mt, unsigned long *index, unsigned long max)
{
	MA_STATE(mas, mt, *index, *index);
	void *entry;

	if (*index > max)
		return NULL;
	rcu_read_lock();
	entry = kmt_seek(&mas, *index);
	while ((!entry || xa_is_zero(entry)) && mas.last < max)
		entry = kmt_forward(&mas, max, false);
	rcu_read_unlock();
	if (!entry || xa_is_zero(entry))
		return NULL;
	*index = mas.last + 1;
	return entry;
}

KTEST_DEF void *mt_find_after(struct maple_tree *mt, unsigned long *index, unsigned long max)
{
	return *index ? mt_find(mt, index, max) : NULL;
}

/* ---- gaps --------------------------------------------------------------------------------- */

static inline bool kmt_no_area(unsigned long min, unsigned long max, unsigned long size)
{
	return min > max || !size || max - min < size - 1;
}

KTEST_DEF int mas_empty_area(struct ma_state *mas, unsigned long min, unsigned long max, unsigned long size)
{
	if (kmt_no_area(min, max, size))
		return -EINVAL;
	mas->status = ma_active;
	for (;;) {
		void *entry = kmt_seek(mas, min);
		unsigned long end = mas->last < max ? mas->last : max;

		if (!entry && end - min >= size - 1) {
			mas->index = min;
			mas->last = min + size - 1;
			return 0;
		}
		if (mas->last >= max)
			return -EBUSY;
		min = mas->last + 1;
	}
}

KTEST_DEF int mas_empty_area_rev(struct ma_state *mas, unsigned long min, unsigned long max, unsigned long size)
{
	if (kmt_no_area(min, max, size))
		return -EINVAL;
	mas->status = ma_active;
	for (;;) {
		void *entry = kmt_seek(mas, max);
		unsigned long begin = mas->index > min ? mas->index : min;

		if (!entry && max - begin >= size - 1) {
			mas->last = max;
			mas->index = max - (size - 1);
			return 0;
		}
		if (mas->index <= min)
			return -EBUSY;
		max = mas->index - 1;
	}
}

#endif
