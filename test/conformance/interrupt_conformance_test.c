// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Tasklets and irq_work: contexts, when they run, disabling, killing, waiting. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/irq_work.h>
#include <linux/jiffies.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/smp.h>

struct soft {
	struct tasklet_struct tasklet;
	struct completion done;
	int runs, order, cpu, again;
	bool serving, in_task, irqs_off, was_scheduled;
};
static int order;

static void soft_run(struct tasklet_struct *t)
{
	struct soft *soft = from_tasklet(soft, t, tasklet);

	soft->serving = in_serving_softirq() && in_softirq() && in_interrupt() && in_atomic() && !in_hardirq();
	soft->in_task = in_task();
	soft->irqs_off = irqs_disabled();
	soft->was_scheduled = test_bit(TASKLET_STATE_SCHED, &t->state);
	soft->cpu = raw_smp_processor_id();
	soft->order = ++order;
	WRITE_ONCE(soft->runs, soft->runs + 1);
	if (soft->again-- > 0)
		tasklet_schedule(t);
	else
		complete(&soft->done);
}

static struct soft *soft_of(struct kunit *test)
{
	struct soft *soft = kunit_kzalloc(test, sizeof(*soft), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, soft);
	tasklet_setup(&soft->tasklet, soft_run);
	init_completion(&soft->done);
	return soft;
}

static void tasklet_from_a_task(struct kunit *test)
{
	struct soft *soft = soft_of(test);

	tasklet_schedule(&soft->tasklet);
	wait_for_completion(&soft->done);
	tasklet_kill(&soft->tasklet);
	KUNIT_EXPECT_EQ(test, soft->runs, 1);
	KUNIT_EXPECT_TRUE(test, soft->serving);
	KUNIT_EXPECT_FALSE(test, soft->in_task);
	KUNIT_EXPECT_FALSE(test, soft->irqs_off);
	KUNIT_EXPECT_FALSE(test, soft->was_scheduled);
}

/* Bottom halves are off: it waits until they are on, and has run then. */
static void tasklet_waits_for_bottom_halves(struct kunit *test)
{
	struct soft *soft = soft_of(test);

	local_bh_disable();
	tasklet_schedule(&soft->tasklet);
	tasklet_schedule(&soft->tasklet);
	KUNIT_EXPECT_TRUE(test, test_bit(TASKLET_STATE_SCHED, &soft->tasklet.state));
	KUNIT_EXPECT_NE(test, local_softirq_pending() & BIT(TASKLET_SOFTIRQ), 0u);
	mdelay(1);
	KUNIT_EXPECT_EQ(test, READ_ONCE(soft->runs), 0);
	local_bh_enable();
	KUNIT_EXPECT_EQ(test, READ_ONCE(soft->runs), 1);
	tasklet_kill(&soft->tasklet);
	KUNIT_EXPECT_EQ(test, soft->runs, 1);
}

static void tasklets_in_order(struct kunit *test)
{
	struct soft *first = soft_of(test), *second = soft_of(test), *high = soft_of(test);
	int cpu;

	order = 0;
	local_bh_disable();
	cpu = raw_smp_processor_id();
	tasklet_schedule(&first->tasklet);
	tasklet_schedule(&second->tasklet);
	tasklet_hi_schedule(&high->tasklet);
	local_bh_enable();
	wait_for_completion(&second->done);
	KUNIT_EXPECT_EQ(test, high->order, 1);
	KUNIT_EXPECT_EQ(test, first->order, 2);
	KUNIT_EXPECT_EQ(test, second->order, 3);
	KUNIT_EXPECT_EQ(test, first->cpu, cpu);
	tasklet_kill(&first->tasklet);
	tasklet_kill(&second->tasklet);
	tasklet_kill(&high->tasklet);
}

static void tasklet_schedules_itself(struct kunit *test)
{
	struct soft *soft = soft_of(test);

	soft->again = 5;
	tasklet_schedule(&soft->tasklet);
	wait_for_completion(&soft->done);
	KUNIT_EXPECT_EQ(test, soft->runs, 6);
	tasklet_kill(&soft->tasklet);
	KUNIT_EXPECT_EQ(test, soft->runs, 6);
}

static void tasklet_disabled(struct kunit *test)
{
	struct soft *soft = soft_of(test);

	tasklet_disable(&soft->tasklet);
	tasklet_disable(&soft->tasklet);
	tasklet_schedule(&soft->tasklet);
	msleep(20);
	KUNIT_EXPECT_EQ(test, READ_ONCE(soft->runs), 0);
	tasklet_enable(&soft->tasklet);
	msleep(20);
	KUNIT_EXPECT_EQ(test, READ_ONCE(soft->runs), 0);
	tasklet_enable(&soft->tasklet);
	wait_for_completion(&soft->done);
	tasklet_kill(&soft->tasklet);
	KUNIT_EXPECT_EQ(test, soft->runs, 1);
}

static unsigned long old_data;

