// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { binding, ElfError, readElfTables } from '../toolchain/elf-tables.js';
import { missingProgram, mustCommand, tryCommand } from '../util/command.js';
import { fingerprint } from '../util/files.js';

/** The external symbols of one object file. */
export interface ObjectSymbols {
  fingerprint: string;
  /** Defined with a strong, global binding. */
  strong: string[];
  /** Defined weak: gives way to a strong one. */
  weak: string[];
  /** Needed from elsewhere (weak references are not needs). */
  needed: string[];
}

/**
 * Reads objects; keeps what is known of unchanged ones. Returns the objects that can not be read: damaged ones,
 * and files that are none. nm is asked only for objects of another form (big endian, a compiler's own for -flto):
 * it takes a tenth of a second to start.
 */
export function readSymbols(objects: string[], known: Map<string, ObjectSymbols>): string[] {
  const damaged: string[] = [];
  const changed: { file: string; fingerprint: string }[] = [];
  for (const file of objects) {
    const now = fingerprint(file);
    if (now === undefined) known.delete(file);
    else if (known.get(file)?.fingerprint !== now) changed.push({ file, fingerprint: now });
  }
  const others = changed.filter(({ file, fingerprint }) => {
    const table = readTable(file);
    if (table) known.set(file, { fingerprint, ...table });
    return !table;
  });
  for (let i = 0; i < others.length; i += 500) {
    const part = others.slice(i, i + 500);
    const { tables, unreadable } = nmTables(part.map((object) => object.file));
    for (const { file, fingerprint } of part) {
      if (unreadable.has(file)) known.delete(file);
      else known.set(file, { fingerprint, ...(tables.get(file) ?? { strong: [], weak: [], needed: [] }) });
    }
    damaged.push(...unreadable);
  }
  return damaged;
}

type Table = Omit<ObjectSymbols, 'fingerprint'>;

/** Undefined for an object of another form, which nm may know. */
function readTable(file: string): Table | undefined {
  const table: Table = { strong: [], weak: [], needed: [] };
  try {
    for (const { name, bind, section } of readElfTables(file, ({ symbols }) => symbols)) {
      if (name === '__gnu_lto_slim') return undefined;
      if (name === '' || bind === binding.local) continue;
      if (section === 0 && bind === binding.weak) continue;
      const list = section === 0 ? table.needed : bind === binding.global ? table.strong : table.weak;
      list.push(name);
    }
  } catch (error) {
    if (error instanceof ElfError) return undefined;
    throw error;
  }
  for (const list of Object.values(table)) list.sort();
  return table;
}

const nmWords = ['-f', 'posix', '-g', '-A'];

function nmTables(files: string[]): { tables: Map<string, Table>; unreadable: Set<string> } {
  const done = tryCommand('nm', [...nmWords, ...files]);
  if (!done) throw missingProgram('nm');
  // It goes on after a file that it can not read, but does not say for sure which one that was.
  const isReadable = (file: string) => tryCommand('nm', [...nmWords, file])?.status === 0;
  const unreadable = new Set(done.status === 0 ? [] : files.filter((file) => !isReadable(file)));
  return { tables: parseTables(done.stdout), unreadable };
}

function parseTables(text: string): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const line of text.split('\n')) {
    const match = /^(.*): (\S+) (\w)/.exec(line);
    if (!match) continue;
    const [, file = '', name = '', type = ''] = match;
    let table = tables.get(file);
    if (!table) {
      table = { strong: [], weak: [], needed: [] };
      tables.set(file, table);
    }
    if (type === 'U') table.needed.push(name);
    else if (type === 'W' || type === 'V' || type === 'u') table.weak.push(name);
    else if (/[A-Z]/.test(type)) table.strong.push(name);
  }
  return tables;
}

/** All names that an archive defines. */
export function archiveNames(archive: string): string[] {
  return mustCommand('nm', ['-f', 'posix', '-g', '--defined-only', archive])
    .split('\n')
    .map((line) => /^(\S+) [A-Z]/.exec(line)?.[1] ?? '')
    .filter((name) => name !== '');
}
