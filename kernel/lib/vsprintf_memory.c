// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pb, %ph, %pE and %p4cc: memory as bits, digits, escapes and pixel formats. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/hex.h>
#include <linux/kernel.h>
#include <linux/string_helpers.h>
#include <linux/unaligned.h>

#include "vsprintf.h"

/* The width is the number of bits. */
void vsprintf_bitmap(struct vsprintf_out *out, const char *ext, const unsigned long *map,
		     struct vsprintf_spec spec)
{
	int bits = spec.width > 0 ? spec.width : 0;
	unsigned int start, end;
	bool first = true;

	if (ext[1] == 'l') {
		for_each_set_bitrange(start, end, map, (unsigned int)bits) {
			vsprintf_format(out, "%s%u", first ? "" : ",", start);
			if (end - 1 > start)
				vsprintf_format(out, "-%u", end - 1);
			first = false;
		}
		return;
	}
	for (int chunk = ALIGN(bits, 32) - 32; chunk >= 0; chunk -= 32) {
		int size = first && bits % 32 ? bits % 32 : 32;
		u32 value = (map[chunk / BITS_PER_LONG] >> (chunk % BITS_PER_LONG)) &
			    GENMASK(31, 0) >> (32 - size);

		vsprintf_format(out, "%s%0*x", first ? "" : ",", DIV_ROUND_UP(size, 4), value);
		first = false;
	}
}

/* The width is the number of bytes, at most 64. */
void vsprintf_hex(struct vsprintf_out *out, const char *ext, const u8 *bytes,
		  struct vsprintf_spec spec)
{
	int len = spec.width < 0 ? 1 : min(spec.width, 64);
	char sep = ext[1] == 'C' ? ':' : ext[1] == 'D' ? '-' : ext[1] == 'N' ? 0 : ' ';

	if (spec.width == 0)
		return;
	for (int i = 0; i < len; i++) {
		if (i && sep)
			vsprintf_char(out, sep);
		vsprintf_char(out, hex_asc_hi(bytes[i]));
		vsprintf_char(out, hex_asc_lo(bytes[i]));
	}
}

void vsprintf_escaped(struct vsprintf_out *out, const char *ext, const char *text,
		      struct vsprintf_spec spec)
{
	unsigned int flags = 0;
	int used = 1, len = spec.width < 0 ? 1 : spec.width;
	size_t room = out->pos < out->end ? out->end - out->pos : 0;

	for (;; used++) {
		switch (ext[used]) {
		case 'a': flags |= ESCAPE_ANY; continue;
		case 'c': flags |= ESCAPE_SPECIAL; continue;
		case 'h': flags |= ESCAPE_HEX; continue;
		case 'n': flags |= ESCAPE_NULL; continue;
		case 'o': flags |= ESCAPE_OCTAL; continue;
		case 'p': flags |= ESCAPE_NP; continue;
		case 's': flags |= ESCAPE_SPACE; continue;
		}
		break;
	}
	if (spec.width != 0)
		out->pos += string_escape_mem(text, len, out->pos, room, flags ?: ESCAPE_ANY_NP,
					      NULL);
}

/* A pixel format, whose top bit says that its values are big-endian. */
void vsprintf_fourcc(struct vsprintf_out *out, const u32 *code, struct vsprintf_spec spec)
{
	u32 value = get_unaligned(code);
	char buf[40], *pos = buf;

	for (int i = 0; i < 4; i++) {
		unsigned char c = (value & ~BIT(31)) >> (8 * i);

		*pos++ = isascii(c) && isprint(c) ? c : '.';
	}
	sprintf(pos, " %s-endian (0x%08x)", value & BIT(31) ? "big" : "little", value);
	vsprintf_string(out, buf, spec);
}
