/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Properties of devices, as firmware describes them; nodes and properties that software describes.
 * A test gives a device its properties by device_create_managed_software_node(), device_add_software_node() or
 * software_node_register() and device->fwnode.
 * Synchronization table: as the kernel's: nodes are registered and removed by one caller at a time, read by many.
 * Fidelity: faithful for software nodes and for nodes of fwnode_operations that a test defines; there are neither device
 * trees nor ACPI, and nothing is shown in sysfs
 */
#ifndef KTEST_LINUX_PROPERTY_H
#define KTEST_LINUX_PROPERTY_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/args.h>
#include <linux/array_size.h>
#include <linux/bits.h>
#include <linux/cleanup.h>
#include <linux/fwnode.h>
#include <linux/stddef.h>
#include <linux/types.h>

struct device;

enum dev_prop_type {
	DEV_PROP_U8,
	DEV_PROP_U16,
	DEV_PROP_U32,
	DEV_PROP_U64,
	DEV_PROP_STRING,
	DEV_PROP_REF,
};

KTEST_FN const struct fwnode_handle *__dev_fwnode_const(const struct device *dev);
KTEST_FN struct fwnode_handle *__dev_fwnode(struct device *dev);
#ifdef __cplusplus
#define dev_fwnode(dev) __dev_fwnode(const_cast<struct device *>(dev))
#else
#define dev_fwnode(dev) \
	_Generic((dev), const struct device *: __dev_fwnode_const, struct device *: __dev_fwnode)(dev)
#endif

/*
 * Arrays of numbers: 0; with val NULL: how many there are. -EINVAL: no such property; -ENODATA: it has no value;
 * -EOVERFLOW: it has fewer than nval; -ENXIO: the node can not tell.
 */
#define KTEST_PROPERTY_INT(type) \
	KTEST_FN int fwnode_property_read_##type##_array(const struct fwnode_handle *fwnode, const char *propname, \
							 type *val, size_t nval); \
	KTEST_FN int device_property_read_##type##_array(const struct device *dev, const char *propname, \
							 type *val, size_t nval); \
	static inline int fwnode_property_read_##type(const struct fwnode_handle *fwnode, const char *propname, \
						      type *val) \
	{ \
		return fwnode_property_read_##type##_array(fwnode, propname, val, 1); \
	} \
	static inline int device_property_read_##type(const struct device *dev, const char *propname, type *val) \
	{ \
		return device_property_read_##type##_array(dev, propname, val, 1); \
	} \
	static inline int fwnode_property_count_##type(const struct fwnode_handle *fwnode, const char *propname) \
	{ \
		return fwnode_property_read_##type##_array(fwnode, propname, NULL, 0); \
	} \
	static inline int device_property_count_##type(const struct device *dev, const char *propname) \
	{ \
		return device_property_read_##type##_array(dev, propname, NULL, 0); \
	}
KTEST_PROPERTY_INT(u8)
KTEST_PROPERTY_INT(u16)
KTEST_PROPERTY_INT(u32)
KTEST_PROPERTY_INT(u64)

KTEST_FN bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *propname);
/* How many strings were read, or there are; else as above. */
KTEST_FN int fwnode_property_read_string_array(const struct fwnode_handle *fwnode, const char *propname,
					       const char **val, size_t nval);
KTEST_FN int fwnode_property_read_string(const struct fwnode_handle *fwnode, const char *propname, const char **val);
/* Where `string` is among the property's strings; -ENODATA: it is not. */
KTEST_FN int fwnode_property_match_string(const struct fwnode_handle *fwnode, const char *propname,
					  const char *string);
/* Where the property's string is in `array`; -ENOENT: it is not. */
KTEST_FN int fwnode_property_match_property_string(const struct fwnode_handle *fwnode, const char *propname,
						   const char *const *array, size_t n);
/* -ENOENT: no such reference. args NULL: only asks. args->fwnode has a reference. */
KTEST_FN int fwnode_property_get_reference_args(const struct fwnode_handle *fwnode, const char *prop,
						const char *nargs_prop, unsigned int nargs, unsigned int index,
						struct fwnode_reference_args *args);
KTEST_FN struct fwnode_handle *fwnode_find_reference(const struct fwnode_handle *fwnode, const char *name,
						     unsigned int index);
static inline int fwnode_property_string_array_count(const struct fwnode_handle *fwnode, const char *propname)
{
	return fwnode_property_read_string_array(fwnode, propname, NULL, 0);
}
static inline bool fwnode_property_read_bool(const struct fwnode_handle *fwnode, const char *propname)
{
	return fwnode_property_present(fwnode, propname);
}
static inline bool fwnode_device_is_big_endian(const struct fwnode_handle *fwnode)
{
	return fwnode_property_present(fwnode, "big-endian");
}
static inline bool fwnode_device_is_compatible(const struct fwnode_handle *fwnode, const char *compat)
{
	return fwnode_property_match_string(fwnode, "compatible", compat) >= 0;
}

