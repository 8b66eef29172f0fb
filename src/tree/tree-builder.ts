// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { appendFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type BuildFailure, explainLinkFailure } from '../link/failures.js';
import type { ModuleTest } from '../project/module-tests.js';
import { ElfError } from '../toolchain/elf-tables.js';
import { frameFlag } from '../toolchain/flags.js';
import { NinjaFolder } from '../toolchain/ninja-folder.js';
import type { BuildMessage } from '../toolchain/ninja-output.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { type CallFinder, takeLog } from './calls-of-run.js';
import { Closures, isMadeByLinker } from './closures.js';
import { Definers } from './definers.js';
import { type ElfObject, readElf } from './elf.js';
import { Growth } from './growth.js';
import { leftOut } from './left-out.js';
import { isRequest } from './module-requests.js';
import { isOutside, shownSource } from './outside.js';
import type { OwnModule } from './own-module.js';
import type { SharedObject } from './shared-object.js';
import { TestUnits } from './test-units.js';
import { TreeMake } from './tree-make.js';
import type { TreeWorkspace } from './tree-workspace.js';
import { isDeclaredByTree } from './undeclared-in-tree.js';
import { isOwnCode, isUserSource } from './user-program.js';
import { whyNotCompiled, whyNotHere } from './why-not.js';

export interface BuiltTreeTest {
  /** The test file, relative to the tree. */
  test: string;
  program: string | undefined;
  failures: BuildFailure[];
  /** What its program is told beyond the machine's shape. */
  arguments: string[];
  /** Why symbols are in no program, where more is known than that: by name. */
  absences: ReadonlyMap<string, string>;
}

export interface TreeBuildOptions {
  jobs: number;
  /** Which tests are modules without KUnit. */
  modules: Map<string, ModuleTest>;
  /** What is found in the tree's own suites fails their cases. */
  isStrict?: boolean;
  /** Set when a shared object is made, and no program. */
  library?: SharedObject;
  calls: CallFinder;
  /** Sources of modules that are not in the tree. */
  own?: OwnModule;
  onProgress(done: number, total: number, what: string): void;
}

/** What objcopy makes of an object for one program. */
const changedObject = /\.(silent|init|module)\.o$/;

/** A run that still finds something new after so many rounds is given up. */
const maxRounds = 250;

/**
 * Builds programs of a tree's suites. A program starts as the suite, KUnit, what the suite names of lib/
 * and what is known to be called; every other function is a trap stub. It is run, what the run
 * called is added, and so on until a run calls nothing new (docs/tree.md).
 */
export class TreeBuilder {
  private readonly messages = new Map<string, BuildMessage>();
  /** Frames of the modules under test that are too large. Their other warnings come from the tree's headers, too. */
  readonly frameWarnings: string[] = [];
  private readonly elves = new Map<string, ElfObject>();
  /** Sources whose objects this run has brought up to date: nothing is read from an older one. */
  private readonly fresh = new Set<string>();
  private readonly closures: Closures;
  private readonly units: TestUnits;
  private readonly definers: Definers;
  private readonly make: TreeMake;
  /** Sources for whose headers the tree's build was asked in this run, and of them those that wait for it. */
  private readonly generated = new Set<string>();
  private readonly waiting = new Set<string>();
  /** Sources whose objects were damaged and are made again. */
  private readonly remade = new Set<string>();
  /** Many cases reach the same symbol, and the answer may take a search of the tree. */
  private readonly absent = new Map<string, string>();
  /** Outputs that ninja made in this run. */
  private readonly made = new Set<string>();
  private readonly folder: NinjaFolder;

  constructor(
    private readonly workspace: TreeWorkspace,
    private readonly options: TreeBuildOptions,
  ) {
    this.folder = new NinjaFolder(workspace.folder);
    this.units = new TestUnits(workspace, options.modules, options.own, options.library);
    const objects = { elf: this.elf.bind(this), failed: this.failed.bind(this) };
    const say = (what: string) => options.onProgress(0, 0, what);
    this.make = new TreeMake(workspace.configured, options.jobs, say);
    this.definers = new Definers(workspace, this.units, objects, this.make);
    this.closures = new Closures(workspace, this.units, this.definers, options);
  }

