// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Software nodes. A registered one counts references: of who registered it, of its children and of devices. So a node that
 * was unregistered is there as long as they are.
 */
#ifndef KTEST_LIB_SWNODE_C
#define KTEST_LIB_SWNODE_C

#include <linux/bug.h>
#include <linux/device.h>
#include <linux/idr.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/printk.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>

struct ktest_swnode {
	struct kref refs;
	struct fwnode_handle fwnode;
	const struct software_node *node;
	char *name;
	int id;				/* among its parent's children */
	struct ida child_ids;
	struct list_head in_all;
	struct list_head entry;		/* in the parent's children */
	struct list_head children;
	struct ktest_swnode *parent;
	bool is_copied, is_managed;
};

__weak struct list_head ktest_swnodes = LIST_HEAD_INIT(ktest_swnodes);
__weak DEFINE_SPINLOCK(ktest_swnodes_lock);
__weak DEFINE_IDA(ktest_swnode_root_ids);
/* One for the whole program: a software node is told by it. */
extern const struct fwnode_operations ktest_swnode_operations;

KTEST_DEF bool is_software_node(const struct fwnode_handle *fwnode)
{
	return !IS_ERR_OR_NULL(fwnode) && fwnode->ops == &ktest_swnode_operations;
}

static inline struct ktest_swnode *swnode_of(const struct fwnode_handle *fwnode)
{
	return is_software_node(fwnode) ? container_of((struct fwnode_handle *)fwnode, struct ktest_swnode, fwnode) :
					  NULL;
}

static inline struct ktest_swnode *swnode_of_device(struct device *dev)
{
	if (!dev->fwnode || is_software_node(dev->fwnode))
		return swnode_of(dev->fwnode);
	return IS_ERR(dev->fwnode) ? NULL : swnode_of(dev->fwnode->secondary);
}

static inline struct ktest_swnode *swnode_find(const struct software_node *node)
{
	struct ktest_swnode *each, *found = NULL;

	if (!node)
		return NULL;
	spin_lock(&ktest_swnodes_lock);
	list_for_each_entry(each, &ktest_swnodes, in_all) {
		if (each->node == node) {
			found = each;
			break;
		}
	}
	spin_unlock(&ktest_swnodes_lock);
	return found;
}

KTEST_DEF const struct software_node *to_software_node(const struct fwnode_handle *fwnode)
{
	const struct ktest_swnode *swnode = swnode_of(fwnode);

	return swnode ? swnode->node : NULL;
}

KTEST_DEF struct fwnode_handle *software_node_fwnode(const struct software_node *node)
{
	struct ktest_swnode *swnode = swnode_find(node);

	return swnode ? &swnode->fwnode : NULL;
}

KTEST_DEF const struct software_node *software_node_find_by_name(const struct software_node *parent, const char *name)
{
	const struct software_node *found = NULL;
	struct ktest_swnode *each;

	if (!name)
		return NULL;
	spin_lock(&ktest_swnodes_lock);
	list_for_each_entry(each, &ktest_swnodes, in_all) {
		if (each->node->parent == parent && each->node->name && !strcmp(each->node->name, name)) {
			kref_get(&each->refs);
			found = each->node;
			break;
		}
	}
	spin_unlock(&ktest_swnodes_lock);
	return found;
}

/* ---- life ------------------------------------------------------------------------------------ */

static inline void swnode_put(struct ktest_swnode *swnode);

static inline void swnode_free(struct ktest_swnode *swnode)
{
	ida_free(swnode->parent ? &swnode->parent->child_ids : &ktest_swnode_root_ids, swnode->id);
	if (swnode->is_copied) {
		property_entries_free(swnode->node->properties);
		kfree(swnode->node);
	}
	ida_destroy(&swnode->child_ids);
	if (swnode->parent)
		swnode_put(swnode->parent);
	kfree(swnode->name);
	kfree(swnode);
}

static inline void swnode_release(struct kref *refs)
{
	struct ktest_swnode *swnode = container_of(refs, struct ktest_swnode, refs);

	spin_lock(&ktest_swnodes_lock);
	list_del(&swnode->in_all);
	list_del(&swnode->entry);
	spin_unlock(&ktest_swnodes_lock);
	swnode_free(swnode);
}

static inline void swnode_put(struct ktest_swnode *swnode)
{
	kref_put(&swnode->refs, swnode_release);
}

/* Nodes are entries of directories: of one name there is one in each, and no name has a '/'. */
static inline int swnode_name(struct ktest_swnode *swnode)
{
	struct ktest_swnode *each;

	swnode->name = swnode->node->name ? kstrdup(swnode->node->name, GFP_KERNEL) :
					    kasprintf(GFP_KERNEL, "node%d", swnode->id);
	if (!swnode->name)
		return -ENOMEM;
	strreplace(swnode->name, '/', '!');
	if (WARN(!*swnode->name, "kobject: (%p): attempted to be registered with empty name!\n", swnode))
		return -EINVAL;
	list_for_each_entry(each, &ktest_swnodes, in_all) {
		if (each->parent == swnode->parent && !strcmp(each->name, swnode->name)) {
			pr_err("software node %s: its parent has one of this name\n", swnode->name);
			return -EEXIST;
		}
	}
	return 0;
}

static inline void swnode_notify(struct device *dev, bool is_added)
{
	struct ktest_swnode *swnode = swnode_of_device(dev);

	if (!swnode)
		return;
	if (is_added) {
		kref_get(&swnode->refs);
		return;
	}
	if (swnode->is_managed) {
		set_secondary_fwnode(dev, NULL);
		swnode_put(swnode);
	}
	swnode_put(swnode);
}

