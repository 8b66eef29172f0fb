// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Tasks are fibers of one host thread, or host threads in the same order; --explore goes back to a snapshot where it can.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, repository, results, startProgram, suite } from './rig.js';

/** Tasks that take turns in many ways, and print each step. */
const steps = suite(
  {
    steps: `	for (long i = 0; i < 8; i++)
		kthread_run(worker, (void *)i, "worker%ld", i);
	wait_event(queue, ended == 8);
	KUNIT_EXPECT_EQ(test, step, 32);`,
  },
  {
    head: `#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/wait.h>
static DEFINE_MUTEX(lock);
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int step, ended;
static int worker(void *arg)
{
	long id = (long)arg;

	for (int i = 0; i < 4; i++) {
		mutex_lock(&lock);
		pr_info("step %d by %ld on CPU %d at %lld\\n", ++step, id, raw_smp_processor_id(), ktime_get());
		if (id % 3 == 0)
			usleep_range(50 * id, 90 * id);
		mutex_unlock(&lock);
		cond_resched();
	}
	ended++;
	wake_up(&queue);
	return 0;
}`,
  },
);

/** Two tasks that wait for a lock when turns end. */
const waiters = `#include <linux/slab.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
extern int pthread_create(unsigned long *thread, void *attr, void *(*fn)(void *), void *arg);
extern int pthread_join(unsigned long thread, void **result);
static int flag, woken;
static DECLARE_COMPLETION(done);
static DEFINE_MUTEX(lock);
static int waits(void *unused)
{
	mutex_lock(&lock);
	woken++;
	mutex_unlock(&lock);
	complete(&done);
	return 0;
}
static int sets(void *unused)
{
	flag = 1;
	msleep(5);
	complete(&done);
	return 0;
}
static void *host_thread(void *allocates)
{
	if (allocates)
		kfree(kmalloc_node(8, GFP_KERNEL, 0));
	waits(NULL);
	return allocates;
}
static void start_two(void)
{
	mutex_lock(&lock);
	kthread_run(waits, NULL, "first");
	kthread_run(waits, NULL, "second");
	msleep(1);
}`;

/** Two tasks that both add to a number. */
const adders = `#include <linux/completion.h>
#include <linux/kthread.h>
int getppid(void);
static int sum;
static DECLARE_COMPLETION(done);
static int adds(void *calls_host)
{
	int old = READ_ONCE(sum);

	WRITE_ONCE(sum, old + 1);
	if (calls_host)
		getppid();
	complete(&done);
	return 0;
}
static void run_adders(struct kunit *test, void *calls_host)
{
	kthread_run(adds, calls_host, "one");
	kthread_run(adds, calls_host, "other");
	wait_for_completion(&done);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, sum, 2);
}`;

describe('fibers', () => {
  test('as fibers, as host threads and in gdb, a program prints the same', { timeout: 600_000 }, async () => {
    const root = folder({ 'steps_test.c': steps });
    await ktest(['run', '--build-dir', 'built', 'steps_test.c'], { cwd: root });
    const program = path.join(root, 'built/bin/steps_test');
    const run = async (command: string, words: string[]) => {
      const { stdout } = await startProgram(command, words, { cwd: root }).done;
      return stdout.split('\n').filter((line) => /step \d+ by|^\s*(not )?ok/.test(line));
    };
    const fibers = await run(program, ['--cpus=4']);
    expect(fibers.filter((line) => line.includes('by'))).toHaveLength(32);
    expect(fibers).toContain('    ok 1 steps');
    expect(await run(program, ['--cpus=4', '--threads'])).toEqual(fibers);
    const gdb = ['-nx', '-batch', '-ex', 'set startup-with-shell off', '-ex', 'run', '--args', program, '--cpus=4'];
    expect(await run('gdb', gdb)).toEqual(fibers);
  });

  test('when turns end, tasks that wait go on on host threads', { timeout: 600_000 }, async () => {
    const withThread = (arg: string) => `	unsigned long thread;

	start_two();
	pthread_create(&thread, NULL, host_thread, (void *)${arg});
	mutex_unlock(&lock);
	pthread_join(thread, NULL);
	for (int i = 0; i < 3; i++)
		wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, woken, 3);`;
    const root = folder({
      'waiters_test.c': suite(
        {
          plain_variable: `	start_two();
	kthread_run(sets, NULL, "sets");
	while (!*(volatile int *)&flag)
		;
	mutex_unlock(&lock);
	for (int i = 0; i < 3; i++)
		wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, woken, 2);`,
          other_thread: withThread('NULL'),
          other_thread_allocates: withThread('&flag'),
        },
        { head: waiters },
      ),
    });
    const { cases, status } = await results(['--repeat', '5', 'waiters_test.c'], { cwd: root });
    expect(cases['plain_variable']?.verdict).toBe('passed');
    expect(cases['other_thread']?.verdict).toBe('passed');
    expect(cases['other_thread_allocates']?.verdict).toBe('passed');
    expect(status).toBe(0);
  });
});

describe('--explore', () => {
  test('a case that asks the host for something is explored slowly, and it is said', { timeout: 600_000 }, async () => {
    const root = folder({
      'adders_test.c': suite(
        {
          in_memory: '	run_adders(test, NULL);',
          with_host: '	run_adders(test, test);',
        },
        { head: adders },
      ),
    });
    const { cases } = await results(['--explore=100', 'adders_test.c'], { cwd: root });
    for (const name of ['in_memory', 'with_host']) expect(cases[name]?.exploration?.schedule).toMatch(/^\d+\.\d+/);
    expect(cases['in_memory']?.exploration?.systemCall).toBeUndefined();
    expect(cases['with_host']?.exploration?.systemCall).toBe(110);
    const seen = await ktest(['run', '--explore=100', '--reporter', 'pretty', 'adders_test.c'], { cwd: root });
    expect(seen.stdout).toMatch(
      /✗ with_host failed \d+ schedules explored slowly \(the case makes system call 110\): this/,
    );
  });

  test('the end of the search is known where there is one', { timeout: 600_000 }, async () => {
    const file = path.join(repository, 'test/bugs/concurrency/timer_takes_plain_lock_test.c');
    const { cases } = await results(['--explore=5000', file, 'timer_takes_plain_lock.fixed']);
    const { schedules, different, bound } = cases['fixed']?.exploration ?? {};
    expect(bound).toBe('exhausted: there is no other');
    expect(schedules).toBeGreaterThan(1);
    expect(schedules).toBeLessThan(5000);
    expect(different).toBeGreaterThan(1);
  });
});
