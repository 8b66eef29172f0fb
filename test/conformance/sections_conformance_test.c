// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* What may not be interrupted, switches in the code, things done once, entries of wait queues, nearby values. */
#include <kunit/test.h>
#include <linux/bottom_half.h>
#include <linux/completion.h>
#include <linux/err.h>
#include <linux/irqflags.h>
#include <linux/jump_label.h>
#include <linux/ktime.h>
#include <linux/lockdep.h>
#include <linux/module.h>
#include <linux/once.h>
#include <linux/once_lite.h>
#include <linux/preempt.h>
#include <linux/random.h>
#include <linux/ratelimit.h>
#include <linux/sched.h>
#include <linux/smp.h>
#include <linux/unaligned.h>
#include <linux/util_macros.h>
#include <linux/wait.h>
#include <asm/word-at-a-time.h>

static void preemption_counts(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_TRUE(test, preemptible());
	preempt_disable();
	preempt_disable_notrace();
	KUNIT_EXPECT_EQ(test, preempt_count(), 2);
	KUNIT_EXPECT_TRUE(test, in_atomic());
	KUNIT_EXPECT_FALSE(test, preemptible());
	KUNIT_EXPECT_EQ(test, irq_count(), 0);
	preempt_enable_notrace();
	preempt_enable();
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_FALSE(test, in_atomic());
	scoped_guard(preempt)
		KUNIT_EXPECT_EQ(test, preempt_count(), 1);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static void where_code_runs(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, in_task());
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_FALSE(test, in_hardirq());
	KUNIT_EXPECT_FALSE(test, in_irq());
	KUNIT_EXPECT_FALSE(test, in_nmi());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	KUNIT_EXPECT_EQ(test, SOFTIRQ_OFFSET, 0x100);
	KUNIT_EXPECT_EQ(test, SOFTIRQ_DISABLE_OFFSET, 0x200);
	local_bh_disable();
	local_bh_disable();
	KUNIT_EXPECT_EQ(test, softirq_count(), 2 * SOFTIRQ_DISABLE_OFFSET);
	KUNIT_EXPECT_EQ(test, preempt_count(), 2 * SOFTIRQ_DISABLE_OFFSET);
	KUNIT_EXPECT_TRUE(test, in_interrupt());
	KUNIT_EXPECT_TRUE(test, in_task());
	KUNIT_EXPECT_FALSE(test, in_serving_softirq());
	local_bh_enable();
	KUNIT_EXPECT_TRUE(test, in_softirq());
	local_bh_enable();
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_EQ(test, softirq_count(), 0);
}

static void interrupts_off(struct kunit *test)
{
	unsigned long on, off;

	local_save_flags(on);
	local_irq_disable();
	local_save_flags(off);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	KUNIT_EXPECT_TRUE(test, raw_irqs_disabled());
	/* Off are interrupts, preemption only follows from it. */
	KUNIT_EXPECT_FALSE(test, preemptible());
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	local_irq_enable();
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
	KUNIT_EXPECT_TRUE(test, irqs_disabled_flags(off));
	KUNIT_EXPECT_FALSE(test, irqs_disabled_flags(on));
	raw_local_irq_disable();
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	raw_local_irq_save(off);
	raw_local_irq_restore(off);
	KUNIT_EXPECT_TRUE(test, irqs_disabled());
	raw_local_irq_enable();
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void migration_off(struct kunit *test)
{
	int cpu;

	migrate_disable();
	cpu = smp_processor_id();
	KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
	for (int i = 0; i < 20; i++) {
		cond_resched();
		KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
	}
	migrate_enable();
	preempt_disable_nested();
	preempt_enable_nested();
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
	KUNIT_EXPECT_EQ(test, task_cpu(current) < nr_cpu_ids, 1);
}

static DEFINE_STATIC_KEY_TRUE(key_on);
static DEFINE_STATIC_KEY_FALSE(key_off);
static DEFINE_STATIC_KEY_TRUE_RO(key_on_for_good);
static DEFINE_STATIC_KEY_FALSE_RO(key_off_for_good);
DECLARE_STATIC_KEY_TRUE(key_declared_on);
DECLARE_STATIC_KEY_FALSE(key_declared_off);
DEFINE_STATIC_KEY_TRUE(key_declared_on);
DEFINE_STATIC_KEY_FALSE(key_declared_off);

static bool takes_likely(void) { return static_branch_likely(&key_on); }
static bool takes_unlikely(void) { return static_branch_unlikely(&key_off); }

static void switches_in_code(struct kunit *test)
{
	KUNIT_EXPECT_TRUE(test, takes_likely());
	KUNIT_EXPECT_FALSE(test, takes_unlikely());
	KUNIT_EXPECT_TRUE(test, static_branch_likely(&key_on_for_good));
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&key_off_for_good));
	KUNIT_EXPECT_TRUE(test, static_key_enabled(&key_declared_on));
	KUNIT_EXPECT_FALSE(test, static_key_enabled(&key_declared_off));
	static_branch_disable(&key_on);
	static_branch_enable(&key_off);
	KUNIT_EXPECT_FALSE(test, takes_likely());
	KUNIT_EXPECT_TRUE(test, takes_unlikely());
	/* A second time changes nothing. */
	static_branch_enable(&key_off);
	KUNIT_EXPECT_EQ(test, static_key_count(&key_off.key), 1);
	static_branch_disable(&key_off);
	static_branch_enable(&key_on);
	KUNIT_EXPECT_TRUE(test, takes_likely());
	KUNIT_EXPECT_FALSE(test, takes_unlikely());
	KUNIT_EXPECT_TRUE(test, static_branch_maybe(CONFIG_SMP, &key_on));
}

