// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Messages: what each way of printing returns, how often it looks at its arguments, warnings that do not come. */
#define pr_fmt(fmt) "prefix: " fmt
#define dev_fmt(fmt) "device: " fmt
#include <kunit/test.h>
#include <linux/bug.h>
#include <linux/delay.h>
#include <linux/dev_printk.h>
#include <linux/device.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/once.h>
#include <linux/once_lite.h>
#include <linux/panic.h>
#include <linux/printk.h>
#include <linux/random.h>
#include <linux/ratelimit.h>

/* ---- results ---------------------------------------------------------------------------------- */

/* The length of the text: neither the level nor the end of the line counts. */
static void printed_lengths(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, printk(KERN_INFO "four\n"), 4);
	KUNIT_EXPECT_EQ(test, printk("four\n"), 4);
	KUNIT_EXPECT_EQ(test, printk(KERN_DEBUG "%d%s\n", 12, "345"), 5);
	KUNIT_EXPECT_EQ(test, pr_info("x\n"), 9);
	KUNIT_EXPECT_EQ(test, pr_notice("x\n"), 9);
	KUNIT_EXPECT_EQ(test, pr_warn("%s\n", ""), 8);
	KUNIT_EXPECT_EQ(test, pr_err("xyz\n"), 11);
	/* A line that goes on: no prefix of its own. */
	KUNIT_EXPECT_EQ(test, printk(KERN_INFO "begun"), 5);
	KUNIT_EXPECT_EQ(test, pr_cont(" and ended\n"), 10);
}

static void levels(struct kunit *test)
{
	static const struct { const char *message; int level; const char *text; } table[] = {
		{ KERN_EMERG "a", '0', "a" }, { KERN_ALERT "b", '1', "b" },
		{ KERN_CRIT "c", '2', "c" }, { KERN_ERR "d", '3', "d" },
		{ KERN_WARNING "e", '4', "e" }, { KERN_NOTICE "f", '5', "f" },
		{ KERN_INFO "g", '6', "g" }, { KERN_DEBUG "h", '7', "h" },
		{ KERN_CONT "i", 'c', "i" }, { KERN_DEFAULT "j", 0, "j" },
		{ "k", 0, "k" }, { KERN_SOH "9", 0, KERN_SOH "9" }, { "", 0, "" },
	};

	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		KUNIT_EXPECT_EQ_MSG(test, printk_get_level(table[i].message), table[i].level,
				    "row %d", i);
		KUNIT_EXPECT_STREQ(test, printk_skip_level(table[i].message), table[i].text);
	}
	KUNIT_EXPECT_EQ(test, default_message_loglevel, 4);
	KUNIT_EXPECT_GE(test, console_loglevel, 0);
}

/* ---- how often ---------------------------------------------------------------------------------- */

static void arguments_are_taken_once(struct kunit *test)
{
	int n = 0;

	pr_info("%d\n", ++n);
	pr_notice("%d\n", ++n);
	pr_warn("%d\n", ++n);
	pr_err("%d\n", ++n);
	pr_crit("%d\n", ++n);
	pr_alert("%d\n", ++n);
	pr_emerg("%d\n", ++n);
	printk(KERN_INFO "%d", ++n);
	pr_cont(" %d\n", ++n);
	KUNIT_EXPECT_EQ(test, n, 9);
}

/* Off unless somebody asks: the arguments are looked at by the compiler only. */
static void what_is_off_does_nothing(struct kunit *test)
{
	struct device *dev = NULL;
	int n = 0;

	KUNIT_EXPECT_EQ(test, no_printk("%d\n", ++n), 0);
	KUNIT_EXPECT_EQ(test, pr_devel("%d\n", ++n), 0);
	pr_debug("%d\n", ++n);
	pr_devel_once("%d\n", ++n);
	pr_debug_once("%d\n", ++n);
	pr_devel_ratelimited("%d\n", ++n);
	pr_debug_ratelimited("%d\n", ++n);
	dev_dbg(dev, "%d\n", ++n);
	dev_vdbg(dev, "%d\n", ++n);
	KUNIT_EXPECT_EQ(test, n, 0);
}

