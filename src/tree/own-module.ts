// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { configuredFlags, directiveFlags, entryFlags, firstSources } from '../link/first-sources.js';
import { factsOfUnit } from '../project/included-sources.js';
import type { Project } from '../project/project.js';
import { absoluteFlags } from '../project/relative-flags.js';
import type { SourceIndex } from '../project/source-index.js';
import { kernelRoot, projectFlags } from '../toolchain/flags.js';
import { refuseCounters } from '../toolchain/instrumentation.js';
import { fingerprint } from '../util/files.js';
import type { Kbuild } from './kbuild.js';

/** Sources of a module that is not in the tree. Names are relative to the tree at `root`, and so lead out of it. */
export class OwnModule {
  /** Those of the configuration and of --source. */
  sourceFolders: string[] = [];

  constructor(
    private readonly root: string,
    private readonly project: Project,
    private readonly index: SourceIndex,
  ) {}

  /** What a test declares, its namesake, and what the folder's Makefile makes of the test's module. */
  files(test: string, kbuild: Kbuild): string[] {
    const first = firstSources(this.absolute(test), this.project, this.index).map(({ file }) => this.relative(file));
    const module = kbuild.moduleName(test);
    const parts = this.built(test, kbuild).filter((source) => kbuild.moduleName(source) === module);
    return [...new Set([...first, ...parts])].filter((source) => source !== test);
  }

  /** What the folder's Makefile makes of other modules, each with its objects. */
  otherModules(test: string, kbuild: Kbuild): string[][] {
    const own = new Set([test, ...this.files(test, kbuild)]);
    const modules = new Map<string, string[]>();
    for (const source of this.built(test, kbuild)) {
      if (own.has(source)) continue;
      const module = kbuild.moduleName(source);
      modules.set(module, [...(modules.get(module) ?? []), source]);
    }
    return [...modules.values()];
  }

  private built(test: string, kbuild: Kbuild): string[] {
    const facts = this.index.facts(this.absolute(test));
    const included = (facts?.includedSources ?? []).map((name) => path.join(path.dirname(test), name));
    return kbuild
      .sourcesIn(kbuild.ownerOf(test))
      .filter((source) => !included.includes(source) && !this.index.facts(this.absolute(source))?.isTest);
  }

  /** What the configuration and the source's own comments add to the tree's flags. */
  flags(source: string): string[] {
    const file = this.absolute(source);
    const { config, root } = this.project;
    const configured = configuredFlags(file, this.project);
    const ownFlags = directiveFlags(file, this.index.facts(file));
    refuseCounters(
      [...(config.cflags ?? []), ...configured, ...ownFlags],
      `flags of ${file}`,
      'programs of a tree (--tree) keep no counts',
    );
    return [
      ...absoluteFlags([...projectFlags(config, root), ...configured], root),
      ...ownFlags,
      ...entryFlags(file, factsOfUnit(file, this.index)?.namedEntries),
      '-include',
      path.join(kernelRoot, 'tree/own_module.h'),
    ];
  }

  /** Sources that may be linked in when a symbol is needed: those below `folder` and of `--source` folders. */
  offered(folder: string): string[] {
    return [path.join(this.root, folder), ...this.sourceFolders]
      .flatMap((at) => [...this.index.sourcesBelow(at)])
      .filter((file) => !this.index.facts(file)?.hasMain)
      .map((file) => this.relative(file));
  }

  /** Changes with what is offered and with what `sources` do not have of it. */
  mark(folder: string, sources: string[]): string {
    const known = new Set(sources);
    return this.offered(folder)
      .map((source) => (known.has(source) ? source : `${source} ${fingerprint(this.absolute(source))}`))
      .join('\n');
  }

  private absolute(source: string): string {
    return path.resolve(this.root, source);
  }

  private relative(file: string): string {
    return path.relative(this.root, file);
  }
}
