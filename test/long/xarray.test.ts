// SPDX-License-Identifier: MIT OR GPL-2.0-only
// lib/test_xarray.c makes 158 million checks: of the tree's own lib/xarray.c against our headers, and of ours.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, linux } from '../e2e/rig.js';

test('lib/test_xarray.c, unmodified', async () => {
  const alone = path.join(folder({}), 'test_xarray.c');
  copyFileSync(path.join(linux, 'lib/test_xarray.c'), alone);
  for (const file of [path.join(linux, 'lib/test_xarray.c'), alone]) {
    const done = await ktest(['run', '--headers', 'emulated', file, '--timeout', '600']);
    expect(done.stdout, file).toMatch(/^# Totals: pass:2 fail:0 skip:0 /m);
  }
});
