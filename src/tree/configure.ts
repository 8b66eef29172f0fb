// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { runMake } from '../toolchain/make.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { fingerprint, readTextIfAny, writeAtomically } from '../util/files.js';
import { throwIfInterrupted } from '../util/interruption.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { mustHold } from './kconfig-refusal.js';
import { mustSuit } from './kconfig-unfit.js';
import type { KernelTree } from './kernel-tree.js';
import { configureObjtree, isConfigured, type ObjtreeConfiguration, readOptions } from './objtree.js';

/** A tree with a configuration: what kbuild calls the object tree is in our cache. */
export interface ConfiguredTree {
  tree: KernelTree;
  /** kbuild's O=: .config, generated headers and tables. */
  objtree: string;
  /** Where everything else about this tree and configuration is kept. */
  folder: string;
  /** The options that are set: CONFIG_NAME → its value as in .config. */
  options: Map<string, string>;
}

export interface ConfigurationRequest {
  /** Lines of the tree's .kunitconfig files: Kconfig may pass over them. */
  wishes: string[];
  /** Further lines of this kind. A configuration with other ones is another. */
  wanted: string[];
  /** Whether Kconfig may not pass over what is wanted. */
  isStrict?: boolean;
}

/**
 * The tree's configuration for tests: the tree's own choice for `kunit.py --alltests`, our
 * fragment, then what is asked for. Made once; made again when a Kconfig file, a fragment or the
 * wishes change.
 */
export async function configureTree(
  tree: KernelTree,
  request: ConfigurationRequest,
  jobs: number,
  onProgress: (what: string) => void,
): Promise<ConfiguredTree> {
  const { wishes, wanted, isStrict } = request;
  if (isStrict) mustSuit(wanted);
  const fragment = configText(tree, [...wishes, ...wanted]);
  const alone = wishes.length === 0 ? ['alone'] : [];
  const folder = path.join(cacheRoot(), 'trees', tree.id, hashName(...wanted, ...alone));
  const objtree = path.join(folder, 'objtree');
  const run = (words: string[]) => make(tree, objtree, [`-j${jobs}`, ...words]);
  const configuration: ObjtreeConfiguration = {
    objtree,
    text: fragment,
    target: 'olddefconfig',
    stamp: () => stamp(fragment, tree, objtree),
    make: run,
    check: (options) => isStrict && mustHold(wanted, options, tree),
    async prepare() {
      onProgress(`preparing Linux ${tree.version}: headers and tables`);
      // The tree's device tree compiler is built when a suite has such a source.
      await run(['prepare', 'CONFIG_DTC=']);
    },
  };
  if (!isConfigured(configuration)) {
    const lock = await takeLock(folder, () => onProgress('waiting for another ktest that configures this tree'));
    try {
      onProgress(`configuring Linux ${tree.version}`);
      writeAtomically(optionsFile(objtree), options(tree));
      await configureObjtree(configuration);
    } finally {
      lock.release();
    }
  }
  return { tree, objtree, folder, options: readOptions(path.join(objtree, '.config')) };
}

function configText(tree: KernelTree, lines: string[]): string {
  const configs = path.join(tree.root, 'tools/testing/kunit/configs');
  const ours = path.join(kernelRoot, 'tree', 'tests.config');
  const parts = [path.join(configs, 'all_tests.config'), path.join(configs, 'arch_uml.config'), ours];
  return `${parts.map((file) => readTextIfAny(file) ?? '').join('\n')}\n${lines.join('\n')}\n`;
}

/** The tree's options, then ours (a Kconfig file that begins with a title can not be included). */
function options(tree: KernelTree): string {
  const files = [path.join(tree.root, 'Kconfig'), path.join(kernelRoot, 'tree/Kconfig')];
  return files.map((file) => readTextIfAny(file) ?? '').join('\n');
}

function optionsFile(objtree: string): string {
  return `${objtree}.Kconfig`;
}

/** Changes with the request and with any Kconfig file that the configuration came from. */
function stamp(fragment: string, tree: KernelTree, objtree: string): string {
  const made = readTextIfAny(path.join(objtree, 'include/config/auto.conf.cmd')) ?? '';
  const files = [...made.matchAll(/^\s+([^\s$]+Kconfig\S*) \\$/gm)].map((match) => match[1] ?? '');
  const marks = files.map((file) => `${file}:${fingerprint(path.resolve(tree.root, file))}`);
  return hashName(fragment, options(tree), tree.root, ...marks);
}

/**
 * Has the tree's own build make objects, and so whatever it generates on the way. Those that it can
 * not make are left out.
 */
export async function makeObjects({ tree, objtree }: ConfiguredTree, objects: string[], jobs: number): Promise<void> {
  // Without a target make would build the kernel.
  if (objects.length === 0) return;
  await make(tree, objtree, ['-k', `-j${jobs}`, 'KBUILD_MODPOST_WARN=1', ...objects]).catch(() => undefined);
}

/** Runs the tree's own build for ARCH=um; its words are shown only when it fails. */
async function make(tree: KernelTree, objtree: string, words: string[]): Promise<void> {
  const fixed = ['ARCH=um', `O=${objtree}`, `KBUILD_KCONFIG=${optionsFile(objtree)}`];
  const { status, output } = await runMake(['-s', '-C', tree.root, ...fixed, ...words]);
  throwIfInterrupted();
  if (status !== 0) throw makeFailed(tree, words, output.slice(-20_000));
}

function makeFailed(tree: KernelTree, words: string[], text: string): UserError {
  const tool = /(?:sh: \d+: |\/bin\/sh: \d+: |^)(\w[\w-]*): (?:command )?not found/m.exec(text)?.[1];
  if (tool) {
    return new UserError(
      `Linux ${tree.version} needs ${tool} to be configured: install it (apt-get install ${tool})`,
      ExitCode.missing,
    );
  }
  const lines = text.trim().split('\n');
  const first = lines.find((line) => /error|\*\*\*|No space/i.test(line)) ?? lines.at(-1) ?? 'no message';
  return new UserError(`\`make ARCH=um ${words.join(' ')}\` failed in ${tree.root}: ${first.trim()}`, ExitCode.missing);
}