static void switches_that_count(struct kunit *test)
{
	static_key_slow_inc(&key_off.key);
	static_key_slow_inc(&key_off.key);
	KUNIT_EXPECT_EQ(test, static_key_count(&key_off.key), 2);
	KUNIT_EXPECT_TRUE(test, takes_unlikely());
	static_key_slow_dec(&key_off.key);
	KUNIT_EXPECT_TRUE(test, takes_unlikely());
	static_key_slow_dec(&key_off.key);
	KUNIT_EXPECT_FALSE(test, takes_unlikely());
	static_key_enable(&key_off.key);
	KUNIT_EXPECT_TRUE(test, static_key_false(&key_off.key));
	static_key_disable(&key_off.key);
	KUNIT_EXPECT_FALSE(test, static_key_false(&key_off.key));
	KUNIT_EXPECT_TRUE(test, static_key_true(&key_on.key));
}

static int done;

static void count(int by) { done += by; }

static void things_done_once(struct kunit *test)
{
	u32 first = 0, second = 0;
	int truths = 0;

	done = 0;
	for (int i = 0; i < 3; i++)
		DO_ONCE_LITE(count, 1);
	KUNIT_EXPECT_EQ(test, done, 1);
	for (int i = 0; i < 4; i++)
		truths += DO_ONCE_LITE_IF(i > 1, count, 10);
	/* The condition comes back each time, the call once. */
	KUNIT_EXPECT_EQ(test, truths, 2);
	KUNIT_EXPECT_EQ(test, done, 11);
	for (int i = 0; i < 3; i++)
		DO_ONCE_SLEEPABLE(count, 100);
	KUNIT_EXPECT_EQ(test, done, 111);
	for (int i = 0; i < 2; i++) {
		second = first;
		get_random_once(&first, sizeof(first));
	}
	KUNIT_EXPECT_EQ(test, first, second);
	first = 0;
	for (int i = 0; i < 2; i++) {
		second = first;
		get_random_sleepable_once(&first, sizeof(first));
	}
	KUNIT_EXPECT_EQ(test, first, second);
}

