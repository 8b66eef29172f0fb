// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Each attempt runs in a task of its own, as KUnit does it: leaving it from any depth is
 * ending the task, which needs no jump and so suits every compiler and sanitizer.
 */
#include <kunit/test.h>
#include <linux/kthread.h>

__weak void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
				 kunit_try_catch_func_t try, kunit_try_catch_func_t catch)
{
	try_catch->test = test;
	try_catch->try = try;
	try_catch->catch = catch;
}

static void try_catch_finish(struct kunit_try_catch *try_catch)
{
	__atomic_store_n(&try_catch->done, 1, __ATOMIC_RELEASE);
	kt_wake(&try_catch->done, 1);
	kt_task_exit();
}

static void try_catch_task(void *arg)
{
	struct kunit_try_catch *try_catch = arg;

	current->journal_info = try_catch; /* says which task a throw ends with try_catch_finish */
	try_catch->try_result = 0;
	try_catch->try(try_catch->context);
	try_catch_finish(try_catch);
}

__weak void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
{
	bool failed;

	try_catch->context = context;
	try_catch->try_result = -EINTR;
	try_catch->done = 0;
	if (!kt_spawn(try_catch->test ? try_catch->test->name : "kunit", -1, try_catch_task,
		      try_catch)) {
		try_catch->try_result = -ENOMEM;
		try_catch->catch(context);
		return;
	}
	kt_self()->awaits_case = 1;
	while (!__atomic_load_n(&try_catch->done, __ATOMIC_ACQUIRE))
		kt_wait(&try_catch->done, 0, KT_FOREVER);
	kt_self()->awaits_case = 0;
	failed = try_catch->try_result != 0;
	if (try_catch->try_result == -EFAULT)
		try_catch->try_result = 0; /* thrown on purpose, not an internal error */
	if (failed)
		try_catch->catch(context);
}

__weak void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch)
{
	WRITE_ONCE(try_catch->try_result, -EFAULT);
	if (current->journal_info == try_catch)
		try_catch_finish(try_catch);
	kthread_exit(0); /* a helper thread: only it ends */
}
