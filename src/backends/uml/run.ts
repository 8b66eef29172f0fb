// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../../events/events.js';
import { type KtapCase, KtapReader } from '../../events/ktap-reader.js';
import { RunLedger, type RunOutcome } from '../../run/ledger.js';
import { type Candidate, type Selection, select } from '../../run/selection.js';
import { ExitCode } from '../../util/exit-codes.js';
import { UserError } from '../../util/user-error.js';
import { type ConsoleLine, type Trouble, troubleIn } from '../../vm/console.js';
import { type Accident, kernelOutcome } from '../kernel-verdict.js';
import { bootUml } from './boot.js';

export interface UmlRunOptions {
  binary: string;
  /** Which test file a suite is from. */
  fileOf(suite: string): string | undefined;
  selection: Selection;
  failFast: boolean;
  timeoutSeconds: number;
  append: string[];
  commandFor(file: string, suite: string, name: string): string;
  onConsole(line: ConsoleLine): void;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

/**
 * Runs the suites that are built into a User Mode Linux: it is asked for their
 * names, then boots once for all of them; if a case takes it down, it boots
 * again for the suites that are left.
 */
export async function runUml(options: UmlRunOptions): Promise<RunOutcome> {
  return new UmlRun(options).run();
}

class UmlRun {
  private readonly ledger: RunLedger;
  /** By suite, the chosen cases, and those of them that have a verdict. */
  private readonly suites = new Map<string, { file: string; cases: string[]; ended: Set<string> }>();

  constructor(private readonly options: UmlRunOptions) {
    // A kernel that boots sees for itself that the run was stopped.
    this.ledger = new RunLedger({ ...options, totalTimeoutSeconds: undefined, onStop: () => {} });
  }

  async run(): Promise<RunOutcome> {
    const all = await this.list();
    const chosen = select(all, this.options.selection);
    this.announce(chosen);
    const isWhole = chosen.length === all.length;
    for (let open = this.open(); open.length > 0 && !this.ledger.isStopped; open = this.open()) {
      // One boot for all, as long as all are wanted; else one for what a glob can say.
      const suite = open[0] ?? '';
      const globs = isWhole && open.length === this.suites.size ? [undefined] : this.globsOf(suite, all);
      for (const glob of globs) if (!this.ledger.isStopped) await this.boot(glob);
      // What gave no verdict in a boot of its own gives none.
      if (this.open().length === open.length && globs[0] !== undefined)
        for (const name of this.left(suite)) this.end(suite, name, undefined, [], [], undefined, 0);
    }
    return this.ledger.close();
  }

  /** Suites with cases that have no verdict yet. */
  private open(): string[] {
    return [...this.suites.keys()].filter((suite) => this.left(suite).length > 0);
  }

  private async list(): Promise<Candidate[]> {
    const lines: string[] = [];
    await bootUml(this.options.binary, ['kunit.action=list', ...this.options.append], {
      silenceSeconds: this.options.timeoutSeconds,
      signal: this.options.signal,
      onLine: (line) => {
        lines.push(line.text);
        return false;
      },
    });
    const cases = lines.flatMap((text) => {
      const match = /^([^\s.]\S*)\.([\w-]+)$/.exec(text.trim());
      const file = match?.[1] === undefined ? undefined : this.options.fileOf(match[1]);
      if (!match || file === undefined) return [];
      const [, suite = '', name = ''] = match;
      return [{ file, suite, case: name, speed: 'normal', module: '', isInit: false }];
    });
    if (cases.length === 0 && !this.options.signal.aborted && !lines.some((text) => /^K?TAP version/.test(text)))
      throw new UserError(
        `${lines.slice(-20).join('\n')}\n${this.options.binary} named no suites: it did not boot, or has no KUnit`,
        ExitCode.missing,
      );
    return cases;
  }

  private announce(cases: Candidate[]): void {
    for (const { file, suite, case: name } of cases) {
      const entry = this.suites.get(suite) ?? { file, cases: [], ended: new Set() };
      entry.cases.push(name);
      this.suites.set(suite, entry);
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
    const entry = this.suites.get(suite);
    return entry?.cases.filter((name) => !entry.ended.has(name)) ?? [];
  }

  private async boot(glob: string | undefined): Promise<void> {
    let troubles: Trouble[] = [];
    let begin = performance.now();
    const tail: string[] = [];
    const finish = (result: KtapCase) => {
      const now = performance.now();
      this.end(result.suite, result.name, result, result.lines, troubles, undefined, now - begin);
      troubles = [];
      begin = now;
    };
    const reader = new KtapReader({ onCase: finish });
    const words = [...(glob === undefined ? [] : [`kunit.filter_glob=${glob}`]), ...this.options.append];
    const how = await bootUml(this.options.binary, words, {
      silenceSeconds: this.options.timeoutSeconds,
      signal: this.options.signal,
      onLine: (line) => {
        this.options.onConsole(line);
        tail.push(line.raw);
        if (tail.length > 60) tail.shift();
        const trouble = troubleIn(line.text);
        if (trouble) troubles.push(trouble);
        // What was wrong before its first case is no fault of a suite's.
        if (/^ {4}# Subtest:/.test(line.text)) troubles = [];
        reader.line(line.text);
        return this.ledger.isStopped;
      },
    });
    if (this.ledger.isStopped) return;
    // The suite that had begun and has not ended: its next case took the kernel down.
    const { suite, lines } = reader.pending();
    const blamed = suite === undefined ? undefined : this.left(suite)[0];
    if (suite === undefined || blamed === undefined) return;
    const panic = troubles.find((trouble) => trouble.kind === 'panic' || trouble.kind === 'oops');
    const accident: Accident =
      how === 'silent'
        ? { verdict: 'timeout', sentence: `it did not end within ${this.options.timeoutSeconds} s` }
        : { verdict: 'crashed', sentence: panic ? `kernel ${panic.kind}: ${panic.sentence}` : 'the kernel ended' };
    this.end(suite, blamed, undefined, [...lines, ...tail], troubles, accident, performance.now() - begin);
  }

  private end(
    suite: string,
    name: string,
    result: KtapCase | undefined,
    lines: string[],
    troubles: Trouble[],
    accident: Accident | undefined,
    durationMs: number,
  ): void {
    const entry = this.suites.get(suite);
    // A suite, or a case, that was not chosen.
    if (!entry?.cases.includes(name) || entry.ended.has(name)) return;
    entry.ended.add(name);
    this.ledger.caseEnded({
      file: entry.file,
      suite,
      case: name,
      speed: 'normal',
      flaky: false,
      attempts: 1,
      failedAttempts: 0,
      seed: '1',
      ...kernelOutcome(result, lines, troubles, accident, durationMs),
      command: this.options.commandFor(entry.file, suite, name),
    });
  }
}