static inline struct fwnode_handle *swnode_register(const struct software_node *node, struct ktest_swnode *parent,
						    bool is_copied)
{
	struct ktest_swnode *swnode = (struct ktest_swnode *)kzalloc(sizeof(*swnode), GFP_KERNEL);
	int err;

	if (!swnode)
		return (struct fwnode_handle *)ERR_PTR(-ENOMEM);
	swnode->id = ida_alloc(parent ? &parent->child_ids : &ktest_swnode_root_ids, GFP_KERNEL);
	if (swnode->id < 0) {
		err = swnode->id;
		kfree(swnode);
		return (struct fwnode_handle *)ERR_PTR(err);
	}
	kref_init(&swnode->refs);
	fwnode_init(&swnode->fwnode, &ktest_swnode_operations);
	ida_init(&swnode->child_ids);
	INIT_LIST_HEAD(&swnode->children);
	INIT_LIST_HEAD(&swnode->entry);
	swnode->node = node;
	swnode->parent = parent;
	if (parent)
		kref_get(&parent->refs);
	err = swnode_name(swnode);
	if (err) {
		swnode_free(swnode);
		return (struct fwnode_handle *)ERR_PTR(err);
	}
	swnode->is_copied = is_copied;
	spin_lock(&ktest_swnodes_lock);
	list_add_tail(&swnode->in_all, &ktest_swnodes);
	if (parent)
		list_add_tail(&swnode->entry, &parent->children);
	spin_unlock(&ktest_swnodes_lock);
#ifdef KTEST_HOSTED
	ktest_device_fwnode = swnode_notify;
#endif
	return &swnode->fwnode;
}

KTEST_DEF int software_node_register(const struct software_node *node)
{
	struct ktest_swnode *parent = swnode_find(node->parent);

	if (swnode_find(node))
		return -EEXIST;
	if (node->parent && !parent)
		return -EINVAL;
	return PTR_ERR_OR_ZERO(swnode_register(node, parent, false));
}

KTEST_DEF void software_node_unregister(const struct software_node *node)
{
	fwnode_remove_software_node(software_node_fwnode(node));
}

KTEST_DEF int software_node_register_node_group(const struct software_node **node_group)
{
	unsigned int i;

	for (i = 0; node_group && node_group[i]; i++) {
		int err = software_node_register(node_group[i]);

		/* Also those that were registered before, as in the kernel. */
		if (err) {
			software_node_unregister_node_group(node_group);
			return err;
		}
	}
	return 0;
}

KTEST_DEF void software_node_unregister_node_group(const struct software_node **node_group)
{
	unsigned int nr = 0;

	while (node_group && node_group[nr])
		nr++;
	while (nr--)
		software_node_unregister(node_group[nr]);
}

KTEST_DEF struct fwnode_handle *fwnode_create_software_node(const struct property_entry *properties,
							    const struct fwnode_handle *parent)
{
	struct ktest_swnode *parent_node = swnode_of(parent);
	struct property_entry *copy;
	struct fwnode_handle *fwnode;
	struct software_node *node;

	if (IS_ERR(parent))
		return (struct fwnode_handle *)parent;
	if (parent && !parent_node)
		return (struct fwnode_handle *)ERR_PTR(-EINVAL);
	copy = property_entries_dup(properties);
	if (IS_ERR(copy))
		return (struct fwnode_handle *)copy;
	node = (struct software_node *)kzalloc(sizeof(*node), GFP_KERNEL);
	fwnode = (struct fwnode_handle *)ERR_PTR(-ENOMEM);
	if (node) {
		node->properties = copy;
		node->parent = parent_node ? parent_node->node : NULL;
		fwnode = swnode_register(node, parent_node, true);
	}
	if (IS_ERR(fwnode)) {
		property_entries_free(copy);
		kfree(node);
	}
	return fwnode;
}

KTEST_DEF void fwnode_remove_software_node(struct fwnode_handle *fwnode)
{
	struct ktest_swnode *swnode = swnode_of(fwnode);

	if (swnode)
		swnode_put(swnode);
}

KTEST_DEF int device_add_software_node(struct device *dev, const struct software_node *node)
{
	struct ktest_swnode *swnode = swnode_find(node);

	if (swnode_of_device(dev))
		return -EBUSY;
	if (swnode) {
		kref_get(&swnode->refs);
	} else {
		int err = software_node_register(node);

		if (err)
			return err;
		swnode = swnode_find(node);
	}
	set_secondary_fwnode(dev, &swnode->fwnode);
	if (device_is_registered(dev))
		swnode_notify(dev, true);
	return 0;
}

KTEST_DEF void device_remove_software_node(struct device *dev)
{
	struct ktest_swnode *swnode = swnode_of_device(dev);

	if (!swnode)
		return;
	if (device_is_registered(dev))
		swnode_notify(dev, false);
	set_secondary_fwnode(dev, NULL);
	swnode_put(swnode);
}

KTEST_DEF int device_create_managed_software_node(struct device *dev, const struct property_entry *properties,
						  const struct software_node *parent)
{
	struct fwnode_handle *of_parent = software_node_fwnode(parent), *fwnode;

	if (parent && !of_parent)
		return -EINVAL;
	fwnode = fwnode_create_software_node(properties, of_parent);
	if (IS_ERR(fwnode))
		return PTR_ERR(fwnode);
	swnode_of(fwnode)->is_managed = true;
	set_secondary_fwnode(dev, fwnode);
	if (device_is_registered(dev))
		swnode_notify(dev, true);
	return 0;
}

#include <ktest/lib/swnode_operations.h>

#endif
