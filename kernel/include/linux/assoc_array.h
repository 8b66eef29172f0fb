/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Objects by keys of any length. A change is prepared, which may fail, and then applied or cancelled, which may not.
 * Synchronization table: find and iterate under rcu_read_lock() with one change; changes (from insert, delete or clear to
 * apply or cancel, gc) need a lock of the caller; destroy needs the array for itself.
 * Fidelity: faithful; the tree has another form than assoc_array_priv.h says, and is iterated in another order
 */
#ifndef KTEST_LINUX_ASSOC_ARRAY_H
#define KTEST_LINUX_ASSOC_ARRAY_H
#include <ktest/open.h>

#include <linux/types.h>

#define ASSOC_ARRAY_KEY_CHUNK_SIZE BITS_PER_LONG

struct assoc_array {
	struct assoc_array_ptr *root;
	unsigned long nr_leaves_on_tree;
};

/* A key is read a word at a time; `level` is the bit where it begins. diff_objects: the first bit that differs, or -1. */
struct assoc_array_ops {
	unsigned long (*get_key_chunk)(const void *index_key, int level);
	unsigned long (*get_object_key_chunk)(const void *object, int level);
	bool (*compare_object)(const void *object, const void *index_key);
	int (*diff_objects)(const void *object, const void *index_key);
	void (*free_object)(void *object);
};

static inline void assoc_array_init(struct assoc_array *array)
{
	array->root = NULL;
	array->nr_leaves_on_tree = 0;
}

struct assoc_array_edit;
/* Until the iterator returns other than 0, which is returned then. Objects come in no order that may be relied on. */
KTEST_FN int assoc_array_iterate(const struct assoc_array *array, int (*iterator)(const void *object, void *iterator_data),
				 void *iterator_data);
KTEST_FN void *assoc_array_find(const struct assoc_array *array, const struct assoc_array_ops *ops, const void *index_key);
/* Frees all objects at once. */
KTEST_FN void assoc_array_destroy(struct assoc_array *array, const struct assoc_array_ops *ops);
/*
 * Edits, or ERR_PTR(-ENOMEM). NULL of delete: there is no such object, of clear: there is none at all. An object that has the key
 * of a new one is replaced. What is deleted or replaced is given to ops->free_object() a grace period after apply.
 */
KTEST_FN struct assoc_array_edit *assoc_array_insert(struct assoc_array *array, const struct assoc_array_ops *ops,
						     const void *index_key, void *object);
/* Another object of the same key, before apply. */
KTEST_FN void assoc_array_insert_set_object(struct assoc_array_edit *edit, void *object);
KTEST_FN struct assoc_array_edit *assoc_array_delete(struct assoc_array *array, const struct assoc_array_ops *ops,
						     const void *index_key);
KTEST_FN struct assoc_array_edit *assoc_array_clear(struct assoc_array *array, const struct assoc_array_ops *ops);
KTEST_FN void assoc_array_apply_edit(struct assoc_array_edit *edit);
/* The new object stays the caller's. */
KTEST_FN void assoc_array_cancel_edit(struct assoc_array_edit *edit);
/*
 * Keeps the objects for which the iterator returns true. It must have taken a reference of these: all objects are given
 * to ops->free_object() after a grace period. 0 or -ENOMEM.
 */
KTEST_FN int assoc_array_gc(struct assoc_array *array, const struct assoc_array_ops *ops,
			    bool (*iterator)(void *object, void *iterator_data), void *iterator_data);

#include <ktest/close.h>
#endif
