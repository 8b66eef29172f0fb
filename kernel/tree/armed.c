// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Which timers are pending and who armed them, beside the timers themselves: one that was
 * overwritten while it was pending is found before it is used, and the report says where it was armed. The engine finds
 * one whose memory is freed.
 */
#include "tree.h"

#define ARMED_MAX 512
#define ARMED_FRAMES 6

struct armed_timer {
	const void *timer;		/* NULL: free */
	void *const *field;		/* where it keeps its function */
	void *fn;
	kt_addr by[ARMED_FRAMES];
	unsigned int nr_by;
};

static struct armed_timer armed[ARMED_MAX];

/* Return addresses, by frame pointers. */
static unsigned int armed_callers(kt_addr *out)
{
	const unsigned long *at = __builtin_frame_address(0);
	unsigned int nr = 0;

	while (nr < ARMED_FRAMES && at[1]) {
		out[nr++] = at[1];
		if (at[0] <= (unsigned long)at || at[0] - (unsigned long)at > PAGE_SIZE)
			break;
		at = (const unsigned long *)at[0];
	}
	return nr;
}

void ktree_timer_armed(const void *timer, const char *type, void *const *field)
{
	kt_armed_add(timer, type, (kt_addr)*field, __builtin_frame_address(0));
	for (int i = 0; i < ARMED_MAX; i++) {
		struct armed_timer *a = &armed[i];

		if (a->timer)
			continue;
		a->timer = timer;
		a->field = field;
		a->fn = *field;
		a->nr_by = armed_callers(a->by);
		return;
	}
}

void ktree_timer_taken(const void *timer)
{
	kt_armed_drop(timer);
	for (int i = 0; i < ARMED_MAX; i++)
		if (armed[i].timer == timer)
			armed[i].timer = NULL;
}

void ktree_timers_check(void)
{
	for (int i = 0; i < ARMED_MAX; i++) {
		const struct armed_timer *a = &armed[i];

		if (a->timer && *a->field != a->fn)
			kt_memory_misused(a->by, a->nr_by, "armed at",
					  "a timer was overwritten while it was pending (its function was %s)",
					  kt_symbol_name((kt_addr)a->fn, NULL, NULL) ?: "of unknown name");
	}
}
