// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import { isCxx } from '../project/cxx.js';
import { makefileSays } from '../project/module-makefile.js';
import type { ModuleTest } from '../project/module-tests.js';
import { programFlags } from '../project/program-tests.js';
import { kernelTreeAbove } from '../project/project.js';
import type { SourceIndex } from '../project/source-index.js';
import { notCompiled } from '../toolchain/first-error.js';
import { moduleFlags } from '../toolchain/flags.js';
import { NinjaFolder } from '../toolchain/ninja-folder.js';
import type { BuildMessage } from '../toolchain/ninja-output.js';
import { type Runtime, runtimeStamp } from '../toolchain/runtime.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, readJsonIfAny, writeIfChanged } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { Candidates } from './candidates.js';
import { type Ambiguity, close, lackingNote, type Plan, type PlannedSource, type Providers } from './closure.js';
import { type BuildFailure, explainLinkFailure, missingHeader, missingHeaderSentence } from './failures.js';
import { directiveFlags, entryFlags, firstSources } from './first-sources.js';
import { libraryNames } from './library-names.js';
import { archiveNames, readSymbols } from './symbols.js';
import { cxxLibraries, type Workspace } from './workspace.js';

/** A test file's way to a program. */
export type BuiltTest =
  | { test: string; program: string; plan: Plan; arguments?: string[] }
  | { test: string; program: undefined; plan: Plan | undefined; failures: BuildFailure[] };

export interface BuildResult {
  tests: BuiltTest[];
  /** Warnings that compilers printed. */
  warnings: string[];
  /** What the emulated kernel defines. */
  runtimeNames: Set<string>;
}

export interface BuildOptions {
  jobs: number;
  /** Further folders for symbols, absolute. */
  sources: string[];
  /** Self-tests without KUnit, by test file. */
  modules: Map<string, ModuleTest>;
  /** Tests that have a main(). */
  programs: Set<string>;
  /** Builds what of the runtime is not built yet. */
  wholeLibrary(): Promise<Runtime>;
  onProgress(done: number, total: number, what: string): void;
}

interface Round {
  /** Sources to compile. */
  wanted: Set<string>;
  ambiguities: Map<string, Ambiguity[]>;
  /** A plan is new. */
  relink: boolean;
  needsWholeRuntime: boolean;
}

/** Names whose definition the compiler must not turn into a call to itself. */
const stringFunctions = ['memset', 'memcpy', 'memmove', 'memcmp', 'strlen'];

/** Compiles and links test files; every step is a round of ninja. */
export class Builder {
  private readonly messages = new Map<string, BuildMessage>();
  /** By test, the sources of a plan that can not be linked. */
  private readonly unlinkable = new Map<string, PlannedSource[]>();
  private runtimeNames: Set<string>;
  private readonly hostNames: Set<string>;
  private cxxNames: Set<string> | undefined;
  private readonly folders = new Map<string, Candidates>();
  private readonly testFolders = new Map<string, Candidates>();
  private readonly wholeProject: Candidates;
  private readonly folder: NinjaFolder;

  constructor(
    private readonly workspace: Workspace,
    private readonly index: SourceIndex,
    private readonly options: BuildOptions,
  ) {
    this.runtimeNames = new Set(runtimeNames(workspace.runtime));
    const { compiler, project, folder } = workspace;
    this.hostNames = new Set([
      ...compiler.hostNames,
      ...libraryNames(compiler.command, project.config.libs ?? [], folder),
    ]);
    this.folder = new NinjaFolder(folder);
    const roots = [workspace.project.root, ...options.sources];
    this.wholeProject = new Candidates(index, () => new Set(roots.flatMap((root) => [...index.withCxxBelow(root)])));
  }

  async build(tests: string[]): Promise<BuildResult> {
    const { workspace } = this;
    const first = new Map(tests.map((test) => [test, firstSources(test, workspace.project, this.index)]));
    for (const sources of first.values()) for (const source of sources) this.addSource(source.file);

    // With a plan of an earlier run, one round compiles and links; the plan is checked afterwards.
    const linkable = new Set(tests.filter((test) => workspace.plans.has(test)));
    let ambiguities = new Map<string, Ambiguity[]>();
    let wanted = new Set([...first.values()].flat().map((source) => source.file));
    for (;;) {
      for (const source of wanted) this.addSource(source);
      workspace.save();
      const programs = tests.filter((test) => linkable.has(test)).map((test) => workspace.program(test));
      await this.ninja([...programs, ...[...wanted].map((source) => workspace.object(source))]);
      await this.readNewSymbols([...wanted, ...tests.flatMap((test) => this.planned(test))]);

      let round = this.settle(tests, first, linkable);
      if (round.needsWholeRuntime) {
        await this.completeRuntime(tests, linkable);
        round = this.settle(tests, first, linkable);
      }
      ({ wanted, ambiguities } = round);
      if (wanted.size === 0 && !round.relink) break;
    }
    this.folder.finish();
    this.index.save();
    workspace.saveState();
    return this.result(tests, first, ambiguities);
  }

