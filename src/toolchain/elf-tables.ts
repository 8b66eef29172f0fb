// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';

/** The tables of a relocatable object: ELF, 64 bit, little endian. */
export interface ElfTables {
  sections: ElfSection[];
  /** By index of a section: its name. */
  names: string[];
  symbols: ElfSymbol[];
}

export interface ElfSection {
  name: number;
  type: number;
  flags: number;
  offset: number;
  size: number;
  link: number;
  info: number;
}

export interface ElfSymbol {
  name: string;
  bind: number;
  type: number;
  /** 0: undefined. */
  section: number;
}

export const binding = { local: 0, global: 1, weak: 2, unique: 10 } as const;

const magic = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const ET_REL = 1;
const SHT_SYMTAB = 2;
const SHN_XINDEX = 0xffff;

/** A file that is no object, or only a part of one; its message is a sentence for the user. */
export class ElfError extends UserError {
  constructor(sentence: string) {
    super(sentence, ExitCode.missing);
  }
}

/** Reads an object; `interpret` makes of its tables what the caller wants, and may find them cut off, too. */
export function readElfTables<T>(file: string, interpret: (tables: ElfTables, data: Buffer) => T): T {
  let data: Buffer;
  try {
    data = readFileSync(file);
  } catch (error) {
    throw new ElfError(`${file}: the object can not be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const isObject = data.subarray(0, 6).equals(magic) && data.length >= 64 && data.readUInt16LE(16) === ET_REL;
  if (!isObject) throw new ElfError(`${file}: is not a relocatable object (ELF, 64 bit, little endian)`);
  try {
    const sections = sectionHeaders(data);
    const namesAt = sections[sectionOfNames(data, sections)]?.offset ?? 0;
    const names = sections.map((section) => cString(data, namesAt + section.name));
    return interpret({ sections, names, symbols: readSymbols(data, sections) }, data);
  } catch (error) {
    // A place that headers name and the file does not have.
    if (error instanceof RangeError || error instanceof TypeError)
      throw new ElfError(`${file}: the object is truncated`);
    throw error;
  }
}

/** As with the number of sections, one that is too large for its field stands in the first section header. */
function sectionOfNames(data: Buffer, sections: ElfSection[]): number {
  const index = data.readUInt16LE(62);
  return index === SHN_XINDEX ? (sections[0]?.link ?? 0) : index;
}

function sectionHeaders(data: Buffer): ElfSection[] {
  const at = Number(data.readBigUInt64LE(40));
  if (at === 0) return [];
  const count = data.readUInt16LE(60) || Number(data.readBigUInt64LE(at + 32));
  if (at + count * 64 > data.length) throw new RangeError('section headers');
  return Array.from({ length: count }, (_, i) => {
    const base = at + i * 64;
    return {
      name: data.readUInt32LE(base),
      type: data.readUInt32LE(base + 4),
      flags: data.readUInt32LE(base + 8),
      offset: Number(data.readBigUInt64LE(base + 24)),
      size: Number(data.readBigUInt64LE(base + 32)),
      link: data.readUInt32LE(base + 40),
      info: data.readUInt32LE(base + 44),
    };
  });
}

function readSymbols(data: Buffer, sections: ElfSection[]): ElfSymbol[] {
  const table = sections.find((section) => section.type === SHT_SYMTAB);
  if (!table) return [];
  const names = sections[table.link]?.offset ?? 0;
  const symbols: ElfSymbol[] = [];
  for (let at = table.offset; at < table.offset + table.size; at += 24) {
    const info = data[at + 4] ?? 0;
    const name = data.readUInt32LE(at);
    symbols.push({
      name: name === 0 ? '' : cString(data, names + name),
      bind: info >> 4,
      type: info & 15,
      section: data.readUInt16LE(at + 6),
    });
  }
  return symbols;
}

function cString(data: Buffer, at: number): string {
  const end = data.indexOf(0, at);
  if (end < 0) throw new RangeError('a name');
  return data.toString('latin1', at, end);
}
