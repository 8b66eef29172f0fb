// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * Who calls whom, as runs of a tree's programs have shown: from the callers on the stack when a
 * trap stub was reached. What one program was seen to call, the next that comes by the same caller
 * is given beforehand. A hint only: a function that is not called after all does no harm.
 */
export class KnownCalls {
  private readonly callees = new Map<string, Set<string>>();

  constructor(saved: [caller: string, callees: string[]][] = []) {
    for (const [caller, callees] of saved) this.callees.set(caller, new Set(callees));
  }

  /** A chain of calls, the innermost function first. */
  add(chain: string[]): void {
    for (let i = 0; i + 1 < chain.length; i++) {
      const [callee = '', caller = ''] = [chain[i], chain[i + 1]];
      const known = this.callees.get(caller);
      if (known) known.add(callee);
      else this.callees.set(caller, new Set([callee]));
    }
  }

  /** Everything that known calls lead to from the given functions, and these. */
  reachedFrom(functions: Iterable<string>): Set<string> {
    const reached = new Set(functions);
    for (const caller of reached) {
      for (const callee of this.callees.get(caller) ?? []) reached.add(callee);
    }
    return reached;
  }

  toJSON(): [string, string[]][] {
    return [...this.callees].map(([caller, callees]) => [caller, [...callees].sort()]);
  }
}
