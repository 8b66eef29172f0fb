/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Files without a place in a file system.
 * Fidelity: simplified: no file descriptors
 */
#ifndef KTEST_LINUX_ANON_INODES_H
#define KTEST_LINUX_ANON_INODES_H
#include <ktest/open.h>

#include <linux/fs.h>
#include <linux/types.h>

struct file_operations;

#ifdef KTEST_HOSTED
/* fops->open() is not called. An error: ERR_PTR(-ENOENT), ERR_PTR(-ENOMEM). */
struct file *anon_inode_getfile(const char *name, const struct file_operations *fops, void *priv, int flags);
#endif

#include <ktest/close.h>
#endif
