// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isKernelTree } from '../project/project.js';
import { hashName } from '../util/cache-dir.js';
import { isFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';

export interface KernelTree {
  /** The tree's top folder, without symbolic links. */
  root: string;
  /** As `make kernelversion` would say it. */
  version: string;
  /** A short name for caches: changes when the tree moves or becomes another version. */
  id: string;
}

/** A kernel source tree that programs can be built from, or a sentence why this is none; `said` is how it was named. */
export function openTree(folder: string, said = `--tree ${folder}`): KernelTree {
  if (!isFolder(folder)) throw new UserError(`${said}: there is no such folder`);
  const root = realpathSync(folder);
  if (!isKernelTree(root)) {
    throw new UserError(
      `${said}: is not a kernel source tree (it has no Kbuild, Kconfig, MAINTAINERS and include/linux/kernel.h side by side)`,
    );
  }
  const version = treeVersion(root);
  if (!existsSync(path.join(root, 'tools/testing/kunit/configs/all_tests.config'))) {
    throw new UserError(`${said}: is Linux ${version}: its KUnit is too old, ktest needs Linux 6.1 or newer`);
  }
  const built = ['.config', 'include/config', 'arch/um/include/generated'].find((name) =>
    existsSync(path.join(root, name)),
  );
  if (built) {
    throw new UserError(
      `${said}: was configured or built in place (it has ${built}), which kbuild refuses to build from elsewhere: ` +
        'run `make mrproper` in it, or unpack a clean copy',
    );
  }
  return { root, version, id: `linux-${version}-${hashName(root, version)}` };
}

function treeVersion(root: string): string {
  const text = readFileSync(path.join(root, 'Makefile'), 'utf8');
  const field = (name: string) => new RegExp(`^${name} = *(.*)$`, 'm').exec(text)?.[1]?.trim() ?? '';
  return `${field('VERSION')}.${field('PATCHLEVEL')}.${field('SUBLEVEL')}${field('EXTRAVERSION')}`;
}
