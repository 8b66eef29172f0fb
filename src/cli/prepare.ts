// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../config/schema.js';
import { Builder } from '../link/builder.js';
import type { BuildFailure } from '../link/failures.js';
import { Workspace } from '../link/workspace.js';
import { nameAtLine } from '../project/case-at-line.js';
import { discoverTests } from '../project/discover.js';
import { findProject, type Project } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { parseTargets, type Targets } from '../project/targets.js';
import { parseFilter } from '../run/filter.js';
import { readLastFailed } from '../run/last-run.js';
import type { Selection } from '../run/selection.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFolder } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { explain } from './explain.js';
import type { Arguments } from './parse.js';
import type { Progress } from './progress.js';

export interface Prepared {
  config: Config;
  lastRunFile: string;
  selection: Selection;
  built: {
    tests: ({ test: string; program: string } | { test: string; program: undefined; failures: BuildFailure[] })[];
    warnings: string[];
    notes: string[];
  };
  jobs: number;
  /** Real paths for those that a build had to replace. */
  restorePath(text: string): string;
  /** The text of --explain. */
  explain(): string;
}

/** From the words of the command line to built programs: what run and list have in common. */
export async function prepare(args: Arguments, progress: Progress): Promise<Prepared> {
  if (args.text('tree') !== undefined) return (await import('./prepare-tree.js')).prepareTree(args, progress);
  const targets = parseTargets(args.operands);
  const place = targets.files[0] ?? targets.lines[0]?.file;
  const folder = place ? path.dirname(place) : (targets.folders[0] ?? process.cwd());
  const found = await findProject(folder, args.text('config'));
  const project = { ...found, config: withOptions(found.config, args) };
  const jobs = project.config.jobs ?? os.availableParallelism();
  const sources = sourceFolders(project, args);

  const indexFile = path.join(cacheRoot(), 'index', `${hashName(project.root)}.json`);
  const index = new SourceIndex(indexFile, project.isExcluded);
  const tests = discoverTests(targets, project, index);
  if (tests.length === 0) {
    const where = targets.folders.length > 0 ? targets.folders.join(', ') : project.root;
    throw new UserError(
      `${where}: no file with a KUnit suite there: see \`ktest init\` for a first one`,
      ExitCode.nothing,
    );
  }

  const compiler = probeCompiler(project.config.cc);
  const onProgress = (done: number, total: number, what: string) =>
    progress.show(total > 0 ? `[${done}/${total}] ${what}` : what);
  let hasSaidRuntime = false;
  const runtime = await ensureRuntime(compiler, project.config, jobs, (done, total, what) => {
    if (!hasSaidRuntime && !process.stderr.isTTY)
      process.stderr.write("ktest: building the emulated kernel's library, once\n");
    hasSaidRuntime = true;
    onProgress(done, total, what);
  });
  const workspace = new Workspace(project, compiler, runtime, args.text('build-dir'));
  const selection = makeSelection(args, targets, workspace.lastRunFile);
  const lock = await takeLock(workspace.folder, () => progress.show('waiting for another ktest in this project'));
  try {
    workspace.load();
    const built = await new Builder(workspace, index, { jobs, sources, onProgress }).build(tests);
    progress.clear();
    return {
      config: project.config,
      lastRunFile: workspace.lastRunFile,
      selection,
      built,
      jobs,
      restorePath: (text) => workspace.paths.restore(text),
      explain: () => explain({ built, workspace, project }),
    };
  } finally {
    progress.clear();
    lock.release();
  }
}

/** The configuration with the command line's say on top. */
export function withOptions(config: Config, args: Arguments): Config {
  const merged: Config = { ...config };
  const cc = args.text('cc');
  const jobs = args.number('jobs', { min: 1, max: 1024 });
  const cpus = args.number('cpus', { min: 1, max: 64 });
  const nodes = args.number('nodes', { min: 1, max: 8 });
  const timeout = args.number('timeout', { min: 0.001, integer: false });
  const totalTimeout = args.number('total-timeout', { min: 0.001, integer: false });
  const outputLimit = args.number('output-limit', { min: 1 });
  const retries = args.number('retries', { min: 0 });
  if (cc !== undefined) merged.cc = cc;
  if (jobs !== undefined) merged.jobs = jobs;
  if (cpus !== undefined) merged.cpus = cpus;
  if (nodes !== undefined) merged.nodes = nodes;
  if (timeout !== undefined) merged.timeout = timeout;
  if (totalTimeout !== undefined) merged.totalTimeout = totalTimeout;
  if (outputLimit !== undefined) merged.outputLimit = outputLimit;
  if (retries !== undefined) merged.retries = retries;
  return merged;
}

function sourceFolders(project: Project, args: Arguments): string[] {
  const configured = (project.config.sources ?? []).map((folder) => path.resolve(project.root, folder));
  const given = args.texts('source').map((folder) => {
    if (!isFolder(folder)) throw new UserError(`--source ${folder}: there is no such folder`);
    return realpathSync(folder);
  });
  return [...configured, ...given];
}

export function makeSelection(args: Arguments, targets: Targets, lastRunFile: string): Selection {
  const selection: Selection = { globs: targets.globs, lines: caseNames(targets) };
  const filter = args.text('filter');
  if (filter !== undefined) selection.filter = parseFilter(filter);
  const shard = args.text('shard');
  if (shard !== undefined) {
    const match = /^(\d+)\/(\d+)$/.exec(shard);
    const [index, of] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || index < 1 || index > of)
      throw new UserError(`--shard ${shard}: write I/N with I from 1 to N, such as 1/4`);
    selection.shard = { index, of };
  }
  if (args.has('last-failed')) {
    selection.lastFailed = readLastFailed(lastRunFile);
    if (selection.lastFailed.size === 0) {
      throw new UserError('--last-failed: no case failed when it last ran, or none has run yet', ExitCode.nothing);
    }
  }
  return selection;
}

function caseNames(targets: Targets): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { file, line, word } of targets.lines) {
    const name = nameAtLine(readFileSync(file, 'utf8'), line);
    if (!name) throw new UserError(`${word}: no function and no KUNIT_CASE at that line`, ExitCode.nothing);
    names.set(file, (names.get(file) ?? new Set()).add(name));
  }
  return names;
}
