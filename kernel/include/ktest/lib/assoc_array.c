// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Objects by keys of any length. A node chooses by one bit of the key; its children are objects or nodes, which the lowest
 * bit of the pointer tells. A new object takes the place of an object that it is compared with: the node of both
 * chooses by the first bit that differs. When an object goes, its neighbour takes the place of their node. So one pointer is
 * written for each change, and a reader sees either what was before or what is after it.
 *
 * A node knows its place in the node above, for walks without a stack. Nodes that are taken out keep their pointers until
 * a grace period has passed: a reader that is in one gets on from there, and finds what was there when it came.
 */
#ifndef KTEST_LIB_ASSOC_ARRAY_C
#define KTEST_LIB_ASSOC_ARRAY_C

#include <linux/assoc_array.h>
#include <linux/bug.h>
#include <linux/err.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/wordpart.h>

#define KTEST_ASSOC_NODE 1ul		/* in a pointer: it leads to a node */
#define KTEST_ASSOC_ALIKE (-1)		/* as a node's bit: nothing tells its children's keys from each other */

struct ktest_assoc_node {
	struct assoc_array_ptr *child[2];
	unsigned long up;		/* the node above, plus which child of it this is; 0: the root */
	int bit;
	struct ktest_assoc_node *next_dead;
};

/* Where a pointer of the tree is: in the array, if there is no node. */
struct ktest_assoc_place {
	struct ktest_assoc_node *node;
	unsigned int side;
};

/* A change; as a whole it is kept until the grace period has passed. */
struct ktest_assoc_edit {
	struct rcu_head rcu;
	struct assoc_array *array;
	const struct assoc_array_ops *ops;
	struct ktest_assoc_place place;	/* of what is written */
	struct ktest_assoc_node *made;
	unsigned int made_side;		/* where the new object is in it */
	void *object;
	bool inserts, clears;
	long adds;
	/* What is freed. */
	struct assoc_array_ptr *dead;	/* an object, or a tree */
	struct ktest_assoc_node *dead_nodes;
	void **dead_objects;		/* of a collection */
	unsigned long nr_dead_objects;
};

static inline struct ktest_assoc_node *ktest_assoc_node(const struct assoc_array_ptr *ptr)
{
	return (unsigned long)ptr & KTEST_ASSOC_NODE ? (struct ktest_assoc_node *)((unsigned long)ptr & ~KTEST_ASSOC_NODE)
						     : NULL;
}

static inline struct assoc_array_ptr **ktest_assoc_slot(struct assoc_array *array, struct ktest_assoc_place place)
{
	return place.node ? &place.node->child[place.side] : &array->root;
}

static inline struct assoc_array_ptr *ktest_assoc_read(const struct assoc_array *array, struct ktest_assoc_place place)
{
	return smp_load_acquire(ktest_assoc_slot((struct assoc_array *)array, place));
}

static inline struct ktest_assoc_place ktest_assoc_above(const struct ktest_assoc_node *node)
{
	unsigned long up = READ_ONCE(node->up);
	struct ktest_assoc_place place = { (struct ktest_assoc_node *)(up & ~1ul), (unsigned int)(up & 1) };

	return place;
}

static inline void ktest_assoc_write(struct assoc_array *array, struct ktest_assoc_place place, struct assoc_array_ptr *ptr)
{
	struct ktest_assoc_node *node = ktest_assoc_node(ptr);

	if (node)
		WRITE_ONCE(node->up, (unsigned long)place.node | place.side);
	smp_store_release(ktest_assoc_slot(array, place), ptr);
}

static inline unsigned int ktest_assoc_side(const struct assoc_array_ops *ops, const void *index_key, int bit)
{
	unsigned long chunk = ops->get_key_chunk(index_key, (int)round_down(bit, ASSOC_ARRAY_KEY_CHUNK_SIZE));

	return chunk >> (bit % ASSOC_ARRAY_KEY_CHUNK_SIZE) & 1;
}

/* ---- walks ------------------------------------------------------------------------------------- */

/* The first object from the place on, depth first; NULL: there is none. */
static inline void *ktest_assoc_first(const struct assoc_array *array, struct ktest_assoc_place *place)
{
	struct assoc_array_ptr *ptr = ktest_assoc_read(array, *place);

	for (; ktest_assoc_node(ptr); ptr = ktest_assoc_read(array, *place)) {
		place->node = ktest_assoc_node(ptr);
		place->side = 0;
	}
	return (void *)ptr;
}

/* And the one after that of the place. Nodes that are left are freed, if the walk is the last one. */
static inline void *ktest_assoc_next(const struct assoc_array *array, struct ktest_assoc_place *place, bool is_last_walk)
{
	while (place->node && place->side) {
		struct ktest_assoc_node *left = place->node;

		*place = ktest_assoc_above(left);
		if (is_last_walk)
			kfree(left);
	}
	if (!place->node)
		return NULL;
	place->side = 1;
	return ktest_assoc_first(array, place);
}

