// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/** What one precompiled header holds: a source takes the first that it includes all of. */
const sets: readonly { name: string; headers: string[] }[] = [
  { name: 'net', headers: ['linux/mm.h', 'linux/fs.h', 'net/sock.h'] },
  { name: 'mm', headers: ['linux/mm.h', 'linux/fs.h'] },
  { name: 'kunit', headers: ['kunit/test.h'] },
  { name: 'slab', headers: ['linux/slab.h'] },
];

/** Making one costs as much as it saves in some eight compilations. */
const fewest = 12;

/** What was decided for a source as it was then. */
interface Decision {
  /** A set's name, or '' for none. */
  set: string;
  modified: number;
}

export type SavedDecisions = [string, Decision][];

export interface Candidate {
  file: string;
  /** Whether it is compiled as all others are. */
  mayUse(): boolean;
  /** An include that it lacks is to be seen. */
  isUnderTest: boolean;
}

/**
 * Which sources are compiled with which precompiled header. Most of a kernel file's compilation is
 * reading the same 300 to 700 headers. A source gets no name that it would not have: all headers of
 * a set are among those that it includes anyway, and it defines no macro before them but pr_fmt and
 * dev_fmt. Only the order of headers differs; a source under test, in which an include may be
 * missing, includes them itself, before any of its own headers. Should gcc find that one does not
 * fit, it reads the headers instead.
 */
export class PrecompiledHeaders {
  private readonly decisions = new Map<string, Decision>();
  private readonly direct = new Map<string, string[]>();
  private readonly found = new Map<string, string | undefined>();

  constructor(
    /** Include folders in their order. */
    private readonly folders: string[],
    saved: SavedDecisions,
  ) {
    for (const [file, decision] of saved) this.decisions.set(file, decision);
  }

  saved(): SavedDecisions {
    return [...this.decisions].sort();
  }

  /** Sets in use: their names and headers. */
  used(): { name: string; headers: string[] }[] {
    const names = new Set([...this.decisions.values()].map((decision) => decision.set));
    return sets.filter(({ name }) => names.has(name));
  }

  setOf(file: string): string {
    return this.decisions.get(file)?.set ?? '';
  }

  /** Decides for the sources that are new or have changed; the others stay as they were compiled. */
  decide(sources: Candidate[]): void {
    const open = new Map<string, string[]>();
    for (const { file, mayUse, isUnderTest } of sources) {
      const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      const before = this.decisions.get(file);
      if (before?.modified === modified) continue;
      const fitting = mayUse() ? this.fitting(file, isUnderTest) : [];
      // An edit alone is no reason for another header.
      const set = before && fitting.includes(before.set) ? before.set : '';
      this.decisions.set(file, { set, modified });
      if (!before) open.set(file, fitting);
    }
    const used = new Set(this.used().map(({ name }) => name));
    for (const { name } of sets) {
      const takers = [...open].filter(([, fitting]) => fitting.includes(name)).map(([file]) => file);
      if (!used.has(name) && takers.length < fewest) continue;
      for (const file of takers) {
        (this.decisions.get(file) as Decision).set = name;
        open.delete(file);
      }
    }
  }

  /** The sets of which a file includes everything. */
  private fitting(file: string, isUnderTest: boolean): string[] {
    const text = readTextIfAny(file) ?? '';
    if (definesBeforeIncludes(text)) return [];
    const reached = isUnderTest ? this.firstIncludes(text) : this.reached(file);
    const includesAll = ({ headers }: { headers: string[] }) =>
      headers.every((name) => {
        const header = this.resolve(name);
        return header !== undefined && reached.has(header);
      });
    return sets.filter(includesAll).map(({ name }) => name);
  }

  /** The headers that a file itself includes on no condition and before any that lies beside it. */
  private firstIncludes(text: string): Set<string> {
    const end = text.search(/^[ \t]*#[ \t]*(include[ \t]*"|if)/m);
    const names = [...(end < 0 ? text : text.slice(0, end)).matchAll(/^[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>/gm)];
    return new Set(names.flatMap(([, name = '']) => this.resolve(name) ?? []));
  }

  /** All headers that a file includes, on whatever condition. */
  private reached(file: string): Set<string> {
    const reached = new Set([file]);
    for (const at of reached) for (const next of this.includes(at)) reached.add(next);
    return reached;
  }

  private includes(file: string): string[] {
    let known = this.direct.get(file);
    if (!known) {
      const text = readTextIfAny(file) ?? '';
      known = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]/gm)].flatMap(([, kind, name = '']) => {
        const beside = path.join(path.dirname(file), name);
        return (kind === '"' && existsSync(beside) ? beside : this.resolve(name)) ?? [];
      });
      this.direct.set(file, known);
    }
    return known;
  }

  private resolve(name: string): string | undefined {
    if (!this.found.has(name)) {
      const header = this.folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
      this.found.set(name, header);
    }
    return this.found.get(name);
  }
}

/** Macros may change what a header says: only message prefixes may be defined first. */
function definesBeforeIncludes(text: string): boolean {
  const last = text.lastIndexOf('\n#include');
  const before = text.slice(0, Math.max(last, 0));
  return [...before.matchAll(/^[ \t]*#[ \t]*(?:define|undef)[ \t]+(\w+)/gm)].some(
    ([, name = '']) => name !== 'pr_fmt' && name !== 'dev_fmt',
  );
}
