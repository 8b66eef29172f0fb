/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What kind of IPv4 address it is. Addresses are big-endian.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_IN_H
#define KTEST_LINUX_IN_H
#include <ktest/open.h>

#include <linux/errno.h>
#include <linux/types.h>
#include <uapi/linux/in.h>

/* Bytes from a transport header to its ports; -EINVAL: it has none. */
static inline int proto_ports_offset(int proto)
{
	switch (proto) {
	case IPPROTO_AH:
		return 4;
	case IPPROTO_TCP:
	case IPPROTO_UDP:
	case IPPROTO_UDPLITE:
	case IPPROTO_DCCP:
	case IPPROTO_SCTP:
	case IPPROTO_ESP:
		return 0;
	}
	return -EINVAL;
}

static inline bool ktest_ipv4_in(__be32 addr, u32 net, u32 mask) { return (be32_to_cpu(addr) & mask) == net; }
static inline bool ipv4_is_loopback(__be32 addr) { return ktest_ipv4_in(addr, 0x7f000000, 0xff000000); }
static inline bool ipv4_is_multicast(__be32 addr) { return ktest_ipv4_in(addr, 0xe0000000, 0xf0000000); }
static inline bool ipv4_is_local_multicast(__be32 addr) { return ktest_ipv4_in(addr, 0xe0000000, 0xffffff00); }
static inline bool ipv4_is_lbcast(__be32 addr) { return ktest_ipv4_in(addr, 0xffffffff, 0xffffffff); }
static inline bool ipv4_is_all_snoopers(__be32 addr)
{
	return ktest_ipv4_in(addr, INADDR_ALLSNOOPERS_GROUP, 0xffffffff);
}
static inline bool ipv4_is_zeronet(__be32 addr) { return !addr; }
static inline bool ipv4_is_private_10(__be32 addr) { return ktest_ipv4_in(addr, 0x0a000000, 0xff000000); }
static inline bool ipv4_is_private_172(__be32 addr) { return ktest_ipv4_in(addr, 0xac100000, 0xfff00000); }
static inline bool ipv4_is_private_192(__be32 addr) { return ktest_ipv4_in(addr, 0xc0a80000, 0xffff0000); }
static inline bool ipv4_is_linklocal_169(__be32 addr) { return ktest_ipv4_in(addr, 0xa9fe0000, 0xffff0000); }
static inline bool ipv4_is_anycast_6to4(__be32 addr) { return ktest_ipv4_in(addr, 0xc0586300, 0xffffff00); }
static inline bool ipv4_is_test_192(__be32 addr) { return ktest_ipv4_in(addr, 0xc0000200, 0xffffff00); }
static inline bool ipv4_is_test_198(__be32 addr) { return ktest_ipv4_in(addr, 0xc6120000, 0xfffe0000); }

#include <ktest/close.h>
#endif
