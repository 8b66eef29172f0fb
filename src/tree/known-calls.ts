// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny, writeAtomically } from '../util/files.js';
import { isRequest } from './module-requests.js';

/** What came with ktest: `npm run corpus` has seen it. */
const shipped = path.join(kernelRoot, 'tree/calls');

/** A function that was seen to call more others does not call them by name. */
const mostDirect = 40;

/**
 * Who calls whom, as runs of a tree's programs have shown: from the callers on the stack when a
 * trap stub was reached. What one program was seen to call, the next that comes by the same caller
 * is given beforehand. A test file stands among the callers with what its program needs and no such
 * call leads to. Functions of modules that are not in the tree do not stand there: another module may have one of that
 * name. A hint only: a function that is not called after all does no harm.
 */
export class KnownCalls {
  private readonly callees = new Map<string, Set<string>>();
  /** Every function that was called. */
  private readonly seen = new Set<string>();
  private isChanged = false;

  static load(file: string): KnownCalls {
    const known = new KnownCalls();
    for (const one of [shipped, file]) known.read(one);
    known.isChanged = false;
    return known;
  }

  /** A line for each caller, and behind it what it calls; one without callees for what only modules outside of the tree called. */
  private read(file: string): void {
    for (const line of (readTextIfAny(file) ?? '').split('\n')) {
      const [caller, ...callees] = line.split(' ');
      if (!caller || caller === '#') continue;
      for (const callee of callees) this.addCall(caller, callee);
      if (callees.length === 0) this.addSeen(caller);
    }
  }

  /** Together with what other runs have saved meanwhile. */
  save(file: string): void {
    if (!this.isChanged) return;
    this.read(file);
    const lines = [...this.callees].map(([caller, callees]) => [caller, ...[...callees].sort()].join(' '));
    const inLines = new Set(lines.join(' ').split(' '));
    lines.push(...[...this.seen].filter((name) => !inLines.has(name)));
    writeAtomically(file, `${lines.sort().join('\n')}\n`);
    this.isChanged = false;
  }

  /**
   * A chain of calls, the innermost function first, as far as it is in the tree. The first is what the program lacks: `refers`
   * says whether a function's own code refers to it. A function that was handed its address (mutex_lock(), strcmp()) is no reason
   * for another program to have it.
   */
  add(chain: string[], refers: (caller: string, symbol: string) => boolean = () => false): void {
    const [lacking = '', ...callers] = chain;
    if (!isRequest(lacking)) this.addSeen(lacking);
    const caller = callers.find((name) => refers(name, lacking)) ?? callers[0];
    if (caller !== undefined) this.addCall(caller, lacking);
    for (let i = 0; i + 1 < callers.length; i++) {
      this.addCall(callers[i + 1] ?? '', callers[i] ?? '');
    }
  }

  private addCall(caller: string, callee: string): void {
    const known = this.callees.get(caller) ?? new Set();
    if (known.has(callee)) return;
    known.add(callee);
    this.callees.set(caller, known);
    this.isChanged = true;
    for (const name of [caller, callee]) this.seen.add(name);
  }

  private addSeen(name: string): void {
    if (name === '' || this.seen.has(name)) return;
    this.seen.add(name);
    this.isChanged = true;
  }

  /** Whether a program was seen to call a function. */
  hasSeen(name: string): boolean {
    return this.seen.has(name);
  }

  /**
   * Everything that known calls lead to from a test's file and the given functions, and these. What calls
   * very many calls through pointers (kunit_try_run_case(), initcalls): what it called in other programs
   * says nothing here.
   */
  reachedFrom(test: string, functions: Iterable<string>): Set<string> {
    const reached = new Set([...functions, ...(this.callees.get(test) ?? [])]);
    for (const caller of reached) for (const callee of this.calleesOf(caller)) reached.add(callee);
    return reached;
  }

  calleesOf(caller: string): ReadonlySet<string> {
    const callees = this.callees.get(caller);
    return callees && callees.size <= mostDirect ? callees : new Set();
  }

  knows(test: string): boolean {
    return this.callees.has(test);
  }

  /** Of what a test's program was seen to call, keeps what does not follow from `functions` and other calls. */
  addTest(test: string, called: string[], functions: string[]): void {
    const reached = this.reachedFrom(test, functions);
    let entries = called.filter((name) => !reached.has(name));
    // What follows from the others is no entry.
    for (const entry of [...entries]) {
      const others = entries.filter((other) => other !== entry);
      if (this.reachedFrom(test, [...functions, ...others]).has(entry)) entries = others;
    }
    for (const entry of entries) this.addCall(test, entry);
  }
}
