// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isOfInnerProject } from '../project/configured-folders.js';
import { discoverTests } from '../project/discover.js';
import type { HeadersPackage } from '../project/headers-package.js';
import { makefileSays } from '../project/module-makefile.js';
import { isModuleTest, type ModuleTest, ModuleWishes } from '../project/module-tests.js';
import { isProgramTest } from '../project/program-tests.js';
import { findProject, type Project } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { firstFolder, parseTargets, type Targets } from '../project/targets.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFolder } from '../util/files.js';
import { shortPath } from '../util/short-path.js';
import { UserError } from '../util/user-error.js';
import { type BuildRequest, withSettings } from './request.js';

/** A project and those of its tests that a request is about, before anything is built. */
export interface ProjectTests {
  targets: Targets;
  project: Project;
  index: SourceIndex;
  tests: string[];
  jobs: number;
  /** Further folders for symbols, absolute. */
  sources: string[];
  /** Those of the tests that are modules without KUnit, and what they are told. */
  modules: Map<string, ModuleTest>;
  /** Those that have a main(). */
  programs: Set<string>;
}

export async function findProjectTests(request: BuildRequest, headers?: HeadersPackage): Promise<ProjectTests> {
  const targets = parseTargets(request.operands);
  const found = await findProject(firstFolder(targets), request.configFile);
  const project: Project = {
    ...found,
    config: withSettings(found.config, request.settings),
    ...(headers && { realHeaders: headers.folders }),
  };
  const jobs = project.config.jobs ?? os.availableParallelism();
  const sources = sourceFolders(project, request.sources);

  const indexFile = path.join(cacheRoot(), 'index', `${hashName(project.root)}.json`);
  const index = new SourceIndex(indexFile, project.isExcluded);
  const hasOneConfiguration = request.configFile !== undefined;
  const tests = discoverTests(
    targets,
    project,
    index,
    (facts, file, wanted) =>
      (facts.isTest || isModuleTest(facts, file, wanted !== 'tests') || isProgramTest(facts, wanted === 'named')) &&
      (wanted === 'named' || hasOneConfiguration || !isOfInnerProject(file, project.root)),
  );
  if (tests.length === 0) {
    const where = targets.folders.length > 0 ? targets.folders.join(', ') : project.root;
    throw new UserError(
      `${where}: no file with a KUnit suite there: see \`ktest init\` for a first one`,
      ExitCode.nothing,
    );
  }
  const wishes = new ModuleWishes(project.config, request.modules);
  const programs = new Set(
    tests.filter((file) => {
      const facts = index.facts(file);
      return facts && isProgramTest(facts, true);
    }),
  );
  const selfTests = tests.filter((file) => !index.facts(file)?.isTest && !programs.has(file));
  const modules = new Map(selfTests.map((test) => [test, wishes.of(makefileSays(test).module)]));
  wishes.check([...modules.values()].map(({ module }) => module));
  return { targets, project, index, tests, jobs, sources, modules, programs };
}

/** Tests that can be modules of a kernel. */
export async function findModuleTests(request: BuildRequest): Promise<ProjectTests> {
  const found = await findProjectTests(request);
  const [program] = found.programs;
  if (program === undefined) return found;
  throw new UserError(
    `${shortPath(program, process.cwd())} has a main(), so it is no module: run it without --backend`,
  );
}

/** The configuration's `sources` and the folders of --source, absolute. */
export function sourceFolders(project: Project, words: string[]): string[] {
  const configured = (project.config.sources ?? []).map((folder) => path.resolve(project.root, folder));
  const given = words.map((folder) => {
    if (!isFolder(folder)) throw new UserError(`--source ${folder}: there is no such folder`);
    return realpathSync(folder);
  });
  return [...configured, ...given];
}
