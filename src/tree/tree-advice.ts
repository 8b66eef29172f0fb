// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { distribution } from '../util/distribution.js';
import { sourceArchives } from './find-tree.js';

/** How a kernel source tree comes onto this machine, where ktest finds it: a command, for the end of a sentence. */
export function treeAdvice(): string {
  // The version that the emulated headers are like, if it is there.
  const archives = sourceArchives();
  const archive = archives.find((file) => file.includes('linux-source-6.12')) ?? archives.at(-1);
  if (archive) return `unpack one: ${unpack(archive)}`;
  if (distribution() === 'debian') {
    return `install one: apt-get install linux-source-6.12 && ${unpack('/usr/src/linux-source-6.12.tar.xz')}`;
  }
  return 'unpack one: curl -L https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.12.tar.xz | tar -xJ -C ~, then: ktest run --tree ~/linux-6.12';
}

function unpack(archive: string): string {
  const folder = path.basename(archive).replace(/\.tar\..*$/, '');
  return `tar -xf ${archive} -C ~, then: ktest run --tree ~/${folder}`;
}
