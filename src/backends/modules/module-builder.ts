// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Candidates } from '../../link/candidates.js';
import { firstSources, sourceFlags } from '../../link/first-sources.js';
import { includedFiles } from '../../project/included-sources.js';
import type { Project } from '../../project/project.js';
import type { SourceIndex } from '../../project/source-index.js';
import { notCompiled } from '../../toolchain/first-error.js';
import { kernelRoot, projectFlags } from '../../toolchain/flags.js';
import { refuseCounters } from '../../toolchain/instrumentation.js';
import { runMake } from '../../toolchain/make.js';
import { cacheRoot, hashName } from '../../util/cache-dir.js';
import { shellQuote } from '../../util/command.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile, isFolder, makeFolder, writeIfChanged } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';
import type { Kernel } from '../../vm/machine-parts.js';
import { moduleErrors } from './module-errors.js';

/** A test file as a module for a real kernel. */
export type BuiltModule =
  | { test: string; name: string; file: string }
  | { test: string; name: string; file: undefined; sentence: string; output: string };

export interface ModuleBuildOptions {
  jobs: number;
  /** Further folders for symbols, absolute. */
  sources: string[];
  /** What make is told besides: ARCH=um. */
  makeWords: string[];
  onProgress(done: number, total: number, what: string): void;
}

interface Unit {
  test: string;
  name: string;
  /** Its tests run when it is loaded: nothing of ours is in it. */
  isPlain: boolean;
  sources: string[];
  traps: string[];
  failure?: { sentence: string; output: string };
}

/** A function that the kernel calls by its name. */
interface NamedEntry {
  name: string;
  /** What it is called in the module of a suite. */
  as: string;
  macro: 'module_init' | 'module_exit';
}

/** Our part of each module: what comes before its sources, and behind them. */
const runner = ['test', 'assert', 'resource', 'static_stub', 'text', 'user_alloc'].map((name) => `kunit/${name}.c`);
const ownSources = {
  first: ['module/first.c'],
  last: [...runner, 'module/glob.c', 'module/try_catch.c', 'module/device.c', 'module/last.c'],
};

/**
 * Builds test files as kernel modules with the kernel's own Kbuild: a folder
 * in our cache with a Kbuild file and, for each source, a file that includes
 * it. What a module lacks and the kernel does not export is looked for in the
 * project, as for a program; what nobody has is a stub that ends the case.
 */
export class ModuleBuilder {
  readonly folder: string;
  private readonly wholeProject: Candidates;
  private readonly folders = new Map<string, Candidates>();
  private readonly headers: string;

  constructor(
    private readonly kernel: Kernel,
    private readonly project: Project,
    private readonly index: SourceIndex,
    private readonly options: ModuleBuildOptions,
  ) {
    if (kernel.headers === undefined || !isFile(path.join(kernel.headers, 'Makefile')))
      throw new UserError(
        `${kernel.name}: the headers of ${kernel.release} are not here, and a test module is built against them: ` +
          `apt-get install linux-headers-${kernel.release}, or name a built tree or debian:6.12 with --kernel`,
        ExitCode.missing,
      );
    this.headers = kernel.headers;
    this.folder = path.join(
      cacheRoot(),
      'modules',
      `${path.basename(project.root)}-${hashName(project.root, this.headers)}`,
    );
    const roots = [project.root, ...options.sources];
    // What the emulation defines is no part of a real kernel.
    const isReal = (file: string) => !file.startsWith(`${kernelRoot}/`);
    this.wholeProject = new Candidates(
      index,
      () => new Set(roots.flatMap((root) => [...index.sourcesBelow(root)].filter(isReal))),
    );
  }

  async build(tests: string[]): Promise<BuiltModule[]> {
    makeFolder(path.join(this.folder, 'include'));
    link(path.join(kernelRoot, 'include', 'kunit'), path.join(this.folder, 'include', 'kunit'));
    const units = this.units(tests);
    for (const unit of units) this.clear(unit);
    for (;;) {
      const open = units.filter((unit) => !unit.failure);
      if (open.length === 0) break;
      this.writeKbuild(open);
      const { output, isGood } = await this.make();
      if (!this.attributeErrors(open, output, isGood) && !this.addMissing(open, output)) break;
    }
    return units.map((unit): BuiltModule => {
      const { test, name, failure } = unit;
      if (failure) return { test, name, file: undefined, ...failure };
      return { test, name, file: path.join(this.folder, `${name}.ko`) };
    });
  }