/* The same of a device's node. */
KTEST_FN bool device_property_present(const struct device *dev, const char *propname);
KTEST_FN int device_property_read_string_array(const struct device *dev, const char *propname, const char **val,
					       size_t nval);
KTEST_FN int device_property_read_string(const struct device *dev, const char *propname, const char **val);
KTEST_FN int device_property_match_string(const struct device *dev, const char *propname, const char *string);
static inline int device_property_string_array_count(const struct device *dev, const char *propname)
{
	return device_property_read_string_array(dev, propname, NULL, 0);
}
static inline bool device_property_read_bool(const struct device *dev, const char *propname)
{
	return device_property_present(dev, propname);
}
static inline int device_property_match_property_string(const struct device *dev, const char *propname,
							const char *const *array, size_t n)
{
	return fwnode_property_match_property_string(dev_fwnode(dev), propname, array, n);
}
static inline bool device_is_big_endian(const struct device *dev)
{
	return fwnode_device_is_big_endian(dev_fwnode(dev));
}
static inline bool device_is_compatible(const struct device *dev, const char *compat)
{
	return fwnode_device_is_compatible(dev_fwnode(dev), compat);
}

/* Nodes. What is returned has a reference. */
KTEST_FN struct fwnode_handle *fwnode_handle_get(struct fwnode_handle *fwnode);
static inline void fwnode_handle_put(struct fwnode_handle *fwnode) { fwnode_call_void_op(fwnode, put); }
DEFINE_FREE(fwnode_handle, struct fwnode_handle *, fwnode_handle_put(_T))
KTEST_FN const char *fwnode_get_name(const struct fwnode_handle *fwnode);
KTEST_FN const char *fwnode_get_name_prefix(const struct fwnode_handle *fwnode);
/* Names end at '@'. */
KTEST_FN bool fwnode_name_eq(const struct fwnode_handle *fwnode, const char *name);
KTEST_FN bool fwnode_device_is_available(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *fwnode_get_parent(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *fwnode_get_next_parent(struct fwnode_handle *fwnode);	/* puts fwnode */
KTEST_FN unsigned int fwnode_count_parents(const struct fwnode_handle *fwn);
KTEST_FN struct fwnode_handle *fwnode_get_nth_parent(struct fwnode_handle *fwn, unsigned int depth);
/* Puts child. After the last one come the children of the secondary node. */
KTEST_FN struct fwnode_handle *fwnode_get_next_child_node(const struct fwnode_handle *fwnode,
							  struct fwnode_handle *child);
KTEST_FN struct fwnode_handle *fwnode_get_next_available_child_node(const struct fwnode_handle *fwnode,
								    struct fwnode_handle *child);
KTEST_FN struct fwnode_handle *fwnode_get_named_child_node(const struct fwnode_handle *fwnode, const char *childname);
KTEST_FN struct fwnode_handle *device_get_next_child_node(const struct device *dev, struct fwnode_handle *child);
KTEST_FN struct fwnode_handle *device_get_named_child_node(const struct device *dev, const char *childname);
KTEST_FN unsigned int device_get_child_node_count(const struct device *dev);
#define fwnode_for_each_parent_node(fwnode, parent) \
	for (parent = fwnode_get_parent(fwnode); parent; parent = fwnode_get_next_parent(parent))
#define fwnode_for_each_child_node(fwnode, child) \
	for (child = fwnode_get_next_child_node(fwnode, NULL); child; child = fwnode_get_next_child_node(fwnode, child))
#define fwnode_for_each_available_child_node(fwnode, child) \
	for (child = fwnode_get_next_available_child_node(fwnode, NULL); child; \
	     child = fwnode_get_next_available_child_node(fwnode, child))
#define device_for_each_child_node(dev, child) \
	for (child = device_get_next_child_node(dev, NULL); child; child = device_get_next_child_node(dev, child))
#define device_for_each_child_node_scoped(dev, child) \
	for (struct fwnode_handle *child __free(fwnode_handle) = device_get_next_child_node(dev, NULL); child; \
	     child = device_get_next_child_node(dev, child))

KTEST_FN const void *device_get_match_data(const struct device *dev);
KTEST_FN bool device_dma_supported(const struct device *dev);
KTEST_FN enum dev_dma_attr device_get_dma_attr(const struct device *dev);
KTEST_FN void __iomem *fwnode_iomap(struct fwnode_handle *fwnode, int index);
KTEST_FN int fwnode_irq_get(const struct fwnode_handle *fwnode, unsigned int index);
KTEST_FN int fwnode_irq_get_byname(const struct fwnode_handle *fwnode, const char *name);

/* Graphs: endpoints of ports, which refer to others' endpoints. */
KTEST_FN struct fwnode_handle *fwnode_graph_get_next_endpoint(const struct fwnode_handle *fwnode,
							      struct fwnode_handle *prev);
KTEST_FN struct fwnode_handle *fwnode_graph_get_port_parent(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *fwnode_graph_get_remote_port_parent(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *fwnode_graph_get_remote_port(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *fwnode_graph_get_remote_endpoint(const struct fwnode_handle *fwnode);
static inline bool fwnode_graph_is_endpoint(const struct fwnode_handle *fwnode)
{
	return fwnode_property_present(fwnode, "remote-endpoint");
}
#define FWNODE_GRAPH_ENDPOINT_NEXT BIT(0)	/* else the one with the next higher number */
#define FWNODE_GRAPH_DEVICE_DISABLED BIT(1)	/* also endpoints that lead nowhere */
KTEST_FN struct fwnode_handle *fwnode_graph_get_endpoint_by_id(const struct fwnode_handle *fwnode, u32 port,
							       u32 endpoint, unsigned long flags);
KTEST_FN unsigned int fwnode_graph_get_endpoint_count(const struct fwnode_handle *fwnode, unsigned long flags);
KTEST_FN int fwnode_graph_parse_endpoint(const struct fwnode_handle *fwnode, struct fwnode_endpoint *endpoint);
#define fwnode_graph_for_each_endpoint(fwnode, child) \
	for (child = fwnode_graph_get_next_endpoint(fwnode, NULL); child; \
	     child = fwnode_graph_get_next_endpoint(fwnode, child))
typedef void *(*devcon_match_fn_t)(const struct fwnode_handle *fwnode, const char *id, void *data);
/* The first match among the nodes that an endpoint or a reference leads to; NULL: none. */
KTEST_FN void *fwnode_connection_find_match(const struct fwnode_handle *fwnode, const char *con_id, void *data,
					    devcon_match_fn_t match);
KTEST_FN int fwnode_connection_find_matches(const struct fwnode_handle *fwnode, const char *con_id, void *data,
					    devcon_match_fn_t match, void **matches, unsigned int matches_len);
static inline void *device_connection_find_match(const struct device *dev, const char *con_id, void *data,
						 devcon_match_fn_t match)
{
	return fwnode_connection_find_match(dev_fwnode(dev), con_id, data, match);
}

/* A property: its value, or where it is. */
struct property_entry {
	const char *name;
	size_t length;		/* in bytes */
	bool is_inline;
	enum dev_prop_type type;
	union {
		const void *pointer;
		union {
			u8 u8_data[sizeof(u64) / sizeof(u8)];
			u16 u16_data[sizeof(u64) / sizeof(u16)];
			u32 u32_data[sizeof(u64) / sizeof(u32)];
			u64 u64_data[sizeof(u64) / sizeof(u64)];
			const char *str[sizeof(u64) / sizeof(char *)];
		} value;
	};
};
struct software_node {
	const char *name;
	const struct software_node *parent;
	const struct property_entry *properties;	/* ends with an empty one */
};
struct software_node_ref_args {
	const struct software_node *node;
	unsigned int nargs;
	u64 args[NR_FWNODE_REFERENCE_ARGS];
};
#define SOFTWARE_NODE(_name_, _properties_, _parent_) \
	(struct software_node) { .name = _name_, .parent = _parent_, .properties = _properties_, }
#define SOFTWARE_NODE_REFERENCE(_ref_, ...) \
	(const struct software_node_ref_args) { .node = _ref_, .nargs = COUNT_ARGS(__VA_ARGS__), .args = { __VA_ARGS__ }, }

#define __PROPERTY_ENTRY_ARRAY_LEN(_name_, _elem_, _Type_, _val_, _len_) \
	(struct property_entry) { \
		.name = _name_, .length = (_len_) * sizeof_field(struct property_entry, value._elem_[0]), \
		.type = DEV_PROP_##_Type_, { .pointer = _val_ }, \
	}
#define PROPERTY_ENTRY_U8_ARRAY_LEN(_name_, _val_, _len_) __PROPERTY_ENTRY_ARRAY_LEN(_name_, u8_data, U8, _val_, _len_)
#define PROPERTY_ENTRY_U16_ARRAY_LEN(_name_, _val_, _len_) __PROPERTY_ENTRY_ARRAY_LEN(_name_, u16_data, U16, _val_, _len_)
#define PROPERTY_ENTRY_U32_ARRAY_LEN(_name_, _val_, _len_) __PROPERTY_ENTRY_ARRAY_LEN(_name_, u32_data, U32, _val_, _len_)
#define PROPERTY_ENTRY_U64_ARRAY_LEN(_name_, _val_, _len_) __PROPERTY_ENTRY_ARRAY_LEN(_name_, u64_data, U64, _val_, _len_)
#define PROPERTY_ENTRY_STRING_ARRAY_LEN(_name_, _val_, _len_) __PROPERTY_ENTRY_ARRAY_LEN(_name_, str, STRING, _val_, _len_)
#define PROPERTY_ENTRY_REF_ARRAY_LEN(_name_, _val_, _len_) \
	(struct property_entry) { \
		.name = _name_, .length = (_len_) * sizeof(struct software_node_ref_args), \
		.type = DEV_PROP_REF, { .pointer = _val_ }, \
	}
#define PROPERTY_ENTRY_U8_ARRAY(_name_, _val_) PROPERTY_ENTRY_U8_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))
#define PROPERTY_ENTRY_U16_ARRAY(_name_, _val_) PROPERTY_ENTRY_U16_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))
#define PROPERTY_ENTRY_U32_ARRAY(_name_, _val_) PROPERTY_ENTRY_U32_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))
#define PROPERTY_ENTRY_U64_ARRAY(_name_, _val_) PROPERTY_ENTRY_U64_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))
#define PROPERTY_ENTRY_STRING_ARRAY(_name_, _val_) PROPERTY_ENTRY_STRING_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))
#define PROPERTY_ENTRY_REF_ARRAY(_name_, _val_) PROPERTY_ENTRY_REF_ARRAY_LEN(_name_, _val_, ARRAY_SIZE(_val_))

#define __PROPERTY_ENTRY_ELEMENT(_name_, _elem_, _Type_, _val_) \
	(struct property_entry) { \
		.name = _name_, .length = sizeof_field(struct property_entry, value._elem_[0]), .is_inline = true, \
		.type = DEV_PROP_##_Type_, { .value = { ._elem_[0] = _val_ } }, \
	}
#define PROPERTY_ENTRY_U8(_name_, _val_) __PROPERTY_ENTRY_ELEMENT(_name_, u8_data, U8, _val_)
#define PROPERTY_ENTRY_U16(_name_, _val_) __PROPERTY_ENTRY_ELEMENT(_name_, u16_data, U16, _val_)
#define PROPERTY_ENTRY_U32(_name_, _val_) __PROPERTY_ENTRY_ELEMENT(_name_, u32_data, U32, _val_)
#define PROPERTY_ENTRY_U64(_name_, _val_) __PROPERTY_ENTRY_ELEMENT(_name_, u64_data, U64, _val_)
#define PROPERTY_ENTRY_STRING(_name_, _val_) __PROPERTY_ENTRY_ELEMENT(_name_, str, STRING, _val_)
#define PROPERTY_ENTRY_REF(_name_, _ref_, ...) \
	(struct property_entry) { \
		.name = _name_, .length = sizeof(struct software_node_ref_args), .type = DEV_PROP_REF, \
		{ .pointer = &SOFTWARE_NODE_REFERENCE(_ref_, ##__VA_ARGS__), }, \
	}
#define PROPERTY_ENTRY_BOOL(_name_) (struct property_entry) { .name = _name_, .is_inline = true, }

/* A deep copy, or an error pointer; NULL of NULL. */
KTEST_FN struct property_entry *property_entries_dup(const struct property_entry *properties);
KTEST_FN void property_entries_free(const struct property_entry *properties);

KTEST_FN bool is_software_node(const struct fwnode_handle *fwnode);
KTEST_FN const struct software_node *to_software_node(const struct fwnode_handle *fwnode);
KTEST_FN struct fwnode_handle *software_node_fwnode(const struct software_node *node);	/* without a reference */
KTEST_FN const struct software_node *software_node_find_by_name(const struct software_node *parent, const char *name);
/* 0, -EEXIST (the node, or one of its name and parent, is registered), -EINVAL (its parent is not). */
KTEST_FN int software_node_register(const struct software_node *node);
KTEST_FN void software_node_unregister(const struct software_node *node);
/* Ends with NULL, parents first. All or none. */
KTEST_FN int software_node_register_node_group(const struct software_node **node_group);
KTEST_FN void software_node_unregister_node_group(const struct software_node **node_group);
/* A node without a name ("node0"), with a copy of the properties. */
KTEST_FN struct fwnode_handle *fwnode_create_software_node(const struct property_entry *properties,
							   const struct fwnode_handle *parent);
KTEST_FN void fwnode_remove_software_node(struct fwnode_handle *fwnode);
/* -EBUSY: the device has one. */
KTEST_FN int device_add_software_node(struct device *dev, const struct software_node *node);
KTEST_FN void device_remove_software_node(struct device *dev);
/* Goes with the device. */
KTEST_FN int device_create_managed_software_node(struct device *dev, const struct property_entry *properties,
						 const struct software_node *parent);

#include <ktest/close.h>
#endif
