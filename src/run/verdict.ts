// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import type { CaseResult, Crash, Exploration, Frame, Trace, Verdict } from '../events/events.js';
import type { CaseEnd, WireCaseEvent, WireCrash, WireTrace } from '../events/wire.js';
import { shortPath } from '../util/short-path.js';
import { failureInLog, logSentence } from './log-words.js';
import type { Symbolizer } from './symbolize.js';

/** All that was received about one attempt at a case. */
export interface Attempt {
  events: WireCaseEvent[];
  output: string;
  noise: number;
  end: CaseEnd | { lost: string };
}

export type Outcome = Pick<
  CaseResult,
  | 'verdict'
  | 'durationMs'
  | 'cpuMs'
  | 'rssKb'
  | 'reason'
  | 'failures'
  | 'parameters'
  | 'crash'
  | 'findings'
  | 'leaks'
  | 'warnings'
  | 'output'
  | 'last'
  | 'exploration'
>;

export interface Limits {
  timeoutSeconds: number;
  outputKib: number;
}

export function judge(
  attempt: Attempt,
  symbolizer: Symbolizer,
  limits: Limits & { absence(symbol: string): string; isJudgedByLog: boolean },
): Outcome {
  const { events, end } = attempt;
  const restore = (text: string) => symbolizer.restorePath(text);
  const of = <T extends WireCaseEvent['type']>(type: T) =>
    events.filter((event): event is Extract<WireCaseEvent, { type: T }> => event.type === type);
  const wireCrash = of('crash')[0];
  const crash = wireCrash && crashOf(wireCrash, symbolizer, limits.absence);
  const lost = 'lost' in end;
  const exploration = explorationOf(of('explored')[0], of('turn'), symbolizer);
  const skipReason = of('skip')[0]?.reason;
  const [verdict, reason] = decide(attempt, limits, {
    ...(wireCrash && { crash: wireCrash }),
    ...(crash && { crashText: restore(crash.sentence) }),
    ...(skipReason !== undefined && { skipReason }),
    ...(exploration?.schedule !== undefined && { schedule: exploration.schedule }),
  });
  return {
    verdict,
    ...(reason !== undefined && { reason }),
    durationMs: lost ? 0 : end.wall_ns / 1e6,
    cpuMs: lost ? 0 : end.cpu_ns / 1e6,
    rssKb: lost ? 0 : end.rss_kb,
    failures: of('failure').map(({ file, line, fatal, text }) => {
      return { file: restore(file), line, fatal, text: restore(text) };
    }),
    parameters: of('param').map(({ index, name, status, comment }) => {
      return { index, name, status, ...(comment && { comment }) };
    }),
    ...(crash && { crash }),
    findings: of('memory').map((finding) => ({
      kind: finding.kind,
      text: finding.text,
      traces: traces(finding.traces, symbolizer),
    })),
    leaks: of('leak').map((leak) => ({
      kind: leak.kind,
      bytes: leak.bytes,
      count: leak.count,
      frames: symbolizer.fromCaller(leak.frames),
    })),
    warnings: of('warn').map((warning) => {
      const frames = symbolizer.fromCaller(warning.frames);
      // A check that is not a line of the code under test tells no place: the first frame is it.
      const { file = warning.file, line = 0 } = warning.line === 0 ? (frames[0] ?? {}) : warning;
      return { file: restore(file), line, text: warning.text, frames };
    }),
    output: attempt.output,
    ...(exploration && { exploration }),
    ...(!lost && end.last?.file && { last: { ...end.last, file: restore(end.last.file) } }),
  };
}

function explorationOf(
  explored: Extract<WireCaseEvent, { type: 'explored' }> | undefined,
  turns: Extract<WireCaseEvent, { type: 'turn' }>[],
  symbolizer: Symbolizer,
): Exploration | undefined {
  if (!explored && turns.length === 0) return undefined;
  const { schedules, different, points, systemCall, bound, schedule } = explored ?? {
    schedules: 0,
    different: 0,
    points: 0,
  };
  return {
    schedules,
    different,
    points,
    ...(systemCall !== undefined && { systemCall }),
    ...(bound !== undefined && { bound }),
    ...(schedule !== undefined && { schedule }),
    turns: turns.map(({ from, to, cpu, how, frames }) => ({
      from,
      to,
      cpu,
      how,
      frames: symbolizer.fromCaller(frames),
    })),
  };
}

