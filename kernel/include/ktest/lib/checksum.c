// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Internet checksums. Sums are kept in 64 bits and folded at the end, carries added back. */
#ifndef KTEST_LIB_CHECKSUM_C
#define KTEST_LIB_CHECKSUM_C

#include <linux/unaligned.h>
#include <net/checksum.h>
#include <net/ip6_checksum.h>

static inline u32 checksum_fold32(u64 sum)
{
	sum = (u32)sum + (sum >> 32);
	return (u32)sum + (u32)(sum >> 32);
}

static inline u64 checksum_bytes(const u8 *p, int len)
{
	u64 sum = 0;

	for (; len >= 4; len -= 4, p += 4)
		sum += get_unaligned((const u32 *)p);
	if (len >= 2) {
		sum += get_unaligned((const u16 *)p);
		p += 2;
	}
	if (len & 1) /* the last byte counts as if a zero followed */
		sum += cpu_to_be16((u16)(*p << 8));
	return sum;
}

KTEST_DEF __wsum csum_partial(const void *buff, int len, __wsum sum)
{
	return checksum_fold32(checksum_bytes((const u8 *)buff, len) + sum);
}

KTEST_DEF __sum16 ip_compute_csum(const void *buff, int len)
{
	return csum_fold(csum_partial(buff, len, 0));
}

KTEST_DEF __sum16 ip_fast_csum(const void *iph, unsigned int ihl)
{
	return csum_fold(csum_partial(iph, ihl * 4, 0));
}

KTEST_DEF __wsum csum_tcpudp_nofold(__be32 saddr, __be32 daddr, __u32 len, __u8 proto, __wsum sum)
{
	u64 s = (u64)sum + saddr + daddr;

	s += (u64)(len + proto) << (IS_ENABLED(CONFIG_CPU_LITTLE_ENDIAN) ? 8 : 0);
	return checksum_fold32(s);
}

KTEST_DEF __sum16 csum_ipv6_magic(const struct in6_addr *saddr, const struct in6_addr *daddr,
			       __u32 len, __u8 proto, __wsum csum)
{
	u64 sum = (u64)csum + checksum_bytes(saddr->s6_addr, 16) +
		  checksum_bytes(daddr->s6_addr, 16) + cpu_to_be32(len) + cpu_to_be32(proto);

	return csum_fold(checksum_fold32(sum));
}

#endif
