// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { configFileIn } from '../config/load.js';
import { ignoredFolders } from './source-index.js';

/** Whether a file below `root` belongs to a project of a folder in between, which has a configuration of its own. */
export function isOfInnerProject(file: string, root: string): boolean {
  for (let at = path.dirname(file); at !== root && at.startsWith(`${root}/`); at = path.dirname(at)) {
    if (configFileIn(at)) return true;
  }
  return false;
}

/** Folders below `folder` that have a configuration of their own, at any depth. */
export function* configuredFolders(folder: string, isExcluded: (file: string) => boolean): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || ignoredFolders.has(entry.name)) continue;
    const at = path.join(folder, entry.name);
    if (isExcluded(at)) continue;
    if (configFileIn(at)) yield at;
    yield* configuredFolders(at, isExcluded);
  }
}
