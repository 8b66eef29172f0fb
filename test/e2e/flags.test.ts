// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, ktestProgram, results, startProgram, suite } from './rig.js';

const usesNumber = suite({ works: '\tKUNIT_EXPECT_EQ(test, NUMBER, 42);' }, { head: '#include "number.h"' });
const number = '#define NUMBER 42\n';

describe('a relative path in flags means the folder of the file that it is written in', () => {
  test.each<[string, Record<string, string>]>([
    ['cflags of the configuration', { 'ktest.config.json': '{"cflags": ["-Iinc"]}' }],
    ['two words', { 'ktest.config.json': '{"cflags": ["-I", "inc"]}' }],
    ['-iquote', { 'ktest.config.json': '{"cflags": ["-iquote", "inc"]}' }],
    ['-include', { 'ktest.config.json': '{"cflags": ["-include", "inc/number.h", "-Iinc"]}' }],
    ['cflags of a file', { 'ktest.config.json': '{"files": {"sub/*_test.c": {"cflags": ["-Iinc"]}}}' }],
  ])('%s', async (_, files) => {
    const root = folder({ ...files, 'inc/number.h': number, 'sub/a_test.c': usesNumber });
    const done = await results(['sub'], { cwd: root });
    expect(done.stderr).toBe('');
    expect(done.cases['works']?.verdict).toBe('passed');
  });

  test('ktest: cflags in a comment', async () => {
    const root = folder({ 'sub/inc/number.h': number, 'sub/a_test.c': `/* ktest: cflags -Iinc */\n${usesNumber}` });
    const done = await results(['sub'], { cwd: root });
    expect(done.stderr).toBe('');
    expect(done.cases['works']?.verdict).toBe('passed');
  });

  test('libs and the compiler', async () => {
    const root = folder({
      'ktest.config.json': '{"cc": "./tools/cc", "libs": ["-Llib", "-lnumber"]}',
      'tools/cc': '#!/bin/sh\nexec gcc "$@"\n',
      'lib/number.text': 'int number(void) { return 42; }\n',
      'a_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, number(), 42);' }, { head: 'int number(void);' }),
    });
    chmodSync(path.join(root, 'tools/cc'), 0o755);
    execSync('gcc -xc -c number.text -o number.o && ar cr libnumber.a number.o', { cwd: path.join(root, 'lib') });
    const done = await results([root], { cwd: '/' });
    expect(done.stderr).not.toContain('not found');
    expect(done.cases['works']?.verdict).toBe('passed');
  });
});

test("a header of the user's own -I wins over the guard of a kernel header that is not emulated", async () => {
  const files = { 'a_test.c': usesNumber.replace('"number.h"', '<linux/atm.h>') };
  const without = await ktest(['run'], { cwd: folder(files) });
  expect(without.stderr + without.stdout).toContain('linux/atm.h is not emulated');
  const root = folder({ ...files, 'inc/linux/atm.h': number, 'ktest.config.json': '{"cflags": ["-Iinc"]}' });
  expect((await results([root])).cases['works']?.verdict).toBe('passed');
});

test('ktest flags: a program that is built by hand runs, and a file of the project needs no names of kbuild', async () => {
  const cwd = folder({ 'foo_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }) });
  const line = 'cc $($K flags --cflags) -c foo_test.c && cc foo_test.o $($K flags --libs) -o foo_test && ./foo_test';
  const done = await startProgram('bash', ['-c', line], { cwd, env: { K: ktestProgram } }).done;
  expect(done.stderr).toBe('');
  expect(done.stdout).toMatch(/^ok 1 demo$/m);
});

test('ktest flags: a program with a main() of its own finds a booted machine', async () => {
  const main = `#include <stdio.h>
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/slab.h>
static int thread(void *arg)
{
	*(int *)arg = 7;
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}
int main(void)
{
	void *p = kmalloc(8, GFP_KERNEL);
	int value = 0;
	struct task_struct *task = kthread_run(thread, &value, "thread");

	msleep(2);
	kthread_stop(task);
	printf("%d CPUs, %d nodes, %s, %d\\n", num_online_cpus(), num_online_nodes(), p ? "memory" : "none", value);
	kfree(p);
	return 0;
}
`;
  const cwd = folder({ 'main.c': main });
  const line = 'cc $($K flags --cflags) main.c $($K flags --libs) -o main && ./main';
  const done = await startProgram('bash', ['-c', line], { cwd, env: { K: ktestProgram } }).done;
  expect(done).toEqual({ status: 0, stdout: '8 CPUs, 2 nodes, memory, 7\n', stderr: '' });
});
