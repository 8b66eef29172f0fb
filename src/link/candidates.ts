// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { isCxx, namesInMangled } from '../project/cxx.js';
import type { SourceIndex } from '../project/source-index.js';

/** Which files of a set may define a symbol. The set is looked at when first asked. */
export class Candidates {
  private bySymbol: Map<string, string[]> | undefined;
  /** Of C++ by the plain name: a symbol has the types of the arguments in it, too. */
  private readonly cxxByName = new Map<string, string[]>();

  constructor(
    private readonly index: SourceIndex,
    private readonly files: () => Iterable<string>,
    /** Only test files, or only others. */
    private readonly areTests = false,
  ) {}

  of(symbol: string): string[] {
    this.bySymbol ??= this.read();
    if (!symbol.startsWith('_Z')) return this.bySymbol.get(symbol) ?? [];
    return [...new Set(namesInMangled(symbol).flatMap((name) => this.cxxByName.get(name) ?? []))];
  }

  private read(): Map<string, string[]> {
    const bySymbol = new Map<string, string[]>();
    for (const file of this.files()) {
      const facts = this.index.facts(file);
      if (!facts || facts.isTest !== this.areTests || facts.hasMain) continue;
      const byName = isCxx(file) ? this.cxxByName : bySymbol;
      for (const name of facts.definitions) {
        const files = byName.get(name);
        if (files) files.push(file);
        else byName.set(name, [file]);
      }
    }
    return bySymbol;
  }
}
