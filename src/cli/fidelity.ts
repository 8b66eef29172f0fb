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
  /** Passes emulated and fails in a real kernel: the emulation hides a fault. */
  hidden: boolean;
}

export function compareVerdicts(runs: Map<string, Result[]>): Difference[] {
  const cases = new Map<string, Difference>();
  for (const [backend, results] of runs) {
    for (const { file, suite, case: name, verdict } of results) {
      const key = `${file}\t${suite}\t${name}`;
      const entry = cases.get(key) ?? { file, name: `${suite}.${name}`, verdicts: new Map(), hidden: false };
      entry.verdicts.set(backend, verdict);
      cases.set(key, entry);
    }
  }
  return [...cases.values()]
    .filter(({ verdicts }) => new Set([...runs.keys()].map((backend) => verdicts.get(backend))).size > 1)
    .map((entry) => {
      const real = [...runs.keys()].filter((backend) => backend !== 'process').map((b) => entry.verdicts.get(b));
      const isBad = (verdict: string | undefined) =>
        verdict !== undefined && !['passed', 'skipped', 'unsupported'].includes(verdict);
      return { ...entry, hidden: entry.verdicts.get('process') === 'passed' && real.some(isBad) };
    });
}

/** What is printed behind the reports of a run in several places. */
export function fidelityTable(runs: Map<string, Result[]>, differences: Difference[]): string {
  const backends = [...runs.keys()];
  const total = Math.max(...[...runs.values()].map((results) => results.length));
  if (differences.length === 0)
    return `ktest: ${total} case${total === 1 ? '' : 's'}: the same verdicts in ${backends.join(' and ')}\n`;
  const rows = differences.map(({ name, file, verdicts, hidden }) => [
    name,
    ...backends.map((backend) => verdicts.get(backend) ?? 'not run'),
    hidden ? 'passes emulated, fails real' : shortPath(file, process.cwd()),
  ]);
  const head = ['case', ...backends, ''];
  const widths = head.map((word, i) => Math.max(word.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]) => `  ${row.map((word, i) => word.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd();
  const hidden = differences.filter((one) => one.hidden).length;
  const summary = `ktest: ${differences.length} of ${total} cases differ${hidden > 0 ? `, ${hidden} of them pass emulated and fail real` : ''}`;
  return `${[summary, line(head), ...rows.map(line)].join('\n')}\n`;
}
