// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawnSync } from 'node:child_process';
import { copyFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { withSettings } from '../build/request.js';
import { findProject } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { positionIndependent } from '../toolchain/sanitize.js';
import { takeLog } from '../tree/calls-of-run.js';
import { configureTree } from '../tree/configure.js';
import { Kbuild } from '../tree/kbuild.js';
import { openTree } from '../tree/kernel-tree.js';
import { allWishes } from '../tree/kunitconfig.js';
import type { Library } from '../tree/library.js';
import { libraryHeader } from '../tree/library-header.js';
import { isOutside } from '../tree/outside.js';
import { OwnModule } from '../tree/own-module.js';
import { TreeBuilder } from '../tree/tree-builder.js';
import { treeTargets } from '../tree/tree-targets.js';
import { TreeWorkspace } from '../tree/tree-workspace.js';
import { mustCommand, shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { makeFolder } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { shortPath } from '../util/short-path.js';
import { UserError } from '../util/user-error.js';
import type { Invocation } from './option.js';
import { Progress } from './progress.js';
import { settingsOf } from './run-request.js';
import { libOptions } from './tool-options.js';

/** Kernel code as a shared object with a C header. */
export async function lib(invocation: Invocation<typeof libOptions>): Promise<ExitCode> {
  const { options, operands, given } = invocation;
  const tree = openTree(options.tree ?? missing('--tree DIR', 'the kernel tree'));
  const output = path.resolve(options.output ?? missing('-o FILE.so', 'where the shared object goes'));
  const exports = options.export.flatMap((word) => word.split(',')).filter((word) => word !== '');
  if (exports.length === 0) missing('--export NAMES', 'the functions that it offers');
  const wrong = exports.find((symbol) => !/^[A-Za-z_]\w*$/.test(symbol));
  if (wrong !== undefined) throw new UserError(`--export ${wrong}: not a name of a function`);
  if (operands.length === 0) throw new UserError('lib: name the sources: lib/xarray.c, lib/zstd, ./mine.c');

  const progress = new Progress();
  const project = await findProject(process.cwd(), options.config);
  const config = withSettings(project.config, settingsOf(options, given, libOptions));
  const jobs = config.jobs ?? os.availableParallelism();
  const compiler = probeCompiler(config.cc);
  const onProgress = progress.step.bind(progress);
  const wanted = options.kconfig;
  const [runtime, configured] = await Promise.all([
    ensureRuntime(compiler, config, jobs, onProgress, positionIndependent, 'engine'),
    configureTree(tree, { wishes: allWishes(tree, []), wanted, isStrict: true }, jobs, (what) => progress.show(what)),
  ]);
  const lock = await takeLock(configured.folder, () => progress.show('waiting for another ktest in this tree'));
  try {
    const kbuild = new Kbuild(configured);
    const workspace = new TreeWorkspace(configured, kbuild, compiler, runtime, positionIndependent);
    workspace.load();
    const index = new SourceIndex('', () => false);
    const sourcesBelow = (folder: string) => [...index.sourcesBelow(folder)];
    const targets = treeTargets(operands, tree);
    const sources = [
      ...targets.files.map((file) => path.relative(tree.root, file)),
      ...targets.folders.flatMap((folder) => sourcesOfFolder(path.relative(tree.root, folder), kbuild, sourcesBelow)),
    ];
    const library = makeLibrary(output, sources, exports);
    const about = `Made by ktest of Linux ${tree.version}: ${operands.join(' ')}.`;
    const header = { file: output.replace(/\.so$/, '.h'), text: () => libraryHeader(output, library, about) };
    const command = options.run;
    const builder = new TreeBuilder(workspace, {
      jobs,
      modules: new Map(),
      library,
      own: new OwnModule(tree.root, { ...project, root: process.cwd() }, index),
      onProgress,
      callsOfRun: async ([made]) => {
        if (!made) return [[]];
        const calls = callsOfBoot(made.program, library.name, compiler.command);
        if (calls.length > 0 || command === undefined) return [calls];
        install(made.program, output, header);
        progress.show(`running ${command}`);
        const done = callsOfCommand(command, `${made.program}.calls`);
        // As shells say that there is no such program, or that it is none.
        if (done.status === 127 || done.status === 126)
          throw new UserError(`--run ${command}: could not be run (status ${done.status})`);
        return [done.calls];
      },
    });
    const [built] = await builder.build([library.key]);
    progress.clear();
    for (const failure of built?.failures ?? []) {
      process.stderr.write(`${failure.output}\nktest: ${failure.sentence}\n`);
    }
    if (!built?.program) return ExitCode.build;
    const plan = workspace.plans.get(library.key);
    const undefinedExport = exports.find((symbol) => plan?.traps.some((trap) => trap.symbol === symbol));
    if (undefinedExport !== undefined) {
      throw new UserError(`--export ${undefinedExport}: none of the sources defines it`, ExitCode.build);
    }
    install(built.program, output, header);
    const files = plan?.sources.filter((source) => !path.isAbsolute(source)).length ?? 0;
    process.stdout.write(
      `${shortPath(output, process.cwd())}, ${shortPath(header.file, process.cwd())}: ${library.name}_boot() and ${exports.length} exported, ` +
        `${files} files of the tree, ${plan?.traps.length ?? 0} stubs\n`,
    );
    return ExitCode.ok;
  } finally {
    progress.clear();
    lock.release();
  }
}

function missing(option: string, what: string): never {
  throw new UserError(`lib: ${option} is missing: ${what}; see \`ktest lib --help\``);
}

function makeLibrary(output: string, sources: string[], exports: string[]): Library {
  const file = path.basename(output);
  if (!/^[A-Za-z_]\w*\.so$/.test(file)) {
    throw new UserError(
      `-o ${file}: a name such as libk.so: letters, digits and _, for it names the boot function, too`,
    );
  }
  const first = sources.find((source) => !isOutside(source)) ?? sources[0] ?? '';
  return { name: file.replace(/\.so$/, ''), key: path.join(path.dirname(first), file), sources, exports };
}

/** What the tree's configuration builds there; of a folder elsewhere, every source. */
function sourcesOfFolder(folder: string, kbuild: Kbuild, sourcesBelow: (folder: string) => string[]): string[] {
  const sources = isOutside(`${folder}/`) ? sourcesBelow(folder) : [...kbuild.builtSources([folder])];
  if (sources.length > 0) return sources;
  throw new UserError(`${folder}: this configuration builds nothing there: add --kconfig NAME=y`, ExitCode.nothing);
}

function install(program: string, output: string, header: { file: string; text(): string }): void {
  makeFolder(path.dirname(output));
  copyFileSync(program, `${output}.tmp`);
  renameSync(`${output}.tmp`, output);
  writeFileSync(header.file, header.text());
}

/** Boot is what every program does with it: a small one shows what that calls. */
function callsOfBoot(library: string, name: string, cc: string): string[][] {
  const program = `${library}.boot`;
  const text = `int ${name}_boot(void);\nint main(void) { return ${name}_boot(); }\n`;
  mustCommand(cc, ['-x', 'c', '-', '-x', 'none', library, '-o', program], text);
  return callsOfCommand(shellQuote(program), `${library}.calls`).calls;
}

function callsOfCommand(command: string, log: string): { calls: string[][]; status: number } {
  const env = { ...process.env, KTEST_TRAP_LOG: log };
  const { status } = spawnSync('/bin/sh', ['-c', command], { stdio: 'ignore', env });
  return { calls: takeLog(log), status: status ?? 128 };
}
