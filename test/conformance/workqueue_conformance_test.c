// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Work queues: order, concurrency, what queueing and cancelling returns, flushing, draining, delays, disabling. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/smp.h>
#include <linux/workqueue.h>

struct item {
	struct work_struct work;
	struct completion started, go_on;
	struct workqueue_struct *requeue_on;
	int runs, again, order, cpu;
	bool waits, was_pending, may_sleep, is_worker, in_softirq;
};
static atomic_t order;

static void item_run(struct work_struct *work)
{
	struct item *item = container_of(work, struct item, work);

	item->was_pending = work_pending(work);
	item->may_sleep = !in_atomic() && in_task();
	item->in_softirq = in_serving_softirq();
	item->is_worker = in_task() && current_work() == work && current->flags & PF_WQ_WORKER && current->flags & PF_KTHREAD;
	item->cpu = raw_smp_processor_id();
	item->order = atomic_inc_return(&order);
	WRITE_ONCE(item->runs, item->runs + 1);
	if (item->again-- > 0)
		queue_work(item->requeue_on, work);
	complete(&item->started);
	if (item->waits)
		wait_for_completion(&item->go_on);
}

static struct item *item_of(struct kunit *test)
{
	struct item *item = kunit_kzalloc(test, sizeof(*item), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, item);
	INIT_WORK(&item->work, item_run);
	init_completion(&item->started);
	init_completion(&item->go_on);
	return item;
}

static struct workqueue_struct *queue_of(struct kunit *test, unsigned int flags, int max_active)
{
	struct workqueue_struct *wq = alloc_workqueue("conformance%d", flags, max_active, 1);

	KUNIT_ASSERT_NOT_NULL(test, wq);
	return wq;
}

static void running(struct kunit *test)
{
	struct item *item = item_of(test);

	KUNIT_EXPECT_FALSE(test, work_pending(&item->work));
	KUNIT_EXPECT_FALSE(test, flush_work(&item->work));
	KUNIT_EXPECT_TRUE(test, schedule_work(&item->work));
	wait_for_completion(&item->started);
	flush_work(&item->work);
	KUNIT_EXPECT_EQ(test, item->runs, 1);
	KUNIT_EXPECT_FALSE(test, item->was_pending);
	KUNIT_EXPECT_TRUE(test, item->may_sleep);
	KUNIT_EXPECT_TRUE(test, item->is_worker);
	KUNIT_EXPECT_FALSE(test, work_pending(&item->work));
	KUNIT_EXPECT_FALSE(test, flush_work(&item->work));
	KUNIT_EXPECT_EQ(test, work_busy(&item->work), 0u);
	KUNIT_EXPECT_NULL(test, current_work());
}

/* While it runs it may be queued once more, and does not run twice at once. */
static void queueing_a_running_one(struct kunit *test)
{
	struct item *item = item_of(test);

	item->waits = true;
	schedule_work(&item->work);
	wait_for_completion(&item->started);
	KUNIT_EXPECT_EQ(test, work_busy(&item->work), (unsigned int)WORK_BUSY_RUNNING);
	KUNIT_EXPECT_TRUE(test, schedule_work(&item->work));
	KUNIT_EXPECT_FALSE(test, schedule_work(&item->work));
	KUNIT_EXPECT_EQ(test, work_busy(&item->work), (unsigned int)(WORK_BUSY_RUNNING | WORK_BUSY_PENDING));
	msleep(20);
	KUNIT_EXPECT_EQ(test, item->runs, 1);
	complete(&item->go_on);
	wait_for_completion(&item->started);
	KUNIT_EXPECT_EQ(test, item->runs, 2);
	complete(&item->go_on);
	flush_work(&item->work);
	KUNIT_EXPECT_EQ(test, work_busy(&item->work), 0u);
}

static void ordered(struct kunit *test)
{
	struct workqueue_struct *wq = alloc_ordered_workqueue("%s", 0, "in order");
	struct item *items[5];
	int i;

	KUNIT_ASSERT_NOT_NULL(test, wq);
	atomic_set(&order, 0);
	for (i = 0; i < 5; i++) {
		items[i] = item_of(test);
		items[i]->waits = i == 0;
		KUNIT_EXPECT_TRUE(test, queue_work(wq, &items[i]->work));
	}
	wait_for_completion(&items[0]->started);
	msleep(20);
	for (i = 1; i < 5; i++)
		KUNIT_EXPECT_EQ(test, items[i]->runs, 0);
	complete(&items[0]->go_on);
	flush_workqueue(wq);
	for (i = 0; i < 5; i++)
		KUNIT_EXPECT_EQ(test, items[i]->order, i + 1);
	destroy_workqueue(wq);
}

