// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %p and its extensions, as Documentation/core-api/printk-formats.rst defines them. */
#include <linux/bitmap.h>
#include <linux/ctype.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/string_helpers.h>
#include <linux/time64.h>
#include <linux/uuid.h>
#include <asm/byteorder.h>

#include "vsprintf.h"

__weak bool no_hash_pointers;

static __printf(2, 3) void pointer_printf(struct vsprintf_out *out, const char *fmt, ...)
{
	char buf[96];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vscnprintf(buf, sizeof(buf), fmt, args);
	va_end(args);
	for (int i = 0; i < len; i++)
		vsprintf_char(out, buf[i]);
}

static void pointer_raw(struct vsprintf_out *out, unsigned long value, struct vsprintf_spec spec)
{
	spec.base = 16;
	spec.flags |= VSPRINTF_LOWER;
	if (spec.width < 0) {
		spec.width = 2 * sizeof(void *);
		spec.flags |= VSPRINTF_ZERO;
	}
	vsprintf_number(out, value, spec);
}

/* 32 bits of a fixed mix: the same pointer prints the same, and not itself. */
static void pointer_hashed(struct vsprintf_out *out, const void *ptr, struct vsprintf_spec spec)
{
	u64 h = (u64)(unsigned long)ptr;

	if (ptr && !IS_ERR(ptr) && !no_hash_pointers) {
		h ^= h >> 33;
		h *= 0xff51afd7ed558ccdull;
		h ^= h >> 33;
		h = (u32)h;
	}
	pointer_raw(out, h, spec);
}

static void pointer_symbol(struct vsprintf_out *out, const char *ext, const void *ptr,
			   struct vsprintf_spec spec)
{
	kt_addr offset, size;
	/* A return address belongs to the call before it (%pB). */
	const char *name = kt_symbol_name((kt_addr)ptr - (*ext == 'B'), &offset, &size);
	char buf[160];

	if (!name)
		snprintf(buf, sizeof(buf), "0x%lx", (unsigned long)ptr);
	else if (*ext == 's')
		strscpy(buf, name, sizeof(buf));
	else
		snprintf(buf, sizeof(buf), "%s+0x%lx/0x%lx", name,
			 (unsigned long)offset + (*ext == 'B'), (unsigned long)size);
	vsprintf_string(out, buf, spec);
}

static const char *pointer_errno(long err)
{
#define NAME(e) [e] = #e
	static const char *const names[] = {
		NAME(EPERM), NAME(ENOENT), NAME(ESRCH), NAME(EINTR), NAME(EIO), NAME(ENXIO),
		NAME(E2BIG), NAME(ENOEXEC), NAME(EBADF), NAME(ECHILD), NAME(EAGAIN), NAME(ENOMEM),
		NAME(EACCES), NAME(EFAULT), NAME(ENOTBLK), NAME(EBUSY), NAME(EEXIST), NAME(EXDEV),
		NAME(ENODEV), NAME(ENOTDIR), NAME(EISDIR), NAME(EINVAL), NAME(ENFILE),
		NAME(EMFILE), NAME(ENOTTY), NAME(ETXTBSY), NAME(EFBIG), NAME(ENOSPC),
		NAME(ESPIPE), NAME(EROFS), NAME(EMLINK), NAME(EPIPE), NAME(EDOM), NAME(ERANGE),
		NAME(EDEADLK), NAME(ENAMETOOLONG), NAME(ENOLCK), NAME(ENOSYS), NAME(ENOTEMPTY),
		NAME(ELOOP), NAME(ENOMSG), NAME(EIDRM), NAME(ENODATA), NAME(ETIME),
		NAME(ENOSTR), NAME(ENONET), NAME(ENOLINK), NAME(EPROTO), NAME(EBADMSG),
		NAME(EOVERFLOW), NAME(EILSEQ), NAME(EUSERS), NAME(ENOTSOCK), NAME(EMSGSIZE),
		NAME(EPROTONOSUPPORT), NAME(EOPNOTSUPP), NAME(EADDRINUSE), NAME(EADDRNOTAVAIL),
		NAME(ENETDOWN), NAME(ENETUNREACH), NAME(ECONNABORTED), NAME(ECONNRESET),
		NAME(ENOBUFS), NAME(EISCONN), NAME(ENOTCONN), NAME(ESHUTDOWN), NAME(ETIMEDOUT),
		NAME(ECONNREFUSED), NAME(EHOSTDOWN), NAME(EHOSTUNREACH), NAME(EALREADY),
		NAME(EINPROGRESS), NAME(ESTALE), NAME(EUCLEAN), NAME(EREMOTEIO), NAME(EDQUOT),
		NAME(ECANCELED), NAME(ENOKEY), NAME(EKEYEXPIRED), NAME(EKEYREVOKED),
		NAME(EKEYREJECTED), NAME(EOWNERDEAD), NAME(ENOTRECOVERABLE),
		NAME(ERESTARTSYS), NAME(EPROBE_DEFER), NAME(ENOPARAM), NAME(ENOTSUPP),
		NAME(ENOIOCTLCMD), NAME(EIOCBQUEUED),
	};
#undef NAME
	return err > 0 && err < (long)ARRAY_SIZE(names) ? names[err] : NULL;
}

