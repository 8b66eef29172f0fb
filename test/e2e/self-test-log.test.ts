// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Self-tests whose init returns the same error whether all is well or not: their log is read.
import { describe, expect, test } from 'vitest';
import { failureInLog } from '../../src/run/log-words.js';
import { folder, linux, results } from './rig.js';

const module = `#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
static bool broken;
module_param(broken, bool, 0444);
static int __init demo_init(void)
{
	pr_info("demo: 0 failed so far\\n");
	if (broken)
		pr_err("demo: test failed: 3 != 4\\n");
	pr_info("demo: %d of 4 tests passed\\n", broken ? 3 : 4);
	return -EAGAIN;
}
module_init(demo_init);
MODULE_LICENSE("GPL");
`;

test.each([['emulated headers', []], ...(linux ? [['a tree', ['--tree', linux]] as const] : [])] as const)(
  'a log that tells of a failure fails the case: %s',
  { timeout: 900_000 },
  async (_, options) => {
    const root = folder({ 'test_demo.c': module });
    const words = [root, ...options, '--init-result', '-EAGAIN'];
    expect((await results(words)).cases['init']?.verdict).toBe('passed');
    const done = await results([...words, '--param', 'broken=1']);
    expect(done.status).toBe(1);
    expect(done.cases['init']?.reason).toBe(
      'init returned what --init-result says, but the log tells of a failure: demo: test failed: 3 != 4',
    );
  },
);

describe('what is a failure and what is none', () => {
  test.each([
    'Summary: fix_size_alloc_test passed: 1 failed: 0 repeat: 1 loops: 1000000',
    "test_bpf: Summary: 1054 PASSED, 0 FAILED, [1042/1042 JIT'ed]",
    'XArray: 6151777 of 6151777 tests passed',
    'no failures',
    'open failed as expected',
    'expected to fail: -22',
    ' -> test 1 (latency of nnodes insert+delete): 3 cycles',
  ])('none: %s', (line) => expect(failureInLog([line])).toBeUndefined());

  test.each([
    'IDA: 9 of 10 tests passed',
    'test_x: test 3 failed',
    "test_bpf: Summary: 1053 PASSED, 1 FAILED, [1042/1042 JIT'ed]",
    'passed: 1 failed: 2',
    'selftest: FAIL: 0 expected, got 3',
    'test_y: expected 5 but got 6',
    'buffer mismatch at 3',
    'not ok 3 - opens',
  ])('one: %s', (line) => expect(failureInLog(['fine', line])).toBe(line));
});
