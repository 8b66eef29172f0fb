// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A machine that goes down, and names that a test writes: no module may try that in a real kernel. */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/panic_notifier.h>
#include <linux/reboot.h>
#include <linux/string.h>
#include <linux/utsname.h>

static unsigned long told;
static void *told_data;

static int listen_to(struct notifier_block *nb, unsigned long action, void *data)
{
	told = action;
	told_data = data;
	return NOTIFY_DONE;
}

static void a_machine_that_goes_down(struct kunit *test)
{
	struct notifier_block nb = { .notifier_call = listen_to };
	char command[] = "now";

	KUNIT_ASSERT_EQ(test, register_reboot_notifier(&nb), 0);
	kernel_restart_prepare(command);
	KUNIT_EXPECT_EQ(test, told, SYS_RESTART);
	KUNIT_EXPECT_PTR_EQ(test, told_data, (void *)command);
	KUNIT_EXPECT_EQ(test, system_state, SYSTEM_RESTART);
	KUNIT_EXPECT_EQ(test, blocking_notifier_call_chain(&reboot_notifier_list, SYS_HALT, NULL), NOTIFY_DONE);
	KUNIT_EXPECT_EQ(test, told, SYS_HALT);
	KUNIT_EXPECT_EQ(test, unregister_reboot_notifier(&nb), 0);
	KUNIT_ASSERT_EQ(test, register_restart_handler(&nb), 0);
	do_kernel_restart(command);
	KUNIT_EXPECT_EQ(test, told, REBOOT_HARD);
	KUNIT_EXPECT_PTR_EQ(test, told_data, (void *)command);
	KUNIT_EXPECT_EQ(test, unregister_restart_handler(&nb), 0);
	KUNIT_EXPECT_TRUE(test, atomic_notifier_call_chain_is_empty(&panic_notifier_list));
	KUNIT_ASSERT_EQ(test, atomic_notifier_chain_register(&panic_notifier_list, &nb), 0);
	KUNIT_EXPECT_FALSE(test, atomic_notifier_call_chain_is_empty(&panic_notifier_list));
	atomic_notifier_call_chain(&panic_notifier_list, PANIC_NOTIFIER, command);
	KUNIT_EXPECT_EQ(test, told, PANIC_NOTIFIER);
	KUNIT_EXPECT_EQ(test, atomic_notifier_chain_unregister(&panic_notifier_list, &nb), 0);
}

static void names_that_a_test_writes(struct kunit *test)
{
	down_write(&uts_sem);
	strscpy(init_utsname()->nodename, "here", sizeof(init_utsname()->nodename));
	up_write(&uts_sem);
	KUNIT_EXPECT_STREQ(test, utsname()->nodename, "here");
}

static struct kunit_case notifiers_cases[] = {
	KUNIT_CASE(a_machine_that_goes_down),
	KUNIT_CASE(names_that_a_test_writes),
	{}
};

static struct kunit_suite notifiers_suite = {
	.name = "emulated-notifiers",
	.test_cases = notifiers_cases,
};
kunit_test_suite(notifiers_suite);
MODULE_LICENSE("GPL");
