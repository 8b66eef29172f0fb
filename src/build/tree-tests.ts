// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../config/schema.js';
import { checkDirectives } from '../link/first-sources.js';
import { isOfInnerProject } from '../project/configured-folders.js';
import { discoverTests } from '../project/discover.js';
import { isModuleTest, ModuleWishes } from '../project/module-tests.js';
import { findProject, type Project } from '../project/project.js';
import type { SourceFacts } from '../project/scan.js';
import { SourceIndex } from '../project/source-index.js';
import { firstFolder, type Targets } from '../project/targets.js';
import { hiddenSelfTests } from '../tree/hidden-self-tests.js';
import { type KernelTree, openTree } from '../tree/kernel-tree.js';
import { isWithinTree, treeTargets } from '../tree/tree-targets.js';
import { isUserSource } from '../tree/user-program.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { type BuildRequest, withSettings } from './request.js';

/** A kernel tree and those of its tests, or of a project outside it, that a request is about. */
export interface TreeTests {
  tree: KernelTree;
  targets: Targets;
  project: Project;
  config: Config;
  index: SourceIndex;
  /** Relative to the tree. */
  tests: string[];
  jobs: number;
  /** What self-tests that run in module_init() are told. */
  wishes: ModuleWishes;
  lastRunFile: string;
}

export async function findTreeTests(request: BuildRequest): Promise<TreeTests> {
  const tree = openTree(request.tree ?? '');
  const targets = treeTargets(request.operands, tree);
  const isTree = isWithinTree(targets, tree);
  const found = await findProject(isTree ? tree.root : firstFolder(targets), request.configFile);
  const project = isTree ? { ...found, root: tree.root } : found;
  const config = withSettings(found.config, request.settings);
  const folder = path.join(cacheRoot(), 'trees', tree.id);
  // What is known of a whole tree is much to read for the sake of one named file.
  const isNamed = targets.folders.length === 0 && targets.files.length + targets.lines.length > 0;
  const cacheFile = isNamed || !isTree ? '' : path.join(folder, 'tests.json');
  // Some suites are headers that the source under test includes.
  const index = new SourceIndex(cacheFile, project.isExcluded, isTree ? /[-_](kunit|test)\.h$/ : undefined);
  // A program for user space is a test when it, or the folder that it lies in, is named.
  const isUserTest = (facts: SourceFacts, file: string) =>
    isUserSource(path.relative(tree.root, file)) &&
    facts.hasMain &&
    (targets.files.includes(file) || targets.folders.includes(path.dirname(file)));
  const hasOneConfiguration = isTree || request.configFile !== undefined;
  const files = discoverTests(
    targets,
    project,
    index,
    (facts, file, wanted) =>
      (facts.isTest || isModuleTest(facts, file, wanted !== 'tests') || isUserTest(facts, file)) &&
      (wanted === 'named' || hasOneConfiguration || !isOfInnerProject(file, project.root)),
  );
  if (!isNamed && isTree) index.save();
  const tests = files
    .map((file) => path.relative(tree.root, file))
    .filter((test) => !isUserSource(test) || index.facts(path.join(tree.root, test))?.hasMain);
  if (tests.length === 0) {
    const hint = (isTree && hiddenSelfTests(tree.root, targets.folders)) || '';
    throw new UserError(
      `${request.operands.join(' ')}: no file with a KUnit suite or a test in module_init() there${hint}`,
      ExitCode.nothing,
    );
  }
  for (const test of files) checkDirectives(test, index.facts(test));
  const jobs = config.jobs ?? os.availableParallelism();
  const wishes = new ModuleWishes(config, request.modules);
  const lastRunFile = path.join(folder, isTree ? 'last-run.json' : `last-run-${hashName(project.root)}.json`);
  return { tree, targets, project, config, index, tests, jobs, wishes, lastRunFile };
}
