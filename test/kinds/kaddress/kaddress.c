// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/inetdevice.h>
#include <linux/module.h>

static int kaddress_changed(struct notifier_block *block, unsigned long event, void *data)
{
	struct in_ifaddr *address = data;

	pr_info("%pI4\n", &address->ifa_address);
	return NOTIFY_DONE;
}

static struct notifier_block block = { .notifier_call = kaddress_changed };

static int __init kaddress_init(void)
{
	return register_inetaddr_notifier(&block);
}

static void __exit kaddress_exit(void)
{
	unregister_inetaddr_notifier(&block);
}

module_init(kaddress_init);
module_exit(kaddress_exit);
MODULE_LICENSE("GPL");
