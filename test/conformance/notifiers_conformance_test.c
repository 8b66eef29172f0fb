// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Chains of notifiers of all kinds, and SRCU. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/panic_notifier.h>
#include <linux/reboot.h>
#include <linux/srcu.h>
#include <linux/string.h>

/* What was called, in its order: a letter for each, small when it was told to go back. */
static char called[16];

#define UP 7ul
#define DOWN 8ul

static int say(char letter, unsigned long action, int result)
{
	size_t len = strlen(called);

	if (len < sizeof(called) - 1)
		called[len] = action == DOWN ? letter + 32 : letter;
	return action == DOWN ? NOTIFY_OK : result;
}

static int call_a(struct notifier_block *nb, unsigned long action, void *data)
{
	return say('A', action, NOTIFY_OK);
}

static int call_b(struct notifier_block *nb, unsigned long action, void *data)
{
	return say('B', action, data ? *(int *)data : NOTIFY_DONE);
}

static int call_c(struct notifier_block *nb, unsigned long action, void *data)
{
	return say('C', action, NOTIFY_OK);
}

static struct notifier_block a, b, c;

static int chain_init(struct kunit *test)
{
	a = (struct notifier_block){ .notifier_call = call_a, .priority = 5 };
	b = (struct notifier_block){ .notifier_call = call_b };
	c = (struct notifier_block){ .notifier_call = call_c, .priority = -5 };
	return 0;
}

#define EXPECT_CALLED(order) do { \
	KUNIT_EXPECT_STREQ(test, called, order); \
	memset(called, 0, sizeof(called)); \
} while (0)

static ATOMIC_NOTIFIER_HEAD(atomic_chain);

static void atomic_chains(struct kunit *test)
{
	struct notifier_block same = { .notifier_call = call_a };
	struct atomic_notifier_head own;
	int bad = NOTIFY_BAD;

	memset(called, 0, sizeof(called));
	ATOMIC_INIT_NOTIFIER_HEAD(&own);
	KUNIT_EXPECT_EQ(test, atomic_notifier_call_chain(&own, UP, NULL), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&own, &a), -ENOENT);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register(&atomic_chain, &c), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register(&atomic_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register_unique_prio(&atomic_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register_unique_prio(&atomic_chain, &same), -EBUSY);
	KUNIT_EXPECT_EQ(test, atomic_notifier_call_chain(&atomic_chain, UP, NULL), NOTIFY_OK);
	EXPECT_CALLED("ABC");
	KUNIT_EXPECT_EQ(test, atomic_notifier_call_chain(&atomic_chain, UP, &bad), NOTIFY_BAD);
	EXPECT_CALLED("AB");
	/* Of equal priority: behind those that are there. */
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register(&atomic_chain, &same), 0);
	KUNIT_EXPECT_PTR_EQ(test, b.next, &same);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&atomic_chain, &same), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&atomic_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_call_chain(&atomic_chain, UP, NULL), NOTIFY_OK);
	EXPECT_CALLED("AC");
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&atomic_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&atomic_chain, &c), 0);
	KUNIT_EXPECT_NULL(test, atomic_chain.head);
}

static BLOCKING_NOTIFIER_HEAD(blocking_chain);

static void blocking_chains(struct kunit *test)
{
	struct notifier_block same = { .notifier_call = call_a };
	struct blocking_notifier_head own;
	int stop = NOTIFY_STOP, fine = NOTIFY_OK, error = notifier_from_errno(-EBUSY);

	memset(called, 0, sizeof(called));
	BLOCKING_INIT_NOTIFIER_HEAD(&own);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&own, UP, NULL), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain_robust(&own, UP, DOWN, NULL), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&blocking_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register(&blocking_chain, &c), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register_unique_prio(&blocking_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_register_unique_prio(&blocking_chain, &same), -EBUSY);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&blocking_chain, UP, &stop), NOTIFY_STOP);
	EXPECT_CALLED("AB");
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain_robust(&blocking_chain, UP, DOWN, &fine), NOTIFY_OK);
	EXPECT_CALLED("ABC");
	/* Those before the one that stops are told to go back. */
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain_robust(&blocking_chain, UP, DOWN, &error), error);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(error), -EBUSY);
	EXPECT_CALLED("ABa");
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&blocking_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&blocking_chain, &a), -ENOENT);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain_robust(&blocking_chain, UP, DOWN, &error), error);
	EXPECT_CALLED("B");
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&blocking_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, blocking_notifier_chain_unregister(&blocking_chain, &c), 0);
}

