// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../../events/events.js';
import { type KtapCase, KtapReader } from '../../events/ktap-reader.js';
import { RunLedger, type RunOutcome } from '../../run/ledger.js';
import { CaseAttempts, type RunPolicy } from '../../run/policy.js';
import { type Candidate, type Selection, select } from '../../run/selection.js';
import type { Outcome } from '../../run/verdict.js';
import { ExitCode } from '../../util/exit-codes.js';
import { UserError } from '../../util/user-error.js';
import type { ConsoleLine } from '../../vm/console.js';
import { causeOf, describeTrouble, isDeadly, type Trouble, TroubleReader } from '../../vm/trouble.js';
import { type Accident, kernelOutcome, printedTooMuch, timedOut } from '../kernel-verdict.js';
import type { ListedCases } from '../listed-cases.js';
import { bootUml } from './uml-boot.js';
import { listedCases } from './uml-list.js';

export interface UmlRunOptions extends RunPolicy {
  binary: string;
  /** Which test file a suite is from. */
  fileOf(suite: string): string | undefined;
  selection: Selection;
  /** Takes all cases that the kernel names. */
  listed: ListedCases;
  append: string[];
  commandFor(file: string, suite: string, name: string): string;
  onConsole(line: ConsoleLine): void;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

/**
 * Runs the suites that are built into a User Mode Linux: it is asked for their
 * names, then boots once for all of them. It boots again for the suites that
 * are left when a case took it down, and for cases that are to run once more.
 */
export async function runUml(options: UmlRunOptions): Promise<RunOutcome> {
  return new UmlRun(options).run();
}

class UmlRun {
  private readonly ledger: RunLedger;
  /** By suite and case, the chosen cases that have no verdict yet. */
  private readonly suites = new Map<string, Map<string, CaseAttempts>>();
  /** How many attempts at cases have ended. */
  private attempts = 0;
  /** Ends the kernel that runs. */
  private readonly stopped = new AbortController();

  constructor(private readonly options: UmlRunOptions) {
    this.ledger = new RunLedger({ ...options, onStop: () => this.stopped.abort() });
  }

  async run(): Promise<RunOutcome> {
    const all = await this.list();
    this.options.listed.add(all);
    const chosen = select(all, this.options.selection);
    this.announce(chosen);
    const isWhole = chosen.length === all.length;
    for (let open = this.open(); open.length > 0 && !this.ledger.isStopped; open = this.open()) {
      // One boot for all, as long as all are wanted; else one for what a glob can say.
      const suite = open[0] ?? '';
      const globs = isWhole && this.isUntouched(all) ? [undefined] : this.globsOf(suite, all);
      const before = this.attempts;
      for (const glob of globs) if (!this.ledger.isStopped) await this.boot(glob);
      // What gave no verdict in a boot of its own gives none.
      if (this.attempts === before && globs[0] !== undefined)
        for (const name of this.left(suite))
          this.ended(suite, name, kernelOutcome({ result: undefined, lines: [], troubles: [], durationMs: 0 }));
    }
    this.options.listed.isWhole = true;
    return this.ledger.close();
  }

  /** Suites with cases that have no verdict yet. */
  private open(): string[] {
    return [...this.suites.keys()].filter((suite) => this.left(suite).length > 0);
  }

  private async list(): Promise<Candidate[]> {
    let lines = await this.printed('kunit.action=list_attr');
    // It is there since 6.6, as are speeds.
    if (lines.some((text) => /unknown action 'list_attr'/.test(text))) lines = await this.printed('kunit.action=list');
    const cases = listedCases(lines, this.options.fileOf);
    if (cases.length === 0 && !this.options.signal.aborted && !lines.some((text) => /^K?TAP version/.test(text)))
      throw new UserError(
        `${lines.slice(-20).join('\n')}\n${this.options.binary} named no suites: it did not boot, or has no KUnit`,
        ExitCode.missing,
      );
    return cases;
  }

  /** What the kernel prints when it is asked for a list. */
  private async printed(action: string): Promise<string[]> {
    const lines: string[] = [];
    await bootUml(this.options.binary, [action, ...this.options.append], {
      silenceSeconds: this.options.timeoutSeconds,
      signal: this.stopped.signal,
      onLine: (line) => {
        lines.push(line.text);
        return false;
      },
    });
    return lines;
  }

