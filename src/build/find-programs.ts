// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { projectFolders } from '../project/discover.js';
import { headersPackage } from '../project/headers-package.js';
import { findProject, type Project } from '../project/project.js';
import { firstFolder, parseTargets, type Targets } from '../project/targets.js';
import { buildWhereReached, mustFindTree } from './choose-headers.js';
import { findEmulated } from './emulated.js';
import type { BuiltPrograms } from './programs.js';
import { type BuildListener, type BuildRequest, withSettings } from './request.js';
import { buildTreePrograms } from './tree-programs.js';
import { findTreeTests } from './tree-tests.js';

/** The tests of a request, before their programs are built. */
export interface FoundPrograms {
  targets: Targets;
  /** Programs by the headers that they have; in the first place what all of them share. */
  build(): Promise<[BuiltPrograms, ...BuiltPrograms[]]>;
}

/** Finds the tests that a request is about, and the headers that go with them. */
export async function findPrograms(request: BuildRequest, listener: BuildListener): Promise<FoundPrograms> {
  if (request.tree !== undefined && hasTreeHeaders(request)) return findOfTree(request, listener);
  const targets = parseTargets(request.operands);
  const folder = firstFolder(targets);
  const project = await findProject(folder, request.configFile);
  const config = withSettings(project.config, request.settings);
  if (request.tree === undefined && config.headers === 'tree') {
    const { root, version, namedBy } = mustFindTree(request, { ...project, config }, folder);
    listener.say(`using Linux ${version} at ${root}${namedBy ? ` (${namedBy})` : ''}`);
    const operands = placed(targets, { ...project, config });
    return findOfTree({ ...request, operands, tree: root }, listener, root);
  }
  const found = await findEmulated(request, listener);
  return {
    targets: found.targets,
    build: () => buildWhereReached(found, request, listener),
  };
}

/** The same targets, without those that a tree could take for its own. */
function placed({ files, folders, lines, globs }: Targets, project: Project): string[] {
  const named = [...files, ...folders, ...lines.map(({ file, line }) => `${file}:${line}`)];
  return [...(named.length > 0 ? named : projectFolders(project)), ...globs];
}

async function findOfTree(request: BuildRequest, listener: BuildListener, chosenTree?: string): Promise<FoundPrograms> {
  const found = await findTreeTests(request);
  return {
    targets: found.targets,
    build: async () => [{ ...(await buildTreePrograms(found, request, listener)), ...(chosenTree && { chosenTree }) }],
  };
}

/** Whether all programs get a tree's own headers: installed headers without sources go with the emulated ones. */
export function hasTreeHeaders({ tree, settings }: BuildRequest): boolean {
  return tree === undefined ? settings.headers === 'tree' : !headersPackage(tree);
}
