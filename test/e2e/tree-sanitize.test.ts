// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What callers do wrong is found in the tree's code, with its place there; the sources themselves are clean.
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results } from './rig.js';
import { verdicts } from './tree-rig.js';

// A report's places need no more debug information than lines.
const asan = ['--sanitize', 'address,undefined', '--debug-info', 'lines'];

/** Two functions of the tree get memory that they may not touch. */
const callers = `#include <kunit/test.h>
#include <linux/list_sort.h>
#include <linux/seq_file.h>
static int compare(void *unused, const struct list_head *a, const struct list_head *b)
{
	return 0;
}
static void sorts_entries_without_prev(struct kunit *test)
{
	struct list_head *a = kunit_kmalloc(test, sizeof(a->next), GFP_KERNEL);
	struct list_head *b = kunit_kmalloc(test, sizeof(b->next), GFP_KERNEL);
	struct list_head head = { .next = a, .prev = b };

	a->next = b;
	b->next = &head;
	list_sort(NULL, &head, compare);
}
static void writes_to_a_freed_file(struct kunit *test)
{
	struct seq_file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	kfree(file);
	seq_putc(file, 'x');
}
static struct kunit_case cases[] = { KUNIT_CASE(sorts_entries_without_prev), KUNIT_CASE(writes_to_a_freed_file), {} };
static struct kunit_suite suite = { .name = "callers", .test_cases = cases };
kunit_test_suite(suite);
`;

test('bugs are reported with file and line of the tree', { timeout: 900_000 }, async () => {
  const { cases, status } = await results(['--tree', linux, '.', ...asan], {
    cwd: folder({ 'callers_test.c': callers }),
  });
  expect(status).toBe(1);
  const places = (name: string) => cases[name]?.crash?.frames.map(({ file, line }) => `${file}:${line}`).join(' ');
  expect(cases['sorts_entries_without_prev']?.crash?.sentence).toContain('heap-buffer-overflow');
  expect(places('sorts_entries_without_prev')).toMatch(/lib\/list_sort\.c:\d+/);
  expect(cases['writes_to_a_freed_file']?.crash?.sentence).toContain('heap-use-after-free');
  expect(places('writes_to_a_freed_file')).toMatch(/fs\/seq_file\.c:\d+/);
});

describe('clean', { timeout: 900_000 }, () => {
  const files = ['lib/list-test.c', 'lib/string_kunit.c', 'lib/overflow_kunit.c', 'lib/kunit/kunit-test.c'];

  // All of them: test/long.
  test.each([
    ['gcc', 'lib/string_kunit.c'],
    ['clang', 'lib/list-test.c'],
  ])('under %s and its sanitizers: %s', async (cc, file) => {
    const { all, status } = await verdicts(['--tree', linux, file, ...asan, '--cc', cc]);
    expect(all.filter((one) => one.verdict !== 'passed' && one.verdict !== 'skipped')).toEqual([]);
    expect(status).toBe(0);
  });

  test('under valgrind', async () => {
    const more = ['lib/kunit_iov_iter.c', 'drivers/base/regmap/regmap-kunit.c', 'fs/ext4/inode-test.c'];
    const explained = await ktest(['run', '--tree', linux, ...files, ...more, '--explain']);
    expect(explained.stdout).toContain('pass:179 fail:0');
    const programs = [...explained.stderr.matchAll(/^program of .*: (.*)$/gm)].map((match) => match[1] ?? '');
    expect(programs).toHaveLength(7);
    for (const program of programs) {
      // Any report of valgrind's makes this throw.
      const done = execFileSync('valgrind', ['-q', '--error-exitcode=9', program], { encoding: 'utf8' });
      expect(done).not.toContain('not ok');
    }
  });
});
