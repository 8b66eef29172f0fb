// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, repository, results } from './rig.js';

const conformance = readdirSync(path.join(repository, 'test/conformance'))
  .filter((name) => name.endsWith('.c'))
  .map((name) => `test/conformance/${name}`);

test.each([
  ['gcc', 'examples', ['examples']],
  ['gcc', 'test/conformance', ['test/conformance']],
  ['gcc', 'test/emulated', ['test/emulated']],
  ['clang', 'examples', ['examples']],
  // All of them: test/long/conformance.
  ['clang', 'a quarter of test/conformance', conformance.filter((_, at) => at % 4 === 0)],
  ['clang', 'test/emulated', ['test/emulated']],
])('with %s: %s', async (cc, _, where) => {
  const done = await ktest(['run', ...where, '--cc', cc, '--reporter', 'ktap'], { cwd: repository });
  expect(done.stdout).toMatch(/# Totals: pass:\d+ fail:0 /);
  expect(done.status).toBe(0);
});

test('an example with a broken line fails where it should', async () => {
  const files = ['ringlog.c', 'ringlog.h', 'ringlog_test.c'];
  const root = folder(
    Object.fromEntries(
      files.map((name) => [name, readFileSync(path.join(repository, 'examples/ringlog', name), 'utf8')]),
    ),
  );
  expect((await results([root])).status).toBe(0);
  const source = path.join(root, 'ringlog.c');
  writeFileSync(source, readFileSync(source, 'utf8').replace('log->first_seq++;', ''));
  const broken = await results([root]);
  expect(broken.status).toBe(1);
  expect(broken.cases['the_oldest_records_make_room']?.verdict).toMatch(/^(failed|crashed)$/);
});

test('init, run, fail: a module from scratch', async () => {
  const root = folder({
    'counter.h': 'int twice(int n);\n',
    'counter.c': '#include "counter.h"\nint twice(int n)\n{\n\treturn 2 * n;\n}\n',
  });
  const made = await ktest(['init'], { cwd: root });
  expect(made.stdout).toBe('wrote    ktest.config.ts\nwrote    counter_test.c\nnow run  ktest run\n');
  expect((await ktest(['run'], { cwd: root })).status).toBe(0);
  const test = path.join(root, 'counter_test.c');
  writeFileSync(test, readFileSync(test, 'utf8').replace('2 + 2, 4', 'twice(2), 5'));
  const done = await results([], { cwd: root });
  expect(done.status).toBe(1);
  expect(done.cases['counter_works']?.failures[0]?.text).toContain('twice(2) == 4');
  const again = await ktest(['init'], { cwd: root });
  expect(again.stdout).toContain('kept     ktest.config.ts\nkept     counter_test.c: there are tests already\n');
});
