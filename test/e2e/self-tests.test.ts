// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Self-tests of a kernel's data structures, unmodified, with emulated headers: the code under test is the tree's own
// lib/X.c where it is the test's namesake, and ours where the test lies alone.
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, repository, suite } from './rig.js';

/** Each with the options that it needs; most leave init with an error so that the module is unloaded at once. */
const selfTests: Record<string, string[]> = {
  atomic64_test: [],
  crc32test: [],
  globtest: [],
  interval_tree_test: ['--init-result', 'interval_tree_test=-EAGAIN', '--param', 'perf_loops=100'],
  percpu_test: ['--init-result', 'percpu_test=-EAGAIN'],
  rbtree_test: ['--init-result', 'rbtree_test=-EAGAIN', '--param', 'perf_loops=100'],
  'test-kstrtox': ['--init-result', 'test_kstrtox=-EINVAL'],
  test_bitmap: [],
  test_hexdump: [],
  test_ida: ['--ignore-warnings', 'test_ida', '--init-result', 'test_ida=-EINVAL'],
  test_memcat_p: [],
  test_min_heap: [],
  test_objagg: [],
  test_parman: [],
  test_printf: [],
  test_ref_tracker: ['--ignore-warnings', 'test_ref_tracker'],
  test_scanf: [],
  test_uuid: [],
};

/** They need another module of the tree, or their code under test is in the tree alone. */
const ofTheTree = ['test_static_keys'];

/** Ours is the code under test; fewer elements than usual. */
const ofOurs = { test_rhashtable: ['parm_entries=3000', 'runs=1', 'tcount=4'] };

