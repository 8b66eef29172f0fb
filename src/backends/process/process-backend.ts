// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { findPrograms } from '../../build/find-programs.js';
import { type BuiltProgram, type BuiltPrograms, isBroken, isBuilt } from '../../build/programs.js';
import type { BuildRequest } from '../../build/request.js';
import { isShapeGiven, largestEmulated, shapeFor } from '../../project/needs.js';
import { stackSizeOf } from '../../project/stack-size.js';
import { type PolicyWishes, policyOf } from '../../run/policy.js';
import { readSelection } from '../../run/read-selection.js';
import { type Program, runPrograms } from '../../run/run-programs.js';
import { everything } from '../../run/selection.js';
import { emulatedShape } from '../../run/session.js';
import { openTree } from '../../tree/kernel-tree.js';
import { isWithinTree, treeTargets } from '../../tree/tree-targets.js';
import type { Backend, BuiltTests, RunRequest } from '../backend.js';
import { listParts } from './list-parts.js';

interface ProcessTests extends BuiltTests {
  /** By the headers that they have. */
  parts: [BuiltPrograms, ...BuiltPrograms[]];
}

/** Cases as ordinary processes, with emulated headers or a tree's. */
export const processBackend: Backend<ProcessTests> = {
  async build(request, { listener }) {
    const found = await findPrograms(processBuild(request), listener);
    const selection = readSelection(request.selection, found.targets);
    const parts = await found.build();
    const [{ lastRunFile }] = parts;
    const tests = parts.flatMap((part) => part.tests);
    return {
      count: tests.length,
      broken: tests.filter(isBroken),
      warnings: parts.flatMap(({ warnings }) => warnings),
      notes: parts.flatMap(({ notes }) => notes),
      advice: parts.flatMap(({ advice }) => advice),
      lastRunFile,
      explain: () => parts.map((part) => part.explain()).join('\n'),
      cases: async () => (await listParts(parts, everything)).cases,
      parts,
      selection: selection(lastRunFile),
    };
  },

  run({ parts, selection }, request, context) {
    const [{ config, jobs }] = parts;
    return runPrograms(
      parts.flatMap((part) => part.tests.filter(isBuilt).map((test) => asProgram(test, part, request))),
      { ...policyOf(request.policy, config), ...context, selection, jobs, memoryMib: config.memory },
    );
  },
};

/** Beside a User Mode Linux of a tree, a module that is not in the tree has the emulated headers here, as far as these reach. */
export function processBuild({ backends, build }: RunRequest): BuildRequest {
  if (build.tree === undefined || !backends.includes('uml')) return build;
  const tree = openTree(build.tree);
  return isWithinTree(treeTargets(build.operands, tree), tree)
    ? build
    : { ...build, tree: undefined, offeredTree: build.tree, kconfig: [] };
}

function scheduleArguments({ races, explore, schedule }: PolicyWishes): string[] {
  return [
    ...(races ? ['--races'] : []),
    ...(explore === undefined ? [] : [`--explore=${explore}`]),
    ...(schedule === undefined ? [] : [`--schedule=${schedule}`]),
  ];
}

function asProgram(test: BuiltProgram, programs: BuiltPrograms, { commandFor, build, policy }: RunRequest): Program {
  const { config, restorePath, absence, chosenTree } = programs;
  const needs = programs.needs(test.test);
  const usual = emulatedShape(config);
  const stackSize = stackSizeOf(test.test, config.stackSize, build.sanitize.length > 0);
  return {
    file: test.test,
    program: test.program,
    arguments: [...(test.arguments ?? []), `--stack-size=${stackSize}`, ...scheduleArguments(policy)],
    needs,
    machine: isShapeGiven(config) ? usual : shapeFor(needs, usual, largestEmulated),
    restorePath,
    absence: (symbol) => test.absences?.get(symbol) ?? absence(symbol, test.test),
    commandFor: (suite, name, seed) =>
      commandFor({ backend: 'process', test: test.test, suite, name, seed, ...(chosenTree && { tree: chosenTree }) }),
  };
}
