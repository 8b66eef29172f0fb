// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Compiler } from '../toolchain/compiler.js';
import { frameWarning, kernelRoot } from '../toolchain/flags.js';
import { type Edge, ninjaText, type Rule } from '../toolchain/ninja-file.js';
import { type Runtime, runtimeStamp } from '../toolchain/runtime.js';
import type { Variant } from '../toolchain/sanitize.js';
import type { Tools } from '../toolchain/tools.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { shellQuote } from '../util/command.js';
import { readJsonIfAny, writeIfChanged } from '../util/files.js';
import type { ConfiguredTree } from './configure.js';
import type { Kbuild } from './kbuild.js';
import { KnownCalls } from './known-calls.js';
import { isOutside, nameOutside } from './outside.js';
import { PrecompiledHeaders, type SavedDecisions } from './precompiled.js';
import {
  exportLists,
  hookTable,
  libraryTables,
  moduleTable,
  ownTable,
  trapScript,
  userTable,
} from './program-tables.js';
import { baseFlags, firstHeaders, includeFolders, kernelErrors, probedMacros, sourceFlags } from './tree-flags.js';
import { treeRules } from './tree-rules.js';
import { hasHeader, inPlaceOf, isUserSource, ownNames, UserFolder, userFlags, userHeader } from './user-program.js';

const version = 13;

/** An object that the tree's own build has made: it has no source in the tree. */
export function isGenerated(source: string): boolean {
  return source.endsWith('.o');
}

/** Lies beside its precompiled form. */
function precompiledHeader(set: string): string {
  return `obj/precompiled/${set}.h`;
}

/** Below the build folder: the kernel's headers for user-space programs. */
const userHeaders = 'user-headers';

/** What comes before all other include folders of a user-space program. */
function firstOfUser(folder: string): string[] {
  return [`-I${path.join(folder, userHeaders)}`, `-I${path.join(kernelRoot, 'tree/program')}`];
}

/** Calls of one source that come to an adaptor: KUnit's messages, for it tells frame from content; the families of sockets that are asked for. */
function redirected(source: string): string[] {
  if (/^lib\/kunit\/(test|attributes)\.c$/.test(source)) return ['-D_printk=ktree_kunit_printk'];
  return source === 'net/socket.c' ? ['-Dsecurity_socket_create=ktree_socket_create'] : [];
}

/** In one order whoever added them: flags are made of them. */
function addNames(known: Map<string, string[]>, source: string, names: string[]): void {
  known.set(source, [...new Set([...(known.get(source) ?? []), ...names])].sort());
}

/** A source's and its module's names: headers mention these macros, which therefore come after them. */
const nameMacro = /^-D((?:__)?KBUILD_\w+)=(.*)$/;

function namesOf(flags: string[]): string {
  return flags
    .map((flag) => nameMacro.exec(flag))
    .flatMap((found) => (found ? `#define ${found[1]} ${found[2]}\n` : []))
    .join('');
}

/** What one suite's program is made of: kept, so that the next run is one round. */
export interface TreePlan {
  /** Sources in the program, relative to the tree (or absolute); adaptors among them. */
  sources: string[];
  hooks: string[];
  initcalls: string[];
  /** Sources that have suites of their own, which are not this program's. */
  silent: string[];
  traps: { symbol: string; neededBy: string }[];
  /** Symbols that a run reached, and whose definers are therefore in. */
  called: string[];
  /** Set for a self-test without KUnit: the module's name. */
  module?: string;
  /** Set for a user-space program: its name. */
  program?: string;
  /** Set for a shared object. */
  library?: { name: string; exports: string[] };
  /** What the program is told; another thing may call for other functions. */
  arguments: string[];
  /** Symbols that a run reached and that nothing defines: looked for again at every run. */
  open: string[];
  /** Of a module that is not in the tree: what its folder offers. */
  mark: string;
  /** A run of these very objects reached no further symbol that the tree defines. */
  isSettled: boolean;
  /** That run was ended after so many seconds: with more patience it may reach more. */
  cutAfter?: number | undefined;
}

