// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';
import type { KernelTree } from './kernel-tree.js';

/** The lines of the .kunitconfig nearest above a test (not of the tree's top folder). */
export function kunitconfigOf(tree: KernelTree, test: string): string[] {
  for (let folder = path.dirname(test); folder !== '.'; folder = path.dirname(folder)) {
    const text = readTextIfAny(path.join(tree.root, folder, '.kunitconfig'));
    if (text !== undefined) return wantedLines(text);
  }
  return [];
}

/**
 * What lines ask for and a configuration has not. That a suite itself is built in is not asked, and that
 * another one's wish has switched something on takes nothing from it.
 */
export function lacking(lines: string[], options: Map<string, string>): string[] {
  return unfulfilled(lines, options).filter((line) => {
    const { option, value } = wishOf(line);
    return !/KUNIT/.test(option) && value !== 'n';
  });
}

/** The lines that a configuration does not hold. */
export function unfulfilled(lines: string[], options: Map<string, string>): string[] {
  return lines.filter((line) => {
    const { option, value } = wishOf(line);
    return (options.get(option) ?? 'n') !== value;
  });
}

/** `CONFIG_X=value` or `# CONFIG_X is not set`, which asks for n. */
export function wishOf(line: string): { option: string; value: string } {
  const [, option = '', value = 'n'] = /^(?:# )?(CONFIG_\w+)(?:=(.*))?/.exec(line) ?? [];
  return { option, value };
}

/**
 * The lines of all .kunitconfig files of a tree together, so that suites with wishes share one
 * configuration and its objects, as far as it can fulfil them all.
 */
export function allWishes(tree: KernelTree): string[] {
  const found = tryCommand('find', [...topFolders(tree), '-name', '.kunitconfig'], undefined, tree.root);
  const files = (found?.stdout ?? '').split('\n').filter((line) => line !== '');
  const lines = files.sort().flatMap((file) => wantedLines(readTextIfAny(path.join(tree.root, file)) ?? ''));
  return [...new Set(lines)].filter((line) => !line.endsWith('=n')).sort();
}

function topFolders(tree: KernelTree): string[] {
  return readdirSync(tree.root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['tools', 'Documentation', 'arch', '.git'].includes(entry.name))
    .map((entry) => entry.name);
}

/** Less what ktest does itself, and kernel/tree/tests.config therefore switches off. */
function wantedLines(text: string): string[] {
  const ours = readTextIfAny(path.join(kernelRoot, 'tree/tests.config')) ?? '';
  const off = new Set([...ours.matchAll(/^# (CONFIG_\w+) is not set/gm)].map((match) => match[1]));
  return text.split('\n').filter((line) => /^CONFIG_\w+=/.test(line) && !off.has(line.split('=')[0]));
}
