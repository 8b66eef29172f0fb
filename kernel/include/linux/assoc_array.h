/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Objects by keys of any length, in a tree of their own words. A change is prepared, and then applied or cancelled.
 * Fidelity: the interface; the code under test is lib/assoc_array.c of a kernel tree
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
int assoc_array_iterate(const struct assoc_array *array, int (*iterator)(const void *object, void *iterator_data),
			void *iterator_data);
void *assoc_array_find(const struct assoc_array *array, const struct assoc_array_ops *ops, const void *index_key);
void assoc_array_destroy(struct assoc_array *array, const struct assoc_array_ops *ops);
struct assoc_array_edit *assoc_array_insert(struct assoc_array *array, const struct assoc_array_ops *ops,
					    const void *index_key, void *object);
void assoc_array_insert_set_object(struct assoc_array_edit *edit, void *object);
struct assoc_array_edit *assoc_array_delete(struct assoc_array *array, const struct assoc_array_ops *ops,
					    const void *index_key);
struct assoc_array_edit *assoc_array_clear(struct assoc_array *array, const struct assoc_array_ops *ops);
void assoc_array_apply_edit(struct assoc_array_edit *edit);
void assoc_array_cancel_edit(struct assoc_array_edit *edit);
int assoc_array_gc(struct assoc_array *array, const struct assoc_array_ops *ops,
		   bool (*iterator)(void *object, void *iterator_data), void *iterator_data);

#include <ktest/close.h>
#endif
