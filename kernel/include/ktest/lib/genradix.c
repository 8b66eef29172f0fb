// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Arrays that grow as they are used. Nodes are linked by compare-and-exchange: whoever comes second takes the first's. */
#ifndef KTEST_LIB_GENRADIX_C
#define KTEST_LIB_GENRADIX_C

#include <linux/atomic.h>
#include <linux/generic-radix-tree.h>
#include <linux/kernel.h>

KTEST_DEF void *__genradix_ptr(struct __genradix *radix, size_t offset)
{
	return __genradix_ptr_inlined(radix, offset);
}

/* A node in reserve, made now if there is none. */
static inline struct genradix_node *kgr_spare(struct genradix_node **spare, gfp_t gfp)
{
	if (!*spare)
		*spare = genradix_alloc_node(gfp);
	return *spare;
}

/* Adds levels on top until there is one for the offset. */
static inline struct genradix_root *kgr_grow(struct __genradix *radix, size_t offset, struct genradix_node **spare,
					     gfp_t gfp)
{
	for (;;) {
		struct genradix_root *old = READ_ONCE(radix->root), *top;
		struct genradix_node *node = genradix_root_to_node(old);
		unsigned int depth = genradix_root_to_depth(old);

		if (node && ktest_genradix_holds(depth, offset))
			return old;
		if (!kgr_spare(spare, gfp))
			return NULL;
		(*spare)->children[0] = node;
		top = (struct genradix_root *)((unsigned long)*spare | (node ? depth + 1 : 0));
		if (cmpxchg_release(&radix->root, old, top) == old)
			*spare = NULL;
		else
			(*spare)->children[0] = NULL;
	}
}

KTEST_DEF void *__genradix_ptr_alloc(struct __genradix *radix, size_t offset, struct genradix_node **preallocated,
				     gfp_t gfp_mask)
{
	struct genradix_node *spare = NULL, *node;
	struct genradix_root *root;
	unsigned int depth;

	if (preallocated)
		swap(spare, *preallocated);
	root = kgr_grow(radix, offset, &spare, gfp_mask);
	if (!root)
		return NULL;
	node = genradix_root_to_node(root);
	for (depth = genradix_root_to_depth(root); depth; depth--) {
		struct genradix_node **at = &node->children[offset >> genradix_depth_shift(depth - 1)];

		offset &= genradix_depth_size(depth - 1) - 1;
		node = READ_ONCE(*at);
		if (node)
			continue;
		if (!kgr_spare(&spare, gfp_mask))
			return NULL;
		node = cmpxchg_release(at, (struct genradix_node *)NULL, spare);
		if (!node)
			swap(node, spare);
	}
	genradix_free_node(spare);
	return &node->data[offset];
}

static inline void *kgr_past(struct genradix_iter *iter)
{
	iter->offset = SIZE_MAX;
	iter->pos = SIZE_MAX;
	return NULL;
}

KTEST_DEF void *__genradix_iter_peek(struct genradix_iter *iter, struct __genradix *radix, size_t objs_per_page)
{
	for (;;) {
		struct genradix_root *root = READ_ONCE(radix->root);
		struct genradix_node *node = genradix_root_to_node(root);
		unsigned int depth = genradix_root_to_depth(root);
		size_t step;

		if (iter->offset == SIZE_MAX || !node || !ktest_genradix_holds(depth, iter->offset))
			return NULL;
		while (node && depth)
			node = node->children[iter->offset >> genradix_depth_shift(--depth) & (GENRADIX_ARY - 1)];
		if (node)
			return &node->data[iter->offset & (GENRADIX_NODE_SIZE - 1)];
		/* Nothing below this child: on to the next one, which may have another parent. */
		step = genradix_depth_size(depth);
		if (iter->offset + step < iter->offset)
			return kgr_past(iter);
		iter->offset = round_down(iter->offset + step, step);
		iter->pos = (iter->offset >> GENRADIX_NODE_SHIFT) * objs_per_page;
	}
}

KTEST_DEF void *__genradix_iter_peek_prev(struct genradix_iter *iter, struct __genradix *radix, size_t objs_per_page,
					  size_t obj_size_plus_page_remainder)
{
	for (;;) {
		struct genradix_root *root = READ_ONCE(radix->root);
		struct genradix_node *node = genradix_root_to_node(root);
		unsigned int depth = genradix_root_to_depth(root);
		size_t end = 0;

		if (iter->offset == SIZE_MAX || !node)
			return NULL;
		if (!ktest_genradix_holds(depth, iter->offset)) {
			end = genradix_depth_size(depth);
		} else {
			while (node && depth)
				node = node->children[iter->offset >> genradix_depth_shift(--depth) &
						      (GENRADIX_ARY - 1)];
			if (node)
				return &node->data[iter->offset & (GENRADIX_NODE_SIZE - 1)];
			/* Nothing below this child: on to the last object before it. */
			end = round_down(iter->offset, genradix_depth_size(depth));
		}
		iter->offset = end;
		iter->pos = (end >> GENRADIX_NODE_SHIFT) * objs_per_page;
		if (!end)
			return NULL;
		iter->offset -= obj_size_plus_page_remainder;
		iter->pos--;
	}
}

KTEST_DEF int __genradix_prealloc(struct __genradix *radix, size_t size, gfp_t gfp_mask)
{
	size_t offset;

	for (offset = 0; offset < size; offset += GENRADIX_NODE_SIZE)
		if (!__genradix_ptr_alloc(radix, offset, NULL, gfp_mask))
			return -ENOMEM;
	return 0;
}

static inline void kgr_free(struct genradix_node *node, unsigned int depth)
{
	unsigned int i;

	for (i = 0; depth && i < GENRADIX_ARY; i++)
		if (node->children[i])
			kgr_free(node->children[i], depth - 1);
	genradix_free_node(node);
}

KTEST_DEF void __genradix_free(struct __genradix *radix)
{
	struct genradix_root *root = xchg(&radix->root, (struct genradix_root *)NULL);

	if (root)
		kgr_free(genradix_root_to_node(root), genradix_root_to_depth(root));
}

#endif
