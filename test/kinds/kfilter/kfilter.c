// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/ip.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/net_namespace.h>

static unsigned long seen;

static unsigned int kfilter_hook(void *priv, struct sk_buff *skb, const struct nf_hook_state *state)
{
	const struct iphdr *ip = ip_hdr(skb);

	seen++;
	if (ip->protocol == IPPROTO_TCP && tcp_hdr(skb)->dest == htons(23))
		return NF_DROP;
	return NF_ACCEPT;
}

static const struct nf_hook_ops hook = {
	.hook = kfilter_hook,
	.pf = NFPROTO_IPV4,
	.hooknum = NF_INET_LOCAL_IN,
	.priority = NF_IP_PRI_FIRST,
};

static int __init kfilter_init(void)
{
	return nf_register_net_hook(&init_net, &hook);
}

static void __exit kfilter_exit(void)
{
	nf_unregister_net_hook(&init_net, &hook);
	pr_info("%lu packets\n", seen);
}

module_init(kfilter_init);
module_exit(kfilter_exit);
MODULE_LICENSE("GPL");
