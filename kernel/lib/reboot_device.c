// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A device's reboot notifier. */
#include <linux/device.h>
#include <linux/reboot.h>

static void reboot_unregister(struct device *dev, void *res)
{
	(void)dev;
	WARN_ON(unregister_reboot_notifier(*(struct notifier_block **)res));
}

int __weak devm_register_reboot_notifier(struct device *dev, struct notifier_block *nb)
{
	struct notifier_block **res = devres_alloc(reboot_unregister, sizeof(*res), GFP_KERNEL);
	int err;

	if (!res)
		return -ENOMEM;
	err = register_reboot_notifier(nb);
	if (err) {
		devres_free(res);
		return err;
	}
	*res = nb;
	devres_add(dev, res);
	return 0;
}
