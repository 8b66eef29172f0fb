// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/serial.h>
#include <linux/serial_core.h>
#include <linux/tty.h>
#include <linux/tty_flip.h>

static struct uart_driver driver = {
	.owner = THIS_MODULE,
	.driver_name = "kserial",
	.dev_name = "ttyKS",
	.nr = 1,
};

static int __init kserial_init(void)
{
	int err = uart_register_driver(&driver);

	if (!err)
		pr_info("%s: %s\n", driver.driver_name, driver.tty_driver->name);
	return err;
}

static void __exit kserial_exit(void)
{
	uart_unregister_driver(&driver);
}

module_init(kserial_init);
module_exit(kserial_exit);
MODULE_LICENSE("GPL");
