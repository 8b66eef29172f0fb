/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Bit and mask constants.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_BITS_H
#define KTEST_LINUX_BITS_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/build_bug.h>
#include <linux/const.h>
#include <linux/stringify.h>
#include <asm/bitsperlong.h>
#include <asm/types.h>

#define BIT(nr) (UL(1) << (nr))
#define BIT_ULL(nr) (ULL(1) << (nr))
#define BITS_PER_BYTE 8
#define BITS_PER_TYPE(type) (sizeof(type) * BITS_PER_BYTE)
#define BIT_MASK(nr) (UL(1) << ((nr) % BITS_PER_LONG))
#define BIT_WORD(nr) ((nr) / BITS_PER_LONG)
#define BIT_ULL_MASK(nr) (ULL(1) << ((nr) % BITS_PER_LONG_LONG))
#define BIT_ULL_WORD(nr) ((nr) / BITS_PER_LONG_LONG)

#define GENMASK_INPUT_CHECK(h, l) \
	BUILD_BUG_ON_ZERO(__builtin_choose_expr(__is_constexpr((int)(l) > (int)(h)), (int)(l) > (int)(h), 0))
#define __GENMASK(h, l) (((~UL(0)) << (l)) & (~UL(0) >> (BITS_PER_LONG - 1 - (h))))
#define __GENMASK_ULL(h, l) (((~ULL(0)) << (l)) & (~ULL(0) >> (BITS_PER_LONG_LONG - 1 - (h))))
#define __GENMASK_U128(h, l) (((((u128)1) << (h)) << 1) - (((u128)1) << (l)))
#define GENMASK(h, l) (GENMASK_INPUT_CHECK(h, l) + __GENMASK(h, l))
#define GENMASK_ULL(h, l) (GENMASK_INPUT_CHECK(h, l) + __GENMASK_ULL(h, l))
#define GENMASK_U128(h, l) (GENMASK_INPUT_CHECK(h, l) + __GENMASK_U128(h, l))

#if KTEST_HAS_BIT_U8
/* Of a type of so many bits; one that is too large for it does not compile. */
#define KTEST_BIT_OF(type, nr) \
	((type)(BUILD_BUG_ON_ZERO((nr) >= BITS_PER_TYPE(type)) + BIT_ULL(nr)))
#define BIT_U8(nr) KTEST_BIT_OF(u8, nr)
#define BIT_U16(nr) KTEST_BIT_OF(u16, nr)
#define BIT_U32(nr) KTEST_BIT_OF(u32, nr)
#define BIT_U64(nr) KTEST_BIT_OF(u64, nr)
#endif
#if KTEST_HAS_GENMASK_U8
#define KTEST_GENMASK_OF(type, h, l) \
	((type)(BUILD_BUG_ON_ZERO((h) >= BITS_PER_TYPE(type)) + GENMASK_ULL(h, l)))
#define GENMASK_U8(h, l) KTEST_GENMASK_OF(u8, h, l)
#define GENMASK_U16(h, l) KTEST_GENMASK_OF(u16, h, l)
#define GENMASK_U32(h, l) KTEST_GENMASK_OF(u32, h, l)
#define GENMASK_U64(h, l) KTEST_GENMASK_OF(u64, h, l)
#endif

#include <ktest/close.h>
#endif
