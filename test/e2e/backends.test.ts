// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, repository, results, suite } from './rig.js';

const qemu = ['--backend', 'qemu', '--kernel', 'debian:6.12'];

describe('backend qemu', { timeout: 600_000 }, () => {
  test('each way to end has its verdict, and the rest still runs', async () => {
    const root = folder({
      'crash_test.c': suite(
        {
          passes_first: '	KUNIT_EXPECT_EQ(test, 1, 1);',
          oopses: '	WRITE_ONCE(*READ_ONCE(nowhere), 1);',
          hangs: '	for (;;)\n		msleep(100);',
          fails: '	KUNIT_EXPECT_STREQ(test, "a", "b");',
          panics: '	panic("on purpose");',
          warns: '	WARN_ON(1);',
          expects_a_warning: '	ktest_expect_warning(test);\n	WARN_ON(1);',
          sleeps_in_atomic: '	preempt_disable();\n	msleep(1);\n	preempt_enable();',
          skips: '	kunit_skip(test, "not today");',
          calls_what_modules_may_not: '	KUNIT_EXPECT_NULL(test, strnchrnul("a", 1, 0));',
          passes_last: '	pr_info("hello\\n");',
        },
        { name: 'crash', head: '#include <linux/delay.h>\n#include <linux/string.h>\nstatic int *nowhere;' },
      ),
    });
    const { cases, status } = await results([...qemu, '--cpus', '2', '--timeout', '8'], { cwd: root });
    expect(Object.fromEntries(Object.values(cases).map((one) => [one.case, one.verdict]))).toEqual({
      passes_first: 'passed',
      oopses: 'crashed',
      hangs: 'timeout',
      fails: 'failed',
      panics: 'crashed',
      warns: 'failed',
      expects_a_warning: 'passed',
      sleeps_in_atomic: 'failed',
      skips: 'skipped',
      calls_what_modules_may_not: 'unsupported',
      passes_last: 'passed',
    });
    expect(cases['oopses']?.reason).toContain('the kernel oopsed: BUG: kernel NULL pointer dereference');
    expect(cases['oopses']?.reason).toMatch(/in oopses\+\S+ \[crash_test\] \(.*crash_test.c:\d+\)$/);
    expect(cases['hangs']?.reason).toMatch(
      /did not end within 8 s: .*hangs waited in hangs\+\S+ \[crash_test\] \(.*\)/,
    );
    expect(cases['sleeps_in_atomic']?.reason).toContain('the kernel reported: scheduling while atomic: sleeps_in_ato');
    expect(cases['panics']?.reason).toBe('kernel panic: on purpose');
    expect(cases['panics']?.output).toContain('Kernel panic - not syncing: on purpose');
    expect(cases['fails']?.failures[0]).toMatchObject({ line: expect.any(Number), fatal: false });
    expect(cases['passes_last']?.output).toContain('hello');
    expect(status).toBe(1);
  });

  test('a module whose tests run when it is loaded', async () => {
    const root = folder({
      'queue_selftest.c': `
#include <linux/module.h>
#include <linux/panic.h>
static int result;
module_param(result, int, 0);
static int __init queue_init(void) { if (WARN_ON(result == 1)) add_taint(TAINT_USER, LOCKDEP_STILL_OK); return result < 0 ? result : 0; }
static void __exit queue_exit(void) { pr_info("unloaded\\n"); }
module_init(queue_init);
module_exit(queue_exit);
MODULE_LICENSE("GPL");
`,
    });
    const loaded = await results([...qemu, 'queue_selftest.c'], { cwd: root });
    expect(loaded.stderr).toContain('Linux 6.12');
    expect(loaded.cases['init']?.verdict, loaded.stderr).toBe('passed');
    expect(loaded.cases['exit']).toMatchObject({ verdict: 'passed', output: expect.stringContaining('unloaded') });
    const warned = await results([...qemu, 'queue_selftest.c', '--param', 'result=1'], { cwd: root });
    expect(warned.all.map(({ verdict }) => verdict)).toEqual(['failed', 'failed']);
    expect(warned.notes.join()).toContain('queue_selftest.c the kernel is tainted: U (it was asked for)');
    const failed = await results([...qemu, 'queue_selftest.c', '--param', 'result=-12'], { cwd: root });
    expect(failed.cases['init']).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('it was not loaded: Cannot allocate memory'),
    });
    expect(failed.cases['exit']?.verdict).toBe('skipped');
    const again = ['--param', 'result=-11', '--init-result', '-EAGAIN'];
    const said = await results([...qemu, 'queue_selftest.c', ...again], { cwd: root });
    expect(said.all.map(({ case: name, verdict }) => [name, verdict])).toEqual([['init', 'passed']]);
  });

  test('entries, warnings that come once and wrong modules are a kernel’s', async () => {
    const entry = (init: string) => `${init}\nMODULE_LICENSE("GPL");\n`;
    const include = '#include <linux/module.h>\n';
    const root = folder({
      // It includes its code under test, whose init says 1: a kernel complains, and goes on.
      'inner.c': `${include}static int inits;\nstatic int __init inner_init(void) { inits++; return 1; }\n${entry('module_init(inner_init);')}`,
      'once_test.c': suite(
        {
          inits_once: '	KUNIT_EXPECT_EQ(test, inits, 1);',
          warns: '	ktest_expect_warning(test);\n	warn();',
          warns_again: '	ktest_expect_warning(test);\n	warn();',
          says: '	ktest_expect_warning(test);\n	say();',
          says_again: '	ktest_expect_warning(test);\n	say();',
        },
        {
          name: 'once',
          head: '#include "inner.c"\nstatic void warn(void) { WARN_ON_ONCE(1); }\nstatic void say(void) { WARN_ONCE(1, "said\\n"); }',
        },
      ),
      'named.c': `${include}int named_inits;\n${entry('int init_module(void) { named_inits++; return 0; }\nvoid cleanup_module(void) { }')}`,
      'named_test.c': suite(
        { inits_by_name: '	KUNIT_EXPECT_EQ(test, named_inits, 1);' },
        { name: 'named', head: 'extern int named_inits;' },
      ),
      'one.c': 'int same(void);\nint same(void) { return 1; }\n',
      'two.c': 'int same(void);\nint same(void) { return 2; }\n',
      'twice_test.c': suite({ twice: '' }, { name: 'twice', head: '/* ktest: sources one.c two.c */' }),
      'bare_selftest.c': `${include}static int __init bare_init(void) { return 0; }\nmodule_init(bare_init);\n`,
    });
    const files = ['once_test.c', 'named_test.c', 'twice_test.c', 'bare_selftest.c'];
    const done = await ktest(['run', ...qemu, '--cpus', '1', ...files], { cwd: root });
    expect(done.stdout).toContain('bare_selftest.c: it has no MODULE_LICENSE()');
    expect(done.stdout).toMatch(/twice_test.c: same is defined by .*one.c and by .*two.c: leave one of them out/);
    expect(done.stdout).toContain('# Totals: pass:6 fail:0 skip:0 total:6');
    expect(done.status).toBe(3);
  });

  test.each([
    ['debian:6.12', 'examples', 54],
    ['debian:6.1', 'examples/bignum', 15],
  ])('the same verdicts here and in %s: %s', async (kernel, where, count) => {
    const done = await ktest(['run', '--backend', 'process,qemu', '--kernel', kernel, where], { cwd: repository });
    expect(done.stderr).toContain(`ktest: ${count} cases: the same verdicts in process and qemu`);
    expect(done.status).toBe(0);
  });

  // All of them: `npm run conformance`, and test/long.
  test('conformance: the same verdicts in a real kernel, of every eighth suite', async () => {
    const words = ['--backend', 'process,qemu', '--kernel', 'debian:6.12'];
    const suites = readdirSync(path.join(repository, 'test/conformance')).filter((name) => name.endsWith('.c'));
    const part = suites.sort().filter((_, at) => at % 8 === 0);
    const done = await ktest(['run', ...words, ...part.map((name) => `test/conformance/${name}`)], { cwd: repository });
    const [, count] = /ktest: (\d+) cases: the same verdicts in process and qemu/.exec(done.stderr) ?? [];
    expect(done.stderr).toContain('the same verdicts');
    expect(Number(count)).toBeGreaterThanOrEqual(100);
    expect(done.status).toBe(0);
  });

  test('suites of lib/ as modules, the same verdicts', async () => {
    const files = ['list-test.c', 'hashtable_test.c', 'cmdline_kunit.c', 'bitfield_kunit.c', 'bits-test.c'];
    const named = files.map((file) => `${linux}/lib/${file.replace('bits-test', 'test_bits')}`);
    const done = await ktest(['run', '--backend', 'process,qemu', '--kernel', 'debian:6.12', ...named]);
    expect(done.stderr).toMatch(/ktest: \d+ cases: the same verdicts in process and qemu/);
  });

  test('a difference is a failure of its own', async () => {
    const root = folder({
      'differs_test.c': suite({
        only_emulated: '#ifndef KTEST\n	KUNIT_FAIL(test, "a real kernel");\n#endif',
      }),
    });
    const done = await ktest(['run', '--backend', 'process,qemu', '--kernel', 'debian:6.12'], { cwd: root });
    expect(done.stderr).toContain('1 of 1 cases differ, 1 of them pass emulated and fail real');
    expect(done.stderr).toMatch(/demo\.only_emulated +passed +failed +passes emulated, fails real/);
    expect(done.status).toBe(1);
  });

  test('a name that no case has: the nearest is named', async () => {
    const root = folder({ 'near_test.c': suite({ is_here: '' }) });
    const done = await ktest(['run', ...qemu, '--cpus', '1', 'near_test.c', 'demo.is_her'], { cwd: root });
    expect(done.stderr).toContain('ktest: no case matches demo.is_her: did you mean demo.is_here?\n');
    expect(done.status).toBe(4);
  });

  test("a case that prints more than a kernel's log usually holds", async () => {
    const print =
      '	for (int i = 0; i < 6000; i++)\n		printk(KERN_DEBUG "%04d: a line of some fifty characters, and again\\n", i);';
    const quiet = '#include <linux/printk.h>\n';
    // Its console is slow, and would say the same.
    const body = `	int level = console_loglevel;\n	console_loglevel = 1;\n${print}\n	console_loglevel = level;`;
    const root = folder({ 'prints_test.c': suite({ prints: body, after: '' }, { head: quiet }) });
    const words = ['prints_test.c', ...qemu, '--cpus', '1'];
    const whole = await results(words, { cwd: root });
    expect(whole.cases['prints'], whole.stderr).toMatchObject({ verdict: 'passed' });
    expect(whole.cases['prints']?.output).toContain('5999: a line');
    const small = await results([...words, '--append', 'log_buf_len=256K', '--output-limit', '32'], { cwd: root });
    expect(small.cases['prints']).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^its result is lost: .* --append log_buf_len=8M makes the log larger$/),
    });
    expect(small.cases['after']?.verdict).toBe('passed');
  });

  test('what does not compile, and options that have no meaning there', async () => {
    const root = folder({ 'broken_test.c': suite({ broken: '	nonsense;' }), 'good_test.c': suite({ good: '' }) });
    const done = await ktest(['run', ...qemu], { cwd: root });
    expect(done.stdout).toContain('ok 1 good');
    expect(done.stdout).toContain('broken_test.c does not compile for 6.12');
    expect(done.status).toBe(3);
    const option = await ktest(['run', ...qemu, '--sanitize', 'address'], { cwd: root });
    expect(option.stderr).toContain('--sanitize: is for --backend process');
    expect((await ktest(['run', '--backend', 'qmu'], { cwd: root })).stderr).toContain('--backend qmu: known are');
  });
});
