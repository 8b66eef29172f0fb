// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/netlink.h>
#include <net/genetlink.h>
#include <net/netlink.h>
#include <net/net_namespace.h>
#include <net/sock.h>

enum { KNETLINK_UNSPEC, KNETLINK_TEXT, __KNETLINK_LAST };

static struct sock *socket;

static const struct nla_policy policy[__KNETLINK_LAST] = {
	[KNETLINK_TEXT] = { .type = NLA_NUL_STRING, .len = 32 },
};

static int knetlink_echo(struct sk_buff *skb, struct genl_info *info)
{
	return info->attrs[KNETLINK_TEXT] ? 0 : -EINVAL;
}

static const struct genl_small_ops operations[] = {
	{ .cmd = 1, .doit = knetlink_echo },
};

static struct genl_family family = {
	.name = "knetlink",
	.version = 1,
	.maxattr = __KNETLINK_LAST - 1,
	.policy = policy,
	.module = THIS_MODULE,
	.small_ops = operations,
	.n_small_ops = ARRAY_SIZE(operations),
};

static void knetlink_input(struct sk_buff *skb)
{
	pr_info("%u bytes\n", skb->len);
}

static int __init knetlink_init(void)
{
	struct netlink_kernel_cfg cfg = { .input = knetlink_input };
	int err = genl_register_family(&family);

	if (err)
		return err;
	socket = netlink_kernel_create(&init_net, NETLINK_USERSOCK, &cfg);
	if (!socket) {
		genl_unregister_family(&family);
		return -ENOMEM;
	}
	pr_info("family %s\n", family.name);
	return 0;
}

static void __exit knetlink_exit(void)
{
	netlink_kernel_release(socket);
	genl_unregister_family(&family);
}

module_init(knetlink_init);
module_exit(knetlink_exit);
MODULE_LICENSE("GPL");
