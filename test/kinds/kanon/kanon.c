// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/anon_inodes.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/module.h>

static const struct file_operations fops = { .owner = THIS_MODULE };

static int __init kanon_init(void)
{
	struct file *file = anon_inode_getfile("kanon", &fops, NULL, O_RDWR);

	if (IS_ERR(file))
		return PTR_ERR(file);
	fput(file);
	return 0;
}

static void __exit kanon_exit(void)
{
}

module_init(kanon_init);
module_exit(kanon_exit);
MODULE_LICENSE("GPL");
