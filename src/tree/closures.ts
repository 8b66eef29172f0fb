// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { ModuleTest } from '../project/module-tests.js';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny } from '../util/files.js';
import { type BootHook, bootHooks, preparersOf, runsAtBoot } from './boot-order.js';
import type { Definers } from './definers.js';
import { isRequest } from './module-requests.js';
import { isOutside } from './outside.js';
import { initcallSection, Reachability, type Reached } from './reach.js';
import type { SharedObject } from './shared-object.js';
import type { TestUnits } from './test-units.js';
import type { TreePlan, TreeWorkspace } from './tree-workspace.js';
import { isOwnCode, isUserSource, mainOf, userProgramName } from './user-program.js';

/** What starts a program's reachability: the engine's calls, and the suites of the test file. */
const rootSymbols = ['kt_skin_boot', 'kt_skin_suites', 'kt_skin_run_case'];
const suiteSections = /^\.kunit_(init_)?test_suites$/;
const moduleSections = /^\.initcall\w*\.init$|^\.exitcall\.exit$|^__param$/;

/** A program on its way to a plan. */
interface Closing {
  sources: Set<string>;
  /** Symbols that a run reached, or is expected to reach. */
  called: Set<string>;
  reachability: Reachability;
  /** Sources that known calls lead to: they are compiled together, and are in the program when a call needs them. */
  foreseen: Set<string>;
  /** Sources whose initcalls run in any case. */
  loaded: Set<string>;
  /** Other modules' sources have been looked at. */
  isChecked: boolean;
}

/** What each program of a tree is made of, as far as objects, and calls that are known, tell. */
export class Closures {
  private readonly hooks: BootHook[];
  /** Programs whose plan waits for compilers. */
  private readonly closings = new Map<string, Closing>();
  /** Whether a test's own module calls the network. */
  private readonly networked = new Map<string, boolean>();
  /** Functions of a test's program that were seen on a stack in this run. */
  private readonly executed = new Map<string, Set<string>>();

  constructor(
    private readonly workspace: TreeWorkspace,
    private readonly units: TestUnits,
    private readonly definers: Definers,
    private readonly options: { modules: Map<string, ModuleTest>; library?: SharedObject },
  ) {
    this.hooks = bootHooks(workspace.configured.tree.root);
  }

  addExecuted(test: string, functions: string[]): void {
    this.executed.set(test, new Set([...(this.executed.get(test) ?? []), ...functions]));
  }

  /** Whether the code of a function in one of the sources refers to a symbol of another. */
  references(sources: string[]): (caller: string, symbol: string) => boolean {
    const elves = sources.flatMap((source) => this.definers.objects.elf(source) ?? []);
    return (caller, symbol) =>
      elves.some((elf) => elf.refers.get(elf.functions.get(caller) ?? -1)?.symbols.has(symbol) ?? false);
  }

  /** What is reached in a program of the given sources. */
  reached(sources: string[], test: string): Reached {
    return this.reach(this.begin(sources, test), test);
  }

  /** A plan, or what must be compiled (or generated: then nothing is pending) before there can be one. */
  close(test: string): { plan: TreePlan | undefined; pending: Set<string> } {
    const closing = this.closings.get(test) ?? this.begin(this.units.firstSources(test), test);
    this.closings.set(test, closing);
    const { sources, called, loaded } = closing;
    for (const name of this.workspace.plans.get(test)?.called ?? []) {
      const definers = this.definers.of(name, test);
      for (const source of isRequest(name) ? definers : definers.slice(0, 1)) sources.add(source);
      for (const source of isRequest(name) ? definers : []) loaded.add(source);
    }
    for (;;) {
      const uncompiled = this.uncompiled(sources);
      if (uncompiled.length > 0)
        return { plan: undefined, pending: new Set([...uncompiled, ...this.uncompiled(closing.foreseen)]) };
      this.dropRivals(closing, test);
      const reached = this.reach(closing, test);
      const begin = [
        ...this.namedByModule(reached, test),
        ...reached.hooks,
        ...reached.initcalls.flatMap((source) => this.initFunctions(source)),
      ];
      const executed = this.executed.get(test) ?? [];
      const expected = this.workspace.calls.reachedFrom(test, [...called, ...begin, ...executed]);
      if (isOutside(test)) this.foresee(closing, [...begin, ...executed], test);
      const isOpen = this.mayBeGenerated(reached, test, expected);
      const inits = [...loaded].filter((source) => !sources.has(source) && !this.definers.objects.failed(source));
      const added = [...inits, ...this.definersOfMissing(closing, reached, test, expected)];
      for (const source of added) sources.add(source);
      if (added.length > 0) continue;
      if (isOpen) return { plan: undefined, pending: new Set() };
      this.closings.delete(test);
      return { plan: this.plan(test, reached, [...called].sort()), pending: new Set() };
    }
  }

