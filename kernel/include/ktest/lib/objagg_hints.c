// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* How many users the objects have, and which should be roots so that these are few. */
#ifndef KTEST_LIB_OBJAGG_HINTS_C
#define KTEST_LIB_OBJAGG_HINTS_C

#include <linux/err.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

#include <ktest/lib/objagg_node.h>

/* Roots first, then those with more users, their differences' among them. */
static inline int ktest_objagg_order(const void *a, const void *b)
{
	const struct objagg_obj_stats_info *one = (const struct objagg_obj_stats_info *)a;
	const struct objagg_obj_stats_info *two = (const struct objagg_obj_stats_info *)b;

	if (one->is_root != two->is_root)
		return two->is_root - one->is_root;
	if (one->stats.delta_user_count != two->stats.delta_user_count)
		return (int)(two->stats.delta_user_count - one->stats.delta_user_count);
	return (int)(two->stats.user_count - one->stats.user_count);
}

static inline struct objagg_stats *ktest_objagg_stats(unsigned int nr)
{
	struct objagg_stats *stats;

	stats = (struct objagg_stats *)kzalloc(sizeof(*stats) + nr * sizeof(stats->stats_info[0]), GFP_KERNEL);
	return stats ? stats : (struct objagg_stats *)ERR_PTR(-ENOMEM);
}

static inline void ktest_objagg_stats_sort(struct objagg_stats *stats)
{
	unsigned int i;

	for (i = 0; i < stats->stats_info_count; i++)
		stats->root_count += stats->stats_info[i].is_root;
	sort(stats->stats_info, stats->stats_info_count, sizeof(stats->stats_info[0]), ktest_objagg_order, NULL);
}

KTEST_DEF const struct objagg_stats *objagg_stats_get(struct objagg *objagg)
{
	struct objagg_stats *stats = ktest_objagg_stats(objagg->nr);
	struct objagg_obj *object;

	if (IS_ERR(stats))
		return stats;
	list_for_each_entry(object, &objagg->objects, list) {
		struct objagg_obj_stats_info *info = &stats->stats_info[stats->stats_info_count++];

		info->stats = object->stats;
		info->objagg_obj = object;
		info->is_root = !object->parent;
	}
	ktest_objagg_stats_sort(stats);
	return stats;
}

KTEST_DEF void objagg_stats_put(const struct objagg_stats *objagg_stats) { kfree(objagg_stats); }

KTEST_DEF const struct objagg_stats *objagg_hints_stats_get(struct objagg_hints *objagg_hints)
{
	struct objagg_stats *stats = ktest_objagg_stats(objagg_hints->nr);
	struct ktest_objagg_hint *hint;

	if (IS_ERR(stats))
		return stats;
	list_for_each_entry(hint, &objagg_hints->nodes, list)
		stats->stats_info[stats->stats_info_count++] = hint->info;
	ktest_objagg_stats_sort(stats);
	return stats;
}

KTEST_DEF void objagg_hints_put(struct objagg_hints *objagg_hints)
{
	struct ktest_objagg_hint *hint, *next;

	if (--objagg_hints->references)
		return;
	list_for_each_entry_safe(hint, next, &objagg_hints->nodes, list)
		kfree(hint);
	kfree(objagg_hints);
}

static inline struct ktest_objagg_hint *ktest_objagg_hint_add(struct objagg_hints *hints, struct objagg_obj *object,
							      struct ktest_objagg_hint *parent)
{
	struct ktest_objagg_hint *hint;

	hint = (struct ktest_objagg_hint *)kzalloc(sizeof(*hint) + hints->ops->obj_size, GFP_KERNEL);
	if (!hint)
		return NULL;
	memcpy(hint->obj, object->obj, hints->ops->obj_size);
	hint->parent = parent;
	hint->info.objagg_obj = object;
	hint->info.is_root = !parent;
	hint->info.stats.user_count = hint->info.stats.delta_user_count = object->stats.user_count;
	if (parent)
		parent->info.stats.delta_user_count += object->stats.user_count;
	else
		hint->root_id = hints->roots++;
	list_add(&hint->list, &hints->nodes);
	hints->nr++;
	return hint;
}

/* The objects, and which of them may be a difference from which other one. */
struct ktest_objagg_choice {
	unsigned int nr;
	struct objagg_obj **object;	/* NULL: it has its place */
	bool *fits;			/* [root * nr + difference] */
};

/* The object that would stand for most users, the last of equals; -1: none is left. */
static inline int ktest_objagg_best(const struct ktest_objagg_choice *choice)
{
	unsigned int most = 0, i, k;
	int best = -1;

	for (i = 0; i < choice->nr; i++) {
		unsigned int users;

		if (!choice->object[i])
			continue;
		users = choice->object[i]->stats.user_count;
		for (k = 0; k < choice->nr; k++)
			if (choice->object[k] && choice->fits[i * choice->nr + k])
				users += choice->object[k]->stats.user_count;
		if (users >= most) {
			most = users;
			best = (int)i;
		}
	}
	return best;
}

static inline int ktest_objagg_choose(struct objagg_hints *hints, struct ktest_objagg_choice *choice)
{
	unsigned int k;
	int best;

	while ((best = ktest_objagg_best(choice)) >= 0) {
		struct ktest_objagg_hint *root = ktest_objagg_hint_add(hints, choice->object[best], NULL);

		if (!root)
			return -ENOMEM;
		choice->object[best] = NULL;
		for (k = 0; k < choice->nr; k++) {
			if (!choice->object[k] || !choice->fits[(unsigned int)best * choice->nr + k])
				continue;
			if (!ktest_objagg_hint_add(hints, choice->object[k], root))
				return -ENOMEM;
			choice->object[k] = NULL;
		}
	}
	return 0;
}

static inline int ktest_objagg_greedy(struct objagg *objagg, struct objagg_hints *hints)
{
	struct ktest_objagg_choice choice = { objagg->nr, NULL, NULL };
	struct objagg_obj *object;
	unsigned int nr = 0, i, k;
	int err = -ENOMEM;

	choice.object = (struct objagg_obj **)kcalloc(objagg->nr, sizeof(*choice.object), GFP_KERNEL);
	choice.fits = (bool *)kcalloc(objagg->nr, objagg->nr * sizeof(bool), GFP_KERNEL);
	if (choice.object && choice.fits) {
		list_for_each_entry(object, &objagg->objects, list)
			choice.object[nr++] = object;
		for (i = 0; i < nr; i++)
			for (k = 0; k < nr; k++)
				choice.fits[i * nr + k] = i != k && objagg->ops->delta_check(objagg->priv,
						choice.object[i]->obj, choice.object[k]->obj);
		err = ktest_objagg_choose(hints, &choice);
	}
	kfree(choice.object);
	kfree(choice.fits);
	return err;
}

KTEST_DEF struct objagg_hints *objagg_hints_get(struct objagg *objagg, enum objagg_opt_algo_type opt_algo_type)
{
	struct objagg_hints *hints = (struct objagg_hints *)kzalloc(sizeof(*hints), GFP_KERNEL);
	int err;

	(void)opt_algo_type;
	if (!hints)
		return (struct objagg_hints *)ERR_PTR(-ENOMEM);
	hints->ops = objagg->ops;
	hints->references = 1;
	INIT_LIST_HEAD(&hints->nodes);
	err = ktest_objagg_greedy(objagg, hints);
	if (!err)
		return hints;
	objagg_hints_put(hints);
	return (struct objagg_hints *)ERR_PTR(err);
}

#endif
