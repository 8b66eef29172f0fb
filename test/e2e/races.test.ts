// SPDX-License-Identifier: MIT OR GPL-2.0-only
// --races: what is a data race by the kernel's memory model, and what orders two accesses.
import { describe, expect, test } from 'vitest';
import { folder, type JsonCase, ktest, results } from './rig.js';

const head = `#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/delay.h>
#include <linux/kfifo.h>
#include <linux/llist.h>
#include <linux/percpu.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/srcu.h>
#include <linux/timer.h>
#include <linux/wait.h>
#include <linux/xarray.h>
struct thing { int value, other; struct rcu_head rcu; struct llist_node node; refcount_t refs; };
static struct thing thing, __rcu *shown;
int plain, flag;
static DEFINE_SPINLOCK(lock);
static DECLARE_RWSEM(rwsem);
static DEFINE_SEMAPHORE(sem, 0);
static DEFINE_SEQLOCK(seqlock);
static DEFINE_XARRAY(things);
static LLIST_HEAD(stack);
static DECLARE_WAIT_QUEUE_HEAD(queue);
DEFINE_STATIC_SRCU(readers);
static DEFINE_PER_CPU(int, counter);
static DEFINE_KFIFO(queued, struct thing *, 4);
static int (*bodies[2])(void);
static int run(void *index)
{
	bodies[(long)index]();
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return 0;
}
/* The second begins as soon as the first waits or ends. */
static void both(struct kunit *test, int (*first)(void), int (*second)(void))
{
	struct task_struct *a, *b;

	bodies[0] = first;
	bodies[1] = second;
	plain = flag = 0;
	a = kthread_run_on_cpu(run, (void *)0L, 1, "first/%u");
	b = kthread_run_on_cpu(run, (void *)1L, 2, "second/%u");
	msleep(20);
	kthread_stop(a);
	kthread_stop(b);
}
`;