  private units(tests: string[]): Unit[] {
    const names = new Set(['runner', 'include']);
    return tests.map((test) => {
      const base = path.basename(test, '.c').replace(/\W/g, '_');
      const name = names.has(base) ? `${base}_${hashName(test).slice(0, 6)}` : base;
      names.add(name);
      const all = firstSources(test, this.project, this.index).map((source) => source.file);
      // What another one includes is compiled with it; of two that include each other the first is.
      const sources = all.filter(
        (file, i) =>
          !all.some(
            (other, j) => this.reached(other).slice(1).includes(file) && !(i < j && this.reached(file).includes(other)),
          ),
      );
      const isPlain = !this.index.facts(test)?.isTest;
      return { test, name, isPlain, sources, traps: [] };
    });
  }

  /** Files of a source that the module has no more, or that was built of others. */
  private clear(unit: Unit): void {
    const stamp = [...unit.sources, this.project.configFile ?? ''].join('\n');
    if (writeIfChanged(path.join(this.folder, `${unit.name}.stamp`), stamp))
      rmSync(path.join(this.folder, unit.name), { recursive: true, force: true });
  }

  private writeKbuild(units: Unit[]): void {
    const module = path.join(kernelRoot, 'module');
    const lines = [
      `NOSTDINC_FLAGS += -I${this.folder}/include`,
      `ccflags-y += ${[`-I${module}/include`, `-I${module}/compat`, ...this.projectFlags()].map(makeQuote).join(' ')}`,
    ];
    // All modules share the objects that are ours: kbuild warns of it, and they are made once.
    const ours = (files: string[]) => files.map((file) => this.writeSource('runner', path.join(kernelRoot, file), []));
    const [first, last] = [ours(ownSources.first), ours(ownSources.last)];
    for (const unit of units) {
      lines.push(`obj-m += ${unit.name}.o`);
      const objects: string[] = [];
      for (const file of unit.sources) {
        const object = this.writeSource(unit.name, file, objects, unit.isPlain ? [] : this.namedEntries(file));
        objects.push(object);
        const header = (name: string) => ['-include', `${module}/include/ktest/${name}`];
        const keep = unit.isPlain ? [] : header('keep-init.h');
        // Its entries must not be the module's.
        const entries = unit.isPlain ? [] : this.namedEntries(file);
        const hasEntry = entries.length > 0 || this.reached(file).some((each) => this.index.facts(each)?.hasInitcall);
        const entry = hasEntry && !unit.isPlain ? header('entry.h') : [];
        const renamed = entries.map(({ name, as }) => `-D${name}=${as}`);
        // A copy of what the kernel exports must not be exported again. With DWARF 5, tools name the file that includes
        // a source instead of the source.
        const flags = [
          ...renamed,
          ...keep,
          ...entry,
          '-D__DISABLE_EXPORTS',
          '-gdwarf-4',
          `-iquote${path.dirname(file)}`,
        ];
        flags.push(...sourceFlags(file, this.project, this.index));
        lines.push(`CFLAGS_${object} := ${flags.map(makeQuote).join(' ')}`);
      }
      if (unit.traps.length > 0) {
        writeIfChanged(path.join(this.folder, unit.name, 'traps.c'), trapsText(unit.traps));
        objects.push(`${unit.name}/traps.o`);
      }
      const all = unit.isPlain ? objects : [...first, ...objects, ...last];
      lines.push(`${unit.name}-y := ${all.join(' ')}`);
    }
    writeIfChanged(path.join(this.folder, 'Kbuild'), `${lines.join('\n')}\n`);
  }

  /** A file of ours that includes a source; the name of its object. */
  private writeSource(folder: string, file: string, taken: string[], entries: NamedEntry[] = []): string {
    const extension = path.extname(file);
    const base = path.basename(file, extension).replace(/[^\w-]/g, '_');
    const wanted = `${folder}/${base}.o`;
    const object = taken.includes(wanted) ? `${folder}/${base}-${hashName(file).slice(0, 6)}.o` : wanted;
    const registered = entries.map(({ macro, as }) => `${macro}(${as})\n`).join('');
    writeIfChanged(path.join(this.folder, object.replace(/\.o$/, extension)), `#include "${file}"\n${registered}`);
    return object;
  }

  /** A file and the sources that it includes, and they. */
  private reached(file: string, seen = new Set<string>()): string[] {
    if (seen.has(file)) return [];
    seen.add(file);
    return [file, ...includedFiles(file, this.index.facts(file)).flatMap((each) => this.reached(each, seen))];
  }

  /** Entries that go without module_init() and module_exit(): the module of a suite has its own of these names. */
  private namedEntries(file: string): NamedEntry[] {
    const defined = this.reached(file).flatMap((each) => this.index.facts(each)?.definitions ?? []);
    const id = hashName(file).slice(0, 6);
    return (['init', 'cleanup'] as const).flatMap((kind) => {
      const name = `${kind}_module`;
      const macro = kind === 'init' ? 'module_init' : 'module_exit';
      return defined.includes(name) ? [{ name, as: `ktest_${name}_${id}`, macro }] : [];
    });
  }

