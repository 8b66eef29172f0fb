// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules of each kind, and one that needs an option: another configuration is minutes of building.
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds, loadAndUnload } from '../e2e/module-kinds.js';
import { linux, repository, results } from '../e2e/rig.js';

test('modules of each kind load and unload', async () => {
  await loadAndUnload(Object.keys(kinds));
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

test('what the configuration leaves out is named with its option, what no program of a tree has by its reason', async () => {
  const folders = ['kaddress', 'ksock', 'kw1'].map((name) => path.join(repository, 'test/kinds', name));
  const { all } = await results(folders, { env: { KTEST_TREE: linux } });
  // Their programs run side by side.
  const loading = all.filter((one) => one.case === 'init').sort((a, b) => (a.suite < b.suite ? -1 : 1));
  expect(loading.map((one) => [one.suite, one.verdict])).toEqual([
    ['kaddress', 'unsupported'],
    ['ksock', 'unsupported'],
    ['kw1', 'unsupported'],
  ]);
  expect(loading[0]?.reason).toMatch(/^register_inetaddr_notifier\(\) .*they have no IPv4 addresses/);
  expect(loading[1]?.reason).toMatch(/^__sock_create\(\) .*they have no sockets/);
  expect(loading[2]?.reason).toMatch(/^kernel symbol w1_register_family .*add it with --kconfig W1=y/);
});
