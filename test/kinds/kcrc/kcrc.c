// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/crc32c.h>
#include <linux/module.h>

static int __init kcrc_init(void)
{
	u32 crc = crc32c(~0u, "123456789", 9) ^ ~0u;

	pr_info("%08x\n", crc);
	return crc == 0xe3069283 ? 0 : -EINVAL;
}

static void __exit kcrc_exit(void)
{
}

module_init(kcrc_init);
module_exit(kcrc_exit);
MODULE_LICENSE("GPL");
