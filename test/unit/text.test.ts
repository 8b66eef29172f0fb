// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compareVerdicts } from '../../src/backends/compare.js';
import type { Verdict } from '../../src/events/events.js';
import { nameAtLine } from '../../src/project/case-at-line.js';
import { scanSource } from '../../src/project/scan.js';
import { parseFilter } from '../../src/run/filter.js';
import { type Candidate, select } from '../../src/run/selection.js';
import { ninjaText } from '../../src/toolchain/ninja-file.js';
import { PrecompiledHeaders } from '../../src/tree/precompiled.js';
import { globToRegExp } from '../../src/util/glob.js';
import { nearest } from '../../src/util/nearest.js';
import { temporaryFolder } from '../../src/util/temporary-folder.js';

test('what a source file may define', () => {
  const facts = scanSource(`
static int hidden(void) { return 1; }
int shown(int a)
{
	int local = shown_elsewhere(a);
}
struct list_head *
second_line(void)
{
}
DEFINE_MUTEX(lock);
EXPORT_SYMBOL_GPL(exported);
int table[3] = { 1 };
typedef int (*callback)(void);
#define ACCESSORS(kind, type) \\
	int set_##kind(type *value) { return 0; } \\
	int kind##_get(void) { return 0; }
ACCESSORS(byte, unsigned char);
INTERVAL_TREE_DEFINE(struct node, rb, unsigned long, last,
		     start_of, last_of, /* empty */, area_tree)
`);
  expect(facts.definitions).toEqual(expect.arrayContaining(['set_byte', 'byte_get', 'area_tree_insert']));
  expect(facts.definitions).toEqual(expect.arrayContaining(['shown', 'second_line', 'lock', 'exported', 'table']));
  expect(facts.definitions).not.toEqual(expect.arrayContaining(['hidden']));
  expect(facts.definitions).not.toEqual(expect.arrayContaining(['shown_elsewhere']));
  expect(facts.isTest).toBe(false);
});

test('globs', () => {
  expect(globToRegExp('list*.t?st').test('list-a.test')).toBe(true);
  expect(globToRegExp('a.b').test('axb')).toBe(false);
  expect(globToRegExp('[!a]b').test('ab')).toBe(false);
  expect(globToRegExp('a(b').test('a(b')).toBe(true);
});

test('verdicts that differ, and those that a skip leaves open', () => {
  const run = (verdicts: Record<string, Verdict>) =>
    Object.entries(verdicts).map(([name, verdict]) => ({ file: 'a_test.c', suite: 's', case: name, verdict }));
  const runs = new Map([
    ['process', run({ same: 'failed', hidden: 'passed', other: 'failed', once: 'passed', skipped: 'skipped' })],
    ['qemu', run({ same: 'failed', hidden: 'crashed', other: 'passed', skipped: 'failed' })],
  ]);
  expect(compareVerdicts(runs).map(({ name, kind }) => [name, kind])).toEqual([
    ['s.hidden', 'hidden'],
    ['s.other', 'other'],
    ['s.once', 'other'],
    ['s.skipped', 'skipped'],
  ]);
});

test('the nearest word, if any is near', () => {
  expect(nearest('linux/lisst.h', ['linux/list.h', 'linux/llist.h'])).toBe('linux/list.h');
  expect(nearest('zebra', ['run', 'list'])).toBeUndefined();
});

test('ninja files escape what ninja would read', () => {
  expect(ninjaText([], [{ rule: 'cc', out: 'a b', inputs: ['c:d', '$e'], variables: { flags: "'$x'" } }])).toContain(
    "build a$ b: cc c$:d $$e\n  flags = '$$x'\n",
  );
});

describe('filters', () => {
  const candidate = (name: string, speed = 'normal'): Candidate => ({
    file: 'a_test.c',
    suite: 's',
    case: name,
    speed,
    module: 'a_test',
    isInit: false,
  });
  test.each([
    ['s.a', 'a'],
    ['speed>slow', 'a b'],
    ['speed<=slow', 'c d'],
    ['!(s.a | s.b)', 'c d'],
    ['case=a or case=d', 'a d'],
    ['speed<normal and not case=d', 'c'],
    ['module=a*, case!=a', 'b c d'],
    ['is_init=true', ''],
  ])('%s', (text, expected) => {
    const all = [candidate('a'), candidate('b'), candidate('c', 'slow'), candidate('d', 'very_slow')];
    const chosen = select(all, { globs: [], lines: new Map(), filter: parseFilter(text) });
    expect(chosen.map((one) => one.case).join(' ')).toBe(expected);
  });
});

