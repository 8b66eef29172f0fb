// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Kernel threads that do work: order, what queueing and cancelling returns, delays, flushing, destroying. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/string.h>

struct job {
	struct kthread_work work;
	struct completion started, go_on;
	struct task_struct *by;
	int runs, order;
	bool waits;
};
static int order;

static void job_run(struct kthread_work *work)
{
	struct job *job = container_of(work, struct job, work);

	job->by = current;
	job->order = ++order;
	job->runs++;
	complete(&job->started);
	if (READ_ONCE(job->waits))
		wait_for_completion(&job->go_on);
}

static struct job *job_of(struct kunit *test)
{
	struct job *job = kunit_kzalloc(test, sizeof(*job), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, job);
	kthread_init_work(&job->work, job_run);
	init_completion(&job->started);
	init_completion(&job->go_on);
	return job;
}

static struct kthread_worker *worker_of(struct kunit *test)
{
	struct kthread_worker *worker = kthread_create_worker(0, "job-%d", 7);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, worker);
	return worker;
}

static void in_order(struct kunit *test)
{
	struct kthread_worker *worker = worker_of(test);
	struct job *jobs[3];
	int i;

	order = 0;
	for (i = 0; i < 3; i++) {
		jobs[i] = job_of(test);
		jobs[i]->waits = i == 0;
		KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &jobs[i]->work));
	}
	wait_for_completion(&jobs[0]->started);
	KUNIT_EXPECT_FALSE(test, kthread_queue_work(worker, &jobs[1]->work));
	KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &jobs[0]->work));
	WRITE_ONCE(jobs[0]->waits, false);
	complete(&jobs[0]->go_on);
	kthread_flush_worker(worker);
	KUNIT_EXPECT_EQ(test, jobs[1]->order, 2);
	KUNIT_EXPECT_EQ(test, jobs[2]->order, 3);
	KUNIT_EXPECT_EQ(test, jobs[0]->order, 4);
	KUNIT_EXPECT_PTR_EQ(test, jobs[1]->by, worker->task);
	KUNIT_EXPECT_STREQ(test, worker->task->comm, "job-7");
	kthread_destroy_worker(worker);
}

static void cancelling(struct kunit *test)
{
	struct kthread_worker *worker = worker_of(test);
	struct job *first = job_of(test), *second = job_of(test);

	KUNIT_EXPECT_FALSE(test, kthread_cancel_work_sync(&second->work));
	first->waits = true;
	kthread_queue_work(worker, &first->work);
	wait_for_completion(&first->started);
	kthread_queue_work(worker, &second->work);
	KUNIT_EXPECT_TRUE(test, kthread_cancel_work_sync(&second->work));
	KUNIT_EXPECT_FALSE(test, kthread_cancel_work_sync(&second->work));
	KUNIT_EXPECT_TRUE(test, kthread_queue_work(worker, &second->work));
	complete(&first->go_on);
	kthread_flush_work(&second->work);
	KUNIT_EXPECT_EQ(test, second->runs, 1);
	kthread_destroy_worker(worker);
}

struct later {
	struct kthread_delayed_work work;
	struct completion done;
	unsigned long at;
	int runs;
};

static void later_run(struct kthread_work *work)
{
	struct later *later = container_of(container_of(work, struct kthread_delayed_work, work), struct later, work);

	later->at = jiffies;
	later->runs++;
	complete(&later->done);
}

static void delayed(struct kunit *test)
{
	struct kthread_worker *worker = worker_of(test);
	struct later *later = kunit_kzalloc(test, sizeof(*later), GFP_KERNEL);
	unsigned long start = jiffies;

	KUNIT_ASSERT_NOT_NULL(test, later);
	kthread_init_delayed_work(&later->work, later_run);
	init_completion(&later->done);
	KUNIT_EXPECT_TRUE(test, kthread_queue_delayed_work(worker, &later->work, 5));
	KUNIT_EXPECT_FALSE(test, kthread_queue_delayed_work(worker, &later->work, 1));
	wait_for_completion(&later->done);
	KUNIT_EXPECT_GE(test, (long)(later->at - start), 5);
	KUNIT_EXPECT_FALSE(test, kthread_mod_delayed_work(worker, &later->work, 1000 * HZ));
	KUNIT_EXPECT_TRUE(test, kthread_mod_delayed_work(worker, &later->work, 1));
	wait_for_completion(&later->done);
	kthread_queue_delayed_work(worker, &later->work, 1000 * HZ);
	KUNIT_EXPECT_TRUE(test, kthread_cancel_delayed_work_sync(&later->work));
	KUNIT_EXPECT_FALSE(test, kthread_cancel_delayed_work_sync(&later->work));
	KUNIT_EXPECT_EQ(test, later->runs, 2);
	kthread_destroy_worker(worker);
}

/* What is queued when the worker is destroyed is done first. */
static void destroying(struct kunit *test)
{
	struct kthread_worker *worker = worker_of(test);
	struct job *job = job_of(test);

	kthread_queue_work(worker, &job->work);
	kthread_destroy_worker(worker);
	KUNIT_EXPECT_EQ(test, job->runs, 1);
}

static int plain_main(void *worker)
{
	return kthread_worker_fn(worker);
}

/* A thread of the user's own, and a worker in its memory. */
static void own_thread(struct kunit *test)
{
	struct kthread_worker worker;
	struct task_struct *task;
	struct job *job = job_of(test);

	kthread_init_worker(&worker);
	kthread_queue_work(&worker, &job->work);
	task = kthread_run(plain_main, &worker, "own");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_for_completion(&job->started);
	kthread_flush_worker(&worker);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 0);
	KUNIT_EXPECT_PTR_EQ(test, job->by, task);
}

static struct kunit_case kthread_worker_cases[] = {
	KUNIT_CASE(in_order),
	KUNIT_CASE(cancelling),
	KUNIT_CASE(delayed),
	KUNIT_CASE(destroying),
	KUNIT_CASE(own_thread),
	{}
};

static struct kunit_suite kthread_worker_suite = {
	.name = "kthread_worker_conformance",
	.test_cases = kthread_worker_cases,
};
kunit_test_suite(kthread_worker_suite);
MODULE_DESCRIPTION("Kernel threads that do work, equal in the process and in a kernel");
MODULE_LICENSE("GPL");