function crashOf(crash: WireCrash, symbolizer: Symbolizer, absence: (symbol: string) => string): Crash {
  const { kind, frames } = crash;
  return {
    kind,
    sentence: crashSentence(crash, symbolizer, absence),
    frames: /^(lock|memory)$/.test(kind)
      ? symbolizer.fromCaller(frames)
      : symbolizer.backtrace(frames, kind === 'signal' || kind === 'timeout'),
    tasks: waitingTasks(crash, symbolizer),
    traces: traces(crash.traces ?? [], symbolizer),
  };
}

function traces(wire: WireTrace[], symbolizer: Symbolizer): Trace[] {
  return wire.map(({ title, frames }) => ({ title, frames: symbolizer.fromCaller(frames) }));
}

/** Without those that only the engine waits in: the task that waits for the case's end. */
function waitingTasks(crash: WireCrash, symbolizer: Symbolizer): { name: string; text: string; frames: Frame[] }[] {
  return (crash.tasks ?? [])
    .map(({ name, text, frames }) => ({ name, text, frames: symbolizer.fromCaller(frames) }))
    .filter((task) => task.frames.length > 0);
}

function decide(
  attempt: Attempt,
  limits: Limits & { isJudgedByLog: boolean },
  {
    crash,
    crashText,
    skipReason,
    schedule,
  }: { crash?: WireCrash; crashText?: string; skipReason?: string; schedule?: string },
): [Verdict, string?] {
  const { end, noise } = attempt;
  if ('lost' in end) return ['crashed', end.lost];
  if (crash?.kind === 'unsupported') return ['unsupported', crashText];
  if (end.reason === 'timeout') return ['timeout', `it did not end within ${limits.timeoutSeconds} s`];
  if (end.reason === 'output') return ['failed', `it printed more than ${limits.outputKib} KiB and was ended`];
  if (crash) return ['crashed', crashText];
  if (!end.finished) return ['crashed', unfinishedSentence(end)];
  if (end.failures > 0) return ['failed'];
  if (noise > 0)
    return ['failed', `it wrote ${noise} bytes to ktest's event channel (a descriptor that it did not open)`];
  const warned = warningsSentence(end.warnings, end.expects_warnings);
  if (warned) return ['failed', warned];
  if (end.leaks > 0) return ['leaked', leakSentence(attempt)];
  const told = limits.isJudgedByLog ? failureInLog(attempt.output.split('\n')) : undefined;
  if (told !== undefined) return ['failed', logSentence(told)];
  if (schedule !== undefined)
    return [
      'failed',
      `it failed in schedule ${schedule} once, and not again: it depends on what is outside the program`,
    ];
  if (end.skipped) return ['skipped', skipReason ?? ''];
  return ['passed'];
}

/** Why a case fails by its warnings: one too many, or none where it expects one. */
export function warningsSentence(warnings: number, isExpected: boolean): string | undefined {
  if (warnings > 0 && !isExpected)
    return `${warnings === 1 ? 'a warning' : `${warnings} warnings`} that the case does not expect`;
  if (warnings === 0 && isExpected) return 'the case expects a warning, but none came';
  return undefined;
}

function leakSentence(attempt: Attempt): string {
  let bytes = 0;
  let blocks = 0;
  for (const event of attempt.events) {
    if (event.type !== 'leak') continue;
    bytes += event.bytes;
    blocks += event.count;
  }
  return `leaked ${bytes} bytes in ${blocks} allocation${blocks === 1 ? '' : 's'}`;
}

function unfinishedSentence(end: CaseEnd): string {
  const last = end.last?.file ? `; the last expectation was at ${end.last.file}:${end.last.line}` : '';
  if (end.reason === 'signal' || end.signal)
    return `killed by ${signalName(end.signal ?? 0)} before the case ended${last}`;
  return `its process left with exit(${end.exit ?? 0}) before the case ended${last}`;
}

function crashSentence(crash: WireCrash, symbolizer: Symbolizer, absence: (symbol: string) => string): string {
  switch (crash.kind) {
    case 'signal': {
      const name = signalName(crash.signal ?? 0);
      const address = crash.address ? ` at address ${crash.address}` : '';
      return crash.text ? `${crash.text} (${name}${address})` : `${name}${address}`;
    }
    case 'unsupported': {
      const caller = symbolizer.backtrace(crash.frames, false)[0];
      const from = caller?.file ? ` (called from ${shortPath(caller.file, process.cwd())}:${caller.line})` : '';
      // A symbol's name; a sentence says itself what is not there.
      return /\s/.test(crash.text) ? crash.text : `${absence(crash.text)}${from}`;
    }
    default:
      return crash.text;
  }
}

function signalName(signal: number): string {
  const name = Object.entries(os.constants.signals).find(([, number]) => number === signal)?.[0];
  return name ?? `signal ${signal}`;
}
