// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { stripVTControlCharacters, styleText } from 'node:util';
import type { CaseResult, Frame, Trace, Verdict } from '../events/events.js';
import { shortPath } from '../util/short-path.js';
import { explorationLines } from './exploration.js';

/** What every reporter for people says in the same words. */

export function duration(ms: number): string {
  if (ms < 1) return `${ms.toFixed(2)} ms`;
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
}

/** "1 file", "3 files". */
export function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** "3 failed, 1 crashed, 35 passed": what is bad comes first. */
export function countsText(counts: Record<string, number>): string {
  const order = ['failed', 'crashed', 'timeout', 'leaked', 'unsupported', 'skipped', 'passed'];
  const words: Record<string, string> = { timeout: 'timed out' };
  const parts = order.filter((key) => (counts[key] ?? 0) > 0).map((key) => `${counts[key]} ${words[key] ?? key}`);
  if (parts.length === 0) return 'no case ran';
  // A flaky case is one of those that passed.
  const flaky = counts['flaky'] ? ` (${counts['flaky']} flaky)` : '';
  return `${parts.join(', ')}${flaky}`;
}

/** Terminal control characters in a tested program's output must not act on the user's terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced
  return stripVTControlCharacters(text).replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '·');
}

/** The details of a case that did not pass, as plain lines. */
export function detailLines(result: CaseResult, cwd: string): string[] {
  const lines: string[] = explorationLines(result, cwd);
  if (result.reason) lines.push(`${reasonLabel(result.verdict)}${result.reason}`);
  if (result.attempts > 1) lines.push(`${result.failedAttempts} of ${result.attempts} attempts did not pass`);
  lines.push(...failureLines(result, cwd));
  for (const parameter of result.parameters) {
    if (parameter.status === 'failed')
      lines.push(`failed with parameter ${parameter.index + 1}: ${printable(parameter.name)}`);
  }
  for (const warning of result.warnings) {
    lines.push(printable(`WARNING at ${shortPath(warning.file, cwd)}:${warning.line} ${warning.text}`.trimEnd()));
    lines.push(...frameLines(warning.frames, cwd));
  }
  if (result.crash) {
    // A deadlock's own backtrace is that of the task that waited last: it is among the tasks'.
    if (result.crash.kind !== 'deadlock' || result.crash.tasks.length === 0)
      lines.push(...frameLines(result.crash.frames, cwd));
    lines.push(...traceLines(result.crash.traces, cwd));
    for (const task of result.crash.tasks) {
      lines.push(`task ${task.name}: ${task.text}`, ...frameLines(task.frames, cwd));
    }
  }
  for (const finding of result.findings) {
    lines.push(printable(finding.text), ...traceLines(finding.traces, cwd));
  }
  for (const leak of result.leaks) {
    const many = leak.count === 1 ? '' : ` in ${leak.count} allocations`;
    lines.push(`${leak.bytes} bytes${many} (${leak.kind}), allocated at`, ...frameLines(leak.frames, cwd));
  }
  const isLost = result.verdict === 'crashed' || result.verdict === 'timeout';
  if (isLost && result.last)
    lines.push(`last expectation reached: ${shortPath(result.last.file, cwd)}:${result.last.line}`);
  return lines;
}

/** How many different messages of one expectation are shown. */
const shownOfOne = 3;

/** Each message once, with its count; of an expectation in a loop, the first few. */
function failureLines({ failures }: CaseResult, cwd: string): string[] {
  const counts = new Map<string, number>();
  const places = new Map<string, { shown: number; left: number }>();
  for (const { text } of failures) counts.set(text, (counts.get(text) ?? 0) + 1);
  const lines: string[] = [];
  for (const [text, count] of counts) {
    const failure = failures.find((one) => one.text === text);
    const at = failure?.line ? `${shortPath(failure.file, cwd)}:${failure.line}` : '';
    const place = places.get(at) ?? { shown: 0, left: 0 };
    places.set(at, place);
    if (at !== '' && place.shown === shownOfOne) {
      place.left += count;
      continue;
    }
    place.shown++;
    // KUnit's own message names its place; what came through a hook or a tree's log may not.
    if (failure?.line && !text.includes(`:${failure.line}`))
      lines.push(`${failure.fatal ? 'ASSERTION' : 'EXPECTATION'} FAILED at ${at}`);
    const short = failure?.line ? text.replace(`${failure.file}:${failure.line}`, at) : text;
    lines.push(...printable(short).trimEnd().split('\n'));
    if (count > 1) lines.push(`    (${count} times)`);
  }
  for (const [at, { left }] of places) if (left > 0) lines.push(`… ${left} more failures at ${at}`);
  return lines;
}

function traceLines(traces: Trace[], cwd: string): string[] {
  return traces.flatMap(({ title, frames }) => [title, ...frameLines(frames, cwd)]);
}

function reasonLabel(verdict: Verdict): string {
  switch (verdict) {
    case 'unsupported':
      return 'unsupported: ';
    case 'timeout':
      return 'timeout: ';
    case 'crashed':
      return 'crashed: ';
    default:
      return '';
  }
}

export function frameLines(frames: Frame[], cwd: string): string[] {
  return frames.map((frame, i) => {
    const place = frame.file
      ? ` at ${shortPath(frame.file, cwd)}${frame.line === undefined ? '' : `:${frame.line}`}`
      : frame.address
        ? ` (${frame.address})`
        : '';
    return `  #${String(i).padEnd(2)} ${frame.function}${place}`;
  });
}

/** The last lines of a case's output: what came before matters less. */
export function outputTail(output: string, most = 40): string[] {
  const lines = printable(output).trimEnd().split('\n');
  if (lines.length === 1 && lines[0] === '') return [];
  return lines.length <= most ? lines : [`… ${lines.length - most} lines before …`, ...lines.slice(-most)];
}

export type Color = Parameters<typeof styleText>[0];

export function painter(color: boolean): (format: Color, text: string) => string {
  return color ? (format, text) => styleText(format, text, { validateStream: false }) : (_format, text) => text;
}
