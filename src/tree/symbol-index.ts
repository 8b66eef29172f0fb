// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { scanSource } from '../project/scan.js';
import { ElfError } from '../toolchain/elf-tables.js';
import { fingerprint, readTextIfAny, writeAtomically } from '../util/files.js';
import type { ConfiguredTree } from './configure.js';
import { readElf } from './elf.js';
import type { Kbuild } from './kbuild.js';

const header = 'ktest symbol index 6';

/**
 * Which source files of a tree may define a symbol: those that the configuration builds, by
 * their text. Kept in a file of lines `source TAB fingerprint TAB names`; a changed file is read anew.
 */
export class SymbolIndex {
  private readonly definers = new Map<string, string[]>();
  private readonly sources = new Set<string>();
  /** What the configuration builds, and its place in the kernel's link. */
  private readonly built = new Map<string, number>();

  private constructor(private readonly root: string) {}

  static load(configured: ConfiguredTree, kbuild: Kbuild, onProgress: (what: string) => void): SymbolIndex {
    const { root } = configured.tree;
    const index = new SymbolIndex(root);
    const file = path.join(configured.folder, 'symbols.tsv');
    const known = new Map<string, [string, string]>();
    const [first, ...lines] = (readTextIfAny(file) ?? '').split('\n');
    if (first === header) {
      for (const line of lines) {
        const [source = '', mark = '', names = ''] = line.split('\t');
        known.set(source, [mark, names]);
      }
    } else onProgress(`indexing Linux ${configured.tree.version}`);
    const out = [header];
    let isChanged = first !== header;
    for (const source of kbuild.builtSources(topFolders)) {
      const mark = fingerprint(path.join(root, source)) ?? '';
      let entry = known.get(source);
      if (entry?.[0] !== mark) {
        entry = [mark, definitions(path.join(root, source)).join(' ')];
        isChanged = true;
      }
      out.push(`${source}\t${entry[0]}\t${entry[1]}`);
      index.sources.add(source);
      index.built.set(source, index.built.size);
      index.add(source, entry[1]);
    }
    kbuild.save();
    if (isChanged) writeAtomically(file, `${out.join('\n')}\n`);
    return index;
  }

  /** Files that the configuration leaves out, such as a suite's own folder. */
  addSources(sources: string[]): void {
    for (const source of sources) {
      if (this.sources.has(source)) continue;
      this.sources.add(source);
      this.add(source, definitions(path.join(this.root, source)).join(' '));
    }
  }

  /** What a source defines for one who uses its static functions. */
  addNames(source: string, names: string[]): void {
    this.add(source, names.join(' '));
  }

  /** What the tree's own build has made in `objtree`, by its symbols. */
  addObjects(objtree: string, objects: string[]): void {
    for (const object of objects) {
      const file = path.join(objtree, object);
      if (this.sources.has(object) || !existsSync(file)) continue;
      this.sources.add(object);
      this.built.set(object, this.built.size);
      this.add(object, definedIn(file).join(' '));
    }
  }

  /** Sources that may define `symbol`, relative to the tree. */
  of(symbol: string): string[] {
    return this.definers.get(symbol) ?? [];
  }

  get builtSources(): string[] {
    return [...this.built.keys()].filter((source) => /\.[cS]$/.test(source));
  }

  /** True when the configuration builds it. */
  isBuilt(source: string): boolean {
    return this.built.has(source);
  }

  /** Its place in the kernel's link order: initcalls of a level run in it. */
  rank(source: string): number {
    return this.built.get(source) ?? this.built.size;
  }

  private add(source: string, names: string): void {
    for (const name of names.split(' ')) {
      const sources = this.definers.get(name);
      if (!sources) this.definers.set(name, [source]);
      else if (!sources.includes(source)) sources.push(source);
    }
  }
}

/** In the order of the tree's top Kbuild. */
const topFolders = [
  'init',
  'arch/x86/um',
  'kernel',
  'mm',
  'fs',
  'ipc',
  'security',
  'crypto',
  'io_uring',
  'block',
  'lib',
  'drivers',
  'sound',
  'net',
  'virt',
];

/** What is no object defines nothing. */
function definedIn(object: string): string[] {
  try {
    return [...readElf(object).defines.keys()];
  } catch (error) {
    if (error instanceof ElfError) return [];
    throw error;
  }
}

/** Text says what a file may define, itself or by another .c file that it includes. */
function definitions(file: string, depth = 0): string[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  const facts = scanSource(text);
  const included = depth < 3 ? facts.includedSources : [];
  return [
    ...facts.definitions,
    ...included.flatMap((name) => definitions(path.resolve(path.dirname(file), name), depth + 1)),
  ];
}
