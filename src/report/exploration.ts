// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, Exploration, Turn } from '../events/events.js';
import { shortPath } from '../util/short-path.js';

/** Turns that are shown: the last ones lead to the failure. */
const shownTurns = 40;

/** 41200: "41 200" */
function grouped(n: number): string {
  return n.toLocaleString('en').replace(/,/g, ' ');
}

/** "41 200 schedules explored, 20 600 a second" */
export function exploringText({ schedules, ms }: { schedules: number; ms: number }): string {
  return `${grouped(schedules)} schedules explored, ${grouped(Math.round((schedules * 1000) / Math.max(ms, 1)))} a second`;
}

/** "412 schedules explored, 398 different, all that differ at one point" */
export function explorationText({ schedules, different, systemCall, bound, schedule }: Exploration): string {
  const how = systemCall === undefined ? '' : ` slowly (the case makes system call ${systemCall})`;
  const explored = `${grouped(schedules)} schedule${schedules === 1 ? '' : 's'} explored${how}`;
  if (schedule !== undefined) return `${explored}: this one fails`;
  // The usual one runs again before each level of the search.
  const count = schedules - different > 4 ? `${explored}, ${grouped(different)} different` : explored;
  return bound ? `${count}, ${bound}` : count;
}

/** What was explored, and who had its turn when in the schedule that failed: a line for each turn. */
export function explorationLines({ exploration }: CaseResult, cwd: string): string[] {
  if (!exploration) return [];
  const turns = exploration.turns.slice(-shownTurns);
  const left = exploration.turns.length - turns.length;
  const rows = turns.map((turn) => [`CPU ${turn.cpu}`, turn.from, placeOf(turn, cwd), turn.how, `then ${turn.to}`]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: string[]) => row.map((word, i) => word.padEnd(widths[i] ?? 0)).join('  ');
  return [
    ...(exploration.schedules > 0 ? [explorationText(exploration)] : []),
    ...(turns.length > 0 ? ['schedule:'] : []),
    ...(left > 0 ? [`  … ${left} earlier turns`] : []),
    ...rows.map((row) => `  ${line(row)}`.trimEnd()),
  ];
}

function placeOf({ frames: [frame] }: Turn, cwd: string): string {
  if (!frame) return '';
  return frame.file ? `${shortPath(frame.file, cwd)}:${frame.line}` : frame.function;
}
