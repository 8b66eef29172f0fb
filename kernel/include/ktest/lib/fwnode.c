// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* From node to node: names, parents and children. */
#ifndef KTEST_LIB_FWNODE_C
#define KTEST_LIB_FWNODE_C

#include <linux/device.h>
#include <linux/property.h>
#include <linux/string.h>

KTEST_DEF struct fwnode_handle *fwnode_handle_get(struct fwnode_handle *fwnode)
{
	return fwnode_has_op(fwnode, get) ? fwnode->ops->get(fwnode) : fwnode;
}

KTEST_DEF const char *fwnode_get_name(const struct fwnode_handle *fwnode)
{
	return fwnode_call_ptr_op(fwnode, get_name);
}

KTEST_DEF const char *fwnode_get_name_prefix(const struct fwnode_handle *fwnode)
{
	return fwnode_call_ptr_op(fwnode, get_name_prefix);
}

/* A name that does not fit is as if it were empty, which names that begin with '@' are equal to. */
KTEST_DEF bool fwnode_name_eq(const struct fwnode_handle *fwnode, const char *name)
{
	const char *of_node = fwnode_get_name(fwnode);

	return of_node && str_has_prefix(of_node, name) == (size_t)(strchrnul(of_node, '@') - of_node);
}

/* Nodes of a kind that does not say are available. */
KTEST_DEF bool fwnode_device_is_available(const struct fwnode_handle *fwnode)
{
	if (IS_ERR_OR_NULL(fwnode))
		return false;
	return !fwnode_has_op(fwnode, device_is_available) || fwnode->ops->device_is_available(fwnode);
}

KTEST_DEF struct fwnode_handle *fwnode_get_parent(const struct fwnode_handle *fwnode)
{
	return fwnode_call_ptr_op(fwnode, get_parent);
}

KTEST_DEF struct fwnode_handle *fwnode_get_next_parent(struct fwnode_handle *fwnode)
{
	struct fwnode_handle *parent = fwnode_get_parent(fwnode);

	fwnode_handle_put(fwnode);
	return parent;
}

KTEST_DEF unsigned int fwnode_count_parents(const struct fwnode_handle *fwn)
{
	struct fwnode_handle *parent;
	unsigned int nr = 0;

	fwnode_for_each_parent_node(fwn, parent)
		nr++;
	return nr;
}

KTEST_DEF struct fwnode_handle *fwnode_get_nth_parent(struct fwnode_handle *fwn, unsigned int depth)
{
	struct fwnode_handle *at = fwnode_handle_get(fwn);

	while (at && depth--)
		at = fwnode_get_next_parent(at);
	return at;
}

KTEST_DEF struct fwnode_handle *fwnode_get_next_child_node(const struct fwnode_handle *fwnode,
							   struct fwnode_handle *child)
{
	/* A child of the secondary node goes on there. */
	struct fwnode_handle *held = child ? fwnode_get_parent(child) : NULL;
	const struct fwnode_handle *parent = child ? held : fwnode;
	struct fwnode_handle *next = NULL;

	while (!IS_ERR_OR_NULL(parent) && !next) {
		next = fwnode_call_ptr_op(parent, get_next_child_node, child);
		child = NULL;
		parent = parent->secondary;
	}
	fwnode_handle_put(held);
	return next;
}

KTEST_DEF struct fwnode_handle *fwnode_get_next_available_child_node(const struct fwnode_handle *fwnode,
								     struct fwnode_handle *child)
{
	if (IS_ERR_OR_NULL(fwnode))
		return NULL;
	do
		child = fwnode_get_next_child_node(fwnode, child);
	while (child && !fwnode_device_is_available(child));
	return child;
}

KTEST_DEF struct fwnode_handle *fwnode_get_named_child_node(const struct fwnode_handle *fwnode, const char *childname)
{
	return fwnode_call_ptr_op(fwnode, get_named_child_node, childname);
}

KTEST_DEF struct fwnode_handle *device_get_next_child_node(const struct device *dev, struct fwnode_handle *child)
{
	return fwnode_get_next_child_node(dev->fwnode, child);
}

KTEST_DEF struct fwnode_handle *device_get_named_child_node(const struct device *dev, const char *childname)
{
	return fwnode_get_named_child_node(dev->fwnode, childname);
}

KTEST_DEF unsigned int device_get_child_node_count(const struct device *dev)
{
	struct fwnode_handle *child;
	unsigned int nr = 0;

	device_for_each_child_node(dev, child)
		nr++;
	return nr;
}

#endif
