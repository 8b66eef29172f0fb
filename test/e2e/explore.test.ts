// SPDX-License-Identifier: MIT OR GPL-2.0-only
// One task runs at a time, in an order that a run repeats; --explore looks for an order in which a case fails.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, type JsonCase, ktest, linux, repository, results, startProgram, suite } from './rig.js';

/** Bugs that are data races as well. */
const races = ['early_free', 'early_publish', 'last_reference', 'lost_update', 'made_twice'];
const bugs = path.join(repository, 'test/bugs/concurrency');
/** Those that only another schedule shows, or a look at all accesses; rules.test.ts and bugs.test.ts have the others. */
const modules = [
  ...['check_then_lock', 'early_free', 'early_publish', 'last_reference', 'lock_gap', 'lock_order', 'lost_update'],
  ...['lost_wakeup', 'made_twice', 'percpu_preempted', 'torn_pair', 'two_producers'],
].map((name) => path.join(bugs, `${name}_test.c`));

/** Sixteen threads that spin, sleep, wait, allocate and take locks; each step is printed. */
const stress = suite(
  {
    sixteen: `	for (long i = 0; i < 16; i++)
		kthread_run(worker, (void *)i, "worker%ld", i);
	wait_event(queue, ended == 16);
	KUNIT_EXPECT_EQ(test, steps, 96);
	pr_info("ended at %lld ns\\n", ktime_get());`,
  },
  {
    head: `#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/wait.h>
static DEFINE_SPINLOCK(spinning);
static DEFINE_MUTEX(sleeping);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int steps, ended;
static int worker(void *arg)
{
	long id = (long)arg;

	for (int i = 0; i < 6; i++) {
		void *p = kmalloc(32 + id, GFP_KERNEL);

		spin_lock(&spinning);
		pr_info("%ld is step %d, on CPU %d\\n", id, ++steps, raw_smp_processor_id());
		spin_unlock(&spinning);
		if (id % 3 == 0)
			usleep_range(100 * id, 200 * id);
		mutex_lock(&sleeping);
		if (id % 4 == 1)
			msleep(1);
		mutex_unlock(&sleeping);
		if (id % 5 == 2)
			cond_resched();
		kfree(p);
	}
	ended++;
	wake_up(&queue);
	return 0;
}`,
  },
);

describe('a run repeats', () => {
  test.each([
    ['emulated headers', ['--cpus', '4']],
    ['emulated headers with AddressSanitizer', ['--cpus', '4', '--sanitize', 'address']],
    ["a tree's headers", ['--tree', linux]],
  ])('with %s', { timeout: 900_000 }, async (_, words) => {
    const root = folder({ 'stress_test.c': stress });
    const outputs: (string | undefined)[] = [];
    for (let i = 0; i < 4; i++) {
      // Several at once: the host's own scheduler has other things to do.
      const runs = await Promise.all([1, 2].map(() => results([...words, './stress_test.c'], { cwd: root })));
      for (const { cases } of runs) {
        expect(cases['sixteen']?.verdict).toBe('passed');
        outputs.push(cases['sixteen']?.output);
      }
    }
    expect(outputs[0]).toContain('ended at');
    expect(new Set(outputs).size).toBe(1);
  });
});

/** Ten tasks of a hundred steps; a case fails if one of them ends before another begins, and that one before a third. */
const order = suite(
  {
    last_first: '	first = 9; second = 0; third = -1;\n	walk(test);',
    three_in_order: '	first = 7; second = 4; third = 1;\n	walk(test);',
  },
  {
    name: 'order',
    head: `#include <linux/kthread.h>
#include <linux/wait.h>
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int steps[10], first, second, third, ordered, wrong;
static atomic_t ended;
static bool ends_before(int one, long self) { return READ_ONCE(steps[one]) == 100 && !READ_ONCE(steps[self]); }
static int walker(void *arg)
{
	long self = (long)arg;

	if (self == second && ends_before(first, self))
		WRITE_ONCE(*(third < 0 ? &wrong : &ordered), 1);
	if (self == third && READ_ONCE(ordered) && ends_before(second, self))
		WRITE_ONCE(wrong, 1);
	for (int i = 0; i < 100; i++)
		WRITE_ONCE(steps[self], i + 1);
	atomic_inc(&ended);
	wake_up(&queue);
	return 0;
}
static void walk(struct kunit *test)
{
	for (long i = 0; i < 10; i++)
		kthread_run(walker, (void *)i, "walker%ld", i);
	wait_event(queue, atomic_read(&ended) == 10);
	KUNIT_EXPECT_EQ(test, wrong, 0);
}`,
  },
);

