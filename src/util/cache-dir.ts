// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';

/** Where everything generated lives: $KTEST_CACHE, or the user's cache folder. */
export function cacheRoot(): string {
  const explicit = process.env['KTEST_CACHE'];
  if (explicit) return path.resolve(explicit);
  return path.join(process.env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache'), 'ktest');
}

/** Short name for any text; the same text has the same name on every machine. */
export function hashName(...parts: string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 12);
}
