// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Each attempt in a kernel thread of its own, with the user memory of whoever started it. */
#include <kunit/test.h>
#include <linux/kthread.h>
#include <linux/mmu_context.h>
#include <linux/sched.h>
#include <linux/wait_bit.h>

/* ---- whose test a task runs ------------------------------------------------------------------- */

/* Cases run one at a time; a few tries nest, where KUnit tests itself. */
static struct {
	struct task_struct *task;
	struct kunit *test;
} owners[16];
static DEFINE_SPINLOCK(owners_lock);

static struct kunit *nowhere;

struct kunit **ktest_test_of_task(void)
{
	struct kunit **found = &nowhere;
	unsigned long flags;

	nowhere = NULL;
	spin_lock_irqsave(&owners_lock, flags);
	for (int i = 0; i < ARRAY_SIZE(owners); i++)
		if (owners[i].task == current)
			found = &owners[i].test;
	spin_unlock_irqrestore(&owners_lock, flags);
	return found;
}

static void owner_change(struct task_struct *from, struct task_struct *to)
{
	unsigned long flags;

	spin_lock_irqsave(&owners_lock, flags);
	for (int i = 0; i < ARRAY_SIZE(owners); i++)
		if (owners[i].task == from) {
			owners[i].task = to;
			owners[i].test = NULL;
			break;
		}
	spin_unlock_irqrestore(&owners_lock, flags);
}

/* ---- tries ------------------------------------------------------------------------------------- */

struct attempt {
	struct kunit_try_catch *try_catch;
	struct mm_struct *mm;
};

void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try, kunit_try_catch_func_t catch);
void kunit_try_catch_init(struct kunit_try_catch *try_catch, struct kunit *test,
			  kunit_try_catch_func_t try, kunit_try_catch_func_t catch)
{
	try_catch->test = test;
	try_catch->try = try;
	try_catch->catch = catch;
}

static void __noreturn try_finish(struct attempt *attempt)
{
	struct kunit_try_catch *try_catch = attempt->try_catch;

	if (attempt->mm)
		kthread_unuse_mm(attempt->mm);
	owner_change(current, NULL);
	smp_store_release(&try_catch->done, 1);
	wake_up_var(&try_catch->done);
	kthread_complete_and_exit(NULL, 0);
}

static int try_thread(void *arg)
{
	struct attempt *attempt = arg;

	if (attempt->mm)
		kthread_use_mm(attempt->mm);
	owner_change(NULL, current);
	attempt->try_catch->try_result = 0;
	attempt->try_catch->try(attempt->try_catch->context);
	try_finish(attempt);
}

void kunit_try_catch_run(struct kunit_try_catch *try_catch, void *context)
{
	struct attempt attempt = { .try_catch = try_catch, .mm = current->mm };
	struct task_struct *task;
	bool failed;

	try_catch->context = context;
	try_catch->try_result = -EINTR;
	try_catch->done = 0;
	task = kthread_run(try_thread, &attempt, "%s",
			   try_catch->test ? try_catch->test->name : "kunit");
	if (IS_ERR(task)) {
		try_catch->try_result = PTR_ERR(task);
		try_catch->catch(context);
		return;
	}
	wait_var_event(&try_catch->done, smp_load_acquire(&try_catch->done));
	failed = try_catch->try_result != 0;
	if (try_catch->try_result == -EFAULT)
		try_catch->try_result = 0; /* thrown on purpose, not an internal error */
	if (failed)
		try_catch->catch(context);
}

void __noreturn kunit_try_catch_throw(struct kunit_try_catch *try_catch)
{
	/* A try need not be a case's: who tests KUnit itself makes some for no test. */
	bool is_try = ktest_test_of_task() != &nowhere;
	struct attempt *attempt = is_try ? kthread_data(current) : NULL;

	WRITE_ONCE(try_catch->try_result, -EFAULT);
	if (attempt && attempt->try_catch == try_catch)
		try_finish(attempt);
	kthread_complete_and_exit(NULL, 0); /* a helper thread: only it ends */
}
