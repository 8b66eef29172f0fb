/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Polynomials of CRCs of 32 bits; LE: reversed, for those that take the lowest bit first.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_CRC32POLY_H
#define KTEST_LINUX_CRC32POLY_H

#define CRC32_POLY_LE 0xedb88320
#define CRC32_POLY_BE 0x04c11db7
#define CRC32C_POLY_LE 0x82F63B78

#endif
