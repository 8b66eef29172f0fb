// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * The one stream of events that every reporter is fed by; `--reporter json`
 * writes it as it is. A change that breaks a reader raises the version.
 */
export const eventsVersion = 1;

/** Words of cli.md; `unsupported` is neither a failure nor a pass. */
export type Verdict = 'passed' | 'failed' | 'skipped' | 'crashed' | 'timeout' | 'leaked' | 'unsupported';

export interface Frame {
  function: string;
  /** Absolute path; undefined where there is no debug information. */
  file?: string;
  line?: number;
  address: string;
}

export interface Failure {
  file: string;
  line: number;
  /** An assertion: it ended the case. */
  fatal: boolean;
  text: string;
}

export interface Parameter {
  index: number;
  name: string;
  status: 'passed' | 'failed' | 'skipped';
  comment?: string;
}

/** A backtrace and its part in the story: "allocated at". */
export interface Trace {
  title: string;
  frames: Frame[];
}

/** Why a case ended early. */
export interface Crash {
  kind: string;
  sentence: string;
  frames: Frame[];
  /** Every waiting task of a deadlock. */
  tasks: { name: string; text: string; frames: Frame[] }[];
  /** What led to it: where the memory was allocated, first freed … */
  traces: Trace[];
}

export interface CaseResult {
  /** The test file, absolute. */
  file: string;
  suite: string;
  case: string;
  verdict: Verdict;
  /** Passed, but not at the first try. */
  flaky: boolean;
  /** How often it ran (--repeat, --retries). */
  attempts: number;
  /** How many of these did not pass. */
  failedAttempts: number;
  seed: string;
  speed: 'normal' | 'slow' | 'very_slow';
  durationMs: number;
  cpuMs: number;
  rssKb: number;
  /** One line: why it was skipped, is unsupported, crashed, leaked … */
  reason?: string;
  failures: Failure[];
  parameters: Parameter[];
  crash?: Crash;
  /** What the emulated kernel found without ending the case: overruns, writes after free, locks left … */
  findings: { kind: string; text: string; traces: Trace[] }[];
  leaks: { kind: string; bytes: number; count: number; frames: Frame[] }[];
  warnings: { file: string; line: number; text: string; frames: Frame[] }[];
  /** What the case printed: printk, standard output and standard error. */
  output: string;
  /** The last expectation that was reached. */
  last?: { file: string; line: number };
  /** With --explore or --schedule. */
  exploration?: Exploration;
  /** The command that runs this case alone. */
  command: string;
}

/** What was found among the schedules of a case. */
export interface Exploration {
  /** How many ran; 0 if one was repeated. */
  schedules: number;
  /** How many of them went a way that none before did. */
  different: number;
  /** Places in its longest run where more than one task could go on. */
  points: number;
  /** A system call that the case makes: each schedule then had a process of its own, which is slow. */
  systemCall?: number;
  /** Which kind of them ran all, in words. */
  bound?: string;
  /** The one that fails, as --schedule takes it. */
  schedule?: string;
  /** Who had its turn when, in the schedule that the rest of the result is about, if that is not the usual one. */
  turns: Turn[];
}

/** A task's turn ends, and another's begins. Names have the tasks' numbers. */
export interface Turn {
  from: string;
  to: string;
  cpu: number;
  /** "waits", "is preempted", "lets others run", "ends" */
  how: string;
  frames: Frame[];
}

export interface SuiteListing {
  name: string;
  file: string;
  /** The selected ones. */
  cases: { name: string; speed: string }[];
}

export type Counts = Record<Verdict, number> & { flaky: number; total: number };

export type RunEvent =
  | { type: 'run-start'; version: number; tool: string; seed: string; cwd: string; programs: number }
  /** A program is started and says what is in it; sent once for each. */
  | { type: 'program'; file: string; suites: SuiteListing[] }
  /** The search of a case for a failing schedule goes on. */
  | { type: 'exploring'; suite: string; case: string; schedules: number; ms: number }
  | { type: 'case-end'; result: CaseResult }
  /** All selected cases of a suite have ended. */
  | { type: 'suite-end'; file: string; suite: string; counts: Counts; durationMs: number }
  /** Something odd that changes no verdict. */
  | { type: 'note'; file: string; sentence: string }
  /** A program that gave no cases: it did not build, or did not start. */
  | { type: 'program-failed'; file: string; stage: 'build' | 'start'; sentence: string; output: string }
  | { type: 'run-end'; counts: Counts; notRun: number; durationMs: number; seed: string; stopped?: string };

export function noCounts(): Counts {
  return {
    passed: 0,
    failed: 0,
    skipped: 0,
    crashed: 0,
    timeout: 0,
    leaked: 0,
    unsupported: 0,
    flaky: 0,
    total: 0,
  };
}

export function count(counts: Counts, result: CaseResult): void {
  counts[result.verdict]++;
  counts.total++;
  if (result.flaky) counts.flaky++;
}

export function isGood(verdict: Verdict): boolean {
  return verdict === 'passed' || verdict === 'skipped';
}
