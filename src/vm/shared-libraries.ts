// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { realpathSync } from 'node:fs';
import { tryCommand } from '../util/command.js';

/** What a dynamically linked program needs beside it, at the places where it looks; nothing for others. */
export function libraries(program: string): { path: string; from: string }[] {
  const done = tryCommand('ldd', [program]);
  if (done?.status !== 0) return [];
  return [...done.stdout.matchAll(/(\/\S+) \(0x/g)].map(([, file = '']) => ({ path: file, from: realpathSync(file) }));
}