/** A copy of a file of the tree with the files that it includes by "…", in folders that are empty otherwise. */
function alone(name: string, where = 'lib'): string {
  const place = folder({});
  const copy = (file: string) => {
    mkdirSync(path.join(place, path.dirname(file)), { recursive: true });
    copyFileSync(path.join(linux, file), path.join(place, file));
  };
  const source = path.join(where, `${name}.c`);
  copy(source);
  for (const [, header] of readFileSync(path.join(linux, source), 'utf8').matchAll(/^#include "(.+)"/gm)) {
    const file = path.join(where, header ?? '');
    if (existsSync(path.join(linux, file))) copy(file);
  }
  return path.join(place, source);
}

describe.skipIf(!linux)('self-tests of lib/ with emulated headers', () => {
  test.each(Object.entries(selfTests))('%s', async (name, options) => {
    for (const file of [path.join(linux, 'lib', `${name}.c`), alone(name)]) {
      const done = await ktest(['run', '--headers', 'emulated', file, ...options]);
      expect(done.stdout, file).toMatch(/^# Totals: pass:[12] fail:0 skip:0 /m);
      expect(done.status).toBe(0);
    }
  });

  test.each(Object.entries(ofOurs))('%s', async (name, parameters) => {
    const words = parameters.flatMap((one) => ['--param', one]);
    const done = await ktest(['run', '--headers', 'emulated', alone(name), ...words]);
    expect(done.stdout).toMatch(/^# Totals: pass:2 fail:0 skip:0 /m);
  });

  test.each([
    ['resource_kunit', 'kernel', 3],
    ['time_test', 'kernel/time', 1],
  ])('%s', async (name, where, cases) => {
    const done = await ktest(['run', '--headers', 'emulated', alone(name, where)]);
    expect(done.stdout).toMatch(new RegExp(`^# Totals: pass:${cases} fail:0 skip:0 `, 'm'));
  });

  test('objagg and parman: ours and the tree’s own code do the same', async () => {
    const source = path.join(repository, 'test/e2e/aggregates_test.c');
    const place = folder({});
    for (const file of [source, path.join(linux, 'lib/objagg.c'), path.join(linux, 'lib/parman.c')])
      copyFileSync(file, path.join(place, path.basename(file)));
    for (const file of [source, path.join(place, 'aggregates_test.c')]) {
      const done = await ktest(['run', '--headers', 'emulated', file]);
      expect(done.stdout, file).toMatch(/^# Totals: pass:4 fail:0 skip:0 /m);
    }
  });

  test('fat_test: of fs/fat/misc.c, where it lies and as a copy', async () => {
    const copy = alone('fat_test', 'fs/fat');
    copyFileSync(path.join(linux, 'fs/fat/misc.c'), path.join(path.dirname(copy), 'misc.c'));
    for (const file of [path.join(linux, 'fs/fat/fat_test.c'), copy]) {
      const done = await ktest(['run', '--headers', 'emulated', file]);
      expect(done.stdout, file).toMatch(/^# Totals: pass:3 fail:0 skip:0 /m);
    }
  });

  test('samples/trace_events, with a test that reads its events', async () => {
    const sample = 'trace-events-sample';
    const place = folder({
      'events_test.c': `/* ktest: sources ${sample}.c */\n#include <ktest/trace.h>\n#include <linux/delay.h>\n#include "${sample}.h"\n${suite(
        {
          fires: `	KUNIT_ASSERT_EQ(test, ktest_trace_start(foo_bar), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(foo_bar_with_fn), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(foo_rel_loc), 0);
	KUNIT_ASSERT_EQ(test, ktest_trace_start(foo_with_template_print), 0);
	msleep(4500);
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(foo_bar, 3), "foo hello 3 0x3 BIT1|BIT2 {0x1,0x2,0x3} {0x1,0x2,0x3} Frodo h (00000000,0000000f) (00000000,0000000f) iter=3 [8] 0-3");
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(foo_rel_loc, 1), "foo_rel_loc Hello __rel_loc, 1, 00000000,deadbeef, 00000000,0000000f");
	KUNIT_EXPECT_STREQ(test, ktest_trace_text(foo_with_template_print, 2), "bar I have to be different 2");
	KUNIT_EXPECT_GE(test, ktest_trace_count(foo_bar_with_fn), 3);
	ktest_trace_stop(foo_bar_with_fn);`,
        },
      )}`,
    });
    for (const name of ['c', 'h', 'Makefile'].map((end) => (end === 'Makefile' ? end : `${sample}.${end}`)))
      copyFileSync(path.join(linux, 'samples/trace_events', name), path.join(place, name));
    const done = await ktest(['run', '--headers', 'emulated', '--cpus', '4', 'events_test.c'], { cwd: place });
    expect(done.stdout).toMatch(/^# Totals: pass:1 fail:0 skip:0 /m);
  });

  test.each(ofTheTree)('%s', async (name) => {
    const done = await ktest(['run', '--headers', 'emulated', path.join(linux, 'lib', `${name}.c`)]);
    expect(done.stdout).toMatch(/^# Totals: pass:2 fail:0 skip:0 /m);
  });

  // It gives vunmap() pages that only vfree() would free: each case but one leaves them.
  test('kunit_iov_iter: nothing is wrong but the pages that the test leaks', async () => {
    const done = await ktest(['run', '--headers', 'emulated', alone('kunit_iov_iter')]);
    expect(done.stdout).toMatch(/^# Totals: pass:1 fail:11 skip:0 /m);
    expect(done.stdout.match(/leaked \d+ bytes in (256|512) allocations$/gm)).toHaveLength(11);
    expect(done.stdout).not.toMatch(/EXPECTATION FAILED|ASSERTION FAILED|crashed|WARNING/);
  });

  test.each([
    ['scatterlist', 'conformance/scatterlist_conformance_test.c', 8],
    ['sg_split', 'emulated/sg_split_test.c', 1],
    ['assoc_array', 'emulated/assoc_array_test.c', 7],
  ])('lib/%s.c passes our cases', async (name, suite, cases) => {
    const file = alone(name).replace('.c', '_test.c');
    copyFileSync(path.join(repository, 'test', suite), file);
    const done = await ktest(['run', '--headers', 'emulated', file]);
    expect(done.stdout).toContain(`# Totals: pass:${cases} fail:0 skip:0 `);
  });
});
