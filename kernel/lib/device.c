// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices: life, names and messages. */
#include <linux/bug.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/string.h>

__weak void _dev_printk(const char *level, const struct device *dev, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (dev)
		_printk("%s%s: %pV", level, dev_name(dev), &vaf);
	else
		_printk("%s(NULL device *): %pV", level, &vaf);
	va_end(args);
}

__weak int dev_err_probe(const struct device *dev, int err, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	if (err != -EPROBE_DEFER && err != -ENOMEM)
		dev_err(dev, "error %pe: %pV", ERR_PTR(err), &vaf);
	va_end(args);
	return err;
}

__weak int dev_set_name(struct device *dev, const char *name, ...)
{
	va_list args;

	kfree(dev->ktest_name);
	va_start(args, name);
	dev->ktest_name = kvasprintf(GFP_KERNEL, name, args);
	va_end(args);
	return dev->ktest_name ? 0 : -ENOMEM;
}

__weak void device_initialize(struct device *dev)
{
	kref_init(&dev->ktest_refs);
	mutex_init(&dev->mutex);
	spin_lock_init(&dev->devres_lock);
	INIT_LIST_HEAD(&dev->devres_head);
	dev->numa_node = NUMA_NO_NODE;
}

static void device_free(struct kref *ref)
{
	struct device *dev = container_of(ref, struct device, ktest_refs);
	struct device *parent = dev->parent;
	char *name = dev->ktest_name;

	devres_release_all(dev);
	if (dev->release)
		dev->release(dev);
	else
		WARN(1, "Device '%s' does not have a release() function, it is broken and must be fixed.",
		     dev_name(dev));
	kfree(name);
	put_device(parent);
}

__weak struct device *get_device(struct device *dev)
{
	if (dev)
		kref_get(&dev->ktest_refs);
	return dev;
}

__weak void put_device(struct device *dev)
{
	if (dev)
		kref_put(&dev->ktest_refs, device_free);
}

__weak void (*ktest_device_fwnode)(struct device *dev, bool is_added);

__weak int device_add(struct device *dev)
{
	if (dev->init_name) {
		int err = dev_set_name(dev, "%s", dev->init_name);

		dev->init_name = NULL;
		if (err)
			return err;
	}
	if (!dev->ktest_name)
		return -EINVAL;
	get_device(dev);
	get_device(dev->parent);
	if (dev->parent && dev_to_node(dev) == NUMA_NO_NODE)
		set_dev_node(dev, dev_to_node(dev->parent));
	dev->ktest_registered = true;
	if (ktest_device_fwnode)
		ktest_device_fwnode(dev, true);
	return 0;
}

__weak void (*ktest_device_gone)(struct device *dev);

__weak void device_del(struct device *dev)
{
	dev->ktest_registered = false;
	devres_release_all(dev);
	if (ktest_device_fwnode)
		ktest_device_fwnode(dev, false);
	if (ktest_device_gone)
		ktest_device_gone(dev);
	put_device(dev);
}

__weak int device_register(struct device *dev)
{
	device_initialize(dev);
	return device_add(dev);
}

__weak void device_unregister(struct device *dev)
{
	device_del(dev);
	put_device(dev);
}

static void device_kfree(struct device *dev)
{
	kfree(dev);
}

__weak struct device *root_device_register(const char *name)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int err;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	dev->release = device_kfree;
	device_initialize(dev);
	err = dev_set_name(dev, "%s", name);
	if (!err)
		err = device_add(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	return dev;
}

__weak void root_device_unregister(struct device *dev)
{
	device_unregister(dev);
}
