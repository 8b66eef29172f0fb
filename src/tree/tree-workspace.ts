// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { trapAddresses } from '../link/traps.js';
import type { Compiler } from '../toolchain/compiler.js';
import { kernelRoot, linkFlags } from '../toolchain/flags.js';
import { type Edge, ninjaText, type Rule } from '../toolchain/ninja-file.js';
import type { Runtime } from '../toolchain/runtime.js';
import type { Variant } from '../toolchain/sanitize.js';
import { shellQuote } from '../util/command.js';
import { readJsonIfAny, readTextIfAny, writeIfChanged } from '../util/files.js';
import type { ConfiguredTree } from './configure.js';
import type { Kbuild } from './kbuild.js';
import { KnownCalls } from './known-calls.js';
import { isOutside, nameOutside } from './outside.js';
import { baseFlags, probedMacros, sourceFlags } from './tree-flags.js';

const version = 6;

/** An object that the tree's own build has made: it has no source in the tree. */
export function isGenerated(source: string): boolean {
  return source.endsWith('.o');
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
  /** What the program is told; another thing may call for other functions. */
  arguments: string[];
  /** A run of these very objects reached no further symbol that the tree defines. */
  isSettled: boolean;
}

interface SavedState {
  version: number;
  runtime: string;
  plans: [string, TreePlan][];
  compiled: string[];
  calls: [string, string[]][];
  macros: [string, string[]][];
}

/** The build folder of a configured tree: ninja file, objects, programs and their plans. */
export class TreeWorkspace {
  readonly folder: string;
  readonly plans = new Map<string, TreePlan>();
  readonly adaptors: string[];
  private readonly compiled = new Set<string>();
  private readonly flags: string[];
  private readonly probed: string[];

  constructor(
    readonly configured: ConfiguredTree,
    readonly kbuild: Kbuild,
    readonly compiler: Compiler,
    readonly runtime: Runtime,
    private readonly variant: Variant,
  ) {
    this.folder = path.join(configured.folder, `build-${compiler.identity}${variant.name && `-${variant.name}`}`);
    this.flags = baseFlags(configured, compiler);
    this.probed = probedMacros(configured);
    const adaptorFolder = path.join(kernelRoot, 'tree');
    this.adaptors = readdirSync(adaptorFolder)
      .filter((name) => name.endsWith('.c'))
      .sort()
      .map((name) => path.join(adaptorFolder, name));
  }

  private readonly macros = new Map<string, string[]>();
  calls = new KnownCalls();
  /** Tests whose programs are linked to be run for what they call, not to be kept. */
  readonly growing = new Set<string>();

  load(): void {
    const found = readJsonIfAny<SavedState>(path.join(this.folder, 'state.json'), version);
    this.calls = new KnownCalls(found?.calls);
    for (const [source, names] of found?.macros ?? []) this.macros.set(source, names);
    // Another runtime defines, boots and calls other things.
    const saved = found?.runtime === this.runtimeStamp() ? found : undefined;
    for (const [test, plan] of saved?.plans ?? []) this.plans.set(test, plan);
    for (const source of saved?.compiled ?? []) this.compiled.add(source);
    for (const [test, plan] of this.plans) {
      if (!plan.sources.every((source) => this.compiled.has(source))) this.plans.delete(test);
    }
  }

  /** Options that are on for one source alone: those of tests that it includes on a condition. */
  addMacros(source: string, names: string[]): void {
    if (names.length > 0) this.macros.set(source, [...new Set([...(this.macros.get(source) ?? []), ...names])].sort());
  }

  compiledSources(): ReadonlySet<string> {
    return this.compiled;
  }

  addSource(source: string): void {
    this.compiled.add(source);
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
    const compiles = [...this.compiled].sort().map((source) => this.compileEdge(source));
    const edges = [...compiles, ...changed.values(), ...links];
    if (writeIfChanged(path.join(this.folder, 'build.ninja'), ninjaText(this.rules(), edges))) {
      writeIfChanged(path.join(this.folder, 'compile_commands.json'), this.compileCommands());
    }
    this.saveState();
  }

  saveState(): void {
    const state: SavedState = {
      version,
      runtime: this.runtimeStamp(),
      plans: [...this.plans],
      compiled: [...this.compiled].sort(),
      calls: this.calls.toJSON(),
      macros: [...this.macros].sort(),
    };
    writeIfChanged(path.join(this.folder, 'state.json'), JSON.stringify(state));
  }

  private runtimeStamp(): string {
    return readTextIfAny(path.join(this.runtime.folder, 'stamp')) ?? '';
  }

  /** The program's own tables, visible beside it: boot hooks, and an address for each trap stub. */
  private writeTables(test: string, plan: TreePlan): { boot: string; traps: string } {
    const program = this.program(test);
    const names = plan.hooks.map((hook, i) => `9${i}: .asciz "${hook}"`);
    const boot = [
      "/* Boot hooks of this program, in the order of the tree's start_kernel(). */",
      '.section .data.rel.ro.ktree_boot, "aw"',
      '.balign 8',
      '.globl ktree_boot_hooks',
      'ktree_boot_hooks:',
      ...plan.hooks.map((hook, i) => `.quad ${hook}, 9${i}f`),
      '.quad 0, 0',
      '.section .rodata.ktree_boot, "a"',
      ...names,
      '.section .note.GNU-stack, "", @progbits',
    ];
    const traps = trapAddresses(plan.traps.map((trap) => trap.symbol)).map(
      ([symbol, address]) => `"${symbol}" = 0x${address.toString(16)};`,
    );
    if (plan.module !== undefined) boot.push(...moduleTable(plan.module, test));
    writeIfChanged(this.absolute(`${program}.boot.S`), `${boot.join('\n')}\n`);
    writeIfChanged(this.absolute(`${program}.traps.ld`), `${traps.join('\n')}\n`);
    return { boot: `${program}.boot.S`, traps: `${program}.traps.ld` };
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
    if (plan.initcalls.includes(source)) change('initcalls', '.init.o');
    return object;
  }

