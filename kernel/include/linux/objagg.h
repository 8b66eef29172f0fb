/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Objects that are kept as differences from others.
 * Fidelity: faithful, without the trace events; objects are compared one by one, not hashed
 */
#ifndef KTEST_LINUX_OBJAGG_H
#define KTEST_LINUX_OBJAGG_H
#include <ktest/open.h>

#include <linux/limits.h>
#include <linux/types.h>

#define OBJAGG_OBJ_ROOT_ID_INVALID UINT_MAX
struct objagg_ops {
	size_t obj_size;
	bool (*delta_check)(void *priv, const void *parent_obj, const void *obj);
	void *(*delta_create)(void *priv, void *parent_obj, void *obj);
	void (*delta_destroy)(void *priv, void *delta_priv);
	void *(*root_create)(void *priv, void *obj, unsigned int root_id);
	void (*root_destroy)(void *priv, void *root_priv);
};

struct objagg;
struct objagg_obj;
struct objagg_hints;
KTEST_FN const void *objagg_obj_root_priv(const struct objagg_obj *objagg_obj);
KTEST_FN const void *objagg_obj_delta_priv(const struct objagg_obj *objagg_obj);
KTEST_FN const void *objagg_obj_raw(const struct objagg_obj *objagg_obj);
KTEST_FN struct objagg_obj *objagg_obj_get(struct objagg *objagg, void *obj);
KTEST_FN void objagg_obj_put(struct objagg *objagg, struct objagg_obj *objagg_obj);
KTEST_FN struct objagg *objagg_create(const struct objagg_ops *ops, struct objagg_hints *hints, void *priv);
KTEST_FN void objagg_destroy(struct objagg *objagg);

struct objagg_obj_stats {
	unsigned int user_count;
	unsigned int delta_user_count;
};
struct objagg_obj_stats_info {
	struct objagg_obj_stats stats;
	struct objagg_obj *objagg_obj;
	bool is_root;
};
struct objagg_stats {
	unsigned int root_count;
	unsigned int stats_info_count;
	struct objagg_obj_stats_info stats_info[];
};
KTEST_FN const struct objagg_stats *objagg_stats_get(struct objagg *objagg);
KTEST_FN void objagg_stats_put(const struct objagg_stats *objagg_stats);

enum objagg_opt_algo_type { OBJAGG_OPT_ALGO_SIMPLE_GREEDY };
KTEST_FN struct objagg_hints *objagg_hints_get(struct objagg *objagg, enum objagg_opt_algo_type opt_algo_type);
KTEST_FN void objagg_hints_put(struct objagg_hints *objagg_hints);
KTEST_FN const struct objagg_stats *objagg_hints_stats_get(struct objagg_hints *objagg_hints);

#include <ktest/close.h>
#endif
