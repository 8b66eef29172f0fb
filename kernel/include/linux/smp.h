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
#define smp_processor_id() raw_smp_processor_id()
#define get_cpu() ({ kt_preempt_disable(); smp_processor_id(); })
#define put_cpu() kt_preempt_enable()

#include <ktest/close.h>
#endif
