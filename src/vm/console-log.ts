// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createWriteStream, openSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../util/user-error.js';
import type { ConsoleLine } from './console.js';

/** Files that this process has begun: a run may boot one kernel after the other. */
const begun = new Set<string>();

/** Where --console wants a kernel's console: a file, or nowhere. */
export function openConsole(file: string | undefined): { write(line: ConsoleLine): void; close(): void } {
  if (file === undefined) return { write: () => {}, close: () => {} };
  const stream = createWriteStream(file, { fd: openForWriting(file) });
  stream.once('error', (error) => process.stderr.write(`ktest: --console ${file}: ${error.message}\n`));
  return { write: ({ raw }) => stream.write(`${raw}\n`), close: () => stream.end() };
}

function openForWriting(file: string): number {
  try {
    const full = path.resolve(file);
    const descriptor = openSync(file, begun.has(full) ? 'a' : 'w');
    begun.add(full);
    return descriptor;
  } catch (error) {
    throw new UserError(`--console ${file}: can not be written: ${(error as Error).message}`);
  }
}
