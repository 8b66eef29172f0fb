// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>

static struct net_device *dev;

static netdev_tx_t knet_xmit(struct sk_buff *skb, struct net_device *to)
{
	to->stats.tx_packets++;
	dev_kfree_skb(skb);
	return NETDEV_TX_OK;
}

static int knet_open(struct net_device *which)
{
	netif_start_queue(which);
	return 0;
}

static int knet_stop(struct net_device *which)
{
	netif_stop_queue(which);
	return 0;
}

static const struct net_device_ops ops = {
	.ndo_open = knet_open,
	.ndo_stop = knet_stop,
	.ndo_start_xmit = knet_xmit,
	.ndo_set_mac_address = eth_mac_addr,
	.ndo_validate_addr = eth_validate_addr,
};

static void knet_setup(struct net_device *which)
{
	ether_setup(which);
	which->netdev_ops = &ops;
	which->flags |= IFF_NOARP;
	eth_hw_addr_random(which);
}

static int __init knet_init(void)
{
	int err;

	dev = alloc_netdev(0, "knet%d", NET_NAME_ENUM, knet_setup);
	if (!dev)
		return -ENOMEM;
	err = register_netdev(dev);
	if (err) {
		free_netdev(dev);
		return err;
	}
	netdev_info(dev, "mtu %u\n", dev->mtu);
	return 0;
}

static void __exit knet_exit(void)
{
	unregister_netdev(dev);
	free_netdev(dev);
}

module_init(knet_init);
module_exit(knet_exit);
MODULE_LICENSE("GPL");
