// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pE and %p4cc: memory as escapes and pixel formats. */
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/string_helpers.h>
#include <linux/unaligned.h>

#include <ktest/lib/vsprintf.h>

KTEST_DEF void vsprintf_escaped(struct vsprintf_out *out, const char *ext, const char *text,
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
KTEST_DEF void vsprintf_fourcc(struct vsprintf_out *out, const u32 *code, struct vsprintf_spec spec)
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
