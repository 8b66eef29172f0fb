// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { usefulHeader } from '../link/failures.js';
import { mayBeKernels } from '../link/undeclared.js';
import { makefileSays } from '../project/module-makefile.js';
import { wordsFor } from '../project/module-tests.js';
import type { Project } from '../project/project.js';
import { configuredTree, type FoundTree, findTree } from '../tree/find-tree.js';
import { treeAdvice } from '../tree/tree-advice.js';
import { TreeHeaders } from '../tree/tree-headers.js';
import { headerOfTree } from '../tree/undeclared-in-tree.js';
import { UserError } from '../util/user-error.js';
import { enumerated } from '../util/words.js';
import { buildEmulated, type EmulatedPrograms } from './emulated.js';
import { lackWords, type SourceLack } from './lacks-of-test.js';
import { ownFolders } from './own-flags.js';
import { type BuiltPrograms, isBroken } from './programs.js';
import type { ProjectTests } from './project-tests.js';
import type { BuildListener, BuildRequest } from './request.js';
import { buildTreePrograms, sanitizerRefusal } from './tree-programs.js';
import { findTreeTests } from './tree-tests.js';

/**
 * Programs of a project's tests: with the emulated headers where these suffice, else with a tree's. A test goes to the tree when
 * one of its sources lacks a header, or a name, that the tree has; any other error is the source's own. This is
 * decided anew at each run, for the sources may have changed.
 */
export async function buildWhereReached(
  found: ProjectTests,
  request: BuildRequest,
  listener: BuildListener,
): Promise<[BuiltPrograms, ...BuiltPrograms[]]> {
  const emulated = await buildEmulated(found, request, listener);
  const lacks = [...emulated.lacks].filter(([test, ofTest]) => ofTest.length > 0 && !found.programs.has(test));
  const isDecided = request.tree !== undefined || found.project.config.headers === 'emulated';
  if (lacks.length === 0 || isDecided) return [emulated];
  const [[first]] = lacks as [[string, SourceLack[]]];
  const wish = treeWish(request, found.project, path.dirname(first));
  const tree = findTree(wish);
  if (!tree) return [withAdvice(emulated, noTree(wish))];
  const headers = new TreeHeaders(tree.root, (source) => ownFolders(source, found.project, found.index));
  const reasons = new Map<string, SourceLack>();
  for (const [test, ofTest] of lacks) {
    const reason = ofTest.find(({ lack, source }) => headers.has(lack, source));
    if (reason) reasons.set(test, reason);
  }
  if (reasons.size === 0) return [{ ...emulated, notes: [...emulated.notes, ...notThere([...lacks], tree)] }];
  const refusal = request.treeRefusal ?? sanitizerRefusal(request.sanitize) ?? versionRefusal(found.project, tree);
  if (refusal !== undefined) {
    const note = `${subject(reasons)}, but Linux ${tree.version} at ${tree.root} has it; it is not used (${refusal})`;
    return [{ ...emulated, notes: [...emulated.notes, note] }];
  }
  const where = tree.namedBy ? ` (${tree.namedBy})` : '';
  listener.say(`${subject(reasons)}: using Linux ${tree.version} at ${tree.root}${where}`);
  const ofTree = await buildWithTree([...reasons.keys()], tree, { found, request, listener });
  const kept = new Set(found.tests.filter((test) => !reasons.has(test)));
  // One list of what failed last, whatever headers a test had.
  const listed = { ...ofTree, lastRunFile: emulated.lastRunFile };
  return kept.size > 0 ? [emulated.only(kept), listed] : [listed];
}

/** What the tree has not either, or only in a header that the source does not include. */
function notThere(lacks: [string, SourceLack[]][], { root, version }: FoundTree): string[] {
  const notes = lacks.flatMap(([, ofTest]) =>
    ofTest.map(({ lack: { kind, name } }) => {
      if (kind === 'header')
        return usefulHeader(name) ? [] : `Linux ${version} at ${root} does not have ${name} either`;
      if (kind !== 'function' || !mayBeKernels(name)) return [];
      const header = headerOfTree(name, root);
      return header ? `Linux ${version} at ${root} has ${name}() in <${header.name}>: include it` : [];
    }),
  );
  return [...new Set(notes.flat())];
}

/** The tree of --headers tree; there must be one. */
export function mustFindTree(request: BuildRequest, project: Project, folder: string): FoundTree {
  const refusal = request.treeRefusal ?? sanitizerRefusal(request.sanitize);
  if (refusal !== undefined) throw new UserError(refusal);
  const wish = treeWish(request, project, folder);
  const tree = findTree(wish);
  if (tree) return tree;
  throw new UserError(`--headers tree: ${noTree(wish)}`);
}

/** A project for another kernel than the tree's does not get the tree. */
function versionRefusal({ config: { kernelVersion } }: Project, { version }: FoundTree): string | undefined {
  if (kernelVersion === undefined || version === kernelVersion || version.startsWith(`${kernelVersion}.`)) return;
  return `"kernelVersion": ${kernelVersion}`;
}

function treeWish({ offeredTree }: BuildRequest, project: Project, folder: string) {
  const configured = configuredTree(project);
  return { offered: offeredTree, configured, folder, root: project.root, passedOver: [] as string[] };
}

/** That there is no tree, and what helps: a tree that only wants to be cleaned is nearest. */
export function noTree({ passedOver }: { passedOver: string[] }): string {
  const [reason] = passedOver;
  return reason === undefined
    ? `no kernel source tree was found on this machine: ${treeAdvice()}`
    : `no kernel source tree on this machine can be used: ${reason}; or ${treeAdvice()}`;
}

interface Room {
  found: ProjectTests;
  request: BuildRequest;
  listener: BuildListener;
}

async function buildWithTree(tests: string[], tree: FoundTree, room: Room): Promise<BuiltPrograms> {
  const { found, request, listener } = room;
  const modules = tests.filter((test) => found.modules.has(test)).map((test) => makefileSays(test).module);
  const ofTree = { ...request, operands: tests, tree: tree.root, modules: wordsFor(modules, request.modules) };
  const programs = await buildTreePrograms(await findTreeTests(ofTree), ofTree, listener);
  return { ...programs, chosenTree: tree.root };
}

/** Without a tree, how to get one follows the sentences about what it may have. */
function withAdvice(emulated: EmulatedPrograms, sentence: string): BuiltPrograms {
  const isForTree = ({ lack: { kind, name } }: SourceLack) =>
    kind === 'header' ? usefulHeader(name) === undefined : kind === 'function' && mayBeKernels(name);
  const lacking = [...emulated.lacks].filter(([, lacks]) => lacks.some(isForTree)).map(([test]) => test);
  if (lacking.length === 0) return emulated;
  const last = emulated.tests.filter(({ test }) => lacking.includes(test)).findLast(isBroken);
  if (!last) return { ...emulated, notes: [...emulated.notes, sentence] };
  const advised = { ...last, failures: [...last.failures, { output: '', sentence }] };
  return { ...emulated, tests: emulated.tests.map((test) => (test === last ? advised : test)) };
}

/** `linux/cdev.h is not emulated`, `linux/cdev.h, linux/tty.h and 2 more are not emulated`. */
function subject(reasons: Map<string, SourceLack>): string {
  const words = [...new Set([...reasons.values()].map(({ lack }) => lackWords(lack)))];
  const most = 3;
  const named = words.length > most ? [...words.slice(0, most - 1), `${words.length - most + 1} more`] : words;
  return `${enumerated(named)} ${named.length === 1 ? 'is' : 'are'} not emulated`;
}
