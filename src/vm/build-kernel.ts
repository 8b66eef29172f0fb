// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, readTextIfAny, writeAtomically } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';

export interface KernelBuild {
  /** The source tree; it stays untouched. */
  tree: string;
  /** A whole .config, or undefined: what a guest needs, over allnoconfig. */
  config: string | undefined;
  /** Lines of .config over it. */
  lines: string[];
  /** Where the kernel goes. */
  output: string;
  jobs: number;
  say(text: string): void;
  signal: AbortSignal;
}

/**
 * Builds an x86-64 kernel for machines from a source tree: OUTPUT holds
 * bzImage, config and lib/modules, and is there only when it is whole. Objects
 * stay in our cache, so that the next build is incremental.
 */
export async function buildKernel(build: KernelBuild, guestConfig: string): Promise<string> {
  const base = build.config === undefined ? guestConfig : build.config;
  const text = `${readTextIfAny(base) ?? ''}\n${build.lines.join('\n')}\n`;
  const objtree = path.join(cacheRoot(), 'vm', 'objects', hashName(build.tree, base));
  const lock = await takeLock(objtree, () => build.say('waiting for another ktest that builds this kernel'));
  try {
    mkdirSync(objtree, { recursive: true });
    const asked = path.join(objtree, '.ktest-config');
    if (readTextIfAny(asked) !== text || !isFile(path.join(objtree, '.config'))) {
      writeAtomically(asked, text);
      // What the text does not mention is off, or as a whole configuration has it.
      const target = build.config === undefined ? 'allnoconfig' : 'olddefconfig';
      writeAtomically(path.join(objtree, '.config'), text);
      await make(build, objtree, [`KCONFIG_ALLCONFIG=${asked}`, target]);
    }
    await make(build, objtree, [`-j${build.jobs}`, 'bzImage', 'modules']);
    return await install(build, objtree);
  } finally {
    lock.release();
  }
}

async function install(build: KernelBuild, objtree: string): Promise<string> {
  mkdirSync(path.dirname(build.output), { recursive: true });
  const temporary = mkdtempSync(`${build.output}.new-`);
  try {
    await make(build, objtree, [`INSTALL_MOD_PATH=${temporary}`, 'modules_install']);
    copyFileSync(path.join(objtree, 'arch/x86/boot/bzImage'), path.join(temporary, 'bzImage'));
    copyFileSync(path.join(objtree, '.config'), path.join(temporary, 'config'));
    rmSync(build.output, { recursive: true, force: true });
    renameSync(temporary, build.output);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return (readTextIfAny(path.join(objtree, 'include/config/kernel.release')) ?? '').trim();
}

function make(build: KernelBuild, objtree: string, words: string[]): Promise<void> {
  const { tree, say, signal } = build;
  return new Promise((resolve, reject) => {
    const child = spawn('make', ['-C', tree, 'ARCH=x86_64', `O=${objtree}`, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', MAKEFLAGS: '' },
      signal,
    });
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const step = text.trim().split('\n').at(-1);
      if (step) say(`kernel: ${step.trim()}`);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-20_000);
    });
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (error.name !== 'AbortError') reject(new UserError(`make: ${error.message}`, ExitCode.missing));
    });
    child.once('close', (status) => {
      if (signal.aborted) reject(new UserError('interrupted: the objects are kept', ExitCode.interrupted));
      else if (status === 0) resolve();
      else
        reject(
          new UserError(`${errors.trim()}\nktest: the kernel of ${tree} does not build: see above`, ExitCode.build),
        );
    });
  });
}