  private announce(cases: Candidate[]): void {
    const { repeat, retries } = this.options;
    for (const candidate of cases) {
      const entry = this.suites.get(candidate.suite) ?? new Map<string, CaseAttempts>();
      entry.set(candidate.case, new CaseAttempts(candidate, { repeat, retries }));
      this.suites.set(candidate.suite, entry);
    }
    for (const file of new Set(cases.map((candidate) => candidate.file)))
      this.ledger.announce(
        file,
        cases.filter((candidate) => candidate.file === file),
      );
  }

  /** kunit.filter_glob takes one glob: a suite's, where all of it is left to run, else a case's. */
  private globsOf(suite: string, all: Candidate[]): string[] {
    const left = this.left(suite);
    const whole = all.filter((candidate) => candidate.suite === suite).length;
    return left.length === whole ? [suite] : left.map((name) => `${suite}.${name}`);
  }

  private left(suite: string): string[] {
    return [...(this.suites.get(suite)?.keys() ?? [])];
  }

  /** Whether every case is still to run. */
  private isUntouched(all: Candidate[]): boolean {
    return [...this.suites.values()].reduce((sum, cases) => sum + cases.size, 0) === all.length;
  }

  private async boot(glob: string | undefined): Promise<void> {
    let troubles: Trouble[] = [];
    let begin = performance.now();
    const tail: string[] = [];
    let printed = 0;
    const { outputKib, timeoutSeconds } = this.options;
    const isTooMuch = () => printed > outputKib * 1024;
    const finish = (result: KtapCase) => {
      const now = performance.now();
      const { lines } = result;
      this.ended(result.suite, result.name, kernelOutcome({ result, lines, troubles, durationMs: now - begin }));
      troubles = [];
      begin = now;
      printed = 0;
    };
    const reader = new KtapReader({ onCase: finish });
    const kernel = new TroubleReader();
    const words = [...(glob === undefined ? [] : [`kunit.filter_glob=${glob}`]), ...this.options.append];
    const how = await bootUml(this.options.binary, words, {
      silenceSeconds: timeoutSeconds,
      signal: this.stopped.signal,
      onLine: (line) => {
        this.options.onConsole(line);
        // It printed more before it could be ended.
        if (isTooMuch()) return true;
        printed += line.raw.length + 1;
        tail.push(line.raw);
        if (tail.length > 60) tail.shift();
        const trouble = kernel.line(line.text);
        if (trouble) troubles.push(trouble);
        // What was wrong before its first case is no fault of a suite's.
        if (/^ {4}# Subtest:/.test(line.text)) {
          troubles = [];
          printed = 0;
        }
        reader.line(line.text);
        return this.ledger.isStopped || isTooMuch();
      },
    });
    if (this.ledger.isStopped) return;
    // The suite that had begun and has not ended: its next case took the kernel down.
    const { suite, lines } = reader.pending();
    const blamed = suite === undefined ? undefined : this.left(suite)[0];
    if (suite === undefined || blamed === undefined) return;
    const cause = causeOf(troubles);
    let accident: Accident;
    if (how === 'silent') accident = timedOut(timeoutSeconds);
    else if (isTooMuch()) accident = printedTooMuch(outputKib);
    else {
      const sentence = cause && troubles.some(isDeadly) ? describeTrouble(cause) : 'the kernel ended';
      accident = { verdict: 'crashed', sentence };
    }
    const durationMs = performance.now() - begin;
    const all = [...lines, ...tail];
    this.ended(suite, blamed, kernelOutcome({ result: undefined, lines: all, troubles, accident, durationMs }));
  }

  /** An attempt at a case has ended. */
  private ended(suite: string, name: string, outcome: Outcome): void {
    const cases = this.suites.get(suite);
    const attempts = cases?.get(name);
    // A suite, or a case, that was not chosen.
    if (!cases || !attempts) return;
    this.attempts++;
    if (attempts.add(outcome) && !this.ledger.isStopped) return;
    cases.delete(name);
    const { file } = attempts.candidate;
    this.ledger.caseEnded(attempts.result(() => this.options.commandFor(file, suite, name)));
  }
}
