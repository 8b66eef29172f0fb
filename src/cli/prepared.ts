// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import type { Config } from '../config/schema.js';
import type { BuildFailure } from '../link/failures.js';
import { nameAtLine } from '../project/case-at-line.js';
import type { CaseNeeds } from '../project/needs.js';
import type { Targets } from '../project/targets.js';
import { parseFilter } from '../run/filter.js';
import { readLastFailed } from '../run/last-run.js';
import type { Selection } from '../run/selection.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { Arguments } from './parse.js';

/** Built programs and what to run of them, whatever headers they were built with. */
export interface Prepared {
  config: Config;
  lastRunFile: string;
  selection: Selection;
  built: {
    tests: (
      | { test: string; program: string; arguments?: string[] }
      | { test: string; program: undefined; failures: BuildFailure[] }
    )[];
    warnings: string[];
    notes: string[];
  };
  jobs: number;
  /** What cases of a test file declare that they need. */
  needs(test: string): CaseNeeds[];
  /** Real paths for those that a build had to replace. */
  restorePath(text: string): string;
  /** What is said of a kernel symbol that nothing in a program defines. */
  absence: string;
  /** The text of --explain. */
  explain(): string;
}

/** Of the emulated kernel: NR_CPUS and MAX_NUMNODES. */
export const largestEmulated = { cpus: 64, nodes: 8 };

/** The configuration with the command line's say on top. */
export function withOptions(config: Config, args: Arguments): Config {
  const merged: Config = { ...config };
  const cc = args.text('cc');
  const jobs = args.number('jobs', { min: 1, max: 1024 });
  const cpus = args.number('cpus', { min: 1, max: largestEmulated.cpus });
  const nodes = args.number('nodes', { min: 1, max: largestEmulated.nodes });
  const timeout = args.number('timeout', { min: 0.001, integer: false });
  const totalTimeout = args.number('total-timeout', { min: 0.001, integer: false });
  const outputLimit = args.number('output-limit', { min: 1 });
  const retries = args.number('retries', { min: 0 });
  if (cc !== undefined) merged.cc = cc;
  if (jobs !== undefined) merged.jobs = jobs;
  if (cpus !== undefined) merged.cpus = cpus;
  if (nodes !== undefined) merged.nodes = nodes;
  if (timeout !== undefined) merged.timeout = timeout;
  if (totalTimeout !== undefined) merged.totalTimeout = totalTimeout;
  if (outputLimit !== undefined) merged.outputLimit = outputLimit;
  if (retries !== undefined) merged.retries = retries;
  return merged;
}

/** Whether the user says what the machine is like; what cases need does not change it then. */
export function isShapeGiven({ cpus, nodes }: Config): boolean {
  return cpus !== undefined || nodes !== undefined;
}

/** How long and how often cases may run, wherever they do. */
export function runLimits(config: Config, args: Arguments) {
  return {
    retries: config.retries ?? 0,
    failFast: args.has('fail-fast'),
    timeoutSeconds: config.timeout ?? 60,
    totalTimeoutSeconds: config.totalTimeout,
  };
}

export function makeSelection(args: Arguments, targets: Targets, lastRunFile: string): Selection {
  const selection: Selection = { globs: targets.globs, lines: caseNames(targets) };
  const filter = args.text('filter');
  if (filter !== undefined) selection.filter = parseFilter(filter);
  const shard = args.text('shard');
  if (shard !== undefined) {
    const match = /^(\d+)\/(\d+)$/.exec(shard);
    const [index, of] = [Number(match?.[1]), Number(match?.[2])];
    if (!match || index < 1 || index > of)
      throw new UserError(`--shard ${shard}: write I/N with I from 1 to N, such as 1/4`);
    selection.shard = { index, of };
  }
  if (args.has('last-failed')) {
    selection.lastFailed = readLastFailed(lastRunFile);
    if (selection.lastFailed.size === 0) {
      throw new UserError('--last-failed: no case failed when it last ran, or none has run yet', ExitCode.nothing);
    }
  }
  return selection;
}

function caseNames(targets: Targets): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { file, line, word } of targets.lines) {
    const name = nameAtLine(readFileSync(file, 'utf8'), line);
    if (!name) throw new UserError(`${word}: no function and no KUNIT_CASE at that line`, ExitCode.nothing);
    names.set(file, (names.get(file) ?? new Set()).add(name));
  }
  return names;
}