static RAW_NOTIFIER_HEAD(raw_chain);

static void raw_chains(struct kunit *test)
{
	struct raw_notifier_head own;
	int bad = NOTIFY_BAD;

	memset(called, 0, sizeof(called));
	RAW_INIT_NOTIFIER_HEAD(&own);
	KUNIT_EXPECT_NULL(test, own.head);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_register(&raw_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_register(&raw_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, raw_notifier_call_chain(&raw_chain, UP, NULL), NOTIFY_DONE);
	EXPECT_CALLED("AB");
	KUNIT_EXPECT_EQ(test, raw_notifier_call_chain_robust(&raw_chain, UP, DOWN, &bad), NOTIFY_BAD);
	EXPECT_CALLED("ABa");
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&raw_chain, &b), 0);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&raw_chain, &b), -ENOENT);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&raw_chain, &a), 0);
}

SRCU_NOTIFIER_HEAD_STATIC(static_chain);

static void srcu_chains(struct kunit *test)
{
	struct srcu_notifier_head *own = kunit_kzalloc(test, sizeof(*own), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, own);
	memset(called, 0, sizeof(called));
	srcu_init_notifier_head(own);
	KUNIT_EXPECT_EQ(test, srcu_notifier_chain_register(own, &c), 0);
	KUNIT_EXPECT_EQ(test, srcu_notifier_chain_register(own, &b), 0);
	KUNIT_EXPECT_EQ(test, srcu_notifier_call_chain(own, UP, NULL), NOTIFY_OK);
	EXPECT_CALLED("BC");
	KUNIT_EXPECT_EQ(test, srcu_notifier_chain_unregister(own, &c), 0);
	KUNIT_EXPECT_EQ(test, srcu_notifier_chain_unregister(own, &c), -ENOENT);
	KUNIT_EXPECT_EQ(test, srcu_notifier_chain_unregister(own, &b), 0);
	srcu_cleanup_notifier_head(own);
	KUNIT_EXPECT_EQ(test, srcu_notifier_call_chain(&static_chain, UP, NULL), NOTIFY_DONE);
}

static void one_twice(struct kunit *test)
{
	ktest_expect_warning(test);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_register(&raw_chain, &a), 0);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_register(&raw_chain, &a), -EEXIST);
	KUNIT_EXPECT_EQ(test, raw_notifier_chain_unregister(&raw_chain, &a), 0);
	KUNIT_EXPECT_NULL(test, raw_chain.head);
}

static void results(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, notifier_from_errno(0), NOTIFY_OK);
	KUNIT_EXPECT_EQ(test, notifier_from_errno(-EPERM), NOTIFY_BAD);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(NOTIFY_BAD), -EPERM);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(NOTIFY_STOP), 0);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(NOTIFY_DONE), 0);
	KUNIT_EXPECT_EQ(test, notifier_to_errno(notifier_from_errno(-ENOMEM)), -ENOMEM);
	KUNIT_EXPECT_EQ(test, SYS_DOWN, SYS_RESTART);
	KUNIT_EXPECT_EQ(test, SYS_POWER_OFF, 3);
	KUNIT_EXPECT_EQ(test, LINUX_REBOOT_CMD_POWER_OFF, 0x4321fedc);
}

