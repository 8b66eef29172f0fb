// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/gpio/driver.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static unsigned long lines;
static struct platform_device *device;

static int kgpio_get(struct gpio_chip *chip, unsigned int offset)
{
	return !!(lines & BIT(offset));
}

static void kgpio_set(struct gpio_chip *chip, unsigned int offset, int value)
{
	__assign_bit(offset, &lines, value);
}

static int kgpio_input(struct gpio_chip *chip, unsigned int offset)
{
	return 0;
}

static int kgpio_output(struct gpio_chip *chip, unsigned int offset, int value)
{
	kgpio_set(chip, offset, value);
	return 0;
}

static struct gpio_chip chip = {
	.label = "kgpio",
	.owner = THIS_MODULE,
	.base = -1,
	.ngpio = 8,
	.get = kgpio_get,
	.set = kgpio_set,
	.direction_input = kgpio_input,
	.direction_output = kgpio_output,
};

static int kgpio_probe(struct platform_device *pdev)
{
	int err;

	chip.parent = &pdev->dev;
	err = devm_gpiochip_add_data(&pdev->dev, &chip, NULL);
	if (!err)
		dev_info(&pdev->dev, "%u lines\n", chip.ngpio);
	return err;
}

static struct platform_driver driver = {
	.driver = { .name = "kgpio" },
	.probe = kgpio_probe,
};

static int __init kgpio_init(void)
{
	int err = platform_driver_register(&driver);

	if (err)
		return err;
	device = platform_device_register_simple("kgpio", -1, NULL, 0);
	if (IS_ERR(device)) {
		platform_driver_unregister(&driver);
		return PTR_ERR(device);
	}
	return 0;
}

static void __exit kgpio_exit(void)
{
	platform_device_unregister(device);
	platform_driver_unregister(&driver);
}

module_init(kgpio_init);
module_exit(kgpio_exit);
MODULE_LICENSE("GPL");