static void pointer_mac(struct vsprintf_out *out, const char *ext, const u8 *mac,
			struct vsprintf_spec spec)
{
	char buf[20], *pos = buf;
	char sep = ext[1] == 'F' ? '-' : ':';

	for (int i = 0; i < 6; i++) {
		pos = hex_byte_pack(pos, mac[ext[1] == 'R' ? 5 - i : i]);
		if (*ext == 'M' && i < 5)
			*pos++ = sep;
	}
	*pos = '\0';
	vsprintf_string(out, buf, spec);
}

/* %p4cc: a pixel format, whose top bit says that its values are big-endian. */
static void pointer_fourcc(struct vsprintf_out *out, const char *ext, const u32 *code,
			   struct vsprintf_spec spec)
{
	char buf[40], *pos = buf;

	if (ext[1] != 'c' || ext[2] != 'c') {
		vsprintf_string(out, "(%p4?)", spec);
		return;
	}
	for (int i = 0; i < 4; i++) {
		unsigned char c = (*code & ~BIT(31)) >> (8 * i);

		*pos++ = isascii(c) && isprint(c) ? c : '.';
	}
	sprintf(pos, " %s-endian (0x%08x)", *code & BIT(31) ? "big" : "little", *code);
	vsprintf_string(out, buf, spec);
}

static void pointer_ip4(char *buf, const u8 *addr, bool leading_zeros, char order)
{
	bool swapped = order == 'l' || (order == 'h' && IS_ENABLED(CONFIG_CPU_LITTLE_ENDIAN));

	for (int i = 0; i < 4; i++)
		buf += sprintf(buf, leading_zeros ? "%s%03u" : "%s%u", i ? "." : "",
			       addr[swapped ? 3 - i : i]);
}

/* RFC 5952: the longest run of two or more zero groups, the first of equals, becomes "::". */
static void pointer_ip6_compressed(char *buf, const u8 *addr)
{
	int best = -1, best_len = 1, groups = 8;
	bool mapped = !memchr_inv(addr, 0, 10) && addr[10] == 0xff && addr[11] == 0xff;
	bool isatap = (addr[8] | 2) == 2 && addr[9] == 0 && addr[10] == 0x5e && addr[11] == 0xfe;

	if (mapped || isatap)
		groups = 6;
	for (int i = 0; i < groups; i++) {
		int len = 0;

		while (i + len < groups && !addr[2 * (i + len)] && !addr[2 * (i + len) + 1])
			len++;
		if (len > best_len) {
			best = i;
			best_len = len;
		}
	}
	for (int i = 0; i < groups; i++) {
		if (i == best) {
			buf += sprintf(buf, "::");
			i += best_len - 1;
			continue;
		}
		if (i && i != best + best_len)
			*buf++ = ':';
		else if (i && best < 0)
			*buf++ = ':';
		buf += sprintf(buf, "%x", addr[2 * i] << 8 | addr[2 * i + 1]);
	}
	if (groups == 6) {
		if (buf[-1] != ':')
			*buf++ = ':';
		pointer_ip4(buf, addr + 12, false, 'b');
		return;
	}
	*buf = '\0';
}

static void pointer_ip(struct vsprintf_out *out, const char *ext, const u8 *addr,
		       struct vsprintf_spec spec)
{
	char buf[64], *pos = buf;

