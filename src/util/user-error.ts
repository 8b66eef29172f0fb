// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from './exit-codes.js';

/** Advice that names an option: it is given only by a command that has the option. */
export interface OptionAdvice {
  /** The option's key in the command's table. */
  option: string;
  /** How the sentence goes on. */
  text: string;
}

/**
 * An expected failure: one sentence for the user (what, where, what to do
 * next) and the exit code. Thrown where no value can carry it up; printed once,
 * in cli/main.ts, without a stack trace.
 */
export class UserError extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = ExitCode.usage,
    readonly advice?: OptionAdvice,
  ) {
    super(message);
    this.name = 'UserError';
  }
}
