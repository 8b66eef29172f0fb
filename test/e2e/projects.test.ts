// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, suite } from './rig.js';

const of = (name: string) =>
  suite({ works: '\tKUNIT_EXPECT_EQ(test, NUM, 42);' }, { name, head: '#ifndef NUM\n#define NUM 0\n#endif' });
const config = (num: number, more = {}) => JSON.stringify({ defines: { NUM: num }, ...more });

/** Two projects beside each other, one with a folder below, in a folder that has no configuration. */
const several = {
  'a/ktest.config.json': config(42),
  'a/a_test.c': of('a'),
  'b/ktest.config.json': config(43),
  'b/b_test.c': of('b'),
  'c/ktest.config.json': config(41),
  'c/c_test.c': of('c'),
  'c/inner/ktest.config.json': config(42),
  'c/inner/deep/inner_test.c': of('inner'),
};

async function verdicts(words: string[], cwd: string): Promise<Record<string, string>> {
  const done = await results(words, { cwd });
  expect(done.stderr).toBe('');
  return Object.fromEntries(done.all.map((result) => [result.suite, result.verdict]));
}

describe('each test is built with the configuration of its own project', () => {
  test('targets in several projects', async () => {
    const root = folder(several);
    expect(await verdicts(['a', 'b/b_test.c'], root)).toEqual({ a: 'passed', b: 'failed' });
    expect(await verdicts(['b/b_test.c:7', 'a/a_test.c:7'], root)).toEqual({ a: 'passed', b: 'failed' });
  });

  test('a folder above them, and no target', async () => {
    const root = folder(several);
    const all = { a: 'passed', b: 'failed', c: 'failed', inner: 'passed' };
    expect(await verdicts(['.'], root)).toEqual(all);
    expect(await verdicts([], root)).toEqual(all);
    expect(await verdicts(['c'], root)).toEqual({ c: 'failed', inner: 'passed' });
    expect(await verdicts(['inner*'], root)).toEqual({ inner: 'passed' });
    expect(await verdicts(['--last-failed'], root)).toEqual({ b: 'failed', c: 'failed' });
    const listed = await ktest(['list'], { cwd: root });
    expect(listed.stdout.split('\n')).toContain('c/inner/deep/inner_test.c inner.works');
  });

  test('--config names one for all', async () => {
    const root = folder(several);
    const all = await verdicts(['--config', 'a/ktest.config.json', 'a', 'b', 'c'], root);
    expect(Object.values(all)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  test('--build-dir holds one project, and an excluded folder is none', async () => {
    const root = folder({
      ...several,
      'ktest.config.json': config(42, { exclude: ['b', 'c'] }),
      'top_test.c': of('top'),
    });
    const done = await ktest(['run', '--build-dir', 'out'], { cwd: root });
    expect(done.status).toBe(2);
    expect(done.stderr).toBe(
      `ktest: --build-dir: the targets belong to several projects (${root}, ${path.join(root, 'a')}): run one after the other\n`,
    );
    expect(await verdicts([], root)).toEqual({ a: 'passed', top: 'passed' });
  });

  test('words for modules go to the project that has the module', async () => {
    const module = (name: string) => `#include <linux/module.h>
static int size;
module_param(size, int, 0);
static int __init ${name}_init(void) { return size == 7 ? 0 : -EINVAL; }
module_init(${name}_init);
MODULE_LICENSE("GPL");
`;
    const root = folder({
      'a/ktest.config.json': '{}',
      'a/test_one.c': module('one'),
      'b/ktest.config.json': '{}',
      'b/test_two.c': module('two'),
      'b/b_test.c': of('b'),
    });
    const one = await verdicts(['--param', 'test_one.size=7'], root);
    expect(one).toMatchObject({ test_one: 'passed', test_two: 'failed' });
    expect(await verdicts(['--param', 'size=7'], root)).toMatchObject({ test_one: 'passed', test_two: 'passed' });
    const none = await ktest(['run', '--param', 'test_tow.size=7'], { cwd: root });
    expect(none.status).toBe(2);
    expect(none.stderr).toContain('did you mean test_two?');
  });
});
