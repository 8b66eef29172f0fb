// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult } from '../events/events.js';
import { shortPath } from '../report/words.js';

type Result = Pick<CaseResult, 'file' | 'suite' | 'case' | 'verdict'>;

/** A case whose verdict is not the same everywhere. */
export interface Difference {
  file: string;
  name: string;
  /** By backend; undefined where the case did not run. */
  verdicts: Map<string, string | undefined>;
  /**
   * `hidden`: passes emulated and fails in a real kernel, so the emulation hides a fault. `skipped`: the
   * same wherever it was not skipped.
   */
  kind: 'hidden' | 'skipped' | 'other';
}

export function compareVerdicts(runs: Map<string, Result[]>): Difference[] {
  const cases = new Map<string, Difference>();
  for (const [backend, results] of runs) {
    for (const { file, suite, case: name, verdict } of results) {
      const key = `${file}\t${suite}\t${name}`;
      const entry = cases.get(key) ?? { file, name: `${suite}.${name}`, verdicts: new Map(), kind: 'other' as const };
      entry.verdicts.set(backend, verdict);
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

/** What is printed behind the reports of a run in several places. */
export function fidelityTable(runs: Map<string, Result[]>, differences: Difference[]): string {
  const backends = [...runs.keys()];
  const total = Math.max(...[...runs.values()].map((results) => results.length));
  const places = backends.join(' and ');
  if (differences.length === 0)
    return `ktest: ${total} case${total === 1 ? '' : 's'}: the same verdicts in ${places}\n`;
  const rows = differences.map(({ name, file, verdicts, kind }) => [
    name,
    ...backends.map((backend) => verdicts.get(backend) ?? 'not run'),
    kind === 'hidden' ? 'passes emulated, fails real' : shortPath(file, process.cwd()),
  ]);
  const head = ['case', ...backends, ''];
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]) => `  ${row.map((word, i) => word.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd();
  const of = (kind: Difference['kind']) => differences.filter((one) => one.kind === kind).length;
  const [hidden, skipped, differing] = [of('hidden'), of('skipped'), differences.length - of('skipped')];
  const cases = `${total} case${total === 1 ? '' : 's'}`;
  const summary =
    (differing === 0
      ? `ktest: ${cases}: the same verdicts in ${places}`
      : `ktest: ${differing} of ${total} cases differ`) +
    (hidden > 0 ? `, ${hidden} of them pass emulated and fail real` : '') +
    (skipped > 0 ? `, but for ${skipped} that ${skipped === 1 ? 'is' : 'are'} skipped in one place` : '');
  return `${[summary, line(head), ...rows.map(line)].join('\n')}\n`;
}
