// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { binding, type ElfSection, type ElfSymbol, type ElfTables, readElfTables } from '../toolchain/elf-tables.js';

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

const SHT_RELA = 4;
const SHF_ALLOC = 2;
const SHN_LORESERVE = 0xff00;
const STT_FUNC = 2;
const STT_SECTION = 3;

/** Sections whose relocations say where code is, not what it uses. */
const notUses =
  /^\.(eh_frame|discard|export_symbol|orc_|debug_|note)|^__(patchable_function_entries|bug_table|ksymtab)/;

export function readElf(file: string): ElfObject {
  return readElfTables(file, parseObject);
}

function parseObject({ sections, names, symbols }: ElfTables, data: Buffer): ElfObject {
  const object: ElfObject = {
    sections: names,
    defines: new Map(),
    weakDefines: new Set(),
    functions: new Map(),
    weakNeeds: new Set(),
    refers: new Map(),
  };
  for (const { name, bind, type, section } of symbols) {
    if (type === STT_FUNC && section !== 0) object.functions.set(name, section);
    if (bind === binding.local || name === '') continue;
    if (section === 0) {
      if (bind === binding.weak) object.weakNeeds.add(name);
    } else {
      object.defines.set(name, section < SHN_LORESERVE ? section : 0);
      if (bind === binding.weak) object.weakDefines.add(name);
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

function readReferences(data: Buffer, relocations: ElfSection, symbols: ElfSymbol[], object: ElfObject): void {
  const refers = object.refers.get(relocations.info) ?? { sections: new Set(), symbols: new Set() };
  object.refers.set(relocations.info, refers);
  for (let at = relocations.offset; at < relocations.offset + relocations.size; at += 24) {
    const symbol = symbols[data.readUInt32LE(at + 12)];
    if (!symbol) continue;
    const isHere = symbol.section !== 0 && symbol.section < SHN_LORESERVE;
    if (isHere && (symbol.bind === binding.local || symbol.type === STT_SECTION)) refers.sections.add(symbol.section);
    else if (symbol.name !== '') refers.symbols.add(symbol.name);
  }
}
