// SPDX-License-Identifier: MIT OR GPL-2.0-only
// --explore with a tree's headers: one CPU, which a task may lose before accesses to memory that others reach.
import { expect, test } from 'vitest';
import { folder, linux, results, suite } from './rig.js';

const head = `#include <linux/completion.h>
#include <linux/kthread.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
static DECLARE_COMPLETION(done);
static DEFINE_MUTEX(mutex);
static DEFINE_SPINLOCK(lock);
static int sum;
static void run_two(int (*fn)(void *arg))
{
	kthread_run(fn, NULL, "one");
	kthread_run(fn, NULL, "other");
	wait_for_completion(&done);
	wait_for_completion(&done);
}
static int adds(void *unused)
{
	int old = sum;

	sum = old + 1;
	complete(&done);
	return 0;
}
static int adds_locked(void *unused)
{
	mutex_lock(&mutex);
	sum++;
	mutex_unlock(&mutex);
	complete(&done);
	return 0;
}
/* The lock is released between the two. */
static int adds_in_two_sections(void *unused)
{
	int old;

	spin_lock(&lock);
	old = sum;
	spin_unlock(&lock);
	spin_lock(&lock);
	sum = old + 1;
	spin_unlock(&lock);
	complete(&done);
	return 0;
}
static int adds_in_one_section(void *unused)
{
	spin_lock(&lock);
	sum++;
	spin_unlock(&lock);
	complete(&done);
	return 0;
}`;

const bodies = ['adds', 'adds_locked', 'adds_in_two_sections', 'adds_in_one_section'];
const cases = Object.fromEntries(
  bodies.map((fn) => [`two_${fn}`, `	run_two(${fn});\n	KUNIT_EXPECT_EQ(test, sum, 2);`]),
);

test("--explore with a tree's headers finds what another task can do meanwhile", { timeout: 1_800_000 }, async () => {
  const root = folder({ 'adds_test.c': suite(cases, { head }) });
  const words = ['--tree', linux, './adds_test.c'];
  const found = await results([...words, '--explore=1000'], { cwd: root });
  const verdicts = Object.entries(found.cases).map(([name, one]) => [name, one.verdict]);
  expect(Object.fromEntries(verdicts)).toEqual({
    two_adds: 'failed',
    two_adds_locked: 'passed',
    two_adds_in_two_sections: 'failed',
    two_adds_in_one_section: 'passed',
  });
  for (const { exploration } of Object.values(found.cases)) expect(exploration?.systemCall).toBeUndefined();
  const bug = found.cases['two_adds_in_two_sections'];
  expect(bug?.exploration?.turns.map(({ how }) => how)).toContain('is preempted');
  expect(found.cases['two_adds_in_one_section']?.exploration?.different).toBeGreaterThan(100);
  const schedule = bug?.exploration?.schedule ?? '';
  expect(bug?.command).toContain(`--schedule ${schedule}`);
  const again = await results([...words, 'demo.two_adds_in_two_sections', '--schedule', schedule], { cwd: root });
  expect(again.cases['two_adds_in_two_sections']?.failures).toEqual(bug?.failures);
  const usual = await results(words, { cwd: root });
  expect(Object.values(usual.cases).every(({ verdict }) => verdict === 'passed')).toBe(true);
});
