// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.llseek = noop_llseek,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "kmisc",
	.fops = &fops,
};

static int __init kmisc_init(void)
{
	int err = misc_register(&misc);

	if (!err)
		dev_info(misc.this_device, "minor %d\n", misc.minor);
	return err;
}

static void __exit kmisc_exit(void)
{
	misc_deregister(&misc);
}

module_init(kmisc_init);
module_exit(kmisc_exit);
MODULE_LICENSE("GPL");