  private async make(): Promise<{ output: string; isGood: boolean }> {
    const words = ['-C', this.headers, `M=${this.folder}`, '-k', '-Otarget', `-j${this.options.jobs}`];
    // BTF of a module needs pahole, and no test does.
    words.push('KBUILD_MODPOST_WARN=1', 'CONFIG_DEBUG_INFO_BTF_MODULES=', ...this.options.makeWords, 'modules');
    writeIfChanged(path.join(this.folder, 'make.sh'), `#!/bin/sh\nexec make ${words.join(' ')} "$@"\n`);
    let done = 0;
    const onOutput = (text: string) => {
      for (const [, what] of text.matchAll(/^\s+CC \[M\]\s+(\S+)/gm))
        this.options.onProgress(++done, 0, `module object ${path.basename(what ?? '')}`);
    };
    const { status, output } = await runMake(words, { onOutput });
    return { output, isGood: status === 0 };
  }

  private projectFlags(): string[] {
    const { config, root } = this.project;
    refuseCounters(config.cflags ?? [], 'cflags of ktest.config', 'a module of a kernel keeps no counts');
    return projectFlags(config, root);
  }

  /** Blames modules for what was not built; whether the others are to be built again. */
  private attributeErrors(units: Unit[], output: string, isGood: boolean): boolean {
    if (isGood) return false;
    const unitOf = (name: string) => units.find((unit) => unit.name === name);
    const errors = moduleErrors(output, (name, object) =>
      unitOf(name)?.sources.find((file) => path.basename(file).startsWith(`${object}.`)),
    );
    let blamed = 0;
    for (const { name, source, sentence, output: said } of errors) {
      const unit = unitOf(name);
      if (!unit) continue;
      const words = source ? notCompiled(source, said, ` for ${this.kernel.release}`) : `${unit.test}: ${sentence}`;
      unit.failure ??= { sentence: words, output: said };
      blamed++;
    }
    if (blamed > 0) return true;
    const tail = output.split('\n').slice(-40).join('\n');
    for (const unit of units) unit.failure = { sentence: `the module of ${unit.test} was not built`, output: tail };
    return false;
  }

  /** Sources, or else stubs, for what modpost found to be missing; whether there is more to build. */
  private addMissing(units: Unit[], output: string): boolean {
    const linked = new Map(units.map((unit) => [unit, new Set(unit.sources)]));
    let added = false;
    for (const [, symbol = '', name] of output.matchAll(/modpost: "(\S+)" \[(?:\S*\/)?([\w-]+)\.ko\] undefined!/g)) {
      const unit = units.find((other) => other.name === name);
      if (!unit || unit.failure || unit.traps.includes(symbol)) continue;
      // What was linked does not define it after all.
      const found = this.definers(symbol, unit).filter((file) => !linked.get(unit)?.has(file));
      const [first] = found;
      if (found.some((file) => unit.sources.includes(file))) continue;
      if (found.length > 1) {
        unit.failure = {
          sentence: `${symbol} is defined by ${found.join(' and by ')}: choose one with a line in ${unit.test}: /* ktest: sources ${path.relative(path.dirname(unit.test), first ?? '')} */`,
          output: '',
        };
      } else if (first !== undefined) unit.sources.push(first);
      else if (unit.isPlain)
        unit.failure = {
          sentence: `${this.kernel.release} exports no ${symbol}, which ${unit.test} uses, and no file of the project defines it`,
          output: '',
        };
      else unit.traps.push(symbol);
      added = true;
    }
    return added;
  }

  /** Files that may define a symbol: of the test's own folder, else of the project. */
  private definers(symbol: string, unit: Unit): string[] {
    const folder = path.dirname(unit.test);
    let own = this.folders.get(folder);
    if (!own) {
      own = new Candidates(this.index, () => this.index.sourcesIn(folder));
      this.folders.set(folder, own);
    }
    const near = own.of(symbol);
    return near.length > 0 ? near : this.wholeProject.of(symbol);
  }
}

/** By assembler names, since a header may declare the symbol with its real type. */
function trapsText(symbols: string[]): string {
  const stubs = symbols.map(
    (name, i) =>
      `void ktest_trap_${i}(void) __asm__("${name}");\nvoid ktest_trap_${i}(void) { ktest_unsupported("${name}"); }\n`,
  );
  return `/* What neither the kernel exports nor the project has. */\n#include <ktest/core.h>\n${stubs.join('')}`;
}

function link(to: string, at: string): void {
  const folder = path.dirname(at);
  if (readdirSync(folder).includes(path.basename(at))) {
    if (isFolder(at) && realpathSync(at) === realpathSync(to)) return;
    rmSync(at, { force: true });
  }
  symlinkSync(to, at);
}

function makeQuote(word: string): string {
  return shellQuote(word)
    .replaceAll('$', () => '$$')
    .replaceAll('#', '\\#');
}
