// SPDX-License-Identifier: MIT OR GPL-2.0-only
// The rules of docs/rules.md: what is found in a plain run, without an unlucky schedule, and what is not.
import { describe, expect, test } from 'vitest';
import { everySkin, folder, type JsonCase, ktest, linux, results, suite } from './rig.js';

const head = `/* ktest: cflags -Wno-unused */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/rculist.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched/task.h>
#include <linux/semaphore.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/srcu.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>
struct thing { int value; struct rcu_head rcu; struct list_head node; spinlock_t lock; struct mutex mutex; };
static struct thing thing, __rcu *shown;
static LIST_HEAD(things);
static DEFINE_SPINLOCK(lock);
static DEFINE_SPINLOCK(lock2);
static DEFINE_MUTEX(mutex);
static DECLARE_RWSEM(rwsem);
static DEFINE_RWLOCK(rwlock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static DECLARE_COMPLETION(ready);
static struct semaphore sem = __SEMAPHORE_INITIALIZER(sem, 1);
DEFINE_STATIC_SRCU(domain);
static DEFINE_PER_CPU(int, counter);
static int n;
static void do_nothing(struct rcu_head *head) { }
static void sleeps(struct rcu_head *head) { msleep(1); }
static void timer_nothing(struct timer_list *t) { }
static int reads(void *unused)
{
	down_read(&rwsem);
	complete(&ready);
	while (!kthread_should_stop())
		msleep(1);
	up_read(&rwsem);
	return 7;
}
static int ends(void *unused) { return 9; }
static int cpus[3], go;
static int stays(void *unused)
{
	preempt_disable();
	WRITE_ONCE(cpus[0], smp_processor_id());
	WRITE_ONCE(n, 1);
	while (!READ_ONCE(go))
		cpu_relax();
	WRITE_ONCE(cpus[1], smp_processor_id());
	preempt_enable();
	WRITE_ONCE(cpus[2], raw_smp_processor_id());
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}
static struct completion *late;
static int completes_late(void *unused)
{
	msleep(10);
	complete(late);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}
static noinline void waits_shortly(void)
{
	DECLARE_COMPLETION_ONSTACK(done);

	late = &done;
	wait_for_completion_timeout(&done, 1);
}
static int sets_and_ends(void *unused)
{
	WRITE_ONCE(n, 1);
	return 0;
}
`;

const atomic = 'sleeping function called from invalid context';
const suspicious = 'suspicious RCU usage';

