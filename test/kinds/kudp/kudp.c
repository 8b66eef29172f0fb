// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/in.h>
#include <linux/in6.h>
#include <linux/module.h>
#include <linux/net.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/uio.h>
#include <net/net_namespace.h>
#include <net/sock.h>

static const char text[] = "over loopback";

static int kudp_loopback(bool is_up)
{
	struct net_device *lo = init_net.loopback_dev;
	int err;

	rtnl_lock();
	err = dev_change_flags(lo, is_up ? lo->flags | IFF_UP : lo->flags & ~IFF_UP, NULL);
	rtnl_unlock();
	return err;
}

static int kudp_receive(struct socket *socket)
{
	char got[32] = "";
	struct kvec part = { .iov_base = got, .iov_len = sizeof(got) - 1 };
	struct sockaddr_storage from = {};
	struct msghdr msg = { .msg_name = &from };
	int n = kernel_recvmsg(socket, &msg, &part, 1, part.iov_len, 0);

	if (n < 0)
		return n;
	pr_info("%d bytes from %pISc: %s\n", n, &from, got);
	return 0;
}

static int kudp_send(struct sockaddr_storage *to, int size)
{
	struct kvec part = { .iov_base = (void *)text, .iov_len = sizeof(text) - 1 };
	struct msghdr msg = { .msg_name = to, .msg_namelen = size };
	struct socket *socket;
	int err = sock_create_kern(&init_net, to->ss_family, SOCK_DGRAM, IPPROTO_UDP, &socket);

	if (err)
		return err;
	err = kernel_sendmsg(socket, &msg, &part, 1, part.iov_len);
	sock_release(socket);
	return err < 0 ? err : 0;
}

static int kudp_exchange(const void *address, int size)
{
	struct sockaddr_storage at = {};
	struct socket *socket;
	int err;

	memcpy(&at, address, size);
	err = sock_create_kern(&init_net, at.ss_family, SOCK_DGRAM, IPPROTO_UDP, &socket);
	if (err)
		return err;
	err = kernel_bind(socket, (struct sockaddr *)&at, size);
	if (!err)
		err = kernel_getsockname(socket, (struct sockaddr *)&at);
	if (err >= 0)
		err = kudp_send(&at, size);
	if (!err)
		err = kudp_receive(socket);
	sock_release(socket);
	return err;
}

static int __init kudp_init(void)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT };
	int err = kudp_loopback(true);

	if (!err)
		err = kudp_exchange(&v4, sizeof(v4));
	if (!err)
		err = kudp_exchange(&v6, sizeof(v6));
	return err;
}

static void __exit kudp_exit(void)
{
	kudp_loopback(false);
}

module_init(kudp_init);
module_exit(kudp_exit);
MODULE_LICENSE("GPL");
