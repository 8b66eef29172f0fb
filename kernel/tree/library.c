// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A program without suites: what `ktest lib` makes, which takes kunit.c's place. */
#include "tree.h"

void kt_skin_enter(void);

const struct kt_suite *kt_skin_suites(unsigned int *nr)
{
	*nr = 0;
	return NULL;
}

void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c)
{
}

void ktree_start_suites(void)
{
	/* The process that uses it is no case, and has no verdict. */
	kt_run.is_lenient = 1;
}

void ktree_warned(const char *file, int line, const char *text)
{
}

void kt_skin_enter(void)
{
	ktree_adopt_first_task();
	ktree_cpu_take();
	ktree_start_timers_of_boot();
}
