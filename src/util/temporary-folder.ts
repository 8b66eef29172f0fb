// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A new folder below $TMPDIR for this process, which removes it when it is done. What a ktest that was
 * killed could not remove goes here: a folder's name says whose it is.
 */
export function temporaryFolder(): string {
  const mine = `ktest-${pidSpace()}-`;
  for (const name of readdirSync(os.tmpdir())) {
    const pid = name.startsWith(mine) ? Number(name.slice(mine.length).split('-')[0]) : process.pid;
    if (!isAlive(pid)) removeIfMine(path.join(os.tmpdir(), name));
  }
  return mkdtempSync(path.join(os.tmpdir(), `${mine}${process.pid}-`));
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
