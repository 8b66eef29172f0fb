// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/inetdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <net/net_namespace.h>

static int kaddress_changed(struct notifier_block *block, unsigned long event, void *data)
{
	struct in_ifaddr *address = data;

	pr_info("%s: %pI4/%u\n", event == NETDEV_UP ? "up" : "down", &address->ifa_address,
		address->ifa_prefixlen);
	return NOTIFY_DONE;
}

static struct notifier_block block = { .notifier_call = kaddress_changed };

static int __init kaddress_init(void)
{
	struct net_device *lo = init_net.loopback_dev;
	int err = register_inetaddr_notifier(&block);

	if (err)
		return err;
	rtnl_lock();
	/* The kernel gives a loopback device that comes up its address. */
	err = dev_change_flags(lo, lo->flags | IFF_UP, NULL);
	rtnl_unlock();
	if (err)
		unregister_inetaddr_notifier(&block);
	else
		pr_info("%s has %pI4\n", lo->name, &(__be32){ inet_select_addr(lo, 0, RT_SCOPE_HOST) });
	return err;
}

static void __exit kaddress_exit(void)
{
	unregister_inetaddr_notifier(&block);
}

module_init(kaddress_init);
module_exit(kaddress_exit);
MODULE_LICENSE("GPL");
