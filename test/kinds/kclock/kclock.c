// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A clock source that is better than all others: the kernel switches it on, and off when it leaves. */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt
#include <linux/clocksource.h>
#include <linux/module.h>

static u64 kclock_read(struct clocksource *clock)
{
	return 7;
}

static int kclock_enable(struct clocksource *clock)
{
	pr_info("on\n");
	return 0;
}

static void kclock_disable(struct clocksource *clock)
{
	pr_info("off\n");
}

static struct clocksource kclock = {
	.name = "kclock",
	.rating = 450,
	.read = kclock_read,
	.enable = kclock_enable,
	.disable = kclock_disable,
	.mask = CLOCKSOURCE_MASK(64),
	.flags = CLOCK_SOURCE_IS_CONTINUOUS | CLOCK_SOURCE_VALID_FOR_HRES,
};

static int __init kclock_init(void)
{
	return clocksource_register_hz(&kclock, NSEC_PER_SEC);
}

static void __exit kclock_exit(void)
{
	clocksource_unregister(&kclock);
}

module_init(kclock_init);
module_exit(kclock_exit);
MODULE_LICENSE("GPL");
