// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { configuredFolders } from '../project/configured-folders.js';
import { projectFolders } from '../project/discover.js';
import { ModuleWishes, wordsFor } from '../project/module-tests.js';
import { findProject, type Project } from '../project/project.js';
import { parseTargets } from '../project/targets.js';
import { openTree } from '../tree/kernel-tree.js';
import { inTree, isWithinTree } from '../tree/tree-targets.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { hasTreeHeaders } from './find-programs.js';
import { findProjectTests } from './project-tests.js';
import { type BuildRequest, noWords } from './request.js';

/**
 * A request for each project whose tests a request is about: each test is built with the configuration of its own
 * project. --config names one for all; a kernel tree's own tests are a project, too.
 */
export async function splitByProject(request: BuildRequest): Promise<BuildRequest[]> {
  if (request.configFile !== undefined) return [request];
  const tree = request.tree !== undefined && hasTreeHeaders(request) ? openTree(request.tree) : undefined;
  const operands = tree ? request.operands.map((word) => inTree(word, tree)) : request.operands;
  if (tree && isWithinTree(parseTargets(operands), tree)) return [request];
  const groups = await operandsByProject(operands, tree?.root);
  if (groups.size < 2) return [request];
  const refuse = (option: string) => {
    const roots = [...groups.keys()].join(', ');
    throw new UserError(`${option}: the targets belong to several projects (${roots}): run one after the other`);
  };
  if (request.buildDir !== undefined) refuse('--build-dir');
  const parts = [...groups.values()].map((operands) => ({ ...request, operands, modules: noWords }));
  if (!hasWords(request)) return parts;
  // Only a configured tree's Makefiles tell the names of its modules.
  if (tree) refuse('--param, --init-result and --ignore-warnings with --tree');
  return checkWishes(request, parts);
}

function hasWords({ modules: { params, initResults, ignoreWarnings } }: BuildRequest): boolean {
  return params.length + initResults.length + ignoreWarnings.length > 0;
}

/** What is done for each part; a part without a test is passed over as long as another has some. */
export async function forEachPart<T>(parts: BuildRequest[], act: (part: BuildRequest) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  let nothing: unknown;
  for (const part of parts) {
    try {
      done.push(await act(part));
    } catch (error) {
      if (!(error instanceof UserError) || error.exitCode !== ExitCode.nothing) throw error;
      nothing ??= error;
    }
  }
  if (done.length === 0) throw nothing;
  return done;
}

/** By the project's folder, the operands that are its; globs go to each. */
async function operandsByProject(operands: string[], tree: string | undefined): Promise<Map<string, string[]>> {
  const { files, folders, lines, globs } = parseTargets(operands);
  const groups = new Map<string, string[]>();
  const add = (root: string, word: string) => groups.set(root, [...(groups.get(root) ?? []), word]);
  const rootOf = async (folder: string) =>
    tree !== undefined && `${folder}/`.startsWith(`${tree}/`) ? tree : (await findProject(folder)).root;
  const addInner = (at: string, project: Project) => {
    for (const inner of configuredFolders(at, project.isExcluded)) add(inner, inner);
  };
  for (const file of files) add(await rootOf(path.dirname(file)), file);
  for (const { file, line } of lines) add(await rootOf(path.dirname(file)), `${file}:${line}`);
  for (const folder of folders) {
    const root = await rootOf(folder);
    add(root, folder);
    if (root !== tree) addInner(folder, await findProject(folder));
  }
  if (groups.size === 0) {
    const project = await findProject(process.cwd());
    groups.set(project.root, []);
    for (const folder of projectFolders(project).filter(isFolder)) addInner(folder, project);
  }
  for (const [root, words] of groups) groups.set(root, [...new Set(words), ...globs]);
  return groups;
}

/** Gives each part the words for its own modules; a word for a module of none of them is a mistake. */
async function checkWishes(request: BuildRequest, parts: BuildRequest[]): Promise<BuildRequest[]> {
  const found = await forEachPart(parts, async (part) => ({ part, tests: await findProjectTests(part) }));
  const modules = found.flatMap(({ tests }) => [...tests.modules.values()].map(({ module }) => module));
  new ModuleWishes({}, request.modules).check(modules);
  return found.map(({ part, tests }) => {
    const own = [...tests.modules.values()].map(({ module }) => module);
    return { ...part, modules: wordsFor(own, request.modules) };
  });
}
