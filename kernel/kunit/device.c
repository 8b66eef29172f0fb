// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices and drivers that a case owns. */
#include <kunit/device.h>
#include <linux/device.h>

__weak struct device_driver *kunit_driver_create(struct kunit *test, const char *name)
{
	struct device_driver *drv = kunit_kzalloc(test, sizeof(*drv), GFP_KERNEL);

	if (!drv)
		return ERR_PTR(-ENOMEM);
	drv->name = kunit_kstrdup(test, name, GFP_KERNEL);
	drv->owner = THIS_MODULE;
	return drv->name ? drv : ERR_PTR(-ENOMEM);
}

static void device_bind(struct device *dev, const struct device_driver *drv)
{
	int err;

	dev->driver = (struct device_driver *)drv;
	err = drv->probe ? drv->probe(dev) : 0;
	if (err) {
		dev_err(dev, "probe with driver %s failed with error %d\n", drv->name, err);
		devres_release_all(dev);
		dev->driver = NULL;
	}
}

static void device_unregister_action(void *data)
{
	struct device *dev = data;

	if (dev->driver) {
		if (dev->driver->remove)
			dev->driver->remove(dev);
		devres_release_all(dev);
		dev->driver = NULL;
	}
	root_device_unregister(dev);
}

__weak struct device *kunit_device_register_with_driver(struct kunit *test, const char *name,
							const struct device_driver *drv)
{
	struct device *dev = root_device_register(name);
	int err;

	if (IS_ERR(dev))
		return dev;
	device_bind(dev, drv);
	err = kunit_add_action_or_reset(test, device_unregister_action, dev);
	return err ? ERR_PTR(err) : dev;
}

__weak struct device *kunit_device_register(struct kunit *test, const char *name)
{
	struct device_driver *drv = kunit_driver_create(test, name);

	return IS_ERR(drv) ? ERR_CAST(drv) : kunit_device_register_with_driver(test, name, drv);
}

__weak void kunit_device_unregister(struct kunit *test, struct device *dev)
{
	kunit_release_action(test, device_unregister_action, dev);
}
