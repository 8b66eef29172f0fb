/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The running CPU.
 * Fidelity: simplified: no cross-calls
 */
#ifndef KTEST_LINUX_SMP_H
#define KTEST_LINUX_SMP_H
#include <ktest/open.h>

#include <linux/cpumask.h>
#include <linux/preempt.h>
#include <ktest/core.h>

#define raw_smp_processor_id() ((unsigned int)kt_self()->cpu)
#define __smp_processor_id() raw_smp_processor_id()
#ifdef KTEST_HOSTED
/* What is found of the running CPU is of use as long as the task stays there: preemption or migration is off, or it is bound. */
void ktest_is_preemptible(const char *what);
static inline void ktest_check_this_cpu(const char *what)
{
	const struct kt_task *self = kt_self();

	if (__builtin_expect(!self->preempt_count && !self->migration_off && !self->bound, 0))
		ktest_is_preemptible(what);
}
#else
static inline void ktest_check_this_cpu(const char *what) { (void)what; }
#endif
#define smp_processor_id() (ktest_check_this_cpu("smp_processor_id()"), raw_smp_processor_id())
#define get_cpu() ({ kt_preempt_disable(); raw_smp_processor_id(); })
#define put_cpu() kt_preempt_enable()

#include <ktest/close.h>
#endif
