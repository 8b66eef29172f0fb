/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* The rest of swnode.c: what a software node can do as a firmware node. */
#ifndef KTEST_LIB_SWNODE_OPERATIONS_H
#define KTEST_LIB_SWNODE_OPERATIONS_H

#include <linux/kstrtox.h>
#include <linux/log2.h>
#include <linux/minmax.h>
#include <ktest/lib/property_entries.c>

static inline struct fwnode_handle *swnode_op_get(struct fwnode_handle *fwnode)
{
	struct ktest_swnode *swnode = swnode_of(fwnode);

	if (!swnode)
		return NULL;
	kref_get(&swnode->refs);
	return fwnode;
}

static inline void swnode_op_put(struct fwnode_handle *fwnode)
{
	swnode_put(swnode_of(fwnode));
}

static inline const struct property_entry *swnode_entry(const struct software_node *node, const char *name)
{
	const struct property_entry *entry = node->properties;

	for (; entry && entry->name; entry++)
		if (!strcmp(entry->name, name))
			return entry;
	return NULL;
}

static inline bool swnode_op_present(const struct fwnode_handle *fwnode, const char *propname)
{
	return swnode_entry(swnode_of(fwnode)->node, propname);
}

/* The value, of so many bytes at least, or an error pointer. */
static inline const void *swnode_value(const struct property_entry *entry, size_t length)
{
	const void *value;

	if (!entry)
		return ERR_PTR(-EINVAL);
	value = property_entry_value(entry);
	if (!value)
		return ERR_PTR(-ENODATA);
	return length > entry->length ? ERR_PTR(-EOVERFLOW) : value;
}

static inline int swnode_read_int(const struct software_node *node, const char *propname, unsigned int elem_size,
				  void *val, size_t nval)
{
	const struct property_entry *entry = swnode_entry(node, propname);
	const void *value;

	if (!val)
		return entry ? (int)(entry->length / elem_size) : -EINVAL;
	if (!is_power_of_2(elem_size) || elem_size > sizeof(u64))
		return -ENXIO;
	value = swnode_value(entry, nval * elem_size);
	if (IS_ERR(value))
		return PTR_ERR(value);
	memcpy(val, value, nval * elem_size);
	return 0;
}

static inline int swnode_op_read_int(const struct fwnode_handle *fwnode, const char *propname, unsigned int elem_size,
				     void *val, size_t nval)
{
	return swnode_read_int(swnode_of(fwnode)->node, propname, elem_size, val, nval);
}

static inline int swnode_op_read_string(const struct fwnode_handle *fwnode, const char *propname, const char **val,
					size_t nval)
{
	const struct property_entry *entry = swnode_entry(swnode_of(fwnode)->node, propname);
	const void *value;
	size_t nr;

	if (!entry)
		return -EINVAL;
	nr = entry->length / sizeof(*val);
	if (!val)
		return nr;
	nr = min_t(size_t, nval, nr);
	value = swnode_value(entry, nr * sizeof(*val));
	if (IS_ERR(value))
		return PTR_ERR(value);
	memcpy(val, value, nr * sizeof(*val));
	return nr;
}

static inline const char *swnode_op_name(const struct fwnode_handle *fwnode)
{
	return swnode_of(fwnode)->name;
}

static inline struct fwnode_handle *swnode_op_parent(const struct fwnode_handle *fwnode)
{
	struct ktest_swnode *swnode = swnode_of(fwnode);

	return swnode && swnode->parent ? fwnode_handle_get(&swnode->parent->fwnode) : NULL;
}

/* All parents of a software node are such nodes: nothing is before the first one's name. */
static inline const char *swnode_op_prefix(const struct fwnode_handle *fwnode)
{
	return swnode_of(fwnode)->parent ? "/" : "";
}

static inline struct fwnode_handle *swnode_op_next_child(const struct fwnode_handle *fwnode,
							 struct fwnode_handle *child)
{
	struct ktest_swnode *parent = swnode_of(fwnode), *last = swnode_of(child);
	struct fwnode_handle *next = NULL;

	if (parent && !list_empty(&parent->children) && !(last && list_is_last(&last->entry, &parent->children))) {
		struct ktest_swnode *found = last ? list_next_entry(last, entry) :
						    list_first_entry(&parent->children, struct ktest_swnode, entry);

		next = fwnode_handle_get(&found->fwnode);
	}
	fwnode_handle_put(child);
	return next;
}

static inline struct fwnode_handle *swnode_op_named_child(const struct fwnode_handle *fwnode, const char *name)
{
	struct ktest_swnode *swnode = swnode_of(fwnode), *each;

	if (!swnode)
		return NULL;
	list_for_each_entry(each, &swnode->children, entry)
		if (!strcmp(each->name, name))
			return fwnode_handle_get(&each->fwnode);
	return NULL;
}