	if (ext[1] == '4') {
		pointer_ip4(buf, addr, *ext == 'i', ext[2]);
	} else if (*ext == 'I' && ext[2] == 'c') {
		pointer_ip6_compressed(buf, addr);
	} else {
		for (int i = 0; i < 8; i++) {
			pos = hex_byte_pack(pos, addr[2 * i]);
			pos = hex_byte_pack(pos, addr[2 * i + 1]);
			if (*ext == 'I' && i < 7)
				*pos++ = ':';
		}
		*pos = '\0';
	}
	vsprintf_string(out, buf, spec);
}

static void pointer_uuid(struct vsprintf_out *out, const char *ext, const u8 *uuid,
			 struct vsprintf_spec spec)
{
	static const u8 big[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	static const u8 little[] = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };
	const u8 *order = ext[1] == 'l' || ext[1] == 'L' ? little : big;
	bool upper = ext[1] == 'B' || ext[1] == 'L';
	char buf[37], *pos = buf;

	for (int i = 0; i < 16; i++) {
		pos = upper ? hex_byte_pack_upper(pos, uuid[order[i]]) :
			      hex_byte_pack(pos, uuid[order[i]]);
		if (i == 3 || i == 5 || i == 7 || i == 9)
			*pos++ = '-';
	}
	*pos = '\0';
	vsprintf_string(out, buf, spec);
}

/* The width is the number of bits. */
static void pointer_bitmap(struct vsprintf_out *out, const char *ext, const unsigned long *map,
			   struct vsprintf_spec spec)
{
	int bits = spec.width > 0 ? spec.width : 0;
	unsigned int start, end;
	bool first = true;

	if (ext[1] == 'l') {
		for_each_set_bitrange(start, end, map, (unsigned int)bits) {
			pointer_printf(out, "%s%u", first ? "" : ",", start);
			if (end - 1 > start)
				pointer_printf(out, "-%u", end - 1);
			first = false;
		}
		return;
	}
	for (int chunk = ALIGN(bits, 32) - 32; chunk >= 0; chunk -= 32) {
		int size = first && bits % 32 ? bits % 32 : 32;
		u32 value = (map[chunk / BITS_PER_LONG] >> (chunk % BITS_PER_LONG)) &
			    GENMASK(31, 0) >> (32 - size);

		pointer_printf(out, "%s%0*x", first ? "" : ",", DIV_ROUND_UP(size, 4), value);
		first = false;
	}
}

