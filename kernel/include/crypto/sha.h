/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The name that SHA-1's and SHA-2's headers had until 5.10.
 * Fidelity: as theirs
 */
#ifndef KTEST_CRYPTO_SHA_H
#define KTEST_CRYPTO_SHA_H
#include <ktest/open.h>

#include <crypto/sha1.h>
#include <crypto/sha2.h>

#include <ktest/close.h>
#endif
