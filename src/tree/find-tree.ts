// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emulatedVersion } from '../config/kernel-version.js';
import { isKernelTree, kernelTreeAbove, type Project } from '../project/project.js';
import { isFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { type KernelTree, openTree } from './kernel-tree.js';
import { makefileTrees } from './makefile-tree.js';

/** Whose tree is looked for. */
export interface TreeWish {
  /** --tree, where it is for another back end. */
  offered?: string | undefined;
  /** The setting `tree`, absolute, and the file that it stands in. */
  configured?: { folder: string; file: string } | undefined;
  /** The folder of the tests, and the project's. */
  folder: string;
  root: string;
  /** Gets a sentence for each kernel tree that can not be used. */
  passedOver?: string[];
}

export interface FoundTree extends KernelTree {
  /** What named it: $KTEST_TREE, KDIR in a Makefile; nothing for one that is installed. */
  namedBy?: string;
}

/**
 * The kernel source tree to take where the emulated headers end: the first of what the user says, what the module's
 * place and Makefile say, and what is installed. What the user named must be a tree; of the others, those that are not are passed over.
 */
export function findTree(wish: TreeWish): FoundTree | undefined {
  const { offered, configured, folder, root } = wish;
  if (offered !== undefined) return openTree(offered);
  if (configured)
    return {
      ...openTree(configured.folder, `${configured.file}: "tree": ${configured.folder}`),
      namedBy: configured.file,
    };
  const named = process.env['KTEST_TREE'];
  if (named === 'none') return undefined;
  if (named) return { ...openTree(named, `$KTEST_TREE ${named}`), namedBy: '$KTEST_TREE' };
  const { passedOver = [] } = wish;
  const above = usable(kernelTreeAbove(folder), passedOver);
  if (above) return above;
  for (const { folder: at, name } of makefileTrees(folder, root)) {
    const tree = usable(at, passedOver);
    if (tree) return { ...tree, namedBy: name };
  }
  return installedTree(passedOver);
}

function usable(folder: string | undefined, passedOver: string[]): KernelTree | undefined {
  // Most often headers only.
  if (folder === undefined || !isKernelTree(folder)) return undefined;
  try {
    return openTree(folder, folder);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!passedOver.includes(error.message)) passedOver.push(error.message);
    return undefined;
  }
}

/** Of several trees the one that is most like the emulated headers, else the newest. */
function installedTree(passedOver: string[]): KernelTree | undefined {
  const roots = new Set(installedFolders().map((folder) => realpathSync(folder)));
  const trees = [...roots].flatMap((folder) => usable(folder, passedOver) ?? []);
  const isAlike = ({ version }: KernelTree) => version.startsWith(`${emulatedVersion}.`);
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  trees.sort((a, b) => Number(isAlike(b)) - Number(isAlike(a)) || compare(b.version, a.version));
  return trees[0];
}

/** Folders where kernel sources are unpacked. */
function installedFolders(): string[] {
  const home = os.homedir();
  const cache = process.env['XDG_CACHE_HOME'] || path.join(home, '.cache');
  const places = ['/usr/src', home, path.join(home, 'src'), path.join(cache, 'ktest-linux')];
  const unpacked = places.flatMap((place) => namesIn(place, /^linux([-_.\d]|$)/));
  const running = namesIn('/lib/modules', /./).flatMap((at) => [path.join(at, 'source'), path.join(at, 'build')]);
  return [...unpacked, ...running].filter(isFolder);
}

/** The tree that a project's configuration names. */
export function configuredTree({ root, config, configFile }: Project): TreeWish['configured'] {
  return config.tree && configFile ? { folder: path.resolve(root, config.tree), file: configFile } : undefined;
}

/** Archives of kernel sources that packages have installed, the newest last. */
export function sourceArchives(): string[] {
  const archives = namesIn('/usr/src', /^linux-source-[\d.]+\.tar\.\w+$/);
  return archives.sort(new Intl.Collator('en', { numeric: true }).compare);
}

function namesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}
