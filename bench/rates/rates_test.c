// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What the engine's operations cost: "rate NAME CENTICYCLES" for each step. Beside bare.c. */
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "rates.h"

static DEFINE_SPINLOCK(spin);
static DEFINE_MUTEX(mutex);
static DEFINE_PER_CPU(unsigned long, counter);
static void *live[LIVE];

#define RATE(name, steps, body) kunit_info(test, "rate %s %llu", name, (unsigned long long)(100 * CYCLES_OF(steps, body)))
#define RATE_OF_STEPS(name, step) RATE(name, STEPS, for (int i = 0; i < STEPS; i++) { step; })

static void memory(struct kunit *test)
{
	RATE_OF_STEPS("malloc", void *p = kmalloc(64, GFP_KERNEL); KEPT(p); kfree(p));
	RATE("live", LIVE, for (int i = 0; i < LIVE; i++) live[i] = kmalloc(64, GFP_KERNEL);
	     for (int i = 0; i < LIVE; i++) kfree(live[i]));
}

static void locks(struct kunit *test)
{
	RATE_OF_STEPS("spin", spin_lock(&spin); KEPT(test); spin_unlock(&spin));
	RATE_OF_STEPS("mutex", mutex_lock(&mutex); KEPT(test); mutex_unlock(&mutex));
	RATE_OF_STEPS("percpu", this_cpu_inc(counter));
	RATE_OF_STEPS("rcu", rcu_read_lock(); KEPT(test); rcu_read_unlock());
}

static int yields(void *unused)
{
	while (!kthread_should_stop())
		cond_resched();
	return 0;
}

static void switching(struct kunit *test)
{
	struct task_struct *other = kthread_run(yields, NULL, "other");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, other);
	/* Each turn of the loop is one to the other task and one back. */
	RATE("switch", 2 * 100, for (int i = 0; i < 100; i++) cond_resched());
	kthread_stop(other);
}

static struct kunit_case cases[] = { KUNIT_CASE(memory), KUNIT_CASE(locks), KUNIT_CASE(switching), {} };
static struct kunit_suite rates = { .name = "rates", .test_cases = cases };
kunit_test_suite(rates);
MODULE_LICENSE("GPL");