/* The width is the number of bytes, at most 64. */
static void pointer_hex(struct vsprintf_out *out, const char *ext, const u8 *bytes,
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

static void pointer_escaped(struct vsprintf_out *out, const char *ext, const char *text,
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

static void pointer_resource(struct vsprintf_out *out, const char *ext, const struct resource *res)
{
	const char *type = res->flags & IORESOURCE_IO ? "io " : res->flags & IORESOURCE_MEM ? "mem " :
			   res->flags & IORESOURCE_IRQ ? "irq " : res->flags & IORESOURCE_DMA ? "dma " :
			   res->flags & IORESOURCE_BUS ? "bus " : NULL;
	bool decimal = res->flags & (IORESOURCE_IRQ | IORESOURCE_DMA);
	int width = res->flags & IORESOURCE_IO ? 6 : res->flags & IORESOURCE_MEM ? 10 :
		    res->flags & IORESOURCE_BUS ? 4 : 10;
	bool raw = *ext == 'r' || !type;

	pointer_printf(out, "[%s", type ?: "??? ");
	if (res->flags & IORESOURCE_UNSET && *ext == 'R') {
		pointer_printf(out, "size %#0*llx", width, resource_size(res));
	} else if (decimal) {
		pointer_printf(out, "%llu", res->start);
		if (res->end != res->start)
			pointer_printf(out, "-%llu", res->end);
	} else {
		pointer_printf(out, "%#0*llx", width, res->start);
		if (res->end != res->start)
			pointer_printf(out, "-%#0*llx", width, res->end);
	}
	if (raw) {
		pointer_printf(out, " flags 0x%lx", res->flags);
	} else {
		if (res->flags & IORESOURCE_MEM_64)
			pointer_printf(out, " 64bit");
		if (res->flags & IORESOURCE_PREFETCH)
			pointer_printf(out, " pref");
		if (res->flags & IORESOURCE_WINDOW)
			pointer_printf(out, " window");
		if (res->flags & IORESOURCE_DISABLED)
			pointer_printf(out, " disabled");
	}
	vsprintf_char(out, ']');
}

/* %pt{R,T}[dt][r][s] */
static void pointer_time(struct vsprintf_out *out, const char *ext, const void *ptr)
{
	struct rtc_time { int sec, min, hour, mday, mon, year; } tm;
	bool date = true, clock = true, raw = false, space = false;
	int used = 2;

	if (ext[1] == 'T') {
		struct tm t;

		time64_to_tm(*(const time64_t *)ptr, 0, &t);
		tm = (struct rtc_time){ t.tm_sec, t.tm_min, t.tm_hour, t.tm_mday, t.tm_mon,
					t.tm_year };
	} else if (ext[1] == 'R') {
		memcpy(&tm, ptr, sizeof(tm));
	} else {
		pointer_printf(out, "(%%pt?)");
		return;
	}
	if (ext[used] == 'd' || ext[used] == 't') {
		date = ext[used] == 'd';
		clock = !date;
		used++;
	}
	for (; ext[used] == 'r' || ext[used] == 's'; used++) {
		raw |= ext[used] == 'r';
		space |= ext[used] == 's';
	}
	if (date)
		pointer_printf(out, "%04d-%02d-%02d", tm.year + (raw ? 0 : 1900),
			       tm.mon + (raw ? 0 : 1), tm.mday);
	if (date && clock)
		vsprintf_char(out, space ? ' ' : 'T');
	if (clock)
		pointer_printf(out, "%02d:%02d:%02d", tm.hour, tm.min, tm.sec);
}

static void pointer_va_format(struct vsprintf_out *out, const struct va_format *vaf)
{
	size_t room = out->pos < out->end ? out->end - out->pos : 0;
	va_list args;

	va_copy(args, *vaf->va);
	out->pos += vsnprintf(out->pos, room, vaf->fmt, args);
	va_end(args);
}

/* These read what ptr points to. */
static void pointer_deref(struct vsprintf_out *out, const char *ext, void *ptr,
			  struct vsprintf_spec spec)
{
	if ((unsigned long)ptr < 4096 || IS_ERR(ptr)) {
		vsprintf_string(out, ptr ? "(efault)" : "(null)", spec);
		return;
	}
	switch (*ext) {
	case 'M':
	case 'm':
		pointer_mac(out, ext, ptr, spec);
		break;
	case '4':
		pointer_fourcc(out, ext, ptr, spec);
		break;
	case 'I':
	case 'i':
		pointer_ip(out, ext, ptr, spec);
		break;
	case 'U':
		pointer_uuid(out, ext, ptr, spec);
		break;
	case 'b':
		pointer_bitmap(out, ext, ptr, spec);
		break;
	case 'h':
		pointer_hex(out, ext, ptr, spec);
		break;
	case 'E':
		pointer_escaped(out, ext, ptr, spec);
		break;
	case 'V':
		pointer_va_format(out, ptr);
		break;
	case 'a':
		pointer_printf(out, "%#018llx", *(const u64 *)ptr);
		break;
	case 't':
		pointer_time(out, ext, ptr);
		break;
	default:
		pointer_resource(out, ext, ptr);
	}
}

static void pointer_error(struct vsprintf_out *out, const void *ptr, struct vsprintf_spec spec)
{
	const char *name = pointer_errno(-PTR_ERR(ptr));
	char buf[32];

	if (!name) {
		spec.base = 10;
		spec.flags |= VSPRINTF_SIGNED;
		vsprintf_number(out, PTR_ERR(ptr), spec);
		return;
	}
	snprintf(buf, sizeof(buf), "-%s", name);
	vsprintf_string(out, buf, spec);
}

void vsprintf_pointer(struct vsprintf_out *out, const char *ext, void *ptr,
		      struct vsprintf_spec spec)
{
	if (*ext == 's' || *ext == 'S' || *ext == 'B')
		pointer_symbol(out, ext, ptr, spec);
	else if (*ext == 'x')
		pointer_raw(out, (unsigned long)ptr, spec);
	else if (*ext == 'e' && IS_ERR(ptr))
		pointer_error(out, ptr, spec);
	else if (*ext && strchr("4MmIiUbhEVatRr", *ext))
		pointer_deref(out, ext, ptr, spec);
	else /* also %pK, as with kptr_restrict 0 */
		pointer_hashed(out, ptr, spec);
}
