// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A User Mode Linux takes minutes to build: `npm run test:long`.
import { describe, expect, test } from 'vitest';
import { ktest, linux, results } from '../e2e/rig.js';

describe('backend uml', () => {
  test("a tree's suites, built in; incremental, filtered, and a crash among them", async () => {
    const uml = ['--backend', 'uml', '--tree', linux];
    const first = await results([...uml, 'lib/list-test.c', 'lib/hashtable_test.c']);
    expect(first.status).toBe(0);
    expect(first.all.length).toBeGreaterThan(60);
    expect(first.all.every((one) => one.verdict === 'passed')).toBe(true);
    const one = await results([
      ...uml,
      'lib/list-test.c',
      'lib/hashtable_test.c',
      'list-kunit-test.list_test_list_add',
    ]);
    expect(one.all.map((each) => each.case)).toEqual(['list_test_list_add']);
    const byModule = await results([
      ...uml,
      'lib/list-test.c',
      'lib/hashtable_test.c',
      ...['--filter', 'module=hashtable_test & speed=normal'],
    ]);
    expect(byModule.all.length).toBeGreaterThan(5);
    expect(byModule.all.every((each) => each.suite === 'hashtable' && each.verdict === 'passed')).toBe(true);
    const none = await ktest(['run', ...uml, 'lib/list-test.c', '--kconfig', 'ACPI=y']);
    expect(none.stderr).toContain('can not have CONFIG_ACPI=y');
    expect(none.status).toBe(2);
  });

  test('five suites of lib/: the same verdicts in the process, in User Mode Linux and in QEMU', async () => {
    const done = await ktest([
      ...['run', '--backend', 'process,uml,qemu', '--kernel', 'debian:6.12', '--tree', linux],
      ...['list-test', 'hashtable_test', 'cmdline_kunit', 'bitfield_kunit', 'test_bits'].map((name) => `lib/${name}.c`),
    ]);
    expect(done.stderr).toContain('the same verdicts in process and uml and qemu');
    expect(done.status).toBe(0);
  });
});
