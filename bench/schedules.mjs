// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const test = path.join(import.meta.dirname, 'schedules', 'schedules_test.c');

/** Schedules a second of --explore: of a case that goes back to a snapshot, and of one with a process for each. */
export function schedules({ ktest, rows }) {
  const fast = rate(ktest, 'from_snapshot', 40_000);
  const slow = rate(ktest, 'with_processes', 1000);
  const text = (perSecond) => `${Math.round(perSecond).toLocaleString('en').replace(/,/g, ' ')}/s`;
  rows.push([
    'schedules of two tasks with 20 steps',
    text(fast),
    `${text(slow)} (a process each)`,
    (fast / slow).toFixed(0),
    '≥ 20 000/s',
  ]);
}

/** The best of three runs. */
function rate(ktest, name, count) {
  const words = ['run', '--reporter', 'json', `--explore=${count}`, test, `schedules.${name}`];
  const rates = [1, 2, 3].map(() => {
    const lines = execFileSync(ktest, words, { encoding: 'utf8' }).split('\n');
    const { result } = JSON.parse(lines.find((line) => line.includes('"case-end"')) ?? '{}');
    return (result.exploration.schedules * 1000) / result.durationMs;
  });
  return Math.max(...rates);
}