/** What a task does, and what is said of it; nothing: it is right. */
const bodies: Record<string, { body: string; found?: string }> = {
  rcu_outside: { body: 'struct thing *t = rcu_dereference(shown);', found: suspicious },
  rcu_inside: { body: 'rcu_read_lock(); struct thing *t = rcu_dereference(shown); rcu_read_unlock();' },
  rcu_check_lock_not_held: {
    body: 'struct thing *t = rcu_dereference_check(shown, lockdep_is_held(&lock));',
    found: suspicious,
  },
  rcu_check_lock_held: {
    body: 'spin_lock(&lock); struct thing *t = rcu_dereference_check(shown, lockdep_is_held(&lock)); spin_unlock(&lock);',
  },
  rcu_protected_by_nobody: {
    body: 'struct thing *t = rcu_dereference_protected(shown, lockdep_is_held(&mutex));',
    found: suspicious,
  },
  rcu_protected: {
    body: 'mutex_lock(&mutex); struct thing *t = rcu_dereference_protected(shown, lockdep_is_held(&mutex)); mutex_unlock(&mutex);',
  },
  rcu_replaced_by_nobody: {
    body: 'struct thing *t = rcu_replace_pointer(shown, NULL, lockdep_is_held(&mutex));',
    found: suspicious,
  },
  rcu_of_another_flavour: {
    body: 'rcu_read_lock_bh(); struct thing *t = rcu_dereference(shown); rcu_read_unlock_bh();',
    found: suspicious,
  },
  rcu_bh: { body: 'rcu_read_lock_bh(); struct thing *t = rcu_dereference_bh(shown); rcu_read_unlock_bh();' },
  rcu_sched: { body: 'preempt_disable(); struct thing *t = rcu_dereference_sched(shown); preempt_enable();' },
  rcu_list: { body: 'struct thing *t; list_for_each_entry_rcu(t, &things, node) n++;', found: suspicious },
  rcu_list_with_a_condition: {
    body: 'struct thing *t; list_for_each_entry_rcu(t, &things, node, lockdep_is_held(&mutex)) n++;',
    found: suspicious,
  },
  rcu_list_of_who_changes_it: {
    body: 'struct thing *t; mutex_lock(&mutex); list_for_each_entry_rcu(t, &things, node, lockdep_is_held(&mutex)) n++; mutex_unlock(&mutex);',
  },
  rcu_list_inside: {
    body: 'struct thing *t; rcu_read_lock(); list_for_each_entry_rcu(t, &things, node) n++; rcu_read_unlock();',
  },
  srcu_outside: { body: 'struct thing *t = srcu_dereference(shown, &domain);', found: suspicious },
  srcu_inside: {
    body: 'int i = srcu_read_lock(&domain); struct thing *t = srcu_dereference(shown, &domain); msleep(1); srcu_read_unlock(&domain, i);',
  },
  srcu_waits_for_itself: {
    body: 'int i = srcu_read_lock(&domain); synchronize_srcu(&domain); srcu_read_unlock(&domain, i);',
    found: 'waits for itself',
  },
  srcu_left: { body: 'n = srcu_read_lock(&domain);', found: 'still holds srcu' },
  srcu_and_a_mutex: {
    body: `int i = srcu_read_lock(&domain);

	mutex_lock(&mutex);
	mutex_unlock(&mutex);
	srcu_read_unlock(&domain, i);
	mutex_lock(&mutex);
	synchronize_srcu(&domain);
	mutex_unlock(&mutex);`,
    found: 'lock order',
  },
  rcu_waits_for_itself: { body: 'rcu_read_lock(); synchronize_rcu(); rcu_read_unlock();', found: 'waits for itself' },
  rcu_left: { body: 'rcu_read_lock();', found: 'still holds rcu_read_lock()' },
  rcu_unlocked_twice: { body: 'rcu_read_unlock();', found: 'rcu_read_unlock() without rcu_read_lock()' },
  rcu_reader_sleeps: { body: 'rcu_read_lock(); msleep(1); rcu_read_unlock();', found: atomic },
  rcu_callback_sleeps: { body: 'call_rcu(&thing.rcu, sleeps); rcu_barrier();', found: atomic },
  rcu_head_twice: {
    body: 'call_rcu(&thing.rcu, do_nothing); call_rcu(&thing.rcu, do_nothing); rcu_barrier();',
    found: 'given to call_rcu() or kfree_rcu() again',
  },
  rcu_head_again: {
    body: 'call_rcu(&thing.rcu, do_nothing); rcu_barrier(); call_rcu(&thing.rcu, do_nothing); rcu_barrier();',
  },
  rcu_head_freed: {
    body: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL); rcu_read_lock(); call_rcu(&t->rcu, do_nothing); kfree(t);',
    found: 'an rcu_head is freed while it is pending',
  },
  sleep_wait_event: { body: 'spin_lock(&lock); wait_event(queue, true); spin_unlock(&lock);', found: atomic },
  sleep_completion: {
    body: 'complete(&ready); spin_lock(&lock); wait_for_completion(&ready); spin_unlock(&lock);',
    found: atomic,
  },
  sleep_cond_resched: { body: 'spin_lock(&lock); cond_resched(); spin_unlock(&lock);', found: atomic },
  sleep_schedule: { body: 'spin_lock(&lock); schedule(); spin_unlock(&lock);', found: atomic },
  sleep_percpu: { body: 'spin_lock(&lock); free_percpu(alloc_percpu(int)); spin_unlock(&lock);', found: atomic },
  sleep_percpu_atomically: {
    body: 'spin_lock(&lock); free_percpu(alloc_percpu_gfp(int, GFP_ATOMIC)); spin_unlock(&lock);',
  },
  sleep_vfree: { body: 'void *p = vmalloc(8); spin_lock(&lock); vfree(p); spin_unlock(&lock);', found: atomic },
  sleep_vfree_in_interrupt: {
    body: 'void *p = vmalloc(8); spin_lock_bh(&lock); vfree(p); spin_unlock_bh(&lock);',
  },
  sleep_cache: {
    body: 'struct kmem_cache *c = kmem_cache_create("c", 8, 0, 0, NULL); spin_lock(&lock); kmem_cache_destroy(c); spin_unlock(&lock);',
    found: atomic,
  },
  sleep_kthread: {
    body: 'struct task_struct *t = kthread_run(ends, NULL, "t"); get_task_struct(t); spin_lock(&lock); kthread_stop(t); spin_unlock(&lock); put_task_struct(t);',
    found: atomic,
  },
  sleep_while_waiting: {
    body: 'DEFINE_WAIT(w); prepare_to_wait(&queue, &w, TASK_INTERRUPTIBLE); mutex_lock(&mutex); mutex_unlock(&mutex); finish_wait(&queue, &w);',
    found: 'do not call blocking ops when !TASK_RUNNING',
  },
  sleep_tried_inside_held_outside: {
    body: 'spin_lock(&lock); n = mutex_trylock(&mutex); spin_unlock(&lock); msleep(1); mutex_unlock(&mutex);',
  },
  cpu_number: { body: 'n = smp_processor_id();', found: 'per-CPU access: smp_processor_id() while preemptible' },
  cpu_pointer: {
    body: 'n = *this_cpu_ptr(&counter);',
    found: 'per-CPU access: this_cpu_ptr(&counter) while preemptible',
  },
  cpu_plain_operation: {
    body: '__this_cpu_inc(counter);',
    found: 'per-CPU access: __this_cpu_inc(counter) while preemptible',
  },
  cpu_right: {
    body: `this_cpu_inc(counter);
	n = raw_smp_processor_id();
	preempt_disable();
	n = smp_processor_id() + *this_cpu_ptr(&counter);
	preempt_enable();
	migrate_disable();
	n = smp_processor_id();
	migrate_enable();
	n = get_cpu();
	put_cpu();
	local_irq_disable();
	__this_cpu_inc(counter);
	local_irq_enable();`,
  },
  cpu_changed_from_outside: {
    body: `struct task_struct *t = kthread_run(stays, NULL, "t");
	int to;

	while (!READ_ONCE(n))
		cpu_relax();
	to = READ_ONCE(cpus[0]) == 1 ? 2 : 1;
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(t, cpumask_of(to)), 0);
	WRITE_ONCE(go, 1);
	msleep(5);
	kthread_stop(t);
	KUNIT_EXPECT_EQ(test, READ_ONCE(cpus[1]), READ_ONCE(cpus[0]));
	KUNIT_EXPECT_EQ(test, READ_ONCE(cpus[2]), to);`,
  },
  cpu_of_one_again_of_all: {
    body: 'set_cpus_allowed_ptr(current, cpumask_of(1)); n = smp_processor_id(); set_cpus_allowed_ptr(current, cpu_possible_mask); n = smp_processor_id();',
    found: 'per-CPU access: smp_processor_id() while preemptible',
  },
  irq_flags_crossed: {
    body: `unsigned long f, g;

	spin_lock_irqsave(&lock, f);
	spin_lock_irqsave(&lock2, g);
	spin_unlock_irqrestore(&lock2, f);
	spin_unlock_irqrestore(&lock, g);`,
    found: 'interrupt flag: ',
  },
  irq_enabled_inside: {
    body: `unsigned long f;

	spin_lock_irqsave(&lock, f);
	spin_lock_irq(&lock2);
	spin_unlock_irq(&lock2);
	spin_unlock_irqrestore(&lock, f);`,
    found: 'interrupt flag: ',
  },
  irq_nested: {
    body: `unsigned long f, g;

	spin_lock_irqsave(&lock, f);
	spin_lock_irqsave(&lock2, g);
	spin_unlock_irqrestore(&lock2, g);
	spin_unlock_irqrestore(&lock, f);`,
  },
  bh_while_irqs_are_off: {
    body: 'spin_lock_irq(&lock); spin_lock_bh(&lock2); spin_unlock_bh(&lock2); spin_unlock_irq(&lock);',
    found: 'soft interrupts: ',
  },
  bh_too_often: { body: 'local_bh_enable();', found: 'local_bh_enable() without local_bh_disable()' },
  lock_zeroed: {
    body: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL); mutex_lock(&t->mutex); mutex_unlock(&t->mutex); kfree(t);',
    found: 'lock initialization: a mutex that was not initialized',
  },
  lock_of_garbage: {
    body: 'struct thing *t = kmalloc(sizeof(*t), GFP_KERNEL); memset(t, 0xa5, sizeof(*t)); spin_lock(&t->lock); spin_unlock(&t->lock); kfree(t);',
    found: 'lock initialization: a spinlock that was not initialized',
  },
  lock_destroyed: {
    body: 'static struct mutex m; mutex_init(&m); mutex_destroy(&m); mutex_lock(&m); mutex_unlock(&m);',
    found: 'lock initialization: a mutex is used after mutex_destroy()',
  },
  lock_freed_while_held: {
    body: 'struct thing *t = kmalloc(sizeof(*t), GFP_KERNEL); mutex_init(&t->mutex); mutex_lock(&t->mutex); kfree(t);',
    found: 'held lock: mutex &t->mutex is freed',
  },
  lock_initialized_while_held: {
    body: 'struct thing *t = kmalloc(sizeof(*t), GFP_KERNEL); spin_lock_init(&t->lock); spin_lock(&t->lock); spin_lock_init(&t->lock); preempt_enable(); kfree(t);',
    found: 'held lock: spinlock &t->lock is initialized again',
  },
  reader_is_another: {
    body: 'struct task_struct *t = kthread_run(reads, NULL, "t"); wait_for_completion(&ready); up_read(&rwsem);',
    found: 'read unlock of rwsem &rwsem, which others hold',
  },
  reader_becomes_writer: { body: 'down_read(&rwsem); down_write(&rwsem);', found: 'recursive locking' },
  reader_comes_again: {
    body: 'down_read(&rwsem); down_read(&rwsem); up_read(&rwsem); up_read(&rwsem);',
    found: 'recursive locking',
  },
  reader_of_a_spinning_lock_comes_again: {
    body: 'read_lock(&rwlock); read_lock(&rwlock); read_unlock(&rwlock); read_unlock(&rwlock);',
  },
  assert_held_by_another: {
    body: 'struct task_struct *t = kthread_run(reads, NULL, "t"); wait_for_completion(&ready); lockdep_assert_held(&rwsem); kthread_stop(t);',
    found: 'lockdep_assert_held(&rwsem) does not hold',
  },
  assert_not_held_although_by_another: {
    body: 'struct task_struct *t = kthread_run(reads, NULL, "t"); wait_for_completion(&ready); lockdep_assert_not_held(&rwsem); kthread_stop(t);',
  },
  assert_after_downgrade: {
    body: 'down_write(&rwsem); lockdep_assert_held_write(&rwsem); downgrade_write(&rwsem); lockdep_assert_held_read(&rwsem); up_read(&rwsem);',
  },
  timer_on_a_stack: {
    body: 'struct timer_list t; timer_setup_on_stack(&t, timer_nothing, 0); mod_timer(&t, jiffies + 100);',
    found: 'a timer_list is left on the stack of a task that ends while it is pending',
  },
  completion_of_who_returned: {
    body: 'struct task_struct *t = kthread_run(completes_late, NULL, "t"); waits_shortly(); msleep(30); kthread_stop(t);',
    found: 'use after return: a completion is on the stack of',
  },
  thread_is_left: { body: 'kthread_run(reads, NULL, "t");', found: 'left behind: kernel thread t' },
  thread_ends_itself: { body: 'kthread_run(ends, NULL, "t");' },
  thread_ended_before_it_is_stopped: {
    body: 'struct task_struct *t = get_task_struct(kthread_create(ends, NULL, "t")); wake_up_process(t); msleep(5); KUNIT_EXPECT_EQ(test, kthread_stop(t), 9); put_task_struct(t);',
  },
  nobody_wakes: {
    body: 'kthread_run(sets_and_ends, NULL, "t"); wait_event(queue, READ_ONCE(n));',
    found: 'lost wake-up: ',
  },
  nothing_to_wake_for: { body: 'wait_event(queue, READ_ONCE(n));', found: 'deadlock: every task waits' },
  down_for_ever: {
    body: 'down(&sem); n = down_timeout(&sem, MAX_SCHEDULE_TIMEOUT);',
    found: 'deadlock: every task waits',
  },
  copied_over_the_end: {
    body: 'char d[8]; static char s[64]; volatile unsigned long size = 64; KUNIT_EXPECT_EQ(test, copy_from_user(d, (void __user *)s, size), 64ul);',
    found: 'Buffer overflow detected (8 < 64)',
  },
  duplicated_64_mb: { body: 'KUNIT_EXPECT_TRUE(test, IS_ERR(memdup_user((void __user *)0x10000, 64 << 20)));' },
  functions_as_pointers: {
    body: 'void (*u)(struct mutex *) = mutex_unlock; void (*d)(struct rw_semaphore *) = down_read; mutex_lock(&mutex); u(&mutex); d(&rwsem); up_read(&rwsem);',
  },
  kfree_of_vmalloc: { body: 'kfree(kvmalloc(8 << 20, GFP_KERNEL));', found: 'wrong free' },
  kfree_of_a_small_kvmalloc: { body: 'kfree(kvmalloc(80, GFP_KERNEL));' },
  typesafe: {
    body: `struct kmem_cache *c = kmem_cache_create("c", 8, 0, SLAB_TYPESAFE_BY_RCU, NULL);
	int *p = kmem_cache_alloc(c, GFP_KERNEL);

	*p = 7;
	rcu_read_lock();
	kmem_cache_free(c, p);
	KUNIT_EXPECT_EQ(test, READ_ONCE(*p), 7);
	rcu_read_unlock();
	kmem_cache_destroy(c);`,
  },
};

