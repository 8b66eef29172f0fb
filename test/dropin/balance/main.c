/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Threads report answer times of two servers; kernel threads that sleep in a wait queue start them. */
#include <linux/completion.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/slab.h>
#include "ktest.h"
#include "stats.h"

#define THREADS 40
#define EACH 400

static struct server *fast, *slow;
static DECLARE_COMPLETION(may_start);
static atomic_t ended = ATOMIC_INIT(0);

static void *report(void *arg)
{
	int i;

	(void)arg;
	wait_for_completion(&may_start);
	for (i = 0; i < EACH; i++) {
		server_answered(fast, i % 10 ? 1 : 1000);
		server_answered(slow, 20 + i % 10);
	}
	atomic_inc(&ended);
	return NULL;
}

static int starter(void *arg)
{
	(void)arg;
	complete_all(&may_start);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 7;
}

int main(void)
{
	unsigned long start = jiffies;
	struct task_struct *thread;
	pthread_t threads[THREADS];
	int i, main_cpu = smp_processor_id();

	fast = server_add("fast");
	slow = server_add("slow");
	BUG_ON(!fast || !slow || main_cpu != 0);
	for (i = 0; i < THREADS; i++)
		BUG_ON(spawn_thread(&threads[i], report, NULL));
	thread = kthread_run(starter, NULL, "starter");
	BUG_ON(IS_ERR(thread));
	for (i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	BUG_ON(kthread_stop(thread) != 7);
	BUG_ON(atomic_read(&ended) != THREADS);
	BUG_ON(server_percentile(fast, 90) != 1 || server_percentile(fast, 99) != 512);
	BUG_ON(server_percentile(slow, 50) != 16);
	BUG_ON(!time_after_eq(jiffies, start) || jiffies_to_msecs(jiffies - start) > 100000);
	servers_free();
	printk(KERN_INFO "balance: %d threads, %d CPUs\n", THREADS, NR_CPUS);
	return 0;
}