/* As many at once as max_active says. */
static void at_once(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, WQ_UNBOUND, 2);
	struct item *items[3];
	int i;

	for (i = 0; i < 3; i++) {
		items[i] = item_of(test);
		items[i]->waits = true;
		queue_work(wq, &items[i]->work);
	}
	wait_for_completion(&items[0]->started);
	wait_for_completion(&items[1]->started);
	msleep(20);
	KUNIT_EXPECT_EQ(test, items[2]->runs, 0);
	complete(&items[1]->go_on);
	wait_for_completion(&items[2]->started);
	complete(&items[0]->go_on);
	complete(&items[2]->go_on);
	destroy_workqueue(wq);
}

static void on_its_cpu(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, 0, 0);
	struct item *items[2];
	int i, cpus[2] = { cpumask_first(cpu_online_mask), cpumask_last(cpu_online_mask) };

	for (i = 0; i < 2; i++) {
		items[i] = item_of(test);
		KUNIT_EXPECT_TRUE(test, queue_work_on(cpus[i], wq, &items[i]->work));
		KUNIT_EXPECT_TRUE(test, flush_work(&items[i]->work) || items[i]->runs);
		KUNIT_EXPECT_EQ(test, items[i]->cpu, cpus[i]);
	}
	destroy_workqueue(wq);
}

static void cancelling(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, WQ_UNBOUND, 1);
	struct item *first = item_of(test), *second = item_of(test);

	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&first->work));
	first->waits = true;
	queue_work(wq, &first->work);
	wait_for_completion(&first->started);
	queue_work(wq, &second->work);
	KUNIT_EXPECT_TRUE(test, work_pending(&second->work));
	KUNIT_EXPECT_TRUE(test, cancel_work(&second->work));
	KUNIT_EXPECT_FALSE(test, work_pending(&second->work));
	KUNIT_EXPECT_FALSE(test, cancel_work(&second->work));
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &second->work));
	KUNIT_EXPECT_TRUE(test, cancel_work_sync(&second->work));
	/* What runs is not pending. */
	KUNIT_EXPECT_FALSE(test, cancel_work(&first->work));
	complete(&first->go_on);
	KUNIT_EXPECT_FALSE(test, cancel_work_sync(&first->work));
	KUNIT_EXPECT_EQ(test, first->runs, 1);
	KUNIT_EXPECT_EQ(test, second->runs, 0);
	destroy_workqueue(wq);
}

/* It queues itself again, and cancelling ends that. */
static void cancelling_what_queues_itself(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, 0, 1);
	struct item *item = item_of(test);
	int runs;

	item->requeue_on = wq;
	item->again = INT_MAX;
	queue_work(wq, &item->work);
	wait_for_completion(&item->started);
	wait_for_completion(&item->started);
	cancel_work_sync(&item->work);
	runs = item->runs;
	KUNIT_EXPECT_GE(test, runs, 2);
	KUNIT_EXPECT_FALSE(test, work_pending(&item->work));
	msleep(20);
	KUNIT_EXPECT_EQ(test, item->runs, runs);
	/* It may be queued afterwards. */
	item->again = 0;
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &item->work));
	destroy_workqueue(wq);
	KUNIT_EXPECT_EQ(test, item->runs, runs + 1);
}

static void draining(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, 0, 1);
	struct item *item = item_of(test);

	item->requeue_on = wq;
	item->again = 3;
	queue_work(wq, &item->work);
	drain_workqueue(wq);
	KUNIT_EXPECT_EQ(test, item->runs, 4);
	/* The queue can be used again. */
	KUNIT_EXPECT_TRUE(test, queue_work(wq, &item->work));
	destroy_workqueue(wq);
	KUNIT_EXPECT_EQ(test, item->runs, 5);
}

struct later {
	struct delayed_work work;
	struct completion done;
	unsigned long at;
	int runs;
	bool was_pending;
};

static void later_run(struct work_struct *work)
{
	struct later *later = container_of(to_delayed_work(work), struct later, work);

	later->was_pending = delayed_work_pending(&later->work);
	later->at = jiffies;
	later->runs++;
	complete(&later->done);
}

