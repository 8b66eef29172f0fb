// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { fingerprint, isFile, readJsonIfAny, writeAtomically } from '../util/files.js';
import { isCxx } from './cxx.js';
import { type SourceFacts, scanSource } from './scan.js';
import { callsSuiteMacro } from './suite-macros.js';

const version = 10;
export const ignoredFolders = new Set(['.git', 'node_modules', '.svn', '.hg']);

interface Entry {
  fingerprint: string;
  facts: SourceFacts;
}

/**
 * Facts of source files, by absolute path. Texts are read once: what was
 * learnt is kept in a cache file, and a file is read again only after it changed.
 */
export class SourceIndex {
  private readonly known: Map<string, Entry>;
  /** Files whose fingerprint was compared in this run. */
  private readonly fresh = new Set<string>();
  private readonly byMacro = new Map<string, boolean>();
  private readonly folders = new Map<string, string[]>();
  private dirty = false;

  constructor(
    private readonly cacheFile: string,
    private readonly isExcluded: (file: string) => boolean,
    /** Headers that are listed like sources. */
    private readonly headers?: RegExp,
  ) {
    const saved = readJsonIfAny<{ version: number; files: [string, Entry][] }>(cacheFile, version);
    this.known = new Map(saved?.files);
  }

  /** Undefined when the file can not be read. */
  facts(file: string): SourceFacts | undefined {
    const facts = this.ownFacts(file);
    if (!facts || facts.topLevelCalls.length === 0) return facts;
    // What a header makes of the file is not kept: the header may change.
    const isTest = this.byMacro.get(file) ?? callsSuiteMacro(file, facts.topLevelCalls);
    this.byMacro.set(file, isTest);
    return { ...facts, isTest };
  }

  private ownFacts(file: string): SourceFacts | undefined {
    const known = this.known.get(file);
    if (known && this.fresh.has(file)) return known.facts;
    const now = isFile(file) ? fingerprint(file) : undefined;
    if (now === undefined) return undefined;
    this.fresh.add(file);
    if (known?.fingerprint === now) return known.facts;
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      return undefined;
    }
    const facts = scanSource(text);
    this.known.set(file, { fingerprint: now, facts });
    this.dirty = true;
    return facts;
  }

  /** The .c and .S files directly in a folder, sorted. */
  sourcesIn(folder: string): string[] {
    return this.withCxxIn(folder).filter((file) => !isCxx(file));
  }

  /** The same, and those of C++. */
  withCxxIn(folder: string): string[] {
    return this.list(folder).filter((file) => !file.endsWith('/'));
  }

  /** The .c and .S files of a folder and all below it, in a stable order. */
  *sourcesBelow(folder: string): Generator<string> {
    for (const file of this.withCxxBelow(folder)) if (!isCxx(file)) yield file;
  }

  /** The same, and those of C++. */
  *withCxxBelow(folder: string, seen = new Set<string>()): Generator<string> {
    const real = realpathSync(folder);
    if (seen.has(real)) return;
    seen.add(real);
    const entries = this.list(folder);
    yield* entries.filter((entry) => !entry.endsWith('/'));
    for (const entry of entries) {
      if (entry.endsWith('/')) yield* this.withCxxBelow(entry.slice(0, -1), seen);
    }
  }

  private list(folder: string): string[] {
    const known = this.folders.get(folder);
    if (known) return known;
    const entries: string[] = [];
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = folder.endsWith('/') ? folder + entry.name : `${folder}/${entry.name}`;
      const stat = entry.isSymbolicLink() ? statSync(full, { throwIfNoEntry: false }) : entry;
      if (!stat || this.isExcluded(full)) continue;
      if (stat.isDirectory()) {
        if (!ignoredFolders.has(entry.name)) entries.push(`${full}/`);
      } else if (this.headers?.test(entry.name)) entries.push(full);
      else if ((/\.(c|S)$/.test(entry.name) && !entry.name.endsWith('.mod.c')) || isCxx(entry.name)) entries.push(full);
    }
    entries.sort();
    this.folders.set(folder, entries);
    return entries;
  }

  save(): void {
    if (!this.dirty) return;
    const files = [...this.known].filter(([file]) => statSync(file, { throwIfNoEntry: false }));
    writeAtomically(this.cacheFile, JSON.stringify({ version, files }));
    this.dirty = false;
  }
}
