// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/uaccess.h>
#include <linux/utsname.h>

static dev_t number;
static struct cdev cdev;
static struct class *class;

static ssize_t kcdev_read(struct file *file, char __user *to, size_t len, loff_t *at)
{
	return simple_read_from_buffer(to, len, at, "hello\n", 6);
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.read = kcdev_read,
};

static int __init kcdev_init(void)
{
	struct device *dev;
	int err = alloc_chrdev_region(&number, 0, 1, "kcdev");

	if (err)
		return err;
	cdev_init(&cdev, &fops);
	err = cdev_add(&cdev, number, 1);
	if (err)
		goto no_cdev;
	class = class_create("kcdev");
	if (IS_ERR(class)) {
		err = PTR_ERR(class);
		goto no_class;
	}
	dev = device_create(class, NULL, number, NULL, "kcdev%d", 0);
	if (IS_ERR(dev)) {
		err = PTR_ERR(dev);
		goto no_device;
	}
	pr_info("%s on %s %s\n", dev_name(dev), utsname()->sysname, utsname()->release);
	return 0;
no_device:
	class_destroy(class);
no_class:
	cdev_del(&cdev);
no_cdev:
	unregister_chrdev_region(number, 1);
	return err;
}

static void __exit kcdev_exit(void)
{
	device_destroy(class, number);
	class_destroy(class);
	cdev_del(&cdev);
	unregister_chrdev_region(number, 1);
}

module_init(kcdev_init);
module_exit(kcdev_exit);
MODULE_LICENSE("GPL");
