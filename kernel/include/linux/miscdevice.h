/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Character devices of the "misc" class.
 * Fidelity: simplified: registering keeps names' and minor numbers' rules and makes a
 * device, but no node of it in a file system; a test calls the file operations itself.
 *
 * Synchronization: misc_register() and misc_deregister() may be called at once.
 */
#ifndef KTEST_LINUX_MISCDEVICE_H
#define KTEST_LINUX_MISCDEVICE_H
#include <ktest/open.h>

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/list.h>
#include <linux/module.h>

#define MISC_MAJOR 10
#define MISC_DYNAMIC_MINOR 255

struct device;
struct attribute_group;

struct miscdevice {
	int minor;
	const char *name;
	const struct file_operations *fops;
	struct list_head list;
	struct device *parent;
	struct device *this_device;
	const struct attribute_group **groups;
	const char *nodename;
	umode_t mode;
};

/* 0; -EBUSY when the minor number is taken or no dynamic one is left. */
int misc_register(struct miscdevice *misc);
/* A dynamic minor number becomes MISC_DYNAMIC_MINOR again. */
void misc_deregister(struct miscdevice *misc);

#include <ktest/close.h>
#endif