/** Two functions each, and whether they race. */
const pairs: Record<string, { races: boolean; before?: string; first: string; second: string }> = {
  nothing: { races: true, first: 'plain = 1;', second: 'return plain;' },
  writes: { races: true, first: 'plain = 1;', second: 'plain = 2;' },
  reads: { races: false, first: 'return plain;', second: 'return plain;' },
  bytes_beside: { races: false, first: 'thing.value = 1;', second: 'thing.other = 1;' },
  marked_both: { races: false, first: 'WRITE_ONCE(plain, 1);', second: 'return READ_ONCE(plain);' },
  marked_one: { races: true, first: 'plain = 1;', second: 'return READ_ONCE(plain);' },
  meant: { races: false, first: 'plain = 1;', second: 'return data_race(plain);' },
  spinlock: {
    races: false,
    first: 'spin_lock(&lock); plain++; spin_unlock(&lock);',
    second: 'spin_lock(&lock); plain++; spin_unlock(&lock);',
  },
  half_a_lock: { races: true, first: 'spin_lock(&lock); plain++; spin_unlock(&lock);', second: 'plain++;' },
  read_locks: {
    races: true,
    first: 'down_read(&rwsem); plain++; up_read(&rwsem);',
    second: 'down_read(&rwsem); plain++; up_read(&rwsem);',
  },
  read_and_write_lock: {
    races: false,
    first: 'down_read(&rwsem); flag = plain; up_read(&rwsem);',
    second: 'down_write(&rwsem); plain++; up_write(&rwsem);',
  },
  semaphore: { races: false, first: 'plain = 1; up(&sem);', second: 'down(&sem); plain++;' },
  wait_queue: {
    races: false,
    first: 'plain = 1; smp_store_release(&flag, 1); wake_up(&queue);',
    second: 'wait_event(queue, smp_load_acquire(&flag)); plain++;',
  },
  release_and_acquire: {
    races: false,
    first: 'plain = 1; smp_store_release(&flag, 1);',
    second: 'while (!smp_load_acquire(&flag)) cpu_relax(); plain++;',
  },
  release_alone: {
    races: true,
    first: 'plain = 1; smp_store_release(&flag, 1);',
    second: 'while (!READ_ONCE(flag)) cpu_relax(); return plain;',
  },
  a_write_depends: {
    races: false,
    first: 'flag = plain; smp_store_release(&thing.value, 1);',
    second: 'while (!READ_ONCE(thing.value)) cpu_relax(); plain = 1;',
  },
  acquire_alone: {
    races: true,
    first: 'plain = 1; WRITE_ONCE(flag, 1);',
    second: 'while (!smp_load_acquire(&flag)) cpu_relax(); plain++;',
  },
  barriers: {
    races: false,
    first: 'plain = 1; smp_wmb(); WRITE_ONCE(flag, 1);',
    second: 'while (!READ_ONCE(flag)) cpu_relax(); smp_rmb(); return plain;',
  },
  atomics_without_an_order: {
    races: true,
    first: 'plain = 1; atomic_inc((atomic_t *)&flag);',
    second: 'while (!atomic_read((atomic_t *)&flag)) cpu_relax(); return plain;',
  },
  atomics_with_an_order: {
    races: false,
    first: 'plain = 1; atomic_inc_return((atomic_t *)&flag);',
    second: 'while (!atomic_fetch_add(0, (atomic_t *)&flag)) cpu_relax(); return plain;',
  },
  rcu: {
    races: false,
    before: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);\n\trcu_assign_pointer(shown, t);',
    first: 'struct thing *t; rcu_read_lock(); t = rcu_dereference(shown); if (t) flag = t->value; rcu_read_unlock();',
    second:
      'struct thing *t = rcu_dereference_protected(shown, 1); rcu_assign_pointer(shown, NULL); synchronize_rcu(); kfree(t);',
  },
  rcu_without_a_grace_period: {
    races: true,
    before: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);\n\trcu_assign_pointer(shown, t);',
    first: 'struct thing *t; rcu_read_lock(); t = rcu_dereference(shown); if (t) flag = t->value; rcu_read_unlock();',
    second: 'struct thing *t = rcu_dereference_protected(shown, 1); rcu_assign_pointer(shown, NULL); kfree(t);',
  },
  rcu_callback: {
    races: false,
    before: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);\n\trcu_assign_pointer(shown, t);',
    first: 'struct thing *t; rcu_read_lock(); t = rcu_dereference(shown); if (t) flag = t->value; rcu_read_unlock();',
    second:
      'struct thing *t = rcu_dereference_protected(shown, 1); rcu_assign_pointer(shown, NULL); kfree_rcu(t, rcu); rcu_barrier();',
  },
  srcu: {
    races: false,
    first: 'int i = srcu_read_lock(&readers); flag = plain; srcu_read_unlock(&readers, i);',
    second: 'synchronize_srcu(&readers); plain = 1;',
  },
  shown_without_a_barrier: {
    races: true,
    before: 'shown = NULL;',
    first: 'struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL); t->value = 1; WRITE_ONCE(shown, t);',
    second: 'struct thing *t = READ_ONCE(shown); if (t) flag = t->value; kfree(t);',
  },
  references: {
    races: false,
    before: 'refcount_set(&thing.refs, 2);',
    first: 'thing.value = 1; if (refcount_dec_and_test(&thing.refs)) thing.value = 3;',
    second: 'thing.other = 1; if (refcount_dec_and_test(&thing.refs)) thing.value = 3;',
  },
  sequence_lock: {
    races: false,
    first: 'write_seqlock(&seqlock); plain++; write_sequnlock(&seqlock);',
    second: 'unsigned int s; do { s = read_seqbegin(&seqlock); flag = plain; } while (read_seqretry(&seqlock, s));',
  },
  sequence_lock_is_left: {
    races: true,
    first: 'write_seqlock(&seqlock); plain++; write_sequnlock(&seqlock); plain++;',
    second: 'unsigned int s; do { s = read_seqbegin(&seqlock); } while (read_seqretry(&seqlock, s)); return plain;',
  },
  xarray: {
    races: false,
    first: 'thing.value = 7; xa_store(&things, 1, &thing, GFP_KERNEL);',
    second: 'struct thing *t = xa_load(&things, 1); if (t) flag = t->value; xa_destroy(&things);',
  },
  lockless_list: {
    races: false,
    first: 'thing.value = 7; llist_add(&thing.node, &stack);',
    second: 'struct llist_node *n = llist_del_all(&stack); if (n) flag = llist_entry(n, struct thing, node)->value;',
  },
  fifo: {
    races: false,
    first: 'struct thing *t = &thing; t->value = 7; kfifo_put(&queued, t);',
    second: 'struct thing *t; if (kfifo_get(&queued, &t)) flag = t->value;',
  },
  of_one_cpu: {
    races: false,
    first: 'preempt_disable(); per_cpu(counter, 1)++; preempt_enable();',
    second: 'set_cpus_allowed_ptr(current, cpumask_of(1)); preempt_disable(); per_cpu(counter, 1)++; preempt_enable();',
  },
  of_another_cpu: {
    races: true,
    first: 'preempt_disable(); this_cpu_ptr(&counter)[0]++; preempt_enable();',
    second: 'preempt_disable(); per_cpu(counter, 1)++; preempt_enable();',
  },
};

