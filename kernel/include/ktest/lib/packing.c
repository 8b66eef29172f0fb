// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Numbers in fields of bits, one bit at a time. */
#ifndef KTEST_LIB_PACKING_C
#define KTEST_LIB_PACKING_C

#include <linux/errno.h>
#include <linux/packing.h>

/* Where logical byte `box` (0 has the lowest bits) is in the buffer. */
static inline size_t packing_place(int box, size_t pbuflen, u8 quirks)
{
	size_t at = pbuflen - box - 1;

	if (quirks & QUIRK_LITTLE_ENDIAN)
		at ^= 3;
	if (quirks & QUIRK_LSW32_IS_FIRST)
		at = (pbuflen / 4 - at / 4 - 1) * 4 + at % 4;
	return at;
}

/*
 * The bit's place when bytes are turned around. Of a part of a byte that begins at bit 0, Linux up to
 * 6.12 turns only that part around; other parts are undefined there, and here as documented.
 */
static inline u8 packing_turned(int bit, int startbit, int endbit)
{
	int box = bit / 8, first = box == startbit / 8 ? startbit % 8 : 7;

	if (box == endbit / 8 && endbit % 8)
		first = 7;
	return 1 << (first - bit % 8);
}

KTEST_DEF int packing(void *pbuf, u64 *uval, int startbit, int endbit, size_t pbuflen, enum packing_op op, u8 quirks)
{
	u8 *bytes = (u8 *)pbuf;
	u64 width, value = 0;
	int bit;

	if (startbit < endbit)
		return -EINVAL;
	width = startbit - endbit + 1;
	if (width > 64 || (op == PACK && width < 64 && *uval >> width))
		return -ERANGE;
	for (bit = endbit; bit <= startbit; bit++) {
		u8 *byte = bytes + packing_place(bit / 8, pbuflen, quirks);
		u8 mask = 1 << bit % 8;

		if (quirks & QUIRK_MSB_ON_THE_RIGHT)
			mask = packing_turned(bit, startbit, endbit);
		if (op == UNPACK)
			value |= (u64)!!(*byte & mask) << (bit - endbit);
		else if (*uval >> (bit - endbit) & 1)
			*byte |= mask;
		else
			*byte &= ~mask;
	}
	if (op == UNPACK)
		*uval = value;
	return 0;
}

#endif
