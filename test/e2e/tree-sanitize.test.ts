// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Bugs put into copies of kernel sources are found, with their place; the sources themselves are clean.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux } from './rig.js';
import { treeWith, verdicts } from './tree-rig.js';

// A report's places need no more debug information than lines.
const asan = ['--sanitize', 'address,undefined', '--debug-info', 'lines'];

/** A copy of the text with `code` as the first statements of a function's body. */
function inFunction(text: string, name: string, code: string): string {
  const head = new RegExp(`^(?:static |__visible_for_testing )*[\\w *]+\\b${name}\\([^;{]*\\)\\s*\\{`, 'm');
  expect(text).toMatch(head);
  return text.replace(head, (start) => `${start}\n${code}\n`);
}

const write = 'static volatile int at = 4; char *block = kmalloc(4, GFP_KERNEL); block[at] = 1; kfree(block);';
const late = 'char *block = kmalloc(8, GFP_KERNEL); OPTIMIZER_HIDE_VAR(block); kfree(block); WRITE_ONCE(block[2], 1);';

/** A test of ours for a function of ext4 that its own suite leaves out. */
const symlinkTest = `#include <kunit/test.h>
#include <../fs/ext4/ext4.h>
static void a_symlink_without_blocks_is_fast(struct kunit *test)
{
	struct ext4_inode_info *info = kunit_kzalloc(test, sizeof(*info), GFP_KERNEL);

	info->vfs_inode.i_mode = S_IFLNK;
	KUNIT_EXPECT_TRUE(test, ext4_inode_is_fast_symlink(&info->vfs_inode));
}
static struct kunit_case cases[] = { KUNIT_CASE(a_symlink_without_blocks_is_fast), {} };
static struct kunit_suite suite = { .name = "symlink", .test_cases = cases };
kunit_test_suite(suite);
`;

test('seeded bugs are reported with file and line', { timeout: 900_000 }, async () => {
  const mine = path.join(folder({ 'symlink_test.c': symlinkTest }), 'symlink_test.c');
  const seed = (name: string, code: string) => (text: string) =>
    inFunction(`#include <linux/slab.h>\n${text}`, name, code);
  const tree = treeWith({
    'lib/list_sort.c': seed('list_sort', write),
    'fs/ext4/inode.c': seed('ext4_inode_is_fast_symlink', late),
  });
  const { all, status } = await verdicts(['--tree', tree, 'lib/test_list_sort.c', mine, ...asan]);
  expect(status).toBe(1);
  const output = JSON.stringify(all);
  expect(output).toMatch(/heap-buffer-overflow/);
  expect(output).toMatch(/lib\/list_sort\.c","line":\d+/);
  expect(output).toMatch(/heap-use-after-free/);
  expect(output).toMatch(/fs\/ext4\/inode\.c","line":\d+/);
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
