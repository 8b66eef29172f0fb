// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* When a message is made at all: always, once, now and then, never; misc devices; modules that are counted. */
#include <kunit/test.h>
#include <linux/cpu.h>
#include <linux/dev_printk.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/instrumented.h>
#include <linux/jump_label.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/panic.h>
#include <linux/printk.h>

/* What is printed tells that it was made. */
static int made;

static int make(void)
{
	return ++made;
}

#define MADE(times, expected, print) do {					\
	made = 0;								\
	for (int i = 0; i < (times); i++)					\
		print;								\
	KUNIT_EXPECT_EQ_MSG(test, made, expected, "%s", #print);		\
} while (0)

static void messages_each_time(struct kunit *test)
{
	MADE(2, 2, pr_emerg("emergency %d, but for a test only\n", make()));
	MADE(2, 2, pr_alert("alert %d\n", make()));
	MADE(2, 2, pr_crit("critical %d\n", make()));
	MADE(2, 2, pr_err("error %d\n", make()));
	MADE(2, 2, pr_warn("warning %d\n", make()));
	MADE(2, 2, pr_notice("notice %d\n", make()));
	MADE(2, 2, pr_info("information %d\n", make()));
	pr_info("goes");
	MADE(1, 1, pr_cont(" on %d\n", make()));
}

static void messages_once(struct kunit *test)
{
	MADE(3, 1, printk_once(KERN_INFO "once %d\n", make()));
	MADE(3, 1, pr_emerg_once("emergency %d, but for a test only\n", make()));
	MADE(3, 1, pr_alert_once("alert %d\n", make()));
	MADE(3, 1, pr_crit_once("critical %d\n", make()));
	MADE(3, 1, pr_err_once("error %d\n", make()));
	MADE(3, 1, pr_warn_once("warning %d\n", make()));
	MADE(3, 1, pr_notice_once("notice %d\n", make()));
	MADE(3, 1, pr_info_once("information %d\n", make()));
}

static void messages_now_and_then(struct kunit *test)
{
	MADE(14, 10, printk_ratelimited(KERN_INFO "%d\n", make()));
	MADE(14, 10, pr_emerg_ratelimited("%d\n", make()));
	MADE(14, 10, pr_alert_ratelimited("%d\n", make()));
	MADE(14, 10, pr_crit_ratelimited("%d\n", make()));
	MADE(14, 10, pr_err_ratelimited("%d\n", make()));
	MADE(14, 10, pr_warn_ratelimited("%d\n", make()));
	MADE(14, 10, pr_notice_ratelimited("%d\n", make()));
	MADE(14, 10, pr_info_ratelimited("%d\n", make()));
}

/* Without DEBUG, or somebody who switches them on. */
static void messages_for_debugging(struct kunit *test)
{
	MADE(2, 0, pr_debug("%d\n", make()));
	MADE(2, 0, pr_devel("%d\n", make()));
	MADE(2, 0, pr_devel_once("%d\n", make()));
	MADE(2, 0, pr_devel_ratelimited("%d\n", make()));
	MADE(2, 0, pr_debug_ratelimited("%d\n", make()));
	MADE(2, 0, no_printk("%d\n", make()));
	KUNIT_EXPECT_EQ(test, no_printk("never\n"), 0);
}

static void messages_of_devices(struct kunit *test)
{
	struct device *dev = root_device_register("ktest_messages");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, dev);
	MADE(2, 2, dev_printk(KERN_INFO, dev, "%d\n", make()));
	MADE(2, 2, dev_emerg(dev, "%d, but for a test only\n", make()));
	MADE(2, 2, dev_alert(dev, "%d\n", make()));
	MADE(2, 2, dev_crit(dev, "%d\n", make()));
	MADE(2, 2, dev_err(dev, "%d\n", make()));
	MADE(2, 2, dev_warn(dev, "%d\n", make()));
	MADE(2, 2, dev_notice(dev, "%d\n", make()));
	MADE(2, 2, dev_info(dev, "%d\n", make()));
	MADE(2, 0, dev_dbg(dev, "%d\n", make()));
	MADE(2, 0, dev_vdbg(dev, "%d\n", make()));
	MADE(3, 1, dev_err_once(dev, "%d\n", make()));
	MADE(3, 1, dev_warn_once(dev, "%d\n", make()));
	MADE(3, 1, dev_info_once(dev, "%d\n", make()));
	MADE(14, 10, dev_err_ratelimited(dev, "%d\n", make()));
	MADE(14, 10, dev_warn_ratelimited(dev, "%d\n", make()));
	MADE(14, 10, dev_info_ratelimited(dev, "%d\n", make()));
	root_device_unregister(dev);
}

