// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createWriteStream, openSync } from 'node:fs';
import { UserError } from '../util/user-error.js';
import type { ConsoleLine } from './console.js';

/** Where --console wants a kernel's console: a file, or nowhere. */
export function openConsole(file: string | undefined): { write(line: ConsoleLine): void; close(): void } {
  if (file === undefined) return { write: () => {}, close: () => {} };
  const stream = createWriteStream(file, { fd: openForWriting(file) });
  stream.once('error', (error) => process.stderr.write(`ktest: --console ${file}: ${error.message}\n`));
  return { write: ({ raw }) => stream.write(`${raw}\n`), close: () => stream.end() };
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new UserError(`--console ${file}: can not be written: ${(error as Error).message}`);
  }
}
