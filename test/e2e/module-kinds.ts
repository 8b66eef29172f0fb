// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { expect } from 'vitest';
import { linux, repository, results } from './rig.js';

/** The modules of test/kinds that need no option of the kernel's, and what each says when it is loaded. */
export const kinds: Record<string, RegExp> = {
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

/** They load and unload with a tree's own core behind them. */
export async function loadAndUnload(names: readonly string[]): Promise<void> {
  const folders = names.map((name) => path.join(repository, 'test/kinds', name));
  const { all, status, stderr } = await results(['--tree', linux, ...folders]);
  for (const name of names) {
    const said = all.filter((one) => one.suite === name);
    expect(
      said.map((one) => [one.case, one.verdict, one.reason]),
      `${name}: ${stderr}`,
    ).toEqual([
      ['init', 'passed', undefined],
      ['exit', 'passed', undefined],
    ]);
    expect(said[0]?.output, name).toMatch(kinds[name] ?? /^$/);
  }
  expect(all).toHaveLength(2 * names.length);
  expect(status).toBe(0);
}