static void once_per_place(struct kunit *test)
{
	int n = 0;

	for (int i = 0; i < 3; i++) {
		pr_info_once("%d\n", ++n);
		pr_notice_once("%d\n", ++n);
		pr_warn_once("%d\n", ++n);
		pr_err_once("%d\n", ++n);
		pr_crit_once("%d\n", ++n);
		pr_alert_once("%d\n", ++n);
		pr_emerg_once("%d\n", ++n);
		/* True each time: what is counted is the messages. */
		KUNIT_EXPECT_TRUE(test, printk_once(KERN_INFO "%d\n", ++n));
	}
	KUNIT_EXPECT_EQ(test, n, 8);
}

/* Ten messages of each place in five seconds. */
static void rate_per_place(struct kunit *test)
{
	int n = 0;

	for (int i = 0; i < 12; i++) {
		pr_info_ratelimited("%d\n", ++n);
		pr_notice_ratelimited("%d\n", ++n);
		pr_warn_ratelimited("%d\n", ++n);
		pr_err_ratelimited("%d\n", ++n);
		pr_crit_ratelimited("%d\n", ++n);
		pr_alert_ratelimited("%d\n", ++n);
		pr_emerg_ratelimited("%d\n", ++n);
		printk_ratelimited(KERN_INFO "%d\n", ++n);
	}
	KUNIT_EXPECT_EQ(test, DEFAULT_RATELIMIT_BURST, 10);
	KUNIT_EXPECT_EQ(test, n, 8 * DEFAULT_RATELIMIT_BURST);
}

static void count_one(int *counter, int by)
{
	*counter += by;
}

static void lite_once(struct kunit *test)
{
	int n = 0, yes = 0, asked = 0;

	for (int i = 0; i < 4; i++) {
		DO_ONCE_LITE(count_one, &n, 1);
		/* Once, the first time that the condition is true. */
		yes += DO_ONCE_LITE_IF((asked++, i % 2), count_one, &n, 10);
	}
	KUNIT_EXPECT_EQ(test, n, 11);
	KUNIT_EXPECT_EQ(test, yes, 2);
	KUNIT_EXPECT_EQ(test, asked, 4);
}

static void count_sleepable(int *counter)
{
	might_sleep();
	(*counter)++;
}

static void sleepable_once(struct kunit *test)
{
	int n = 0, ran = 0;

	for (int i = 0; i < 3; i++)
		ran += DO_ONCE_SLEEPABLE(count_sleepable, &n);
	KUNIT_EXPECT_EQ(test, n, 1);
	KUNIT_EXPECT_EQ(test, ran, 1);
}

static void random_once(struct kunit *test)
{
	static u8 bytes[16];
	u8 first[16];
	int ran = 0;

	for (int i = 0; i < 3; i++) {
		ran += get_random_once(bytes, sizeof(bytes));
		if (i == 0)
			memcpy(first, bytes, sizeof(first));
	}
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_MEMEQ(test, bytes, first, 16);
	KUNIT_EXPECT_NOT_NULL(test, memchr_inv(bytes, 0, 16));
	ran = 0;
	for (int i = 0; i < 3; i++)
		ran += get_random_sleepable_once(bytes, sizeof(bytes));
	KUNIT_EXPECT_EQ(test, ran, 1);
	KUNIT_EXPECT_MEMNEQ(test, bytes, first, 16);
}

static struct kunit_case printk_cases[] = {
	KUNIT_CASE(printed_lengths),
	KUNIT_CASE(levels),
	KUNIT_CASE(arguments_are_taken_once),
	KUNIT_CASE(what_is_off_does_nothing),
	KUNIT_CASE(once_per_place),
	KUNIT_CASE(rate_per_place),
	KUNIT_CASE(lite_once),
	KUNIT_CASE(sleepable_once),
	KUNIT_CASE(random_once),
	{}
};

