// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Where $PATH has a program; a name with a slash is looked at as it is. */
export function findProgram(name: string): string | undefined {
  const folders = name.includes('/') ? [''] : (process.env['PATH'] ?? '').split(':');
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A program for administrators, whose folder need not be in $PATH. */
export function administrative(name: string): string {
  return findProgram(name) ?? `/usr/sbin/${name}`;
}
