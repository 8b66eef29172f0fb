// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Work items, timers, tasklets, interrupt handlers: what is done wrong with them is found by name, in both skins.
import { describe, expect, test } from 'vitest';
import { everySkin, folder, ktest, results, suite } from './rig.js';

const head = `#include <linux/delay.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
#include <linux/workqueue.h>
static DEFINE_MUTEX(mutex);
static DEFINE_MUTEX(other);
static int n;
static void nothing(struct work_struct *w) { n++; }
static void cancels_itself(struct work_struct *w) { cancel_work_sync(w); }
static void locks(struct work_struct *w) { mutex_lock(&mutex); n++; mutex_unlock(&mutex); }
static void locks_other(struct work_struct *w) { mutex_lock(&other); n++; mutex_unlock(&other); }
static void fires(struct timer_list *t) { n++; }
static DECLARE_WORK(self, cancels_itself);
static DECLARE_WORK(locking, locks);
static DECLARE_WORK(locking_other, locks_other);
`;

const bodies: Record<string, { body: string; found: RegExp | null }> = {
  cancelled_by_itself: {
    body: 'schedule_work(&self);\n\tflush_work(&self);',
    found: /deadlock: work item cancels_itself\(\) waits for its own end/,
  },
  flushed_under_its_lock: {
    body: 'schedule_work(&locking);\n\tflush_work(&locking);\n\tmutex_lock(&mutex);\n\tcancel_work_sync(&locking);\n\tmutex_unlock(&mutex);',
    found: /lock order: work item locks\(\) is waited for while .*mutex.* is held, and elsewhere the other way round/,
  },
  flushed_under_another_lock: {
    body: 'schedule_work(&locking_other);\n\tflush_work(&locking_other);\n\tmutex_lock(&mutex);\n\tcancel_work_sync(&locking_other);\n\tmutex_unlock(&mutex);',
    found: null,
  },
  freed_while_it_waits: {
    body: `struct delayed_work *w = kzalloc(sizeof(*w), GFP_KERNEL);

	INIT_DELAYED_WORK(w, nothing);
	schedule_delayed_work(w, 100);
	kfree(w);`,
    found: /a timer_list is freed while it is pending/,
  },
  cancelled_and_freed: {
    body: `struct delayed_work *w = kzalloc(sizeof(*w), GFP_KERNEL);

	INIT_DELAYED_WORK(w, nothing);
	schedule_delayed_work(w, 100);
	cancel_delayed_work_sync(w);
	kfree(w);`,
    found: null,
  },
  a_timer_in_time: {
    body: 'static DEFINE_TIMER(t, fires);\n\n\tmod_timer(&t, jiffies + 1);\n\tmsleep(50);\n\ttimer_delete_sync(&t);',
    found: null,
  },
};

const program = suite(Object.fromEntries(Object.entries(bodies).map(([name, { body }]) => [name, `\t${body}`])), {
  name: 'deferred',
  head,
});

describe('deferred calls', () => {
  test.each(everySkin)('with %s', { timeout: 900_000 }, async (_, words) => {
    const cwd = await folder({ 'deferred_test.c': program });
    const { all, stderr } = await results([...words, 'deferred_test.c'], { cwd });
    expect(all, stderr).toHaveLength(Object.keys(bodies).length);
    for (const [name, { found }] of Object.entries(bodies)) {
      const one = all.find((each) => each.case === name);
      expect(one?.verdict === 'passed', `${name}: ${JSON.stringify(one)}`).toBe(found === null);
      if (found !== null) expect(JSON.stringify(one)).toMatch(found);
    }
  });
});

