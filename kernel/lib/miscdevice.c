// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* The list of registered misc devices. Dynamic minor numbers lie above the fixed ones. */
#include <ktest/device_file.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kdev_t.h>
#include <linux/miscdevice.h>
#include <linux/slab.h>

static LIST_HEAD(misc_devices);
static DEFINE_MUTEX(misc_lock);

static struct miscdevice *misc_find(int minor)
{
	struct miscdevice *misc;

	list_for_each_entry(misc, &misc_devices, list)
		if (misc->minor == minor)
			return misc;
	return NULL;
}

static void misc_release(struct device *dev)
{
	kfree(dev);
}

static struct device *misc_device_new(struct miscdevice *misc, int minor)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int error;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	device_initialize(dev);
	dev->release = misc_release;
	dev->parent = misc->parent;
	dev->devt = MKDEV(MISC_MAJOR, minor);
	dev_set_drvdata(dev, misc);
	error = dev_set_name(dev, "%s", misc->name);
	if (!error)
		error = device_add(dev);
	if (error) {
		put_device(dev);
		return ERR_PTR(error);
	}
	return dev;
}

int __weak misc_register(struct miscdevice *misc)
{
	int minor = misc->minor, error = -EBUSY;

	INIT_LIST_HEAD(&misc->list);
	mutex_lock(&misc_lock);
	if (minor == MISC_DYNAMIC_MINOR)
		for (minor = MISC_DYNAMIC_MINOR + 1; minor < (int)MINORMASK && misc_find(minor);)
			minor++;
	if (minor < (int)MINORMASK && !misc_find(minor)) {
		misc->this_device = misc_device_new(misc, minor);
		error = PTR_ERR_OR_ZERO(misc->this_device);
	}
	if (!error) {
		misc->minor = minor;
		list_add(&misc->list, &misc_devices);
	}
	mutex_unlock(&misc_lock);
	return error;
}

struct file *__weak ktest_open_misc(const char *name, int flags)
{
	const struct file_operations *fops = NULL;
	struct miscdevice *misc, *found = NULL;
	struct file *file;
	int error;

	mutex_lock(&misc_lock);
	list_for_each_entry(misc, &misc_devices, list)
		if (!strcmp(misc->name, name))
			found = misc;
	if (found && try_module_get(found->fops->owner))
		fops = found->fops;
	mutex_unlock(&misc_lock);
	if (!fops)
		return ERR_PTR(-ENODEV);
	file = ktest_file_new(fops, found, flags, MKDEV(MISC_MAJOR, found->minor));
	if (IS_ERR(file)) {
		module_put(fops->owner);
		return file;
	}
	error = fops->open ? fops->open(file->f_inode, file) : 0;
	if (!error)
		return file;
	/* What could not be opened is not released. */
	file->f_op = &(const struct file_operations){ .owner = fops->owner };
	fput(file);
	return ERR_PTR(error);
}

void __weak misc_deregister(struct miscdevice *misc)
{
	if (WARN_ON(list_empty(&misc->list)))
		return;
	mutex_lock(&misc_lock);
	list_del_init(&misc->list);
	device_unregister(misc->this_device);
	if (misc->minor > MISC_DYNAMIC_MINOR)
		misc->minor = MISC_DYNAMIC_MINOR;
	mutex_unlock(&misc_lock);
}
