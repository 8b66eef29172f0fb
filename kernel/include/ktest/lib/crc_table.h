/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The remainders of all bytes. A CRC is linear, so those of the eight bits (p0 to p7) give the others: an entry is the
 * sum, without carry, of its bits' entries.
 */
#ifndef KTEST_CRC_TABLE_H
#define KTEST_CRC_TABLE_H

#define CRC_BIT(i, n, p) ((i) & 1 << (n) ? (p) : 0)
#define CRC_BYTE(i, p0, p1, p2, p3, p4, p5, p6, p7) \
	CRC_BIT(i, 0, p0) ^ CRC_BIT(i, 1, p1) ^ CRC_BIT(i, 2, p2) ^ CRC_BIT(i, 3, p3) ^ \
		CRC_BIT(i, 4, p4) ^ CRC_BIT(i, 5, p5) ^ CRC_BIT(i, 6, p6) ^ CRC_BIT(i, 7, p7)
#define CRC_4(i, p...) \
	CRC_BYTE(i, p), CRC_BYTE((i) + 1, p), CRC_BYTE((i) + 2, p), CRC_BYTE((i) + 3, p)
#define CRC_16(i, p...) CRC_4(i, p), CRC_4((i) + 4, p), CRC_4((i) + 8, p), CRC_4((i) + 12, p)
#define CRC_64(i, p...) CRC_16(i, p), CRC_16((i) + 16, p), CRC_16((i) + 32, p), CRC_16((i) + 48, p)
#define CRC_TABLE(p...) { CRC_64(0, p), CRC_64(64, p), CRC_64(128, p), CRC_64(192, p) }

#endif
