// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import { isFile } from '../util/files.js';

/**
 * What the configuration's `libs` define. A trap stub for such a name would hide the library's function. The
 * linker itself says which files the words stand for: it knows -L, -l and the scripts that libm.so may be.
 */
export function libraryNames(compiler: string, libs: string[], scratch: string): string[] {
  if (libs.length === 0) return [];
  const folder = mkdtempSync(path.join(scratch, 'libs-'));
  try {
    const options = ['-nostdlib', '-no-pie', '-Wl,-t,-e,0,--unresolved-symbols=ignore-all,--no-as-needed'];
    const words = [
      ...options,
      '-o',
      path.join(folder, 'out'),
      '-Wl,--whole-archive',
      ...libs,
      '-Wl,--no-whole-archive',
    ];
    const traced = tryCommand(compiler, words)?.stdout ?? '';
    // An archive's members are printed as archive(member), or as (archive)member.
    const files = traced.split('\n').map((line) => line.replace(/^\((.*)\).*$/, '$1').replace(/\(.*\)$/, ''));
    return [...new Set(files.filter(isFile))].flatMap((file) => [...names(file, []), ...names(file, ['-D'])]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function names(file: string, options: string[]): string[] {
  const text = tryCommand('nm', ['-f', 'posix', '-g', '--defined-only', ...options, file])?.stdout ?? '';
  return [...text.matchAll(/^(\S+) [A-Z]/gm)].map((match) => (match[1] ?? '').replace(/@.*$/, ''));
}
