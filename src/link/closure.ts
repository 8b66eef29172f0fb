// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { Candidates } from './candidates.js';
import type { ObjectSymbols } from './symbols.js';

/** Why a source is in a program. */
export type SourceReason =
  | { kind: 'test' }
  | { kind: 'includes-test' }
  | { kind: 'declared'; by: string }
  | { kind: 'namesake' }
  | { kind: 'defines'; symbol: string }
  /** Another test file of the folder: it gives its functions, not its suites. */
  | { kind: 'helps'; symbol: string };

export interface PlannedSource {
  file: string;
  reason: SourceReason;
}

export interface Trap {
  symbol: string;
  neededBy: string;
  /** A file that defines it and could not be compiled, for want of a header. */
  lacking?: Lacking;
}

export interface Lacking {
  file: string;
  header: string;
}

/** What one program is made of. */
export interface Plan {
  sources: PlannedSource[];
  traps: Trap[];
  /** Names that libc has, too: made local, so that libc and the engine keep their own. */
  localized: string[];
  /** A self-test without KUnit: the module's init and exit are its cases. */
  isModule?: boolean;
  /** A main(), which is its case. */
  isProgram?: boolean;
}

export interface Ambiguity {
  symbol: string;
  neededBy: string;
  candidates: string[];
}

export interface Closure {
  plan: Plan;
  /** Sources that must be compiled before the plan can be complete. */
  pending: string[];
  /** A symbol that may be in the part of the runtime that is not built yet. */
  needsWholeRuntime: boolean;
  ambiguities: Ambiguity[];
}

export interface Providers {
  /**
   * Symbols of a source's object: undefined when it is not compiled yet, 'broken' when it does not
   * compile, the missing header when it can not be compiled with these headers.
   */
  symbols(source: string): ObjectSymbols | 'broken' | { header: string } | undefined;
  /** Defined by the emulated runtime. */
  runtime: Set<string>;
  /** Whether that is all of it: a part may not be built yet. */
  isRuntimeWhole: boolean;
  /** Defined by libc and the compiler's library. */
  host: Set<string>;
  /** Where to look, one after the other: the test's own folder, then the project. */
  levels: [own: Candidates, ...others: Candidates[]];
  /** Other test files of the folder: asked last, before a symbol becomes a trap. */
  otherTests: Candidates;
  /** Whether a file of the test's own folder is taken instead of what the runtime has. */
  prefersOwn: boolean;
}

/**
 * What the emulated string functions and the compiler itself leave to libc. Any
 * other libc name (step, advance, error …) may well be the project's own.
 */
const servedByHost = /^(mem|str|_)/;

/** Names that the linker, a sanitizer's library or one that counts for --coverage makes. */
const linkerMade =
  /^(__(start|stop)_\w+|_GLOBAL_OFFSET_TABLE_|_end|_etext|_edata|__bss_start|__dso_handle|__([atum]|ub)san_\w+|__sanitizer_\w+|__gcov_\w+|__llvm_(gcov|profile|prf)\w+|llvm_gc(ov|da)_\w+)$/;

/**
 * Follows undefined symbols from the first sources until nothing is missing:
 * the test's own folder, the emulated runtime, the project; what nobody defines
 * becomes a trap stub.
 */
