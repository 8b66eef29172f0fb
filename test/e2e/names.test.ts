// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, startProgram, suite } from './rig.js';

const good = '\tKUNIT_EXPECT_EQ(test, 1, 1);';

describe('a name that no case has', () => {
  const root = () => folder({ 'a_test.c': suite({ adds_up: good, counts: good }, { name: 'counter' }) });

  test.each([
    ['conuter', 'did you mean counter?'],
    ['counter.ads_up', 'did you mean counter.adds_up?'],
    ['add_up', 'did you mean counter.adds_up?'],
    ['frobnicate', '`ktest list` shows what there is'],
    ['[z-a]*', '`ktest list` shows what there is'],
  ])('%s', async (name, hint) => {
    const cwd = root();
    const run = await ktest(['run', name], { cwd });
    expect(run.stderr).toBe(`ktest: no case matches ${name}: ${hint}\n`);
    expect(run.status).toBe(4);
    const list = await ktest(['list', name], { cwd });
    expect(list).toEqual({ status: 4, stdout: '', stderr: run.stderr });
  });

  test('beside one that a case has', async () => {
    const done = await results(['counter.counts', 'counter.nix'], { cwd: root() });
    expect(done.all.map((result) => result.case)).toEqual(['counts']);
    expect(done.stderr).toMatch(/^ktest: no case matches counter\.nix: /);
  });

  test('that a filter left out is no mistake of the name', async () => {
    const done = await ktest(['run', 'counter', '--filter', 'case=nix'], { cwd: root() });
    expect(done.stderr).toBe('ktest: no case matched: `ktest list` shows what there is\n');
    expect(done.status).toBe(4);
  });
});

/** Two cases named twin, of which one fails, and two suites named demo. */
const twins = `#include <kunit/test.h>
static void twin(struct kunit *test) { KUNIT_EXPECT_EQ(test, 1, 2); }
static void other(struct kunit *test) { KUNIT_EXPECT_EQ(test, 1, 1); }
static struct kunit_case first[] = { KUNIT_CASE(twin), { .run_case = other, .name = "twin" }, {} };
static struct kunit_case second[] = { KUNIT_CASE(other), {} };
static struct kunit_suite one = { .name = "demo", .test_cases = first };
static struct kunit_suite two = { .name = "demo", .test_cases = second };
kunit_test_suites(&one, &two);
MODULE_LICENSE("GPL");
`;

test('cases and suites of one name: each runs and counts, a name means all of them, and that is said', async () => {
  const root = folder({ 'a_test.c': twins, 'b_test.c': suite({ twin: good }) });
  const done = await results(['demo.twin'], { cwd: root });
  expect(done.all.map((result) => `${path.basename(result.file)} ${result.verdict}`).sort()).toEqual([
    'a_test.c failed',
    'a_test.c passed',
    'b_test.c passed',
  ]);
  expect(done.notes.sort()).toEqual([
    `${root}/a_test.c has 2 suites named demo: they are reported as one`,
    `suite demo of ${root}/a_test.c has 2 cases named twin`,
  ]);
  // Passed and failed under one name: it failed.
  expect((await results(['--last-failed'], { cwd: root })).all).toHaveLength(2);
  const ktap = await ktest(['run', '--reporter', 'ktap'], { cwd: root });
  expect(ktap.stdout).toContain('# demo: pass:2 fail:1 skip:0 total:3');
  expect(ktap.stdout).toContain('# Totals: pass:3 fail:1 skip:0 total:4');
});

describe('ktest list', () => {
  test('--json: an object a line', async () => {
    const root = folder({ 'a_test.c': suite({ one: good, two: good }) });
    const done = await ktest(['list', '--json'], { cwd: root });
    const file = path.join(root, 'a_test.c');
    expect(
      done.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      { file, suite: 'demo', case: 'one', speed: 'normal' },
      { file, suite: 'demo', case: 'two', speed: 'normal' },
    ]);
  });

  test('a program is asked once, and again when it changed', async () => {
    const head = `#include <stdio.h>
__attribute__((constructor)) static void started(void)
{
	FILE *log = fopen(LOG, "a");
	fputs("started\\n", log);
	fclose(log);
}`;
    const root = folder({ 'a_test.c': suite({ one: good }, { head }), log: '' });
    const log = path.join(root, 'log');
    writeFileSync(path.join(root, 'ktest.config.json'), JSON.stringify({ defines: { LOG: `"${log}"` } }));
    const list = async () => (await ktest(['list', root])).stdout;
    expect(await list()).toContain('demo.one');
    expect(await list()).toContain('demo.one');
    expect(readFileSync(log, 'utf8')).toBe('started\n');
    writeFileSync(path.join(root, 'a_test.c'), suite({ renamed: good }, { head }));
    expect(await list()).toContain('demo.renamed');
    expect(readFileSync(log, 'utf8')).toBe('started\nstarted\n');
  });
});

describe('ktest api', () => {
  test('answers for each name', async () => {
    const done = await ktest(['api', 'kmalloc', 'nosuch', 'kfre', 'list_add*']);
    expect(done.status).toBe(4);
    expect(done.stdout).toMatch(/^kmalloc {2}<linux\/slab\.h>\n {4}faithful.*\n {4}conformance: .*slab/);
    expect(done.stdout).toMatch(/^list_add {2}<linux\/list\.h>[\s\S]*^list_add_tail /m);
    expect(done.stderr).toBe('ktest: nosuch is not emulated\nktest: kfre is not emulated: did you mean kfree?\n');
  });

  test('is as docs/api.md', async () => {
    const done = await ktest(['api']);
    expect(done.status).toBe(0);
    expect(done.stdout.match(/^ {4}conformance: /gm)?.length).toBeGreaterThan(1000);
  });
});

test('--source: a folder elsewhere whose files may be linked in', async () => {
  const root = folder({
    'tests/a_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, answer(), 42);' }, { head: 'int answer(void);' }),
    'lib/deep/answer.c': 'int answer(void) { return 42; }\n',
  });
  const cwd = path.join(root, 'tests');
  expect((await results([], { cwd })).cases['works']?.verdict).toBe('unsupported');
  expect((await results(['--source', '../lib'], { cwd })).cases['works']?.verdict).toBe('passed');
  const none = await ktest(['run', '--source', '../nix'], { cwd });
  expect(none).toEqual({ status: 2, stdout: '', stderr: 'ktest: --source ../nix: there is no such folder\n' });
});

test('every function and object of the emulated kernel gives way to one of the code under test', async () => {
  const archive = (await ktest(['flags', '--libs'])).stdout.match(/\S+\.a$/m)?.[0] ?? '';
  const symbols = (await startProgram('nm', ['-A', '--defined-only', '-g', archive]).done).stdout.split('\n');
  const ofSkin = symbols.filter((line) => /:(?:base|rest)\d+\.o:/.test(line));
  expect(ofSkin.length).toBeGreaterThan(1000);
  expect(ofSkin.filter((line) => !/ [VW] \w+$/.test(line))).toEqual([]);
});
