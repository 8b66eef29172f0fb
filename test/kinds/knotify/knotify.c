// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/ethtool.h>
#include <linux/if_arp.h>
#include <linux/if_vlan.h>
#include <linux/inetdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/reboot.h>
#include <linux/rtnetlink.h>
#include <net/addrconf.h>

static int devices;

static int knotify_device(struct notifier_block *block, unsigned long event, void *data)
{
	struct net_device *dev = netdev_notifier_info_to_dev(data);

	if (event == NETDEV_REGISTER && !is_vlan_dev(dev))
		devices++;
	return NOTIFY_DONE;
}

static int knotify_reboot(struct notifier_block *block, unsigned long event, void *data)
{
	return NOTIFY_OK;
}

static struct notifier_block device_block = { .notifier_call = knotify_device };
static struct notifier_block reboot_block = { .notifier_call = knotify_reboot };

static int __init knotify_init(void)
{
	int err = register_netdevice_notifier(&device_block);

	if (err)
		return err;
	register_reboot_notifier(&reboot_block);
	pr_info("%s\n", devices ? "devices" : "no device");
	return 0;
}

static void __exit knotify_exit(void)
{
	unregister_reboot_notifier(&reboot_block);
	unregister_netdevice_notifier(&device_block);
}

module_init(knotify_init);
module_exit(knotify_exit);
MODULE_LICENSE("GPL");
