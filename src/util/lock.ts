// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import path from 'node:path';
import { ExitCode } from './exit-codes.js';
import { cannotWrite, makeFolder } from './files.js';
import { endsWhenInterrupted, throwIfInterrupted } from './interruption.js';
import { UserError } from './user-error.js';

export interface Lock {
  release(): void;
}

/**
 * A lock on a folder between all processes that see it, in containers and other name spaces, too. It is flock(2)
 * on a file in the folder: the kernel gives the lock back however its holder ends. Node.js has no such call, but
 * the lock belongs to the open file: flock(1) takes it on a descriptor that it shares with us, and ends.
 */
export async function takeLock(folder: string, onWait: () => void): Promise<Lock> {
  const file = path.join(folder, '.ktest-lock');
  for (let waited = false; ; ) {
    const fd = openLock(folder, file);
    try {
      if ((await flock(fd, ['-n'])) !== 0) {
        if (!waited) onWait();
        waited = true;
        if ((await flock(fd, [])) !== 0) throwIfInterrupted();
      }
    } catch (error) {
      closeSync(fd);
      throw error;
    }
    if (isStill(file, fd)) return { release: () => closeSync(fd) };
    // Somebody removed the folder while we waited: the lock of a file that is gone keeps nobody out.
    closeSync(fd);
  }
}

function openLock(folder: string, file: string): number {
  try {
    makeFolder(folder);
    return openSync(file, 'a');
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function flock(fd: number, options: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn('flock', [...options, '3'], { stdio: ['ignore', 'ignore', 'ignore', fd] });
    endsWhenInterrupted(child);
    child.once('error', () =>
      reject(
        new UserError(
          'flock is not installed: run `ktest doctor` for the command that installs it (package util-linux)',
          ExitCode.missing,
        ),
      ),
    );
    child.once('close', (status) => resolve(status ?? 1));
  });
}

function isStill(file: string, fd: number): boolean {
  const [there, ours] = [statSync(file, { throwIfNoEntry: false }), fstatSync(fd)];
  return there?.ino === ours.ino && there.dev === ours.dev;
}
