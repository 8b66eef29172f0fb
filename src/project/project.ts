// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { configFileIn, loadConfig } from '../config/load.js';
import type { Config } from '../config/schema.js';
import { isFolder } from '../util/files.js';
import { globToRegExp } from '../util/glob.js';
import { UserError } from '../util/user-error.js';
import { absoluteFlags, absoluteLibraries } from './relative-flags.js';

/** The folder that a run belongs to, and what its configuration says. */
export interface Project {
  root: string;
  configFile: string | undefined;
  config: Config;
  /** Include folders of real kernel headers, searched after the emulated ones. */
  realHeaders?: string[];
  /** Paths (absolute) that are neither test nor source. */
  isExcluded(file: string): boolean;
}

/**
 * The project of a folder: the nearest one above it with a ktest.config, else
 * with a .git, else the folder itself. A kernel tree is nobody's project as a
 * whole (its emulated build must not search 30,000 files): there it is the
 * folder itself, too.
 */
export async function findProject(folder: string, configFile?: string): Promise<Project> {
  if (configFile !== undefined) {
    const file = path.resolve(configFile);
    if (!existsSync(file)) throw new UserError(`${configFile}: no such configuration file`);
    return loadProject(path.dirname(file), file);
  }
  const start = realpathSync(folder);
  for (const candidate of ancestors(start)) {
    const file = configFileIn(candidate);
    if (file) return loadProject(candidate, file);
    if (isKernelTree(candidate)) break;
    if (existsSync(path.join(candidate, '.git'))) return loadProject(candidate, undefined);
  }
  return loadProject(start, undefined);
}

async function loadProject(root: string, configFile: string | undefined): Promise<Project> {
  const config = configFile ? inFolder(await loadConfig(configFile), root) : {};
  for (const key of ['sources', 'include'] as const) {
    for (const folder of config[key] ?? []) {
      if (!isFolder(path.resolve(root, folder))) {
        throw new UserError(`${configFile}: "${key}": there is no folder ${folder} in ${root}`);
      }
    }
  }
  const excluded = (config.exclude ?? []).map((glob) => globToRegExp(glob));
  return {
    root,
    configFile,
    config,
    isExcluded: (file) => {
      if (excluded.length === 0) return false;
      const relative = path.relative(root, file);
      return excluded.some((pattern) => pattern.test(relative));
    },
  };
}

/** The configuration with the relative paths of its flags and its compiler made absolute: they mean its folder. */
function inFolder(config: Config, root: string): Config {
  const files = Object.entries(config.files ?? {}).map(([glob, settings]) => [
    glob,
    { ...settings, ...(settings.cflags && { cflags: absoluteFlags(settings.cflags, root) }) },
  ]);
  return {
    ...config,
    ...(config.cc?.includes('/') && { cc: path.resolve(root, config.cc) }),
    ...(config.cflags && { cflags: absoluteFlags(config.cflags, root) }),
    ...(config.libs && { libs: absoluteLibraries(config.libs, root) }),
    ...(config.files && { files: Object.fromEntries(files) as Config['files'] }),
  };
}

export function* ancestors(folder: string): Generator<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    yield at;
    if (at === path.dirname(at)) return;
  }
}

/** The top folder of the kernel tree that a folder lies in. */
export function kernelTreeAbove(folder: string): string | undefined {
  if (!treesAbove.has(folder)) {
    const parent = path.dirname(folder);
    const isTree = isKernelTree(folder);
    treesAbove.set(folder, isTree ? folder : parent === folder ? undefined : kernelTreeAbove(parent));
  }
  return treesAbove.get(folder);
}

/** By folder: it is asked for each source. */
const treesAbove = new Map<string, string | undefined>();

/** Asked of the tree itself: what only a kernel's top folder has side by side. */
export function isKernelTree(folder: string): boolean {
  return ['Kbuild', 'Kconfig', 'MAINTAINERS', 'include/linux/kernel.h'].every((name) =>
    existsSync(path.join(folder, name)),
  );
}
