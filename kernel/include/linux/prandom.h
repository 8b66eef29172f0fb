/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A small repeatable generator (Tausworthe, four components).
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_PRANDOM_H
#define KTEST_LINUX_PRANDOM_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/once.h>
#include <linux/types.h>
#include <ktest/core.h>

struct rnd_state { __u32 s1, s2, s3, s4; };
KTEST_FN u32 prandom_u32_state(struct rnd_state *state);
KTEST_FN void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes);
static inline u32 __seed(u32 x, u32 m) { return x < m ? x + m : x; }
static inline void prandom_seed_state(struct rnd_state *state, u64 seed)
{
	u32 i = ((seed >> 32) ^ (seed << 10) ^ seed) & 0xffffffffUL;

	state->s1 = __seed(i, 2U);
	state->s2 = __seed(i, 8U);
	state->s3 = __seed(i, 16U);
	state->s4 = __seed(i, 128U);
}

#if KTEST_HAS_prandom_u32
static inline u32 prandom_u32(void) { return (u32)kt_random(); }
KTEST_FN void get_random_bytes(void *buf, size_t len);
static inline void prandom_bytes(void *buf, size_t nbytes) { get_random_bytes(buf, nbytes); }
#endif
#if KTEST_HAS_prandom_u32_max
static inline u32 prandom_u32_max(u32 ep_ro) { return (u32)(((u64)(u32)kt_random() * ep_ro) >> 32); }
#endif

#include <ktest/close.h>
#endif
