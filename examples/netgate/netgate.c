// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A gate in front of a TCP port: with `closed` set, packets that come for
 * `port` are dropped and counted in `dropped`. All three are module parameters.
 *
 * Its test, netgate.test.ts, is outside: a real client against a real server
 * behind the gate, in a virtual machine.
 */
#include <linux/ip.h>
#include <linux/module.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/skbuff.h>
#include <linux/tcp.h>
#include <net/ip.h>
#include <net/net_namespace.h>

static ushort port = 80;
module_param(port, ushort, 0644);
MODULE_PARM_DESC(port, "TCP port that the gate is in front of");

static bool closed = true;
module_param(closed, bool, 0644);
MODULE_PARM_DESC(closed, "whether packets for the port are dropped");

static ulong dropped;
module_param(dropped, ulong, 0444);
MODULE_PARM_DESC(dropped, "packets that were dropped");

static bool netgate_is_for_us(const struct sk_buff *skb)
{
	struct tcphdr copy;
	const struct tcphdr *tcp;

	if (ip_hdr(skb)->protocol != IPPROTO_TCP)
		return false;
	tcp = skb_header_pointer(skb, ip_hdrlen(skb), sizeof(copy), &copy);
	return tcp && ntohs(tcp->dest) == READ_ONCE(port);
}

static unsigned int netgate_hook(void *priv, struct sk_buff *skb,
				 const struct nf_hook_state *state)
{
	if (!READ_ONCE(closed) || !netgate_is_for_us(skb))
		return NF_ACCEPT;
	dropped++; /* statistics: a lost count does no harm */
	return NF_DROP;
}

static const struct nf_hook_ops netgate_ops = {
	.hook = netgate_hook,
	.pf = NFPROTO_IPV4,
	.hooknum = NF_INET_LOCAL_IN,
	.priority = NF_IP_PRI_FILTER,
};

static int __init netgate_init(void)
{
	return nf_register_net_hook(&init_net, &netgate_ops);
}
module_init(netgate_init);

static void __exit netgate_exit(void)
{
	nf_unregister_net_hook(&init_net, &netgate_ops);
}
module_exit(netgate_exit);

MODULE_DESCRIPTION("A gate in front of a TCP port");
MODULE_LICENSE("Dual MIT/GPL");