KTEST_DEF int assoc_array_iterate(const struct assoc_array *array, int (*iterator)(const void *object, void *iterator_data),
				  void *iterator_data)
{
	struct ktest_assoc_place place = { NULL, 0 };
	void *object = ktest_assoc_first(array, &place);
	int result = 0;

	for (; object && !result; object = ktest_assoc_next(array, &place, false))
		result = iterator(object, iterator_data);
	return result;
}

/* The object that has the key, or else the last one of those that may be next to it. */
static inline void *ktest_assoc_walk(const struct assoc_array *array, const struct assoc_array_ops *ops,
				     const void *index_key, struct ktest_assoc_place *place)
{
	struct ktest_assoc_node *node;

	place->node = NULL;
	place->side = 0;
	for (;;) {
		struct assoc_array_ptr *ptr = ktest_assoc_read(array, *place);

		node = ktest_assoc_node(ptr);
		if (!node)
			return (void *)ptr;
		place->node = node;
		if (node->bit != KTEST_ASSOC_ALIKE) {
			place->side = ktest_assoc_side(ops, index_key, node->bit);
			continue;
		}
		/* Its first child is always an object. */
		place->side = 0;
		ptr = ktest_assoc_read(array, *place);
		if (ops->compare_object(ptr, index_key))
			return (void *)ptr;
		place->side = 1;
	}
}

KTEST_DEF void *assoc_array_find(const struct assoc_array *array, const struct assoc_array_ops *ops, const void *index_key)
{
	struct ktest_assoc_place place;
	void *object = ktest_assoc_walk(array, ops, index_key, &place);

	return object && ops->compare_object(object, index_key) ? object : NULL;
}

/* ---- changes are prepared ---------------------------------------------------------------------- */

static inline struct ktest_assoc_edit *ktest_assoc_edit(struct assoc_array *array, const struct assoc_array_ops *ops)
{
	struct ktest_assoc_edit *edit = (struct ktest_assoc_edit *)kzalloc(sizeof(*edit), GFP_KERNEL);

	if (edit) {
		edit->array = array;
		edit->ops = ops;
	}
	return edit;
}

/* The first bit where the keys differ, and what it is in that of the object. */
static inline int ktest_assoc_differ(const struct assoc_array_ops *ops, const void *object, const void *index_key,
				     unsigned int *bit_of_object)
{
	int last = ops->diff_objects(object, index_key), level = 0;

	*bit_of_object = 0;
	do {
		unsigned long mine = ops->get_object_key_chunk(object, level);
		unsigned long differ = mine ^ ops->get_key_chunk(index_key, level);

		if (differ) {
			*bit_of_object = mine >> __ffs(differ) & 1;
			return level + (int)__ffs(differ);
		}
		level += ASSOC_ARRAY_KEY_CHUNK_SIZE;
	} while (level <= last);
	return KTEST_ASSOC_ALIKE;
}

/* The node of an object and a new one. */
static inline struct ktest_assoc_node *ktest_assoc_both(struct ktest_assoc_edit *edit, void *object, const void *index_key)
{
	struct ktest_assoc_node *node = (struct ktest_assoc_node *)kzalloc(sizeof(*node), GFP_KERNEL);
	unsigned int side;

	if (!node)
		return NULL;
	node->bit = ktest_assoc_differ(edit->ops, object, index_key, &side);
	node->child[side] = (struct assoc_array_ptr *)object;
	edit->made_side = !side;
	return node;
}

KTEST_DEF struct assoc_array_edit *assoc_array_insert(struct assoc_array *array, const struct assoc_array_ops *ops,
						      const void *index_key, void *object)
{
	struct ktest_assoc_edit *edit;
	void *there;

	BUG_ON((unsigned long)object & KTEST_ASSOC_NODE);
	edit = ktest_assoc_edit(array, ops);
	if (!edit)
		return (struct assoc_array_edit *)ERR_PTR(-ENOMEM);
	edit->inserts = true;
	edit->object = object;
	there = ktest_assoc_walk(array, ops, index_key, &edit->place);
	if (there && ops->compare_object(there, index_key)) {
		edit->dead = (struct assoc_array_ptr *)there;
	} else {
		edit->adds = 1;
		if (there) {
			edit->made = ktest_assoc_both(edit, there, index_key);
			if (!edit->made) {
				kfree(edit);
				return (struct assoc_array_edit *)ERR_PTR(-ENOMEM);
			}
		}
	}
	return (struct assoc_array_edit *)edit;
}

KTEST_DEF void assoc_array_insert_set_object(struct assoc_array_edit *edit, void *object)
{
	BUG_ON(!object);
	((struct ktest_assoc_edit *)edit)->object = object;
}

KTEST_DEF struct assoc_array_edit *assoc_array_delete(struct assoc_array *array, const struct assoc_array_ops *ops,
						      const void *index_key)
{
	struct ktest_assoc_edit *edit = ktest_assoc_edit(array, ops);
	void *there;

	if (!edit)
		return (struct assoc_array_edit *)ERR_PTR(-ENOMEM);
	there = ktest_assoc_walk(array, ops, index_key, &edit->place);
	if (!there || !ops->compare_object(there, index_key)) {
		kfree(edit);
		return NULL;
	}
	edit->dead = (struct assoc_array_ptr *)there;
	edit->adds = -1;
	return (struct assoc_array_edit *)edit;
}

