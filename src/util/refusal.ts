// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { cacheAdvice } from './cache-dir.js';
import { ExitCode } from './exit-codes.js';
import { UserError } from './user-error.js';

/** What the host refuses anywhere, for want of room or rights: not a fault of ours. */
const refusals: Record<string, string> = {
  ENOSPC: 'the disk is full: free some space',
  EDQUOT: 'your quota of disk space is used up: free some space',
  EROFS: 'its file system is read-only',
  EACCES: 'you have no permission for it',
  EPERM: 'you have no permission for it',
  EMFILE: 'too many files are open: see ulimit -n',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'there is no memory left',
  ENOTDIR: 'what lies above it is no folder',
};

/** In words what the host refused; undefined for an error of another kind. */
export function refusalOf(error: unknown): string | undefined {
  const { code = '', syscall } = (error ?? {}) as NodeJS.ErrnoException;
  // As below /proc.
  if (code === 'ENOENT' && syscall === 'mkdir') return 'no folder can be made there';
  return refusals[code];
}

/** What the user is told of an error that ends the tool; undefined for one that is our fault. */
export function asUserError(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  const { path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const refusal = refusalOf(error);
  const file = dest ?? path;
  const advice = file === undefined ? '' : cacheAdvice(file);
  return refusal ? new UserError(`${file ?? 'a file'}: ${refusal}${advice}`, ExitCode.missing) : undefined;
}
