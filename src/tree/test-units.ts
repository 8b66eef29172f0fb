// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { ModuleTest } from '../project/module-tests.js';
import { hashName } from '../util/cache-dir.js';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';
import { isOfSubsystem } from './boot-order.js';
import { isOutside } from './outside.js';
import type { OwnModule } from './own-module.js';
import type { SharedObject } from './shared-object.js';
import type { TreeWorkspace } from './tree-workspace.js';
import { isOwnCode, isUserSource } from './user-program.js';

const drivers = ['kunit.c', 'modtest.c', 'library.c', 'program.c'];
/** What a user-space program calls of libc. */
const ofPrograms = /^program_\w+\.c$/;

/** What a test's program is made of before anything is known of its symbols. */
export class TestUnits {
  private readonly known = new Map<string, string>();
  /** By the name of a test's file, sources that mention it with a quotation mark behind. */
  private readonly mentioned = new Map<string, Set<string>>();
  private readonly offered = new Map<string, Set<string>>();
  private readonly loaded = new Map<string, string[]>();
  /** By folder, sources with initcalls. */
  private readonly inits = new Map<string, string[]>();
  private readonly root: string;

  constructor(
    private readonly workspace: TreeWorkspace,
    private readonly modules: Map<string, ModuleTest>,
    private readonly own?: OwnModule,
    private readonly library?: SharedObject,
  ) {
    this.root = workspace.configured.tree.root;
  }

  /** The file to compile for a test: itself, or the file that includes it. */
  unit(test: string): string {
    const found = this.known.get(test) ?? this.includer(test) ?? test;
    this.known.set(test, found);
    return found;
  }

