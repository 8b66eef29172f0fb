/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Multiplicative hashing of integers and pointers.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_HASH_H
#define KTEST_LINUX_HASH_H
#include <ktest/open.h>

#include <linux/compiler.h>
#include <asm/types.h>

#define GOLDEN_RATIO_32 0x61C88647
#define GOLDEN_RATIO_64 0x61C8864680B583EBull
#define GOLDEN_RATIO_PRIME GOLDEN_RATIO_64

#define hash_long(val, bits) hash_64(val, bits)
#define __hash_32 __hash_32_generic
#define hash_64 hash_64_generic

static inline u32 __hash_32_generic(u32 val)
{
	return val * GOLDEN_RATIO_32;
}

static inline u32 hash_32(u32 val, unsigned int bits)
{
	return __hash_32(val) >> (32 - bits);
}

static __always_inline u32 hash_64_generic(u64 val, unsigned int bits)
{
	return val * GOLDEN_RATIO_64 >> (64 - bits);
}

static inline u32 hash_ptr(const void *ptr, unsigned int bits)
{
	return hash_long((unsigned long)ptr, bits);
}

static inline u32 hash32_ptr(const void *ptr)
{
	unsigned long val = (unsigned long)ptr;

	return (u32)(val ^ (val >> 32));
}

#include <ktest/close.h>
#endif
