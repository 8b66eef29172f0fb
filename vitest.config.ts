// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { defineConfig } from 'vitest/config';

/** Every test of these drives the real tool, compilers and programs; two cores. */
const real = { globalSetup: ['test/e2e/setup.ts'], testTimeout: 240_000, hookTimeout: 600_000 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    minWorkers: 1,
    // The slowest parts and the counts, in a full run.
    reporters: ['default', './scripts/test-summary.mjs'],
    // test/long is for `npm run test:long`: it builds kernels.
    projects: process.env['KTEST_LONG']
      ? [{ test: { name: 'long', include: ['test/long/*.test.ts'], ...real } }]
      : [
          // Needs no compiler and no build: `npm run test:unit`.
          { test: { name: 'unit', include: ['test/unit/*.test.ts'] } },
          { test: { name: 'e2e', include: ['test/e2e/*.test.ts', 'examples/**/*.test.ts'], ...real } },
        ],
  },
});