/** With ThreadSanitizer tasks run at the same time, and it tells of such bugs itself, or they come too late. */
const alone = new Set([
  'rcu_head_twice',
  'timer_on_a_stack',
  'completion_of_who_returned',
  'nobody_wakes',
  'cpu_changed_from_outside',
]);

const text = (body: string) => `\t${body}`;
const program = suite(Object.fromEntries(Object.entries(bodies).map(([name, { body }]) => [name, text(body)])), {
  name: 'rules',
  head,
});

/** All that was said of a case. */
function said({
  findings,
  warnings,
  crash,
  leaks,
  failures,
  verdict,
}: JsonCase & { warnings?: { text: string }[] }): string {
  const texts = [...findings, ...(warnings ?? []), ...failures].map((one) => one.text);
  return [verdict, ...texts, crash?.sentence ?? '', leaks.length > 0 ? 'a leak' : ''].join(' | ');
}

/** What the tree's own headers, and what is below them, tell of. */
const inTree = [
  ...['rcu_outside', 'rcu_inside', 'rcu_check_lock_not_held', 'rcu_check_lock_held', 'rcu_protected_by_nobody'],
  ...['rcu_protected', 'rcu_replaced_by_nobody', 'rcu_of_another_flavour', 'rcu_bh', 'rcu_sched', 'rcu_list_inside'],
  ...['rcu_reader_sleeps', 'rcu_callback_sleeps', 'rcu_head_twice', 'rcu_head_again', 'rcu_head_freed', 'rcu_left'],
  ...['sleep_wait_event', 'sleep_while_waiting', 'sleep_tried_inside_held_outside', 'lock_freed_while_held'],
  ...['reader_becomes_writer', 'reader_comes_again', 'assert_held_by_another', 'assert_not_held_although_by_another'],
  ...['assert_after_downgrade', 'thread_ended_before_it_is_stopped', 'kfree_of_vmalloc', 'functions_as_pointers'],
];

