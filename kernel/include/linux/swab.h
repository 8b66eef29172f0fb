/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Byte swapping.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_SWAB_H
#define KTEST_LINUX_SWAB_H
#include <ktest/open.h>

#include <linux/types.h>

#define __swab16(x) ((__u16)__builtin_bswap16((__u16)(x)))
#define __swab32(x) ((__u32)__builtin_bswap32((__u32)(x)))
#define __swab64(x) ((__u64)__builtin_bswap64((__u64)(x)))
static __always_inline unsigned long __swab(const unsigned long y) { return __swab64(y); }
static __always_inline __u16 __swab16p(const __u16 *p) { return __swab16(*p); }
static __always_inline __u32 __swab32p(const __u32 *p) { return __swab32(*p); }
static __always_inline __u64 __swab64p(const __u64 *p) { return __swab64(*p); }
#define ___constant_swab16(x) __swab16(x)
#define ___constant_swab32(x) __swab32(x)
#define ___constant_swab64(x) __swab64(x)
#define ___constant_swahw32(x) ((__u32)(((__u32)(x) << 16) | ((__u32)(x) >> 16)))
#define ___constant_swahb32(x) \
	((__u32)((((__u32)(x) & 0x00ff00ffUL) << 8) | (((__u32)(x) & 0xff00ff00UL) >> 8)))
static inline __u32 __fswahw32(__u32 x) { return ___constant_swahw32(x); }
static inline __u32 __fswahb32(__u32 x) { return ___constant_swahb32(x); }
#define __swahw32(x) (__builtin_constant_p((__u32)(x)) ? ___constant_swahw32(x) : __fswahw32(x))
#define __swahb32(x) (__builtin_constant_p((__u32)(x)) ? ___constant_swahb32(x) : __fswahb32(x))
#define swab16 __swab16
#define swab32 __swab32
#define swab64 __swab64
#define swab __swab
#define swahw32 __swahw32
#define swahb32 __swahb32
#define swab16p __swab16p
#define swab32p __swab32p
#define swab64p __swab64p
static inline void swab16s(u16 *p) { *p = __swab16(*p); }
static inline void swab32s(u32 *p) { *p = __swab32(*p); }
static inline void swab64s(u64 *p) { *p = __swab64(*p); }
static inline void swab16_array(u16 *buf, unsigned int words) { while (words--) swab16s(buf++); }
static inline void swab32_array(u32 *buf, unsigned int words) { while (words--) swab32s(buf++); }

#include <ktest/close.h>
#endif