const contexts = `#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/interrupt.h>
#include <linux/irq_sim.h>
#include <linux/irqdomain.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/workqueue.h>
static DEFINE_MUTEX(mutex);
static DEFINE_SPINLOCK(lock);
static DECLARE_COMPLETION(handled);
static int handlers, threads, in_hard, in_thread;
static void tasklet_sleeps(struct tasklet_struct *t) { mutex_lock(&mutex); mutex_unlock(&mutex); }
static DECLARE_TASKLET(tasklet, tasklet_sleeps);
static enum hrtimer_restart beat(struct hrtimer *t) { kfree(kmalloc(8, GFP_KERNEL)); return HRTIMER_NORESTART; }
static void leaves_lock(struct work_struct *w) { mutex_lock(&mutex); }
static void leaves_preemption(struct work_struct *w) { preempt_disable(); }
static void nothing(struct work_struct *w) { }
static irqreturn_t careless(int irq, void *dev) { spin_lock(&lock); spin_unlock(&lock); return IRQ_HANDLED; }
static irqreturn_t hard(int irq, void *dev) { handlers++; in_hard += in_hardirq() && irqs_disabled(); return IRQ_WAKE_THREAD; }
static irqreturn_t thread(int irq, void *dev) { threads++; in_thread += in_task(); return IRQ_HANDLED; }
static irqreturn_t disables(int irq, void *dev) { disable_irq(irq); return IRQ_HANDLED; }
static struct irq_domain *domain;
static int line(struct kunit *test)
{
	domain = irq_domain_create_sim(NULL, 4);
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, domain);
	return irq_create_mapping(domain, 2);
}
static void gone(int irq, void *dev) { free_irq(irq, dev); irq_dispose_mapping(irq); irq_domain_remove_sim(domain); }
static void raise_line(int irq) { irq_set_irqchip_state(irq, IRQCHIP_STATE_PENDING, true); }

static void a_tasklet_sleeps(struct kunit *test) { tasklet_schedule(&tasklet); tasklet_kill(&tasklet); }
static void an_hrtimer_sleeps(struct kunit *test)
{
	static struct hrtimer t;

	hrtimer_init(&t, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	t.function = beat;
	hrtimer_start(&t, 1000, HRTIMER_MODE_REL);
	msleep(1);
	hrtimer_cancel(&t);
}
static void a_lock_is_left(struct kunit *test) { static DECLARE_WORK(w, leaves_lock); schedule_work(&w); flush_work(&w); }
static void preemption_is_left_off(struct kunit *test)
{
	static DECLARE_WORK(w, leaves_preemption);

	schedule_work(&w);
	flush_work(&w);
}
static void a_queue_is_gone(struct kunit *test)
{
	static DECLARE_DELAYED_WORK(w, nothing);
	struct workqueue_struct *wq = alloc_workqueue("gone", 0, 0);

	queue_delayed_work(wq, &w, 3);
	destroy_workqueue(wq);
	msleep(100);
}
static void a_handler_takes_a_lock(struct kunit *test)
{
	int irq = line(test);

	KUNIT_ASSERT_EQ(test, request_irq(irq, careless, 0, "dev", &lock), 0);
	spin_lock(&lock);
	spin_unlock(&lock);
	raise_line(irq);
	gone(irq, &lock);
}
static void a_handler_waits_for_itself(struct kunit *test)
{
	int irq = line(test);

	KUNIT_ASSERT_EQ(test, request_threaded_irq(irq, NULL, disables, IRQF_ONESHOT, "dev", &lock), 0);
	raise_line(irq);
	msleep(10);
	gone(irq, &lock);
}
static void lines(struct kunit *test)
{
	int irq = line(test);

	KUNIT_ASSERT_EQ(test, request_threaded_irq(irq, hard, thread, IRQF_SHARED, "dev", &lock), 0);
	KUNIT_EXPECT_EQ(test, request_irq(irq, hard, 0, "other", NULL), -EBUSY);
	KUNIT_EXPECT_EQ(test, request_irq(irq, hard, IRQF_SHARED, "other", NULL), -EINVAL);
	raise_line(irq);
	synchronize_irq(irq);
	KUNIT_EXPECT_EQ(test, handlers, 1);
	KUNIT_EXPECT_EQ(test, threads, 1);
	disable_irq(irq);
	raise_line(irq);
	raise_line(irq);
	KUNIT_EXPECT_EQ(test, handlers, 1);
	enable_irq(irq);
	msleep(1);
	KUNIT_EXPECT_EQ(test, handlers, 2);
	KUNIT_EXPECT_EQ(test, threads, 2);
	local_irq_disable();
	raise_line(irq);
	KUNIT_EXPECT_EQ(test, handlers, 2);
	local_irq_enable();
	KUNIT_EXPECT_EQ(test, handlers, 3);
	synchronize_irq(irq);
	KUNIT_EXPECT_EQ(test, in_hard, 3);
	KUNIT_EXPECT_EQ(test, in_thread, 3);
	gone(irq, &lock);
}
static struct kunit_case cases[] = {
	KUNIT_CASE(a_tasklet_sleeps), KUNIT_CASE(an_hrtimer_sleeps), KUNIT_CASE(a_lock_is_left), KUNIT_CASE(preemption_is_left_off),
	KUNIT_CASE(a_queue_is_gone), KUNIT_CASE(a_handler_takes_a_lock), KUNIT_CASE(a_handler_waits_for_itself), KUNIT_CASE(lines), {}
};
static struct kunit_suite contexts = { .name = "interrupts", .test_cases = cases };
kunit_test_suite(contexts);
MODULE_LICENSE("GPL");
`;