  private linkEdge(test: string, plan: TreePlan, edges: Map<string, Edge>): Edge {
    const { boot, traps } = this.writeTables(test, plan);
    return {
      rule: 'link',
      out: this.program(test),
      inputs: plan.sources.map((source) => this.linkedObject(source, test, plan, edges)),
      implicit: [boot, traps, this.runtime.engine, path.join(kernelRoot, 'tree/program.lds')],
      // A program that still grows is soon linked again: half of the time goes into debug information.
      variables: { boot, traps, strip: this.growing.has(test) ? '-Wl,--strip-debug' : '' },
    };
  }

  private rules(): Rule[] {
    const cc = shellQuote(this.compiler.command);
    const tree = path.join(kernelRoot, 'tree');
    const levels = ['early', 'rootfs', ...Array.from({ length: 8 }, (_, n) => [`${n}`, `${n}s`]).flat()];
    const renames = levels.map((level) => `--rename-section .initcall${level}.init=.ktree_initcall${level}`).join(' ');
    const moduleRenames = [
      ...levels.map((level) => [
        `.initcall${level}.init`,
        `.ktree_module_init.${level === 'early' ? '-early' : level}`,
      ]),
      ['.exitcall.exit', '.ktree_module_exit'],
      ['__param', '.ktree_module_param'],
    ].map(([from, to]) => `--rename-section ${from}=${to}`);
    const hosted = [
      `${cc} ${[...linkFlags, ...this.variant.flags].join(' ')} -Wl,--gc-sections,--unresolved-symbols=ignore-all,--no-warn-rwx-segments,-z,noexecstack $strip`,
      `-T ${shellQuote(path.join(tree, 'program.lds'))} -o $out.tmp $out.k.o $traps ${shellQuote(this.runtime.engine)}`,
    ].join(' ');
    return [
      {
        name: 'cc',
        command: `${cc} ${this.flags.map(shellQuote).join(' ')} $flags -MMD -MF $out.d -c $in -o $out`,
        description: 'compile $in',
        depfile: true,
      },
      { name: 'copy', command: 'cp $in $out', description: 'compile $out' },
      { name: 'initcalls', command: `objcopy ${renames} $in $out`, description: 'initcalls $in' },
      {
        name: 'silence',
        command:
          'objcopy --rename-section .kunit_test_suites=.ktree_silent --rename-section .kunit_init_test_suites=.ktree_silent $in $out',
        description: 'silence $in',
      },
      { name: 'module', command: `objcopy ${moduleRenames.join(' ')} $in $out`, description: 'module $in' },
      {
        name: 'link',
        // Kernel names stay inside: libc and the sanitizers never meet them.
        command:
          `as $boot -o $out.boot.o && ${cc} -r -nostdlib $strip -Wl,--allow-multiple-definition -o $out.k.o $in $out.boot.o && ` +
          `objcopy --keep-global-symbols=${shellQuote(path.join(tree, 'exports'))} $out.k.o && ` +
          `${hosted} && rm -f $out.k.o $out.boot.o && mv -f $out.tmp $out`,
        description: 'link $out',
      },
    ];
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
      ];
    }
    // KUnit's own messages come to the adaptor, which tells frame from content.
    const kunit = /^lib\/kunit\/(test|attributes)\.c$/.test(source) ? ['-D_printk=ktree_kunit_printk'] : [];
    const macros = (this.macros.get(source) ?? []).map((name) => `-D${name}=1`);
    return [...sourceFlags(configured, kbuild, source), ...macros, ...kunit, ...this.variant.flags];
  }

  private inputOf(source: string): string {
    return path.isAbsolute(source) ? source : path.join(this.configured.tree.root, source);
  }

  private compileEdge(source: string): Edge {
    if (isGenerated(source)) {
      return { rule: 'copy', out: this.object(source), inputs: [path.join(this.configured.objtree, source)] };
    }
    return {
      rule: 'cc',
      out: this.object(source),
      inputs: [this.inputOf(source)],
      variables: { flags: this.flagsOf(source).map(shellQuote).join(' ') },
    };
  }

  private compileCommands(): string {
    const sources = [...this.compiled].filter((source) => !isGenerated(source)).sort();
    const entries = sources.map((source) => ({
      directory: this.folder,
      file: this.inputOf(source),
      output: this.object(source),
      arguments: [
        this.compiler.command,
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

/** The name and the file of the module that a program tests. */
function moduleTable(module: string, test: string): string[] {
  return [
    '.section .data.rel.ro.ktree_module, "aw"',
    '.balign 8',
    '.globl ktree_module',
    'ktree_module: .quad 1f, 2f',
    '.section .rodata.ktree_module, "a"',
    `1: .asciz "${module}"`,
    `2: .asciz "${test}"`,
  ];
}
