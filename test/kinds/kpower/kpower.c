// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/power_supply.h>

static struct platform_device *device;
static struct power_supply *battery;

static const enum power_supply_property properties[] = { POWER_SUPPLY_PROP_CAPACITY };

static int kpower_get(struct power_supply *psy, enum power_supply_property what, union power_supply_propval *value)
{
	if (what != POWER_SUPPLY_PROP_CAPACITY)
		return -EINVAL;
	value->intval = 42;
	return 0;
}

static const struct power_supply_desc description = {
	.name = "kpower",
	.type = POWER_SUPPLY_TYPE_BATTERY,
	.properties = properties,
	.num_properties = ARRAY_SIZE(properties),
	.get_property = kpower_get,
};

static int __init kpower_init(void)
{
	union power_supply_propval value;
	int err;

	device = platform_device_register_simple("kpower", -1, NULL, 0);
	if (IS_ERR(device))
		return PTR_ERR(device);
	battery = power_supply_register(&device->dev, &description, NULL);
	if (IS_ERR(battery)) {
		platform_device_unregister(device);
		return PTR_ERR(battery);
	}
	err = power_supply_get_property(battery, POWER_SUPPLY_PROP_CAPACITY, &value);
	pr_info("%d, %d %%\n", err, value.intval);
	return 0;
}

static void __exit kpower_exit(void)
{
	power_supply_unregister(battery);
	platform_device_unregister(device);
}

module_init(kpower_init);
module_exit(kpower_exit);
MODULE_LICENSE("GPL");
