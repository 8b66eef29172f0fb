// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, suite } from './rig.js';

const body = (name: string) => `static void works(struct kunit *test) { KUNIT_EXPECT_EQ(test, 1, 1); }
static struct kunit_case ${name}_cases[] = { KUNIT_CASE(works), {} };
static struct kunit_suite ${name}_suite = { .name = "${name}", .test_cases = ${name}_cases };
`;

describe("suites that a project's own macro registers", () => {
  test.each<[string, Record<string, string>]>([
    [
      'in the file',
      {
        'a_test.c': `#include <kunit/test.h>\n#define REGISTER(s) kunit_test_suite(s)\n${body('a')}REGISTER(a_suite);\n`,
      },
    ],
    [
      'in a header of a folder above, through another macro, over two lines',
      {
        'include/testing.h':
          '#include <kunit/test.h>\n#define REGISTER_ALL(...) \\\n\tkunit_test_suites(__VA_ARGS__)\n',
        'sub/own.h': '#include <testing.h>\n#define REGISTER(s) REGISTER_ALL(&(s))\n',
        'sub/a_test.c': `#include "own.h"\n${body('a')}REGISTER(a_suite);\n`,
        'ktest.config.json': '{"include": ["include"]}',
      },
    ],
    [
      'that makes the whole suite',
      {
        'own.h':
          '#include <kunit/test.h>\n#define TESTS(n, ...) static struct kunit_case n##_cases[] = { __VA_ARGS__, {} }; \\\n\tstatic struct kunit_suite n##_suite = { .name = #n, .test_cases = n##_cases }; \\\n\tkunit_test_suite(n##_suite)\n',
        'a_test.c':
          '#include "own.h"\nstatic void works(struct kunit *test) { KUNIT_EXPECT_EQ(test, 1, 1); }\nTESTS(a, KUNIT_CASE(works));\n',
      },
    ],
  ])('%s', async (_, files) => {
    const done = await results([folder(files)]);
    expect(done.stderr).toBe('');
    expect(done.all.map((result) => `${result.suite}.${result.case} ${result.verdict}`)).toEqual(['a.works passed']);
  });

  test('a helper with a macro that registers none is no test', async () => {
    const root = folder({
      'a_test.c': `${suite({ works: '\tcheck(test);' }, { head: 'void check(struct kunit *test);' })}`,
      'helper.c':
        '#include <kunit/test.h>\n#define OTHER(x) extern int x\nOTHER(unused);\nvoid check(struct kunit *test) { KUNIT_EXPECT_EQ(test, 1, 1); }\n',
    });
    const done = await results([root]);
    expect(done.all.map((result) => `${result.case} ${result.verdict}`)).toEqual(['works passed']);
  });
});

describe('a module that defines its entries by name', () => {
  const module = (result: string) => `#include <linux/module.h>
static int size = 3;
module_param(size, int, 0);
int init_module(void)
{
	pr_info("loaded with %d", size);
	return ${result};
}
void cleanup_module(void)
{
	pr_info("unloaded");
}
MODULE_LICENSE("GPL");
`;

  test('is a suite of init and exit', async () => {
    const done = await results(['--param', 'size=7'], { cwd: folder({ 'test_named.c': module('0') }) });
    expect(done.stderr).toBe('');
    expect(done.all.map((result) => `${result.suite}.${result.case} ${result.verdict}`)).toEqual([
      'test_named.init passed',
      'test_named.exit passed',
    ]);
    expect(done.cases['init']?.output).toContain('loaded with 7');
    expect(done.cases['exit']?.output).toContain('unloaded');
  });

  test('whose init fails', async () => {
    const done = await results([], { cwd: folder({ 'test_named.c': module('-EINVAL') }) });
    expect(done.status).toBe(1);
    expect(done.cases['init']?.verdict).toBe('failed');
  });

  test('as code under test: two such files in a program, both initialized', async () => {
    const code = (name: string) =>
      `#include <linux/module.h>\nint ${name};\nint __init init_module(void)\n{\n\t${name} = 42;\n\treturn 0;\n}\nvoid __exit cleanup_module(void)\n{\n}\n`;
    const root = folder({
      'one.c': code('one'),
      'two.c': code('two'),
      'a_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, one + two, 84);' }, { head: 'extern int one, two;' }),
    });
    expect((await results([root])).cases['works']?.verdict).toBe('passed');
  });

  test('by static functions that only have such names is none', async () => {
    const text = 'static int init_module(void) { return 0; }\nint use(void) { return init_module(); }\n';
    expect((await ktest(['run'], { cwd: folder({ 'test_named.c': text }) })).status).toBe(4);
  });
});

describe('a test file that calls a helper of another test file of its folder', () => {
  const calls = suite({ works: '\tKUNIT_EXPECT_EQ(test, helper(), 42);' }, { name: 'a', head: 'int helper(void);' });
  const helps = (name: string) =>
    suite({ other: '\tKUNIT_EXPECT_EQ(test, helper(), 42);' }, { name, head: 'int helper(void) { return own(); }' });
  const own = 'int own(void);\n';

  test('has it, and none of its suites', async () => {
    const root = folder({ 'a_test.c': calls, 'b_test.c': own + helps('b'), 'own.c': 'int own(void) { return 42; }\n' });
    const done = await results([], { cwd: root });
    expect(done.stderr).toBe('');
    const of = (result: { file: string; suite: string; case: string; verdict: string }) =>
      `${path.basename(result.file)} ${result.suite}.${result.case} ${result.verdict}`;
    expect(done.all.map(of).sort()).toEqual(['a_test.c a.works passed', 'b_test.c b.other passed']);
    expect((await ktest(['run', 'a_test.c', '--explain'], { cwd: root })).stderr).toContain(
      'source  b_test.c: a test that defines helper; its suites stay out',
    );
  });

  test('what both define is its own', async () => {
    const both = `int both(void);\nint both(void) { return NUM; }\n`;
    const root = folder({
      'a_test.c': `#define NUM 1\n${both}${calls.replace('helper(), 42', 'helper() + both(), 43')}`,
      'b_test.c': `#define NUM 2\n${both}${helps('b').replace('own()', '42')}`,
    });
    expect((await results(['a_test.c'], { cwd: root })).cases['works']?.verdict).toBe('passed');
  });

  test('of two that define it, none is meant: unsupported', async () => {
    const file = (name: string) => helps(name).replace('own()', '42');
    const root = folder({ 'a_test.c': calls, 'b_test.c': file('b'), 'c_test.c': file('c') });
    const done = await results([], { cwd: root });
    expect(done.cases['works']?.verdict).toBe('unsupported');
    expect(done.all.filter((result) => result.verdict === 'passed')).toHaveLength(2);
  });
});
