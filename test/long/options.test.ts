// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { test } from 'vitest';
import { at, proveAll, testFolder } from '../e2e/option-proofs.js';
import { linux } from '../e2e/rig.js';
import { tree } from '../e2e/tree-option-proofs.js';

test('with the headers of a tree each option that is not refused makes a difference', async () => {
  await proveAll(at(testFolder(), ['--tree', linux]), tree);
});