KTEST_DEF struct assoc_array_edit *assoc_array_clear(struct assoc_array *array, const struct assoc_array_ops *ops)
{
	struct ktest_assoc_edit *edit;

	if (!array->root)
		return NULL;
	edit = ktest_assoc_edit(array, ops);
	if (!edit)
		return (struct assoc_array_edit *)ERR_PTR(-ENOMEM);
	edit->clears = true;
	edit->dead = array->root;
	return (struct assoc_array_edit *)edit;
}

KTEST_DEF void assoc_array_cancel_edit(struct assoc_array_edit *edit)
{
	kfree(((struct ktest_assoc_edit *)edit)->made);
	kfree(edit);
}

/* ---- and applied ------------------------------------------------------------------------------- */

static inline void ktest_assoc_free_tree(struct assoc_array_ptr *root, const struct assoc_array_ops *ops)
{
	struct assoc_array tree = { root, 0 };
	struct ktest_assoc_place place = { NULL, 0 };
	void *object = ktest_assoc_first(&tree, &place);

	for (; object; object = ktest_assoc_next(&tree, &place, true))
		ops->free_object(object);
}

static inline void ktest_assoc_free_edit(struct rcu_head *rcu)
{
	struct ktest_assoc_edit *edit = container_of(rcu, struct ktest_assoc_edit, rcu);
	struct ktest_assoc_node *node = edit->dead_nodes, *next;
	unsigned long i;

	for (; node; node = next) {
		next = node->next_dead;
		kfree(node);
	}
	for (i = 0; i < edit->nr_dead_objects; i++)
		edit->ops->free_object(edit->dead_objects[i]);
	kvfree(edit->dead_objects);
	ktest_assoc_free_tree(edit->dead, edit->ops);
	kfree(edit);
}

/* The object of the place goes. Afterwards the place is that of its neighbour. */
static inline void ktest_assoc_take_out(struct ktest_assoc_edit *edit, struct ktest_assoc_place *place)
{
	struct ktest_assoc_node *node = place->node;
	struct assoc_array_ptr *neighbour = NULL;

	if (node) {
		neighbour = node->child[!place->side];
		node->next_dead = edit->dead_nodes;
		edit->dead_nodes = node;
		*place = ktest_assoc_above(node);
	}
	ktest_assoc_write(edit->array, *place, neighbour);
}

KTEST_DEF void assoc_array_apply_edit(struct assoc_array_edit *script)
{
	struct ktest_assoc_edit *edit = (struct ktest_assoc_edit *)script;
	struct assoc_array_ptr *ptr = (struct assoc_array_ptr *)edit->object;

	if (edit->clears) {
		WRITE_ONCE(edit->array->root, NULL);
		edit->array->nr_leaves_on_tree = 0;
	} else if (edit->inserts) {
		BUG_ON(!ptr);
		if (edit->made) {
			edit->made->child[edit->made_side] = ptr;
			ptr = (struct assoc_array_ptr *)((unsigned long)edit->made | KTEST_ASSOC_NODE);
		}
		ktest_assoc_write(edit->array, edit->place, ptr);
	} else {
		ktest_assoc_take_out(edit, &edit->place);
	}
	edit->array->nr_leaves_on_tree += edit->adds;
	call_rcu(&edit->rcu, ktest_assoc_free_edit);
}

KTEST_DEF void assoc_array_destroy(struct assoc_array *array, const struct assoc_array_ops *ops)
{
	ktest_assoc_free_tree(array->root, ops);
	assoc_array_init(array);
}

/* ---- collection -------------------------------------------------------------------------------- */

/* All objects are given up once, those that stay have one more reference from the iterator. */
KTEST_DEF int assoc_array_gc(struct assoc_array *array, const struct assoc_array_ops *ops,
			     bool (*iterator)(void *object, void *iterator_data), void *iterator_data)
{
	struct ktest_assoc_place place = { NULL, 0 };
	struct ktest_assoc_edit *edit;
	void *object, *next;

	if (!array->root)
		return 0;
	edit = ktest_assoc_edit(array, ops);
	if (!edit)
		return -ENOMEM;
	edit->dead_objects = (void **)kvmalloc_array(array->nr_leaves_on_tree, sizeof(object), GFP_KERNEL);
	if (!edit->dead_objects) {
		kfree(edit);
		return -ENOMEM;
	}
	for (object = ktest_assoc_first(array, &place); object; object = next) {
		bool is_first = place.node && !place.side;

		edit->dead_objects[edit->nr_dead_objects++] = object;
		if (iterator(object, iterator_data)) {
			next = ktest_assoc_next(array, &place, false);
			continue;
		}
		array->nr_leaves_on_tree--;
		ktest_assoc_take_out(edit, &place);
		next = is_first ? ktest_assoc_first(array, &place) : ktest_assoc_next(array, &place, false);
	}
	call_rcu(&edit->rcu, ktest_assoc_free_edit);
	return 0;
}

#endif
