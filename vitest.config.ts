// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // test/long is for `npm run test:long`: it builds kernels.
    include: process.env['KTEST_LONG']
      ? ['test/long/*.test.ts']
      : ['test/{unit,e2e}/*.test.ts', 'examples/**/*.test.ts'],
    globalSetup: ['test/e2e/setup.ts'],
    // Every test drives the real tool, compilers and programs; two cores.
    testTimeout: 120_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    minWorkers: 1,
  },
});
