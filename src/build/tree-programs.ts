// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { caseSeconds } from '../config/case-time.js';
import { type ModuleTest, moduleName } from '../project/module-tests.js';
import { needsOf } from '../project/needs.js';
import { type Compiler, probeCompiler } from '../toolchain/compiler.js';
import { ensureRuntime, type Runtime, type RuntimePart } from '../toolchain/runtime.js';
import { instrumentedVariant, sanitizeVariant, type Variant } from '../toolchain/sanitize.js';
import { callFinder } from '../tree/calls-of-run.js';
import { type ConfiguredTree, configureTree } from '../tree/configure.js';
import { Kbuild } from '../tree/kbuild.js';
import { allWishes, kunitconfigOf, lacking } from '../tree/kunitconfig.js';
import { OwnModule } from '../tree/own-module.js';
import { type BuiltTreeTest, TreeBuilder } from '../tree/tree-builder.js';
import { explainTree } from '../tree/tree-explain.js';
import { TreeWorkspace } from '../tree/tree-workspace.js';
import { undeclaredInTree } from '../tree/undeclared-in-tree.js';
import { isUserSource } from '../tree/user-program.js';
import { readTextIfAny } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { outputsOf, treeMovedNotes } from './lacks-of-test.js';
import { stepsWithTip } from './prepare-tip.js';
import type { BuiltPrograms } from './programs.js';
import { sourceFolders } from './project-tests.js';
import type { BuildListener, BuildRequest } from './request.js';
import type { TreeTests } from './tree-tests.js';

/** Programs of the suites of a kernel source tree, or of tests outside it, with the tree's own headers. */
export async function buildTreePrograms(
  found: TreeTests,
  request: BuildRequest,
  listener: BuildListener,
): Promise<BuiltPrograms> {
  const { tree, config, index, tests, jobs, wishes } = found;
  const say = (what: string) => {
    listener.show(what);
    if (what.startsWith('configuring')) listener.sayOnce(`${what}, once`);
  };
  // The tree is configured while the runtime is compiled: neither needs the other.
  const compiler = probeCompiler(config.cc);
  const variant = variantOf(request, compiler);
  const wanted = request.kconfig;
  const parts: RuntimePart[] = variant.isInstrumented ? ['engine', 'instrument'] : ['engine'];
  const [runtime, shared] = await Promise.all([
    ensureRuntime(compiler, config, { jobs, onProgress: listener.step.bind(listener), variant, parts }),
    configureTree(tree, { wishes: allWishes(tree, tests), wanted, isStrict: true }, jobs, say),
  ]);
  const groups = await groupByConfiguration(tests, shared, (lines) =>
    configureTree(tree, { wishes: [], wanted: [...wanted, ...lines] }, jobs, say),
  );
  const room: TreeRoom = { request, found, listener, compiler, runtime, variant };
  const built: BuiltTreeTest[] = [];
  const explanations: (() => string)[] = [];
  /** By test, what its builder says of a symbol. */
  const absences = new Map<string, (symbol: string, test: string) => string>();
  const moduleNames: string[] = [];
  const warnings: string[] = [];
  const advice = new Set<string>();
  for (const [configured, own] of groups) {
    const part = await buildInConfiguration(configured, own, room);
    built.push(...part.built);
    explanations.push(part.explanation);
    for (const test of own) absences.set(test, part.absence);
    moduleNames.push(...part.moduleNames);
    warnings.push(...part.warnings);
    for (const sentence of undeclaredInTree(outputsOf(part.built), configured)) advice.add(sentence);
  }
  wishes.check(moduleNames);
  return {
    // The machine of a tree's configuration is a uniprocessor.
    config: { ...config, cpus: 1, nodes: 1 },
    lastRunFile: found.lastRunFile,
    jobs,
    tests: built.map((test) => ({ ...test, test: path.join(tree.root, test.test) })),
    warnings: [...new Set(warnings)],
    notes: treeMovedNotes(built, tree.version),
    advice: [...advice],
    needs: (test) => needsOf(index.facts(test)?.directives),
    restorePath: (text) => text,
    absence: (symbol, file) => {
      const test = path.relative(tree.root, file);
      return absences.get(test)?.(symbol, test) ?? symbol;
    },
    explain: () => explanations.map((text) => text()).join('\n'),
  };
}

/** What programs of all configurations of one run share. */
interface TreeRoom {
  request: BuildRequest;
  found: TreeTests;
  listener: BuildListener;
  compiler: Compiler;
  runtime: Runtime;
  variant: Variant;
}

async function buildInConfiguration(configured: ConfiguredTree, own: string[], room: TreeRoom) {
  const { found, listener } = room;
  const { index, project, tree, wishes } = found;
  const lock = await takeLock(configured.folder, () => listener.show('waiting for another ktest in this tree'));
  try {
    const workspace = new TreeWorkspace(configured, new Kbuild(configured), room);
    workspace.load();
    const modules = new Map<string, ModuleTest>();
    const moduleNames: string[] = [];
    for (const test of own.filter((file) => !index.facts(path.join(tree.root, file))?.isTest && !isUserSource(file))) {
      const module = moduleName(workspace.kbuild.moduleName(test));
      modules.set(test, wishes.of(module));
      moduleNames.push(module);
    }
    const ownModule = new OwnModule(tree.root, { ...project, config: found.config }, index);
    ownModule.sourceFolders = sourceFolders(project, room.request.sources);
    workspace.ownFlags = (source) => ownModule.flags(source);
    const { isStrict, isPreparation } = room.request;
    const isForModule = own.some(isUserSource) && !isPreparation;
    const onProgress = isForModule ? stepsWithTip(listener) : listener.step.bind(listener);
    // A case that a short --timeout ends is not wanted for its verdict alone: what it calls is kept.
    const patience = Math.max(30, caseSeconds(found.config));
    const builder = new TreeBuilder(workspace, {
      jobs: found.jobs,
      modules,
      isStrict,
      calls: callFinder(found.jobs, patience),
      own: ownModule,
      onProgress,
    });
    const built = await builder.build(own);
    return {
      built,
      moduleNames,
      warnings: builder.frameWarnings,
      explanation: () => explainTree(workspace, own),
      absence: builder.absence.bind(builder),
    };
  } finally {
    listener.clear();
    lock.release();
  }
}

function variantOf(request: BuildRequest, compiler: Compiler): Variant {
  const refusal = sanitizerRefusal(request.sanitize);
  if (refusal !== undefined) throw new UserError(refusal);
  const sanitized = (request.isInstrumented ? instrumentedVariant : sanitizeVariant)(request.sanitize, compiler);
  return { ...sanitized, hasLinesOnly: request.hasLinesOnly };
}

/** Why programs of a tree can not be built with these sanitizers. */
export function sanitizerRefusal(words: string[]): string | undefined {
  return /thread|memory/.test(words.join()) ? '--sanitize with --tree: address and undefined' : undefined;
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