static struct kunit_suite printk_suite = {
	.name = "conformance-printk",
	.test_cases = printk_cases,
};

/* ---- limits of a rate ------------------------------------------------------------------------------ */

static void states_of_a_rate(struct kunit *test)
{
	struct ratelimit_state made = RATELIMIT_STATE_INIT(made, HZ, 3), set, ordinary;
	DEFINE_RATELIMIT_STATE(defined, 2 * HZ, 1);

	KUNIT_EXPECT_EQ(test, made.interval, HZ);
	KUNIT_EXPECT_EQ(test, made.burst, 3);
	KUNIT_EXPECT_EQ(test, defined.interval, 2 * HZ);
	KUNIT_EXPECT_EQ(test, defined.burst, 1);
	ratelimit_state_init(&set, 7, 8);
	KUNIT_EXPECT_EQ(test, set.interval, 7);
	KUNIT_EXPECT_EQ(test, set.burst, 8);
	KUNIT_EXPECT_EQ(test, set.flags, 0);
	ratelimit_default_init(&ordinary);
	KUNIT_EXPECT_EQ(test, ordinary.interval, DEFAULT_RATELIMIT_INTERVAL);
	KUNIT_EXPECT_EQ(test, ordinary.interval, 5 * HZ);
	KUNIT_EXPECT_EQ(test, ordinary.burst, DEFAULT_RATELIMIT_BURST);
}

static void bursts_of_a_rate(struct kunit *test)
{
	struct ratelimit_state rs, always, never;

	ratelimit_state_init(&rs, msecs_to_jiffies(200), 2);
	ratelimit_set_flags(&rs, RATELIMIT_MSG_ON_RELEASE);
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_FALSE(test, __ratelimit(&rs));
	KUNIT_EXPECT_FALSE(test, __ratelimit(&rs));
	/* The next interval begins anew. */
	msleep(300);
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_FALSE(test, __ratelimit(&rs));
	/* Told of when the state goes, all at once. */
	KUNIT_EXPECT_EQ(test, rs.missed, 3);
	ratelimit_state_exit(&rs);
	KUNIT_EXPECT_EQ(test, rs.missed, 0);
	/* No interval is no limit; no burst lets nothing through. */
	ratelimit_state_init(&always, 0, 0);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, __ratelimit(&always));
	ratelimit_state_init(&never, HZ, 0);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, __ratelimit(&never));
}

static struct kunit_case rate_cases[] = {
	KUNIT_CASE(states_of_a_rate),
	KUNIT_CASE(bursts_of_a_rate),
	{}
};

static struct kunit_suite rate_suite = {
	.name = "conformance-ratelimit",
	.test_cases = rate_cases,
};

/* ---- warnings that do not come ----------------------------------------------------------------------- */

static void nothing_to_warn_of(struct kunit *test)
{
	struct device *dev = NULL;
	int asked = 0, told = 0;

	KUNIT_EXPECT_EQ(test, WARN(asked++ > 9, "%d\n", ++told), 0);
	KUNIT_EXPECT_EQ(test, WARN_ON(asked++ > 9), 0);
	KUNIT_EXPECT_EQ(test, WARN_ON_SMP(asked++ > 9), 0);
	KUNIT_EXPECT_EQ(test, WARN_ONCE(asked++ > 9, "%d\n", ++told), 0);
	KUNIT_EXPECT_EQ(test, WARN_ON_ONCE(asked++ > 9), 0);
	KUNIT_EXPECT_EQ(test, WARN_TAINT(asked++ > 9, TAINT_USER, "%d\n", ++told), 0);
	KUNIT_EXPECT_EQ(test, WARN_TAINT_ONCE(asked++ > 9, TAINT_USER, "%d\n", ++told), 0);
	KUNIT_EXPECT_EQ(test, dev_WARN_ONCE(dev, asked++ > 9, "%d\n", ++told), 0);
	KUNIT_EXPECT_FALSE(test, CHECK_DATA_CORRUPTION(asked++ > 9, "%d\n", ++told));
	BUG_ON(asked++ > 9);
	KUNIT_EXPECT_EQ(test, asked, 10);
	KUNIT_EXPECT_EQ(test, told, 0);
}

