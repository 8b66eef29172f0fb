// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkDirectives } from '../link/first-sources.js';
import { discoverTests } from '../project/discover.js';
import { isModuleTest, type ModuleTest, ModuleWishes } from '../project/module-tests.js';
import { needsOf } from '../project/needs.js';
import { findProject } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { parseTargets, type Targets } from '../project/targets.js';
import { probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime } from '../toolchain/runtime.js';
import { sanitizeVariant } from '../toolchain/sanitize.js';
import { type ConfiguredTree, configureTree } from '../tree/configure.js';
import { Kbuild } from '../tree/kbuild.js';
import { type KernelTree, openTree } from '../tree/kernel-tree.js';
import { allWishes, kunitconfigOf, lacking } from '../tree/kunitconfig.js';
import { type BuiltTreeTest, TreeBuilder } from '../tree/tree-builder.js';
import { explainTree } from '../tree/tree-explain.js';
import { TreeWorkspace } from '../tree/tree-workspace.js';
import { cacheRoot } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { readTextIfAny } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { parseBackends } from './backend.js';
import type { Arguments } from './parse.js';
import { makeSelection, type Prepared, withOptions } from './prepared.js';
import type { Progress } from './progress.js';

/** As prepare(), for the suites of a kernel source tree with the tree's own headers. */
export async function prepareTree(args: Arguments, progress: Progress): Promise<Prepared> {
  const tree = openTree(args.text('tree') ?? '');
  if (args.has('build-dir'))
    throw new UserError('--build-dir: what is built of a tree goes to the cache: set KTEST_CACHE=DIR instead');
  if (parseBackends(args).join() === 'process')
    for (const option of ['cpus', 'nodes'])
      if (args.has(option)) throw new UserError(`--${option}: a tree's programs have one CPU and one node`);
  const targets = parseTargets(args.operands.map((word) => inTree(word, tree)));
  const isTree = isWithinTree(targets, tree);
  const found = await findProject(isTree ? tree.root : process.cwd(), args.text('config'));
  const project = isTree ? { ...found, root: tree.root } : found;
  const config = withOptions(found.config, args);
  const jobs = config.jobs ?? os.availableParallelism();
  const folder = path.join(cacheRoot(), 'trees', tree.id);
  // What is known of a whole tree is much to read for the sake of one named file.
  const isNamed = targets.folders.length === 0 && targets.files.length + targets.lines.length > 0;
  const cacheFile = isNamed || !isTree ? '' : path.join(folder, 'tests.json');
  // Some suites are headers that the source under test includes.
  const index = new SourceIndex(cacheFile, project.isExcluded, isTree ? /[-_](kunit|test)\.h$/ : undefined);
  const files = discoverTests(
    targets,
    project,
    index,
    (facts, file, byUser) => facts.isTest || isModuleTest(facts, file, byUser),
  );
  if (!isNamed && isTree) index.save();
  const tests = files.map((file) => path.relative(tree.root, file)).filter((test) => !test.startsWith('tools/'));
  if (tests.length === 0) {
    throw new UserError(
      `${args.operands.join(' ')}: no file with a KUnit suite or a test in module_init() there`,
      ExitCode.nothing,
    );
  }
  for (const test of files) checkDirectives(test, index.facts(test));
  const wishes = new ModuleWishes(
    config,
    args.texts('param'),
    args.texts('init-result'),
    args.texts('ignore-warnings'),
  );
  const say = (what: string) => {
    progress.show(what);
    if (!process.stderr.isTTY && what.startsWith('configuring')) process.stderr.write(`ktest: ${what}, once\n`);
  };
  const onProgress = progress.step.bind(progress);

  // The tree is configured while the runtime is compiled: neither needs the other.
  const compiler = probeCompiler(config.cc);
  const variant = {
    ...sanitizeVariant(args.texts('sanitize'), compiler),
    hasLinesOnly: args.text('debug-info') === 'lines',
  };
  if (/thread|memory/.test(variant.name)) throw new UserError('--sanitize with --tree: address and undefined');
  const wanted = args.texts('kconfig').map(kconfigLine);
  const [runtime, shared] = await Promise.all([
    ensureRuntime(compiler, config, jobs, onProgress, variant, 'engine'),
    configureTree(tree, { wishes: allWishes(tree, tests), wanted, isStrict: true }, jobs, say),
  ]);
  const groups = await groupByConfiguration(tests, shared, (lines) =>
    configureTree(tree, { wishes: [], wanted: [...wanted, ...lines] }, jobs, say),
  );
  const isModule = (test: string) => !index.facts(path.join(tree.root, test))?.isTest;
  const moduleNames: string[] = [];
  const offered = (config.sources ?? []).map((name) => path.resolve(project.root, name));
  const sourcesBelow = (module: string) => [module, ...offered].flatMap((one) => [...index.sourcesBelow(one)]);
  const built: BuiltTreeTest[] = [];
  const explanations: string[] = [];
  for (const [configured, own] of groups) {
    const lock = await takeLock(configured.folder, () => progress.show('waiting for another ktest in this tree'));
    try {
      const workspace = new TreeWorkspace(configured, new Kbuild(configured), compiler, runtime, variant);
      workspace.load();
      const modules = new Map<string, ModuleTest>();
      for (const test of own.filter(isModule)) {
        const module = workspace.kbuild.moduleName(test).replaceAll('-', '_');
        modules.set(test, wishes.of(module));
        moduleNames.push(module);
      }
      built.push(...(await new TreeBuilder(workspace, { jobs, modules, sourcesBelow, onProgress }).build(own)));
      if (args.has('explain')) explanations.push(explainTree(workspace, own));
    } finally {
      progress.clear();
      lock.release();
    }
  }
  wishes.check(moduleNames);
  const lastRunFile = path.join(folder, 'last-run.json');
  return {
    // The machine of a tree's configuration is a uniprocessor.
    config: { ...config, cpus: 1, nodes: 1 },
    lastRunFile,
    selection: makeSelection(args, targets, lastRunFile),
    built: {
      tests: built.map((test) => ({ ...test, test: path.join(tree.root, test.test) })),
      warnings: [],
      notes: [],
    },
    jobs,
    needs: (test) => needsOf(index.facts(test)?.directives),
    restorePath: (text) => text,
    absence: 'is in nothing that this configuration builds: see --kconfig',
    explain: () => explanations.join('\n'),
  };
}

