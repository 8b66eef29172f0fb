// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The RCU readers of a tree's user-space programs, which may be interrupted. A grace period lets new readers count
 * elsewhere and waits until nobody is left where they counted before. All run on one CPU, so plain words will do.
 */
#include "tree.h"
#include "program/parts.h"

void ktest_program_rcu_read_lock(void);
void ktest_program_rcu_read_unlock(void);

static unsigned int program_readers[2];	/* by phase */
static unsigned int program_phase, program_grace_period_runs;
static __thread unsigned int program_depth, program_phase_of_reader;

void ktest_program_rcu_read_lock(void)
{
	if (program_depth++)
		return;
	program_phase_of_reader = program_phase;
	program_readers[program_phase]++;
}

void ktest_program_rcu_read_unlock(void)
{
	unsigned int *readers = &program_readers[program_phase_of_reader];

	if (!program_depth)
		kt_fatal(KT_FATAL_LOCK, "rcu_read_unlock() without rcu_read_lock()");
	if (--program_depth)
		return;
	if (--*readers == 0 && program_phase_of_reader != program_phase)
		kt_wake(readers, ~0u);
}

static void program_wait_for_readers(void)
{
	unsigned int *readers, n;

	while (READ_ONCE(program_grace_period_runs))
		ktree_sleep_on(&program_grace_period_runs, 1, KT_FOREVER);
	program_grace_period_runs = 1;
	readers = &program_readers[program_phase];
	program_phase = !program_phase;
	while ((n = READ_ONCE(*readers)))
		ktree_sleep_on(readers, n, KT_FOREVER);
	program_grace_period_runs = 0;
	kt_wake(&program_grace_period_runs, ~0u);
}

void program_start_rcu(void)
{
	ktree_wait_for_readers = program_wait_for_readers;
}

/* Threads that still read when main() has ended keep nobody from the end. */
void program_end_rcu(void)
{
	ktree_wait_for_readers = NULL;
}
