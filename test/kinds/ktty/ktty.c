// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/tty.h>
#include <linux/tty_driver.h>
#include <linux/tty_flip.h>
#include <linux/tty_port.h>

static struct tty_driver *driver;
static struct tty_port port;

static int ktty_open(struct tty_struct *tty, struct file *file)
{
	return tty_port_open(&port, tty, file);
}

static void ktty_close(struct tty_struct *tty, struct file *file)
{
	tty_port_close(&port, tty, file);
}

static ssize_t ktty_write(struct tty_struct *tty, const u8 *buf, size_t count)
{
	tty_insert_flip_string(&port, buf, count);
	tty_flip_buffer_push(&port);
	return count;
}

static unsigned int ktty_write_room(struct tty_struct *tty)
{
	return 512;
}

static const struct tty_operations ops = {
	.open = ktty_open,
	.close = ktty_close,
	.write = ktty_write,
	.write_room = ktty_write_room,
};

static const struct tty_port_operations port_ops = {};

static int __init ktty_init(void)
{
	int err;

	driver = tty_alloc_driver(1, TTY_DRIVER_REAL_RAW | TTY_DRIVER_RESET_TERMIOS);
	if (IS_ERR(driver))
		return PTR_ERR(driver);
	driver->driver_name = "ktty";
	driver->name = "ttyK";
	driver->type = TTY_DRIVER_TYPE_SERIAL;
	driver->subtype = SERIAL_TYPE_NORMAL;
	driver->init_termios = tty_std_termios;
	tty_set_operations(driver, &ops);
	tty_port_init(&port);
	port.ops = &port_ops;
	tty_port_link_device(&port, driver, 0);
	err = tty_register_driver(driver);
	if (err) {
		tty_driver_kref_put(driver);
		tty_port_destroy(&port);
		return err;
	}
	pr_info("%s%d: %d:%d\n", driver->name, 0, driver->major, driver->minor_start);
	return 0;
}

static void __exit ktty_exit(void)
{
	tty_unregister_driver(driver);
	tty_driver_kref_put(driver);
	tty_port_destroy(&port);
}

module_init(ktty_init);
module_exit(ktty_exit);
MODULE_LICENSE("GPL");
