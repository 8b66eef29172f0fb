/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Who wants to know of CPUs that come and go.
 * Fidelity: simplified: none comes or goes, so nothing is called; setup that calls for the CPUs there are is not here
 */
#ifndef KTEST_LINUX_CPUHOTPLUG_H
#define KTEST_LINUX_CPUHOTPLUG_H
#include <ktest/open.h>

#include <linux/types.h>

enum cpuhp_state {
	CPUHP_INVALID = -1,
	CPUHP_OFFLINE = 0,
	CPUHP_RADIX_DEAD,
	CPUHP_BP_PREPARE_DYN,
	CPUHP_BP_PREPARE_DYN_END = CPUHP_BP_PREPARE_DYN + 20,
	CPUHP_AP_ONLINE_DYN,
	CPUHP_AP_ONLINE_DYN_END = CPUHP_AP_ONLINE_DYN + 40,
	CPUHP_ONLINE,
};

/* A number for CPUHP_AP_ONLINE_DYN and CPUHP_BP_PREPARE_DYN, else 0. */
static inline int cpuhp_setup_state_nocalls(enum cpuhp_state state, const char *name, int (*startup)(unsigned int cpu),
					    int (*teardown)(unsigned int cpu))
{
	(void)name, (void)startup, (void)teardown;
	return state == CPUHP_AP_ONLINE_DYN || state == CPUHP_BP_PREPARE_DYN ? (int)state : 0;
}
static inline void cpuhp_remove_state_nocalls(enum cpuhp_state state) { (void)state; }

#include <ktest/close.h>
#endif
