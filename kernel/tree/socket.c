// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Families of sockets. The tree's net/socket.c knows those that have registered, and nothing refers to
 * them by name. It comes here before it looks for one (tree-workspace.ts, redirected()): a family that is not in this
 * program is asked for, and the next program of the suite has it, if the configuration builds it. The answer is that of
 * a kernel without it.
 */
#include "tree.h"
#include <linux/kmod.h>
#include <linux/net.h>
#include <linux/security.h>
#include <linux/socket.h>

#if defined(CONFIG_NET) && defined(CONFIG_SECURITY_NETWORK)
int ktree_socket_create(int family, int type, int protocol, int kern);

int ktree_socket_create(int family, int type, int protocol, int kern)
{
	int err = security_socket_create(family, type, protocol, kern);

	if (err)
		return err;
	if (!sock_is_registered(family))
		request_module("net-pf-%d", family);
	/* Its protocols are sockets of the kernel's own, each made by the source that answers on it. */
	if (family == PF_NETLINK)
		request_module("net-pf-%d-proto-%d", family, protocol);
	return 0;
}
#endif