  async build(wanted: string[]): Promise<BuiltTreeTest[]> {
    const { workspace } = this;
    const tests = wanted.filter((test) => this.whyNotHere(test) === undefined);
    this.units.seek(tests);
    for (const test of tests) {
      workspace.underTest.add(this.units.unit(test));
      this.takeLateCalls(test);
      const planned = workspace.plans.get(test)?.sources ?? [];
      for (const source of [...this.units.firstSources(test), ...planned]) workspace.addSource(source);
    }
    const settled = tests.filter((test) => this.isSettled(test));
    const open = tests.filter((test) => !settled.includes(test));
    if (settled.length > 0) open.push(...(await this.rebuild(settled)));

    const growth = new Growth(open, this.options.jobs, maxRounds);
    for (let isFirst = true; growth.tests.length > 0; isFirst = false) {
      // The first program of a test that is known from elsewhere is most often its last.
      for (const test of growth.tests) if (!isFirst || !workspace.calls.knows(test)) workspace.growing.add(test);
      growth.next(await this.runAndGrow(await this.link(growth.tests)));
    }
    await this.linkGrown();
    this.folder.finish();
    // What nobody waited for is not left running.
    await this.make.done();
    return wanted.map((test) => this.result(test));
  }

  /** Where is kept what a run called that the run for calls had not: another way by chance, or one that was ended early. */
  private lateCalls(test: string): string {
    return this.workspace.absolute(`${this.workspace.program(test)}.late`);
  }

  private takeLateCalls(test: string): void {
    const plan = this.workspace.plans.get(test);
    const late = takeLog(this.lateCalls(test)).map(([name = '']) => name);
    if (!plan || late.length === 0) return;
    plan.called = [...new Set([...plan.called, ...late])].sort();
    plan.isSettled = false;
  }

  private isSettled(test: string): boolean {
    const plan = this.workspace.plans.get(test);
    if (this.options.library || !plan?.isSettled || plan.open.length > 0) return false;
    if ((plan.cutAfter ?? Infinity) < this.options.calls.patience) return false;
    if (plan.mark !== this.units.mark(test, plan.sources) || !this.workspace.hasSources(plan)) return false;
    return plan.arguments.join('\0') === this.argumentsOf(test).join('\0');
  }

  /** What a program is told. What is found in it changes nothing in what it calls. */
  private argumentsOf(test: string, toBeJudged = false): string[] {
    const strict = toBeJudged && this.options.isStrict ? ['--strict'] : [];
    return [...(this.options.modules.get(test)?.arguments ?? []), ...strict];
  }

  /** Brings programs with a settled plan up to date; returns those whose plan no longer holds. */
  private async rebuild(tests: string[]): Promise<string[]> {
    const { workspace } = this;
    workspace.save();
    const programs = tests.map((test) => workspace.program(test));
    await this.ninja(programs);
    if (this.waiting.size > 0) {
      await this.endWaiting();
      await this.ninja(programs);
    }
    const made = tests.filter((test) => this.made.has(workspace.program(test)) || this.isBroken(test));
    const changed = made.filter((test) => !this.isAsPlanned(test));
    const same = made.filter((test) => !changed.includes(test));
    return [...changed, ...(same.length > 0 ? (await this.runAndGrow(same)).keys() : [])];
  }

  private isBroken(test: string): boolean {
    const sources = this.workspace.plans.get(test)?.sources ?? [];
    return sources.some((source) => this.failed(source)) || !!this.messages.get(this.workspace.program(test))?.failed;
  }

  /** Whether the objects, just made, still need and offer what the plan says. */
  private isAsPlanned(test: string): boolean {
    const plan = this.workspace.plans.get(test);
    if (!plan || this.isBroken(test)) return false;
    for (const source of plan.sources) this.fresh.add(source);
    const reached = this.closures.reached(plan.sources, test);
    const traps = new Set(plan.traps.map((trap) => trap.symbol));
    return (
      [...reached.missing.keys()].every((symbol) => traps.has(symbol) || isMadeByLinker(symbol)) &&
      reached.sources.length === plan.sources.length &&
      reached.hooks.join() === plan.hooks.join() &&
      reached.initcalls.join() === plan.initcalls.join()
    );
  }

  /** Completes each program's closure, compiling what it takes, and links those that changed. */
  private async link(tests: string[]): Promise<string[]> {
    const { workspace } = this;
    let open = tests;
    let wanted = new Set(tests.flatMap((test) => this.units.firstSources(test)));
    const complete: string[] = [];
    while (open.length > 0) {
      for (const source of wanted) workspace.addSource(source);
      workspace.save();
      const compiled = this.compile(wanted);
      // Text is read while the compilers run.
      for (const test of open) this.definers.addBeside(test);
      await compiled;
      wanted = new Set();
      const next: string[] = [];
      for (const test of open) {
        if (this.units.firstSources(test).some((source) => this.failed(source))) continue;
        const closure = this.closures.close(test);
        if (!closure.plan) {
          for (const source of closure.pending) wanted.add(source);
          next.push(test);
        } else {
          workspace.plans.set(test, closure.plan);
          complete.push(test);
        }
      }
      open = next;
    }
    workspace.save();
    const programs = complete.map((test) => workspace.program(test));
    if (programs.length > 0) await this.ninja(programs);
    return complete.filter((test) => !this.messages.get(workspace.program(test))?.failed);
  }