describe('--explore', () => {
  const verdicts = (all: JsonCase[], name: string) =>
    Object.fromEntries(all.filter((one) => one.case === name).map((one) => [one.suite, one.verdict]));

  test('bugs that the usual schedule does not show are found', { timeout: 900_000 }, async () => {
    const usual = await results(modules);
    // Locks in two orders need no other schedule to be found.
    expect(usual.all.filter(({ verdict }) => verdict !== 'passed').map(({ suite }) => suite)).toEqual(['lock_order']);
    expect(usual.all.length).toBeGreaterThanOrEqual(24);
    const found = await results(['--explore=300', '--filter', '*.bug', ...modules]);
    expect(verdicts(found.all, 'bug')).toEqual({
      check_then_lock: 'failed',
      early_free: 'failed',
      early_publish: 'failed',
      last_reference: 'failed',
      lock_gap: 'failed',
      lock_order: 'failed',
      lost_update: 'failed',
      lost_wakeup: 'crashed',
      made_twice: 'failed',
      percpu_preempted: 'failed',
      torn_pair: 'failed',
      two_producers: 'failed',
    });
    // A data race needs no other schedule than the usual one.
    for (const { name, findings, exploration, command } of found.all.map((one) => ({ ...one, name: one.suite }))) {
      const isRace = findings?.some(({ kind }) => kind === 'race') ?? false;
      expect({ name, isRace }).toEqual({ name, isRace: races.includes(name) });
      if (isRace) expect(command).toMatch(/ --races$/);
      expect({ name, isFound: exploration?.schedule !== undefined }).toEqual({
        name,
        isFound: !isRace && name !== 'lock_order',
      });
    }
  });

  test.each(['gcc', 'clang'])('the schedule that was found repeats, with %s', { timeout: 600_000 }, async (cc) => {
    const file = path.join(bugs, 'lost_wakeup_test.c');
    const { all } = await results(['--explore=200', '--cc', cc, '--filter', '*.bug', file]);
    const [first] = all;
    expect(first?.reason).toContain('deadlock: every task waits');
    const schedule = first?.exploration?.schedule ?? '';
    expect(first?.command).toContain(` --schedule ${schedule}`);
    const again = await results(['--cc', cc, file, 'lost_wakeup.bug', '--schedule', schedule]);
    expect(again.all[0]?.reason).toBe(first?.reason);
    expect(again.all[0]?.exploration?.turns).toEqual(first?.exploration?.turns);
    expect(first?.exploration?.turns.map(({ from, how }) => `${from} ${how}`)).toContain(
      'second (4) reads an old value',
    );
  });

  test('memory that was freed is found where nothing races for it', { timeout: 600_000 }, async () => {
    const root = folder({
      'put_test.c': suite(
        { put: '\tmade = kzalloc(sizeof(*made), GFP_KERNEL);\n\ttwo_tasks(test, first, second, NULL);' },
        {
          name: 'count',
          head: `#include <linux/slab.h>
#include <linux/spinlock.h>
#include "two_tasks.h"
static DEFINE_SPINLOCK(lock);
static struct thing { int value; } *made;
static int first(void *arg)
{
	spin_lock(&lock);
	made->value++;
	spin_unlock(&lock);
	return 0;
}
/* The pointer stays where others find it. */
static int second(void *arg)
{
	spin_lock(&lock);
	kfree(made);
	spin_unlock(&lock);
	return 0;
}`,
        },
      ),
      'two_tasks.h': readFileSync(path.join(bugs, 'two_tasks.h'), 'utf8'),
    });
    const { cases } = await results(['--explore=50', 'put_test.c'], { cwd: root });
    expect(cases['put']?.reason).toBe('read after free: 4 bytes at byte 0 of a kmalloc allocation of 4 bytes');
    expect(cases['put']?.exploration?.turns.map(({ from }) => from)).toContain('second (4)');
  });

  // Each task has a hundred steps: that many places where another could go on.
  test('an order of whole tasks is found among ten', { timeout: 300_000 }, async () => {
    const root = folder({ 'order_test.c': order });
    const { cases } = await results(['--explore', 'order_test.c'], { cwd: root });
    expect(cases['last_first']?.verdict).toBe('failed');
    expect(cases['three_in_order']?.verdict).toBe('failed');
    expect(cases['three_in_order']?.exploration?.schedules).toBeLessThan(200);
    const schedule = cases['three_in_order']?.exploration?.schedule ?? 'none';
    const again = await results(['order_test.c', 'order.three_in_order', '--schedule', schedule], { cwd: root });
    expect(again.cases['three_in_order']?.verdict).toBe('failed');
  });

  test('cases that run by hand in one process are explored each for itself', async () => {
    const files = ['lock_gap_test.c', 'two_tasks.h'].map((name) => [name, readFileSync(path.join(bugs, name), 'utf8')]);
    const root = folder(Object.fromEntries(files));
    await ktest(['run', '--explore=30', '--build-dir', 'built', '.'], { cwd: root });
    const done = await startProgram(path.join(root, 'built/bin/lock_gap_test'), ['--explore=30'], { cwd: root }).done;
    expect(done.stdout.match(/fails with --schedule=/g)).toHaveLength(1);
    expect(done.stdout).toContain('not ok 1 bug');
    expect(done.stdout).toContain('    # explored: 30 schedules');
    expect(done.stdout).toContain('    ok 2 fixed');
  });

  test('--races: one run in the usual schedule suffices', { timeout: 600_000 }, async () => {
    const { all } = await results(['--races', ...modules]);
    const failed = all.filter(({ verdict, suite }) => verdict !== 'passed' && suite !== 'lock_order');
    expect(failed.map((one) => `${one.suite}.${one.case}`).sort()).toEqual(races.map((name) => `${name}.bug`));
    expect(failed.every(({ command }) => command?.endsWith(' --races'))).toBe(true);
  });

  test('their fixed twins pass in every schedule', { timeout: 900_000 }, async () => {
    const { all, status } = await results(['--explore=60', '--filter', '*.fixed', ...modules]);
    expect(all.length).toBeGreaterThanOrEqual(12);
    expect(all.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(all.every(({ exploration }) => (exploration?.schedules ?? 0) >= 2)).toBe(true);
    expect(status).toBe(0);
  });

  test('people see what was found, and a case without other tasks has nothing to explore', async () => {
    const root = folder({
      'alone_test.c': suite({ alone: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }),
      'spins_test.c': suite(
        {
          spins: `	struct task_struct *t;

	go = 0;
	t = kthread_run(waits, NULL, "waits");
	schedule();
	WRITE_ONCE(go, 1);
	kthread_stop(t);`,
        },
        {
          name: 'plain',
          head: `#include <linux/kthread.h>
static int go;
static int waits(void *arg)
{
	while (!READ_ONCE(go))
		;
	while (!kthread_should_stop())
		cpu_relax();
	return 0;
}`,
        },
      ),
    });
    const done = await ktest(['run', '--explore=40', '--reporter', 'pretty', '.'], { cwd: root });
    expect(done.stdout).toContain('✓ alone 1 schedule explored, exhausted: there is no other');
    // A task that waits for another by reading a variable: the other has its turn, too.
    expect(done.stdout).toMatch(/✓ spins \d+ schedules explored/);
    expect(done.status).toBe(0);
  });

  test('a schedule of another program, and one that is none, are refused', async () => {
    const root = folder({ 'a_test.c': suite({ a: '' }) });
    const other = await ktest(['run', 'a_test.c', '--schedule', '3.1@12345678'], { cwd: root });
    expect(other.stdout).toContain(
      'it is of another program, or the code has changed since: look for it again with --explore',
    );
    expect(other.status).toBe(1);
    const none = await ktest(['run', 'a_test.c', '--schedule', 'three'], { cwd: root });
    expect(none.stdout).toContain('it is not as ktest prints them: POINT.WAY-POINT.WAY@PROGRAM');
  });

  test.each([
    ['--explore', 'address'],
    ['--races', 'thread'],
  ])('%s and --sanitize %s do not go together', async (option, sanitizer) => {
    const root = folder({ 'a_test.c': suite({ a: '' }) });
    const sanitized = await ktest(['run', option, '--sanitize', sanitizer, 'a_test.c'], { cwd: root });
    expect(sanitized.stderr).toBe(
      `ktest: --sanitize ${sanitizer}: does not go together with --races, --explore and --schedule\n`,
    );
    expect(sanitized.status).toBe(2);
  });

  test('no schedule at all is refused', async () => {
    const root = folder({ 'a_test.c': suite({ a: '' }) });
    const none = await ktest(['run', '--explore=0', 'a_test.c'], { cwd: root });
    expect(none.stderr).toBe('ktest: --explore 0: takes a whole number from 1 to 1000000000\n');
  });
});