export function close(first: PlannedSource[], providers: Providers): Closure {
  const sources = [...first];
  const included = new Set(first.map((source) => source.file));
  const pending = new Set<string>();
  const ambiguities: Ambiguity[] = [];
  const traps: Trap[] = [];
  const defined = new Set<string>();
  const settled = new Set<string>();
  let needsWholeRuntime = false;

  const define = (source: string): ObjectSymbols | undefined => {
    const symbols = providers.symbols(source);
    if (!symbols) pending.add(source);
    if (!symbols || symbols === 'broken' || 'header' in symbols) return undefined;
    for (const name of symbols.strong) defined.add(name);
    for (const name of symbols.weak) defined.add(name);
    return symbols;
  };
  for (const source of first) define(source.file);

  // `sources` grows while it is walked.
  for (const source of sources) {
    const symbols = define(source.file);
    for (const symbol of symbols?.needed ?? []) {
      if (defined.has(symbol) || settled.has(symbol) || isServed(symbol, providers)) continue;
      const isEmulated = providers.runtime.has(symbol);
      const host = providers.host.has(symbol);
      const mayBeEmulated = !isEmulated && !host && !providers.isRuntimeWhole;
      const levels = isEmulated || mayBeEmulated ? [providers.levels[0]] : providers.levels;
      let found = findDefiner(symbol, included, levels, providers);
      if (mayBeEmulated && (isNobody(found) || !providers.prefersOwn)) {
        needsWholeRuntime = true;
        continue;
      }
      let kind: 'defines' | 'helps' = 'defines';
      if (isNobody(found) && !host && !isEmulated) {
        const helper = findHelper(symbol, included, providers);
        if (helper) [found, kind] = [helper, 'helps'];
      }
      for (const file of found.pending) pending.add(file);
      if (found.pending.length > 0) continue;
      settled.add(symbol);
      const [definer, second] = found.definers;
      if (second) ambiguities.push({ symbol, neededBy: source.file, candidates: found.definers });
      else if (definer) {
        included.add(definer);
        sources.push({ file: definer, reason: { kind, symbol } });
        define(definer);
      } else if (!host && !isEmulated)
        traps.push({ symbol, neededBy: source.file, ...(found.lacking && { lacking: found.lacking }) });
    }
  }
  // An instance of a C++ template is the library's, too, and either will do.
  const isTwice = (name: string) => providers.host.has(name) && !providers.runtime.has(name) && !name.startsWith('_Z');
  const localized = [...defined].filter(isTwice).sort();
  // A file that came in later may define what an earlier search did not find.
  const stillMissing = traps.filter((trap) => !defined.has(trap.symbol));
  return { plan: { sources, traps: stillMissing, localized }, pending: [...pending], needsWholeRuntime, ambiguities };
}

/** By the linker, the runtime or libc, whatever files define it, too. */
function isServed(symbol: string, { runtime, host, prefersOwn }: Providers): boolean {
  if (linkerMade.test(symbol)) return true;
  return runtime.has(symbol) ? !prefersOwn : host.has(symbol) && servedByHost.test(symbol);
}

/** Why a file that defines a symbol was not used. */
export function lackingNote({ file, header }: Lacking): string {
  return `${path.basename(file)} defines it, but ${header} is not emulated`;
}

interface Found {
  definers: string[];
  pending: string[];
  lacking?: Lacking;
}

function isNobody({ definers, pending }: Found): boolean {
  return definers.length === 0 && pending.length === 0;
}

/** One test file that has what another calls; of several, or a broken one, none is meant. */
function findHelper(symbol: string, included: Set<string>, providers: Providers): Found | undefined {
  const found = findDefiner(symbol, included, [providers.otherTests], providers);
  const [only, second] = found.definers;
  const isUsable = only !== undefined && !second && providers.symbols(only) !== 'broken';
  return found.pending.length > 0 || isUsable ? found : undefined;
}

function findDefiner(symbol: string, included: Set<string>, levels: Candidates[], providers: Providers): Found {
  let lacking: Lacking | undefined;
  for (const level of levels) {
    const definers: string[] = [];
    const broken: string[] = [];
    const pending: string[] = [];
    for (const file of level.of(symbol)) {
      if (included.has(file)) continue;
      const symbols = providers.symbols(file);
      if (!symbols) pending.push(file);
      else if (symbols === 'broken') broken.push(file);
      else if ('header' in symbols) lacking ??= { file, header: symbols.header };
      else if (symbols.strong.includes(symbol)) definers.push(file);
    }
    // Most likely it is one that does not compile: the compiler's message says more than a missing symbol.
    if (definers.length === 0 && pending.length === 0) definers.push(...broken.slice(0, 1));
    if (pending.length > 0 || definers.length > 0) return { definers, pending };
  }
  return { definers: [], pending: [], ...(lacking && { lacking }) };
}
