/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Randomness: splitmix64 over a counter, so that concurrent readers need no lock. */
#include "engine.h"

#define RANDOM_STEP 0x9e3779b97f4a7c15ull

static kt_u64 random_state;

static kt_u64 random_mix(kt_u64 z)
{
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
	return z ^ (z >> 31);
}

kt_u64 kt_random(void)
{
	return random_mix(__atomic_add_fetch(&random_state, RANDOM_STEP, __ATOMIC_RELAXED));
}

void kt_random_seed(kt_u64 seed, const char *stream)
{
	kt_u64 state = random_mix(seed + RANDOM_STEP);

	for (; *stream; stream++)
		state = random_mix(state ^ (unsigned char)*stream) + RANDOM_STEP;
	__atomic_store_n(&random_state, state, __ATOMIC_RELAXED);
}
