// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { isBuilt } from '../link/builder.js';
import { shapeFor } from '../project/needs.js';
import { parseTargets } from '../project/targets.js';
import { type Program, runPrograms } from '../run/run-programs.js';
import { emulatedShape } from '../run/session.js';
import { openTree } from '../tree/kernel-tree.js';
import { commandFor, type PreparedBackend, parseBackends } from './backend.js';
import { sayBuildMessages } from './build-messages.js';
import type { Arguments } from './parse.js';
import { prepare } from './prepare.js';
import { inTree, isWithinTree } from './prepare-tree.js';
import { isShapeGiven, largestEmulated, type Prepared, runLimits } from './prepared.js';
import type { Progress } from './progress.js';

/** Cases as ordinary processes, with emulated headers or a tree's. */
export async function prepareProcess(args: Arguments, progress: Progress): Promise<PreparedBackend> {
  const prepared = await prepare(args, progress, isTreeForUml(args));
  const { built, config, selection, jobs } = prepared;
  const programs = built.tests.filter(isBuilt).map((test) => asProgram(test, prepared, args));
  return {
    tests: built.tests.length,
    broken: built.tests.flatMap((test) => (test.program === undefined ? [test] : [])),
    lastRunFile: prepared.lastRunFile,
    say() {
      sayBuildMessages(built, args);
      if (args.has('explain')) process.stderr.write(prepared.explain());
    },
    run: (options) =>
      runPrograms(programs, {
        ...options,
        selection,
        jobs,
        ...runLimits(config, args),
        outputKib: config.outputLimit ?? 1024,
        memoryMib: config.memory,
      }),
  };
}

/** Beside a User Mode Linux of a tree, a module that is not in the tree has the emulated headers here. */
function isTreeForUml(args: Arguments): boolean {
  const folder = args.text('tree');
  if (folder === undefined || !parseBackends(args).includes('uml')) return false;
  const tree = openTree(folder);
  return !isWithinTree(parseTargets(args.operands.map((word) => inTree(word, tree))), tree);
}

function asProgram(
  test: { test: string; program: string; arguments?: string[] },
  { config, needs: needsOf, restorePath, absence }: Prepared,
  args: Arguments,
): Program {
  const needs = needsOf(test.test);
  const usual = emulatedShape(config);
  return {
    file: test.test,
    program: test.program,
    arguments: test.arguments ?? [],
    needs,
    machine: isShapeGiven(config) ? usual : shapeFor(needs, usual, largestEmulated),
    restorePath,
    absence,
    commandFor: (suite, name, seed) =>
      `${commandFor(args, 'process', test.test, suite, name)}${seed === '1' ? '' : ` --seed ${seed}`}`,
  };
}