static void limits_of_rates(struct kunit *test)
{
	static DEFINE_RATELIMIT_STATE(declared, HZ, 3);
	struct ratelimit_state rate;
	int let = 0;

	KUNIT_EXPECT_EQ(test, declared.interval, HZ);
	KUNIT_EXPECT_EQ(test, declared.burst, 3);
	ratelimit_default_init(&rate);
	KUNIT_EXPECT_EQ(test, rate.interval, DEFAULT_RATELIMIT_INTERVAL);
	KUNIT_EXPECT_EQ(test, rate.burst, DEFAULT_RATELIMIT_BURST);
	KUNIT_EXPECT_EQ(test, DEFAULT_RATELIMIT_INTERVAL, 5 * HZ);
	KUNIT_EXPECT_EQ(test, DEFAULT_RATELIMIT_BURST, 10);
	ratelimit_state_init(&rate, 1000 * HZ, 4);
	ratelimit_set_flags(&rate, RATELIMIT_MSG_ON_RELEASE);
	for (int i = 0; i < 10; i++)
		let += __ratelimit(&rate);
	KUNIT_EXPECT_EQ(test, let, 4);
	/* Without an interval there is no limit. */
	ratelimit_state_init(&rate, 0, 1);
	for (int i = 0; i < 10; i++)
		KUNIT_EXPECT_TRUE(test, __ratelimit(&rate));
	KUNIT_EXPECT_FALSE(test, WARN_ON_RATELIMIT(false, &rate));
	KUNIT_EXPECT_FALSE(test, WARN_RATELIMIT(false, "never %d", 1));
}

struct counted { struct wait_queue_entry entry; int woken, answer; };

static int note_wake(struct wait_queue_entry *entry, unsigned int mode, int flags, void *key)
{
	struct counted *c = container_of(entry, struct counted, entry);

	c->woken++;
	return c->answer;
}

static void entries_of_wait_queues(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
	struct counted c[4] = {};

	for (int i = 0; i < 4; i++) {
		init_waitqueue_func_entry(&c[i].entry, note_wake);
		c[i].answer = 1;
		if (i < 2)
			add_wait_queue(&queue, &c[i].entry);
		else
			add_wait_queue_exclusive(&queue, &c[i].entry);
	}
	KUNIT_EXPECT_FALSE(test, c[0].entry.flags & WQ_FLAG_EXCLUSIVE);
	KUNIT_EXPECT_TRUE(test, c[2].entry.flags & WQ_FLAG_EXCLUSIVE);
	/* All that share, and one of those that do not. */
	wake_up_interruptible(&queue);
	KUNIT_EXPECT_EQ(test, c[0].woken * 1000 + c[1].woken * 100 + c[2].woken * 10 + c[3].woken, 1110);
	wake_up_nr(&queue, 2);
	KUNIT_EXPECT_EQ(test, c[0].woken * 1000 + c[1].woken * 100 + c[2].woken * 10 + c[3].woken, 2221);
	/* One that could not be woken does not count. */
	c[2].answer = 0;
	wake_up_interruptible_nr(&queue, 1);
	KUNIT_EXPECT_EQ(test, c[2].woken, 3);
	KUNIT_EXPECT_EQ(test, c[3].woken, 2);
	wake_up_interruptible_all(&queue);
	KUNIT_EXPECT_EQ(test, c[3].woken, 3);
	wake_up_interruptible_sync(&queue);
	KUNIT_EXPECT_EQ(test, c[0].woken, 5);
	remove_wait_queue(&queue, &c[0].entry);
	for (int i = 1; i < 4; i++)
		remove_wait_queue(&queue, &c[i].entry);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
}

static void waiting_that_is_over(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
	DECLARE_WAITQUEUE(plain, current);
	DEFINE_WAIT_FUNC(own, note_wake);
	DEFINE_WAIT(automatic);
	struct wait_queue_entry entry;

	init_waitqueue_entry(&entry, current);
	KUNIT_EXPECT_PTR_EQ(test, entry.private, (void *)current);
	KUNIT_EXPECT_TRUE(test, entry.func == default_wake_function);
	KUNIT_EXPECT_TRUE(test, plain.func == default_wake_function);
	KUNIT_EXPECT_TRUE(test, own.func == note_wake);
	KUNIT_EXPECT_TRUE(test, automatic.func == autoremove_wake_function);
	/* The first one that waits exclusively is told so. */
	KUNIT_EXPECT_TRUE(test, prepare_to_wait_exclusive(&queue, &automatic, TASK_UNINTERRUPTIBLE));
	KUNIT_EXPECT_FALSE(test, prepare_to_wait_exclusive(&queue, &own, TASK_UNINTERRUPTIBLE));
	KUNIT_EXPECT_TRUE(test, waitqueue_active(&queue));
	finish_wait(&queue, &own);
	finish_wait(&queue, &automatic);
	KUNIT_EXPECT_TRUE(test, task_is_running(current));
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
	KUNIT_EXPECT_EQ(test, wait_event_freezable(queue, true), 0);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible_exclusive(queue, true), 0);
}

