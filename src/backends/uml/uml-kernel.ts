// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import { makeKernel } from '../../toolchain/make.js';
import type { KernelTree } from '../../tree/kernel-tree.js';
import { unfulfilled, wishOf } from '../../tree/kunitconfig.js';
import { configureObjtree } from '../../tree/objtree.js';
import { cacheRoot, hashName } from '../../util/cache-dir.js';
import { readTextIfAny } from '../../util/files.js';
import { takeLock } from '../../util/lock.js';
import { UserError } from '../../util/user-error.js';
import type { Kernel } from '../../vm/machine-parts.js';
import type { BuildContext } from '../backend.js';
import { startWithObjectsOfAnother } from './uml-objects.js';

export interface UmlBuild {
  /** The kernel, an ordinary program. */
  binary: string;
  /** kbuild's O=. */
  objtree: string;
}

/**
 * User Mode Linux of a tree with the options that `lines` (of a kunitconfig)
 * ask for, and kunit.py's own for it. Each set of options has a folder of its
 * own in our cache, and its own objects: changing back and forth costs nothing. A new set begins
 * with the objects of another.
 */
export async function buildUml(
  tree: KernelTree,
  lines: string[],
  options: BuildContext & { jobs: number },
): Promise<UmlBuild> {
  const configs = path.join(tree.root, 'tools/testing/kunit/configs');
  const arch = (readTextIfAny(path.join(configs, 'arch_uml.config')) ?? '').split('\n');
  const wanted = [...arch, ...lines].filter((line) => /^(CONFIG_\w+=|# CONFIG_\w+ is not set)/.test(line));
  const objtree = path.join(cacheRoot(), 'uml', tree.id, hashName(...wanted));
  const { listener, signal } = options;
  const say = (what: string) => listener.show(what);
  const build = { tree: tree.root, objtree, arch: 'um', what: 'User Mode Linux', say, signal };
  const onWait = () => say('waiting for another ktest that builds this kernel');
  const lock = await takeLock(objtree, onWait);
  try {
    await startWithObjectsOfAnother(objtree, onWait);
    await configureObjtree({
      objtree,
      text: `${wanted.join('\n')}\n`,
      target: 'olddefconfig',
      stamp: () => wanted.join('\n'),
      make: (words) => makeKernel(build, [`-j${options.jobs}`, ...words]),
      check(held) {
        const refused = refusedOption(held, lines);
        if (refused === undefined) return;
        // Nothing is ever built there.
        rmSync(objtree, { recursive: true, force: true });
        throw cannotHave(tree, refused);
      },
    });
    await makeKernel(build, [`-j${options.jobs}`, 'all']);
    return { binary: path.join(objtree, 'linux'), objtree };
  } finally {
    listener.clear();
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
function refusedOption(held: Map<string, string>, lines: string[]): string | undefined {
  const asked = lines.filter((line) => wishOf(line).value !== 'n');
  return unfulfilled(asked, held)[0];
}

function cannotHave(tree: KernelTree, refused: string): UserError {
  return new UserError(
    `Linux ${tree.version} as User Mode Linux can not have ${refused}: an option that it depends on is missing (add it with --kconfig NAME=y), or it is for another architecture`,
  );
}
