// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Flags that instrument the code: they do what they are for, or are refused with the reason.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

const code =
  'int twice(int n)\n{\n\tif (n < 0)\n\t\treturn 0;\n\treturn 2 * n;\n}\nint never(int n)\n{\n\treturn n;\n}\n';
const cases = { works: '\tKUNIT_EXPECT_EQ(test, twice(2), 4);', again: '\tKUNIT_EXPECT_EQ(test, twice(3), 6);' };

function project(flags: string[]): string {
  return folder({
    'ktest.config.json': JSON.stringify({ cflags: flags }),
    'twice.c': code,
    'twice_test.c': suite(cases, { head: 'int twice(int n);' }),
  });
}

test.each([
  ['gcc', 'gcov'],
  ['clang', 'llvm-cov'],
])('--coverage by %s counts the lines of all cases', { timeout: 300_000 }, async (cc, tool) => {
  const root = project(['--coverage']);
  const out = path.join(root, 'out');
  const done = await results([root, '--cc', cc, '--build-dir', out]);
  expect(done.all.map(({ verdict }) => verdict)).toEqual(['passed', 'passed']);
  const data = readdirSync(path.join(out, 'obj')).find((name) => name.startsWith('twice.c') && name.endsWith('.gcda'));
  // clang's own is of the same package as clang.
  const words = [...(tool === 'gcov' ? [] : ['gcov']), '-t', path.join(out, 'obj', data ?? '')];
  const text = execFileSync(tool, words, { cwd: root, encoding: 'utf8' });
  expect(text).toMatch(/^ +2: +5:\treturn 2 \* n;$/m);
  expect(text).toMatch(/^ +#####: +9:\treturn n;$/m);
});

test('others run, or say why not', { timeout: 300_000 }, async () => {
  for (const flag of ['-fprofile-generate', '-finstrument-functions']) {
    const done = await results([project([flag])]);
    expect(
      done.all.map(({ verdict }) => verdict),
      flag,
    ).toEqual(['passed', 'passed']);
  }
  const refused: [flag: string, reason: string][] = [
    ['-pg', 'its counts are written by exit()'],
    ['-fsanitize=address', 'use --sanitize'],
    ['-fsanitize-coverage=trace-pc', 'ktest has none'],
  ];
  for (const [flag, reason] of refused) {
    const done = await ktest(['run', project([flag])]);
    expect(done.status).toBe(2);
    expect(done.stderr).toContain(`ktest: cflags of ktest.config: ${flag} can not be used: `);
    expect(done.stderr).toContain(reason);
  }
});

test.runIf(linux)('programs of a tree keep no counts: refused', { timeout: 300_000 }, async () => {
  const done = await ktest(['run', '--tree', linux, '.'], { cwd: project(['--coverage']) });
  expect(done.status).toBe(2);
  expect(done.stderr).toMatch(/: --coverage can not be used there: programs of a tree \(--tree\) keep no counts$/m);
});
