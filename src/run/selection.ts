// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import { globToRegExp } from '../util/glob.js';

/** Which cases of the built programs run. All conditions must hold. */
export interface Selection {
  /** SUITE[.CASE] globs; empty: every case. */
  globs: string[];
  /** By test file: cases (C function or case names) that FILE:LINE targets named. */
  lines: Map<string, Set<string>>;
  filter?: Filter;
  shard?: { index: number; of: number };
  /** Keys (see caseKey) that failed in the last run. */
  lastFailed?: Set<string>;
}

/** No condition. */
export const everything: Selection = { globs: [], lines: new Map() };

export interface Candidate {
  file: string;
  suite: string;
  case: string;
  speed: string;
  module: string;
  isInit: boolean;
}

export type Filter = (candidate: Candidate) => boolean;

export function caseKey(file: string, suite: string, name: string): string {
  return `${file}\t${suite}\t${name}`;
}

/** The selected ones of one program's cases, in their order. */
export function select(candidates: Candidate[], selection: Selection): Candidate[] {
  const globs = selection.globs.map(caseGlob);
  const matching = candidates.filter((candidate) => {
    if (globs.length > 0 && !globs.some((matches) => matches(candidate.suite, candidate.case))) return false;
    const lines = selection.lines.get(candidate.file);
    if (lines && !lines.has(candidate.case)) return false;
    if (selection.filter && !selection.filter(candidate)) return false;
    return selection.lastFailed?.has(caseKey(candidate.file, candidate.suite, candidate.case)) ?? true;
  });
  const { shard } = selection;
  if (!shard) return matching;
  // Every program starts at another shard, so that small programs spread evenly.
  return matching.filter((candidate, i) => (spread(candidate.file) + i) % shard.of === shard.index - 1);
}

/** SUITE or SUITE.CASE as kunit.py's filter globs; a suite's name may hold dots itself. */
export function caseGlob(glob: string): (suite: string, name: string) => boolean {
  const whole = globToRegExp(glob);
  return (suite, name) => whole.test(suite) || whole.test(`${suite}.${name}`);
}

function spread(file: string): number {
  return createHash('sha256').update(file).digest().readUInt16BE(0);
}
