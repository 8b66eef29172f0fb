// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules that are not in the tree and register what kinds of modules register (test/kinds); all of them: test/long/tree-kinds.
import { test } from 'vitest';
import { loadAndUnload } from './module-kinds.js';

test('a character device, an algorithm that is looked up by name, several files, a file that includes others', {
  timeout: 1_800_000,
}, async () => {
  await loadAndUnload(['kcdev', 'kcrypto', 'kmulti', 'kwrap']);
});
