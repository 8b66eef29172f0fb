/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Internet checksums: 16-bit one's complement sums.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_CHECKSUM_H
#define KTEST_ASM_CHECKSUM_H
#include <ktest/open.h>

#include <linux/types.h>
#include <asm/byteorder.h>

struct in6_addr;
KTEST_FN __wsum csum_partial(const void *buff, int len, __wsum sum);
KTEST_FN __sum16 ip_compute_csum(const void *buff, int len);
KTEST_FN __sum16 ip_fast_csum(const void *iph, unsigned int ihl);
KTEST_FN __wsum csum_tcpudp_nofold(__be32 saddr, __be32 daddr, __u32 len, __u8 proto, __wsum sum);

static inline __sum16 csum_fold(__wsum csum)
{
	u32 sum = csum;

	sum = (sum & 0xffff) + (sum >> 16);
	sum = (sum & 0xffff) + (sum >> 16);
	return (__sum16)~sum;
}

static inline __sum16 csum_tcpudp_magic(__be32 saddr, __be32 daddr, __u32 len, __u8 proto,
					__wsum sum)
{
	return csum_fold(csum_tcpudp_nofold(saddr, daddr, len, proto, sum));
}

#include <ktest/close.h>
#endif
