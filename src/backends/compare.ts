// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseResult, isGood, type Verdict } from '../events/events.js';

/** What is compared of a case. */
export type PlacedResult = Pick<CaseResult, 'file' | 'suite' | 'case' | 'verdict'>;

/** A case whose verdict is not the same everywhere. */
export interface Difference {
  file: string;
  name: string;
  /** By backend; undefined where the case did not run. */
  verdicts: Map<string, Verdict | undefined>;
  /**
   * `hidden`: passes emulated and fails in a real kernel, so the emulation hides a fault. `skipped`: the
   * same wherever it was not skipped.
   */
  kind: 'hidden' | 'skipped' | 'other';
}

export function compareVerdicts(runs: Map<string, PlacedResult[]>): Difference[] {
  const cases = new Map<string, Difference>();
  for (const [backend, results] of runs) {
    for (const { file, suite, case: name, verdict } of results) {
      const key = `${file}\t${suite}\t${name}`;
      const entry = cases.get(key) ?? { file, name: `${suite}.${name}`, verdicts: new Map(), kind: 'other' as const };
      // Of several cases with one name, the worst counts.
      if (isGood(entry.verdicts.get(backend) ?? 'passed')) entry.verdicts.set(backend, verdict);
      cases.set(key, entry);
    }
  }
  return [...cases.values()]
    .filter(({ verdicts }) => new Set([...runs.keys()].map((backend) => verdicts.get(backend))).size > 1)
    .map((entry) => ({ ...entry, kind: kindOf(entry.verdicts, [...runs.keys()]) }));
}

function kindOf(verdicts: Map<string, string | undefined>, backends: string[]): Difference['kind'] {
  const isBad = (verdict: string | undefined) =>
    verdict !== undefined && !['passed', 'skipped', 'unsupported'].includes(verdict);
  const real = backends.filter((backend) => backend !== 'process').map((backend) => verdicts.get(backend));
  if (verdicts.get('process') === 'passed' && real.some(isBad)) return 'hidden';
  const compared = backends.map((backend) => verdicts.get(backend)).filter((verdict) => verdict !== 'skipped');
  return new Set(compared).size === 1 && compared[0] !== undefined ? 'skipped' : 'other';
}
