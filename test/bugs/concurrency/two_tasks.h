/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* Two threads, and their end. */
#ifndef TWO_TASKS_H
#define TWO_TASKS_H

#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/kthread.h>

struct two_tasks {
	int (*fn)(void *arg);
	void *arg;
	struct completion *ended;
};

static inline int two_tasks_run(void *data)
{
	struct two_tasks *one = data;

	one->fn(one->arg);
	complete(one->ended);
	return 0;
}

static inline void two_tasks(struct kunit *test, int (*first)(void *), int (*second)(void *), void *arg)
{
	DECLARE_COMPLETION_ONSTACK(ended);
	struct two_tasks a = { first, arg, &ended }, b = { second, arg, &ended };

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, kthread_run(two_tasks_run, &a, "first"));
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, kthread_run(two_tasks_run, &b, "second"));
	wait_for_completion(&ended);
	wait_for_completion(&ended);
}

#define TWO_TASKS_SUITE(suite_name) \
	static struct kunit_case cases[] = { KUNIT_CASE(bug), KUNIT_CASE(fixed), {} }; \
	static struct kunit_suite suite = { .name = suite_name, .test_cases = cases }; \
	kunit_test_suite(suite); \
	MODULE_LICENSE("GPL")

#endif
