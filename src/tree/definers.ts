// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny } from '../util/files.js';
import { makeObjects } from './configure.js';
import type { ElfObject } from './elf.js';
import { SymbolIndex } from './symbol-index.js';
import type { TestUnits } from './test-units.js';
import { isGenerated, type TreeWorkspace } from './tree-workspace.js';

/** What is known of a source's object by now. */
interface Objects {
  elf(source: string): ElfObject | undefined;
  failed(source: string): boolean;
}

/** Which of a tree's files define a symbol for a test's program. */
export class Definers {
  /** Files whose work the runtime does. */
  private readonly replaced: Set<string>;
  private indexIfLoaded: SymbolIndex | undefined;
  private hasGenerated = false;
  private readonly sought = new Set<string>();

  constructor(
    private readonly workspace: TreeWorkspace,
    private readonly units: TestUnits,
    private readonly objects: Objects,
    private readonly options: { jobs: number; onProgress(done: number, total: number, what: string): void },
  ) {
    const replaced = readTextIfAny(path.join(kernelRoot, 'tree/replaced')) ?? '';
    this.replaced = new Set(replaced.split('\n').filter((line) => line !== '' && !line.startsWith('#')));
  }

  /** Files that define `symbol`, best first; those that do not after all are left out. */
  of(symbol: string, test: string): string[] {
    const own = this.units.folders(test);
    const rank = (source: string) => {
      const folder = path.dirname(source);
      return (
        (this.index.isBuilt(source) ? 0 : 8) +
        (own.includes(folder) ? 0 : 4) +
        (source.startsWith(`${test.split('/')[0]}/`) ? 0 : 2) +
        (this.objects.elf(source) ? 0 : 1)
      );
    };
    return this.index
      .of(symbol)
      .filter((source) => {
        if (this.objects.failed(source) || this.replaced.has(source)) return false;
        const elf = this.objects.elf(source);
        return !elf || elf.defines.has(symbol);
      })
      .sort((a, b) => rank(a) - rank(b) || a.length - b.length);
  }

  /** A test's neighbours define, too, whether or not the configuration builds them. */
  addBeside(test: string): void {
    this.index.addSources(this.units.beside(test));
  }

  /** Looks further for what no known source defines: in what the configuration leaves out or generates. */
  async seek(names: string[], test: string): Promise<void> {
    for (const name of names) {
      if (this.sought.has(`${test} ${name}`)) continue;
      this.sought.add(`${test} ${name}`);
      this.index.addSources(this.units.mentioning(name, test));
      if (this.of(name, test).length === 0) await this.addGenerated();
    }
  }

  get index(): SymbolIndex {
    if (!this.indexIfLoaded) {
      const { configured, kbuild } = this.workspace;
      this.indexIfLoaded = SymbolIndex.load(configured, kbuild, (what) => this.options.onProgress(0, 0, what));
      // What earlier runs found elsewhere.
      const sources = [...this.workspace.compiledSources()].filter((source) => !path.isAbsolute(source));
      this.indexIfLoaded.addSources(sources.filter((source) => !isGenerated(source)));
      this.indexIfLoaded.addObjects(configured.objtree, sources.filter(isGenerated));
    }
    return this.indexIfLoaded;
  }

  private async addGenerated(): Promise<void> {
    if (this.hasGenerated) return;
    this.hasGenerated = true;
    const { configured, kbuild } = this.workspace;
    const objects = kbuild.generatedObjects();
    this.options.onProgress(0, 0, "generating sources with the tree's own build");
    await makeObjects(configured, objects, this.options.jobs);
    this.index.addObjects(configured.objtree, objects);
  }
}
