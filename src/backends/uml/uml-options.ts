// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { KernelTree } from '../../tree/kernel-tree.js';
import { kunitconfigOf } from '../../tree/kunitconfig.js';
import { isFile, isFolder, readTextIfAny } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';

/**
 * The options that test files of a tree need: those that their folders'
 * Makefiles build them by, and what the .kunitconfig beside them names.
 */
export function optionsOfTests(tree: KernelTree, tests: string[]): string[] {
  const lines = new Set(['CONFIG_KUNIT=y']);
  for (const test of tests) {
    const beside = kunitconfigOf(tree, test);
    for (const line of beside) lines.add(line);
    const option = optionOf(tree, test);
    // One that another source includes is switched on by the .kunitconfig.
    if (!option && beside.length > 0) continue;
    if (!option)
      throw new UserError(
        `${test}: no line of its Makefile says by which option it is built: name a configuration with --kunitconfig`,
      );
    if (option !== 'y') lines.add(`${option}=y`);
  }
  return [...lines];
}

/** CONFIG_NAME of `obj-$(CONFIG_NAME) += foo.o`, for a part of a composite object that of the whole. */
function optionOf(tree: KernelTree, test: string): string | undefined {
  let folder = path.dirname(test);
  // A folder may leave its files to the one above.
  for (let depth = 0; depth < 3; depth++, folder = path.dirname(folder)) {
    const text = ['Kbuild', 'Makefile'].map((name) => readTextIfAny(path.join(tree.root, folder, name))).find((t) => t);
    const found = text && find(text.replaceAll('\\\n', ' '), path.relative(folder, test).replace(/\.c$/, ''), 0);
    if (found) return found;
    if (folder === '.') break;
  }
  return undefined;
}

function find(makefile: string, object: string, depth: number): string | undefined {
  const escaped = object.replace(/[^\w]/g, '\\$&');
  const line = new RegExp(
    `^([\\w-]+)-(\\$\\((CONFIG_\\w+)\\)|y|objs)\\s*[:+]?=.*(?:^|\\s)${escaped}\\.o(?:\\s|$)`,
    'm',
  ).exec(makefile);
  if (!line) return undefined;
  const [, target = '', , option] = line;
  if (target === 'obj' || target === 'lib') return option ?? 'y';
  // Of a part that has an option of its own, that one switches it on.
  return option ?? (depth < 3 ? find(makefile, target, depth + 1) : undefined);
}

/** The lines of --kunitconfig: a file, or a folder with a .kunitconfig, looked for here and in the tree. */
export function kunitconfigLines(tree: KernelTree, name: string): string[] {
  for (const base of [process.cwd(), tree.root]) {
    const full = path.resolve(base, name);
    const file = isFolder(full) ? path.join(full, '.kunitconfig') : full;
    if (isFile(file)) return (readTextIfAny(file) ?? '').split('\n').filter((line) => /^CONFIG_\w+=/.test(line));
  }
  throw new UserError(`--kunitconfig ${name}: there is no such file, and no folder with a .kunitconfig`);
}
