// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ExitCode } from './exit-codes.js';
import { cannotWrite } from './files.js';
import { UserError } from './user-error.js';

/**
 * A new folder below $TMPDIR for this process, which removes it when it is done. A folder's name says
 * whose it is: those of a ktest that was killed are removed now.
 */
export function temporaryFolder(): string {
  const prefix = `ktest-${pidSpace()}-`;
  const ours = new RegExp(`^${prefix}(\\d+)-`);
  const place = os.tmpdir();
  try {
    for (const name of readdirSync(place)) {
      const pid = ours.exec(name)?.[1];
      if (pid !== undefined && !existsSync(`/proc/${pid}`)) removeIfMine(path.join(place, name));
    }
    const folder = mkdtempSync(path.join(place, `${prefix}${process.pid}-`));
    removedWithUs(folder);
    return folder;
  } catch (error) {
    const { message } = cannotWrite(path.join(place, 'ktest-'), error);
    throw new UserError(`${message}: TMPDIR=DIR names another folder for temporary files`, ExitCode.missing);
  }
}

let remover: ChildProcess | undefined;

/** Even SIGKILL closes our end of a pipe: a small shell at its other end then removes the folders. */
function removedWithUs(folder: string): void {
  if (!remover) {
    const script = 'while read -r name; do set -- "$@" "$name"; done; rm -rf -- "$@"';
    // Ctrl-C is for its process group, so it has one of its own.
    remover = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' });
    remover.once('error', () => {});
    remover.stdin?.on('error', () => {});
    remover.unref();
    (remover.stdin as unknown as { unref(): void }).unref();
  }
  remover.stdin?.write(`${folder}\n`);
}

function removeIfMine(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another user's, or another ktest is at it.
  }
}

/** Containers may share a /tmp, and each has a process of any number. */
function pidSpace(): string {
  return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
}
