/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The xxHash family: of 32 and 64 bits, at once and in pieces.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_XXHASH_H
#define KTEST_LINUX_XXHASH_H
#include <ktest/open.h>

#include <linux/types.h>

struct xxh32_state {
	uint32_t total_len_32;
	uint32_t large_len;
	uint32_t v1, v2, v3, v4;
	uint32_t mem32[4];
	uint32_t memsize;
};

struct xxh64_state {
	uint64_t total_len;
	uint64_t v1, v2, v3, v4;
	uint64_t mem64[4];
	uint32_t memsize;
};

KTEST_FN uint32_t xxh32(const void *input, size_t length, uint32_t seed);
KTEST_FN uint64_t xxh64(const void *input, size_t length, uint64_t seed);
static inline unsigned long xxhash(const void *input, size_t length, uint64_t seed)
{
	return xxh64(input, length, seed);
}

KTEST_FN void xxh32_reset(struct xxh32_state *state, uint32_t seed);
/* -EINVAL: input is NULL. */
KTEST_FN int xxh32_update(struct xxh32_state *state, const void *input, size_t length);
KTEST_FN uint32_t xxh32_digest(const struct xxh32_state *state);
KTEST_FN void xxh64_reset(struct xxh64_state *state, uint64_t seed);
KTEST_FN int xxh64_update(struct xxh64_state *state, const void *input, size_t length);
KTEST_FN uint64_t xxh64_digest(const struct xxh64_state *state);
KTEST_FN void xxh32_copy_state(struct xxh32_state *dst, const struct xxh32_state *src);
KTEST_FN void xxh64_copy_state(struct xxh64_state *dst, const struct xxh64_state *src);

#include <ktest/close.h>
#endif
