// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { ChildProcess } from 'node:child_process';
import { ExitCode } from './exit-codes.js';
import { UserError } from './user-error.js';

/** Ctrl-C reaches our children, too: what they say then is no fault of theirs. */
let isInterrupted = false;
const tools = new Map<ChildProcess, NodeJS.Signals>();

/** Ends the tools that run. */
export function interruptTools(): void {
  isInterrupted = true;
  for (const [child, signal] of tools) child.kill(signal);
}

/** A tool that an interrupt ends. */
export function endsWhenInterrupted(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): void {
  tools.set(child, signal);
  child.once('close', () => tools.delete(child));
}

export function throwIfInterrupted(): void {
  if (isInterrupted) throw interrupted();
}

/**
 * Whether a tool ended by a signal that interrupts. The signal of a terminal reaches our tools
 * first, sometimes: one of them has ended, and our own handler has not run yet.
 */
export function endedByInterrupt(signal: NodeJS.Signals | null): boolean {
  return signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
}

export function interrupted(what = 'interrupted'): UserError {
  return new UserError(what, ExitCode.interrupted);
}

/** Whether a signal has come. Also true if the signal handler has not run yet. */
export async function wasInterrupted(): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return isInterrupted;
}
