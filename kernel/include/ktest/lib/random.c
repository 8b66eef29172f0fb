// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Random numbers from the engine's seeded stream; and prandom's own generator. */
#ifndef KTEST_LIB_RANDOM_C
#define KTEST_LIB_RANDOM_C

#include <linux/prandom.h>
#include <linux/random.h>
#include <linux/string.h>
#include <ktest/core.h>

KTEST_DEF void get_random_bytes(void *buf, size_t len)
{
	u8 *p;

	for (p = (u8 *)buf; len;) {
		u64 word = kt_random();
		size_t n = len < sizeof(word) ? len : sizeof(word);

		memcpy(p, &word, n);
		p += n;
		len -= n;
	}
}

/*
 * Uniform in 0 … ceil - 1: the high half of a product, drawn again in the
 * ranges that some results would have one time more often. ceil 0: any u32.
 */
KTEST_DEF u32 get_random_u32_below(u32 ceil)
{
	u64 product = (u64)ceil * (u32)kt_random();

	if (!ceil)
		return (u32)kt_random();
	while ((u32)product < -ceil % ceil)
		product = (u64)ceil * (u32)kt_random();
	return product >> 32;
}

/* L'Ecuyer's LFSR113: four shift registers of 31, 29, 28 and 25 bits. */
static inline u32 random_step(u32 s, int a, int b, u32 mask, int c)
{
	return (s & mask) << c ^ ((s << a ^ s) >> b);
}

KTEST_DEF u32 prandom_u32_state(struct rnd_state *state)
{
	state->s1 = random_step(state->s1, 6, 13, ~1U, 18);
	state->s2 = random_step(state->s2, 2, 27, ~7U, 2);
	state->s3 = random_step(state->s3, 13, 21, ~15U, 7);
	state->s4 = random_step(state->s4, 3, 12, ~127U, 13);
	return state->s1 ^ state->s2 ^ state->s3 ^ state->s4;
}

KTEST_DEF void prandom_bytes_state(struct rnd_state *state, void *buf, size_t nbytes)
{
	u8 *p;

	for (p = (u8 *)buf; nbytes;) {
		u32 word = prandom_u32_state(state);
		size_t n = nbytes < sizeof(word) ? nbytes : sizeof(word);

		memcpy(p, &word, n);
		p += n;
		nbytes -= n;
	}
}

#endif
