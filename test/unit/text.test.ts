// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { compareVerdicts } from '../../src/cli/fidelity.js';
import type { Verdict } from '../../src/events/events.js';
import { nameAtLine } from '../../src/project/case-at-line.js';
import { scanSource } from '../../src/project/scan.js';
import { parseFilter } from '../../src/run/filter.js';
import { type Candidate, select } from '../../src/run/selection.js';
import { ninjaText } from '../../src/toolchain/ninja-file.js';
import { globToRegExp } from '../../src/util/glob.js';
import { nearest } from '../../src/util/nearest.js';

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
`);
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
