// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { findProject, type Project } from '../project/project.js';
import { kernelRoot } from '../toolchain/flags.js';
import { configuredTree, type FoundTree, findTree } from '../tree/find-tree.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { noTree } from './choose-headers.js';
import { findPrograms } from './find-programs.js';
import { type BrokenTest, type BuiltPrograms, isBroken } from './programs.js';
import { type BuildListener, type BuildRequest, withSettings } from './request.js';

/** Small modules, a folder each: knet registers a network device, kusb a USB driver. */
const folder = path.resolve(kernelRoot, '../test/kinds');

export interface PreparedTree {
  root: string;
  version: string;
  kinds: string[];
  broken: BrokenTest[];
  notes: string[];
}

/** They need an option of the kernel, or no tree, or show a form of module and no kind. */
const others = new Set(['kcrc', 'kfpu', 'kmulti', 'kw1', 'kwrap']);

/** The kinds of modules for which a tree can be prepared. */
function moduleKinds(): string[] {
  const names = readdirSync(folder).filter((name) => !others.has(name));
  return names.map((name) => name.replace(/^k/, '')).sort();
}

/**
 * Compiles what modules of the given kinds call of a tree, by building a small module of each: a later run
 * finds the objects, and what the tree's own build generates.
 */
export async function prepareTree(
  words: string[],
  request: BuildRequest,
  listener: BuildListener,
): Promise<PreparedTree> {
  const kinds = words.length > 0 ? words.map(knownKind) : moduleKinds();
  const found = await findProject(process.cwd(), request.configFile);
  const project = { ...found, config: withSettings(found.config, request.settings) };
  const { root, version } = treeOf(request, project);
  const operands = kinds.map((kind) => path.join(folder, `k${kind}`));
  // The objects are those of the compiler that this project's runs take.
  const { cc, jobs } = project.config;
  const settings = { ...request.settings, ...(cc !== undefined && { cc }), ...(jobs !== undefined && { jobs }) };
  const ofTree = { ...request, operands, settings, tree: root, configFile: undefined, isPreparation: true };
  const programs = await findPrograms(ofTree, listener);
  const built: BuiltPrograms[] = await programs.build();
  return {
    root,
    version,
    kinds,
    broken: built.flatMap(({ tests }) => tests.filter(isBroken)),
    notes: built.flatMap(({ notes, advice }) => [...notes, ...advice]),
  };
}

function knownKind(word: string): string {
  const known = moduleKinds();
  if (known.includes(word)) return word;
  const near = nearest(word, known);
  const rest = near === undefined ? `known are ${known.join(', ')}` : `did you mean ${near}?`;
  throw new UserError(`prepare ${word}: no such kind of module: ${rest}`);
}

/** The named tree, or the one that a run in this folder would take. */
function treeOf({ tree: offered }: BuildRequest, project: Project): FoundTree {
  const passedOver: string[] = [];
  const place = { folder: process.cwd(), root: project.root };
  const tree = findTree({ offered, configured: configuredTree(project), ...place, passedOver });
  if (!tree) throw new UserError(`prepare: ${noTree({ passedOver })}`);
  return tree;
}