interface SavedState {
  version: number;
  runtime: string;
  plans: [string, TreePlan][];
  compiled: string[];
  macros: [string, string[]][];
  exposed: [string, string[]][];
  precompiled: SavedDecisions;
}

/** The build folder of a configured tree: ninja file, objects, programs and their plans. */
export class TreeWorkspace {
  readonly folder: string;
  readonly plans = new Map<string, TreePlan>();
  readonly adaptors: string[];
  readonly compiler: Compiler;
  readonly runtime: Runtime;
  readonly variant: Variant;
  private readonly compiled = new Set<string>();
  /** Sources of this run's programs. */
  private readonly current = new Set<string>();
  private readonly debugInfo: string;
  private readonly flags: string[];
  private readonly probed: string[];

  constructor(
    readonly configured: ConfiguredTree,
    readonly kbuild: Kbuild,
    { compiler, runtime, variant }: Tools,
  ) {
    this.compiler = compiler;
    this.runtime = runtime;
    this.variant = variant;
    // Adaptors and headers are those of this ktest: another one's objects are made of other files.
    const built = hashName(compiler.identity, kernelRoot);
    this.folder = path.join(
      configured.folder,
      ['build', built, variant.name, variant.hasLinesOnly && 'lines'].filter(Boolean).join('-'),
    );
    this.debugInfo = variant.hasLinesOnly ? '-g1' : '-g';
    this.flags = baseFlags(configured, compiler, this.debugInfo);
    this.probed = probedMacros(configured);
    this.precompiled = new PrecompiledHeaders(includeFolders(configured), []);
    const adaptorFolder = path.join(kernelRoot, 'tree');
    this.adaptors = readdirSync(adaptorFolder)
      .filter((name) => name.endsWith('.c'))
      .sort()
      .map((name) => path.join(adaptorFolder, name));
  }

  private readonly macros = new Map<string, string[]>();
  /** Static functions that user-space programs use, by source. */
  private readonly exposed = new Map<string, string[]>();
  private readonly userFolders = new Map<string, UserFolder>();
  private readonly userFlags = new Map<string, string[]>();
  private precompiled: PrecompiledHeaders;
  /** What is added to the flags of a source that is not in the tree. */
  ownFlags: (source: string) => string[] = () => [];
  /** Sources that a run tests: an include that one of them lacks is to be seen. */
  readonly underTest = new Set<string>();
  calls = new KnownCalls();
  /** Tests whose programs are linked to be run for what they call, not to be kept. */
  readonly growing = new Set<string>();

  load(): void {
    const found = readJsonIfAny<SavedState>(path.join(this.folder, 'state.json'), version);
    this.calls = KnownCalls.load(this.callsFile);
    for (const [source, names] of found?.macros ?? []) this.macros.set(source, names);
    for (const [source, names] of found?.exposed ?? []) this.exposed.set(source, names);
    this.precompiled = new PrecompiledHeaders(includeFolders(this.configured), found?.precompiled ?? []);
    // Another runtime defines, boots and calls other things.
    const saved = found?.runtime === runtimeStamp() ? found : undefined;
    for (const [test, plan] of saved?.plans ?? []) this.plans.set(test, plan);
    for (const source of saved?.compiled ?? []) this.compiled.add(source);
    for (const [test, plan] of this.plans) {
      if (!plan.sources.every((source) => this.compiled.has(source))) this.plans.delete(test);
    }
  }

  /** Options that are on for one source alone: those of tests that it includes on a condition. */
  addMacros(source: string, names: string[]): void {
    if (names.length > 0) addNames(this.macros, source, names);
  }

  /** What the Makefile of a user-space program's folder tells; its sources' static functions are exposed. */
  userFolder(test: string): UserFolder {
    const at = path.dirname(test);
    let folder = this.userFolders.get(at);
    if (!folder) {
      folder = new UserFolder(this.configured.tree.root, at);
      this.userFolders.set(at, folder);
      for (const [source, names] of folder.exposed()) addNames(this.exposed, source, names);
    }
    return folder;
  }

