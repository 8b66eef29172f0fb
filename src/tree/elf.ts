// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';

/**
 * What reachability needs of a relocatable object (ELF, 64 bit, little endian): which section
 * defines a symbol, and what each section that is loaded refers to.
 */
export interface ElfObject {
  sections: string[];
  /** Global and weak definitions: name → index of the section. */
  defines: Map<string, number>;
  weakDefines: Set<string>;
  /** All functions, also static ones: name → index of the section. */
  functions: Map<string, number>;
  /** Undefined and weak: may stay undefined. */
  weakNeeds: Set<string>;
  /** By section: other sections of this object, and names of symbols. */
  refers: Map<number, { sections: Set<number>; symbols: Set<string> }>;
}

/** ELF, 64 bit, little endian. */
const magic = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
const ET_REL = 1;
const SHT_SYMTAB = 2;
const SHT_RELA = 4;
const SHF_ALLOC = 2;
const SHN_LORESERVE = 0xff00;
const SHN_XINDEX = 0xffff;
const STB_LOCAL = 0;
const STB_WEAK = 2;
const STT_FUNC = 2;
const STT_SECTION = 3;

interface Section {
  name: number;
  type: number;
  flags: number;
  offset: number;
  size: number;
  link: number;
  info: number;
}

interface Symbol {
  name: string;
  bind: number;
  type: number;
  section: number;
}

/** Sections whose relocations say where code is, not what it uses. */
const notUses =
  /^\.(eh_frame|discard|export_symbol|orc_|debug_|note)|^__(patchable_function_entries|bug_table|ksymtab)/;

/** A file that is no object, or only a part of one; its message is a sentence for the user. */
export class ElfError extends UserError {
  constructor(sentence: string) {
    super(sentence, ExitCode.missing);
  }
}

export function readElf(file: string): ElfObject {
  let data: Buffer;
  try {
    data = readFileSync(file);
  } catch (error) {
    throw new ElfError(`${file}: the object can not be read (${(error as NodeJS.ErrnoException).code})`);
  }
  const isObject = data.subarray(0, 6).equals(magic) && data.length >= 64 && data.readUInt16LE(16) === ET_REL;
  if (!isObject) throw new ElfError(`${file}: is not a relocatable object (ELF, 64 bit, little endian)`);
  try {
    return parseObject(data);
  } catch (error) {
    // A place that headers name and the file does not have.
    if (error instanceof RangeError || error instanceof TypeError)
      throw new ElfError(`${file}: the object is truncated`);
    throw error;
  }
}

function parseObject(data: Buffer): ElfObject {
  const sections = sectionHeaders(data);
  const namesAt = sections[sectionOfNames(data, sections)]?.offset ?? 0;
  const names = sections.map((section) => cString(data, namesAt + section.name));
  const object: ElfObject = {
    sections: names,
    defines: new Map(),
    weakDefines: new Set(),
    functions: new Map(),
    weakNeeds: new Set(),
    refers: new Map(),
  };
  const symbols = readSymbols(data, sections);
  for (const { name, bind, type, section } of symbols) {
    if (type === STT_FUNC && section !== 0) object.functions.set(name, section);
    if (bind === STB_LOCAL || name === '') continue;
    if (section === 0) {
      if (bind === STB_WEAK) object.weakNeeds.add(name);
    } else {
      object.defines.set(name, section < SHN_LORESERVE ? section : 0);
      if (bind === STB_WEAK) object.weakDefines.add(name);
    }
  }
  for (const section of sections) {
    if (section.type !== SHT_RELA) continue;
    const target = sections[section.info];
    const name = names[section.info] ?? '';
    if (!target || !(target.flags & SHF_ALLOC) || notUses.test(name)) continue;
    readReferences(data, section, symbols, object);
  }
  return object;
}

/** As with the number of sections, one that is too large for its field stands in the first section header. */
function sectionOfNames(data: Buffer, sections: Section[]): number {
  const index = data.readUInt16LE(62);
  return index === SHN_XINDEX ? (sections[0]?.link ?? 0) : index;
}

function sectionHeaders(data: Buffer): Section[] {
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

function readSymbols(data: Buffer, sections: Section[]): Symbol[] {
  const table = sections.find((section) => section.type === SHT_SYMTAB);
  if (!table) return [];
  const names = sections[table.link]?.offset ?? 0;
  const symbols: Symbol[] = [];
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

function readReferences(data: Buffer, relocations: Section, symbols: Symbol[], object: ElfObject): void {
  const refers = object.refers.get(relocations.info) ?? { sections: new Set(), symbols: new Set() };
  object.refers.set(relocations.info, refers);
  for (let at = relocations.offset; at < relocations.offset + relocations.size; at += 24) {
    const symbol = symbols[data.readUInt32LE(at + 12)];
    if (!symbol) continue;
    const isHere = symbol.section !== 0 && symbol.section < SHN_LORESERVE;
    if (isHere && (symbol.bind === STB_LOCAL || symbol.type === STT_SECTION)) refers.sections.add(symbol.section);
    else if (symbol.name !== '') refers.symbols.add(symbol.name);
  }
}

function cString(data: Buffer, at: number): string {
  const end = data.indexOf(0, at);
  if (end < 0) throw new RangeError('a name');
  return data.toString('latin1', at, end);
}