static void chains_of_the_system(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "notifiers");

	KUNIT_EXPECT_EQ(test, register_reboot_notifier(&a), 0);
	KUNIT_EXPECT_EQ(test, unregister_reboot_notifier(&a), 0);
	KUNIT_EXPECT_EQ(test, unregister_reboot_notifier(&a), -ENOENT);
	KUNIT_EXPECT_EQ(test, register_restart_handler(&b), 0);
	KUNIT_EXPECT_EQ(test, unregister_restart_handler(&b), 0);
	KUNIT_EXPECT_EQ(test, unregister_restart_handler(&b), -ENOENT);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_register(&panic_notifier_list, &c), 0);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&panic_notifier_list, &c), 0);
	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_EQ(test, devm_register_reboot_notifier(dev, &c), 0);
	kunit_device_unregister(test, dev);
	KUNIT_EXPECT_EQ(test, unregister_reboot_notifier(&c), -ENOENT);
}

DEFINE_STATIC_SRCU(domain);
static int inside, synchronized;

static int read_a_while(void *arg)
{
	int idx = srcu_read_lock(&domain);

	WRITE_ONCE(inside, 1);
	msleep(30);
	WRITE_ONCE(inside, 2);
	srcu_read_unlock(&domain, idx);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static void sections_that_sleep(struct kunit *test)
{
	struct srcu_struct own;
	struct task_struct *reader;

	KUNIT_ASSERT_EQ(test, init_srcu_struct(&own), 0);
	synchronize_srcu(&own);
	{
		guard(srcu)(&own);
		KUNIT_EXPECT_TRUE(test, srcu_read_lock_held(&own));
	}
	synchronize_srcu_expedited(&own);
	cleanup_srcu_struct(&own);
	inside = synchronized = 0;
	reader = kthread_run(read_a_while, NULL, "reader");
	KUNIT_ASSERT_FALSE(test, IS_ERR(reader));
	while (!READ_ONCE(inside))
		msleep(1);
	synchronize_srcu(&domain);
	KUNIT_EXPECT_EQ(test, READ_ONCE(inside), 2);
	kthread_stop(reader);
}

static struct {
	struct rcu_head head;
	int runs, order;
	bool may_sleep;
} after_sections[3];
static atomic_t sections_order;

static void section_passed(struct rcu_head *head)
{
	typeof(&after_sections[0]) one = container_of(head, typeof(after_sections[0]), head);

	one->may_sleep = !in_atomic();
	one->order = atomic_inc_return(&sections_order);
	WRITE_ONCE(one->runs, one->runs + 1);
}

static void callbacks_after_sections(struct kunit *test)
{
	struct srcu_struct own;
	int i, idx;

	KUNIT_ASSERT_EQ(test, init_srcu_struct(&own), 0);
	atomic_set(&sections_order, 0);
	idx = srcu_read_lock(&own);
	for (i = 0; i < 3; i++) {
		after_sections[i].runs = 0;
		call_srcu(&own, &after_sections[i].head, section_passed);
	}
	msleep(20);
	KUNIT_EXPECT_EQ(test, READ_ONCE(after_sections[0].runs), 0);
	srcu_read_unlock(&own, idx);
	srcu_barrier(&own);
	for (i = 0; i < 3; i++) {
		KUNIT_EXPECT_EQ(test, after_sections[i].runs, 1);
		KUNIT_EXPECT_EQ(test, after_sections[i].order, i + 1);
		KUNIT_EXPECT_FALSE(test, after_sections[i].may_sleep);
	}
	/* A callback may be given again, and there may be none. */
	call_srcu(&own, &after_sections[0].head, section_passed);
	srcu_barrier(&own);
	srcu_barrier(&own);
	KUNIT_EXPECT_EQ(test, after_sections[0].runs, 2);
	cleanup_srcu_struct(&own);
}

static struct kunit_case notifiers_cases[] = {
	KUNIT_CASE(atomic_chains),
	KUNIT_CASE(blocking_chains),
	KUNIT_CASE(raw_chains),
	KUNIT_CASE(srcu_chains),
	KUNIT_CASE(one_twice),
	KUNIT_CASE(results),
	KUNIT_CASE(chains_of_the_system),
	KUNIT_CASE(sections_that_sleep),
	KUNIT_CASE(callbacks_after_sections),
	{}
};

static struct kunit_suite notifiers_suite = {
	.name = "conformance-notifiers",
	.init = chain_init,
	.test_cases = notifiers_cases,
};
kunit_test_suite(notifiers_suite);
MODULE_LICENSE("GPL");
