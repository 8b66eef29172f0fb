// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* %pR and %pt: what structures say. */
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/time64.h>

#include <ktest/lib/vsprintf.h>

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

KTEST_DEF void vsprintf_resource(struct vsprintf_out *out, const char *ext, const void *resource,
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
KTEST_DEF void vsprintf_time(struct vsprintf_out *out, const char *ext, const void *ptr)
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
