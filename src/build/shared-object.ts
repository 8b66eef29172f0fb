// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { copyFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { BuildFailure } from '../link/failures.js';
import type { Project } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { positionIndependent } from '../toolchain/sanitize.js';
import { takeLog } from '../tree/calls-of-run.js';
import { configureTree } from '../tree/configure.js';
import { Kbuild } from '../tree/kbuild.js';
import type { KernelTree } from '../tree/kernel-tree.js';
import { allWishes } from '../tree/kunitconfig.js';
import { isOutside } from '../tree/outside.js';
import { OwnModule } from '../tree/own-module.js';
import type { SharedObject } from '../tree/shared-object.js';
import { sharedObjectHeader } from '../tree/shared-object-header.js';
import { TreeBuilder } from '../tree/tree-builder.js';
import { treeTargets } from '../tree/tree-targets.js';
import { TreeWorkspace } from '../tree/tree-workspace.js';
import { mustCommand, shellQuote, shellStatus } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { makeFolder, readTextIfAny } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { shortPath } from '../util/short-path.js';
import { UserError } from '../util/user-error.js';
import type { BuildListener } from './request.js';

export interface SharedObjectRequest {
  tree: KernelTree;
  project: Project;
  /** Files and folders of the tree, and ./FILE.c. */
  operands: string[];
  /** FILE.so, absolute; FILE.h comes beside it. */
  output: string;
  exports: string[];
  /** Lines of .config. */
  kconfig: string[];
  /** A shell command that uses the shared object: what it calls is taken in. */
  command: string | undefined;
}

export interface BuiltSharedObject {
  name: string;
  header: string;
  /** How many files of the tree are in it, and how many functions are stubs. */
  files: number;
  stubs: number;
}

/** Makes a shared object of a tree's sources, with a C header. */
export async function buildSharedObject(
  request: SharedObjectRequest,
  listener: BuildListener,
): Promise<BuiltSharedObject | { failures: BuildFailure[] }> {
  const { tree, project, kconfig: wanted } = request;
  checkHeader(request.output);
  const { config } = project;
  const jobs = config.jobs ?? os.availableParallelism();
  const compiler = probeCompiler(config.cc);
  const onProgress = listener.step.bind(listener);
  const say = (what: string) => listener.show(what);
  const [runtime, configured] = await Promise.all([
    ensureRuntime(compiler, config, { jobs, onProgress, variant: positionIndependent, parts: ['engine'] }),
    configureTree(tree, { wishes: allWishes(tree, []), wanted, isStrict: true }, jobs, say),
  ]);
  const lock = await takeLock(configured.folder, () => say('waiting for another ktest in this tree'));
  try {
    const workspace = new TreeWorkspace(configured, new Kbuild(configured), {
      compiler,
      runtime,
      variant: positionIndependent,
    });
    workspace.load();
    const index = new SourceIndex('', () => false);
    const library = planned(request, workspace.kbuild, index);
    const header = headerOf(request, library);
    const builder = new TreeBuilder(workspace, {
      jobs,
      modules: new Map(),
      library,
      own: new OwnModule(tree.root, project, index),
      onProgress,
      calls: {
        patience: Infinity,
        find: async ([made]) => {
          if (!made) return [];
          const chains = callsOfBoot(made.program, library.name, compiler.command);
          if (chains.length > 0 || request.command === undefined) return [{ chains, isCut: false }];
          install(made.program, request.output, header);
          say(`running ${request.command}`);
          return [{ chains: callsOfCommand(request.command, made.program), isCut: false }];
        },
      },
    });
    const [built] = await builder.build([library.key]);
    if (!built?.program) return { failures: built?.failures ?? [] };
    const plan = workspace.plans.get(library.key);
    const lacking = request.exports.find((symbol) => plan?.traps.some((trap) => trap.symbol === symbol));
    if (lacking !== undefined)
      throw new UserError(`--export ${lacking}: none of the sources defines it`, ExitCode.build);
    install(built.program, request.output, header);
    const files = plan?.sources.filter((source) => !path.isAbsolute(source)).length ?? 0;
    return { name: library.name, header: header.file, files, stubs: plan?.traps.length ?? 0 };
  } finally {
    listener.clear();
    lock.release();
  }
}

function planned({ tree, operands, output, exports }: SharedObjectRequest, kbuild: Kbuild, index: SourceIndex) {
  const targets = treeTargets(operands, tree);
  const sources = [
    ...targets.files.map((file) => path.relative(tree.root, file)),
    ...targets.folders.flatMap((folder) => {
      const relative = path.relative(tree.root, folder);
      if (isOutside(`${relative}/`))
        return [...index.sourcesBelow(folder)].map((file) => path.relative(tree.root, file));
      return builtSources(relative, kbuild);
    }),
  ];
  const file = path.basename(output);
  if (!/^[A-Za-z_]\w*\.so$/.test(file)) {
    throw new UserError(
      `-o ${file}: a name such as libk.so: letters, digits and _, for it names the boot function, too`,
    );
  }
  const first = sources.find((source) => !isOutside(source)) ?? sources[0] ?? '';
  const name = file.replace(/\.so$/, '');
  return { name, key: path.join(path.dirname(first), file), sources, exports } satisfies SharedObject;
}

function builtSources(folder: string, kbuild: Kbuild): string[] {
  const sources = [...kbuild.builtSources([folder])];
  if (sources.length > 0) return sources;
  throw new UserError(`${folder}: this configuration builds nothing there: add --kconfig NAME=y`, ExitCode.nothing);
}

interface Header {
  file: string;
  /** Known when the shared object is there. */
  text(): string;
}

const madeByUs = 'Made by ktest of Linux';

function headerFile(output: string): string {
  return output.replace(/\.so$/, '.h');
}

/** Sources of the user's are often named as the shared object is to be. */
function checkHeader(output: string): void {
  const file = headerFile(output);
  const text = readTextIfAny(file);
  if (file === output || text === undefined || text.startsWith(`/* ${madeByUs}`)) return;
  const [object, header] = [output, file].map((name) => shortPath(name, process.cwd()));
  throw new UserError(`-o ${object}: its header would replace ${header}, which is yours: name it otherwise`);
}

function headerOf({ tree, operands, output }: SharedObjectRequest, library: SharedObject): Header {
  const about = `${madeByUs} ${tree.version}: ${operands.join(' ')}.`;
  return { file: headerFile(output), text: () => sharedObjectHeader(output, library, about) };
}

function install(program: string, output: string, header: Header): void {
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
  return loggedCalls(shellQuote(program), library).calls;
}

function callsOfCommand(command: string, library: string): string[][] {
  const { calls, status } = loggedCalls(command, library);
  // As shells say that there is no such program, or that it is none.
  if (status === 127 || status === 126) throw new UserError(`--run ${command}: could not be run (status ${status})`);
  return calls;
}

function loggedCalls(command: string, library: string): { calls: string[][]; status: number } {
  const log = `${library}.calls`;
  const status = shellStatus(command, { KTEST_TRAP_LOG: log });
  return { calls: takeLog(log), status };
}
