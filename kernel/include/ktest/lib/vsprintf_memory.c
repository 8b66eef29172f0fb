// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pb and %ph: memory as bits and digits. */
#ifndef KTEST_LIB_VSPRINTF_MEMORY_C
#define KTEST_LIB_VSPRINTF_MEMORY_C

#include <linux/bits.h>
#include <linux/hex.h>
#include <linux/kernel.h>

#include <ktest/lib/vsprintf.h>

static inline bool vsprintf_bit(const unsigned long *map, int bit)
{
	return map[bit / BITS_PER_LONG] >> (bit % BITS_PER_LONG) & 1;
}

/* The width is the number of bits. */
KTEST_DEF void vsprintf_bitmap(struct vsprintf_out *out, const char *ext, const unsigned long *map,
		     struct vsprintf_spec spec)
{
	int bits = spec.width > 0 ? spec.width : 0;
	int start, end, chunk;
	bool first = true;

	if (ext[1] == 'l') {
		for (start = 0; start < bits; start = end + 1) {
			for (end = start; end < bits && vsprintf_bit(map, end); end++)
				;
			if (end == start)
				continue;
			vsprintf_format(out, "%s%d", first ? "" : ",", start);
			if (end - 1 > start)
				vsprintf_format(out, "-%d", end - 1);
			first = false;
		}
		return;
	}
	for (chunk = ALIGN(bits, 32) - 32; chunk >= 0; chunk -= 32) {
		int size = first && bits % 32 ? bits % 32 : 32;
		u32 value = (map[chunk / BITS_PER_LONG] >> (chunk % BITS_PER_LONG)) &
			    GENMASK(31, 0) >> (32 - size);

		vsprintf_format(out, "%s%0*x", first ? "" : ",", DIV_ROUND_UP(size, 4), value);
		first = false;
	}
}

/* The width is the number of bytes, at most 64. */
KTEST_DEF void vsprintf_hex(struct vsprintf_out *out, const char *ext, const u8 *bytes,
		  struct vsprintf_spec spec)
{
	int len = spec.width < 0 ? 1 : spec.width > 64 ? 64 : spec.width, i;
	char sep = ext[1] == 'C' ? ':' : ext[1] == 'D' ? '-' : ext[1] == 'N' ? 0 : ' ';

	if (spec.width == 0)
		return;
	for (i = 0; i < len; i++) {
		if (i && sep)
			vsprintf_char(out, sep);
		vsprintf_char(out, hex_asc_hi(bytes[i]));
		vsprintf_char(out, hex_asc_lo(bytes[i]));
	}
}

#endif
