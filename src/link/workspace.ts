// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { isCxx } from '../project/cxx.js';
import { programObject } from '../project/program-tests.js';
import type { Project } from '../project/project.js';
import type { Compiler } from '../toolchain/compiler.js';
import { codeFlags, cxxCodeFlags, linkFlags } from '../toolchain/flags.js';
import { checkInstrumentation, instrumentationLinkFlags } from '../toolchain/instrumentation.js';
import { type Edge, ninjaText, type Rule } from '../toolchain/ninja-file.js';
import type { Runtime } from '../toolchain/runtime.js';
import { SafePaths } from '../toolchain/safe-path.js';
import { type Variant, variantLinkFlags } from '../toolchain/sanitize.js';
import type { Tools } from '../toolchain/tools.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { shellQuote } from '../util/command.js';
import { isFile, readJsonIfAny, writeIfChanged } from '../util/files.js';
import type { Plan, PlannedSource } from './closure.js';
import { configuredFlags } from './first-sources.js';
import type { ObjectSymbols } from './symbols.js';
import { trapAddresses } from './traps.js';

const version = 5;

interface SavedState {
  version: number;
  /** By test file: the plan that the ninja file's link statement is made of. */
  plans: [string, Plan][];
  symbols: [string, ObjectSymbols][];
  /** Every source that has a compile statement. */
  compiled: [string, Compilation][];
}

type CompileRule = 'cc' | 'program' | 'cxx';

interface Compilation {
  /** Of this source alone. */
  flags: string[];
  /** It is of a program: the file with main(), or C++. */
  isProgram?: boolean;
}

/** One project's build folder: the ninja file and what is known about its objects. */
export class Workspace {
  readonly folder: string;
  readonly compiler: Compiler;
  private built: Runtime;
  private readonly variant: Variant;
  readonly plans = new Map<string, Plan>();
  readonly symbols = new Map<string, ObjectSymbols>();
  readonly paths: SafePaths;
  private readonly compiled = new Map<string, Compilation>();
  /** By the rule that compiles with them. */
  private readonly flags: Record<CompileRule, string[]>;
  private savedText: string | undefined;

  constructor(
    readonly project: Project,
    { compiler, runtime, variant }: Tools,
    buildDir: string | undefined,
  ) {
    this.compiler = compiler;
    this.built = runtime;
    this.variant = variant;
    const real = project.realHeaders ?? [];
    const under = [...variant.flags, ...(variant.codeFlags ?? [])];
    const marks = [...under, ...real];
    this.folder = buildDir ? path.resolve(buildDir) : defaultBuildFolder(project.root, compiler.identity, marks);
    this.paths = new SafePaths(path.join(this.folder, 'alias'));
    const root = this.paths.folderPath(project.root);
    const cc = [...codeFlags(compiler, project.config, root, real), ...under];
    const cxx = [...cxxCodeFlags(compiler, project.config, root), ...under];
    // libc's headers, which a program includes, ask for headers of the user-space API.
    const withoutGuards = (words: string[]) =>
      words.filter((word, i) => word !== compiler.headerGuards && words[i + 1] !== compiler.headerGuards);
    this.flags = { cc, program: withoutGuards(cc), cxx: withoutGuards(cxx) };
  }

  get runtime(): Runtime {
    return this.built;
  }

  /** Programs are linked with what of the runtime is built. */
  useRuntime(runtime: Runtime): void {
    this.built = runtime;
  }

  /** Takes up what an earlier run left; to be called with the build folder's lock held. */
  load(): void {
    const saved = readJsonIfAny<SavedState>(this.stateFile, version);
    for (const [test, plan] of saved?.plans ?? []) if (isFile(test)) this.plans.set(test, plan);
    for (const [object, symbols] of saved?.symbols ?? []) this.symbols.set(object, symbols);
    for (const [source, how] of saved?.compiled ?? []) if (isFile(source)) this.compiled.set(source, how);
    // A plan with a file that is gone can not be linked: it is made anew.
    for (const [test, plan] of this.plans) {
      if (!plan.sources.every((source) => this.compiled.has(source.file))) this.plans.delete(test);
    }
  }