function programOf(name: string): string {
  const { before = '', first, second } = pairs[name] ?? { first: '', second: '' };
  const body = (code: string) => (/\breturn [^;]*;$/.test(code) ? code : `${code} return 0;`);
  return `static int ${name}_first(void) { ${body(first)} }
static int ${name}_second(void) { ${body(second)} }
static void ${name}(struct kunit *test)
{
	${before}
	both(test, ${name}_first, ${name}_second);
}
`;
}

const program = (names: string[]) => `/* ktest: cflags -Wno-unused */
#include <kunit/test.h>
${head}${names.map(programOf).join('')}
static struct kunit_case cases[] = { ${names.map((name) => `KUNIT_CASE(${name}), `).join('')}{} };
static struct kunit_suite suite = { .name = "races", .test_cases = cases };
kunit_test_suite(suite);
MODULE_LICENSE("GPL");
`;

describe('--races', () => {
  const names = Object.keys(pairs);

  test.each(['gcc', 'clang'])(
    'what orders two accesses, and what does not, with %s',
    { timeout: 600_000 },
    async (cc) => {
      const root = folder({ 'races_test.c': program(names) });
      const { cases } = await results(['--races', '--cc', cc, '--cpus', '4', 'races_test.c'], { cwd: root });
      const isRace = ({ findings }: JsonCase) => findings?.some(({ kind }) => kind === 'race') ?? false;
      const said = names.map((name) => [name, cases[name] && (isRace(cases[name]) ? 'races' : cases[name].verdict)]);
      expect(Object.fromEntries(said)).toEqual(
        Object.fromEntries(names.map((name) => [name, pairs[name]?.races ? 'races' : 'passed'])),
      );
    },
  );

  test('the report has both places, both tasks, and where the memory is from', async () => {
    const root = folder({ 'races_test.c': program(['nothing', 'rcu_without_a_grace_period']) });
    const { stdout, status } = await ktest(['run', '--races', '--reporter', 'pretty', '--cpus', '4', '.'], {
      cwd: root,
    });
    expect(stdout).toMatch(
      / {2}data race on plain\n {2}read of 4 bytes by second\/2 \(task 4\) on CPU 2\n {4}#0 {2}nothing_second at/,
    );
    expect(stdout).toMatch(
      / {2}write of 4 bytes by first\/1 \(task 3\) on CPU 1, before; nothing orders the two\n {4}#0 {2}nothing_first at/,
    );
    expect(stdout).toMatch(/data race at byte 0 of a kmalloc allocation of \d+ bytes\n {2}free by second/);
    expect(stdout).toContain('alone: ktest run races_test.c races.nothing --races --cpus 4');
    expect(status).toBe(1);
  });
});
