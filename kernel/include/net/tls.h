/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * TLS records.
 * Fidelity: simplified: sizes only
 */
#ifndef KTEST_NET_TLS_H
#define KTEST_NET_TLS_H
#include <ktest/open.h>

#define TLS_HEADER_SIZE 5
#define TLS_NONCE_OFFSET TLS_HEADER_SIZE
#define TLS_MAX_PAYLOAD_SIZE (1 << 14)

#include <ktest/close.h>
#endif