  private get stateFile(): string {
    return path.join(this.folder, 'state.json');
  }

  get lastRunFile(): string {
    return path.join(this.folder, 'last-run.json');
  }

  /** Asks for a compile statement; `extra` are the flags of this file alone. */
  addSource(source: string, extra: string[], isProgram: boolean): void {
    const flags = [...configuredFlags(source, this.project), ...extra];
    this.compiled.set(source, { flags, ...(isProgram && { isProgram }) });
  }

  object(source: string): string {
    return `obj/${this.shortName(source)}.o`;
  }

  /** The object of a test file without its suites: another test calls its functions. What that one has itself wins. */
  private helper(source: string): string {
    return `obj/${this.shortName(source)}.helper.o`;
  }

  program(test: string): string {
    return `bin/${this.shortName(test).replace(/\.c$/, '')}`;
  }

  absolute(output: string): string {
    return path.join(this.folder, output);
  }

  private shortName(source: string): string {
    const relative = path.relative(this.project.root, source);
    const outside = relative.startsWith('..') || path.isAbsolute(relative);
    const name = outside ? `outside/${hashName(path.dirname(source))}/${path.basename(source)}` : relative;
    return /^[\w@%+=,./-]+$/.test(name)
      ? name
      : `odd/${hashName(source)}-${path.basename(source).replace(/[^\w.+-]/g, '_')}`;
  }

  /** Writes build.ninja, compile_commands.json and the state, each only when it changed. */
  save(): void {
    const helpers = new Set(
      [...this.plans.values()].flatMap((plan) => plan.sources.filter(isHelper)).map(({ file }) => file),
    );
    const edges = [
      ...[...this.compiled].map(([source, how]) => this.compileEdge(source, how)),
      ...[...helpers].map((file): Edge => ({ rule: 'helper', out: this.helper(file), inputs: [this.object(file)] })),
      ...[...this.plans].map(([test, plan]) => this.linkEdge(test, plan)),
    ];
    if (writeIfChanged(path.join(this.folder, 'build.ninja'), ninjaText(this.rules(), edges))) {
      writeIfChanged(path.join(this.folder, 'compile_commands.json'), this.compileCommands());
    }
    this.saveState();
  }

  saveState(): void {
    const text = JSON.stringify({
      version,
      plans: [...this.plans],
      symbols: [...this.symbols],
      compiled: [...this.compiled],
    } satisfies SavedState);
    if (text === this.savedText) return;
    writeIfChanged(this.stateFile, text);
    this.savedText = text;
  }

  private rules(): Rule[] {
    const cc = shellQuote(this.compiler.command);
    const compile = (name: CompileRule, finish: string): Rule => ({
      name,
      command: `${cc} -pipe ${this.flags[name].map(shellQuote).join(' ')} $flags -MMD -MF $out.d -MT $out -c $in ${finish}`,
      description: 'compile $in',
      depfile: true,
    });
    const toProgram = `-o $out.main.o && objcopy ${programObject.join(' ')} $out.main.o $out`;
    const libs = [...(this.project.config.libs ?? [])].map(shellQuote).join(' ');
    // Written beside its place first: a killed link leaves no half program.
    checkInstrumentation(this.project.config.cflags ?? [], 'cflags of ktest.config');
    const counters = instrumentationLinkFlags(this.project.config.cflags ?? [], this.compiler);
    const flags = [...linkFlags, ...quickLink(this.compiler, this.project), ...variantLinkFlags(this.variant)];
    const link = `${cc} ${[...flags, ...counters.map(shellQuote)].join(' ')} -o $out.tmp`;
    const ours = [...(this.variant.isInstrumented ? [this.runtime.instrument] : []), this.runtime.archive];
    const finish = `${ours.map(shellQuote).join(' ')} ${libs} $libs && mv -f $out.tmp $out`;
    return [
      compile('cc', '-o $out'),
      compile('program', toProgram),
      compile('cxx', toProgram),
      {
        name: 'helper',
        command: `objcopy --weaken ${suiteSections.map((name) => `--rename-section ${name}=ktest_not_run`).join(' ')} $in $out`,
        description: 'link $out',
      },
      { name: 'link', command: `${link} $in $traps ${finish}`, description: 'link $out' },
      {
        name: 'link_localized',
        command: `ld -r -o $out.part.o $in && objcopy $localize $out.part.o && ${link} $out.part.o $traps ${finish}`,
        description: 'link $out',
      },
    ];
  }

