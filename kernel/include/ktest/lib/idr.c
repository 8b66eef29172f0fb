// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pointers by number: a radix tree that knows which of its slots are free. */
#ifndef KTEST_LIB_IDR_C
#define KTEST_LIB_IDR_C

#include <linux/err.h>
#include <linux/idr.h>
#include <linux/kernel.h>

KTEST_DEF int idr_alloc_u32(struct idr *idr, void *ptr, u32 *nextid, unsigned long max, gfp_t gfp)
{
	struct radix_tree_iter iter;
	void __rcu **slot;

	if (WARN_ON_ONCE(!(idr->idr_rt.xa_flags & ROOT_IS_IDR)))
		idr->idr_rt.xa_flags |= IDR_RT_MARKER;
	radix_tree_iter_init(&iter, *nextid < idr->idr_base ? 0 : *nextid - idr->idr_base);
	slot = idr_get_free(&idr->idr_rt, &iter, gfp, max - idr->idr_base);
	if (IS_ERR(slot))
		return PTR_ERR(slot);
	*nextid = iter.index + idr->idr_base;
	radix_tree_iter_replace(&idr->idr_rt, &iter, slot, ptr);
	radix_tree_iter_tag_clear(&idr->idr_rt, &iter, IDR_FREE);
	return 0;
}

KTEST_DEF int idr_alloc(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = start;
	int err;

	if (WARN_ON_ONCE(start < 0))
		return -EINVAL;
	err = idr_alloc_u32(idr, ptr, &id, end > 0 ? end - 1 : INT_MAX, gfp);
	return err ? err : (int)id;
}

KTEST_DEF int idr_alloc_cyclic(struct idr *idr, void *ptr, int start, int end, gfp_t gfp)
{
	u32 id = idr->idr_next;
	int err, max = end > 0 ? end - 1 : INT_MAX;

	if ((int)id < start)
		id = start;
	err = idr_alloc_u32(idr, ptr, &id, max, gfp);
	if (err == -ENOSPC && id > (u32)start) {
		id = start;
		err = idr_alloc_u32(idr, ptr, &id, max, gfp);
	}
	if (err)
		return err;
	idr->idr_next = id + 1;
	return id;
}

KTEST_DEF void *idr_find(const struct idr *idr, unsigned long id)
{
	return radix_tree_lookup(&idr->idr_rt, id - idr->idr_base);
}

KTEST_DEF void *idr_remove(struct idr *idr, unsigned long id)
{
	return radix_tree_delete_item(&idr->idr_rt, id - idr->idr_base, NULL);
}

KTEST_DEF void *idr_replace(struct idr *idr, void *ptr, unsigned long id)
{
	struct radix_tree_node *node;
	void __rcu **slot = NULL;
	void *was;

	id -= idr->idr_base;
	was = __radix_tree_lookup(&idr->idr_rt, id, &node, &slot);
	if (!slot || radix_tree_tag_get(&idr->idr_rt, id, IDR_FREE))
		return ERR_PTR(-ENOENT);
	__radix_tree_replace(&idr->idr_rt, node, slot, ptr);
	return was;
}

/* The first pointer that is not NULL from *id on, which becomes its number. */
static inline void *kidr_next(const struct idr *idr, unsigned long *id)
{
	struct radix_tree_iter iter;
	void __rcu **slot;

	radix_tree_for_each_slot(slot, &idr->idr_rt, &iter, *id) {
		void *entry = READ_ONCE(*slot);

		if (!entry)
			continue;
		if (entry == XA_RETRY_ENTRY) {
			slot = radix_tree_iter_retry(&iter);
			continue;
		}
		*id = iter.index;
		return entry;
	}
	return NULL;
}

KTEST_DEF int idr_for_each(const struct idr *idr, int (*fn)(int id, void *p, void *data), void *data)
{
	unsigned long id = 0;
	void *found;

	for (; (found = kidr_next(idr, &id)) != NULL; id++) {
		int result;

		if (WARN_ON_ONCE(id + idr->idr_base > INT_MAX))
			break;
		result = fn(id + idr->idr_base, found, data);
		if (result)
			return result;
	}
	return 0;
}

KTEST_DEF void *idr_get_next_ul(struct idr *idr, unsigned long *nextid)
{
	unsigned long id = *nextid < idr->idr_base ? 0 : *nextid - idr->idr_base;
	void *found = kidr_next(idr, &id);

	if (found)
		*nextid = id + idr->idr_base;
	return found;
}

KTEST_DEF void *idr_get_next(struct idr *idr, int *nextid)
{
	unsigned long id = *nextid;
	void *found = idr_get_next_ul(idr, &id);

	if (WARN_ON_ONCE(id > INT_MAX))
		return NULL;
	*nextid = id;
	return found;
}

#endif
