// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseTargets, type Targets } from '../project/targets.js';
import type { KernelTree } from './kernel-tree.js';

/** The targets of a command line with --tree. */
export function treeTargets(words: string[], tree: KernelTree): Targets {
  return parseTargets(words.map((word) => inTree(word, tree)));
}

/** A target is looked for in the tree, then here; ./NAME and . are always here. */
export function inTree(word: string, tree: KernelTree): string {
  const file = word.replace(/:\d+$/, '');
  return !/^\.{0,2}(\/|$)/.test(word) && existsSync(path.join(tree.root, file)) ? path.join(tree.root, word) : word;
}

/** Whether all targets are the tree's; a module elsewhere has a project of its own. */
export function isWithinTree(targets: Targets, tree: KernelTree): boolean {
  const named = [...targets.folders, ...targets.files, ...targets.lines.map((target) => target.file)];
  return named.every((file) => !path.relative(tree.root, file).startsWith('../'));
}