/** What a tree says in other words. */
const inTreesWords: Record<string, string> = {
  rcu_reader_sleeps: 'BUG: scheduling while atomic: it holds rcu_read_lock()',
  rcu_callback_sleeps: 'BUG: scheduling while atomic',
  assert_held_by_another: 'failed |',
  lock_freed_while_held: 'held lock: lock &t->mutex is freed',
};

/** What a case should have said and did not, or the other way round. */
function wrongOf(names: string[], cases: Record<string, JsonCase>, words: Record<string, string> = {}): string[] {
  return names.flatMap((name) => {
    const one = cases[name];
    const text = one ? said(one) : 'there is no such case';
    const found = words[name] ?? bodies[name]?.found;
    const isRight = found ? text.includes(found) && one?.verdict !== 'passed' : text.startsWith('passed |');
    return isRight ? [] : [`${name}: ${text}`];
  });
}

describe('rules of locks and contexts', () => {
  test.each(everySkin.slice(0, 4))('with %s', { timeout: 900_000 }, async (_, words) => {
    const { cases } = await results([...words, './rules_test.c'], { cwd: folder({ 'rules_test.c': program }) });
    const names = Object.keys(bodies).filter((name) => !words.includes('thread') || !alone.has(name));
    const wrong = wrongOf(names, cases);
    expect(wrong).toEqual([]);
  });

  test("with a tree's headers", { timeout: 900_000 }, async () => {
    const bodiesInTree = Object.fromEntries(inTree.map((name) => [name, text(bodies[name]?.body ?? '')]));
    const root = folder({ 'rules_test.c': suite(bodiesInTree, { name: 'rules', head }) });
    const { cases } = await results(['--tree', linux, './rules_test.c'], { cwd: root });
    expect(wrongOf(inTree, cases, inTreesWords)).toEqual([]);
  });

  test('a report has the rule, the place, and the other place', async () => {
    const root = folder({ 'rules_test.c': program });
    const { stdout } = await ktest(
      ['run', '--reporter', 'pretty', '.', 'rules.irq_enabled_inside', 'rules.lock_freed_while_held'],
      {
        cwd: root,
      },
    );
    expect(stdout).toMatch(/interrupt flag: .*\n {2}at\n {4}#0 {2}irq_enabled_inside at rules_test.c:\d+/);
    expect(stdout).toMatch(/ {2}interrupts were enabled at\n {4}#0 {2}irq_enabled_inside at rules_test.c:\d+/);
    expect(stdout).toMatch(/held lock: .*\n {2}at\n {4}#0 {2}lock_freed_while_held at rules_test.c:\d+/);
    expect(stdout).toMatch(/ {2}taken at\n {4}#0 {2}lock_freed_while_held at rules_test.c:\d+/);
  });

  test('a case that breaks a rule on purpose says so, and then has to', async () => {
    const broken = 'n = smp_processor_id();';
    const root = folder({
      'expected_test.c': suite(
        {
          expected: text(`ktest_expect_report(test, "per-CPU access");\n\t${broken}`),
          another: text(`ktest_expect_report(test, "lock order");\n\t${broken}`),
          none: text('ktest_expect_report(test, "per-CPU access");'),
        },
        { name: 'expected', head },
      ),
    });
    const { cases } = await results(['./expected_test.c'], { cwd: root });
    const verdicts = Object.fromEntries(Object.entries(cases).map(([name, one]) => [name, said(one).slice(0, 90)]));
    expect(verdicts['expected']).toMatch(/^passed/);
    expect(cases['expected']?.output).toContain('expected report: per-CPU access');
    expect(verdicts['another']).toMatch(/^failed \| per-CPU access/);
    expect(verdicts['none']).toMatch(/^failed \| a report was expected that begins with "per-CPU access"/);
  });
});
