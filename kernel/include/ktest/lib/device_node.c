// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A device's firmware nodes: the primary one, and the secondary one behind it. */
#ifndef KTEST_LIB_DEVICE_NODE_C
#define KTEST_LIB_DEVICE_NODE_C

#include <linux/bug.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/fwnode.h>

static inline bool device_node_is_primary(const struct fwnode_handle *fwnode)
{
	return fwnode && !IS_ERR(fwnode->secondary);
}

KTEST_DEF void set_primary_fwnode(struct device *dev, struct fwnode_handle *fwnode)
{
	struct fwnode_handle *old = dev->fwnode;
	bool was_primary = device_node_is_primary(old);

	if (fwnode) {
		struct fwnode_handle *secondary = was_primary ? old->secondary : old;

		if (secondary) {
			WARN_ON(fwnode->secondary);
			fwnode->secondary = secondary;
		}
		dev->fwnode = fwnode;
		return;
	}
	dev->fwnode = was_primary ? old->secondary : NULL;
	/* The parent's node keeps its secondary one. */
	if (was_primary && !(dev->parent && dev->parent->fwnode == old))
		old->secondary = NULL;
}

KTEST_DEF void set_secondary_fwnode(struct device *dev, struct fwnode_handle *fwnode)
{
	if (fwnode)
		fwnode->secondary = (struct fwnode_handle *)ERR_PTR(-ENODEV);
	if (device_node_is_primary(dev->fwnode))
		dev->fwnode->secondary = fwnode;
	else
		dev->fwnode = fwnode;
}

#endif
