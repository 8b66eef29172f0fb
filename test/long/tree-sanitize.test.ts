// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Suites of a tree are clean under each compiler's sanitizers; the daily run takes one of them with each.
import { expect, test } from 'vitest';
import { linux } from '../e2e/rig.js';
import { verdicts } from '../e2e/tree-rig.js';

const files = ['lib/list-test.c', 'lib/string_kunit.c', 'lib/overflow_kunit.c', 'lib/kunit/kunit-test.c'];

test.each(['gcc', 'clang'])('under %s and its sanitizers', async (cc) => {
  const words = ['--sanitize', 'address,undefined', '--debug-info', 'lines', '--cc', cc];
  const { all, status } = await verdicts(['--tree', linux, ...files, ...words]);
  expect(all.filter((one) => one.verdict !== 'passed' && one.verdict !== 'skipped')).toEqual([]);
  expect(status).toBe(0);
});
