// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/property.h>

static const struct property_entry properties[] = {
	PROPERTY_ENTRY_U32("kplatform,channels", 4),
	PROPERTY_ENTRY_STRING("label", "front"),
	{ }
};

static struct platform_device *device;

static int kplatform_probe(struct platform_device *pdev)
{
	const char *label;
	u32 channels, *state;
	int err;

	err = device_property_read_u32(&pdev->dev, "kplatform,channels", &channels);
	if (!err)
		err = device_property_read_string(&pdev->dev, "label", &label);
	if (err)
		return dev_err_probe(&pdev->dev, err, "no channels or label\n");
	state = devm_kcalloc(&pdev->dev, channels, sizeof(*state), GFP_KERNEL);
	if (!state)
		return -ENOMEM;
	platform_set_drvdata(pdev, state);
	dev_info(&pdev->dev, "%s: %u channels\n", label, channels);
	return 0;
}

static const struct of_device_id matches[] = {
	{ .compatible = "example,kplatform" },
	{ }
};
MODULE_DEVICE_TABLE(of, matches);

static struct platform_driver driver = {
	.driver = { .name = "kplatform", .of_match_table = matches },
	.probe = kplatform_probe,
};

static int __init kplatform_init(void)
{
	struct platform_device_info info = { .name = "kplatform", .id = PLATFORM_DEVID_NONE, .properties = properties };
	int err = platform_driver_register(&driver);

	if (err)
		return err;
	device = platform_device_register_full(&info);
	if (IS_ERR(device)) {
		platform_driver_unregister(&driver);
		return PTR_ERR(device);
	}
	return 0;
}

static void __exit kplatform_exit(void)
{
	platform_device_unregister(device);
	platform_driver_unregister(&driver);
}

module_init(kplatform_init);
module_exit(kplatform_exit);
MODULE_LICENSE("GPL");
