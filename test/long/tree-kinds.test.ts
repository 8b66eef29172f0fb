// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules of each kind, and those that need an option: another configuration is minutes of building.
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds, loadAndUnload } from '../e2e/module-kinds.js';
import { linux, repository, results } from '../e2e/rig.js';

test('modules of each kind load and unload', { timeout: 3_600_000 }, async () => {
  await loadAndUnload(Object.keys(kinds));
});

test('what the configuration leaves out is named with its option', { timeout: 3_600_000 }, async () => {
  const { all } = await results(['--tree', linux, path.join(repository, 'test/kinds/kgpio')]);
  expect(all[0]).toMatchObject({ suite: 'kgpio', case: 'init', verdict: 'unsupported' });
  expect(all[0]?.reason).toMatch(/^kernel symbol devm_gpiochip_add_data_with_key .*add it with --kconfig GPIOLIB=y/);
});

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