static void limited_warnings(struct kunit *test)
{
	DEFINE_RATELIMIT_STATE(rs, HZ, 2);
	int told = 0;

	KUNIT_EXPECT_EQ(test, WARN_RATELIMIT(false, "%d\n", ++told), 0);
	WARN_ON_RATELIMIT(false, &rs);
	/* A condition that is false takes nothing of the rate. */
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_TRUE(test, __ratelimit(&rs));
	KUNIT_EXPECT_FALSE(test, __ratelimit(&rs));
	/* What the rate does not let through does not warn. */
	WARN_ON_RATELIMIT(true, &rs);
	KUNIT_EXPECT_EQ(test, told, 0);
}

static void taints(struct kunit *test)
{
	add_taint(TAINT_TEST, LOCKDEP_STILL_OK);
	KUNIT_EXPECT_NE(test, test_taint(TAINT_TEST), 0);
	KUNIT_EXPECT_EQ(test, test_taint(TAINT_USER), 0);
}

static struct kunit_case bug_cases[] = {
	KUNIT_CASE(nothing_to_warn_of),
	KUNIT_CASE(limited_warnings),
	KUNIT_CASE(taints),
	{}
};

static struct kunit_suite bug_suite = {
	.name = "conformance-bug",
	.test_cases = bug_cases,
};

/* ---- a device's messages -------------------------------------------------------------------------------- */

static struct device *root;

static int root_init(struct kunit *test)
{
	root = root_device_register("ktest_messages");
	return PTR_ERR_OR_ZERO(root);
}

static void root_exit(struct kunit *test)
{
	if (!IS_ERR_OR_NULL(root))
		root_device_unregister(root);
}

static void device_messages(struct kunit *test)
{
	int n = 0;

	dev_info(root, "%d\n", ++n);
	dev_notice(root, "%d\n", ++n);
	dev_warn(root, "%d\n", ++n);
	dev_err(root, "%d\n", ++n);
	dev_crit(root, "%d\n", ++n);
	dev_alert(root, "%d\n", ++n);
	dev_emerg(root, "%d\n", ++n);
	dev_printk(KERN_INFO, root, "%d\n", ++n);
	dev_info(NULL, "%s\n", "of no device");
	KUNIT_EXPECT_EQ(test, n, 8);
	for (int i = 0; i < 12; i++) {
		dev_info_once(root, "%d\n", ++n);
		dev_warn_once(root, "%d\n", ++n);
		dev_err_once(root, "%d\n", ++n);
	}
	KUNIT_EXPECT_EQ(test, n, 11);
	for (int i = 0; i < 12; i++) {
		dev_info_ratelimited(root, "%d\n", ++n);
		dev_warn_ratelimited(root, "%d\n", ++n);
		dev_err_ratelimited(root, "%d\n", ++n);
	}
	KUNIT_EXPECT_EQ(test, n, 41);
}

static void probe_errors_are_passed_on(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, dev_err_probe(root, -EIO, "no %s\n", "luck"), -EIO);
	KUNIT_EXPECT_EQ(test, dev_err_probe(root, -ENOMEM, "%s\n", "not told"), -ENOMEM);
	KUNIT_EXPECT_EQ(test, dev_err_probe(root, -EPROBE_DEFER, "%s\n", "later"), -EPROBE_DEFER);
}

static struct kunit_case device_cases[] = {
	KUNIT_CASE(device_messages),
	KUNIT_CASE(probe_errors_are_passed_on),
	{}
};

static struct kunit_suite device_suite = {
	.name = "conformance-dev-printk",
	.init = root_init,
	.exit = root_exit,
	.test_cases = device_cases,
};
kunit_test_suites(&printk_suite, &rate_suite, &bug_suite, &device_suite);

MODULE_DESCRIPTION("Messages and warnings");
MODULE_LICENSE("GPL");