  private sourceFlags(source: string, { flags }: Compilation): string[] {
    const quote = this.paths.needsQuoteFolder(source) ? ['-iquote', this.paths.folderPath(path.dirname(source))] : [];
    const assembly = source.endsWith('.S') ? ['-D__ASSEMBLY__'] : [];
    return [...quote, ...assembly, ...flags];
  }

  private compileEdge(source: string, how: Compilation): Edge {
    return {
      rule: ruleOf(source, how),
      out: this.object(source),
      inputs: [this.paths.filePath(source)],
      variables: { flags: this.sourceFlags(source, how).map(shellQuote).join(' ') },
    };
  }

  private linkEdge(test: string, plan: Plan): Edge {
    const traps = trapAddresses(plan.traps.map((trap) => trap.symbol))
      .map(([symbol, address]) => `-Wl,--defsym=${symbol}=0x${address.toString(16)}`)
      .join(' ');
    const words = [...drivers(plan), ...(traps ? [traps] : [])].join(' ');
    const localize = plan.localized.map((name) => `--localize-symbol=${name}`).join(' ');
    const libs = plan.sources.some(({ file }) => isCxx(file)) ? cxxLibraries.join(' ') : '';
    return {
      rule: localize ? 'link_localized' : 'link',
      out: this.program(test),
      inputs: plan.sources.map((source) => (isHelper(source) ? this.helper(source.file) : this.object(source.file))),
      implicit: [this.runtime.archive],
      variables: { ...(words && { traps: words }), ...(localize && { localize }), ...(libs && { libs }) },
    };
  }

  private compileCommands(): string {
    const entries = [...this.compiled].map(([source, how]) => ({
      directory: this.folder,
      file: source,
      output: this.object(source),
      arguments: [
        this.compiler.command,
        ...this.flags[ruleOf(source, how)],
        ...this.sourceFlags(source, how),
        '-c',
        this.paths.filePath(source),
        '-o',
        this.object(source),
      ],
    }));
    return `${JSON.stringify(entries, undefined, 1)}\n`;
  }
}

function ruleOf(source: string, { isProgram }: Compilation): CompileRule {
  return isCxx(source) ? 'cxx' : isProgram ? 'program' : 'cc';
}

/** A link takes a fifth less without the plug-in for -flto and without a number of the whole program's content. */
function quickLink({ family }: Compiler, { config }: Project): string[] {
  const isLto = [...(config.cflags ?? []), ...(config.libs ?? [])].some((flag) => flag.startsWith('-flto'));
  return ['-Wl,--build-id=none', ...(family === 'gcc' && !isLto ? ['-fno-use-linker-plugin'] : [])];
}

/** What g++ adds when it links. */
export const cxxLibraries = ['-lstdc++', '-lm'];

/** Where kunit_test_suites() of <kunit/test.h> leaves suites. They are renamed: debug information needs what is in them. */
const suiteSections = ['kunit_test_suites', 'kunit_init_test_suites', 'ktest_suite_files'];

function isHelper({ reason }: PlannedSource): boolean {
  return reason.kind === 'helps';
}

function defaultBuildFolder(root: string, compilerIdentity: string, marks: string[]): string {
  const label =
    path
      .basename(root)
      .replace(/[^\w.+-]/g, '_')
      .slice(0, 40) || 'root';
  return path.join(cacheRoot(), 'projects', `${label}-${hashName(root, compilerIdentity, ...marks)}`);
}

/** What runs a test without KUnit is in the runtime's library, and comes when it is asked for. */
function drivers({ isModule, isProgram }: Plan): string[] {
  return [...(isModule ? ['-Wl,-u,ktest_is_module'] : []), ...(isProgram ? ['-Wl,-u,ktest_is_program'] : [])];
}
