/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A test opens the device of a module as a program would.
 *
 *	struct file *file = ktest_open_misc("mydevice", O_RDWR);
 *	unsigned long at = kunit_vm_mmap(test, file, 0, PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, 0);
 *
 *	put_user(1, (int __user *)at);		(the module's vm_ops->fault() is called)
 *	vm_munmap(at, PAGE_SIZE);		(and its close())
 *	fput(file);				(and the file's release())
 */
#ifndef KTEST_DEVICE_FILE_H
#define KTEST_DEVICE_FILE_H
#include <ktest/open.h>

#include <linux/anon_inodes.h>
#include <linux/fs.h>

struct miscdevice;

/* Calls the device's open(). ERR_PTR(-ENODEV): no misc device has this name; or what open() returned. */
struct file *ktest_open_misc(const char *name, int flags);
/* A file of its own; files of one number, that of the device, have one inode. */
struct file *ktest_file_new(const struct file_operations *fops, void *priv, int flags, __kernel_dev_t number);

#include <ktest/close.h>
#endif
