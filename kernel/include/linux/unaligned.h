/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Access to misaligned data.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_UNALIGNED_H
#define KTEST_LINUX_UNALIGNED_H
#include <ktest/open.h>

#include <asm/byteorder.h>
#include <linux/types.h>

#define get_unaligned(ptr) \
	({ \
		const struct { typeof(*(ptr)) x; } __packed __attribute__((__may_alias__)) *ktest_p = (typeof(ktest_p))(ptr); \
		ktest_p->x; \
	})
#define put_unaligned(val, ptr) \
	do { \
		struct { typeof(*(ptr)) x; } __packed __attribute__((__may_alias__)) *ktest_p = (typeof(ktest_p))(ptr); \
		ktest_p->x = (val); \
	} while (0)

static inline u16 get_unaligned_le16(const void *p)
{
	return le16_to_cpu(get_unaligned((const __le16 *)p));
}

static inline void put_unaligned_le16(u16 val, void *p)
{
	put_unaligned(cpu_to_le16(val), (__le16 *)p);
}

static inline u16 get_unaligned_be16(const void *p)
{
	return be16_to_cpu(get_unaligned((const __be16 *)p));
}

static inline void put_unaligned_be16(u16 val, void *p)
{
	put_unaligned(cpu_to_be16(val), (__be16 *)p);
}

static inline u32 get_unaligned_le32(const void *p)
{
	return le32_to_cpu(get_unaligned((const __le32 *)p));
}

static inline void put_unaligned_le32(u32 val, void *p)
{
	put_unaligned(cpu_to_le32(val), (__le32 *)p);
}

static inline u32 get_unaligned_be32(const void *p)
{
	return be32_to_cpu(get_unaligned((const __be32 *)p));
}

static inline void put_unaligned_be32(u32 val, void *p)
{
	put_unaligned(cpu_to_be32(val), (__be32 *)p);
}

static inline u64 get_unaligned_le64(const void *p)
{
	return le64_to_cpu(get_unaligned((const __le64 *)p));
}

static inline void put_unaligned_le64(u64 val, void *p)
{
	put_unaligned(cpu_to_le64(val), (__le64 *)p);
}

static inline u64 get_unaligned_be64(const void *p)
{
	return be64_to_cpu(get_unaligned((const __be64 *)p));
}

static inline void put_unaligned_be64(u64 val, void *p)
{
	put_unaligned(cpu_to_be64(val), (__be64 *)p);
}

static inline u32 get_unaligned_be24(const void *p)
{
	const u8 *b = (const u8 *)p;

	return (u32)b[0] << 16 | (u32)b[1] << 8 | b[2];
}

static inline void put_unaligned_be24(const u32 val, void *p)
{
	u8 *b = (u8 *)p;

	b[0] = (u8)(val >> 16);
	b[1] = (u8)(val >> 8);
	b[2] = (u8)val;
}

static inline u32 get_unaligned_le24(const void *p)
{
	const u8 *b = (const u8 *)p;

	return (u32)b[2] << 16 | (u32)b[1] << 8 | b[0];
}

static inline void put_unaligned_le24(const u32 val, void *p)
{
	u8 *b = (u8 *)p;

	b[2] = (u8)(val >> 16);
	b[1] = (u8)(val >> 8);
	b[0] = (u8)val;
}

static inline u64 get_unaligned_be48(const void *p)
{
	const u8 *b = (const u8 *)p;

	return (u64)b[0] << 40 | (u64)b[1] << 32 | (u64)b[2] << 24 | (u64)b[3] << 16 | (u64)b[4] << 8 | b[5];
}

static inline void put_unaligned_be48(const u64 val, void *p)
{
	u8 *b = (u8 *)p;

	b[0] = (u8)(val >> 40);
	b[1] = (u8)(val >> 32);
	b[2] = (u8)(val >> 24);
	b[3] = (u8)(val >> 16);
	b[4] = (u8)(val >> 8);
	b[5] = (u8)val;
}

static inline u64 get_unaligned_le48(const void *p)
{
	const u8 *b = (const u8 *)p;

	return (u64)b[5] << 40 | (u64)b[4] << 32 | (u64)b[3] << 24 | (u64)b[2] << 16 | (u64)b[1] << 8 | b[0];
}

static inline void put_unaligned_le48(const u64 val, void *p)
{
	u8 *b = (u8 *)p;

	b[5] = (u8)(val >> 40);
	b[4] = (u8)(val >> 32);
	b[3] = (u8)(val >> 24);
	b[2] = (u8)(val >> 16);
	b[1] = (u8)(val >> 8);
	b[0] = (u8)val;
}

#include <ktest/close.h>
#endif
