// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Difference, PlacedResult } from '../backends/compare.js';
import { shortPath } from '../util/short-path.js';

/** What is printed behind the reports of a run in several places. */
export function fidelityTable(runs: Map<string, PlacedResult[]>, differences: Difference[]): string {
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
