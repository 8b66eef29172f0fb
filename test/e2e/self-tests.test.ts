// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Self-tests of a kernel's data structures, unmodified, with emulated headers: the code under test is the tree's own
// lib/X.c where it is the test's namesake, and ours where the test lies alone.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux } from './rig.js';

/** Each with the options that it needs. */
const selfTests: Record<string, string[]> = {
  atomic64_test: [],
  percpu_test: ['--init-result', 'percpu_test=-EAGAIN'],
  test_ida: ['--ignore-warnings', 'test_ida', '--init-result', 'test_ida=-EINVAL'],
  test_memcat_p: [],
};

/** Their code under test is in the tree alone. */
const ofTheTree = ['test_objagg', 'test_parman'];

/** Ours is the code under test; fewer elements than usual. */
const ofOurs = { test_rhashtable: ['parm_entries=3000', 'runs=1', 'tcount=4'] };

function alone(name: string, where = 'lib'): string {
  const place = folder({});
  copyFileSync(path.join(linux, where, `${name}.c`), path.join(place, `${name}.c`));
  return path.join(place, `${name}.c`);
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

  test('resource_kunit', async () => {
    const done = await ktest(['run', '--headers', 'emulated', alone('resource_kunit', 'kernel')]);
    expect(done.stdout).toMatch(/^# Totals: pass:3 fail:0 skip:0 /m);
  });

  test.each(ofTheTree)('%s', async (name) => {
    const done = await ktest(['run', '--headers', 'emulated', path.join(linux, 'lib', `${name}.c`)]);
    expect(done.stdout).toMatch(/^# Totals: pass:2 fail:0 skip:0 /m);
  });
});
