// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';
import type { KernelTree } from './kernel-tree.js';

/**
 * The lines of the .kunitconfig nearest above a test (not of the tree's top folder) that a
 * configuration does not fulfil.
 */
export function missingOptions(tree: KernelTree, test: string, options: Map<string, string>): string[] {
  for (let folder = path.dirname(test); folder !== '.'; folder = path.dirname(folder)) {
    const text = readTextIfAny(path.join(tree.root, folder, '.kunitconfig'));
    if (text === undefined) continue;
    const lines = text.split('\n').filter((line) => /^CONFIG_\w+=/.test(line));
    const missing = lines.filter((line) => {
      const [name = '', value] = line.split('=');
      return options.get(name) !== value;
    });
    return missing.length > 0 ? lines : [];
  }
  return [];
}
