// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include "core.h"
static int __init kwrap_init(void)
{
	return core(1) == 2 ? 0 : -EINVAL;
}
static void __exit kwrap_exit(void)
{
}
module_init(kwrap_init);
module_exit(kwrap_exit);
MODULE_LICENSE("GPL");