  compiledSources(): ReadonlySet<string> {
    return this.compiled;
  }

  addSource(source: string): void {
    this.compiled.add(source);
    this.current.add(source);
  }

  /** Whether all sources of a plan are still there. */
  hasSources(plan: TreePlan): boolean {
    return plan.sources.every((source) => isGenerated(source) || existsSync(this.inputOf(source)));
  }

  /** What ninja is told of: modules that are not in the tree only while they are built, for their flags are of this run. */
  private isCurrent(source: string): boolean {
    return !isOutside(source) || this.current.has(source);
  }

  object(source: string): string {
    if (isGenerated(source)) return `obj/${source}`;
    return path.isAbsolute(source) ? `obj/ktree/${path.basename(source)}.o` : `obj/${this.nameOf(source)}.o`;
  }

  program(test: string): string {
    return `bin/${this.nameOf(test).replace(/\.c$/, '')}`;
  }

  private nameOf(source: string): string {
    return isOutside(source) ? nameOutside(this.configured.tree.root, source) : source;
  }

  absolute(output: string): string {
    return path.join(this.folder, output);
  }

  save(): void {
    const changed = new Map<string, Edge>();
    const links = [...this.plans].map(([test, plan]) => this.linkEdge(test, plan, changed));
    this.decidePrecompiled();
    const compiles = [...this.compiled]
      .filter((source) => this.isCurrent(source))
      .sort()
      .map((source) => this.compileEdge(source));
    const edges = [...this.precompiledEdges(), ...compiles, ...changed.values(), ...links];
    if (writeIfChanged(path.join(this.folder, 'build.ninja'), ninjaText(this.rules(), edges))) {
      writeIfChanged(path.join(this.folder, 'compile_commands.json'), this.compileCommands());
    }
    this.saveState();
  }

  saveState(): void {
    const state: SavedState = {
      version,
      runtime: runtimeStamp(),
      plans: [...this.plans],
      compiled: [...this.compiled].sort(),
      macros: [...this.macros].sort(),
      exposed: [...this.exposed].sort(),
      precompiled: this.precompiled.saved(),
    };
    writeIfChanged(path.join(this.folder, 'state.json'), JSON.stringify(state));
    this.calls.save(this.callsFile);
  }

  /** Shared by all configurations and trees: most kernel functions are called alike everywhere. */
  private get callsFile(): string {
    return path.join(cacheRoot(), 'trees', 'calls');
  }

  /** The program's own tables, visible beside it: boot hooks, and an address for each trap stub. */
  private writeTables(test: string, plan: TreePlan): { boot: string; traps: string } {
    const program = this.program(test);
    const lines = [...hookTable(plan.hooks), ...ownTable(isOutside(test))];
    if (plan.module !== undefined) lines.push(...moduleTable(plan.module, test));
    if (plan.program !== undefined) lines.push(...userTable(plan.program, test));
    if (plan.library !== undefined)
      lines.push(
        ...libraryTables(
          plan.library,
          plan.traps.map((trap) => trap.symbol),
        ),
      );
    lines.push('.section .note.GNU-stack, "", @progbits');
    writeIfChanged(this.absolute(`${program}.boot.S`), `${lines.join('\n')}\n`);
    writeIfChanged(this.absolute(`${program}.traps.ld`), plan.library ? '' : trapScript(plan.traps));
    if (plan.library !== undefined) {
      const { names, version } = exportLists(plan.library);
      writeIfChanged(this.absolute(`${program}.names`), names);
      writeIfChanged(this.absolute(`${program}.version`), version);
    }
    return { boot: `${program}.boot.S`, traps: `${program}.traps.ld` };
  }

  /**
   * With the engine as a shared object, what the program does not export is its own. A sanitizer's
   * library, which is linked into the program, needs the kernel's names out of its sight before.
   */
  private get linkRule(): string {
    return this.variant.flags.length === 0 ? 'link' : 'link_apart';
  }

