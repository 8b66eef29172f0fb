// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';

export function missing(what: string, install: string): UserError {
  return new UserError(`${what} is needed for a virtual machine and is not here: ${install}`, ExitCode.missing);
}
