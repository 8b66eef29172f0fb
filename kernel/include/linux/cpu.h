/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * CPU hotplug: there is none.
 * Fidelity: simplified: CPUs do not come or go
 */
#ifndef KTEST_LINUX_CPU_H
#define KTEST_LINUX_CPU_H
#include <ktest/open.h>

#include <ktest/versions.h>
#include <linux/cpuhotplug.h>
#include <linux/cpumask.h>
#include <linux/cleanup.h>
#include <linux/smp.h>

static inline void cpus_read_lock(void) {}
static inline void cpus_read_unlock(void) {}
static inline int cpus_read_trylock(void) { return true; }
static inline void cpus_write_lock(void) {}
static inline void cpus_write_unlock(void) {}
static inline void lockdep_assert_cpus_held(void) {}
static inline void cpu_hotplug_disable(void) {}
static inline void cpu_hotplug_enable(void) {}
#if KTEST_HAS_get_online_cpus
static inline void get_online_cpus(void) {}
#endif
#if KTEST_HAS_put_online_cpus
static inline void put_online_cpus(void) {}
#endif
DEFINE_LOCK_GUARD_0(cpus_read_lock, cpus_read_lock(), cpus_read_unlock())

#include <ktest/close.h>
#endif
