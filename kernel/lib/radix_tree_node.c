// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * What lib/xarray.c and lib/radix-tree.c of a kernel tree share, for one of them that runs without the other. ktest's
 * own trees allocate their nodes one by one.
 */
#include <linux/init.h>
#include <linux/radix-tree.h>
#include <linux/slab.h>
#include <linux/string.h>

struct kmem_cache *radix_tree_node_cachep;
void radix_tree_node_rcu_free(struct rcu_head *head);

void radix_tree_node_rcu_free(struct rcu_head *head)
{
	kmem_cache_free(radix_tree_node_cachep, container_of(head, struct radix_tree_node, rcu_head));
}

static void radix_tree_node_ctor(void *arg)
{
	struct radix_tree_node *node = arg;

	memset(node, 0, sizeof(*node));
	INIT_LIST_HEAD(&node->private_list);
}

void radix_tree_init(void)
{
	radix_tree_node_cachep = kmem_cache_create("radix_tree_node", sizeof(struct radix_tree_node), 0,
						   SLAB_PANIC | SLAB_RECLAIM_ACCOUNT, radix_tree_node_ctor);
}
