/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Between the host's byte order and a fixed one.
 * Fidelity: faithful
 */
#ifndef KTEST_ASM_BYTEORDER_H
#define KTEST_ASM_BYTEORDER_H
#include <ktest/open.h>

#include <linux/swab.h>
#include <linux/types.h>

/* __LITTLE_ENDIAN_BITFIELD: the first bit-field of a word is its lowest bits. linux/ip.h of user space asks for it. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#ifndef __LITTLE_ENDIAN_BITFIELD
#define __LITTLE_ENDIAN_BITFIELD
#endif
#define KTEST_LE(bits, x) ((__u##bits)(x))
#define KTEST_BE(bits, x) __swab##bits(x)
#else
#ifndef __BIG_ENDIAN_BITFIELD
#define __BIG_ENDIAN_BITFIELD
#endif
#define KTEST_LE(bits, x) __swab##bits(x)
#define KTEST_BE(bits, x) ((__u##bits)(x))
#endif

#define __cpu_to_le16(x) ((__le16)KTEST_LE(16, x))
#define __le16_to_cpu(x) ((__u16)KTEST_LE(16, x))
#define cpu_to_le16(x) __cpu_to_le16(x)
#define le16_to_cpu(x) __le16_to_cpu(x)
#define __constant_cpu_to_le16(x) __cpu_to_le16(x)
#define __constant_le16_to_cpu(x) __le16_to_cpu(x)
static inline __le16 cpu_to_le16p(const __u16 *p) { return cpu_to_le16(*p); }
static inline __u16 le16_to_cpup(const __le16 *p) { return le16_to_cpu(*p); }
static inline void cpu_to_le16s(__u16 *p) { *p = cpu_to_le16(*p); }
static inline void le16_to_cpus(__u16 *p) { *p = le16_to_cpu(*p); }
static inline void le16_add_cpu(__le16 *var, u16 val)
{
	*var = cpu_to_le16(le16_to_cpu(*var) + val);
}

#define __cpu_to_be16(x) ((__be16)KTEST_BE(16, x))
#define __be16_to_cpu(x) ((__u16)KTEST_BE(16, x))
#define cpu_to_be16(x) __cpu_to_be16(x)
#define be16_to_cpu(x) __be16_to_cpu(x)
#define __constant_cpu_to_be16(x) __cpu_to_be16(x)
#define __constant_be16_to_cpu(x) __be16_to_cpu(x)
static inline __be16 cpu_to_be16p(const __u16 *p) { return cpu_to_be16(*p); }
static inline __u16 be16_to_cpup(const __be16 *p) { return be16_to_cpu(*p); }
static inline void cpu_to_be16s(__u16 *p) { *p = cpu_to_be16(*p); }
static inline void be16_to_cpus(__u16 *p) { *p = be16_to_cpu(*p); }
static inline void be16_add_cpu(__be16 *var, u16 val)
{
	*var = cpu_to_be16(be16_to_cpu(*var) + val);
}

#define __cpu_to_le32(x) ((__le32)KTEST_LE(32, x))
#define __le32_to_cpu(x) ((__u32)KTEST_LE(32, x))
#define cpu_to_le32(x) __cpu_to_le32(x)
#define le32_to_cpu(x) __le32_to_cpu(x)
#define __constant_cpu_to_le32(x) __cpu_to_le32(x)
#define __constant_le32_to_cpu(x) __le32_to_cpu(x)
static inline __le32 cpu_to_le32p(const __u32 *p) { return cpu_to_le32(*p); }
static inline __u32 le32_to_cpup(const __le32 *p) { return le32_to_cpu(*p); }
static inline void cpu_to_le32s(__u32 *p) { *p = cpu_to_le32(*p); }
static inline void le32_to_cpus(__u32 *p) { *p = le32_to_cpu(*p); }
static inline void le32_add_cpu(__le32 *var, u32 val)
{
	*var = cpu_to_le32(le32_to_cpu(*var) + val);
}

#define __cpu_to_be32(x) ((__be32)KTEST_BE(32, x))
#define __be32_to_cpu(x) ((__u32)KTEST_BE(32, x))
#define cpu_to_be32(x) __cpu_to_be32(x)
#define be32_to_cpu(x) __be32_to_cpu(x)
#define __constant_cpu_to_be32(x) __cpu_to_be32(x)
#define __constant_be32_to_cpu(x) __be32_to_cpu(x)
static inline __be32 cpu_to_be32p(const __u32 *p) { return cpu_to_be32(*p); }
static inline __u32 be32_to_cpup(const __be32 *p) { return be32_to_cpu(*p); }
static inline void cpu_to_be32s(__u32 *p) { *p = cpu_to_be32(*p); }
static inline void be32_to_cpus(__u32 *p) { *p = be32_to_cpu(*p); }
static inline void be32_add_cpu(__be32 *var, u32 val)
{
	*var = cpu_to_be32(be32_to_cpu(*var) + val);
}

#define __cpu_to_le64(x) ((__le64)KTEST_LE(64, x))
#define __le64_to_cpu(x) ((__u64)KTEST_LE(64, x))
#define cpu_to_le64(x) __cpu_to_le64(x)
#define le64_to_cpu(x) __le64_to_cpu(x)
#define __constant_cpu_to_le64(x) __cpu_to_le64(x)
#define __constant_le64_to_cpu(x) __le64_to_cpu(x)
static inline __le64 cpu_to_le64p(const __u64 *p) { return cpu_to_le64(*p); }
static inline __u64 le64_to_cpup(const __le64 *p) { return le64_to_cpu(*p); }
static inline void cpu_to_le64s(__u64 *p) { *p = cpu_to_le64(*p); }
static inline void le64_to_cpus(__u64 *p) { *p = le64_to_cpu(*p); }
static inline void le64_add_cpu(__le64 *var, u64 val)
{
	*var = cpu_to_le64(le64_to_cpu(*var) + val);
}

#define __cpu_to_be64(x) ((__be64)KTEST_BE(64, x))
#define __be64_to_cpu(x) ((__u64)KTEST_BE(64, x))
#define cpu_to_be64(x) __cpu_to_be64(x)
#define be64_to_cpu(x) __be64_to_cpu(x)
#define __constant_cpu_to_be64(x) __cpu_to_be64(x)
#define __constant_be64_to_cpu(x) __be64_to_cpu(x)
static inline __be64 cpu_to_be64p(const __u64 *p) { return cpu_to_be64(*p); }
static inline __u64 be64_to_cpup(const __be64 *p) { return be64_to_cpu(*p); }
static inline void cpu_to_be64s(__u64 *p) { *p = cpu_to_be64(*p); }
static inline void be64_to_cpus(__u64 *p) { *p = be64_to_cpu(*p); }
static inline void be64_add_cpu(__be64 *var, u64 val)
{
	*var = cpu_to_be64(be64_to_cpu(*var) + val);
}

#define ___htonl(x) __cpu_to_be32(x)
#define ___htons(x) __cpu_to_be16(x)
#define ___ntohl(x) __be32_to_cpu(x)
#define ___ntohs(x) __be16_to_cpu(x)
#undef htonl
#undef ntohl
#undef htons
#undef ntohs
#define htonl(x) ___htonl(x)
#define ntohl(x) ___ntohl(x)
#define htons(x) ___htons(x)
#define ntohs(x) ___ntohs(x)

static inline void le32_to_cpu_array(u32 *buf, unsigned int words)
{
	while (words--)
		le32_to_cpus(buf++);
}

static inline void cpu_to_le32_array(u32 *buf, unsigned int words)
{
	while (words--)
		cpu_to_le32s(buf++);
}

static inline void cpu_to_be32_array(__be32 *dst, const u32 *src, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		dst[i] = cpu_to_be32(src[i]);
}

static inline void be32_to_cpu_array(u32 *dst, const __be32 *src, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		dst[i] = be32_to_cpu(src[i]);
}

#include <ktest/close.h>
#endif
