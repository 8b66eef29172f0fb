// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { readOptions } from '../../tree/configure.js';
import type { KernelTree } from '../../tree/kernel-tree.js';
import { cacheRoot, hashName } from '../../util/cache-dir.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile, readTextIfAny, writeAtomically } from '../../util/files.js';
import { takeLock } from '../../util/lock.js';
import { UserError } from '../../util/user-error.js';
import type { Kernel } from '../../vm/machine-parts.js';

export interface UmlBuild {
  /** The kernel, an ordinary program. */
  binary: string;
  /** kbuild's O=. */
  objtree: string;
}

export interface UmlBuildOptions {
  jobs: number;
  onProgress(what: string): void;
  signal: AbortSignal;
}

/**
 * User Mode Linux of a tree with the options that `lines` (of a kunitconfig)
 * ask for, and kunit.py's own for it. Each set of options has a folder of its
 * own in our cache, and its own objects: changing back and forth costs nothing.
 */
export async function buildUml(tree: KernelTree, lines: string[], options: UmlBuildOptions): Promise<UmlBuild> {
  const configs = path.join(tree.root, 'tools/testing/kunit/configs');
  const arch = (readTextIfAny(path.join(configs, 'arch_uml.config')) ?? '').split('\n');
  const wanted = [...arch, ...lines].filter((line) => /^(CONFIG_\w+=|# CONFIG_\w+ is not set)/.test(line));
  const objtree = path.join(cacheRoot(), 'uml', tree.id, hashName(...wanted));
  const lock = await takeLock(objtree, () => options.onProgress('waiting for another ktest that builds this kernel'));
  try {
    const asked = path.join(objtree, '.ktest-config');
    if (readTextIfAny(asked) !== wanted.join('\n') || !isFile(path.join(objtree, '.config'))) {
      options.onProgress('configuring User Mode Linux');
      mkdirSync(objtree, { recursive: true });
      writeAtomically(path.join(objtree, '.config'), `${wanted.join('\n')}\n`);
      await make(tree, objtree, [`-j${options.jobs}`, 'olddefconfig'], options);
      checkOptions(tree, objtree, lines);
      writeAtomically(asked, wanted.join('\n'));
    }
    await make(tree, objtree, [`-j${options.jobs}`, 'all'], options);
    return { binary: path.join(objtree, 'linux'), objtree };
  } finally {
    lock.release();
  }
}

/** The built kernel as one that modules can be built for. */
export function umlKernel({ binary, objtree }: UmlBuild): Kernel {
  return {
    name: 'User Mode Linux',
    image: binary,
    release: (readTextIfAny(path.join(objtree, 'include/config/kernel.release')) ?? '').trim(),
    modulesRoot: undefined,
    headers: objtree,
    config: readTextIfAny(path.join(objtree, '.config')),
  };
}

/** Kconfig drops silently what it can not have. */
function checkOptions(tree: KernelTree, objtree: string, lines: string[]): void {
  const has = readOptions(path.join(objtree, '.config'));
  for (const line of lines) {
    const [name = '', value = ''] = line.split('=');
    if (!line.startsWith('CONFIG_') || value === 'n' || has.get(name) === value) continue;
    throw new UserError(
      `Linux ${tree.version} as User Mode Linux can not have ${line}: an option that it depends on is missing (add it with --kconfig NAME=y), or it is for another architecture`,
    );
  }
}

function make(tree: KernelTree, objtree: string, words: string[], options: UmlBuildOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('make', ['-C', tree.root, 'ARCH=um', `O=${objtree}`, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', MAKEFLAGS: '' },
      signal: options.signal,
    });
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const step = text.trim().split('\n').at(-1);
      if (step) options.onProgress(`User Mode Linux: ${step.trim()}`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-50_000);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.name === 'AbortError') return;
      reject(new UserError(`make could not be started: ${error.message}`, ExitCode.missing));
    });
    child.once('close', (status) => {
      if (options.signal.aborted) resolve();
      else if (status === 0) resolve();
      else
        reject(
          new UserError(`${errors.trim()}\nUser Mode Linux of ${tree.root} does not build: see above`, ExitCode.build),
        );
    });
  });
}