  private includer(test: string): string | undefined {
    if (this.library) return this.library.sources[0];
    if (this.modules.has(test) || isUserSource(test)) return undefined;
    for (const unit of this.mentioned.get(path.basename(test)) ?? []) {
      const text = readTextIfAny(path.join(this.root, unit)) ?? '';
      const match = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"]+)"/gm)].find(
        ([, name = '']) => path.join(path.dirname(unit), name) === test,
      );
      if (!match) continue;
      const options = testOptionsAround(text, match.index).filter(
        (name) => !this.workspace.configured.options.has(name),
      );
      this.workspace.addMacros(unit, options);
      return unit;
    }
    return undefined;
  }

  /** Looks for files that may include tests, before unit() is asked. A folder has hundreds: one grep says which are worth reading. */
  seek(tests: string[]): void {
    const sought = this.library ? [] : tests.filter((test) => !this.modules.has(test) && !isUserSource(test));
    const folders = new Set(sought.flatMap((test) => [path.dirname(test), path.dirname(path.dirname(test))]));
    const files = [...folders].flatMap((folder) => this.sourcesIn(folder));
    if (files.length === 0) return;
    const names = sought.flatMap((test) => ['-e', `${path.basename(test)}"`]);
    const found = tryCommand('grep', ['-oHF', ...names, ...files], undefined, this.root);
    for (const [, file = '', name = ''] of (found?.stdout ?? '').matchAll(/^([^:\n]+):(.*)"$/gm))
      this.mentioned.set(name, new Set([...(this.mentioned.get(name) ?? []), file]));
  }

  /** The adaptors, KUnit, the test, and what its module runs when it is loaded. */
  firstSources(test: string): string[] {
    const isModule = this.modules.has(test);
    // What drives a program: KUnit's suites, a module's init, or somebody else's process.
    const isProgram = isUserSource(test);
    const driver = this.library ? 'library.c' : isProgram ? 'program.c' : isModule ? 'modtest.c' : 'kunit.c';
    const adaptors = this.workspace.adaptors.filter((file) => {
      const name = path.basename(file);
      return name === driver || (!drivers.includes(name) && (isProgram || !ofPrograms.test(name)));
    });
    if (this.library) return [...adaptors, ...this.checkers(), ...this.library.sources];
    return [
      ...adaptors,
      ...this.checkers(),
      ...(isModule || isProgram ? [] : this.kunit()),
      this.unit(test),
      ...this.companions(test),
    ];
  }

  /** The tree's own checks of locks and lists, which nearly all code calls in this configuration. */
  private checkers(): string[] {
    const names = ['kernel/locking/spinlock.c', 'kernel/locking/spinlock_debug.c', 'kernel/locking/mutex-debug.c'];
    const { kbuild } = this.workspace;
    const built = new Set([...kbuild.sourcesIn('kernel/locking'), ...kbuild.sourcesIn('lib')]);
    return [...names, 'lib/list_debug.c'].filter((source) => built.has(source));
  }

  /** The tree's own KUnit, without its debugfs and without the executor that boots run. */
  private kunit(): string[] {
    const parts = this.workspace.kbuild.folder('lib/kunit')?.parts['kunit'] ?? [];
    const names = [...parts, 'hooks.o'].map((object) => `lib/kunit/${object.replace(/\.o$/, '.c')}`);
    return [...new Set(names)].filter(
      (source) => !/\/(debugfs|executor)\.c$/.test(source) && readTextIfAny(path.join(this.root, source)) !== undefined,
    );
  }

  /** A suite within a source tests what has booted: the initcalls of the source's folder have run. */
  companions(test: string): string[] {
    const known = this.loaded.get(test) ?? this.findCompanions(test);
    this.loaded.set(test, known);
    return known;
  }

  private findCompanions(test: string): string[] {
    if (this.library) return this.library.sources.filter((source) => this.hasInitcall(source));
    const unit = this.unit(test);
    const folder = path.dirname(unit);
    if (isOutside(test)) return this.ownSources(test).filter((source) => source !== unit);
    if (unit === test || !folder.includes('/')) return [];
    return this.initsIn(folder).filter((source) => source !== unit);
  }

  /** What a module that is not in the tree consists of: it is loaded, whether or not anything refers to it. */
  private ownSources(test: string): string[] {
    const { kbuild } = this.workspace;
    return [...(this.own?.files(test, kbuild) ?? []), ...this.otherModules(test).flat()];
  }

  /** Other modules that are made beside the test's, which its own sources may exclude. */
  otherModules(test: string): string[][] {
    return isOutside(test) ? (this.own?.otherModules(test, this.workspace.kbuild) ?? []) : [];
  }

  /** Whether a source that is not in the tree belongs to the module of a test. */
  offers(test: string, source: string): boolean {
    const known = this.offered.get(test) ?? new Set([...this.beside(test), ...this.firstSources(test)]);
    this.offered.set(test, known);
    return known.has(source);
  }

  /** Changes when a settled program of a module that is not in the tree may be another; '' in the tree. */
  mark(test: string, sources: string[]): string {
    if (!isOutside(test) || !this.own) return '';
    return hashName(this.own.mark(this.workspace.kbuild.ownerOf(test), sources), ...this.firstSources(test));
  }

  /**
   * Sources with the initcalls of the modules that the used `sources` of the test's subsystem belong to:
   * a module whose code runs has been loaded.
   */
  moduleInits(sources: string[], test: string): string[] {
    if (this.library || isOwnCode(test)) return [];
    const { kbuild } = this.workspace;
    const unit = this.unit(test);
    const own = sources.filter((source) => source !== unit && isOfSubsystem(source, path.dirname(test)));
    const modules = new Set(own.map((source) => kbuild.moduleName(source)));
    const folders = [...new Set(own.map((source) => path.dirname(source)))];
    return folders
      .flatMap((folder) => this.initsIn(folder))
      .filter((source) => source !== unit && modules.has(kbuild.moduleName(source)));
  }

  private initsIn(folder: string): string[] {
    const sources =
      this.inits.get(folder) ?? this.workspace.kbuild.sourcesIn(folder).filter((source) => this.hasInitcall(source));
    this.inits.set(folder, sources);
    return sources;
  }

  private hasInitcall(source: string): boolean {
    const text = readTextIfAny(path.join(this.root, source)) ?? '';
    return /^(module_init|\w+_initcall(_sync)?)\s*\(/m.test(text);
  }

  /** The folders of a test and of the file that includes it. */
  folders(test: string): string[] {
    const sources = this.library?.sources ?? [test, this.unit(test)];
    return [...new Set(sources.map((source) => path.dirname(source)))];
  }

  /** The folders that name a test's subsystem: drivers and iio, or net and sched; mm alone. */
  subsystem(test: string): string[] {
    return path.dirname(test).split('/').slice(0, 2);
  }

  /** Sources of a test's subsystem (drivers/iio, net/sched) that mention a name, configured or not. */
  mentioning(name: string, test: string): string[] {
    const [top = '', subsystem] = this.subsystem(test);
    if (isOwnCode(test) || subsystem === undefined) return [];
    const search = (folder: string) => {
      const found = tryCommand('grep', ['-rlw', '--include=*.c', name, folder], undefined, this.root);
      return (found?.stdout ?? '').split('\n').filter((line) => line !== '');
    };
    const near = search(path.join(top, subsystem));
    // All of drivers/ is a second's reading and more.
    return near.length > 1 || top === 'drivers' ? near : [...new Set([...near, ...search(top)])];
  }

  /** Files that belong to a test, whether or not the configuration builds them. */
  beside(test: string): string[] {
    const folder = path.dirname(test);
    if (isOutside(test)) {
      return this.own?.offered(this.workspace.kbuild.ownerOf(test)) ?? [];
    }
    if (this.library) return this.folders(test).flatMap((at) => this.sourcesIn(at));
    if (isUserSource(test)) return this.workspace.userFolder(test).sources();
    const parent = /\/(tests?|kunit)$/.test(folder) ? [path.dirname(folder)] : [];
    return [folder, ...parent].flatMap((at) => this.sourcesIn(at));
  }

  private sourcesIn(folder: string): string[] {
    try {
      return readdirSync(path.join(this.root, folder))
        .filter((name) => name.endsWith('.c'))
        .map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  }
}

/** The options of tests that conditions around a place in a text ask for. */
function testOptionsAround(text: string, at: number): string[] {
  const conditions: string[] = [];
  for (const line of text.slice(0, at).split('\n')) {
    const directive = /^[ \t]*#[ \t]*(if|ifdef|ifndef|else|elif|endif)\b(.*)/.exec(line);
    if (!directive) continue;
    const [, word = '', rest = ''] = directive;
    if (word === 'endif') conditions.pop();
    else if (word === 'else' || word === 'elif') conditions[conditions.length - 1] = '';
    else conditions.push(word === 'ifndef' ? '' : rest);
  }
  return conditions.flatMap((condition) => condition.match(/\bCONFIG_\w*(KUNIT|TEST)\w*/g) ?? []);
}