  /** Compiles sources; those for which the tree's build generates something are left for later, as long as there are others. */
  private async compile(sources: Set<string>): Promise<void> {
    const areAllWaiting = [...sources].every((source) => this.waiting.has(source));
    if (areAllWaiting || (this.waiting.size > 0 && !this.make.isBusy)) await this.endWaiting();
    const ready = [...sources].filter((source) => !this.failed(source) && !this.waiting.has(source));
    await this.ninja(ready.map((source) => this.workspace.object(source)));
    for (const source of ready) if (!this.waiting.has(source)) this.fresh.add(source);
  }

  private async endWaiting(): Promise<void> {
    await this.make.done();
    this.waiting.clear();
  }

  /** Links what has grown once more, now to be kept. */
  private async linkGrown(): Promise<void> {
    const { workspace } = this;
    const grown = [...workspace.growing].filter((test) => this.made.has(workspace.program(test)));
    workspace.growing.clear();
    workspace.save();
    await this.ninja(grown.filter((test) => !this.isBroken(test)).map((test) => workspace.program(test)));
  }

  /** Runs programs; returns those whose run called something that the tree can provide, and what. */
  private async runAndGrow(tests: string[]): Promise<Map<string, string[]>> {
    const growing = new Map<string, string[]>();
    const programs = tests.map((test) => ({
      program: this.workspace.absolute(this.workspace.program(test)),
      arguments: this.argumentsOf(test),
    }));
    let done = 0;
    const calls = await this.options.calls.find(programs, () =>
      this.options.onProgress(++done, tests.length, 'run to see what is called'),
    );
    for (const [i, test] of tests.entries()) {
      const names = [...new Set((calls[i]?.chains ?? []).map(([name = '']) => name))];
      const isUndefined = (name: string) => !isRequest(name) && this.definers.of(name, test).length === 0;
      await this.definers.seek(
        names.filter((name) => isUndefined(name) && this.definers.replacedDefiner(name) === undefined),
        test,
      );
      const plan = this.workspace.plans.get(test);
      if (!plan) continue;
      plan.open = names.filter(isUndefined).sort();
      plan.cutAfter = calls[i]?.isCut ? this.options.calls.patience : undefined;
    }
    tests.forEach((test, i) => {
      const plan = this.workspace.plans.get(test);
      if (!plan) return;
      const known = new Set(plan.called);
      const chains = (calls[i]?.chains ?? []).filter(
        ([name = '']) => !known.has(name) && this.definers.of(name, test).length > 0,
      );
      const refers = this.closures.references(plan.sources);
      for (const chain of chains) {
        this.workspace.calls.add(this.insideTree(chain, test), refers);
        this.closures.addExecuted(test, chain);
      }
      const fresh = [...new Set(chains.map(([name = '']) => name))];
      if (fresh.length > 0) {
        plan.called = [...plan.called, ...fresh].sort();
        plan.isSettled = false;
        growing.set(test, fresh);
      } else {
        plan.isSettled = ![...this.definers.brokenOf(test).values()].some(isOwnCode);
        if (!this.options.library && !isOutside(test)) this.workspace.calls.addTest(test, plan.called, plan.hooks);
      }
    });
    return growing;
  }

  /** Of a chain of calls, the innermost first, what is called before it comes to a module that is not in the tree. */
  private insideTree(chain: string[], test: string): string[] {
    if (!isOutside(test)) return chain;
    const own = this.workspace.plans.get(test)?.sources.filter((source) => isOwnCode(source)) ?? [];
    const end = chain.findIndex((name) => own.some((source) => this.elf(source)?.functions.has(name)));
    return end < 0 ? chain : chain.slice(0, end);
  }

  // ---- sources

  /** Sources that include what the tree's build generates are built once by it, and compiled here after that. */
  private generateHeaders(messages: BuildMessage[]): void {
    const lacking = messages.filter(({ failed, text }) => failed && /fatal error: \S+: No such file/.test(text));
    const sources = [...this.workspace.compiledSources()].filter(
      (source) =>
        /\.[cS]$/.test(source) &&
        !path.isAbsolute(source) &&
        !this.generated.has(source) &&
        lacking.some(({ out }) => out === this.workspace.object(source)) &&
        this.definers.index.isBuilt(source),
    );
    for (const source of sources) {
      this.generated.add(source);
      this.waiting.add(source);
      this.messages.delete(this.workspace.object(source));
    }
    this.make.ask(sources.map((source) => source.replace(/\.[cS]$/, '.o')));
  }

  private elf(source: string): ElfObject | undefined {
    if (!this.fresh.has(source) || this.failed(source)) return undefined;
    const known = this.elves.get(source);
    if (known) return known;
    const file = this.workspace.absolute(this.workspace.object(source));
    try {
      const elf = readElf(file);
      this.elves.set(source, elf);
      return elf;
    } catch (error) {
      if (!(error instanceof ElfError)) throw error;
      this.damaged(source, file, error.message);
      return undefined;
    }
  }

