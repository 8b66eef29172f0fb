// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Backtraces: by frame pointers where speed counts, by unwind tables for crashes. */
#define _GNU_SOURCE
#include <link.h>
#include <unwind.h>

#include "internal.h"

struct backtrace_state {
	kt_addr *out, *bounds;
	unsigned int n, max;
	kt_addr from;		/* address to begin at, or 0 */
	const void *lo, *hi;	/* frames to begin behind and to end at */
};

static _Unwind_Reason_Code backtrace_step(struct _Unwind_Context *context, void *arg)
{
	struct backtrace_state *s = arg;
	kt_addr ip = _Unwind_GetIP(context);

	/* This CFA is the stack pointer in the frame, so at or below its frame pointer. */
	if (_Unwind_GetCFA(context) <= (kt_addr)s->lo || (s->from && ip != s->from))
		return _URC_NO_REASON;
	s->from = 0;
	/* Frames from the one at `hi` on are the engine's; that one was taken already. */
	if (s->hi && _Unwind_GetCFA(context) > (kt_addr)s->hi) {
		if (s->n)
			s->n--;
		return _URC_END_OF_STACK;
	}
	if (s->n == s->max || !ip)
		return _URC_END_OF_STACK;
	if (s->bounds)
		s->bounds[s->n] = _Unwind_GetCFA(context);
	s->out[s->n++] = ip;
	return _URC_NO_REASON;
}

unsigned int kth_unwind(const void *from, const void *hi, kt_addr *out, unsigned int max)
{
	struct backtrace_state s = { .out = out, .max = max, .lo = from, .hi = hi };

	_Unwind_Backtrace(backtrace_step, &s);
	return s.n;
}

unsigned int kth_unwind_from(kt_addr pc, const void *hi, kt_addr *out, unsigned int max)
{
	struct backtrace_state s = { .out = out, .max = max, .from = pc, .hi = hi };

	_Unwind_Backtrace(backtrace_step, &s);
	return s.n;
}

unsigned int kth_unwind_bounds(kt_addr pc, kt_addr *out, kt_addr *bounds, unsigned int max)
{
	struct backtrace_state s = { .out = out, .bounds = bounds, .max = max, .from = pc };

	_Unwind_Backtrace(backtrace_step, &s);
	return s.n;
}

int kth_object_covers(const struct dl_phdr_info *info, kt_addr at, unsigned int flags)
{
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_LOAD && (p->p_flags & flags) == flags &&
		    at - (info->dlpi_addr + p->p_vaddr) < p->p_memsz)
			return 1;
	}
	return 0;
}

static int backtrace_covers(struct dl_phdr_info *info, size_t size, void *pc)
{
	(void)size;
	return kth_object_covers(info, *(kt_addr *)pc, PF_X);
}

int kth_is_code(kt_addr pc)
{
	return dl_iterate_phdr(backtrace_covers, &pc);
}
