// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Objects that are roots, or differences from a root. Found by comparing them one by one.
 */
#ifndef KTEST_LIB_OBJAGG_C
#define KTEST_LIB_OBJAGG_C

#include <linux/bug.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <ktest/lib/objagg_node.h>

KTEST_DEF const void *objagg_obj_root_priv(const struct objagg_obj *objagg_obj)
{
	return objagg_obj->parent ? objagg_obj->parent->made : objagg_obj->made;
}

KTEST_DEF const void *objagg_obj_delta_priv(const struct objagg_obj *objagg_obj)
{
	return objagg_obj->parent ? objagg_obj->made : NULL;
}

KTEST_DEF const void *objagg_obj_raw(const struct objagg_obj *objagg_obj) { return objagg_obj->obj; }

KTEST_DEF struct objagg *objagg_create(const struct objagg_ops *ops, struct objagg_hints *hints, void *priv)
{
	struct objagg *objagg;

	if (WARN_ON(!ops || !ops->root_create || !ops->root_destroy || !ops->delta_check || !ops->delta_create ||
		    !ops->delta_destroy))
		return (struct objagg *)ERR_PTR(-EINVAL);
	objagg = (struct objagg *)kzalloc(sizeof(*objagg), GFP_KERNEL);
	if (!objagg)
		return (struct objagg *)ERR_PTR(-ENOMEM);
	objagg->ops = ops;
	objagg->priv = priv;
	objagg->hints = hints;
	if (hints)
		hints->references++;
	INIT_LIST_HEAD(&objagg->objects);
	ida_init(&objagg->root_ids);
	return objagg;
}

KTEST_DEF void objagg_destroy(struct objagg *objagg)
{
	ida_destroy(&objagg->root_ids);
	WARN_ON(!list_empty(&objagg->objects));
	if (objagg->hints)
		objagg_hints_put(objagg->hints);
	kfree(objagg);
}

static inline int ktest_objagg_make_delta(struct objagg *objagg, struct objagg_obj *object, struct objagg_obj *parent)
{
	void *delta;

	if (WARN_ON(parent->parent))
		return -EINVAL;
	delta = objagg->ops->delta_create(objagg->priv, parent->obj, object->obj);
	if (IS_ERR(delta))
		return (int)PTR_ERR(delta);
	object->parent = parent;
	object->made = delta;
	return 0;
}

/* A hinted root has its number, others have those behind all hinted ones. Without hints there are no numbers. */
static inline int ktest_objagg_make_root(struct objagg *objagg, struct objagg_obj *object,
					 const struct ktest_objagg_hint *hint)
{
	int id = -1;

	if (objagg->hints) {
		id = ida_alloc_range(&objagg->root_ids, hint ? hint->root_id : objagg->hints->roots,
				     hint ? hint->root_id : ~0u, GFP_KERNEL);
		if (id < 0)
			return id;
	}
	object->root_id = objagg->hints ? (unsigned int)id : OBJAGG_OBJ_ROOT_ID_INVALID;
	object->made = objagg->ops->root_create(objagg->priv, object->obj, object->root_id);
	if (!IS_ERR(object->made))
		return 0;
	if (objagg->hints)
		ida_free(&objagg->root_ids, object->root_id);
	return (int)PTR_ERR(object->made);
}

static inline void ktest_objagg_drop(struct objagg *objagg, struct objagg_obj *object)
{
	struct objagg_obj *parent;

	/* A difference holds its root, which holds nothing. */
	for (; object && !--object->references; object = parent) {
		parent = object->parent;
		objagg->nr--;
		list_del(&object->list);
		if (parent) {
			objagg->ops->delta_destroy(objagg->priv, object->made);
		} else {
			objagg->ops->root_destroy(objagg->priv, object->made);
			if (objagg->hints)
				ida_free(&objagg->root_ids, object->root_id);
		}
		kfree(object);
	}
}

static inline struct ktest_objagg_hint *ktest_objagg_hint_of(struct objagg *objagg, const void *obj)
{
	struct ktest_objagg_hint *hint;

	if (objagg->hints)
		list_for_each_entry(hint, &objagg->hints->nodes, list)
			if (!memcmp(hint->obj, obj, objagg->ops->obj_size))
				return hint;
	return NULL;
}

KTEST_FN struct objagg_obj *ktest_objagg_hold(struct objagg *objagg, const void *obj);

/* What the hints say of it, else a difference from the first root that takes it, else a root. */
static inline int ktest_objagg_place(struct objagg *objagg, struct objagg_obj *object)
{
	struct ktest_objagg_hint *hint = ktest_objagg_hint_of(objagg, object->obj);
	struct objagg_obj *root;

	if (hint && !hint->parent)
		return ktest_objagg_make_root(objagg, object, hint);
	if (hint) {
		root = ktest_objagg_hold(objagg, hint->parent->obj);
		if (IS_ERR(root))
			return (int)PTR_ERR(root);
		if (!ktest_objagg_make_delta(objagg, object, root))
			return 0;
		objagg_obj_put(objagg, root);
	}
	list_for_each_entry(root, &objagg->objects, list) {
		if (root->parent || ktest_objagg_make_delta(objagg, object, root))
			continue;
		root->references++;
		return 0;
	}
	return ktest_objagg_make_root(objagg, object, NULL);
}

KTEST_DEF struct objagg_obj *ktest_objagg_hold(struct objagg *objagg, const void *obj)
{
	size_t size = objagg->ops->obj_size;
	struct objagg_obj *object;
	int err;

	list_for_each_entry(object, &objagg->objects, list) {
		if (!memcmp(object->obj, obj, size)) {
			object->references++;
			return object;
		}
	}
	object = (struct objagg_obj *)kzalloc(sizeof(*object) + size, GFP_KERNEL);
	if (!object)
		return (struct objagg_obj *)ERR_PTR(-ENOMEM);
	object->references = 1;
	memcpy(object->obj, obj, size);
	err = ktest_objagg_place(objagg, object);
	if (err) {
		kfree(object);
		return (struct objagg_obj *)ERR_PTR(err);
	}
	list_add(&object->list, &objagg->objects);
	objagg->nr++;
	return object;
}

static inline void ktest_objagg_count(struct objagg_obj *object, int by)
{
	object->stats.user_count += by;
	object->stats.delta_user_count += by;
	if (object->parent)
		object->parent->stats.delta_user_count += by;
}

KTEST_DEF struct objagg_obj *objagg_obj_get(struct objagg *objagg, void *obj)
{
	struct objagg_obj *object = ktest_objagg_hold(objagg, obj);

	if (!IS_ERR(object))
		ktest_objagg_count(object, 1);
	return object;
}

KTEST_DEF void objagg_obj_put(struct objagg *objagg, struct objagg_obj *objagg_obj)
{
	ktest_objagg_count(objagg_obj, -1);
	ktest_objagg_drop(objagg, objagg_obj);
}

#endif
