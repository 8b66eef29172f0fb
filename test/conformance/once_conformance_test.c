// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Arguments are evaluated once, and what is constant is known when this is compiled. */
#include <kunit/test.h>
#include <linux/bitmap.h>
#include <linux/build_bug.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/spinlock.h>
#include <linux/swab.h>
#include <linux/wait.h>

static void searches(struct kunit *test)
{
	unsigned long a[2] = { 0xf0, 0xff }, b[2] = { 0xff, 0xf }, c[2] = { 0x20, 0 };
	unsigned long n = 1, size = 128;

	KUNIT_EXPECT_EQ(test, find_nth_bit(a, size, n++), 5);
	KUNIT_EXPECT_EQ(test, n, 2);
	KUNIT_EXPECT_EQ(test, find_nth_and_bit(a, b, size, n++), 6);
	KUNIT_EXPECT_EQ(test, n, 3);
	KUNIT_EXPECT_EQ(test, find_nth_andnot_bit(a, b, size, n++), 71);
	KUNIT_EXPECT_EQ(test, n, 4);
	KUNIT_EXPECT_EQ(test, find_nth_and_andnot_bit(a, b, c, size, n++), 65);
	KUNIT_EXPECT_EQ(test, n, 5);
	KUNIT_EXPECT_EQ(test, find_nth_bit(a, size++, 200), 128);
	KUNIT_EXPECT_EQ(test, size, 129);
}

static void bits(struct kunit *test)
{
	DECLARE_BITMAP(map, 100) = {};
	unsigned int i = 3;

	__set_bit(i++, map);
	set_bit(i++, map);
	KUNIT_EXPECT_EQ(test, i, 5);
	KUNIT_EXPECT_EQ(test, map[0], 0x18UL);
	KUNIT_EXPECT_FALSE(test, test_bit(i++, map));
	KUNIT_EXPECT_EQ(test, i, 6);
	KUNIT_EXPECT_EQ(test, hweight32(i++), 2);
	KUNIT_EXPECT_EQ(test, hweight64(i++), 3);
	KUNIT_EXPECT_EQ(test, __ffs(i++), 3);
	KUNIT_EXPECT_EQ(test, __fls(i++), 3);
	KUNIT_EXPECT_EQ(test, ffz(i++), 0);
	KUNIT_EXPECT_EQ(test, ffs(i++), 1);
	KUNIT_EXPECT_EQ(test, fls(i++), 4);
	KUNIT_EXPECT_EQ(test, i, 13);
	KUNIT_EXPECT_EQ(test, swahw32(i++), 13U << 16);
	KUNIT_EXPECT_EQ(test, swahb32(i++), 14U << 8);
	KUNIT_EXPECT_EQ(test, i, 15);
}

static int stopped(void *data)
{
	complete(data);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return task_cpu(current);
}

static void threads_on_cpus(struct kunit *test)
{
	unsigned int cpu = 0;
	DECLARE_COMPLETION_ONSTACK(runs);
	struct task_struct *thread = kthread_create_on_cpu(stopped, &runs, cpu++, "once/%u");

	KUNIT_EXPECT_EQ(test, cpu, 1);
	KUNIT_EXPECT_STREQ(test, thread->comm, "once/0");
	wake_up_process(thread);
	wait_for_completion(&runs);
	KUNIT_EXPECT_EQ(test, kthread_stop(thread), 0);
}

static void structures(struct kunit *test)
{
	struct wait_queue_entry entries[2], *e = entries;
	struct wait_queue_head heads[2], *wq = heads;
	struct page *pages = alloc_pages(GFP_KERNEL | __GFP_COMP, 1), *page = pages;

	entries[1].private = NULL;
	init_waitqueue_entry(e++, current);
	KUNIT_EXPECT_PTR_EQ(test, e, entries + 1);
	KUNIT_EXPECT_PTR_EQ(test, entries[0].private, (void *)current);
	KUNIT_EXPECT_NULL(test, entries[1].private);
	init_waitqueue_head(wq);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(wq++));
	KUNIT_EXPECT_PTR_EQ(test, compound_head(++page), pages);
	KUNIT_EXPECT_PTR_EQ(test, page, pages + 1);
	__free_pages(pages, 1);
}

static void resched_with_locks(struct kunit *test)
{
	spinlock_t locks[2], *lock = locks;

	spin_lock_init(locks);
	spin_lock_init(locks + 1);
	spin_lock(lock);
	cond_resched_lock(lock++);
	KUNIT_EXPECT_PTR_EQ(test, lock, locks + 1);
	spin_unlock(locks);
}

/* ---- constants ---------------------------------------------------------------------------------- */

static unsigned long lowest = __ffs(8), zero = ffz(7), weight = hweight32(0xff);
static int logarithm = ilog2(64);

static void static_initializers(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, lowest, 3);
	KUNIT_EXPECT_EQ(test, zero, 3);
	KUNIT_EXPECT_EQ(test, weight, 8);
	KUNIT_EXPECT_EQ(test, logarithm, 6);
}

/* None of this is left to be done when it runs. */
static void folded(struct kunit *test)
{
	DECLARE_BITMAP(map, BITS_PER_LONG);
	unsigned long word = 0;
	int res;

	bitmap_zero(map, BITS_PER_LONG);
	if (!test_bit(7, map))
		bitmap_set(map, 5, 2);
	res = bitmap_weight(map, 20);
	BUILD_BUG_ON(!__builtin_constant_p(res));
	BUILD_BUG_ON(res != 2);
	res = find_first_bit(map, BITS_PER_LONG);
	BUILD_BUG_ON(res != 5);
	res = find_next_bit(map, BITS_PER_LONG, 6);
	BUILD_BUG_ON(res != 6);
	res = find_last_bit(map, BITS_PER_LONG);
	BUILD_BUG_ON(res != 6);
	__change_bit(31, &word);
	bitmap_shift_right(&word, &word, 11, BITS_PER_LONG);
	res = test_bit(20, &word);
	BUILD_BUG_ON(!__builtin_constant_p(res));
	BUILD_BUG_ON(!res);
	bitmap_complement(&word, &word, BITS_PER_LONG);
	__set_bit(20, &word);
	res = bitmap_full(&word, BITS_PER_LONG);
	BUILD_BUG_ON(!__builtin_constant_p(res));
	BUILD_BUG_ON(!res);
	KUNIT_SUCCEED(test);
}

static struct kunit_case once_cases[] = {
	KUNIT_CASE(searches),
	KUNIT_CASE(bits),
	KUNIT_CASE(threads_on_cpus),
	KUNIT_CASE(structures),
	KUNIT_CASE(resched_with_locks),
	KUNIT_CASE(static_initializers),
	KUNIT_CASE(folded),
	{}
};

static struct kunit_suite once_suite = {
	.name = "conformance-once",
	.test_cases = once_cases,
};
kunit_test_suite(once_suite);

MODULE_DESCRIPTION("conformance: arguments evaluated once, constants folded");
MODULE_LICENSE("Dual MIT/GPL");