static struct later *later_of(struct kunit *test)
{
	struct later *later = kunit_kzalloc(test, sizeof(*later), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, later);
	INIT_DELAYED_WORK(&later->work, later_run);
	init_completion(&later->done);
	return later;
}

static void delayed(struct kunit *test)
{
	struct later *later = later_of(test);
	unsigned long start = jiffies;

	KUNIT_EXPECT_TRUE(test, schedule_delayed_work(&later->work, 5));
	KUNIT_EXPECT_TRUE(test, delayed_work_pending(&later->work));
	KUNIT_EXPECT_TRUE(test, timer_pending(&later->work.timer));
	KUNIT_EXPECT_FALSE(test, schedule_delayed_work(&later->work, 1));
	wait_for_completion(&later->done);
	KUNIT_EXPECT_GE(test, (long)(later->at - start), 5);
	KUNIT_EXPECT_FALSE(test, later->was_pending);
	flush_delayed_work(&later->work);
	/* No delay, no timer. */
	KUNIT_EXPECT_TRUE(test, schedule_delayed_work(&later->work, 0));
	KUNIT_EXPECT_FALSE(test, timer_pending(&later->work.timer));
	wait_for_completion(&later->done);
	flush_delayed_work(&later->work);
	KUNIT_EXPECT_EQ(test, later->runs, 2);
}

static void changing_a_delay(struct kunit *test)
{
	struct later *later = later_of(test);

	KUNIT_EXPECT_FALSE(test, mod_delayed_work(system_wq, &later->work, 1000 * HZ));
	KUNIT_EXPECT_TRUE(test, mod_delayed_work(system_wq, &later->work, 2000 * HZ));
	KUNIT_EXPECT_TRUE(test, cancel_delayed_work(&later->work));
	KUNIT_EXPECT_FALSE(test, cancel_delayed_work(&later->work));
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&later->work));
	KUNIT_EXPECT_FALSE(test, timer_pending(&later->work.timer));
	schedule_delayed_work(&later->work, 1000 * HZ);
	KUNIT_EXPECT_TRUE(test, mod_delayed_work(system_wq, &later->work, 1));
	wait_for_completion(&later->done);
	flush_delayed_work(&later->work);
	/* Flushing does not wait for the delay. */
	schedule_delayed_work(&later->work, 1000 * HZ);
	KUNIT_EXPECT_TRUE(test, flush_delayed_work(&later->work) || later->runs == 2);
	KUNIT_EXPECT_EQ(test, later->runs, 2);
	schedule_delayed_work(&later->work, 1000 * HZ);
	KUNIT_EXPECT_TRUE(test, cancel_delayed_work_sync(&later->work));
	KUNIT_EXPECT_FALSE(test, cancel_delayed_work_sync(&later->work));
	KUNIT_EXPECT_EQ(test, later->runs, 2);
}

static void disabling(struct kunit *test)
{
	struct item *item = item_of(test);
	struct later *later = later_of(test);

	KUNIT_EXPECT_FALSE(test, disable_work_sync(&item->work));
	KUNIT_EXPECT_FALSE(test, schedule_work(&item->work));
	KUNIT_EXPECT_FALSE(test, disable_work(&item->work));
	KUNIT_EXPECT_FALSE(test, enable_work(&item->work));
	KUNIT_EXPECT_FALSE(test, schedule_work(&item->work));
	KUNIT_EXPECT_TRUE(test, enable_work(&item->work));
	KUNIT_EXPECT_TRUE(test, schedule_work(&item->work));
	wait_for_completion(&item->started);
	flush_work(&item->work);
	KUNIT_EXPECT_EQ(test, item->runs, 1);
	schedule_delayed_work(&later->work, 1000 * HZ);
	KUNIT_EXPECT_TRUE(test, disable_delayed_work_sync(&later->work));
	KUNIT_EXPECT_FALSE(test, schedule_delayed_work(&later->work, 0));
	KUNIT_EXPECT_FALSE(test, mod_delayed_work(system_wq, &later->work, 0));
	KUNIT_EXPECT_FALSE(test, delayed_work_pending(&later->work));
	KUNIT_EXPECT_TRUE(test, enable_delayed_work(&later->work));
	KUNIT_EXPECT_EQ(test, later->runs, 0);
	disable_work(&item->work);
	KUNIT_EXPECT_TRUE(test, enable_and_queue_work(system_unbound_wq, &item->work));
	flush_work(&item->work);
	KUNIT_EXPECT_EQ(test, item->runs, 2);
}

