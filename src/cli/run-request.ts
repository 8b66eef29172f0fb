// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseAddress, RunRequest } from '../backends/backend.js';
import { type BuildRequest, noWords } from '../build/request.js';
import type { SelectionRequest } from '../run/read-selection.js';
import { shellQuote } from '../util/command.js';
import { herePath, shortPath } from '../util/short-path.js';
import { type Invocation, type OptionTable, optionName } from './option.js';
import { treeRefusal } from './places.js';
import { type buildOptions, runOptions, type selectionOptions } from './run-options.js';
import { settingsOf } from './settings.js';

/** What `ktest run` was asked for, as back ends take it. */
export function runRequest(invocation: Invocation<typeof runOptions>): RunRequest {
  const { options, given } = invocation;
  return {
    backends: options.backend,
    kernels: options.kernel,
    build: {
      ...buildRequest(invocation, runOptions),
      modules: { params: options.param, initResults: options.initResult, ignoreWarnings: options.ignoreWarnings },
      isStrict: options.strict,
      isInstrumented: options.races || options.explore !== undefined || options.schedule !== undefined,
    },
    selection: selectionRequest(options),
    policy: {
      seed: options.seed,
      repeat: options.repeat ?? 1,
      failFast: options.failFast,
      races: options.races,
      explore: options.explore,
      schedule: options.schedule,
    },
    machine: {
      kernel: options.kernel[0],
      modules: options.modules,
      append: options.append ?? '',
      memory: options.memory,
      bootSeconds: options.bootTimeout ?? 120,
      console: options.console,
      kunitconfig: options.kunitconfig,
    },
    commandFor: caseCommands(given),
  };
}

export function buildRequest(
  { options, operands, given }: Invocation<typeof buildOptions>,
  table: OptionTable,
): BuildRequest {
  return {
    operands,
    configFile: options.config,
    settings: settingsOf(options, given, table),
    tree: options.tree,
    treeRefusal: treeRefusal(table, given),
    kconfig: options.kconfig,
    sources: options.source,
    sanitize: options.sanitize,
    isInstrumented: false,
    hasLinesOnly: options.debugInfo === 'lines',
    buildDir: options.buildDir,
    modules: noWords,
  };
}

export function selectionRequest(options: Invocation<typeof selectionOptions>['options']): SelectionRequest {
  const { filter, shard, lastFailed } = options;
  return { filter, shard, lastFailed };
}

/** The command that runs one case again: with the options that change what it does. */
function caseCommands(given: ReadonlyMap<string, readonly string[]>): (address: CaseAddress) => string {
  const optionsOf = (words: ReadonlyMap<string, readonly string[]>) =>
    Object.entries(runOptions).flatMap(([key, { isForCase, value }]) =>
      isForCase
        ? (words.get(key) ?? []).flatMap((word) => [optionName(key), ...(value ? [shellQuote(word)] : [])])
        : [],
    );
  const usual = optionsOf(given);
  return ({ backend, test, suite, name, seed, kernel, tree }) =>
    [
      'ktest run',
      shellQuote(tree === undefined ? shortPath(test, process.cwd()) : herePath(test)),
      shellQuote(`${suite}.${name}`),
      ...(backend === 'process' ? [] : ['--backend', backend]),
      ...(tree === undefined ? [] : ['--tree', shellQuote(tree)]),
      // Of several kernels, the one that it is about.
      ...(kernel === undefined ? usual : optionsOf(new Map([...given, ['kernel', [kernel]]]))),
      ...(seed === '1' ? [] : ['--seed', seed]),
    ].join(' ');
}
