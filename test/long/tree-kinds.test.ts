// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules that need an option which the tests' configuration leaves out: another configuration is minutes of building.
import path from 'node:path';
import { expect, test } from 'vitest';
import { linux, repository, results } from '../e2e/rig.js';

test('modules over GPIO lines and over a library with initcalls', { timeout: 3_600_000 }, async () => {
  const folders = ['kgpio', 'kcrc'].map((name) => path.join(repository, 'test/kinds', name));
  const options = ['--kconfig', 'GPIOLIB=y', '--kconfig', 'LIBCRC32C=y'];
  const { all, status } = await results(['--tree', linux, ...options, ...folders]);
  const seen = all.map((one) => [one.suite, one.case, one.verdict, one.output]);
  expect(seen).toEqual([
    ['kcrc', 'init', 'passed', 'e3069283\n'],
    ['kcrc', 'exit', 'passed', 'e3069283\n'],
    ['kgpio', 'init', 'passed', 'kgpio kgpio: 8 lines\n'],
    ['kgpio', 'exit', 'passed', 'kgpio kgpio: 8 lines\n'],
  ]);
  expect(status).toBe(0);
});
