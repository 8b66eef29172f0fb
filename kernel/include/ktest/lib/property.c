// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Properties and relations of nodes, of any kind; a device's node is its primary one, then the secondary one. */
#ifndef KTEST_LIB_PROPERTY_C
#define KTEST_LIB_PROPERTY_C

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/property.h>
#include <linux/slab.h>
#include <linux/string.h>

KTEST_DEF struct fwnode_handle *__dev_fwnode(struct device *dev)
{
	return dev->fwnode;
}

KTEST_DEF const struct fwnode_handle *__dev_fwnode_const(const struct device *dev)
{
	return dev->fwnode;
}

/* What the secondary node is asked for: NULL if this is one. */
static inline struct fwnode_handle *property_secondary(const struct fwnode_handle *fwnode)
{
	return IS_ERR_OR_NULL(fwnode->secondary) ? NULL : fwnode->secondary;
}

KTEST_DEF bool fwnode_property_present(const struct fwnode_handle *fwnode, const char *propname)
{
	if (IS_ERR_OR_NULL(fwnode))
		return false;
	return fwnode_call_bool_op(fwnode, property_present, propname) ||
	       fwnode_call_bool_op(fwnode->secondary, property_present, propname);
}

static inline int property_read_int(const struct fwnode_handle *fwnode, const char *propname, unsigned int size,
				    void *val, size_t nval)
{
	int err;

	if (IS_ERR_OR_NULL(fwnode))
		return -EINVAL;
	err = fwnode_call_int_op(fwnode, property_read_int_array, propname, size, val, nval);
	if (err != -EINVAL)
		return err;
	return fwnode_call_int_op(fwnode->secondary, property_read_int_array, propname, size, val, nval);
}

#define PROPERTY_READ(type) \
	KTEST_DEF int fwnode_property_read_##type##_array(const struct fwnode_handle *fwnode, const char *propname, \
							  type *val, size_t nval) \
	{ \
		return property_read_int(fwnode, propname, sizeof(type), val, nval); \
	} \
	KTEST_DEF int device_property_read_##type##_array(const struct device *dev, const char *propname, \
							  type *val, size_t nval) \
	{ \
		return property_read_int(dev->fwnode, propname, sizeof(type), val, nval); \
	}
PROPERTY_READ(u8)
PROPERTY_READ(u16)
PROPERTY_READ(u32)
PROPERTY_READ(u64)
#undef PROPERTY_READ

KTEST_DEF int fwnode_property_read_string_array(const struct fwnode_handle *fwnode, const char *propname,
						const char **val, size_t nval)
{
	int nr;

	if (IS_ERR_OR_NULL(fwnode))
		return -EINVAL;
	nr = fwnode_call_int_op(fwnode, property_read_string_array, propname, val, nval);
	if (nr != -EINVAL)
		return nr;
	return fwnode_call_int_op(fwnode->secondary, property_read_string_array, propname, val, nval);
}

KTEST_DEF int fwnode_property_read_string(const struct fwnode_handle *fwnode, const char *propname, const char **val)
{
	int nr = fwnode_property_read_string_array(fwnode, propname, val, 1);

	return nr < 0 ? nr : 0;
}

KTEST_DEF int fwnode_property_match_string(const struct fwnode_handle *fwnode, const char *propname,
					   const char *string)
{
	int nr = fwnode_property_string_array_count(fwnode, propname);
	const char **values;

	if (nr <= 0)
		return nr ? nr : -ENODATA;
	values = (const char **)kcalloc(nr, sizeof(*values), GFP_KERNEL);
	if (!values)
		return -ENOMEM;
	nr = fwnode_property_read_string_array(fwnode, propname, values, nr);
	if (nr >= 0) {
		nr = match_string(values, nr, string);
		if (nr < 0)
			nr = -ENODATA;
	}
	kfree(values);
	return nr;
}

KTEST_DEF int fwnode_property_match_property_string(const struct fwnode_handle *fwnode, const char *propname,
						    const char *const *array, size_t n)
{
	const char *string;
	int err = fwnode_property_read_string(fwnode, propname, &string);

	if (err)
		return err;
	err = match_string(array, n, string);
	return err < 0 ? -ENOENT : err;
}

KTEST_DEF int fwnode_property_get_reference_args(const struct fwnode_handle *fwnode, const char *prop,
						 const char *nargs_prop, unsigned int nargs, unsigned int index,
						 struct fwnode_reference_args *args)
{
	struct fwnode_handle *secondary;
	int err;

	if (IS_ERR_OR_NULL(fwnode))
		return -ENOENT;
	err = fwnode_call_int_op(fwnode, get_reference_args, prop, nargs_prop, nargs, index, args);
	secondary = property_secondary(fwnode);
	if (!err || !secondary)
		return err;
	return fwnode_call_int_op(secondary, get_reference_args, prop, nargs_prop, nargs, index, args);
}

KTEST_DEF struct fwnode_handle *fwnode_find_reference(const struct fwnode_handle *fwnode, const char *name,
						      unsigned int index)
{
	struct fwnode_reference_args args;
	int err = fwnode_property_get_reference_args(fwnode, name, NULL, 0, index, &args);

	return err ? (struct fwnode_handle *)ERR_PTR(err) : args.fwnode;
}

KTEST_DEF bool device_property_present(const struct device *dev, const char *propname)
{
	return fwnode_property_present(dev->fwnode, propname);
}

KTEST_DEF int device_property_read_string_array(const struct device *dev, const char *propname, const char **val,
						size_t nval)
{
	return fwnode_property_read_string_array(dev->fwnode, propname, val, nval);
}

KTEST_DEF int device_property_read_string(const struct device *dev, const char *propname, const char **val)
{
	return fwnode_property_read_string(dev->fwnode, propname, val);
}

KTEST_DEF int device_property_match_string(const struct device *dev, const char *propname, const char *string)
{
	return fwnode_property_match_string(dev->fwnode, propname, string);
}

KTEST_DEF const void *device_get_match_data(const struct device *dev)
{
	return fwnode_call_ptr_op(dev->fwnode, device_get_match_data, dev);
}

KTEST_DEF bool device_dma_supported(const struct device *dev)
{
	return fwnode_call_bool_op(dev->fwnode, device_dma_supported);
}

KTEST_DEF enum dev_dma_attr device_get_dma_attr(const struct device *dev)
{
	return fwnode_has_op(dev->fwnode, device_get_dma_attr) ? dev->fwnode->ops->device_get_dma_attr(dev->fwnode) :
								 DEV_DMA_NOT_SUPPORTED;
}

KTEST_DEF void __iomem *fwnode_iomap(struct fwnode_handle *fwnode, int index)
{
	return fwnode_call_ptr_op(fwnode, iomap, index);
}

KTEST_DEF int fwnode_irq_get(const struct fwnode_handle *fwnode, unsigned int index)
{
	int irq = fwnode_call_int_op(fwnode, irq_get, index);

	return irq ? irq : -EINVAL;
}

KTEST_DEF int fwnode_irq_get_byname(const struct fwnode_handle *fwnode, const char *name)
{
	int index;

	if (!name)
		return -EINVAL;
	index = fwnode_property_match_string(fwnode, "interrupt-names", name);
	return index < 0 ? index : fwnode_irq_get(fwnode, index);
}

#endif
