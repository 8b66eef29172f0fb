// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { makeFolder, readTextIfAny } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { findKernel } from './kernel.js';

/** Builds the modules of a folder with a Kbuild or Makefile, in our cache; the .ko files. */
export function buildModules(folder: string, kernelName?: string): string[] {
  const kernel = findKernel(kernelName);
  if (kernel.headers === undefined) throw new UserError(`${kernel.name}: has no headers to build modules against`);
  const source = path.resolve(folder);
  const copy = path.join(cacheRoot(), 'modules', `${path.basename(source)}-${hashName(source, kernel.headers)}-own`);
  mirror(source, copy);
  const words = ['-s', '-C', kernel.headers, `M=${copy}`, 'CONFIG_DEBUG_INFO_BTF_MODULES=', 'modules'];
  const done = spawnSync('make', words, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${folder} does not build for ${kernel.release}:\n${done.stderr}`);
  return builtModules(copy);
}

/** What Kbuild says that it built: an earlier Kbuild file may have left others. */
function builtModules(copy: string): string[] {
  const order = readTextIfAny(path.join(copy, 'modules.order')) ?? '';
  return order
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => path.resolve(copy, line.replace(/\.k?o$/, '.ko')));
}

/**
 * Makes the copy's sources those of the folder: what has other content is written anew, whatever its time stamp,
 * so that make builds it; what is gone is removed, and the objects stay. Links become what they lead to.
 */
function mirror(source: string, copy: string): void {
  const list = path.join(copy, '.ktest-sources');
  const before = (readTextIfAny(list) ?? '').split('\n').filter((name) => name !== '');
  const now = filesBelow(source);
  for (const name of before) if (!now.includes(name)) rmSync(path.join(copy, name), { force: true });
  for (const name of now) {
    const to = path.join(copy, name);
    const content = readFileSync(path.join(source, name));
    if (statSync(to, { throwIfNoEntry: false })?.isFile() && readFileSync(to).equals(content)) continue;
    makeFolder(path.dirname(to));
    writeFileSync(to, content);
  }
  makeFolder(copy);
  writeFileSync(list, `${now.join('\n')}\n`);
}

/** Names below a folder, without what a build in that very place has made. */
function filesBelow(root: string, below = '', depth = 0): string[] {
  if (depth > 16) throw new UserError(`${path.join(root, below)}: folders are nested too deeply: a link leads back?`);
  return readdirSync(path.join(root, below)).flatMap((name) => {
    const file = path.join(below, name);
    const kind = statSync(path.join(root, file), { throwIfNoEntry: false });
    if (kind?.isDirectory()) return name.startsWith('.') ? [] : filesBelow(root, file, depth + 1);
    const isProduct = /\.(?:o|ko|mod|mod\.c|cmd)$|^(?:modules\.order|Module\.symvers)$/.test(name);
    return kind?.isFile() && !isProduct ? [file] : [];
  });
}
