// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices and drivers that a case owns, on a bus of the module's own. */
#include <kunit/device.h>
#include <linux/device.h>

static struct kunit_bus {
	struct bus_type type;
	bool is_registered;
} bus = { .type = { .name = "ktest" } };

static void bus_unregister_action(void *unused)
{
	bus_unregister(&bus.type);
	bus.is_registered = false;
}

static int bus_need(struct kunit *test)
{
	int err;

	if (bus.is_registered)
		return 0;
	err = bus_register(&bus.type);
	if (err)
		return err;
	bus.is_registered = true;
	return kunit_add_action_or_reset(test, bus_unregister_action, NULL);
}

static void driver_unregister_action(void *drv)
{
	driver_unregister(drv);
}

struct device_driver *kunit_driver_create(struct kunit *test, const char *name)
{
	struct device_driver *drv = kunit_kzalloc(test, sizeof(*drv), GFP_KERNEL);
	int err = bus_need(test);

	if (!drv)
		return ERR_PTR(-ENOMEM);
	drv->name = kunit_kstrdup(test, name, GFP_KERNEL);
	drv->bus = &bus.type;
	drv->owner = THIS_MODULE;
	drv->suppress_bind_attrs = true;
	err = err ?: driver_register(drv);
	err = err ?: kunit_add_action_or_reset(test, driver_unregister_action, drv);
	return err ? ERR_PTR(err) : drv;
}

static void device_release(struct device *dev)
{
	kfree(dev);
}

static void device_unregister_action(void *dev)
{
	device_unregister(dev);
}

/* The bus has no match(), so a device gets the driver that the case made. */
struct device *kunit_device_register_with_driver(struct kunit *test, const char *name,
						 const struct device_driver *drv)
{
	struct device *dev;
	int err = bus_need(test);

	if (err)
		return ERR_PTR(err);
	dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	if (!dev)
		return ERR_PTR(-ENOMEM);
	dev->release = device_release;
	dev->bus = &bus.type;
	dev_set_name(dev, "%s", name);
	err = device_register(dev);
	if (err) {
		put_device(dev);
		return ERR_PTR(err);
	}
	err = kunit_add_action_or_reset(test, device_unregister_action, dev);
	return err ? ERR_PTR(err) : dev;
}

struct device *kunit_device_register(struct kunit *test, const char *name)
{
	struct device_driver *drv = kunit_driver_create(test, name);

	return IS_ERR(drv) ? ERR_CAST(drv) : kunit_device_register_with_driver(test, name, drv);
}

void kunit_device_unregister(struct kunit *test, struct device *dev)
{
	kunit_release_action(test, device_unregister_action, dev);
}
