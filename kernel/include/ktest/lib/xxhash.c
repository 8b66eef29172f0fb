// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* xxHash: four lanes take a quarter of each block, the rest and the length are mixed in at the end. */
#ifndef KTEST_LIB_XXHASH_C
#define KTEST_LIB_XXHASH_C

#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/string.h>
#include <linux/unaligned.h>
#include <linux/xxhash.h>

#define XXHASH_32_1 2654435761u
#define XXHASH_32_2 2246822519u
#define XXHASH_32_3 3266489917u
#define XXHASH_32_4 668265263u
#define XXHASH_32_5 374761393u
#define XXHASH_64_1 11400714785074694791ull
#define XXHASH_64_2 14029467366897019727ull
#define XXHASH_64_3 1609587929392839161ull
#define XXHASH_64_4 9650029242287828579ull
#define XXHASH_64_5 2870177450012600261ull

/* ---- 32 bits ------------------------------------------------------------------------------- */

static inline u32 xxhash_lane32(u32 lane, const u8 *p)
{
	return rol32(lane + get_unaligned_le32(p) * XXHASH_32_2, 13) * XXHASH_32_1;
}

static inline void xxhash_block32(struct xxh32_state *s, const u8 *p)
{
	s->v1 = xxhash_lane32(s->v1, p);
	s->v2 = xxhash_lane32(s->v2, p + 4);
	s->v3 = xxhash_lane32(s->v3, p + 8);
	s->v4 = xxhash_lane32(s->v4, p + 12);
}

KTEST_DEF void xxh32_reset(struct xxh32_state *state, uint32_t seed)
{
	memset(state, 0, sizeof(*state));
	state->v1 = seed + XXHASH_32_1 + XXHASH_32_2;
	state->v2 = seed + XXHASH_32_2;
	state->v3 = seed;
	state->v4 = seed - XXHASH_32_1;
}

KTEST_DEF void xxh32_copy_state(struct xxh32_state *dst, const struct xxh32_state *src)
{
	*dst = *src;
}

KTEST_DEF int xxh32_update(struct xxh32_state *state, const void *input, size_t length)
{
	u8 *kept = (u8 *)state->mem32;
	const u8 *p = (const u8 *)input;

	if (!input)
		return -EINVAL;
	state->total_len_32 += length;
	state->large_len |= length >= 16 || state->total_len_32 >= 16;
	while (state->memsize + length >= 16) {
		size_t n = 16 - state->memsize;

		memcpy(kept + state->memsize, p, n);
		xxhash_block32(state, kept);
		state->memsize = 0;
		p += n;
		length -= n;
	}
	memcpy(kept + state->memsize, p, length);
	state->memsize += length;
	return 0;
}

KTEST_DEF uint32_t xxh32_digest(const struct xxh32_state *state)
{
	const u8 *p = (const u8 *)state->mem32, *end = p + state->memsize;
	u32 h = state->v3 + XXHASH_32_5;

	if (state->large_len)
		h = rol32(state->v1, 1) + rol32(state->v2, 7) + rol32(state->v3, 12) + rol32(state->v4, 18);
	h += state->total_len_32;
	for (; end - p >= 4; p += 4)
		h = rol32(h + get_unaligned_le32(p) * XXHASH_32_3, 17) * XXHASH_32_4;
	for (; p < end; p++)
		h = rol32(h + *p * XXHASH_32_5, 11) * XXHASH_32_1;
	h = (h ^ h >> 15) * XXHASH_32_2;
	h = (h ^ h >> 13) * XXHASH_32_3;
	return h ^ h >> 16;
}

KTEST_DEF uint32_t xxh32(const void *input, size_t length, uint32_t seed)
{
	struct xxh32_state state;

	xxh32_reset(&state, seed);
	if (length)
		xxh32_update(&state, input, length);
	return xxh32_digest(&state);
}

/* ---- 64 bits ------------------------------------------------------------------------------- */

static inline u64 xxhash_round64(u64 lane, u64 input)
{
	return rol64(lane + input * XXHASH_64_2, 31) * XXHASH_64_1;
}

static inline void xxhash_block64(struct xxh64_state *s, const u8 *p)
{
	s->v1 = xxhash_round64(s->v1, get_unaligned_le64(p));
	s->v2 = xxhash_round64(s->v2, get_unaligned_le64(p + 8));
	s->v3 = xxhash_round64(s->v3, get_unaligned_le64(p + 16));
	s->v4 = xxhash_round64(s->v4, get_unaligned_le64(p + 24));
}

static inline u64 xxhash_merge64(u64 h, u64 lane)
{
	return (h ^ xxhash_round64(0, lane)) * XXHASH_64_1 + XXHASH_64_4;
}

KTEST_DEF void xxh64_reset(struct xxh64_state *state, uint64_t seed)
{
	memset(state, 0, sizeof(*state));
	state->v1 = seed + XXHASH_64_1 + XXHASH_64_2;
	state->v2 = seed + XXHASH_64_2;
	state->v3 = seed;
	state->v4 = seed - XXHASH_64_1;
}

KTEST_DEF void xxh64_copy_state(struct xxh64_state *dst, const struct xxh64_state *src)
{
	*dst = *src;
}

KTEST_DEF int xxh64_update(struct xxh64_state *state, const void *input, size_t length)
{
	u8 *kept = (u8 *)state->mem64;
	const u8 *p = (const u8 *)input;

	if (!input)
		return -EINVAL;
	state->total_len += length;
	while (state->memsize + length >= 32) {
		size_t n = 32 - state->memsize;

		memcpy(kept + state->memsize, p, n);
		xxhash_block64(state, kept);
		state->memsize = 0;
		p += n;
		length -= n;
	}
	memcpy(kept + state->memsize, p, length);
	state->memsize += length;
	return 0;
}

KTEST_DEF uint64_t xxh64_digest(const struct xxh64_state *state)
{
	const u8 *p = (const u8 *)state->mem64, *end = p + state->memsize;
	u64 h = state->v3 + XXHASH_64_5;

	if (state->total_len >= 32) {
		h = rol64(state->v1, 1) + rol64(state->v2, 7) + rol64(state->v3, 12) + rol64(state->v4, 18);
		h = xxhash_merge64(h, state->v1);
		h = xxhash_merge64(h, state->v2);
		h = xxhash_merge64(h, state->v3);
		h = xxhash_merge64(h, state->v4);
	}
	h += state->total_len;
	for (; end - p >= 8; p += 8)
		h = rol64(h ^ xxhash_round64(0, get_unaligned_le64(p)), 27) * XXHASH_64_1 + XXHASH_64_4;
	if (end - p >= 4) {
		h = rol64(h ^ get_unaligned_le32(p) * XXHASH_64_1, 23) * XXHASH_64_2 + XXHASH_64_3;
		p += 4;
	}
	for (; p < end; p++)
		h = rol64(h ^ *p * XXHASH_64_5, 11) * XXHASH_64_1;
	h = (h ^ h >> 33) * XXHASH_64_2;
	h = (h ^ h >> 29) * XXHASH_64_3;
	return h ^ h >> 32;
}

KTEST_DEF uint64_t xxh64(const void *input, size_t length, uint64_t seed)
{
	struct xxh64_state state;

	xxh64_reset(&state, seed);
	if (length)
		xxh64_update(&state, input, length);
	return xxh64_digest(&state);
}

#endif
