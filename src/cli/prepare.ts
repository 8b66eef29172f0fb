// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Builder } from '../link/builder.js';
import { Workspace } from '../link/workspace.js';
import { discoverTests } from '../project/discover.js';
import { type HeadersPackage, headersPackage } from '../project/headers-package.js';
import { isModuleTest, type ModuleTest, ModuleWishes, moduleName } from '../project/module-tests.js';
import { needsOf } from '../project/needs.js';
import { findProject, type Project } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { parseTargets, type Targets } from '../project/targets.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { sanitizeVariant } from '../toolchain/sanitize.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFolder } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { explain } from './explain.js';
import type { Arguments } from './parse.js';
import { makeSelection, type Prepared, withOptions } from './prepared.js';
import type { Progress } from './progress.js';

/**
 * From the words of the command line to built programs: what run and list have in common.
 * `isTreeForAnother`: the tree is what another backend's kernel is built from, and the tests are not in it.
 */
export async function prepare(args: Arguments, progress: Progress, isTreeForAnother = false): Promise<Prepared> {
  const tree = isTreeForAnother ? undefined : args.text('tree');
  const headers = tree === undefined ? undefined : headersPackage(tree);
  if (headers && args.has('kconfig'))
    throw new UserError(`--kconfig: ${tree} has headers only, which are configured already: name a kernel source tree`);
  if (headers) sayHeadersOnly(headers);
  else if (tree !== undefined) return (await import('./prepare-tree.js')).prepareTree(args, progress);
  const { targets, project, index, tests, jobs, sources } = await discover(args, headers);
  const compiler = probeCompiler(project.config.cc);
  const onProgress = progress.step.bind(progress);
  const variant = sanitizeVariant(args.texts('sanitize'), compiler);
  let hasSaidRuntime = false;
  const runtime = await ensureRuntime(
    compiler,
    project.config,
    jobs,
    (done, total, what) => {
      if (!hasSaidRuntime && !process.stderr.isTTY)
        process.stderr.write("ktest: building the emulated kernel's library, once\n");
      hasSaidRuntime = true;
      onProgress(done, total, what);
    },
    variant,
  );
  const workspace = new Workspace(project, compiler, runtime, args.text('build-dir'), variant);
  const selection = makeSelection(args, targets, workspace.lastRunFile);
  const lock = await takeLock(workspace.folder, () => progress.show('waiting for another ktest in this project'));
  try {
    workspace.load();
    const modules = moduleTests(tests, index, project, args);
    const built = await new Builder(workspace, index, { jobs, sources, modules, onProgress }).build(tests);
    progress.clear();
    return {
      config: project.config,
      lastRunFile: workspace.lastRunFile,
      selection,
      built,
      jobs,
      needs: (test) => needsOf(index.facts(test)?.directives),
      restorePath: (text) => workspace.paths.restore(text),
      absence: 'is not emulated',
      explain: () => explain({ built, workspace, project }),
    };
  } finally {
    progress.clear();
    lock.release();
  }
}

/** What a command line is about, before anything is built: the project and its tests. */
export interface Discovered {
  targets: Targets;
  project: Project;
  index: SourceIndex;
  tests: string[];
  jobs: number;
  /** Further folders for symbols, absolute. */
  sources: string[];
}

export async function discover(args: Arguments, headers?: HeadersPackage): Promise<Discovered> {
  const targets = parseTargets(args.operands);
  const place = targets.files[0] ?? targets.lines[0]?.file;
  const folder = place ? path.dirname(place) : (targets.folders[0] ?? process.cwd());
  const found = await findProject(folder, args.text('config'));
  const project: Project = {
    ...found,
    config: withOptions(found.config, args),
    ...(headers && { realHeaders: headers.folders }),
  };
  const jobs = project.config.jobs ?? os.availableParallelism();
  const sources = sourceFolders(project, args);

  const indexFile = path.join(cacheRoot(), 'index', `${hashName(project.root)}.json`);
  const index = new SourceIndex(indexFile, project.isExcluded);
  const tests = discoverTests(
    targets,
    project,
    index,
    (facts, file, isNamed) => facts.isTest || isModuleTest(facts, file, isNamed),
  );
  if (tests.length === 0) {
    const where = targets.folders.length > 0 ? targets.folders.join(', ') : project.root;
    throw new UserError(
      `${where}: no file with a KUnit suite there: see \`ktest init\` for a first one`,
      ExitCode.nothing,
    );
  }
  return { targets, project, index, tests, jobs, sources };
}

function sayHeadersOnly({ root, version }: HeadersPackage): void {
  process.stderr.write(
    `ktest: ${root} has headers without sources: they are used where the emulated kernel has none, and what they declare can not be called; ` +
      `a source tree (apt-get install linux-source-${version}, unpacked, --tree) adds the kernel's own code\n`,
  );
}

/** Those of the tests that are modules without KUnit, and what their programs are told. */
export function moduleTests(
  tests: string[],
  index: SourceIndex,
  project: Project,
  args: Arguments,
): Map<string, ModuleTest> {
  const words = ['param', 'init-result', 'ignore-warnings'].map((name) => args.texts(name));
  const wishes = new ModuleWishes(project.config, words[0] ?? [], words[1] ?? [], words[2] ?? []);
  const modules = new Map<string, ModuleTest>();
  for (const test of tests.filter((file) => !index.facts(file)?.isTest)) {
    modules.set(test, wishes.of(moduleName(path.basename(test, '.c'))));
  }
  wishes.check([...modules.values()].map(({ module }) => module));
  return modules;
}

function sourceFolders(project: Project, args: Arguments): string[] {
  const configured = (project.config.sources ?? []).map((folder) => path.resolve(project.root, folder));
  const given = args.texts('source').map((folder) => {
    if (!isFolder(folder)) throw new UserError(`--source ${folder}: there is no such folder`);
    return realpathSync(folder);
  });
  return [...configured, ...given];
}