  private uncompiled(sources: Set<string>): string[] {
    const { objects } = this.definers;
    return [...sources].filter((source) => !objects.elf(source) && !objects.failed(source));
  }

  /** What the initcalls of a source are among. */
  private initFunctions(source: string): string[] {
    const elf = this.definers.objects.elf(source);
    if (!elf || isOutside(source)) return [];
    return [...elf.functions].filter(([, at]) => elf.sections[at]?.startsWith('.init.text')).map(([name]) => name);
  }

  /** Functions of the tree that a module from outside calls by their names, as other programs did. */
  private namedByModule(reached: Reached, test: string): string[] {
    if (!isOutside(test)) return [];
    const { calls } = this.workspace;
    return [...reached.missing].filter(([name, by]) => isOutside(by) && calls.hasSeen(name)).map(([name]) => name);
  }

  /**
   * What functions that will run are known to lead to is compiled at once: source by source, processors would have nothing to
   * do. Calls through pointers are left out, for they lead to what others have registered.
   */
  private foresee({ sources, foreseen }: Closing, begin: string[], test: string): void {
    const seen = new Set(begin);
    const open = begin.map((name) => ({ name, caller: '' }));
    for (const { name, caller } of open) {
      const source = this.definers.of(name, test)[0] ?? caller;
      if (source !== '' && !sources.has(source)) foreseen.add(source);
      for (const callee of this.workspace.calls.calleesOf(name)) {
        if (seen.has(callee) || isRequest(callee) || !this.definers.mentions(source, callee)) continue;
        seen.add(callee);
        open.push({ name: callee, caller: source });
      }
    }
  }

  /** Of other modules in the test's folder, those that define what its own sources define are not in its program. */
  private dropRivals(closing: Closing, test: string): void {
    if (closing.isChecked) return;
    closing.isChecked = true;
    const definedBy = (source: string) => {
      const elf = this.definers.objects.elf(source);
      return elf ? [...elf.defines.keys()].filter((name) => !elf.weakDefines.has(name)) : [];
    };
    const others = this.units.otherModules(test);
    const own = this.units.companions(test).filter((source) => !others.flat().includes(source));
    const defined = new Set([this.units.unit(test), ...own].flatMap(definedBy));
    for (const module of others) {
      const names = module.flatMap(definedBy);
      const isRival = names.some((name) => defined.has(name));
      for (const name of isRival ? [] : names) defined.add(name);
      for (const source of isRival ? module : []) {
        closing.sources.delete(source);
        closing.loaded.delete(source);
      }
    }
  }

  /**
   * Definers of what is missing, as far as they are taken in without having been called. What other
   * programs called from the same places counts as called.
   */
  private definersOfMissing(
    { sources, called }: Closing,
    reached: Reached,
    test: string,
    expected: Set<string>,
  ): string[] {
    const added = new Set<string>();
    for (const [symbol, neededBy] of reached.missing) {
      if (isMadeByLinker(symbol)) continue;
      const definer = this.definers.of(symbol, test).find((source) => !sources.has(source));
      if (!definer) continue;
      if (expected.has(symbol)) called.add(symbol);
      else if (!this.isTakenStatically(definer, neededBy, test)) continue;
      added.add(definer);
    }
    return [...added];
  }

  /** Whether what is expected to be called is nowhere, while what the tree's build generates is not known yet. */
  private mayBeGenerated(reached: Reached, test: string, expected: Set<string>): boolean {
    const isNowhere = (symbol: string) => !isMadeByLinker(symbol) && this.definers.of(symbol, test).length === 0;
    const sought = [...reached.missing.keys()].filter((symbol) => expected.has(symbol));
    return sought.some(isNowhere) && !this.definers.knowsGenerated();
  }

  /**
   * What is taken in without having been called: a suite calls what it names, and lib/ boots nothing.
   * A library may never be run here.
   */
  private isTakenStatically(source: string, neededBy: string, test: string): boolean {
    if (isOwnCode(source)) return true;
    const { library } = this.options;
    if (source.startsWith('lib/'))
      return library !== undefined || neededBy === this.units.unit(test) || isUserSource(neededBy);
    return library !== undefined && this.units.folders(test).includes(path.dirname(source));
  }

