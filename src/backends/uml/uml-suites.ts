// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import { withSettings } from '../../build/request.js';
import { discoverTests } from '../../project/discover.js';
import { findProject } from '../../project/project.js';
import { SourceIndex } from '../../project/source-index.js';
import type { Targets } from '../../project/targets.js';
import type { RunOutcome } from '../../run/ledger.js';
import { policyOf, type RunPolicy } from '../../run/policy.js';
import { readSelection } from '../../run/read-selection.js';
import type { Selection } from '../../run/selection.js';
import type { KernelTree } from '../../tree/kernel-tree.js';
import { cacheRoot } from '../../util/cache-dir.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';
import { openConsole } from '../../vm/console-log.js';
import type { BuildContext, BuiltTests, RunContext, RunRequest } from '../backend.js';
import { ListedCases } from '../listed-cases.js';
import { backendOfKernels } from '../run-places.js';
import { buildUml } from './uml-kernel.js';
import { kunitconfigLines, optionsOfTests } from './uml-options.js';
import { runUml } from './uml-run.js';

/** The suites of a kernel tree, built into a User Mode Linux as kunit.py does it. */
export interface UmlSuites extends BuiltTests {
  binary: string;
  /** Absolute. */
  files: string[];
  /** Which test file a suite is from. */
  fileOf(suite: string): string | undefined;
  selection: Selection;
  policy: RunPolicy;
  listed: ListedCases;
}

export async function buildUmlSuites(
  tree: KernelTree,
  targets: Targets,
  request: RunRequest,
  context: BuildContext,
): Promise<UmlSuites> {
  const { build, machine } = request;
  const project = { ...(await findProject(tree.root, build.configFile)), root: tree.root };
  const config = withSettings(project.config, build.settings);
  const selection = readSelection(request.selection, targets);
  const index = new SourceIndex(
    path.join(cacheRoot(), 'trees', tree.id, 'tests.json'),
    project.isExcluded,
    /[-_](kunit|test)\.h$/,
  );
  const named = targets.folders.length + targets.files.length + targets.lines.length > 0;
  const own = backendOfKernels(request) === 'uml' ? machine.kernel : undefined;
  // With a configuration, its suites are what is there; their files are looked for in the whole tree.
  const isOpen = !named && (own !== undefined || machine.kunitconfig !== undefined);
  const files = isOpen ? treeTests(tree.root, index) : discoverTests(targets, project, index);
  const tests = files.map((file) => path.relative(tree.root, file)).filter((test) => !test.startsWith('tools/'));
  if (tests.length === 0)
    throw new UserError(`${build.operands.join(' ')}: no file with a KUnit suite there`, ExitCode.nothing);
  const jobs = config.jobs ?? os.availableParallelism();
  const binary = own === undefined ? await kernelOf(tree, tests, jobs, { request, context }) : existing(own);
  const bySuite = new Map(
    files.flatMap((file) => index.facts(file)?.suites.map((suite) => [suite, file] as const) ?? []),
  );
  const fallback = files.length === 1 ? files[0] : undefined;
  const lastRunFile = path.join(cacheRoot(), 'uml', tree.id, 'last-run.json');
  const listed = new ListedCases();
  return {
    count: tests.length,
    broken: [],
    warnings: [],
    notes: [],
    advice: [],
    lastRunFile,
    cases: listed.all.bind(listed),
    listed,
    binary,
    files,
    // A suite whose name is made by a macro is in no text: it is the only file's, or the tree's.
    fileOf: (suite) => bySuite.get(suite) ?? fallback ?? (isOpen ? tree.root : undefined),
    selection: selection(lastRunFile),
    policy: policyOf(request.policy, config),
  };
}

export async function runUmlSuites(
  { binary, files, fileOf, selection, policy, listed }: UmlSuites,
  { machine, commandFor }: RunRequest,
  { onEvent, signal }: RunContext,
): Promise<RunOutcome> {
  const log = openConsole(machine.console);
  const seen = new Set<string>();
  try {
    const outcome = await runUml({
      ...policy,
      binary,
      fileOf,
      selection,
      listed,
      append: machine.append.split(' ').filter((word) => word !== ''),
      commandFor: (file, suite, name) => commandFor({ backend: 'uml', test: file, suite, name, seed: '1' }),
      onConsole: log.write,
      onEvent: (event) => {
        if (event.type === 'program') seen.add(event.file);
        onEvent(event);
      },
      signal,
    });
    // Reports wait for every file to say what is in it.
    for (const file of files) if (!seen.has(file)) onEvent({ type: 'program', file, suites: [] });
    return outcome;
  } finally {
    log.close();
  }
}

async function kernelOf(
  tree: KernelTree,
  tests: string[],
  jobs: number,
  { request: { build, machine }, context }: { request: RunRequest; context: BuildContext },
): Promise<string> {
  const { kunitconfig } = machine;
  const options = kunitconfig === undefined ? optionsOfTests(tree, tests) : kunitconfigLines(tree, kunitconfig);
  return (await buildUml(tree, [...options, ...build.kconfig], { ...context, jobs })).binary;
}

function existing(kernel: string): string {
  if (!isFile(kernel)) throw new UserError(`--kernel ${kernel}: no such User Mode Linux`);
  return path.resolve(kernel);
}

function treeTests(root: string, index: SourceIndex): string[] {
  return [...index.sourcesBelow(root)].filter((file) => index.facts(file)?.isTest);
}