/** Which configuration each test is built in: the shared one, unless one of its own has more of what its .kunitconfig asks for. */
async function groupByConfiguration(
  tests: string[],
  shared: ConfiguredTree,
  configure: (lines: string[]) => Promise<ConfiguredTree>,
): Promise<Map<ConfiguredTree, string[]>> {
  const groups = new Map<ConfiguredTree, string[]>();
  const known = new Map<string, ConfiguredTree>();
  for (const test of tests) {
    const lines = kunitconfigOf(shared.tree, test);
    const key = lines.join('\n');
    const configured = known.get(key) ?? (await better(shared, lines, () => configure(lines)));
    known.set(key, configured);
    groups.set(configured, [...(groups.get(configured) ?? []), test]);
  }
  return groups;
}

async function better(
  shared: ConfiguredTree,
  lines: string[],
  configure: () => Promise<ConfiguredTree>,
): Promise<ConfiguredTree> {
  const missing = lacking(lines, shared.options);
  // An option that is not even off is another architecture's, and would be in none.
  const offered = readTextIfAny(path.join(shared.objtree, '.config')) ?? '';
  if (!missing.some((line) => new RegExp(`\\b${line.split('=')[0]}[ =]`).test(offered))) return shared;
  const own = await configure();
  return lacking(lines, own.options).length < missing.length ? own : shared;
}

/** Whether all targets are the tree's; a module elsewhere has a project of its own. */
export function isWithinTree(targets: Targets, tree: KernelTree): boolean {
  const named = [...targets.folders, ...targets.files, ...targets.lines.map((target) => target.file)];
  return named.every((file) => !path.relative(tree.root, file).startsWith('../'));
}

/** A target is looked for in the tree, then here; ./NAME is always here. */
export function inTree(word: string, tree: KernelTree): string {
  const file = word.replace(/:\d+$/, '');
  return !/^\.?\.?\//.test(word) && existsSync(path.join(tree.root, file)) ? path.join(tree.root, word) : word;
}

export function kconfigLine(word: string): string {
  const match = /^(?:CONFIG_)?(\w+)=(.+)$/.exec(word);
  if (!match) throw new UserError(`--kconfig ${word}: write NAME=VALUE, such as REGMAP=y`);
  return match[2] === 'n' ? `# CONFIG_${match[1]} is not set` : `CONFIG_${match[1]}=${match[2]}`;
}
