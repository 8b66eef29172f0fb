// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { cacheRoot } from '../util/cache-dir.js';
import { tryCommand } from '../util/command.js';
import { readJsonIfAny, readTextIfAny, writeAtomically } from '../util/files.js';
import type { KernelTree } from './kernel-tree.js';

/** The .kunitconfig nearest above a test (not that of the tree's top folder), relative to the tree. */
function nearest(tree: KernelTree, test: string): string | undefined {
  for (let folder = path.dirname(test); folder !== '.'; folder = path.dirname(folder)) {
    const file = path.join(folder, '.kunitconfig');
    if (existsSync(path.join(tree.root, file))) return file;
  }
  return undefined;
}

/** The lines of the .kunitconfig that is a test's. */
export function kunitconfigOf(tree: KernelTree, test: string): string[] {
  const file = nearest(tree, test);
  return file === undefined ? [] : linesOf(tree, file);
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

const version = 1;

/**
 * The lines of all .kunitconfig files of a tree together, so that all suites share one configuration
 * and its objects, as far as it can fulfil them all. Which files there are is looked up again when
 * one of the tests' own is not among them.
 */
export function allWishes(tree: KernelTree, tests: string[]): string[] {
  const cacheFile = path.join(cacheRoot(), 'trees', tree.id, 'kunitconfigs.json');
  let files = readJsonIfAny<{ version: number; files: string[] }>(cacheFile, version)?.files;
  const own = new Set(tests.map((test) => nearest(tree, test)));
  if (!files || [...own].some((file) => file !== undefined && !files?.includes(file))) {
    const found = tryCommand('find', [...topFolders(tree), '-name', '.kunitconfig'], undefined, tree.root);
    files = (found?.stdout ?? '').split('\n').filter((line) => line !== '');
    writeAtomically(cacheFile, JSON.stringify({ version, files: files.sort() }));
  }
  const lines = files.flatMap((file) => linesOf(tree, file));
  return [...new Set(lines)].filter((line) => !line.endsWith('=n')).sort();
}

function linesOf(tree: KernelTree, file: string): string[] {
  return wantedLines(readTextIfAny(path.join(tree.root, file)) ?? '');
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
