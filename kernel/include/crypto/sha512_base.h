/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What drivers of SHA-512 share.
 * Fidelity: simplified: the states only
 */
#ifndef KTEST_CRYPTO_SHA512_BASE_H
#define KTEST_CRYPTO_SHA512_BASE_H
#include <ktest/open.h>

#include <crypto/hash.h>
#include <crypto/sha2.h>

#include <ktest/close.h>
#endif
