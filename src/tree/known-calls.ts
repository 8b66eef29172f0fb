// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny, writeAtomically } from '../util/files.js';

/** What came with ktest: `npm run corpus` has seen it. */
const shipped = path.join(kernelRoot, 'tree/calls');

/** A function that was seen to call more others does not call them by name. */
const mostDirect = 12;

/**
 * Who calls whom, as runs of a tree's programs have shown: from the callers on the stack when a
 * trap stub was reached. What one program was seen to call, the next that comes by the same caller
 * is given beforehand. A test file stands among the callers with what its program needs and no such
 * call leads to. A hint only: a function that is not called after all does no harm.
 */
export class KnownCalls {
  private readonly callees = new Map<string, Set<string>>();
  private isChanged = false;

  static load(file: string): KnownCalls {
    const known = new KnownCalls();
    for (const one of [shipped, file]) known.read(one);
    known.isChanged = false;
    return known;
  }

  /** A line for each caller, and behind it what it calls. */
  private read(file: string): void {
    for (const line of (readTextIfAny(file) ?? '').split('\n')) {
      const [caller, ...callees] = line.split(' ');
      if (caller && caller !== '#') for (const callee of callees) this.addCall(caller, callee);
    }
  }

  /** Together with what other runs have saved meanwhile. */
  save(file: string): void {
    if (!this.isChanged) return;
    this.read(file);
    const lines = [...this.callees].map(([caller, callees]) => [caller, ...[...callees].sort()].join(' '));
    writeAtomically(file, `${lines.sort().join('\n')}\n`);
    this.isChanged = false;
  }

  /** A chain of calls, the innermost function first. */
  add(chain: string[]): void {
    for (let i = 0; i + 1 < chain.length; i++) {
      this.addCall(chain[i + 1] ?? '', chain[i] ?? '');
    }
  }

  private addCall(caller: string, callee: string): void {
    const known = this.callees.get(caller) ?? new Set();
    if (known.has(callee)) return;
    known.add(callee);
    this.callees.set(caller, known);
    this.isChanged = true;
  }

  /**
   * Everything that known calls lead to from a test's file and the given functions, and these. What calls
   * very many calls through pointers (kunit_try_run_case(), initcalls): what it called in other programs
   * says nothing here.
   */
  reachedFrom(test: string, functions: Iterable<string>): Set<string> {
    const reached = new Set([...functions, ...(this.callees.get(test) ?? [])]);
    for (const caller of reached) {
      const callees = this.callees.get(caller);
      if (callees && callees.size <= mostDirect) for (const callee of callees) reached.add(callee);
    }
    return reached;
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
