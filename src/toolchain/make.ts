// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Readable } from 'node:stream';
import { missingProgram, spawnTied } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { endedByInterrupt, endsWhenInterrupted, interrupted, throwIfInterrupted } from '../util/interruption.js';
import { UserError } from '../util/user-error.js';

export interface MakeDone {
  /** Null when a signal ended it that does not interrupt. */
  status: number | null;
  /** Standard output and error, as they came. */
  output: string;
  /** Standard error alone. */
  errors: string;
}

/**
 * Runs the kernel's own build; its words are in English, and no make around us takes part.
 * A make that was interrupted is a UserError: `whenInterrupted`.
 */
export function runMake(
  words: string[],
  options: { onOutput?(text: string): void; whenInterrupted?: string } = {},
): Promise<MakeDone> {
  throwIfInterrupted();
  return new Promise((resolve, reject) => {
    const child = spawnTied('make', words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C.UTF-8', MAKEFLAGS: '' },
    });
    endsWhenInterrupted(child);
    const done: MakeDone = { status: null, output: '', errors: '' };
    (child.stdout as Readable).setEncoding('utf8').on('data', (text: string) => {
      done.output += text;
      options.onOutput?.(text);
    });
    (child.stderr as Readable).setEncoding('utf8').on('data', (text: string) => {
      done.output += text;
      done.errors += text;
    });
    child.once('error', () => reject(missingProgram('make')));
    child.once('close', (status, signal) => {
      if (endedByInterrupt(signal)) reject(interrupted(options.whenInterrupted));
      else resolve({ ...done, status });
    });
  });
}

/** Builds in an object tree of a kernel (O=): progress goes to `say`, a failure is a sentence below make's own words. */
export async function makeKernel(
  build: { tree: string; objtree: string; arch: string; what: string; say(text: string): void; signal: AbortSignal },
  words: string[],
): Promise<void> {
  const { tree, objtree, arch, what, say, signal } = build;
  const whenInterrupted = 'interrupted: the objects are kept';
  const { status, errors } = await runMake(['-C', tree, `ARCH=${arch}`, `O=${objtree}`, ...words], {
    whenInterrupted,
    onOutput: (text) => {
      const step = text.trim().split('\n').at(-1);
      if (step) say(`${what}: ${step.trim()}`);
    },
  });
  if (signal.aborted) throw interrupted(whenInterrupted);
  if (status !== 0)
    throw new UserError(
      `${errors.slice(-20_000).trim()}\nktest: ${what} of ${tree} does not build: see above`,
      ExitCode.build,
    );
}
