// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';

/** As a person in `cwd` would write the path, unless it lies two or more folders up. */
export function shortPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file);
  return relative.startsWith('../..') ? file : relative;
}

/** The same for a command with --tree: only a path that begins with ./ is surely not one of the tree. */
export function herePath(file: string): string {
  const short = shortPath(file, process.cwd());
  return /^\.?\.?\//.test(short) ? short : `./${short}`;
}
