// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules that are not in the tree and register what kinds of modules register, with the tree's own core behind it (test/kinds).
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { linux, repository, results } from './rig.js';

/** Each module, and what it says when it is loaded. */
const kinds: Record<string, RegExp> = {
  kcdev: /^kcdev0 on Linux 6\.12\.\d+\n$/,
  kmisc: /minor \d+\n$/,
  ktty: /^ttyK0: \d+:0\n$/,
  knet: /^knet0: mtu 1500\n$/,
  kblock: /^kblock0: 128 sectors\n$/,
  kbio: /^$/,
  kconsole: /^console \[kcons0\] enabled\n$/,
  kanon: /^$/,
  // Its algorithm is looked up by name: nothing refers to it.
  kcrypto: /^sha256: 0 ba7816bf\n$/,
  kmulti: /^kmulti: 6 three words here\n$/,
  kwrap: /^$/,
};

describe('modules of each kind', { timeout: 1_800_000 }, () => {
  test('load and unload with a tree', async () => {
    const folders = Object.keys(kinds).map((name) => path.join(repository, 'test/kinds', name));
    const { all, status } = await results(['--tree', linux, ...folders]);
    const said = (name: string) => all.filter((one) => one.suite === name);
    for (const [name, text] of Object.entries(kinds)) {
      expect(
        said(name).map((one) => [one.case, one.verdict, one.reason]),
        name,
      ).toEqual([
        ['init', 'passed', undefined],
        ['exit', 'passed', undefined],
      ]);
      expect(said(name)[0]?.output, name).toMatch(text);
    }
    expect(all).toHaveLength(2 * Object.keys(kinds).length);
    expect(status).toBe(0);
  });

  test('what the configuration leaves out is named with its option', async () => {
    const { all } = await results(['--tree', linux, path.join(repository, 'test/kinds/kgpio')]);
    expect(all[0]).toMatchObject({ suite: 'kgpio', case: 'init', verdict: 'unsupported' });
    expect(all[0]?.reason).toMatch(/^kernel symbol devm_gpiochip_add_data_with_key .*add it with --kconfig GPIOLIB=y/);
  });
});
