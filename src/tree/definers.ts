// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny } from '../util/files.js';
import type { ElfObject } from './elf.js';
import { isRequest, providersOf } from './module-requests.js';
import { isOutside } from './outside.js';
import { SymbolIndex } from './symbol-index.js';
import type { TestUnits } from './test-units.js';
import type { TreeMake } from './tree-make.js';
import { isGenerated, type TreeWorkspace } from './tree-workspace.js';
import { isOwnCode, isUserSource } from './user-program.js';

/** What is known of a source's object by now. */
export interface Objects {
  elf(source: string): ElfObject | undefined;
  failed(source: string): boolean;
}

/** Which of a tree's files define a symbol for a test's program. */
export class Definers {
  /** Files whose work the runtime does. */
  private readonly replaced: Set<string>;
  private indexIfLoaded: SymbolIndex | undefined;
  /** Objects that the tree's build generates, once it was asked for them. */
  private generated: string[] | undefined;
  private areGeneratedKnown = false;
  private readonly broken = new Map<string, Map<string, string>>();
  private readonly sought = new Set<string>();
  private readonly words = new Map<string, ReadonlySet<string>>();
  private readonly requested = new Map<string, string[]>();

  constructor(
    private readonly workspace: TreeWorkspace,
    private readonly units: TestUnits,
    readonly objects: Objects,
    private readonly make: TreeMake,
  ) {
    const replaced = readTextIfAny(path.join(kernelRoot, 'tree/replaced')) ?? '';
    this.replaced = new Set(replaced.split('\n').filter((line) => line !== '' && !line.startsWith('#')));
  }

  /** Files that define `symbol`, best first; those that do not after all are left out. */
  of(symbol: string, test: string): string[] {
    if (isRequest(symbol)) return this.providers(symbol);
    const own = this.units.folders(test);
    const rank = (source: string) => {
      const folder = path.dirname(source);
      return (
        // The code under test wins.
        (isOwnCode(source) ? -16 : 0) +
        (this.index.isBuilt(source) ? 0 : 8) +
        (own.includes(folder) ? 0 : 4) +
        (source.startsWith(`${test.split('/')[0]}/`) ? 0 : 2) +
        (this.objects.elf(source) ? 0 : 1)
      );
    };
    return this.index
      .of(symbol)
      .filter((source) => {
        // Another run's module, or another of this one's.
        if (isOwnCode(source) && !this.units.offers(test, source)) return false;
        if (this.objects.failed(source)) this.addBroken(test, symbol, source);
        if (this.objects.failed(source) || this.replaced.has(source)) return false;
        const elf = this.objects.elf(source);
        return !elf || elf.defines.has(symbol);
      })
      .sort((a, b) => rank(a) - rank(b) || a.length - b.length);
  }

  /** The sources of a module that a run asked for by its name. */
  private providers(request: string): string[] {
    const { configured, kbuild } = this.workspace;
    const moduleOf = (source: string) => kbuild.moduleName(source);
    const built = { root: configured.tree.root, sources: this.index.builtSources, moduleOf };
    const known = this.requested.get(request) ?? providersOf(request, built);
    this.requested.set(request, known);
    return known.filter((source) => !this.objects.failed(source));
  }

  /** Whether a source's text has a name in it. */
  mentions(source: string, name: string): boolean {
    const words =
      this.words.get(source) ??
      new Set((readTextIfAny(path.join(this.workspace.configured.tree.root, source)) ?? '').match(/\w+/g));
    this.words.set(source, words);
    return words.has(name);
  }

  /** The file in whose place the runtime works, when it alone defines a symbol: nobody has it then. */
  replacedDefiner(symbol: string): string | undefined {
    const sources = this.index.of(symbol).filter((source) => this.index.isBuilt(source));
    return sources.every((source) => this.replaced.has(source)) ? sources[0] : undefined;
  }

  private addBroken(test: string, symbol: string, source: string): void {
    this.broken.set(test, (this.broken.get(test) ?? new Map()).set(symbol, source));
  }

  /** Sources that may define what a test needs, and do not compile: by symbol. */
  brokenOf(test: string): ReadonlyMap<string, string> {
    return this.broken.get(test) ?? new Map();
  }

  /** A test's neighbours define, too, whether or not the configuration builds them. */
  addBeside(test: string): void {
    this.index.addSources(this.units.beside(test));
    if (!isUserSource(test)) return;
    for (const [source, names] of this.workspace.userFolder(test).exposed()) this.index.addNames(source, names);
  }

  /** Looks further for what no known source defines: in what the configuration leaves out or generates. */
  async seek(names: string[], test: string): Promise<void> {
    for (const name of names) {
      const search = `${this.units.subsystem(test).join('/')} ${name}`;
      if (this.sought.has(search)) continue;
      this.sought.add(search);
      this.index.addSources(this.units.mentioning(name, test));
      if (this.of(name, test).length > 0 || this.knowsGenerated()) continue;
      await this.make.done();
      this.knowsGenerated();
    }
  }

  /** Whether what the tree's build generates is known by its symbols: if not, it is being made. */
  knowsGenerated(): boolean {
    if (this.areGeneratedKnown) return true;
    const { configured, kbuild } = this.workspace;
    if (!this.generated) {
      this.generated = kbuild.generatedObjects();
      this.make.ask(this.generated);
    }
    if (this.make.isBusy) return false;
    this.index.addObjects(configured.objtree, this.generated);
    this.areGeneratedKnown = true;
    return true;
  }

  get index(): SymbolIndex {
    this.indexIfLoaded ??= this.read();
    return this.indexIfLoaded;
  }

  private read(): SymbolIndex {
    const { configured, kbuild } = this.workspace;
    const index = SymbolIndex.load(configured, kbuild, this.make.say);
    // What earlier runs found elsewhere.
    const sources = [...this.workspace.compiledSources()].filter(
      (source) => !path.isAbsolute(source) && !isOutside(source),
    );
    index.addSources(sources.filter((source) => !isGenerated(source)));
    index.addObjects(configured.objtree, sources.filter(isGenerated));
    return index;
  }
}
