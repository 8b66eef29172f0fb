// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import { nameAtLine } from '../project/case-at-line.js';
import type { Targets } from '../project/targets.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { readLastFailed } from './last-run.js';
import type { Filter, Selection } from './selection.js';

/** What a command line says of the cases that are to run, besides its targets. */
export interface SelectionRequest {
  filter: Filter | undefined;
  shard: Shard | undefined;
  lastFailed: boolean;
}

export type Shard = NonNullable<Selection['shard']>;

/**
 * The selection, as a function of the file that says which cases failed (see last-run.ts). A line
 * target that names no case is refused at once, before anything is built.
 */
export function readSelection(
  { filter, shard, lastFailed }: SelectionRequest,
  targets: Targets,
): (lastRunFile: string) => Selection {
  const selection: Selection = { globs: targets.globs, lines: caseNames(targets) };
  if (filter) selection.filter = filter;
  if (shard) selection.shard = shard;
  return (lastRunFile) => (lastFailed ? { ...selection, lastFailed: failedIn(lastRunFile) } : selection);
}

export function parseShard(word: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(word);
  const [index, of] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || index < 1 || index > of) {
    throw new UserError(`--shard ${word}: write I/N with I from 1 to N, such as 1/4`);
  }
  return { index, of };
}

function failedIn(lastRunFile: string): Set<string> {
  const failed = readLastFailed(lastRunFile);
  if (failed.size > 0) return failed;
  throw new UserError('--last-failed: no case failed when it last ran, or none has run yet', ExitCode.nothing);
}

/** By file, what FILE:LINE targets name. */
function caseNames(targets: Targets): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { file, line, word } of targets.lines) {
    const name = nameAtLine(readFileSync(file, 'utf8'), line);
    if (!name) throw new UserError(`${word}: no function and no KUNIT_CASE at that line`, ExitCode.nothing);
    names.set(file, (names.get(file) ?? new Set()).add(name));
  }
  return names;
}