/* Flushing a queue waits for what was there, and not for what comes meanwhile. */
static void flushing_a_queue(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, WQ_UNBOUND, 4);
	struct item *first = item_of(test), *late = item_of(test);

	first->requeue_on = wq;
	first->again = 1;
	late->waits = true;
	queue_work(wq, &first->work);
	flush_workqueue(wq);
	KUNIT_EXPECT_GE(test, READ_ONCE(first->runs), 1);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, first->runs, 2);
	queue_work(wq, &late->work);
	wait_for_completion(&late->started);
	complete(&late->go_on);
	flush_workqueue(wq);
	KUNIT_EXPECT_EQ(test, work_busy(&late->work), 0u);
	destroy_workqueue(wq);
}

static void in_bottom_half(struct kunit *test)
{
	struct item *item = item_of(test);

	queue_work(system_bh_wq, &item->work);
	wait_for_completion(&item->started);
	KUNIT_EXPECT_TRUE(test, item->in_softirq);
	KUNIT_EXPECT_FALSE(test, item->may_sleep);
	cancel_work_sync(&item->work);
}

static struct {
	struct rcu_work work;
	int runs;
} after_readers;

static void after_readers_run(struct work_struct *work)
{
	after_readers.runs += to_rcu_work(work) == &after_readers.work;
}

static void after_a_grace_period(struct kunit *test)
{
	after_readers.runs = 0;
	INIT_RCU_WORK(&after_readers.work, after_readers_run);
	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, queue_rcu_work(system_wq, &after_readers.work));
	KUNIT_EXPECT_FALSE(test, queue_rcu_work(system_wq, &after_readers.work));
	KUNIT_EXPECT_EQ(test, after_readers.runs, 0);
	rcu_read_unlock();
	KUNIT_EXPECT_TRUE(test, flush_rcu_work(&after_readers.work));
	KUNIT_EXPECT_EQ(test, after_readers.runs, 1);
	KUNIT_EXPECT_FALSE(test, flush_rcu_work(&after_readers.work));
}

static int calls;

static void count_call(struct work_struct *work)
{
	calls++;
}

static long my_cpu(void *arg)
{
	return raw_smp_processor_id() + *(long *)arg;
}

static void calls_of_their_own(struct kunit *test)
{
	struct execute_work ew;
	long plus = 100;

	calls = 0;
	KUNIT_EXPECT_EQ(test, execute_in_process_context(count_call, &ew), 0);
	KUNIT_EXPECT_EQ(test, calls, 1);
	KUNIT_EXPECT_EQ(test, work_on_cpu(cpumask_last(cpu_online_mask), my_cpu, &plus),
			100 + (long)cpumask_last(cpu_online_mask));
}

static void limits(struct kunit *test)
{
	struct workqueue_struct *wq = queue_of(test, 0, 1 << 20);
	struct item *items[2] = { item_of(test), item_of(test) };
	int i;

	workqueue_set_max_active(wq, 1);
	for (i = 0; i < 2; i++) {
		items[i]->waits = true;
		queue_work_on(0, wq, &items[i]->work);
	}
	wait_for_completion(&items[0]->started);
	msleep(20);
	KUNIT_EXPECT_EQ(test, items[1]->runs, 0);
	workqueue_set_max_active(wq, 2);
	wait_for_completion(&items[1]->started);
	for (i = 0; i < 2; i++)
		complete(&items[i]->go_on);
	destroy_workqueue(wq);
}

static struct kunit_case workqueue_cases[] = {
	KUNIT_CASE(running),
	KUNIT_CASE(queueing_a_running_one),
	KUNIT_CASE(ordered),
	KUNIT_CASE(at_once),
	KUNIT_CASE(on_its_cpu),
	KUNIT_CASE(cancelling),
	KUNIT_CASE(cancelling_what_queues_itself),
	KUNIT_CASE(draining),
	KUNIT_CASE(delayed),
	KUNIT_CASE(changing_a_delay),
	KUNIT_CASE(disabling),
	KUNIT_CASE(flushing_a_queue),
	KUNIT_CASE(in_bottom_half),
	KUNIT_CASE(after_a_grace_period),
	KUNIT_CASE(calls_of_their_own),
	KUNIT_CASE(limits),
	{}
};

static struct kunit_suite workqueue_suite = {
	.name = "workqueue_conformance",
	.test_cases = workqueue_cases,
};
kunit_test_suite(workqueue_suite);
MODULE_DESCRIPTION("Work queues, equal in the process and in a kernel");
MODULE_LICENSE("GPL");