static const struct file_operations no_operations = { .owner = THIS_MODULE };

static void misc_devices(struct kunit *test)
{
	static struct miscdevice any = {
		.minor = MISC_DYNAMIC_MINOR, .name = "ktest_any", .fops = &no_operations,
	};
	static struct miscdevice fixed = { .minor = 77, .name = "ktest_fixed", .fops = &no_operations };
	static struct miscdevice same = { .minor = 77, .name = "ktest_same", .fops = &no_operations };

	KUNIT_EXPECT_EQ(test, MISC_MAJOR, 10);
	KUNIT_EXPECT_EQ(test, MISC_DYNAMIC_MINOR, 255);
	KUNIT_ASSERT_EQ(test, misc_register(&any), 0);
	KUNIT_EXPECT_NE(test, any.minor, MISC_DYNAMIC_MINOR);
	KUNIT_EXPECT_EQ(test, misc_register(&fixed), 0);
	KUNIT_EXPECT_EQ(test, misc_register(&same), -EBUSY);
	misc_deregister(&fixed);
	KUNIT_EXPECT_EQ(test, misc_register(&same), 0);
	KUNIT_EXPECT_EQ(test, same.minor, 77);
	misc_deregister(&same);
	misc_deregister(&any);
}

static void modules_that_are_counted(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, MODULE_NAME_LEN, 56);
	KUNIT_EXPECT_TRUE(test, try_module_get(THIS_MODULE));
	module_put(THIS_MODULE);
	/* The kernel itself is always there. */
	KUNIT_EXPECT_TRUE(test, try_module_get(NULL));
	module_put(NULL);
	KUNIT_EXPECT_STREQ(test, module_name((struct module *)NULL), "kernel");
	KUNIT_EXPECT_EQ(test, TAINT_USER, 6);
	KUNIT_EXPECT_EQ(test, TAINT_WARN, 9);
	KUNIT_EXPECT_EQ(test, TAINT_TEST, 18);
	KUNIT_EXPECT_EQ(test, test_taint(TAINT_USER), 0);
}

static void accesses_that_are_watched(struct kunit *test)
{
	char from[4] = "abc", to[4] = "xyz";

	instrument_read(from, sizeof(from));
	instrument_write(to, sizeof(to));
	instrument_read_write(to, sizeof(to));
	instrument_atomic_read(from, sizeof(from));
	instrument_atomic_write(to, sizeof(to));
	instrument_atomic_read_write(to, sizeof(to));
	instrument_memcpy_before(to, from, sizeof(to));
	instrument_memcpy_after(to, from, sizeof(to), 0);
	instrument_copy_to_user((void __user *)to, from, sizeof(to));
	instrument_copy_from_user_before(to, (const void __user *)from, sizeof(to));
	instrument_copy_from_user_after(to, (const void __user *)from, sizeof(to), 0);
	KUNIT_EXPECT_STREQ(test, from, "abc");
	KUNIT_EXPECT_STREQ(test, to, "xyz");
}

static struct static_key plain_on = STATIC_KEY_INIT_TRUE;
static struct static_key plain_off = STATIC_KEY_INIT_FALSE;
static struct static_key plain = STATIC_KEY_INIT;
static struct static_key_true typed_on = STATIC_KEY_TRUE_INIT;
static struct static_key_false typed_off = STATIC_KEY_FALSE_INIT;

static void keys_as_they_begin(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&plain_on));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&plain_off));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&plain));
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&typed_on));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&typed_off));
	cpus_read_lock();
	static_branch_enable_cpuslocked(&typed_off);
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&typed_off));
	static_branch_disable_cpuslocked(&typed_off);
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&typed_off));
	cpus_read_unlock();
}

static struct kunit_case messages_cases[] = {
	KUNIT_CASE(messages_each_time),
	KUNIT_CASE(messages_once),
	KUNIT_CASE(messages_now_and_then),
	KUNIT_CASE(messages_for_debugging),
	KUNIT_CASE(messages_of_devices),
	KUNIT_CASE(misc_devices),
	KUNIT_CASE(modules_that_are_counted),
	KUNIT_CASE(accesses_that_are_watched),
	KUNIT_CASE(keys_as_they_begin),
	{}
};

static struct kunit_suite messages_suite = {
	.name = "conformance-messages",
	.test_cases = messages_cases,
};
kunit_test_suite(messages_suite);

MODULE_LICENSE("Dual MIT/GPL");