  private plan(test: string, reached: Reached, called: string[]): TreePlan {
    const module = this.options.modules.get(test);
    const { library } = this.options;
    const unit = this.units.unit(test);
    // Initcalls of one's own modules run as the Makefile lists them, then those of the test.
    const first = [...this.units.companions(test), unit];
    const order = (source: string) => (first.includes(source) ? first.indexOf(source) : first.length);
    const traps = [...reached.missing]
      .filter(([symbol]) => !isMadeByLinker(symbol))
      .map(([symbol, neededBy]) => ({ symbol, neededBy }));
    return {
      // Adaptors first: what they define wins.
      sources: [
        ...reached.sources.filter((source) => path.isAbsolute(source)),
        ...reached.sources
          .filter((source) => !path.isAbsolute(source))
          .sort(
            (a, b) =>
              this.definers.index.rank(a) - this.definers.index.rank(b) || order(a) - order(b) || (a < b ? -1 : 1),
          ),
      ],
      hooks: reached.hooks,
      initcalls: reached.initcalls,
      silent: reached.sources.filter((source) => source !== unit && this.hasSuites(source)),
      traps,
      called,
      ...(module && { module: module.module }),
      ...(isUserSource(test) && { program: userProgramName(test) }),
      ...(library && { library: { name: library.name, exports: library.exports } }),
      arguments: module?.arguments ?? [],
      open: [],
      mark: this.units.mark(test, reached.sources),
      isSettled: false,
    };
  }

  private hasSuites(source: string): boolean {
    return this.definers.objects.elf(source)?.sections.some((name) => suiteSections.test(name)) ?? false;
  }

  private runsInitcalls(source: string, test: string): boolean {
    if (path.isAbsolute(source) || isUserSource(source)) return false;
    if (isOutside(source) && source !== this.units.unit(test)) return true;
    const elf = this.definers.objects.elf(source);
    if (!elf?.sections.some((name) => initcallSection.test(name))) return false;
    // A module's own are its suite.
    if (source === this.units.unit(test)) return !this.options.modules.has(test);
    return runsAtBoot(source, isOutside(test) && this.callsNetwork(test) ? 'net/core' : path.dirname(test));
  }

  /** Whether one's own module calls the network, which a kernel boots before it loads a module. */
  private callsNetwork(test: string): boolean {
    const known = this.networked.get(test);
    if (known !== undefined) return known;
    const { index, objects } = this.definers;
    const isOfNetwork = (symbol: string) => {
      const definers = index.of(symbol).filter((source) => index.isBuilt(source));
      return definers.length > 0 && definers.every((source) => /^(drivers\/)?net\//.test(source));
    };
    const calls = [this.units.unit(test), ...this.units.companions(test)].some((source) =>
      [...(objects.elf(source)?.refers.values() ?? [])].some(({ symbols }) => [...symbols].some(isOfNetwork)),
    );
    this.networked.set(test, calls);
    return calls;
  }

  /** What a user-space program calls itself is not called by boot: radix_tree_init(). */
  private hooksOf(test: string): BootHook[] {
    if (!isUserSource(test)) return this.hooks;
    const words = this.workspace.userFolder(test).words(test);
    return this.hooks.filter((hook) => !words.has(hook.name));
  }

  private begin(sources: Iterable<string>, test: string): Closing {
    const roots = {
      symbols: [...rootSymbols, ...libraryRoots(this.options.library), ...(isUserSource(test) ? [mainOf(test)] : [])],
      sections: this.options.modules.has(test) ? moduleSections : suiteSections,
      of: new Set([this.units.unit(test)]),
    };
    return {
      sources: new Set(sources),
      called: new Set(this.workspace.plans.get(test)?.called),
      reachability: new Reachability(roots, this.hooksOf(test)),
      loaded: new Set(this.units.companions(test)),
      foreseen: new Set(),
      isChecked: false,
    };
  }

  /** What is reached from the suites. */
  private reach({ sources, reachability, loaded }: Closing, test: string): Reached {
    for (;;) {
      for (const source of sources) {
        const elf = reachability.has(source) ? undefined : this.definers.objects.elf(source);
        if (!elf) continue;
        const isLoaded = loaded.has(source);
        reachability.add({
          source,
          elf,
          runsInitcalls: isLoaded || this.runsInitcalls(source, test),
          isLoaded,
        });
      }
      const reached = reachability.follow();
      const prepared = isOutside(test) ? preparersOf(reached.sources) : [];
      const inits = [...this.units.moduleInits(reached.sources, test), ...prepared];
      const more = inits.filter((source) => !loaded.has(source));
      if (more.length === 0) return reached;
      for (const source of more) {
        loaded.add(source);
        reachability.load(source);
      }
    }
  }
}

function libraryRoots(library: SharedObject | undefined): string[] {
  return library ? ['kt_skin_enter', ...library.exports] : [];
}

/** Defined by our linker script, or by the host when the program is linked. */
export function isMadeByLinker(symbol: string): boolean {
  return (
    madeByScript.has(symbol) ||
    /^(ktree_boot_hooks|ktree_is_own|ktree_module|ktree_program|kt_\w+|__([atum]|ub)san_\w+|__sanitizer_\w+|_GLOBAL_OFFSET_TABLE_|__tls_get_addr|__stack_chk_fail|mem(cpy|set|move))$/.test(
      symbol,
    )
  );
}

const madeByScript = new Set(
  [...(readTextIfAny(path.join(kernelRoot, 'tree/program.lds')) ?? '').matchAll(/^\s*(\w+) = \.;/gm)].map(
    (match) => match[1],
  ),
);
