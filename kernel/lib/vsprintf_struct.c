// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pR, %pt and %pGg: what structures and flags say. */
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/time64.h>

#include "vsprintf.h"

/* What a resource of a type begins with, and how its numbers are written. */
struct struct_resource_kind {
	unsigned long flag;
	const char *name;
	struct vsprintf_spec number;
};
#define HEX(digits, extra) \
	{ VSPRINTF_LOWER | VSPRINTF_ZERO | (extra), .width = digits, .precision = -1, .base = 16 }
#define DECIMAL { .width = -1, .precision = -1, .base = 10 }
static const struct struct_resource_kind struct_resource_kinds[] = {
	{ IORESOURCE_IO, "io  ", HEX(6, VSPRINTF_PREFIX) },
	{ IORESOURCE_MEM, "mem ", HEX(10, VSPRINTF_PREFIX) },
	{ IORESOURCE_IRQ, "irq ", DECIMAL },
	{ IORESOURCE_DMA, "dma ", DECIMAL },
	{ IORESOURCE_BUS, "bus ", HEX(2, 0) },
	{ ~0UL, "??? ", HEX(10, VSPRINTF_PREFIX) },
};
#undef HEX
#undef DECIMAL

void vsprintf_resource(struct vsprintf_out *out, const char *ext, const void *resource,
		       struct vsprintf_spec spec)
{
	const struct resource *res = resource;
	const struct struct_resource_kind *kind = struct_resource_kinds;
	char buf[96];
	struct vsprintf_out to = { buf, buf + sizeof(buf) };
	bool decode;

	while (kind->flag != ~0UL && !(res->flags & kind->flag))
		kind++;
	decode = *ext == 'R' && kind->flag != ~0UL;
	vsprintf_format(&to, "[%s", kind->name);
	if (decode && res->flags & IORESOURCE_UNSET) {
		vsprintf_format(&to, "size ");
		vsprintf_number(&to, resource_size(res), kind->number);
	} else {
		vsprintf_number(&to, res->start, kind->number);
		if (res->end != res->start) {
			vsprintf_char(&to, '-');
			vsprintf_number(&to, res->end, kind->number);
		}
	}
	if (decode)
		vsprintf_format(&to, "%s%s%s%s", res->flags & IORESOURCE_MEM_64 ? " 64bit" : "",
				res->flags & IORESOURCE_PREFETCH ? " pref" : "",
				res->flags & IORESOURCE_WINDOW ? " window" : "",
				res->flags & IORESOURCE_DISABLED ? " disabled" : "");
	else
		vsprintf_format(&to, " flags %#lx", res->flags);
	vsprintf_format(&to, "]");
	*to.pos = '\0';
	vsprintf_string(out, buf, spec);
}

/* %pt{R,T}[dt][r][s] */
void vsprintf_time(struct vsprintf_out *out, const char *ext, const void *ptr)
{
	struct rtc_time { int sec, min, hour, mday, mon, year; } tm;
	bool date = true, clock = true, raw = false, space = false;
	int used = 2;

	if (ext[1] == 'T') {
		struct tm t;

		time64_to_tm(*(const time64_t *)ptr, 0, &t);
		tm = (struct rtc_time){ t.tm_sec, t.tm_min, t.tm_hour, t.tm_mday, t.tm_mon,
					t.tm_year };
	} else {
		memcpy(&tm, ptr, sizeof(tm));
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
		vsprintf_format(out, "%04d-%02d-%02d", tm.year + (raw ? 0 : 1900),
			       tm.mon + (raw ? 0 : 1), tm.mday);
	if (date && clock)
		vsprintf_char(out, space ? ' ' : 'T');
	if (clock)
		vsprintf_format(out, "%02d:%02d:%02d", tm.hour, tm.min, tm.sec);
}

/* Combinations stand before their parts; a name takes its bits away. */
#define G(name) { name, #name }
static const struct { gfp_t flags; const char *name; } struct_gfp_names[] = {
	G(GFP_TRANSHUGE), G(GFP_TRANSHUGE_LIGHT), G(GFP_HIGHUSER_MOVABLE), G(GFP_HIGHUSER),
	G(GFP_USER), G(GFP_KERNEL_ACCOUNT), G(GFP_KERNEL), G(GFP_NOFS), G(GFP_ATOMIC),
	G(GFP_NOIO), G(GFP_NOWAIT), G(GFP_DMA), G(__GFP_HIGHMEM), G(GFP_DMA32), G(__GFP_HIGH),
	G(__GFP_IO), G(__GFP_FS), G(__GFP_NOWARN), G(__GFP_RETRY_MAYFAIL), G(__GFP_NOFAIL),
	G(__GFP_NORETRY), G(__GFP_COMP), G(__GFP_ZERO), G(__GFP_NOMEMALLOC), G(__GFP_MEMALLOC),
	G(__GFP_HARDWALL), G(__GFP_THISNODE), G(__GFP_RECLAIMABLE), G(__GFP_MOVABLE),
	G(__GFP_ACCOUNT), G(__GFP_WRITE), G(__GFP_DIRECT_RECLAIM), G(__GFP_KSWAPD_RECLAIM),
	G(__GFP_ZEROTAGS),
};
#undef G

void vsprintf_gfp(struct vsprintf_out *out, gfp_t flags)
{
	for (unsigned int i = 0; flags && i < ARRAY_SIZE(struct_gfp_names); i++) {
		gfp_t mask = struct_gfp_names[i].flags;

		if ((flags & mask) != mask)
			continue;
		flags &= ~mask;
		vsprintf_format(out, flags ? "%s|" : "%s", struct_gfp_names[i].name);
	}
	if (flags)
		vsprintf_format(out, "%#x", flags);
}