test('the case at a line', () => {
  const text = `#include <kunit/test.h>

static void first(struct kunit *test)
{
	int a = f(1);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(second),
};
`;
  expect([1, 2, 3, 4, 5, 6, 7, 8, 9].map((line) => nameAtLine(text, line))).toEqual([
    undefined,
    undefined,
    'first',
    'first',
    'first',
    'first',
    undefined,
    undefined,
    'second',
  ]);
});

test('who takes a precompiled header', () => {
  const root = mkdtempSync(path.join(os.tmpdir(), 'ktest-precompiled-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
    return path.join(root, name);
  };
  write('linux/slab.h', '#pragma once\n#include <linux/types.h>\n');
  write('linux/types.h', '#pragma once\n#include <linux/slab.h>\n');
  write('linux/all.h', '#ifdef CONFIG_X\n# include "slab.h"\n#endif\n');
  const through = Array.from({ length: 12 }, (_, n) =>
    write(`${n}.c`, '#define pr_fmt(f) f\n#include <linux/all.h>\n'),
  );
  const none = write('none.c', '#include <linux/none.h>\n');
  const defines = write('defines.c', '#define DEBUG\n#include <linux/slab.h>\n#define AFTER\n');
  const tested = write('tested.c', '#include <linux/types.h>\n#include <linux/slab.h>\n#include "own.h"\n');
  const mayLack = [
    write('through.c', '#include <linux/types.h>\n'),
    write('late.c', '#include "own.h"\n#include <linux/slab.h>\n'),
    write('conditional.c', '#ifdef CONFIG_X\n#include <linux/slab.h>\n#endif\n'),
  ];
  const other = write('other.c', '#include <linux/slab.h>\n');
  const ordinary = { mayUse: () => true, isUnderTest: false };

  const few = new PrecompiledHeaders([root], []);
  few.decide(through.slice(1).map((file) => ({ file, ...ordinary })));
  expect(few.used()).toEqual([]);

  const headers = new PrecompiledHeaders([root], []);
  headers.decide([
    ...[...through, none, defines].map((file) => ({ file, ...ordinary })),
    { file: other, ...ordinary, mayUse: () => false },
    ...[tested, ...mayLack].map((file) => ({ file, ...ordinary, isUnderTest: true })),
  ]);
  expect(through.map((file) => headers.setOf(file))).toEqual(through.map(() => 'slab'));
  expect([none, defines, other].map((file) => headers.setOf(file))).toEqual(['', '', '']);
  expect([tested, ...mayLack].map((file) => headers.setOf(file))).toEqual(['slab', '', '', '']);

  // What was compiled stays so, until an edit takes away what it needs.
  const later = new PrecompiledHeaders([root], headers.saved());
  writeFileSync(through[0] as string, '#include <linux/none.h>\n');
  utimesSync(through[0] as string, 1, 1);
  later.decide([...through, other].map((file) => ({ file, ...ordinary })));
  expect(later.setOf(through[0] as string)).toBe('');
  expect(later.setOf(through[1] as string)).toBe('slab');
  expect(later.setOf(other)).toBe('');
});

test('a temporary folder takes those away whose ktest was killed, and no other', () => {
  const mine = temporaryFolder();
  const { pid = 0 } = spawnSync('true');
  const at = (name: string) => path.join(os.tmpdir(), name);
  const [dead, another] = [mine.replace(`-${process.pid}-`, `-${pid}-`), at(`ktest-1-${pid}-another`)];
  for (const one of [dead, another]) mkdirSync(path.join(one, 'within'), { recursive: true });
  const next = temporaryFolder();
  expect([mine, next, dead, another].map((one) => existsSync(one))).toEqual([true, true, false, true]);
  for (const one of [mine, next, another]) rmSync(one, { recursive: true });
});
