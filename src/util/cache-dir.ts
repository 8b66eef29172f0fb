// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { ExitCode } from './exit-codes.js';
import { UserError } from './user-error.js';

/** Where everything generated lives: $KTEST_CACHE, or the user's cache folder. */
export function cacheRoot(): string {
  const explicit = process.env['KTEST_CACHE'];
  if (explicit) return path.resolve(explicit);
  const xdg = process.env['XDG_CACHE_HOME'] ?? '';
  // The XDG specification: a relative path is to be ignored.
  return path.join(path.isAbsolute(xdg) ? xdg : path.join(homeFolder(), '.cache'), 'ktest');
}

function homeFolder(): string {
  try {
    // An empty $HOME would make the path relative to the current folder.
    const home = process.env['HOME'] === '' ? os.userInfo().homedir : os.homedir();
    if (path.isAbsolute(home)) return home;
  } catch {
    // A user without an entry in /etc/passwd, as in some containers.
  }
  throw new UserError('there is no home folder to keep the cache in: set KTEST_CACHE=DIR', ExitCode.missing);
}

/** What to do about a file of the cache that can not be used; empty for any other file. */
export function cacheAdvice(file: string): string {
  const root = cacheRoot();
  if (file !== root && !file.startsWith(`${root}/`)) return '';
  return `; ktest's cache is ${root}: KTEST_CACHE=DIR chooses another`;
}

/** Short name for any text; the same text has the same name on every machine. */
export function hashName(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}
