// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { hashName } from '../util/cache-dir.js';

/** Sources are named relative to the tree: those of a module that is not in it lead out of it. */
export function isOutside(source: string): boolean {
  return source.startsWith('../');
}

/** A source of the tree at `root` by its name there; one's own by its path. */
export function shownSource(root: string, source: string): string {
  return isOutside(source) ? path.resolve(root, source) : source;
}

/** A name for a file outside of the tree at `root`, for what is made of it. */
export function nameOutside(root: string, source: string): string {
  const file = path.resolve(root, source);
  const folder = path.dirname(file);
  return path.join('outside', `${path.basename(folder)}-${hashName(folder)}`, path.basename(file));
}