  /** The object of a source as this program takes it, and what makes it so. */
  private linkedObject(source: string, test: string, plan: TreePlan, edges: Map<string, Edge>): string {
    let object = this.object(source);
    const change = (rule: string, suffix: string) => {
      const out = object.replace(/\.o$/, suffix);
      edges.set(out, { rule, out, inputs: [object] });
      object = out;
    };
    if (source === test && plan.module !== undefined) change('module', '.module.o');
    if (plan.silent.includes(source)) change('silence', '.silent.o');
    if (plan.initcalls.includes(source)) change(isOutside(source) ? 'own_initcalls' : 'initcalls', '.init.o');
    return object;
  }

  private linkEdge(test: string, plan: TreePlan, edges: Map<string, Edge>): Edge {
    const { boot, traps } = this.writeTables(test, plan);
    return {
      rule: plan.library ? 'library' : this.linkRule,
      out: this.program(test),
      inputs: plan.sources.map((source) => this.linkedObject(source, test, plan, edges)),
      implicit: [
        boot,
        traps,
        this.runtime.engine,
        this.runtime.sharedEngine,
        ...(this.variant.isInstrumented ? [this.runtime.instrument] : []),
        path.join(kernelRoot, 'tree/program.lds'),
        path.join(kernelRoot, 'tree/exports.map'),
      ],
      // A program that still grows is soon linked again: half of the time goes into debug information.
      variables: { boot, traps, strip: this.growing.has(test) ? '-Wl,--strip-debug' : '' },
    };
  }

  private rules(): Rule[] {
    const withoutFirst = baseFlags(this.configured, this.compiler, this.debugInfo, []);
    return treeRules(this, { all: this.flags, withoutFirst });
  }

  private flagsOf(source: string): string[] {
    const { configured, kbuild } = this;
    if (path.isAbsolute(source)) {
      return [
        `-I${configured.tree.root}`,
        `-I${path.join(kernelRoot, 'tree')}`,
        ...this.probed,
        '-DKBUILD_MODNAME="ktest"',
        '-DKBUILD_BASENAME="ktest"',
        '-DKBUILD_MODFILE="ktest"',
        '-D__KBUILD_MODNAME=kmod_ktest',
        '-w',
        ...(this.variant.isForAdaptors ? this.variant.flags : []),
      ];
    }
    if (isUserSource(source)) return [...this.userSourceFlags(source), ...this.variantFlags];
    const macros = (this.macros.get(source) ?? []).map((name) => `-D${name}=1`);
    const own = isOutside(source) ? [...kernelErrors(configured), frameWarning, ...this.ownFlags(source)] : ['-w'];
    return [
      ...sourceFlags(configured, kbuild, source),
      ...macros,
      ...this.exposingFlags(source),
      ...redirected(source),
      ...own,
      ...this.variantFlags,
    ];
  }

  /** Of a tree's code and the user's, not of the adaptors. */
  private get variantFlags(): string[] {
    return [...this.variant.flags, ...(this.variant.codeFlags ?? [])];
  }

  private userSourceFlags(source: string): string[] {
    const known = this.userFlags.get(source) ?? this.makeUserFlags(source);
    this.userFlags.set(source, known);
    return known;
  }

  /** The headers that the flags name are made, too. */
  private makeUserFlags(source: string): string[] {
    const { root } = this.configured.tree;
    const folder = this.userFolder(source);
    const places = includeFolders(this.configured);
    const headers = folder.reach(source).headers.filter((name) => hasHeader(places, name));
    for (const name of headers) writeIfChanged(this.absolute(path.join(userHeaders, name)), userHeader(name));
    // What the configuration leaves out, or can not have: ARCH=um of Linux 6.1 has no XARRAY_MULTI.
    const options = [...folder.options()].filter(([name]) => !this.configured.options.has(name));
    const flags = [...userFlags(root, folder, source), ...options.map(([name, value]) => `-D${name}=${value}`)];
    const inPlace = folder.inPlace(source);
    const structures = inPlace === undefined ? folder.ownStructures(source) : [];
    if (inPlace === undefined && structures.length === 0) return flags;
    const first = this.absolute(`${this.object(source)}.first.h`);
    writeIfChanged(first, inPlace === undefined ? ownNames(headers, structures) : inPlaceOf(root, inPlace));
    return [...flags, '-include', first];
  }

