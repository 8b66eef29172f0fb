// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { ExitCode } from './exit-codes.js';
import { endedByInterrupt, interrupted } from './interruption.js';
import { UserError } from './user-error.js';

export interface CommandResult {
  status: number;
  stdout: string;
  stderr: string;
}

/** Runs a short command; undefined when there is no such program. */
export function tryCommand(program: string, args: string[], input?: string, cwd?: string): CommandResult | undefined {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30, input, cwd });
  if (done.error && (done.error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
  if (done.error) throw done.error;
  if (endedByInterrupt(done.signal)) throw interrupted();
  return { status: done.status ?? 128, stdout: done.stdout, stderr: done.stderr };
}

export function missingProgram(program: string): UserError {
  return new UserError(
    `${program} is not installed: run \`ktest doctor\` for the command that installs it`,
    ExitCode.missing,
  );
}

/** The output of a tool that must be there and must succeed. */
export function mustCommand(program: string, args: string[], input?: string): string {
  const done = tryCommand(program, args, input);
  if (!done) throw missingProgram(program);
  if (done.status !== 0) {
    throw new UserError(
      `${program} failed with status ${done.status}: ${done.stderr.trim().split('\n')[0] ?? ''}`,
      ExitCode.missing,
    );
  }
  return done.stdout;
}

/** Runs a line of the shell quietly; how it ended, 128 by a signal. */
export function shellStatus(line: string, env: Record<string, string>): number {
  const { status } = spawnSync('/bin/sh', ['-c', line], { stdio: 'ignore', env: { ...process.env, ...env } });
  return status ?? 128;
}

/**
 * Starts a long-running tool that must not outlive us: the kernel terminates
 * it when this process dies, even by SIGKILL.
 */
export function spawnTied(program: string, args: string[], options: SpawnOptions) {
  return spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], options);
}

/** A word as a POSIX shell would need it typed. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** What a shell is given to run `words`: one word is a line of its own, as with ssh; several are kept as they are. */
export function shellLine(words: string[]): string {
  return words.length === 1 ? (words[0] ?? '') : words.map(shellQuote).join(' ');
}
