// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/module.h>
#include <linux/net.h>
#include <linux/netlink.h>
#include <linux/uio.h>
#include <net/net_namespace.h>
#include <net/sock.h>

static struct socket *ends[2];

static int kunix_say(const char *text, int size)
{
	char got[32] = "";
	struct kvec to = { .iov_base = (void *)text, .iov_len = size };
	struct kvec from = { .iov_base = got, .iov_len = sizeof(got) - 1 };
	struct msghdr msg = {};
	int n = kernel_sendmsg(ends[0], &msg, &to, 1, size);

	if (n < 0)
		return n;
	memset(&msg, 0, sizeof(msg));
	n = kernel_recvmsg(ends[1], &msg, &from, 1, from.iov_len, 0);
	if (n < 0)
		return n;
	pr_info("%d bytes: %s\n", n, got);
	return 0;
}

/* Of a family that no kernel of this configuration has, and of netlink's. */
static void kunix_others(void)
{
	struct socket *socket;
	int err = sock_create_kern(&init_net, AF_X25, SOCK_SEQPACKET, 0, &socket);

	pr_info("AF_X25: %d\n", err);
	err = sock_create_kern(&init_net, AF_NETLINK, SOCK_RAW, NETLINK_GENERIC, &socket);
	pr_info("NETLINK_GENERIC: %d\n", err);
	if (!err)
		sock_release(socket);
}

static int __init kunix_init(void)
{
	int err = sock_create_kern(&init_net, AF_UNIX, SOCK_STREAM, 0, &ends[0]);

	if (err)
		return err;
	err = sock_create_kern(&init_net, AF_UNIX, SOCK_STREAM, 0, &ends[1]);
	if (!err) {
		err = ends[0]->ops->socketpair(ends[0], ends[1]);
		if (!err)
			err = kunix_say("to the other end", 16);
		if (err)
			sock_release(ends[1]);
	}
	if (err)
		sock_release(ends[0]);
	else
		kunix_others();
	return err;
}

static void __exit kunix_exit(void)
{
	sock_release(ends[0]);
	sock_release(ends[1]);
}

module_init(kunix_init);
module_exit(kunix_exit);
MODULE_LICENSE("GPL");
