/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * IPv6: addresses, and numbers of extension headers.
 * Fidelity: faithful, without flow labels' requests and options of sockets. In plain mode, in the file of a program's
 * main() and in C++ the structures are those of libc's <netinet/in.h>, which goes with it in both orders
 */
#ifndef KTEST_UAPI_LINUX_IN6_H
#define KTEST_UAPI_LINUX_IN6_H

#include <linux/types.h>

#ifdef KTEST_WITH_LIBC
#include <ktest/plain/netinet.h>
#else
struct in6_addr {
	union {
		__u8 u6_addr8[16];
		__be16 u6_addr16[8];
		__be32 u6_addr32[4];
	} in6_u;
};
#define s6_addr in6_u.u6_addr8
#define s6_addr16 in6_u.u6_addr16
#define s6_addr32 in6_u.u6_addr32

struct sockaddr_in6 {
	unsigned short sin6_family;
	__be16 sin6_port;
	__be32 sin6_flowinfo;
	struct in6_addr sin6_addr;
	__u32 sin6_scope_id;
};
struct ipv6_mreq {
	struct in6_addr ipv6mr_multiaddr;
	int ipv6mr_ifindex;
};

#define IPPROTO_HOPOPTS 0
#define IPPROTO_ROUTING 43
#define IPPROTO_FRAGMENT 44
#define IPPROTO_ICMPV6 58
#define IPPROTO_NONE 59
#define IPPROTO_DSTOPTS 60
#define IPPROTO_MH 135
#endif

#define IPV6_FLOWINFO_FLOWLABEL 0x000fffff
#define IPV6_FLOWINFO_PRIORITY 0x0ff00000

#define IPV6_TLV_PAD1 0
#define IPV6_TLV_PADN 1
#define IPV6_TLV_ROUTERALERT 5
#define IPV6_TLV_JUMBO 194
#define IPV6_TLV_HAO 201

#endif
