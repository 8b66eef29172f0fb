// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Binary-coded decimal. */
#ifndef KTEST_LIB_BCD_C
#define KTEST_LIB_BCD_C

#include <linux/bcd.h>

KTEST_DEF unsigned int _bcd2bin(unsigned char val)
{
	return const_bcd2bin(val);
}

KTEST_DEF unsigned char _bin2bcd(unsigned int val)
{
	/* Only the low two digits, by a multiplication instead of a division. */
	const unsigned int tens = (val * 103) >> 10;

	return tens * 16 + (val - tens * 10);
}

#endif
