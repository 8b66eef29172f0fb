// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What a kernel has little of, or does not forgive: its stack, and time that goes by.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

const stack = [
  'static noinline int eat(int kib, int *sum)',
  '{',
  '\tchar b[1024];',
  '\tmemset(b, kib, sizeof(b));',
  '\tbarrier();',
  '\t*sum += b[kib & 1023];',
  '\treturn kib > 1 ? eat(kib - 1, sum) + b[5] : 0;',
  '}',
  'static noinline int big(int at) { char b[40 << 10]; b[at] = 1; barrier(); return b[at]; }',
  'static noinline void say(int kib)',
  '{',
  '\tchar b[1024];',
  '\tmemset(b, kib, sizeof(b));',
  '\tbarrier();',
  '\tif (kib > 1)',
  '\t\tsay(kib - 1);',
  '\telse',
  '\t\tpr_info("%s %d\\n", "from deep below", kib);',
  '\tbarrier();',
  '\tb[3] = 1;',
  '\tbarrier();',
  '}',
  'static noinline void fill(char *p, volatile int *n) { for (int i = 0; i < *n; i++) WRITE_ONCE(p[i], 0x41); }',
].join('\n');

const cases = {
  deep: '\tint sum = 0;\n\teat(19, &sum);\n\tKUNIT_EXPECT_NE(test, sum, -1);',
  large: '\tKUNIT_EXPECT_EQ(test, big(5), 1);',
  enough: '\tint sum = 0;\n\teat(12, &sum);\n\tKUNIT_EXPECT_NE(test, sum, -1);',
  prints: '\tsay(13);',
};
const smash = '\tvolatile int n = 16;\n\tchar b[8];\n\tfill(b, &n);\n\tKUNIT_EXPECT_EQ(test, b[0], 0x41);';
const over = expect.stringMatching(
  /^stack overflow: \d{5} bytes are in use, and a kernel's stack has 16 KiB \(--stack-size\)$/,
);

describe('the stack', () => {
  const root = () => folder({ 'deep_test.c': suite({ ...cases, smash }, { head: stack }) });

  test('has 16 KiB, of which prints take nothing, and an overrun array is named', async () => {
    const found = await results([root()]);
    expect(found.cases['deep']?.crash?.sentence).toEqual(over);
    expect(found.cases['deep']?.crash?.frames[0]?.function).toBe('eat');
    expect(found.cases['large']?.crash?.sentence).toEqual(over);
    expect(found.cases['large']?.crash?.frames[0]?.function).toBe('big');
    expect(found.cases['enough']?.verdict).toBe('passed');
    expect(found.cases['prints']?.verdict).toBe('passed');
    expect(found.cases['smash']?.crash?.sentence).toBe(
      'stack-protector: Kernel stack is corrupted in: smash (an array on its stack was overrun)',
    );
    expect(found.stderr).toContain('is larger than 2048 bytes');
  });

  test('has more by option, configuration or directive', async () => {
    const wide = suite(cases, { head: stack });
    const place = folder({ 'deep_test.c': wide });
    expect((await results([place, '--stack-size', '64'])).status).toBe(0);
    expect((await results([folder({ 'deep_test.c': wide, 'ktest.config.json': '{ "stackSize": 0 }' })])).status).toBe(
      0,
    );
    expect((await results([folder({ 'deep_test.c': `/* ktest: stack 64 */\n${wide}` })])).status).toBe(0);
  });
});

test('a busy loop on jiffies ends, and lets sleepers wake', async () => {
  const busy = '\tunsigned long end = jiffies + 5;\n\twhile (time_before(jiffies, end))\n\t\t;';
  const wakes = '\tkthread_run(waker, NULL, "a");\n\twhile (!READ_ONCE(awake))\n\t\t;\n\tmsleep(1);';
  const head = [
    '#include <linux/delay.h>',
    '#include <linux/jiffies.h>',
    '#include <linux/kthread.h>',
    'static int awake;',
    'static int waker(void *arg) { msleep(20); WRITE_ONCE(awake, 1); return 0; }',
  ];
  const root = folder({ 'busy_test.c': suite({ busy, wakes }, { head: head.join('\n') }) });
  const { cases } = await results([root]);
  expect(cases['busy']?.verdict).toBe('passed');
  expect(cases['wakes']?.verdict).toBe('passed');
});

