// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <asm/fpu/api.h>
#include <linux/error-injection.h>
#include <linux/idr.h>
#include <linux/module.h>

static DEFINE_IDA(ids);

static noinline int kfpu_id(void)
{
	return ida_alloc_range(&ids, 10, 20, GFP_KERNEL);
}
ALLOW_ERROR_INJECTION(kfpu_id, ERRNO);

static int __init kfpu_init(void)
{
	int id = kfpu_id();

	if (id < 0)
		return id;
	kernel_fpu_begin();
	kernel_fpu_end();
	pr_info("id %d\n", id);
	return 0;
}

static void __exit kfpu_exit(void)
{
	ida_destroy(&ids);
}

module_init(kfpu_init);
module_exit(kfpu_exit);
MODULE_LICENSE("GPL");
