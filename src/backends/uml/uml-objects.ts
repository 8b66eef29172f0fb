// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { mustCommand } from '../../util/command.js';
import { isFile, modifiedMs } from '../../util/files.js';
import { takeLock } from '../../util/lock.js';

/** What belongs to one folder alone: its lock, what it was configured with, and the kernel. */
const own = ['.ktest-lock', '.ktest-configured', 'linux'];

/**
 * Gives a new object tree (kbuild's O=), whose lock is held, the objects of one beside it: the last one that holds a whole
 * kernel. kbuild compiles again what the other options change, which is little of a kernel.
 */
export async function startWithObjectsOfAnother(objtree: string, onWait: () => void): Promise<void> {
  // The configuration comes last: what was cut off before it begins again.
  if (isFile(path.join(objtree, '.config'))) return;
  const other = lastBuilt(objtree);
  if (other === undefined) return;
  const copy = `${objtree}.copy`;
  const lock = await takeLock(other, onWait);
  try {
    rmSync(copy, { recursive: true, force: true });
    // Times of files decide what kbuild compiles.
    mustCommand('cp', ['-a', '--reflink=auto', other, copy]);
  } finally {
    lock.release();
  }
  const names = readdirSync(copy).filter((name) => name !== '.config' && !own.includes(name));
  for (const name of [...names, '.config']) {
    rmSync(path.join(objtree, name), { recursive: true, force: true });
    renameSync(path.join(copy, name), path.join(objtree, name));
  }
  rmSync(copy, { recursive: true, force: true });
}

function lastBuilt(objtree: string): string | undefined {
  const above = path.dirname(objtree);
  const built = readdirSync(above, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(above, name))
    .filter((folder) => folder !== objtree && !folder.endsWith('.copy') && isFile(path.join(folder, '.config')))
    .map((folder) => ({ folder, at: modifiedMs(path.join(folder, 'linux')) ?? 0 }))
    .filter(({ at }) => at > 0);
  return built.sort((a, b) => b.at - a.at)[0]?.folder;
}
