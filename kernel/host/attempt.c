// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Calls that are left when they reach what the program does not have. */
#include <setjmp.h>

#include "../core/engine.h"
#include "internal.h"

struct attempt {
	sigjmp_buf home;
	const char *missing;
	int preempt_count, irqs_off;
	unsigned int nr_held;
};

static __thread struct attempt *attempt_now;

const char *kt_attempt(int (*call)(void))
{
	const struct kt_task *task = kt_self();
	struct attempt attempt = {
		.preempt_count = task->preempt_count,
		.irqs_off = task->irqs_off,
		.nr_held = task->nr_held,
	};

	attempt_now = &attempt;
	/* The signal's handler is left by it, so the mask of signals is kept, too. */
	if (!sigsetjmp(attempt.home, 1))
		call();
	attempt_now = NULL;
	return *(const char *volatile *)&attempt.missing;
}

int kth_attempt_may_end(void)
{
	const struct kt_task *task = kt_self();
	const struct attempt *attempt = attempt_now;

	return attempt && task->preempt_count == attempt->preempt_count &&
	       task->irqs_off == attempt->irqs_off && task->nr_held == attempt->nr_held;
}

void kth_attempt_end(const char *name)
{
	attempt_now->missing = name ? name : "?";
	siglongjmp(attempt_now->home, 1);
}
