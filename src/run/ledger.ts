// SPDX-License-Identifier: MIT OR GPL-2.0-only
import {
  type CaseResult,
  type Counts,
  count,
  isGood,
  noCounts,
  type RunEvent,
  type SuiteListing,
} from '../events/events.js';
import type { Candidate } from './selection.js';

export interface RunOutcome {
  counts: Counts;
  /** Selected cases that were not run, because the run was stopped. */
  notRun: number;
  stopped: string | undefined;
  startFailures: number;
}

export interface LedgerOptions {
  failFast: boolean;
  totalTimeoutSeconds: number | undefined;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
  /** Ends what runs now, because the run is stopped. */
  onStop(): void;
}

/**
 * What a run has come to, wherever its cases run: counts of all and of each
 * suite, the events that go with them, and why it was stopped before its end.
 */
export class RunLedger {
  readonly outcome: RunOutcome = { counts: noCounts(), notRun: 0, stopped: undefined, startFailures: 0 };
  /** By file and suite, cases that have not ended yet. */
  private readonly suites = new Map<string, { left: number; counts: Counts; durationMs: number }>();
  private readonly interrupted = () => this.stop('interrupted');
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: LedgerOptions) {
    const { signal, totalTimeoutSeconds: seconds } = options;
    signal.addEventListener('abort', this.interrupted);
    if (signal.aborted) this.interrupted();
    if (seconds !== undefined)
      this.timer = setTimeout(() => this.stop(`the whole run took longer than ${seconds} s`), seconds * 1000);
  }

  get isStopped(): boolean {
    return this.outcome.stopped !== undefined;
  }

  stop(why: string): void {
    this.outcome.stopped ??= why;
    this.options.onStop();
  }

  /** The selected cases of a test file. */
  announce(file: string, cases: Candidate[]): void {
    const listings = new Map<string, SuiteListing>();
    for (const { suite, case: name, speed } of cases) {
      const listing = listings.get(suite) ?? { name: suite, file, cases: [] };
      listing.cases.push({ name, speed });
      listings.set(suite, listing);
    }
    for (const [name, listing] of listings)
      this.suites.set(`${file}\t${name}`, { left: listing.cases.length, counts: noCounts(), durationMs: 0 });
    this.options.onEvent({ type: 'program', file, suites: [...listings.values()] });
  }

  /** A program that gave no cases because it did not start. */
  startFailed(file: string, sentence: string, output: string): void {
    this.outcome.startFailures++;
    this.options.onEvent({ type: 'program-failed', file, stage: 'start', sentence, output });
  }

  /** A selected case that the machine is not for. */
  skip({ file, suite, case: name, speed }: Candidate, reason: string, command: string): void {
    const nothing = { flaky: false, attempts: 0, failedAttempts: 0, seed: '1', durationMs: 0, cpuMs: 0, rssKb: 0 };
    this.caseEnded({
      ...nothing,
      ...{ file, suite, case: name, speed: speed as CaseResult['speed'], verdict: 'skipped', reason, command },
      ...{ failures: [], parameters: [], findings: [], leaks: [], warnings: [], output: '' },
    });
  }

  caseEnded(result: CaseResult): void {
    const { file, suite: name } = result;
    count(this.outcome.counts, result);
    this.options.onEvent({ type: 'case-end', result });
    const suite = this.suites.get(`${file}\t${name}`);
    if (suite) {
      suite.left--;
      suite.durationMs += result.durationMs;
      count(suite.counts, result);
      if (suite.left === 0) {
        const { counts, durationMs } = suite;
        this.options.onEvent({ type: 'suite-end', file, suite: name, counts, durationMs });
      }
    }
    if (this.options.failFast && !isGood(result.verdict)) this.stop('--fail-fast: stopped at the first failure');
  }

  /** The run has ended. */
  close(): RunOutcome {
    clearTimeout(this.timer);
    this.options.signal.removeEventListener('abort', this.interrupted);
    for (const { left } of this.suites.values()) this.outcome.notRun += left;
    return this.outcome;
  }
}
