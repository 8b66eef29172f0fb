// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { caseSeconds } from '../config/case-time.js';
import type { Config } from '../config/schema.js';
import type { CaseResult } from '../events/events.js';
import { isGood } from '../events/events.js';
import type { Candidate } from './selection.js';
import type { Outcome } from './verdict.js';

/** How often and how long cases run, wherever they do. */
export interface RunPolicy {
  seed: bigint;
  /** Each case runs so often, and passes if all attempts do. */
  repeat: number;
  /** So many further attempts of a case that does not pass. */
  retries: number;
  failFast: boolean;
  timeoutSeconds: number;
  totalTimeoutSeconds: number | undefined;
  outputKib: number;
  /** Data races fail cases. */
  races: boolean;
  /** So many schedules of each case are looked through at most. */
  explore?: number | undefined;
  /** The schedule that cases run in, instead of the usual one. */
  schedule?: string | undefined;
}

/** What the command line alone says of it; the rest are settings of a project. */
export type PolicyWishes = Pick<RunPolicy, 'seed' | 'repeat' | 'failFast' | 'races' | 'explore' | 'schedule'>;

export function policyOf(wishes: PolicyWishes, config: Config): RunPolicy {
  return {
    ...wishes,
    retries: config.retries ?? 0,
    timeoutSeconds: caseSeconds(config),
    totalTimeoutSeconds: config.totalTimeout,
    outputKib: config.outputLimit ?? 1024,
  };
}

/** The case alone fails in the schedule that was found, or in the usual one if its accesses are looked at, too. */
function withSchedule(command: string, { exploration, findings }: Outcome, races: boolean): string {
  if (exploration?.schedule !== undefined) return `${command} --schedule ${exploration.schedule}`;
  const isRace = exploration !== undefined && findings.some(({ kind }) => kind === 'race');
  return isRace && !races ? `${command} --races` : command;
}

/** One case and what its attempts gave so far. */
export class CaseAttempts {
  private attempts = 0;
  private failedAttempts = 0;
  private first: { outcome: Outcome; seed: string } | undefined;
  private last: { outcome: Outcome; seed: string } | undefined;

  constructor(
    readonly candidate: Candidate,
    /** Without a seed for a kernel that can not be given one. */
    private readonly policy: Pick<RunPolicy, 'repeat' | 'retries'> & Partial<Pick<RunPolicy, 'seed' | 'races'>>,
  ) {}

  /** The seed of the next attempt. */
  get seed(): string {
    const { seed } = this.policy;
    return seed === undefined ? '1' : String(BigInt.asUintN(64, seed + BigInt(this.attempts)));
  }

  /** Takes an attempt's outcome in; true if the case is to run again. */
  add(outcome: Outcome): boolean {
    const { repeat, retries } = this.policy;
    this.last = { outcome, seed: this.seed };
    this.attempts++;
    const good = isGood(outcome.verdict);
    if (!good) {
      this.failedAttempts++;
      this.first ??= this.last;
    }
    return this.attempts < repeat || (!good && repeat === 1 && this.attempts <= retries);
  }

  /** Retries decide by the last attempt, repetitions by the first that failed. */
  result(commandFor: (seed: string) => string): CaseResult {
    const { last, candidate } = this;
    if (!last) throw new Error(`${candidate.suite}.${candidate.case} has no result without an attempt`);
    const flaky = this.policy.repeat === 1 && isGood(last.outcome.verdict) && this.failedAttempts > 0;
    const { outcome, seed } = (flaky ? undefined : this.first) ?? last;
    return {
      file: candidate.file,
      suite: candidate.suite,
      case: candidate.case,
      speed: candidate.speed as CaseResult['speed'],
      flaky,
      attempts: this.attempts,
      failedAttempts: this.failedAttempts,
      seed,
      ...outcome,
      command: withSchedule(commandFor(seed), outcome, this.policy.races ?? false),
    };
  }
}
