// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * Lists, hash tables, red-black trees and xarrays (structures_test.c): ours beside the kernel's own rbtree.c and xarray.c,
 * which are compiled with the same flags because they lie beside the test. With `tree`, beside a program of
 * the tree's headers and sources, whose flags are the tree's.
 */
export function structures({ ktest, work, linux, rows, withTree }) {
  const test = path.join(import.meta.dirname, 'structures', 'structures_test.c');
  const place = (name, files) => {
    const folder = path.join(work, 'structures', name);
    mkdirSync(folder, { recursive: true });
    for (const file of [test, ...files]) copyFileSync(file, path.join(folder, path.basename(file)));
    return path.join(folder, path.basename(test));
  };
  const lib = ['rbtree.c', 'xarray.c', 'radix-tree.h'].map((name) => path.join(linux, 'lib', name));
  const peers = {
    ours: ['--headers', 'emulated', place('ours', [])],
    kernel: ['--headers', 'emulated', place('kernel', lib)],
    ...(withTree && { tree: ['--tree', linux, place('tree', [])] }),
  };

  // The fewest cycles of several runs: whatever else the machine does can only add some.
  const best = Object.fromEntries(Object.keys(peers).map((name) => [name, {}]));
  for (let i = 0; i < 6; i++)
    for (const [name, words] of Object.entries(peers))
      for (const [what, cycles] of speeds(ktest, words))
        best[name][what] = Math.min(best[name][what] ?? Number.POSITIVE_INFINITY, cycles);

  for (const [what, ours] of Object.entries(best.ours)) {
    const beside = (name, target) => {
      const theirs = best[name][what];
      rows.push([`${what} (cycles)`, `${ours}`, `${theirs} (${name})`, (ours / theirs).toFixed(2), target]);
    };
    beside('kernel', '≤ 1.2');
    if (withTree) beside('tree', '');
  }
}

/** Every "speed NAME CYCLES" of a run. */
function speeds(ktest, words) {
  const said = execFileSync(ktest, ['run', ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return [...said.matchAll(/speed ([\w-]+) (\d+)/g)].map(([, name, cycles]) => [name, Number(cycles)]);
}
