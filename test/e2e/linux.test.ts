// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ktest, linux, repository } from './rig.js';

/** Unmodified files of Linux against the emulated headers; verdicts as under UML. */
const files = [
  'list-test.c',
  'test_list_sort.c',
  'test_sort.c',
  'hashtable_test.c',
  'bitfield_kunit.c',
  'test_bits.c',
  'cmdline_kunit.c',
  'test_hash.c',
  'math/rational-test.c',
  'math/tests/int_pow_kunit.c',
  'test_linear_ranges.c',
  'siphash_kunit.c',
  'string_kunit.c',
  'cpumask_kunit.c',
  'is_signed_type_kunit.c',
];

/** Those that one compiler is enough for; the fortified string functions need gcc. */
const withGcc = [
  'lib/memcpy_kunit.c',
  'lib/overflow_kunit.c',
  'lib/checksum_kunit.c',
  'lib/string_helpers_kunit.c',
  'lib/fortify_kunit.c',
  'lib/usercopy_kunit.c',
  'lib/kunit/string-stream-test.c',
  'lib/kunit/kunit-example-test.c',
  'drivers/rtc/lib_test.c',
  'fs/bcachefs/mean_and_variance_test.c',
];

/** Recorded once from kunit.py under User Mode Linux: suite, case, verdict. */
const reference = new Map(
  readFileSync(path.join(repository, 'test/e2e/kunit-6.12-um.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [suite, name, verdict] = line.split('\t');
      return [`${suite}.${name}`, verdict];
    }),
);

describe.each(['gcc', 'clang'])('Linux 6.12 with %s', (cc) => {
  beforeAll(() => ktest(['flags', '--libs', '--cc', cc]));

  test.each(files)('%s', (file) => matchesTheKernel(path.join('lib', file), cc));
});

describe('Linux 6.12, more of it', () => {
  test.each(withGcc)('%s', (file) => matchesTheKernel(file, 'gcc'));
});

async function matchesTheKernel(file: string, cc: string): Promise<void> {
  const done = await ktest(['run', path.join(linux, file), '--reporter', 'ktap', '--cc', cc]);
  expect(done.stderr).toBe('');
  expect(done.status).toBe(0);
  const verdicts = new Map<string, string>();
  let suite = '';
  for (const line of done.stdout.split('\n')) {
    suite = /^ {4}# Subtest: (.*)$/.exec(line)?.[1] ?? suite;
    const match = /^ {4}(ok|not ok) \d+ (\S+)( # SKIP)?/.exec(line);
    if (match) verdicts.set(`${suite}.${match[2]}`, match[3] ? 'skip' : match[1] === 'ok' ? 'pass' : 'fail');
  }
  expect(verdicts.size).toBeGreaterThan(0);
  for (const [name, verdict] of verdicts) expect(`${name} ${verdict}`).toBe(`${name} ${reference.get(name) ?? 'pass'}`);
  const suites = new Set([...verdicts.keys()].map((name) => name.split('.')[0]));
  const expected = [...reference.keys()].filter((name) => suites.has(name.split('.')[0] ?? ''));
  for (const name of expected) expect([...verdicts.keys()]).toContain(name);
}
