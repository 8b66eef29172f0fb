// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import { umlMachine } from '../backends/uml/boot.js';
import { buildUml, type UmlBuild, umlKernel } from '../backends/uml/build.js';
import { kunitconfigLines, optionsOfTests } from '../backends/uml/config.js';
import { runUml } from '../backends/uml/run.js';
import { discoverTests } from '../project/discover.js';
import { uniprocessor } from '../project/needs.js';
import { findProject } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { parseTargets } from '../project/targets.js';
import { kernelRoot } from '../toolchain/flags.js';
import { type KernelTree, openTree } from '../tree/kernel-tree.js';
import { cacheRoot } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { commandFor, type PreparedBackend, parseBackends } from './backend.js';
import { prepareModules } from './backend-modules.js';
import { openConsole } from './console-log.js';
import type { Arguments } from './parse.js';
import { discover } from './prepare.js';
import { inTree, isWithinTree, kconfigLine } from './prepare-tree.js';
import { makeSelection, runLimits, withOptions } from './prepared.js';
import type { Progress } from './progress.js';

/** The suites of a kernel tree, built into a User Mode Linux as kunit.py does it. */
export async function prepareUml(args: Arguments, progress: Progress, signal: AbortSignal): Promise<PreparedBackend> {
  const folder = args.text('tree');
  if (folder === undefined) throw new UserError('--backend uml: name the kernel source tree with --tree');
  for (const name of ['repeat', 'retries', 'sanitize', 'explain'])
    if (args.has(name)) throw new UserError(`--${name} is for other backends: leave it out with --backend uml`);
  const tree = openTree(folder);
  const targets = parseTargets(args.operands.map((word) => inTree(word, tree)));
  if (!isWithinTree(targets, tree)) return prepareUmlModules(tree, args, progress, signal);
  const project = { ...(await findProject(tree.root, args.text('config'))), root: tree.root };
  const config = withOptions(project.config, args);
  const indexFile = path.join(cacheRoot(), 'trees', tree.id, 'tests.json');
  const index = new SourceIndex(indexFile, project.isExcluded, /[-_](kunit|test)\.h$/);
  const named = targets.folders.length + targets.files.length + targets.lines.length > 0;
  // Beside qemu, --kernel is that machine's.
  const own = parseBackends(args).includes('qemu') ? undefined : args.text('kernel');
  // With a configuration, its suites are what is there; their files are looked for in the whole tree.
  const kunitconfig = args.text('kunitconfig');
  const files =
    named || (kunitconfig === undefined && own === undefined)
      ? discoverTests(targets, project, index)
      : treeTests(tree.root, index);
  const tests = files.map((file) => path.relative(tree.root, file)).filter((test) => !test.startsWith('tools/'));
  if (tests.length === 0)
    throw new UserError(`${args.operands.join(' ')}: no file with a KUnit suite there`, ExitCode.nothing);
  if (own !== undefined && !isFile(own)) throw new UserError(`--kernel ${own}: no such User Mode Linux`);
  const jobs = config.jobs ?? os.availableParallelism();
  let binary = own && path.resolve(own);
  if (binary === undefined) {
    const options = kunitconfig === undefined ? optionsOfTests(tree, tests) : kunitconfigLines(tree, kunitconfig);
    ({ binary } = await built(tree, options, jobs, args, progress, signal));
  }
  const bySuite = new Map(
    files.flatMap((file) => index.facts(file)?.suites.map((suite) => [suite, file] as const) ?? []),
  );
  const fallback = files.length === 1 ? files[0] : undefined;
  const isOpen = !named && (own !== undefined || kunitconfig !== undefined);
  const lastRunFile = path.join(cacheRoot(), 'uml', tree.id, 'last-run.json');
  const selection = makeSelection(args, targets, lastRunFile);
  return {
    tests: tests.length,
    broken: [],
    lastRunFile,
    say: () => {},
    async run({ onEvent, signal: stop }) {
      const log = openConsole(args);
      const seen = new Set<string>();
      try {
        const outcome = await runUml({
          binary,
          // A suite whose name is made by a macro is in no text: it is the only file's, or the tree's.
          fileOf: (suite) => bySuite.get(suite) ?? fallback ?? (isOpen ? tree.root : undefined),
          selection,
          ...runLimits(config, args),
          append: (args.text('append') ?? '').split(' ').filter((word) => word !== ''),
          commandFor: (file, suite, name) => commandFor(args, 'uml', file, suite, name),
          onConsole: log.write,
          onEvent: (event) => {
            if (event.type === 'program') seen.add(event.file);
            onEvent(event);
          },
          signal: stop,
        });
        // Reports wait for every file to say what is in it.
        for (const file of files) if (!seen.has(file)) onEvent({ type: 'program', file, suites: [] });
        return outcome;
      } finally {
        log.close();
      }
    },
  };
}

/** Tests that are not the tree's: modules in a User Mode Linux of it. */
async function prepareUmlModules(
  tree: KernelTree,
  args: Arguments,
  progress: Progress,
  signal: AbortSignal,
): Promise<PreparedBackend> {
  const found = await discover(args);
  const options = kunitconfigLines(tree, path.join(kernelRoot, 'module', 'uml.config'));
  const uml = await built(tree, options, found.jobs, args, progress, signal);
  const kernel = umlKernel(uml);
  const only = {
    machine: umlMachine(uml.binary, args.text('append') ?? ''),
    shape: uniprocessor,
  };
  return prepareModules(
    found,
    {
      backend: 'uml',
      kernel,
      makeWords: ['ARCH=um'],
      machineFor: () => only,
      sentence: `Linux ${kernel.release} as User Mode Linux, with one CPU and one node`,
    },
    args,
    progress,
  );
}

/** The kernel with these options and those of --kconfig. */
async function built(
  tree: KernelTree,
  options: string[],
  jobs: number,
  args: Arguments,
  progress: Progress,
  signal: AbortSignal,
): Promise<UmlBuild> {
  const lines = [...options, ...args.texts('kconfig').map(kconfigLine)];
  try {
    return await buildUml(tree, lines, { jobs, onProgress: (what) => progress.show(what), signal });
  } finally {
    progress.clear();
  }
}

function treeTests(root: string, index: SourceIndex): string[] {
  return [...index.sourcesBelow(root)].filter((file) => index.facts(file)?.isTest);
}