test('contexts, lines and queues of the emulated headers', async () => {
  const cwd = await folder({ 'interrupts_test.c': contexts });
  const { all, stderr } = await results(['interrupts_test.c'], { cwd });
  const text = (name: string): string => JSON.stringify(all.find((one) => one.case === name));
  expect(all, stderr).toHaveLength(8);
  expect(text('lines')).toContain('"verdict":"passed"');
  expect(text('a_tasklet_sleeps')).toMatch(/sleeping function called from invalid context: it is in a soft interrupt/);
  expect(text('an_hrtimer_sleeps')).toMatch(/sleeping function called from invalid context: it is in an interrupt/);
  expect(text('a_lock_is_left')).toMatch(
    /workqueue leaked a lock: leaves_lock\(\) returned, but still holds mutex &mutex/,
  );
  expect(text('preemption_is_left_off')).toMatch(
    /workqueue leaked atomic: leaves_preemption\(\) returned with preemption/,
  );
  expect(text('a_queue_is_gone')).toMatch(/work item nothing\(\) is queued on a workqueue that was destroyed/);
  expect(text('a_handler_takes_a_lock')).toMatch(
    /spinlock &lock is taken in an interrupt, and elsewhere with interrupts enabled/,
  );
  expect(text('a_handler_waits_for_itself')).toMatch(/deadlock: interrupt thread disables\(\) waits for its own end/);
});

test('--explore lets a timer interrupt a section with preemption off, and not one with bottom halves off', async () => {
  const cwd = await folder({
    'beats_test.c': `#include <kunit/test.h>
#include <linux/bottom_half.h>
#include <linux/delay.h>
#include <linux/timer.h>
static int count;
static void tick(struct timer_list *t) { WRITE_ONCE(count, READ_ONCE(count) + 1); }
static void add(void) { WRITE_ONCE(count, READ_ONCE(count) + 1); }
static void counting(struct kunit *test, bool with_timers)
{
	static struct timer_list timer;

	timer_setup(&timer, tick, 0);
	mod_timer(&timer, jiffies + 1);
	preempt_disable();
	if (!with_timers)
		local_bh_disable();
	add();
	if (!with_timers)
		local_bh_enable();
	preempt_enable();
	msleep(50);
	timer_delete_sync(&timer);
	KUNIT_EXPECT_EQ(test, count, 2);
}
static void bug(struct kunit *test) { counting(test, true); }
static void fixed(struct kunit *test) { counting(test, false); }
static struct kunit_case cases[] = { KUNIT_CASE(bug), KUNIT_CASE(fixed), {} };
static struct kunit_suite beats = { .name = "beats", .test_cases = cases };
kunit_test_suite(beats);
MODULE_LICENSE("GPL");
`,
  });
  const usual = await ktest(['run', 'beats_test.c'], { cwd });
  expect(usual.status, usual.stdout + usual.stderr).toBe(0);
  const { all, stderr } = await results(['--explore=300', 'beats_test.c'], { cwd });
  expect(
    all.map((one) => [one.case, one.verdict]),
    stderr,
  ).toEqual([
    ['bug', 'failed'],
    ['fixed', 'passed'],
  ]);
  expect(JSON.stringify(all)).toContain('lets time pass');
});
