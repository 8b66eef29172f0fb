// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { SourceIndex } from '../project/source-index.js';

/** Which files of a set may define a symbol. The set is looked at when first asked. */
export class Candidates {
  private bySymbol: Map<string, string[]> | undefined;

  constructor(
    private readonly index: SourceIndex,
    private readonly files: () => Iterable<string>,
    /** Only test files, or only others. */
    private readonly areTests = false,
  ) {}

  of(symbol: string): string[] {
    this.bySymbol ??= this.read();
    return this.bySymbol.get(symbol) ?? [];
  }

  private read(): Map<string, string[]> {
    const bySymbol = new Map<string, string[]>();
    for (const file of this.files()) {
      const facts = this.index.facts(file);
      if (!facts || facts.isTest !== this.areTests || facts.hasMain) continue;
      for (const name of facts.definitions) {
        const files = bySymbol.get(name);
        if (files) files.push(file);
        else bySymbol.set(name, [file]);
      }
    }
    return bySymbol;
  }
}
