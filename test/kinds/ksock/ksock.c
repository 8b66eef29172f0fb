// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <linux/in.h>
#include <linux/inet.h>
#include <linux/module.h>
#include <linux/net.h>
#include <linux/uio.h>
#include <net/net_namespace.h>
#include <net/sock.h>

static int __init ksock_init(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	struct socket *socket;
	int err;

	if (!in4_pton("127.0.0.1", -1, (u8 *)&at.sin_addr.s_addr, -1, NULL))
		return -EINVAL;
	err = sock_create_kern(&init_net, AF_INET, SOCK_DGRAM, IPPROTO_UDP, &socket);
	if (err)
		return err;
	err = kernel_getsockname(socket, (struct sockaddr *)&at);
	if (err >= 0) {
		pr_info("socket of family %u, type %d\n", at.sin_family, socket->type);
		err = 0;
	}
	sock_release(socket);
	return err;
}

static void __exit ksock_exit(void)
{
}

module_init(ksock_init);
module_exit(ksock_exit);
MODULE_LICENSE("GPL");
