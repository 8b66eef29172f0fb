/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * SHA-1: sizes and state.
 * Fidelity: simplified: the hash function itself is absent
 */
#ifndef KTEST_CRYPTO_SHA1_H
#define KTEST_CRYPTO_SHA1_H
#include <ktest/open.h>

#include <linux/types.h>

#define SHA1_DIGEST_SIZE 20
#define SHA1_BLOCK_SIZE 64

struct sha1_state {
	u32 state[SHA1_DIGEST_SIZE / 4];
	u64 count;
	u8 buffer[SHA1_BLOCK_SIZE];
};

#include <ktest/close.h>
#endif
