// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createWriteStream } from 'node:fs';
import type { ConsoleLine } from '../vm/console.js';
import type { Arguments } from './parse.js';

/** Where --console wants a kernel's console: a file, or nowhere. */
export function openConsole(args: Arguments): { write(line: ConsoleLine): void; close(): void } {
  const file = args.text('console');
  if (file === undefined) return { write: () => {}, close: () => {} };
  const stream = createWriteStream(file);
  return { write: ({ raw }) => stream.write(`${raw}\n`), close: () => stream.end() };
}
