/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Checksums with the IPv6 pseudo-header.
 * Fidelity: faithful
 */
#ifndef KTEST_NET_IP6_CHECKSUM_H
#define KTEST_NET_IP6_CHECKSUM_H
#include <ktest/open.h>

#include <linux/in6.h>
#include <net/checksum.h>

KTEST_FN __sum16 csum_ipv6_magic(const struct in6_addr *saddr, const struct in6_addr *daddr, __u32 len,
			__u8 proto, __wsum csum);
#define _HAVE_ARCH_IPV6_CSUM 1

#include <ktest/close.h>
#endif
