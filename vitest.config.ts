// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Every test of these drives the real tool, compilers and programs; two cores. */
const real = { globalSetup: ['test/e2e/setup.ts'], testTimeout: 600_000, hookTimeout: 600_000 };

/** Whole kernels and trees are built, beside other work on the machine: a limit ends only what hangs. */
const long = { ...real, testTimeout: 3 * 3_600_000, hookTimeout: 3 * 3_600_000 };

/** Begun first, so that none of them is left to one core at the end. Vitest itself begins with the largest files. */
const longest =
  'backends vm tree sanitize options examples tree-sanitize functional tree-modules headers-choice dropin headers'.split(
    ' ',
  );

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/e2e/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    minWorkers: 1,
    sequence: { sequencer: LongestFirst },
    // The slowest parts and the counts, in a full run.
    reporters: ['default', './scripts/test-summary.mjs'],
    // test/long is for `npm run test:long`: it builds kernels.
    projects: process.env['KTEST_LONG']
      ? [{ test: { name: 'long', include: ['test/long/*.test.ts'], ...long } }]
      : [
          // Needs no compiler and no build: `npm run test:unit`.
          { test: { name: 'unit', include: ['test/unit/*.test.ts'] } },
          { test: { name: 'e2e', include: ['test/e2e/*.test.ts', 'examples/**/*.test.ts'], ...real } },
        ],
  },
});