  /** What makes static functions of a source global, and keeps them. */
  private exposingFlags(source: string): string[] {
    const names = this.exposed.get(source);
    if (!names) return [];
    const header = `${this.object(source)}.exposed.h`;
    writeIfChanged(this.absolute(header), names.map((name) => `asm(".globl ${name}");\n`).join(''));
    const keep = this.compiler.family === 'gcc' ? ['-fkeep-static-functions'] : [];
    return ['-fno-inline', ...keep, '-include', this.absolute(header)];
  }

  private inputOf(source: string): string {
    return path.isAbsolute(source) ? source : path.join(this.configured.tree.root, source);
  }

  private compileEdge(source: string): Edge {
    if (isGenerated(source)) {
      return { rule: 'copy', out: this.object(source), inputs: [path.join(this.configured.objtree, source)] };
    }
    const flags = this.flagsOf(source);
    const set = this.precompiled.setOf(this.inputOf(source));
    const edge = { out: this.object(source), inputs: [this.inputOf(source)] };
    const first = isUserSource(source) ? firstOfUser(this.folder) : [];
    if (set === '') {
      const variables = { first: first.map(shellQuote).join(' '), flags: flags.map(shellQuote).join(' ') };
      return { rule: 'cc', ...edge, variables };
    }
    const header = precompiledHeader(set);
    const names = `${edge.out}.names.h`;
    writeIfChanged(this.absolute(names), namesOf(flags));
    const variables = {
      precompiled: `${header} -include ${names}`,
      flags: flags
        .filter((flag) => !nameMacro.test(flag))
        .map(shellQuote)
        .join(' '),
    };
    return { rule: 'cc_precompiled', ...edge, implicit: [`${header}.gch`, names], variables };
  }

  private decidePrecompiled(): void {
    // clang has another way, and insists on the same macros.
    if (this.compiler.family !== 'gcc') return;
    const sources = [...this.compiled].filter((source) => source.endsWith('.c'));
    this.precompiled.decide(
      sources.map((source) => ({
        file: this.inputOf(source),
        mayUse: () => !isOutside(source) && this.hasOrdinaryFlags(source),
        isUnderTest: this.underTest.has(source),
      })),
    );
  }

  /** Whether a source is compiled as all others are, but for its folder and its module's name. */
  private hasOrdinaryFlags(source: string): boolean {
    const own = this.flagsOf(source).filter((flag) => !/^-w$|^-I|^-DKTREE_HAS_/.test(flag) && !nameMacro.test(flag));
    return own.join() === this.variantFlags.join();
  }

  private precompiledEdges(): Edge[] {
    return this.precompiled.used().map(({ name, headers }) => {
      const header = precompiledHeader(name);
      const first = firstHeaders(this.configured).map((file) => `#include "${file}"\n`);
      const lines = [...first, ...headers.map((file) => `#include <${file}>\n`)];
      writeIfChanged(this.absolute(header), lines.join(''));
      const flags = ['-w', ...this.variantFlags].map(shellQuote).join(' ');
      return { rule: 'precompile', out: `${header}.gch`, inputs: [header], variables: { flags } };
    });
  }

  private compileCommands(): string {
    const sources = [...this.compiled].filter((source) => !isGenerated(source) && this.isCurrent(source)).sort();
    const entries = sources.map((source) => ({
      directory: this.folder,
      file: this.inputOf(source),
      output: this.object(source),
      arguments: [
        this.compiler.command,
        ...(isUserSource(source) ? firstOfUser(this.folder) : []),
        ...this.flags,
        ...this.flagsOf(source),
        '-c',
        this.inputOf(source),
        '-o',
        this.object(source),
      ],
    }));
    return `${JSON.stringify(entries, undefined, 1)}\n`;
  }
}
