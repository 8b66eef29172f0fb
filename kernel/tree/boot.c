// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Start-up: the machine, then the boot hooks and initcalls that the tool found this program needs. */
#include "tree.h"
#include <linux/init.h>
#include <linux/rcupdate.h>

struct ktree_hook {
	void (*hook)(void);
	const char *name;
};

/* Made by the tool for each program, in the tree's own order. */
extern const struct ktree_hook ktree_boot_hooks[];
extern initcall_t ktree_initcalls_start[], ktree_initcalls_end[];
extern initcall_t ktree_own_initcalls_start[], ktree_own_initcalls_end[];

bool ktree_is_booting;

bool ktree_run_pending(void)
{
	return ktree_run_pending_rcu() || ktree_run_pending_work() ||
	       ktree_run_pending_softirqs() || ktree_run_pending_timers();
}

/*
 * The kernel's own initcalls. One that reaches what no program has is left there, as a kernel goes
 * on after an initcall that failed; most suites do not need what it prepares.
 */
static void ktree_run_initcalls(void)
{
	for (initcall_t *call = ktree_initcalls_start; call < ktree_initcalls_end; call++) {
		const char *missing = *call ? kt_attempt(*call) : NULL;

		if (missing)
			pr_warn("ktest: initcall %ps was left at %s(), which this program does not have\n",
				*call, missing);
	}
	for (initcall_t *call = ktree_own_initcalls_start; call < ktree_own_initcalls_end; call++)
		if (*call)
			(*call)();
}

void kt_skin_boot(void)
{
	ktree_adopt_first_task();
	ktree_start_time();
	ktree_start_pages();
	ktree_start_workqueues();
	ktree_start_suites();
	ktree_is_booting = true;
	ktree_cpu_boot();
	for (const struct ktree_hook *h = ktree_boot_hooks; h->hook; h++)
		h->hook();
	ktree_run_initcalls();
	while (ktree_run_pending())
		;
	ktree_is_booting = false;
	ktree_cpu_give();
}

void ktree_drain(void)
{
	for (int i = 0; i < 3; i++) {
		rcu_barrier();
		ktree_yield();
	}
}