/* References are too long to be inline. */
static inline const struct software_node_ref_args *swnode_references(const struct property_entry *entry)
{
	return entry && entry->type == DEV_PROP_REF && !entry->is_inline ?
		       (const struct software_node_ref_args *)entry->pointer :
		       NULL;
}

static inline int swnode_op_reference(const struct fwnode_handle *fwnode, const char *prop, const char *nargs_prop,
				      unsigned int nargs, unsigned int index, struct fwnode_reference_args *args)
{
	const struct property_entry *entry = swnode_entry(swnode_of(fwnode)->node, prop);
	const struct software_node_ref_args *ref = swnode_references(entry);
	struct fwnode_handle *target;
	unsigned int i;

	if (!entry)
		return -ENOENT;
	if (!ref)
		return -EINVAL;
	if (index >= entry->length / sizeof(*ref))
		return -ENOENT;
	ref += index;
	target = software_node_fwnode(ref->node);
	if (!target)
		return -ENOENT;
	if (nargs_prop) {
		u32 of_target = 0;
		int err = swnode_read_int(ref->node, nargs_prop, sizeof(of_target), &of_target, 1);

		if (err)
			return err;
		nargs = of_target;
	}
	if (nargs > NR_FWNODE_REFERENCE_ARGS)
		return -EINVAL;
	if (!args)
		return 0;
	args->fwnode = fwnode_handle_get(target);
	args->nargs = nargs;
	for (i = 0; i < nargs; i++)
		args->args[i] = ref->args[i];
	return 0;
}

/* ---- graphs: endpoints are children of "port@N", which are children of "ports" or of the device ------------------ */

static inline bool swnode_is_port(const struct software_node *node)
{
	return node->name && str_has_prefix(node->name, "port@");
}

/* Puts port. */
static inline struct fwnode_handle *swnode_next_port(const struct fwnode_handle *parent, struct fwnode_handle *port)
{
	do
		port = swnode_op_next_child(parent, port);
	while (port && !swnode_is_port(swnode_of(port)->node));
	return port;
}

static inline struct fwnode_handle *swnode_op_next_endpoint(const struct fwnode_handle *fwnode,
							    struct fwnode_handle *prev)
{
	struct fwnode_handle *parent, *port;

	if (prev) {
		port = swnode_op_parent(prev);
		parent = swnode_op_parent(port);
	} else {
		parent = swnode_op_named_child(fwnode, "ports");
		if (!parent)
			parent = fwnode_handle_get((struct fwnode_handle *)fwnode);
		port = swnode_next_port(parent, NULL);
	}
	for (; port; port = swnode_next_port(parent, port)) {
		prev = swnode_op_next_child(port, prev);
		if (prev) {
			fwnode_handle_put(port);
			break;
		}
	}
	fwnode_handle_put(parent);
	return prev;
}

static inline struct fwnode_handle *swnode_op_remote_endpoint(const struct fwnode_handle *fwnode)
{
	const struct software_node_ref_args *ref =
		swnode_references(swnode_entry(swnode_of(fwnode)->node, "remote-endpoint"));

	return ref ? swnode_op_get(software_node_fwnode(ref->node)) : NULL;
}

static inline struct fwnode_handle *swnode_op_port_parent(struct fwnode_handle *fwnode)
{
	struct ktest_swnode *parent = swnode_of(fwnode)->parent;

	if (parent && parent->node->name && !strcmp(parent->node->name, "ports"))
		parent = parent->parent;
	return parent ? fwnode_handle_get(&parent->fwnode) : NULL;
}

static inline int swnode_op_parse_endpoint(const struct fwnode_handle *fwnode, struct fwnode_endpoint *endpoint)
{
	struct ktest_swnode *swnode = swnode_of(fwnode);
	const struct software_node *port = swnode->parent->node;
	int err;

	if (!swnode_is_port(port) || !port->name[strlen("port@")])
		return -EINVAL;
	err = kstrtou32(port->name + strlen("port@"), 10, &endpoint->port);
	if (err)
		return err;
	endpoint->id = swnode->id;
	endpoint->local_fwnode = fwnode;
	return 0;
}

KTEST_DATA const struct fwnode_operations ktest_swnode_operations = {
	.get = swnode_op_get,
	.put = swnode_op_put,
	.property_present = swnode_op_present,
	.property_read_int_array = swnode_op_read_int,
	.property_read_string_array = swnode_op_read_string,
	.get_name = swnode_op_name,
	.get_name_prefix = swnode_op_prefix,
	.get_parent = swnode_op_parent,
	.get_next_child_node = swnode_op_next_child,
	.get_named_child_node = swnode_op_named_child,
	.get_reference_args = swnode_op_reference,
	.graph_get_next_endpoint = swnode_op_next_endpoint,
	.graph_get_remote_endpoint = swnode_op_remote_endpoint,
	.graph_get_port_parent = swnode_op_port_parent,
	.graph_parse_endpoint = swnode_op_parse_endpoint,
};

#endif