static void completions_that_are_done(struct kunit *test)
{
	static DECLARE_COMPLETION(declared);
	struct completion done_thrice = COMPLETION_INITIALIZER_ONSTACK(done_thrice);
	static struct completion never = COMPLETION_INITIALIZER(never);

	KUNIT_EXPECT_FALSE(test, completion_done(&declared));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&never));
	for (int i = 0; i < 5; i++)
		complete(&done_thrice);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible(&done_thrice), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable(&done_thrice), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible_timeout(&done_thrice, 20), 20);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&done_thrice, 30), 30);
	wait_for_completion_io(&done_thrice);
	KUNIT_EXPECT_FALSE(test, completion_done(&done_thrice));
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible_timeout(&done_thrice, 1), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&done_thrice, 1), 0);
}

static void nearby_values(struct kunit *test)
{
	static const int up[] = { 10, 20, 40, 80 }, down[] = { 80, 40, 20, 10 };
	static const struct { int value, up, down; } row[] = {
		{ -100, 0, 3 }, { 10, 0, 3 }, { 14, 0, 3 }, { 16, 1, 2 }, { 31, 2, 1 }, { 59, 2, 1 },
		{ 61, 3, 0 }, { 1000, 3, 0 },
		/* Between two, the smaller one. */
		{ 15, 0, 3 }, { 30, 1, 2 }, { 60, 2, 1 },
	};

	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		KUNIT_EXPECT_EQ_MSG(test, find_closest(row[i].value, up, 4), row[i].up, "%d",
				    row[i].value);
		KUNIT_EXPECT_EQ_MSG(test, find_closest_descending(row[i].value, down, 4), row[i].down,
				    "%d", row[i].value);
	}
}

static void zeroes_within_words(struct kunit *test)
{
	const struct word_at_a_time constants = WORD_AT_A_TIME_CONSTANTS;
	static const struct { char text[9]; unsigned int zero; } row[] = {
		{ "", 0 }, { "a", 1 }, { "abc", 3 }, { "abcdefg", 7 }, { "\x80\xff\x01", 3 },
	};
	unsigned long bits;

	for (int i = 0; i < ARRAY_SIZE(row); i++) {
		unsigned long word = load_unaligned_zeropad(row[i].text);

		KUNIT_ASSERT_TRUE(test, has_zero(word, &bits, &constants));
		bits = create_zero_mask(prep_zero_mask(word, bits, &constants));
		KUNIT_EXPECT_EQ_MSG(test, find_zero(bits), row[i].zero, "row %d", i);
		KUNIT_EXPECT_EQ_MSG(test, zero_bytemask(bits),
				    row[i].zero ? ~0UL >> (64 - 8 * row[i].zero) : 0, "row %d", i);
	}
	KUNIT_EXPECT_FALSE(test, has_zero(0x0101018080ff7f01UL, &bits, &constants));
}

static struct kunit_case sections_cases[] = {
	KUNIT_CASE(preemption_counts),
	KUNIT_CASE(where_code_runs),
	KUNIT_CASE(interrupts_off),
	KUNIT_CASE(migration_off),
	KUNIT_CASE(switches_in_code),
	KUNIT_CASE(switches_that_count),
	KUNIT_CASE(things_done_once),
	KUNIT_CASE(limits_of_rates),
	KUNIT_CASE(entries_of_wait_queues),
	KUNIT_CASE(waiting_that_is_over),
	KUNIT_CASE(completions_that_are_done),
	KUNIT_CASE(nearby_values),
	KUNIT_CASE(zeroes_within_words),
	{}
};

static struct kunit_suite sections_suite = {
	.name = "conformance-sections",
	.test_cases = sections_cases,
};
kunit_test_suite(sections_suite);

MODULE_LICENSE("Dual MIT/GPL");
