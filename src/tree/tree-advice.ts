// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { emulatedVersion } from '../config/kernel-version.js';
import { distribution } from '../util/distribution.js';
import { sourceArchives } from './find-tree.js';

/** How a kernel source tree comes onto this machine, where ktest finds it: a command, for the end of a sentence. */
export function treeAdvice(): string {
  const like = `linux-source-${emulatedVersion}`;
  const archives = sourceArchives();
  const archive = archives.find((file) => file.includes(like)) ?? archives.at(-1);
  if (archive) return `unpack one: ${unpack(archive)}`;
  if (distribution() === 'debian') {
    return `install one: apt-get install ${like} && ${unpack(`/usr/src/${like}.tar.xz`)}`;
  }
  return `unpack one: curl -L https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-${emulatedVersion}.tar.xz | tar -xJ -C ~, then: ktest run --tree ~/linux-${emulatedVersion}`;
}

function unpack(archive: string): string {
  const folder = path.basename(archive).replace(/\.tar\..*$/, '');
  return `tar -xf ${archive} -C ~, then: ktest run --tree ~/${folder}`;
}
