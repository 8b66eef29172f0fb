// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A kernel's stack is small, a host thread's is not. Below the limit a task's stack is therefore
 * made inaccessible, down to its end, so that no large frame can jump over it.
 *
 *   closed ──the code under test touches it──▶ the case ends
 *      │ ▲
 *      │ └── later calls of the engine, from a shallower place (kth_stack_check) ──┐
 *      └── the engine or libc, called from within the limit, touches it ──▶ open ──┘
 *
 * What the engine and libc need on top of the code under test does not count.
 */
#define _GNU_SOURCE
#include <link.h>
#include <sys/mman.h>

#include "../core/engine.h"
#include "internal.h"
#include "stack.h"

#define STACK_PAGE 4096ul
#define STACK_ROOM (8ul << 10)	/* for the engine's own frames, before the stack is closed again */

/* The engine's own code, where it is linked into the program (toolchain/runtime.ts names the section). */
extern const char __start_ktest_text[] __attribute__((weak, visibility("hidden")));
extern const char __stop_ktest_text[] __attribute__((weak, visibility("hidden")));

struct stack_guard {
	kt_addr lo, hi;		/* page bounds of what lies below the limit; hi 0: none */
	kt_addr top;		/* where the task's frames begin */
	kt_size limit;
	int is_open;
};
static __thread struct stack_guard stack_guard;

static void stack_set_open(int is_open)
{
	struct stack_guard *g = &stack_guard;

	g->is_open = is_open;
	kt_self_task->stack_guard = is_open ? 0 : g->hi;
	mprotect((void *)g->lo, g->hi - g->lo, is_open ? PROT_READ | PROT_WRITE : PROT_NONE);
}

void kth_stack_limit(const void *top, kt_size limit)
{
	struct stack_guard *g = &stack_guard;
	void *lo, *hi;

	if (!kth_in_case || !limit)
		return;
	kth_thread_stack(&lo, &hi);
	*g = (struct stack_guard){
		.lo = ((kt_addr)lo + STACK_PAGE - 1) & ~(STACK_PAGE - 1),
		.hi = ((kt_addr)top - limit) & ~(STACK_PAGE - 1),
		.top = (kt_addr)top,
		.limit = limit,
	};
	if (g->hi > g->lo + STACK_PAGE)
		stack_set_open(0);
	else
		g->hi = 0;
}

/* ---- whose frames they are ------------------------------------------------------------ */

static int stack_is_program(struct dl_phdr_info *info, size_t size, void *pc)
{
	(void)size;
	/* The first object is the program; no other counts. */
	return kth_object_covers(info, *(kt_addr *)pc, 0) ? 1 : -1;
}

int kth_is_tested(kt_addr pc)
{
	if (pc >= (kt_addr)__start_ktest_text && pc < (kt_addr)__stop_ktest_text)
		return 0;
	return dl_iterate_phdr(stack_is_program, &pc) == 1;
}

enum kth_stack_fault kth_stack_fault(kt_addr addr, kt_addr pc, kt_addr sp, kt_size *depth)
{
	struct stack_guard *g = &stack_guard;
	kt_addr frames[32], bounds[32];
	unsigned int n;

	if (!g->hi || g->is_open || addr < g->lo || addr >= g->hi)
		return KTH_STACK_OTHER;
	*depth = g->top - (sp < addr ? sp : addr);
	if (kth_is_tested(pc))
		return KTH_STACK_OVER;
	n = kth_unwind_bounds(pc, frames, bounds, 32);
	for (unsigned int i = 0; i < n; i++) {
		if (!kth_is_tested(frames[i] - 1))
			continue;
		*depth = g->top - bounds[i];
		if (*depth > g->limit)
			return KTH_STACK_OVER;
		break;
	}
	stack_set_open(1);
	return KTH_STACK_OPENED;
}

kt_size kth_stack_check(const void *frame)
{
	struct stack_guard *g = &stack_guard;
	kt_size depth = g->top - (kt_addr)frame;

	if (!g->is_open)
		return 0;
	if (depth > g->limit)
		return depth;
	if ((kt_addr)frame > g->hi + STACK_ROOM)
		stack_set_open(0);
	return 0;
}
