// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include "kmulti.h"

static int __init kmulti_init(void)
{
	pr_info("%s: %d %s\n", KBUILD_MODNAME, parts(2), said());
	return parts(2) == 6 ? 0 : -EINVAL;
}

static void __exit kmulti_exit(void)
{
}

module_init(kmulti_init);
module_exit(kmulti_exit);
MODULE_LICENSE("GPL");