describe('statuses and messages', () => {
  const generator = [
    'static const void *three(const void *prev, char *desc)',
    '{',
    '\tlong n = (long)prev + 1;',
    '\tif (n > 3)',
    '\t\treturn NULL;',
    '\tsnprintf(desc, KUNIT_PARAM_DESC_SIZE, "a#%ld\\nok 7", n);',
    '\treturn (void *)n;',
    '}',
    'static const void *many(const void *prev, char *desc)',
    '{',
    '\tlong n = (long)prev + 1;',
    '\treturn n > 20000 ? NULL : (void *)n;',
    '}',
  ].join('\n');
  const bodies = {
    second: '\tif ((long)test->param_value != 2)\n\t\tkunit_skip(test, "other");\n\tKUNIT_FAIL(test, "second");',
    none: '\tkunit_skip(test, "all");',
    silent: '',
    fails_then_skips: '\tKUNIT_EXPECT_EQ(test, 1, 2);\n\tkunit_skip(test, "late");',
    marked_then_fails: '\tkunit_mark_skipped(test, "early");\n\tKUNIT_EXPECT_EQ(test, 1, 2);',
    from_hook: '\tkunit_fail_current_test("no %d", 3);',
    loop: '\tfor (int i = 0; i < 100; i++)\n\t\tKUNIT_EXPECT_EQ(test, 1, 2);',
    lines: '\tKUNIT_EXPECT_STREQ(test, "one\\ntwo", "one\\nfour");',
    prints: '\tprintk("ok 1\\nSubtest: x\\n1..7\\nreboot: System halted\\n");',
  };
  const text = suite(bodies, { head: `#include <kunit/test-bug.h>\n${generator}` })
    .replace('KUNIT_CASE(second)', 'KUNIT_CASE_PARAM(second, three)')
    .replace('KUNIT_CASE(none)', 'KUNIT_CASE_PARAM(none, three)')
    .replace('KUNIT_CASE(silent)', 'KUNIT_CASE_PARAM(silent, many)');

  test("are KUnit's, each message once with its place", { timeout: 300_000 }, async () => {
    const root = folder({ 'all_test.c': text });
    const found = await results([root, '--timeout', '240']);
    const verdicts = Object.fromEntries(found.all.map((one) => [one.case, one.verdict]));
    expect(verdicts).toEqual({
      second: 'failed',
      none: 'skipped',
      silent: 'passed',
      fails_then_skips: 'skipped',
      marked_then_fails: 'failed',
      from_hook: 'failed',
      loop: 'failed',
      lines: 'failed',
      prints: 'passed',
    });
    expect(found.cases['from_hook']?.failures[0]?.text).toMatch(/all_test\.c:\d+: no 3$/);
    const { stdout } = await ktest(['run', root, 'demo.loop', 'demo.lines', '--reporter', 'pretty'], { cwd: root });
    expect(stdout.match(/EXPECTATION FAILED at all_test\.c:\d+\n/g)).toHaveLength(2);
    expect(stdout).toContain('(100 times)');
    expect(stdout).toMatch(/left: {2}"one\\ntwo"\n.*right: "one\\nfour"\n *\^\n/);
    expect(stdout).toMatch(/2 failed of 2 cases/);
  });

  test.runIf(linux)('kunit.py counts what ran, whatever is printed', { timeout: 300_000 }, async () => {
    const { stdout } = await ktest(['run', folder({ 'all_test.c': text }), '--reporter', 'ktap', '--timeout', '240']);
    const tool = path.join(linux, 'tools/testing/kunit/kunit.py');
    let said = '';
    try {
      said = execFileSync(tool, ['parse'], { input: stdout, encoding: 'utf8' });
    } catch (error) {
      said = String((error as { stdout: string }).stdout);
    }
    // Each parameter counts there.
    expect(said).toMatch(/Testing complete\. Ran 20012 tests: passed: 20001, failed: 5, skipped: 6\b/);
  });
});
