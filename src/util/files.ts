// SPDX-License-Identifier: MIT OR GPL-2.0-only
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { cacheAdvice } from './cache-dir.js';
import { ExitCode } from './exit-codes.js';
import { refusalOf } from './refusal.js';
import { UserError } from './user-error.js';

/** Size and time of change as one comparable word; undefined if there is no such file. */
export function fingerprint(file: string): string | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat && `${stat.size}:${stat.mtimeMs}:${stat.ino}`;
}

export function modifiedMs(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

export function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** As mkdir -p: Node's own hides why a file system refuses, and never ends below /proc. */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  const above = path.dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another ktest may have made it.
    if (!isFolder(folder)) throw error;
  }
}

/** Replaces a file in one step: a reader sees the old or the new text, never half of it. */
export function writeAtomically(file: string, text: string | Uint8Array): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    makeFolder(path.dirname(file));
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw cannotWrite(file, error);
  }
}

/** Leaves an unchanged file alone: ninja does not see it as new, and a file system need not flush the new one. */
export function writeIfChanged(file: string, text: string): boolean {
  if (readTextIfAny(file) === text) return false;
  writeAtomically(file, text);
  return true;
}

export function readTextIfAny(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The last `bytes` of a file, or all of it; empty if there is none. */
export function readEnd(file: string, bytes: number): string {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(fd);
    const data = Buffer.alloc(Math.min(size, bytes));
    return data.toString('utf8', 0, readSync(fd, data, 0, data.length, size - data.length));
  } finally {
    closeSync(fd);
  }
}

/** A cache file's content, or undefined when it is missing or not what was written. */
export function readJsonIfAny<T>(file: string, version: number): T | undefined {
  const text = readTextIfAny(file);
  if (text === undefined) return undefined;
  try {
    const data = JSON.parse(text) as { version?: number };
    return data.version === version ? (data as T) : undefined;
  } catch {
    return undefined;
  }
}

/** The sentence for a file that can not be written: of the cache, of --build-dir, a report, what `init` makes. */
export function cannotWrite(file: string, error: unknown): UserError {
  return new UserError(`cannot write ${file}: ${whyNot(file, error)}${cacheAdvice(file)}`, ExitCode.missing);
}

function whyNot(file: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' && !isFolder(path.dirname(file))) return `there is no folder ${path.dirname(file)}`;
  if (code === 'EISDIR') return 'it is a folder';
  return refusalOf(error) ?? String(message);
}
