/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Random numbers: repeatable for a seed.
 * Fidelity: faithful interface; the numbers are no secret
 */
#ifndef KTEST_LINUX_RANDOM_H
#define KTEST_LINUX_RANDOM_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/bug.h>
#include <linux/kernel.h>
#include <linux/types.h>

KTEST_FN void get_random_bytes(void *buf, size_t len);
static inline size_t get_random_bytes_arch(void *buf, size_t len)
{
	get_random_bytes(buf, len);
	return len;
}
static inline u64 get_random_u64(void) { return kt_random(); }
static inline u32 get_random_u32(void) { return (u32)kt_random(); }
static inline u16 get_random_u16(void) { return (u16)kt_random(); }
static inline u8 get_random_u8(void) { return (u8)kt_random(); }
static inline unsigned long get_random_long(void) { return kt_random(); }
#if KTEST_HAS_get_random_int
static inline unsigned int get_random_int(void) { return get_random_u32(); }
#endif
KTEST_FN u32 get_random_u32_below(u32 ceil);
static inline u32 get_random_u32_above(u32 floor)
{
	return floor + 1 + get_random_u32_below(U32_MAX - floor);
}
static inline u32 get_random_u32_inclusive(u32 floor, u32 ceil)
{
	u32 span = ceil - floor + 1;

	return floor + (span ? get_random_u32_below(span) : get_random_u32());
}
static inline int get_random_bytes_wait(void *buf, size_t n)
{
	get_random_bytes(buf, n);
	return 0;
}
static inline void add_device_randomness(const void *buf, size_t len) { (void)buf, (void)len; }
static inline int wait_for_random_bytes(void) { return 0; }
static inline bool rng_is_initialized(void) { return true; }
#include <linux/prandom.h>

#include <ktest/close.h>
#endif