  /** An object that a full disk or a crash has cut off is made again; one that then is no better has failed. */
  private damaged(source: string, file: string, sentence: string): void {
    this.fresh.delete(source);
    if (this.remade.has(source)) {
      const out = this.workspace.object(source);
      this.messages.set(out, { out, failed: true, text: sentence });
      return;
    }
    this.remade.add(source);
    rmSync(file, { recursive: true, force: true });
  }

  /** Sources of the test's own module that may define what it needs, and do not compile. */
  private brokenOwn(test: string): string[] {
    return [...new Set(this.definers.brokenOf(test).values())].filter(isOutside);
  }

  /** Why the program of a test has not a kernel symbol that a run reached. */
  absence(symbol: string, test: string): string {
    const definer = this.definers.of(symbol, test)[0];
    if (definer !== undefined && !this.workspace.plans.get(test)?.called.includes(symbol)) {
      appendFileSync(this.lateCalls(test), `${symbol}\n`);
      return `kernel symbol ${symbol} of ${definer} was not called when the program was run to see what it calls: the next run has it`;
    }
    const known = this.absent.get(symbol) ?? this.findAbsence(symbol, test);
    this.absent.set(symbol, known);
    return known;
  }

  private findAbsence(symbol: string, test: string): string {
    const replaced = this.definers.replacedDefiner(symbol);
    const { tree } = this.workspace.configured;
    if (replaced === undefined) {
      const isOwn = () => isOutside(test) && !isDeclaredByTree(symbol, tree.root);
      return (
        leftOut(this.workspace.configured, symbol) ??
        (isOwn()
          ? `${symbol} is declared, but no file of the project defines it, nor does Linux ${tree.version}`
          : `kernel symbol ${symbol} is in nothing that this configuration builds: see --kconfig`)
      );
    }
    return `${symbol}() is in no program of a tree: ktest's runtime works in place of ${replaced}, and has no such function; in a kernel it works: --backend qemu`;
  }

  /** What is known of symbols that a program lacks because their source does not compile. */
  private absences(test: string): Map<string, string> {
    const known = [...this.definers.brokenOf(test)].map(([symbol, source]): [string, string] => {
      const text = this.messages.get(this.workspace.object(source))?.text ?? '';
      const error = text.split('\n').find((line) => /\berror: /.test(line));
      return [
        symbol,
        `kernel symbol ${symbol} is defined in ${shownSource(this.workspace.configured.tree.root, source)}, which does not compile${error ? `: ${error.trim()}` : ''}`,
      ];
    });
    return new Map(known);
  }

  private failed(source: string): boolean {
    return this.messages.get(this.workspace.object(source))?.failed ?? false;
  }

  private async ninja(targets: string[]): Promise<void> {
    if (targets.length === 0) return;
    // What an earlier round said of them is not this one's.
    for (const target of targets) this.messages.delete(target);
    const messages = await this.folder.build(targets, this.options.jobs, (done, total, what) => {
      this.made.add(what.replace(/^(compile|link) /, ''));
      this.options.onProgress(done, total, what);
    });
    for (const message of messages) {
      this.messages.set(message.out, message);
      if (!message.failed && message.text.includes(frameFlag)) this.frameWarnings.push(message.text);
      if (message.failed && changedObject.test(message.out)) {
        throw new UserError(`${message.out} was not made: ${message.text.trim()}`, ExitCode.missing);
      }
    }
    this.generateHeaders(messages);
  }

  private whyNotHere(test: string): string | undefined {
    return whyNotHere(test) ?? (isUserSource(test) ? this.workspace.userFolder(test).whyNot(test) : undefined);
  }

  private result(test: string): BuiltTreeTest {
    const { workspace } = this;
    const foreign = this.whyNotHere(test);
    if (foreign !== undefined)
      return {
        test,
        program: undefined,
        failures: [{ output: '', sentence: foreign }],
        arguments: [],
        absences: new Map(),
      };
    const failures: BuildFailure[] = [];
    for (const source of new Set([...this.units.firstSources(test), ...this.brokenOwn(test)])) {
      const message = this.messages.get(workspace.object(source));
      if (message?.failed)
        failures.push({
          output: message.text,
          sentence: whyNotCompiled(workspace.configured, source, message.text),
        });
    }
    const link = this.messages.get(workspace.program(test));
    if (failures.length === 0 && link?.failed) failures.push(explainLinkFailure(link.text, test));
    const program = failures.length > 0 ? undefined : workspace.absolute(workspace.program(test));
    return { test, program, failures, arguments: this.argumentsOf(test, true), absences: this.absences(test) };
  }
}