  /** After a round of ninja: plans that are complete, and what the next round has to compile. */
  private settle(tests: string[], first: Map<string, PlannedSource[]>, linkable: Set<string>): Round {
    const { workspace } = this;
    const round: Round = { wanted: new Set(), ambiguities: new Map(), relink: false, needsWholeRuntime: false };
    for (const test of tests) {
      const closure = close(first.get(test) ?? [], this.providers(test));
      for (const source of closure.pending) if (!this.failed(source)) round.wanted.add(source);
      if (closure.ambiguities.length > 0) round.ambiguities.set(test, closure.ambiguities);
      if (closure.needsWholeRuntime || this.lacksRest(test, linkable)) round.needsWholeRuntime = true;
      const isComplete = !closure.needsWholeRuntime && closure.pending.every((source) => this.failed(source));
      if (!isComplete || round.ambiguities.has(test) || closure.plan.sources.some((s) => this.failed(s.file))) {
        linkable.delete(test);
        if (isComplete) this.unlinkable.set(test, closure.plan.sources);
        continue;
      }
      this.unlinkable.delete(test);
      const plan: Plan = {
        ...closure.plan,
        ...(this.options.modules.has(test) && { isModule: true }),
        ...(this.options.programs.has(test) && { isProgram: true }),
      };
      if (linkable.has(test) && samePlan(workspace.plans.get(test), plan)) continue;
      workspace.plans.set(test, plan);
      // What the link of an older plan said is not this one's.
      this.messages.delete(workspace.program(test));
      linkable.add(test);
      round.relink = true;
    }
    return round;
  }

  /** A link that failed may have lacked what only the whole runtime has. */
  private lacksRest(test: string, linkable: Set<string>): boolean {
    const { workspace } = this;
    return !workspace.runtime.isWhole && linkable.has(test) && this.isFailed(workspace.program(test));
  }

  private async completeRuntime(tests: string[], linkable: Set<string>): Promise<void> {
    const { workspace } = this;
    for (const test of tests) if (this.isFailed(workspace.program(test))) linkable.delete(test);
    workspace.useRuntime(await this.options.wholeLibrary());
    this.runtimeNames = new Set(runtimeNames(workspace.runtime));
  }

  private addSource(source: string): void {
    const facts = this.index.facts(source);
    const freestanding = stringFunctions.some((name) => facts?.definitions.includes(name));
    const module = this.options.modules.get(source)?.module;
    const made = makefileSays(source);
    const isProgram = this.options.programs.has(source);
    const flags = [
      ...moduleFlags(source, made.module),
      ...(freestanding ? ['-ffreestanding'] : []),
      ...(module === undefined ? [] : [`-DKTEST_MODULE_NAME="${module}"`]),
      ...(isProgram ? programFlags(source) : []),
      ...made.flags,
      ...entryFlags(source, facts?.namedEntries),
      ...directiveFlags(source, facts),
    ];
    this.workspace.addSource(source, flags, isProgram || isCxx(source));
  }

  private async ninja(targets: string[]): Promise<void> {
    const { jobs, onProgress } = this.options;
    for (const message of await this.folder.build(targets, jobs, onProgress)) this.messages.set(message.out, message);
  }

  private planned(test: string): string[] {
    return this.workspace.plans.get(test)?.sources.map((source) => source.file) ?? [];
  }

  private async readNewSymbols(sources: string[]): Promise<void> {
    const { workspace } = this;
    const read = (some: string[]) => {
      const damaged = new Set(
        readSymbols(
          some.map((source) => this.objectFile(source)),
          workspace.symbols,
        ),
      );
      return some.filter((source) => damaged.has(this.objectFile(source)));
    };
    const damaged = read([...new Set(sources)].filter((source) => !this.failed(source)));
    if (damaged.length === 0) return;
    for (const source of damaged) rmSync(this.objectFile(source), { force: true });
    await this.ninja(damaged.map((source) => workspace.object(source)));
    const [still] = read(damaged.filter((source) => !this.failed(source)));
    if (still !== undefined)
      throw new UserError(
        `nm can not read ${this.objectFile(still)}, which was just compiled: do ${workspace.compiler.command} and binutils go together?`,
        ExitCode.missing,
      );
  }

  private objectFile(source: string): string {
    return this.workspace.absolute(this.workspace.object(source));
  }

  private failed(source: string): boolean {
    return this.isFailed(this.workspace.object(source));
  }

  private isFailed(output: string): boolean {
    return this.messages.get(output)?.failed ?? false;
  }

  private ownFolder(folder: string): Candidates {
    let candidates = this.folders.get(folder);
    if (!candidates) {
      candidates = new Candidates(this.index, () => this.index.withCxxIn(folder));
      this.folders.set(folder, candidates);
    }
    return candidates;
  }

  private testsOfFolder(folder: string): Candidates {
    const known = this.testFolders.get(folder) ?? new Candidates(this.index, () => this.index.sourcesIn(folder), true);
    this.testFolders.set(folder, known);
    return known;
  }

