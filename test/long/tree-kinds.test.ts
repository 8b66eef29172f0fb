// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules of each kind, and one that needs an option: another configuration is minutes of building.
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds, loadAndUnload } from '../e2e/module-kinds.js';
import { linux, repository, results } from '../e2e/rig.js';

test('modules of each kind load and unload', async () => {
  await loadAndUnload(Object.keys(kinds));
});

test('those that the emulated headers reach work with a tree, too', async () => {
  await loadAndUnload(['kirq', 'ksim', 'ktimer', 'kwork'], linux, ['--headers', 'tree']);
});

const older = process.env['LINUX_6_1'] ?? '';

test.skipIf(older === '')('Linux 6.1 has interrupts, sockets and addresses, too', async () => {
  await loadAndUnload(['kaddress', 'kirq', 'ksim', 'ksock', 'kudp', 'kunix'], older, ['--headers', 'tree']);
});

test('a module over a library with initcalls, by an option', async () => {
  const folder = path.join(repository, 'test/kinds/kcrc');
  const { all, status } = await results(['--tree', linux, '--kconfig', 'LIBCRC32C=y', folder]);
  expect(all.map((one) => [one.suite, one.case, one.verdict, one.output])).toEqual([
    ['kcrc', 'init', 'passed', 'e3069283\n'],
    ['kcrc', 'exit', 'passed', 'e3069283\n'],
  ]);
  expect(status).toBe(0);
});

test('what the configuration leaves out is named with its option', async () => {
  const folder = path.join(repository, 'test/kinds/kw1');
  const { cases } = await results([folder], { env: { KTEST_TREE: linux } });
  expect(cases['init']?.verdict).toBe('unsupported');
  expect(cases['init']?.reason).toMatch(/^kernel symbol w1_register_family .*add it with --kconfig W1=y/);
});
