// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What is found in a tree's own suites: shown, and a failure with --strict. A copy of the tree has such a suite.
import { expect, test } from 'vitest';
import { results, suite } from '../e2e/rig.js';
import { treeWith } from '../e2e/tree-rig.js';

test('--strict makes failures of what is found in suites of the tree', async () => {
  const text = suite(
    {
      warns: '\tWARN_ON(1);',
      leaks: '\tvoid *p = kmalloc(24, GFP_KERNEL);\n\tp = NULL;\n\tOPTIMIZER_HIDE_VAR(p);',
      keeps_a_lock: '\tspin_lock(&demo_lock);',
      is_clean: '',
    },
    { head: '#include <linux/slab.h>\n#include <linux/spinlock.h>\nstatic DEFINE_SPINLOCK(demo_lock);' },
  );
  const tree = treeWith({ 'lib/demo_kunit.c': () => text });
  const verdictsOf = async (...words: string[]) => {
    const { all } = await results(['--tree', tree, 'lib/demo_kunit.c', ...words]);
    return Object.fromEntries(all.map((one) => [one.case, one]));
  };
  const shown = await verdictsOf();
  expect(Object.values(shown).map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed', 'passed']);
  expect(shown['warns']?.output).toContain('WARNING: ');
  expect(shown['leaks']?.leaks).toMatchObject([{ bytes: 24 }]);
  expect(shown['keeps_a_lock']?.findings).toMatchObject([{ text: expect.stringContaining('spinlock demo_lock') }]);
  const strict = await verdictsOf('--strict');
  expect(Object.values(strict).map(({ verdict }) => verdict)).toEqual(['failed', 'leaked', 'failed', 'passed']);
  expect(strict['warns']?.command).toContain('--strict');
});
