// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { hasGlob } from '../util/glob.js';
import { nearest } from '../util/nearest.js';
import { type Candidate, caseGlob } from './selection.js';

/** Those of the globs that match none of the cases. */
export function unmatched(globs: string[], cases: Pick<Candidate, 'suite' | 'case'>[]): string[] {
  return globs.filter((glob) => {
    const matches = caseGlob(glob);
    return !cases.some((one) => matches(one.suite, one.case));
  });
}

/** A sentence for each glob that no case of the targets matches, with the name that was probably meant. */
export function unmatchedSentences(globs: string[], cases: Pick<Candidate, 'suite' | 'case'>[]): string[] {
  return unmatched(globs, cases).map((glob) => {
    const near = hasGlob(glob) ? undefined : nearestName(glob, cases);
    return `no case matches ${glob}: ${near ? `did you mean ${near}?` : '`ktest list` shows what there is'}`;
  });
}

function nearestName(word: string, cases: Pick<Candidate, 'suite' | 'case'>[]): string | undefined {
  const suites = cases.map(({ suite }) => suite);
  const full = cases.map((one) => `${one.suite}.${one.case}`);
  const near = nearest(word, new Set([...suites, ...full]));
  if (near !== undefined) return near;
  // A case's name alone: a glob is for the suite, or for both.
  const names = new Map(cases.map((one) => [one.case, `${one.suite}.${one.case}`]));
  return names.get(nearest(word, names.keys()) ?? '');
}
