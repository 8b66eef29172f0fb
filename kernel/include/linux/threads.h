/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Limits on CPUs and tasks.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_THREADS_H
#define KTEST_LINUX_THREADS_H

/* Plain mode: a program may define it before, or has 32. */
#ifndef NR_CPUS
#ifdef CONFIG_NR_CPUS
#define NR_CPUS CONFIG_NR_CPUS
#else
#define NR_CPUS 32
#endif
#endif
#define MIN_THREADS_LEFT_FOR_ROOT 4
#define PID_MAX_DEFAULT 0x8000
#define PID_MAX_LIMIT (4 * 1024 * 1024)

#endif