static void old_run(unsigned long data)
{
	old_data = data;
}

static DECLARE_TASKLET_OLD(old_tasklet, old_run);

static void tasklet_of_old_form(struct kunit *test)
{
	struct tasklet_struct made;

	tasklet_init(&made, old_run, 42);
	tasklet_schedule(&made);
	tasklet_kill(&made);
	KUNIT_EXPECT_EQ(test, old_data, 42ul);
	tasklet_schedule(&old_tasklet);
	tasklet_kill(&old_tasklet);
	KUNIT_EXPECT_EQ(test, old_data, 0ul);
}

struct hard {
	struct irq_work work;
	int runs, cpu;
	bool hard, irqs_off, pending, busy;
};

static void hard_run(struct irq_work *work)
{
	struct hard *hard = container_of(work, struct hard, work);

	hard->hard = in_hardirq() && in_interrupt() && in_atomic() && !in_task();
	hard->irqs_off = irqs_disabled();
	hard->pending = irq_work_is_pending(work);
	hard->busy = irq_work_is_busy(work);
	hard->cpu = raw_smp_processor_id();
	WRITE_ONCE(hard->runs, hard->runs + 1);
}

static void irq_work_runs(struct kunit *test)
{
	struct hard hard = { .runs = 0 };

	init_irq_work(&hard.work, hard_run);
	KUNIT_EXPECT_FALSE(test, irq_work_is_busy(&hard.work));
	KUNIT_EXPECT_TRUE(test, irq_work_queue(&hard.work));
	irq_work_sync(&hard.work);
	KUNIT_EXPECT_EQ(test, hard.runs, 1);
	KUNIT_EXPECT_TRUE(test, hard.hard);
	KUNIT_EXPECT_TRUE(test, hard.irqs_off);
	KUNIT_EXPECT_FALSE(test, hard.pending);
	KUNIT_EXPECT_TRUE(test, hard.busy);
	KUNIT_EXPECT_FALSE(test, irq_work_is_busy(&hard.work));
	KUNIT_EXPECT_FALSE(test, in_interrupt());
	KUNIT_EXPECT_FALSE(test, irqs_disabled());
}

static void irq_work_waits_for_interrupts(struct kunit *test)
{
	struct hard hard = { .runs = 0 };
	unsigned long flags;

	init_irq_work(&hard.work, hard_run);
	local_irq_save(flags);
	KUNIT_EXPECT_TRUE(test, irq_work_queue(&hard.work));
	KUNIT_EXPECT_FALSE(test, irq_work_queue(&hard.work));
	KUNIT_EXPECT_TRUE(test, irq_work_is_pending(&hard.work));
	KUNIT_EXPECT_EQ(test, READ_ONCE(hard.runs), 0);
	local_irq_restore(flags);
	irq_work_sync(&hard.work);
	KUNIT_EXPECT_EQ(test, hard.runs, 1);
	/* Preemption does not matter. */
	preempt_disable();
	irq_work_queue(&hard.work);
	while (irq_work_is_busy(&hard.work))
		cpu_relax();
	KUNIT_EXPECT_EQ(test, READ_ONCE(hard.runs), 2);
	KUNIT_EXPECT_EQ(test, hard.cpu, raw_smp_processor_id());
	preempt_enable();
}

/* An interrupt's tasklet runs at its end. */
static struct soft *raised_by_hard;

static void hard_schedules(struct irq_work *work)
{
	tasklet_schedule(&raised_by_hard->tasklet);
}

static void tasklet_after_an_interrupt(struct kunit *test)
{
	struct irq_work work;

	raised_by_hard = soft_of(test);
	init_irq_work(&work, hard_schedules);
	irq_work_queue(&work);
	irq_work_sync(&work);
	wait_for_completion(&raised_by_hard->done);
	KUNIT_EXPECT_TRUE(test, raised_by_hard->serving);
	KUNIT_EXPECT_FALSE(test, raised_by_hard->irqs_off);
	tasklet_kill(&raised_by_hard->tasklet);
}

static struct kunit_case interrupt_cases[] = {
	KUNIT_CASE(tasklet_from_a_task),
	KUNIT_CASE(tasklet_waits_for_bottom_halves),
	KUNIT_CASE(tasklets_in_order),
	KUNIT_CASE(tasklet_schedules_itself),
	KUNIT_CASE(tasklet_disabled),
	KUNIT_CASE(tasklet_of_old_form),
	KUNIT_CASE(irq_work_runs),
	KUNIT_CASE(irq_work_waits_for_interrupts),
	KUNIT_CASE(tasklet_after_an_interrupt),
	{}
};

static struct kunit_suite interrupt_suite = {
	.name = "interrupt_conformance",
	.test_cases = interrupt_cases,
};
kunit_test_suite(interrupt_suite);
MODULE_DESCRIPTION("Tasklets and irq_work, equal in the process and in a kernel");
MODULE_LICENSE("GPL");