  /** What libc and C++'s own libraries define. */
  private namesWithCxx(): Set<string> {
    const { compiler, folder } = this.workspace;
    this.cxxNames ??= new Set([
      ...this.hostNames,
      ...libraryNames(compiler.command, [...cxxLibraries, '-lgcc_s'], folder),
    ]);
    return this.cxxNames;
  }

  private providers(test: string): Providers {
    const { workspace } = this;
    return {
      symbols: (source) => {
        const failure = this.messages.get(workspace.object(source));
        if (failure?.failed) {
          const header = missingHeader(failure.text);
          return header ? { header } : 'broken';
        }
        return workspace.symbols.get(this.objectFile(source));
      },
      runtime: this.runtimeNames,
      isRuntimeWhole: workspace.runtime.isWhole,
      host: isCxx(test) ? this.namesWithCxx() : this.hostNames,
      levels: [this.ownFolder(path.dirname(test)), this.wholeProject],
      otherTests: this.testsOfFolder(path.dirname(test)),
      // Of a kernel tree's own files the runtime is the emulation.
      prefersOwn: kernelTreeAbove(path.dirname(test)) === undefined,
    };
  }

  private result(
    tests: string[],
    first: Map<string, PlannedSource[]>,
    ambiguities: Map<string, Ambiguity[]>,
  ): BuildResult {
    const { workspace } = this;
    const restore = (text: string) => workspace.paths.restore(text);
    const built = tests.map((test): BuiltTest => {
      const plan = workspace.plans.get(test);
      const failures: BuildFailure[] = (ambiguities.get(test) ?? []).map((found) => ambiguitySentence(found, test));
      for (const { file } of this.unlinkable.get(test) ?? plan?.sources ?? first.get(test) ?? []) {
        const failure = this.messages.get(workspace.object(file));
        if (failure?.failed) failures.push(this.compileFailure(file, restore(failure.text)));
      }
      const link = this.messages.get(workspace.program(test));
      if (failures.length === 0 && link?.failed) failures.push(explainLinkFailure(restore(link.text), test));
      const program = workspace.absolute(workspace.program(test));
      if (failures.length === 0 && plan && !isFile(program)) failures.push(notLinked(test, this.messages.values()));
      if (failures.length > 0 || !plan) return { test, program: undefined, plan, failures };
      const words = this.options.modules.get(test)?.arguments;
      return { test, program, plan, ...(words && { arguments: words }) };
    });
    const warnings = [...this.messages.values()]
      .filter((message) => !message.failed && message.text.trim() !== '')
      .map((message) => restore(message.text));
    return { tests: built, warnings, runtimeNames: this.runtimeNames };
  }

  private reachesRealHeaders(output: string): boolean {
    return (this.workspace.project.realHeaders ?? []).some((folder) => output.includes(`${folder}/`));
  }

  private compileFailure(file: string, output: string): BuildFailure {
    const header = missingHeader(output);
    return {
      file,
      output,
      sentence: /cannot execute .cc1plus/.test(output)
        ? `${file} is C++, and ${this.workspace.compiler.command}'s C++ compiler is not installed: install it (apt-get install g++)`
        : header
          ? missingHeaderSentence(header, file)
          : this.reachesRealHeaders(output)
            ? `${file} does not compile: the real headers that it includes need more of a kernel than the emulated headers have; with a source tree (--tree) all of them are real`
            : notCompiled(file, output),
    };
  }
}

/** A step before the link failed. */
function notLinked(test: string, messages: Iterable<BuildMessage>): BuildFailure {
  const failed = [...messages].filter((message) => message.failed);
  const output = failed.map((message) => message.text).join('\n');
  return { output, sentence: `the program of ${test} was not linked: an earlier step failed` };
}

function samePlan(a: Plan | undefined, b: Plan): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function ambiguitySentence(found: Ambiguity, test: string): BuildFailure {
  const folder = path.dirname(test);
  const names = found.candidates.map((file) => path.relative(folder, file));
  return {
    output: '',
    sentence:
      `${found.symbol}, needed by ${found.neededBy}, is defined by ${found.candidates.join(' and by ')}: ` +
      `choose one with a line in ${test}: /* ktest: sources ${names[0]} */`,
  };
}

/** The names in the runtime's archive, asked of nm once for each archive. */
function runtimeNames(runtime: Runtime): string[] {
  const file = `${runtime.archive}.names.json`;
  const key = runtimeStamp();
  const known = readJsonIfAny<{ version: number; key: string; names: string[] }>(file, 1);
  if (known?.key === key) return known.names;
  const names = archiveNames(runtime.archive);
  writeIfChanged(file, JSON.stringify({ version: 1, key, names }));
  return names;
}

/** Sentences about what was left out of programs. */
export function leftOut(tests: BuiltTest[]): string[] {
  const traps = tests.flatMap(({ plan }) => plan?.traps ?? []);
  return [...new Set(traps.flatMap(({ symbol, lacking }) => (lacking ? [`${symbol}: ${lackingNote(lacking)}`] : [])))];
}

export function isBuilt<T extends { program: string | undefined }>(test: T): test is T & { program: string } {
  return test.program !== undefined;
}
