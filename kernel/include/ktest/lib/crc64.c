// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* CRCs of 64 bits: ECMA-182's, and that of NVMe. */
#ifndef KTEST_LIB_CRC64_C
#define KTEST_LIB_CRC64_C

#include <linux/crc64.h>
#include "crc_table.h"

static const u64 crc64_table_be[256] =
	CRC_TABLE(0x42f0e1eba9ea3693, 0x85e1c3d753d46d26, 0x493366450e42ecdf, 0x9266cc8a1c85d9be,
		  0x663d78ff90e185ef, 0xcc7af1ff21c30bde, 0xda050215ea6c212f, 0xf6fae5c07d3274cd);
static const u64 crc64_table_rocksoft[256] =
	CRC_TABLE(0x7f6ef0c830358979, 0xfedde190606b12f2, 0xc962e5739841b68f, 0xa61cecb46814fe75,
		  0x78e0ff3b88be6f81, 0xf1c1fe77117cdf02, 0xd75adabd7a6e2d6f, 0x9a6c9329ac4bc9b5);

KTEST_DEF u64 __pure crc64_be(u64 crc, const void *p, size_t len)
{
	const u8 *at;

	for (at = (const u8 *)p; len--; at++)
		crc = crc << 8 ^ crc64_table_be[crc >> 56 ^ *at];
	return crc;
}

KTEST_DEF u64 __pure crc64_rocksoft_generic(u64 crc, const void *p, size_t len)
{
	const u8 *at;

	crc = ~crc;
	for (at = (const u8 *)p; len--; at++)
		crc = crc >> 8 ^ crc64_table_rocksoft[(crc ^ *at) & 0xff];
	return ~crc;
}

#if KTEST_HAS_crc64_rocksoft
KTEST_DEF u64 crc64_rocksoft_update(u64 crc, const unsigned char *buffer, size_t len)
{
	return crc64_rocksoft_generic(crc, buffer, len);
}

KTEST_DEF u64 crc64_rocksoft(const unsigned char *buffer, size_t len)
{
	return crc64_rocksoft_generic(0, buffer, len);
}
#endif

#endif
