// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeKernel } from '../toolchain/make.js';
import { unfulfilled } from '../tree/kunitconfig.js';
import { configureObjtree } from '../tree/objtree.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { cannotWrite, isFolder, makeFolder, readTextIfAny } from '../util/files.js';
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
 * bzImage, vmlinux (for a debugger), config and lib/modules, and is there only when it is whole. Objects
 * stay in our cache, so that the next build is incremental.
 */
export async function buildKernel(build: KernelBuild, guestConfig: string): Promise<string> {
  checkOutput(build.output);
  const base = build.config ?? guestConfig;
  const text = `${readTextIfAny(base) ?? ''}\n${build.lines.join('\n')}\n`;
  const objtree = path.join(cacheRoot(), 'vm', 'objects', hashName(build.tree, base));
  const { tree, say, signal } = build;
  const make = (words: string[]) => makeKernel({ tree, objtree, arch: 'x86_64', what: 'kernel', say, signal }, words);
  const lock = await takeLock(objtree, () => say('waiting for another ktest that builds this kernel'));
  try {
    await configureObjtree({
      objtree,
      text,
      // What the text does not mention is off, or as a whole configuration has it.
      target: build.config === undefined ? 'allnoconfig' : 'olddefconfig',
      stamp: () => text,
      make,
      check: (held) => checkWishes(build, held),
    });
    await make([`-j${build.jobs}`, 'bzImage', 'modules']);
    return await install(build.output, objtree, make);
  } finally {
    lock.release();
  }
}

/** What is in a folder that an earlier build made. */
const products = ['bzImage', 'vmlinux', 'config', 'lib'];

/** Refuses a place that can not be written, before minutes of building, and a folder with files of the user's. */
function checkOutput(output: string): void {
  const isReplaceable = isFolder(output) && readdirSync(output).every((name) => products.includes(name));
  if (existsSync(output) && !isReplaceable)
    throw new UserError(`${output}: is there, and is no kernel of an earlier build: name another folder with -o DIR`);
  makeFolder(path.dirname(output));
  rmSync(besides(output), { recursive: true });
}

/** A new folder beside it. */
function besides(output: string): string {
  try {
    return mkdtempSync(`${output}.new-`);
  } catch (error) {
    throw cannotWrite(output, error);
  }
}

/** Kconfig drops silently what it can not have. */
function checkWishes({ lines, tree }: KernelBuild, held: Map<string, string>): void {
  const [refused] = unfulfilled(lines, held);
  if (refused !== undefined)
    throw new UserError(
      `--kconfig ${refused.replace(/^CONFIG_/, '')}: the kernel of ${tree} can not have it: an option that it depends on is missing (add it with --kconfig NAME=y), it is for another architecture, or there is no such option`,
    );
}

async function install(output: string, objtree: string, make: (words: string[]) => Promise<void>): Promise<string> {
  const temporary = besides(output);
  try {
    await make([`INSTALL_MOD_PATH=${temporary}`, 'modules_install']);
    copyFileSync(path.join(objtree, 'arch/x86/boot/bzImage'), path.join(temporary, 'bzImage'));
    copyFileSync(path.join(objtree, '.config'), path.join(temporary, 'config'));
    copyFileSync(path.join(objtree, 'vmlinux'), path.join(temporary, 'vmlinux'));
    // A folder of mkdtemp() is its maker's alone; this one is a product.
    chmodSync(temporary, 0o755);
    rmSync(output, { recursive: true, force: true });
    renameSync(temporary, output);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return (readTextIfAny(path.join(objtree, 'include/config/kernel.release')) ?? '').trim();
}
