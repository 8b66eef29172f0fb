// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Devices that a case owns. */
#include <kunit/device.h>
#include <linux/device.h>

static void device_unregister_action(void *dev)
{
	root_device_unregister(dev);
}

__weak struct device *kunit_device_register(struct kunit *test, const char *name)
{
	struct device *dev = root_device_register(name);
	int err;

	if (IS_ERR(dev))
		return dev;
	err = kunit_add_action_or_reset(test, device_unregister_action, dev);
	return err ? ERR_PTR(err) : dev;
}

__weak void kunit_device_unregister(struct kunit *test, struct device *dev)
{
	kunit_release_action(test, device_unregister_action, dev);
}
