// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, startProgram, suite } from './rig.js';

const three = suite({
  first: '\tKUNIT_EXPECT_EQ(test, 1, 1);',
  second: '\tKUNIT_EXPECT_EQ(test, 1, 2);',
  third: '\tkunit_skip(test, "not today");',
});

describe('ktest run', () => {
  test('KTAP and nothing else on standard output; kunit.py reads it', async () => {
    const root = folder({ 'three_test.c': three });
    const done = await ktest(['run', '--reporter', 'ktap'], { cwd: root });
    expect(done.status).toBe(1);
    expect(done.stdout.replaceAll(root, '')).toMatchInlineSnapshot(`
      "KTAP version 1
      1..1
          KTAP version 1
          # Subtest: demo
          1..3
          ok 1 first
          # second: EXPECTATION FAILED at three_test.c:10
          # second:     Expected 1 == 2, but
          # second: alone: ktest run three_test.c demo.second
          not ok 2 second
          ok 3 third # SKIP not today
      # demo: pass:1 fail:1 skip:1 total:3
      not ok 1 demo
      # Totals: pass:1 fail:1 skip:1 total:3
      "
    `);
    const report = path.join(root, 'report.ktap');
    writeFileSync(report, done.stdout);
    const parsed = await startProgram('python3', [`${linux}/tools/testing/kunit/kunit.py`, 'parse', report]).done;
    expect(parsed.stdout).toContain('Testing complete. Ran 3 tests: passed: 1, failed: 1, skipped: 1');
    expect(parsed.stdout).not.toMatch(/error/i);
  });

  test('pretty: what failed, both values, the place, and the command that runs it alone', async () => {
    const root = folder({ 'three_test.c': three });
    const done = await ktest(['run', '--reporter', 'pretty'], { cwd: root });
    expect(done.status).toBe(1);
    expect(
      done.stdout
        .replaceAll(root, '')
        .replace(/\nslowest:\n(?: +.*\n)+/, '')
        .replace(/[\d.]+ m?s\b/g, 'T ms'),
    ).toMatchInlineSnapshot(`
      "  ✗ second failed T ms
      ✗ demo 1 failed, 1 skipped, 1 passed T ms  three_test.c

      FAILED demo.second three_test.c
        EXPECTATION FAILED at three_test.c:10
            Expected 1 == 2, but
        alone: ktest run three_test.c demo.second

      1 failed, 1 skipped, 1 passed of 3 cases in 1 program, T ms, seed 1
      "
    `);
    const alone = /alone: ktest (.*)$/m.exec(done.stdout)?.[1]?.split(' ') ?? [];
    const again = await results(alone.slice(1), { cwd: root });
    expect(Object.keys(again.cases)).toEqual(['second']);
  });

  test('targets: FILE:LINE, globs, and both', async () => {
    const root = folder({ 'three_test.c': three, 'sub/other_test.c': suite({ fourth: '' }, { name: 'other' }) });
    const names = async (...args: string[]) => Object.keys((await results(args, { cwd: root })).cases).sort();
    expect(await names('three_test.c:6')).toEqual(['first']);
    expect(await names('three_test.c:20')).toEqual(['second']);
    expect(await names('demo.*ir*')).toEqual(['first', 'third']);
    expect(await names('sub')).toEqual(['fourth']);
    expect(await names('other')).toEqual(['fourth']);
    expect(await names('.', 'o*')).toEqual(['fourth']);
    expect(await names('--filter', 'demo & !*.second')).toEqual(['first', 'third']);
    expect(await names('--filter', 'module=three_test,case!=f*')).toEqual(['second', 'third']);
  });

  test('shards cover every case once', async () => {
    const cases = Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`case_${i}`, '']));
    const root = folder({ 'many_test.c': suite(cases) });
    const seen: string[] = [];
    for (const shard of ['1/3', '2/3', '3/3']) {
      const part = Object.keys((await results(['--shard', shard], { cwd: root })).cases);
      expect(part.length).toBeGreaterThanOrEqual(5);
      seen.push(...part);
    }
    expect(seen.sort()).toEqual(Object.keys(cases).sort());
  });

  test('--last-failed, --fail-fast', async () => {
    const root = folder({ 'three_test.c': three });
    expect((await ktest(['run', '--last-failed'], { cwd: root })).status).toBe(4);
    expect((await ktest(['run'], { cwd: root })).status).toBe(1);
    expect(Object.keys((await results(['--last-failed'], { cwd: root })).cases)).toEqual(['second']);
    writeFileSync(path.join(root, 'three_test.c'), three.replace('1, 2', '2, 2'));
    expect((await results(['--last-failed'], { cwd: root })).status).toBe(0);
    expect((await ktest(['run', '--last-failed'], { cwd: root })).status).toBe(4);

    const failing = Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`case_${i}`, '\tKUNIT_FAIL(test, "no");']),
    );
    const other = folder({ 'many_test.c': suite(failing) });
    const done = await ktest(['run', '--fail-fast', '--reporter', 'pretty'], { cwd: other });
    expect(done.status).toBe(1);
    expect(done.stdout).toContain('stopped: --fail-fast: stopped at the first failure');
    expect(done.stdout).toMatch(/1 failed, 59 not run of 60 cases/);
  });

  test('a flaky case has a word of its own; repetitions use other seeds', async () => {
    const body = '\tKUNIT_EXPECT_EQ(test, get_random_u32() % 2, 0);';
    const root = folder({ 'chance_test.c': suite({ chance: body }, { head: '#include <linux/random.h>' }) });
    let seed = 1;
    while ((await results(['--seed', String(seed)], { cwd: root })).status === 0) seed++;
    const flaky = await results(['--seed', String(seed), '--retries', '20'], { cwd: root });
    expect(flaky.status).toBe(0);
    expect(flaky.cases['chance']).toMatchObject({ verdict: 'passed', flaky: true });
    const repeated = await results(['--seed', String(seed), '--repeat', '20'], { cwd: root });
    expect(repeated.status).toBe(1);
    expect(repeated.cases['chance']).toMatchObject({ verdict: 'failed', attempts: 20, flaky: false });
    const alone = repeated.cases['chance']?.command.split(' ').slice(2) ?? [];
    expect((await results(alone, { cwd: root })).status).toBe(1);
  });

  test('the same seed gives the same random numbers, whatever else runs', async () => {
    const body = '\tkunit_info(test, "drew %u", get_random_u32());';
    const root = folder({ 'draw_test.c': suite({ a: body, b: body }, { head: '#include <linux/random.h>' }) });
    const drawn = async (...args: string[]) =>
      (await results(args, { cwd: root })).cases['b']?.output.match(/drew (\d+)/)?.[1];
    const first = await drawn();
    expect(await drawn('demo.b')).toBe(first);
    expect(await drawn('--seed', '2')).not.toBe(first);
  });

  test('the test file’s namesake, its folder and the project define what it needs; an edit is seen', async () => {
    const root = folder({
      'ktest.config.json': '{}',
      'src/sum.h': 'int sum(int a, int b);\nint half(int a);\nint far(void);\n',
      'src/sum.c': '#include "sum.h"\nint sum(int a, int b)\n{\n\treturn half(2 * a) + b;\n}\n',
      'src/half.c': '#include "sum.h"\nint half(int a)\n{\n\treturn a / 2 + far();\n}\n',
      'lib/far.c': 'int far(void)\n{\n\treturn 0;\n}\n',
      'src/sum_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, sum(2, 3), 5);' }, { head: '#include "sum.h"' }),
    });
    const done = await ktest(['run', '--explain', '--reporter', 'ktap'], { cwd: root });
    expect(done.status).toBe(0);
    expect(done.stderr).toContain('  source  src/sum_test.c: the test file\n');
    expect(done.stderr).toContain('  source  src/sum.c: the test file is named after it\n');
    expect(done.stderr).toContain('  source  src/half.c: defines half\n');
    expect(done.stderr).toContain('  source  lib/far.c: defines far\n');
    writeFileSync(path.join(root, 'lib/far.c'), 'int far(void)\n{\n\treturn 1;\n}\n');
    expect((await ktest(['run'], { cwd: root })).status).toBe(1);
    writeFileSync(path.join(root, 'src/half.c'), '#include "sum.h"\nint half(int a)\n{\n\treturn a / 2;\n}\n');
    expect((await ktest(['run'], { cwd: root })).status).toBe(0);
  });

  test('assembly is a source, too', async () => {
    const root = folder({
      'five_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, five(), 5);' }, { head: 'int five(void);' }),
      'fast.S': `#include <linux/linkage.h>
SYM_FUNC_START(five)
#if defined(__x86_64__)
	movl $5, %eax
	ret
#else
	mov w0, #5
	ret
#endif
SYM_FUNC_END(five)
`,
    });
    expect((await results([root])).status).toBe(0);
  });

  test('code that defines what libc defines keeps it to itself', async () => {
    const root = folder({
      'string_test.c': suite(
        { works: '\tKUNIT_EXPECT_EQ(test, strlen("abc"), 1003);\n\tKUNIT_EXPECT_STREQ(test, "a", "a");' },
        { head: '#include <linux/string.h>' },
      ),
      'string.c':
        '#include <linux/types.h>\nsize_t strlen(const char *s)\n{\n\tsize_t n = 1000;\n\twhile (*s++)\n\t\tn++;\n\treturn n;\n}\n',
    });
    // The compiler must not know better.
    writeFileSync(
      path.join(root, 'string_test.c'),
      readFileSync(path.join(root, 'string_test.c'), 'utf8').replace(
        '"abc")',
        '({ const char *volatile p = "abc"; p; }))',
      ),
    );
    expect((await results([root])).status).toBe(0);
  });

  test('suites and cases as KUnit has them: init, parameters, several suites, list', async () => {
    const text = `#include <kunit/test.h>
static int level;
static int suite_up(struct kunit_suite *suite) { level = 10; return 0; }
static int case_up(struct kunit *test) { level++; test->priv = &level; return 0; }
static void sees_both(struct kunit *test) { KUNIT_EXPECT_EQ(test, level, 11); KUNIT_EXPECT_PTR_EQ(test, test->priv, (void *)&level); }
static const struct pair { int a, b; const char *name; } pairs[] = { { 1, 1, "ones" }, { 2, 3, "unequal" } };
KUNIT_ARRAY_PARAM_DESC(pairs, pairs, name);
static void pair_case(struct kunit *test) { const struct pair *p = test->param_value; KUNIT_EXPECT_EQ(test, p->a, p->b); }
static struct kunit_case one[] = { KUNIT_CASE(sees_both), KUNIT_CASE_PARAM(pair_case, pairs_gen_params), {} };
static void slow_one(struct kunit *test) { }
static struct kunit_case two[] = { KUNIT_CASE_SLOW(slow_one), {} };
static struct kunit_suite first = { .name = "first", .suite_init = suite_up, .init = case_up, .test_cases = one };
static struct kunit_suite second = { .name = "second", .test_cases = two };
kunit_test_suites(&first, &second);
`;
    const root = folder({ 'both_test.c': text });
    expect((await ktest(['list'], { cwd: root })).stdout).toBe(
      'both_test.c first.sees_both\nboth_test.c first.pair_case\nboth_test.c second.slow_one\n',
    );
    const done = await ktest(['run', '--reporter', 'ktap'], { cwd: root });
    expect(done.status).toBe(1);
    expect(done.stdout).toContain(
      '        KTAP version 1\n        # Subtest: pair_case\n        1..2\n        ok 1 ones\n        not ok 2 unequal\n',
    );
    expect((await ktest(['list', '--filter', 'speed>slow'], { cwd: root })).stdout).not.toContain('slow_one');
  });

  test('a case gets the machine that it needs, or is skipped with the reason', async () => {
    const root = folder({
      'numa_test.c': suite(
        {
          usual: '\tKUNIT_EXPECT_GE(test, num_online_nodes(), 1);',
          five: '\tKUNIT_EXPECT_EQ(test, num_online_nodes(), 5);',
          bare: '\tKUNIT_EXPECT_TRUE(test, cpumask_empty(cpumask_of_node(4)));',
        },
        { head: '#include <linux/topology.h>' },
      )
        .replace('static void five', '/*\n * ktest: needs nodes >= 5\n */\nstatic void five')
        .replace('static void bare', '// ktest: needs nodes >= 3, cpuless node\nstatic void bare'),
    });
    const own = await results([], { cwd: root });
    expect(Object.values(own.cases).map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed']);
    const given = await results(['--nodes', '4'], { cwd: root });
    expect(['usual', 'five', 'bare'].map((name) => given.cases[name]?.verdict)).toEqual([
      'passed',
      'skipped',
      'skipped',
    ]);
    expect(given.cases['five']?.reason).toBe('it needs nodes >= 5, and the machine has 4 nodes and 8 CPUs');
    expect(given.status).toBe(0);
  });

  test('--total-timeout ends the whole run', async () => {
    const root = folder({ 'slow_test.c': suite({ spin: '\tfor (volatile int i = 0; ; i++);', other: '' }) });
    const done = await ktest(['run', '--total-timeout', '1', '--reporter', 'pretty', '--jobs', '1'], { cwd: root });
    expect(done.status).toBe(1);
    expect(done.stdout).toContain('stopped: the whole run took longer than 1 s');
    expect(done.stdout).toMatch(/2 not run/);
  });

  test('reports to files appear whole, also several at once', async () => {
    const root = folder({ 'three_test.c': three });
    mkdirSync(path.join(root, 'out'));
    const done = await ktest(
      ['run', '--reporter', 'junit=out/report.xml', '--reporter', 'json=out/events.json', '--reporter', 'ktap'],
      { cwd: root },
    );
    expect(done.status).toBe(1);
    const xml = readFileSync(path.join(root, 'out/report.xml'), 'utf8');
    expect(xml).toContain('<testsuites name="ktest" tests="3" failures="1" errors="0" skipped="1"');
    const checked = await startProgram('python3', [
      '-c',
      'import sys, xml.dom.minidom as x; x.parse(sys.argv[1])',
      path.join(root, 'out/report.xml'),
    ]).done;
    expect(checked.status).toBe(0);
    const events = readFileSync(path.join(root, 'out/events.json'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(events).toEqual(['run-start', 'program', 'case-end', 'case-end', 'case-end', 'suite-end', 'run-end']);
  });
});
