// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cannotWrite, isFolder, makeFolder } from '../util/files.js';

/**
 * /usr/include/linux and its neighbours have the names of kernel headers, but
 * are the user-space API: kernel code that got one of them for a header that is
 * not emulated would silently be compiled with something else. So a folder of
 * guards comes before the system's: a guard stops the compiler with the name.
 */
const kernelFolders = ['linux', 'asm', 'asm-generic', 'drm', 'misc', 'mtd', 'rdma', 'scsi', 'sound', 'video', 'xen'];

/**
 * Folders of libc's headers whose own includes of the kernel's stay open. Not those of
 * network protocols: they share too much with what kernel code means by the same names.
 */
const libcFolders = ['.', 'bits', 'bits/types', 'gnu', 'sys'];

const includes = /^[ \t]*#[ \t]*include[ \t]*<((?:linux|asm|asm-generic)\/[^>]+)>/gm;

/** The sentence a guard makes the compiler print, where it would print a missing file's name. */
const message = ' is not emulated';

/** Makes `folder` with guards for the kernel headers below the compiler's include folders, unless it is there. */
export function writeHeaderGuards(folder: string, includeFolders: string[]): void {
  // It appears as a whole: another ktest may compile with it at once.
  const temporary = `${folder}.${process.pid}.tmp`;
  try {
    if (isFolder(folder)) return;
    const open = neededByLibc(includeFolders);
    for (const root of includeFolders) {
      for (const name of kernelFolders.flatMap((sub) => headersBelow(root, sub))) {
        if (open.has(name)) continue;
        const guard = path.join(temporary, name);
        makeFolder(path.dirname(guard));
        writeFileSync(guard, `#include <${name}${message}>\n`);
      }
    }
    makeFolder(temporary);
    renameSync(temporary, folder);
  } catch (error) {
    // Another ktest has made it.
    const isThere = /^(EEXIST|ENOTEMPTY)$/.test((error as NodeJS.ErrnoException).code ?? '');
    if (!isThere) throw cannotWrite(folder, error);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** The header's name in what a compiler said of a guard, or of a file that it did not find. */
export function withoutGuard(name: string): string {
  return name.endsWith(message) ? name.slice(0, -message.length) : name;
}

function headersBelow(root: string, sub: string): string[] {
  const start = path.join(root, sub);
  if (!isFolder(start)) return [];
  return readdirSync(start, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.h'))
    .map((name) => path.join(sub, name));
}

/** Kernel headers that libc's include, directly or through each other. */
function neededByLibc(includeFolders: string[]): Set<string> {
  const open = new Set<string>();
  const queue: string[] = [];
  const read = (file: string) => {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return;
    }
    for (const match of text.matchAll(includes)) {
      const name = match[1] ?? '';
      if (!open.has(name)) queue.push(name);
      open.add(name);
    }
  };
  for (const root of includeFolders) {
    for (const sub of libcFolders) {
      const folder = path.join(root, sub);
      if (!isFolder(folder)) continue;
      for (const name of readdirSync(folder)) if (name.endsWith('.h')) read(path.join(folder, name));
    }
  }
  for (const name of queue) for (const root of includeFolders) read(path.join(root, name));
  return open;
}
