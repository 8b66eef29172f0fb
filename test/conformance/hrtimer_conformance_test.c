// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Timers of nanoseconds: contexts, restarting, forwarding, what starting and cancelling returns. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/preempt.h>

struct beat {
	struct hrtimer timer;
	struct completion done;
	int runs, again;
	u64 overruns;
	bool hard, soft, irqs_off, queued, running, active;
	s64 late;
};

static enum hrtimer_restart beat_run(struct hrtimer *t)
{
	struct beat *beat = container_of(t, struct beat, timer);

	beat->hard = in_hardirq() && !in_task();
	beat->soft = in_serving_softirq() && !in_task();
	beat->irqs_off = irqs_disabled();
	beat->queued = hrtimer_is_queued(t);
	beat->running = hrtimer_callback_running(t);
	beat->active = hrtimer_active(t);
	beat->late = ktime_to_ns(ktime_sub(hrtimer_cb_get_time(t), hrtimer_get_expires(t)));
	WRITE_ONCE(beat->runs, beat->runs + 1);
	if (beat->again-- > 0) {
		beat->overruns += hrtimer_forward_now(t, ms_to_ktime(2));
		return HRTIMER_RESTART;
	}
	complete(&beat->done);
	return HRTIMER_NORESTART;
}

static struct beat *beat_of(struct kunit *test, clockid_t clock, enum hrtimer_mode mode)
{
	struct beat *beat = kunit_kzalloc(test, sizeof(*beat), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, beat);
	hrtimer_init(&beat->timer, clock, mode);
	beat->timer.function = beat_run;
	init_completion(&beat->done);
	return beat;
}

static void running(struct kunit *test)
{
	struct beat *beat = beat_of(test, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	ktime_t start = ktime_get();

	KUNIT_EXPECT_FALSE(test, hrtimer_active(&beat->timer));
	hrtimer_start(&beat->timer, ms_to_ktime(3), HRTIMER_MODE_REL);
	wait_for_completion(&beat->done);
	KUNIT_EXPECT_GE(test, ktime_to_ns(ktime_sub(ktime_get(), start)), 3000000ll);
	KUNIT_EXPECT_GE(test, beat->late, 0ll);
	KUNIT_EXPECT_TRUE(test, beat->hard);
	KUNIT_EXPECT_FALSE(test, beat->soft);
	KUNIT_EXPECT_TRUE(test, beat->irqs_off);
	KUNIT_EXPECT_FALSE(test, beat->queued);
	KUNIT_EXPECT_TRUE(test, beat->running);
	KUNIT_EXPECT_TRUE(test, beat->active);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat->timer), 0);
	KUNIT_EXPECT_FALSE(test, hrtimer_active(&beat->timer));
	KUNIT_EXPECT_EQ(test, beat->runs, 1);
}

static void soft(struct kunit *test)
{
	struct beat *beat = beat_of(test, CLOCK_MONOTONIC, HRTIMER_MODE_REL_SOFT);

	hrtimer_start(&beat->timer, ms_to_ktime(1), HRTIMER_MODE_REL_SOFT);
	wait_for_completion(&beat->done);
	KUNIT_EXPECT_FALSE(test, beat->hard);
	KUNIT_EXPECT_TRUE(test, beat->soft);
	KUNIT_EXPECT_FALSE(test, beat->irqs_off);
	hrtimer_cancel(&beat->timer);
}

static void again(struct kunit *test)
{
	struct beat *beat = beat_of(test, CLOCK_MONOTONIC, HRTIMER_MODE_REL);

	beat->again = 4;
	hrtimer_start(&beat->timer, ms_to_ktime(2), HRTIMER_MODE_REL);
	wait_for_completion(&beat->done);
	hrtimer_cancel(&beat->timer);
	KUNIT_EXPECT_EQ(test, beat->runs, 5);
	KUNIT_EXPECT_GE(test, beat->overruns, 4ull);
}

static void of_other_clocks(struct kunit *test)
{
	struct beat *beat = beat_of(test, CLOCK_REALTIME, HRTIMER_MODE_ABS);

	hrtimer_start(&beat->timer, ktime_add_ms(ktime_get_real(), 2), HRTIMER_MODE_ABS);
	KUNIT_EXPECT_LE(test, ktime_to_ms(hrtimer_get_remaining(&beat->timer)), 2ll);
	wait_for_completion(&beat->done);
	KUNIT_EXPECT_GE(test, beat->late, 0ll);
	hrtimer_cancel(&beat->timer);
	/* What is over is soon. */
	beat = beat_of(test, CLOCK_BOOTTIME, HRTIMER_MODE_ABS);
	hrtimer_start(&beat->timer, 0, HRTIMER_MODE_ABS);
	wait_for_completion(&beat->done);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat->timer), 0);
}

static void cancelling(struct kunit *test)
{
	struct beat *beat = beat_of(test, CLOCK_MONOTONIC, HRTIMER_MODE_REL);

	KUNIT_EXPECT_EQ(test, hrtimer_try_to_cancel(&beat->timer), 0);
	hrtimer_start(&beat->timer, ktime_set(1000, 0), HRTIMER_MODE_REL);
	KUNIT_EXPECT_TRUE(test, hrtimer_is_queued(&beat->timer));
	KUNIT_EXPECT_TRUE(test, hrtimer_active(&beat->timer));
	KUNIT_EXPECT_FALSE(test, hrtimer_callback_running(&beat->timer));
	/* Started again, it has another time. */
	hrtimer_start(&beat->timer, ktime_set(2000, 0), HRTIMER_MODE_REL);
	KUNIT_EXPECT_GT(test, ktime_to_ms(hrtimer_get_remaining(&beat->timer)), 1500000ll);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat->timer), 1);
	KUNIT_EXPECT_EQ(test, hrtimer_cancel(&beat->timer), 0);
	hrtimer_restart(&beat->timer);
	KUNIT_EXPECT_EQ(test, hrtimer_try_to_cancel(&beat->timer), 1);
	KUNIT_EXPECT_EQ(test, beat->runs, 0);
}

static void forwarding(struct kunit *test)
{
	struct hrtimer timer;

	hrtimer_init(&timer, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
	hrtimer_set_expires(&timer, 1000);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 999, 10), 0ull);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 1000ll);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1000, 10), 1ull);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 1010ll);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1020, 10), 2ull);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 1030ll);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1099, 10), 7ull);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 1100ll);
	KUNIT_EXPECT_EQ(test, hrtimer_forward(&timer, 1100, 0), 1ull);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 1101ll);
	hrtimer_set_expires_range_ns(&timer, 5, 7);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires_ns(&timer), 12ll);
	KUNIT_EXPECT_EQ(test, ktime_to_ns(hrtimer_get_softexpires(&timer)), 5ll);
	hrtimer_add_expires(&timer, KTIME_MAX);
	KUNIT_EXPECT_EQ(test, hrtimer_get_expires(&timer), (ktime_t)KTIME_MAX);
}

static struct kunit_case hrtimer_cases[] = {
	KUNIT_CASE(running),
	KUNIT_CASE(soft),
	KUNIT_CASE(again),
	KUNIT_CASE(of_other_clocks),
	KUNIT_CASE(cancelling),
	KUNIT_CASE(forwarding),
	{}
};

static struct kunit_suite hrtimer_suite = {
	.name = "hrtimer_conformance",
	.test_cases = hrtimer_cases,
};
kunit_test_suite(hrtimer_suite);
MODULE_DESCRIPTION("Timers of nanoseconds, equal in the process and in a kernel");
MODULE_LICENSE("GPL");
