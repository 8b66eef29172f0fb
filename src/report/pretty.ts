// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseResult, type Counts, isGood, type RunEvent, type Verdict } from '../events/events.js';
import { shortPath } from '../util/short-path.js';
import { explorationText } from './exploration.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { type Color, counted, countsText, detailLines, duration, outputTail, painter, printable } from './words.js';

const marks: Record<Verdict, { mark: string; color: Color }> = {
  passed: { mark: '✓', color: 'green' },
  skipped: { mark: '-', color: 'yellow' },
  failed: { mark: '✗', color: 'red' },
  crashed: { mark: '✗', color: 'red' },
  timeout: { mark: '✗', color: 'red' },
  leaked: { mark: '✗', color: 'red' },
  unsupported: { mark: '?', color: 'magenta' },
};

const slowestShown = 5;
/** Cases below this are not worth a place in the list of the slowest, in ms. */
const slowFrom = 10;

/** For people at a terminal: a line for each suite, then what went wrong, then the sum. */
export function prettyReporter(options: ReporterOptions): Reporter {
  return new PrettyReport(options);
}

type Ended<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

class PrettyReport implements Reporter {
  private readonly paint: ReturnType<typeof painter>;
  private readonly bad: CaseResult[] = [];
  private readonly flaky: CaseResult[] = [];
  private slowest: CaseResult[] = [];
  private programs = 0;

  constructor(private readonly options: ReporterOptions) {
    this.paint = painter(options.color);
  }

  on(event: RunEvent): void {
    switch (event.type) {
      case 'program':
        this.programs++;
        break;
      case 'case-end':
        this.caseEnded(event.result);
        break;
      case 'suite-end':
        this.suiteEnded(event);
        break;
      case 'program-failed':
        this.programFailed(event);
        break;
      case 'run-end':
        this.runEnded(event);
        break;
      case 'run-start':
      case 'note':
        break;
    }
  }

  private write(text: string): void {
    this.options.write(text);
  }

  private place(file: string): string {
    return shortPath(file, this.options.cwd);
  }

  private caseEnded(result: CaseResult): void {
    if (this.options.verbose || !isGood(result.verdict) || result.flaky || result.exploration) this.writeCase(result);
    if (!isGood(result.verdict)) this.bad.push(result);
    if (result.flaky) this.flaky.push(result);
    if (result.durationMs < slowFrom) return;
    this.slowest.push(result);
    if (this.slowest.length > 200) this.slowest = top(this.slowest);
  }

  private writeCase(result: CaseResult): void {
    const { paint } = this;
    const { mark, color } = marks[result.verdict];
    const note = result.flaky ? paint('yellow', ' flaky') : result.verdict === 'passed' ? '' : ` ${result.verdict}`;
    const explored = result.exploration?.schedules ? ` ${explorationText(result.exploration)}` : '';
    const reason = result.verdict === 'skipped' && result.reason ? `: ${printable(result.reason)}` : '';
    this.write(
      `  ${paint(color, mark)} ${result.case}${note}${reason}${explored} ${paint('dim', duration(result.durationMs))}\n`,
    );
  }

  private suiteEnded({ suite, file, counts, durationMs }: Ended<'suite-end'>): void {
    const { paint } = this;
    const mark = isAllGood(counts) ? paint('green', '✓') : paint('red', '✗');
    const where = paint('dim', `${duration(durationMs)}  ${this.place(file)}`);
    this.write(`${mark} ${paint('bold', suite)} ${countsText(counts)} ${where}\n`);
  }

  private programFailed({ file, stage, sentence, output }: Ended<'program-failed'>): void {
    const { paint } = this;
    const how = stage === 'build' ? 'did not build' : 'did not start';
    this.write(`${paint('red', '✗')} ${paint('bold', this.place(file))} ${how}\n`);
    if (stage === 'build') return;
    this.write(`  ${printable(sentence)}\n`);
    for (const line of outputTail(output)) this.write(`  ${paint('dim', '│')} ${line}\n`);
  }

  private runEnded({ counts, notRun, stopped, durationMs, seed }: Ended<'run-end'>): void {
    const { paint } = this;
    for (const result of this.bad) this.writeFailure(result);
    for (const { suite, case: name, failedAttempts, attempts } of this.flaky)
      this.write(
        `\n${paint('yellow', 'FLAKY')} ${suite}.${name}: ${failedAttempts} of ${attempts} attempts did not pass\n`,
      );
    const listed = top(this.slowest);
    if (listed.length > 0 && counts.total > 1) {
      this.write(`\n${paint('dim', 'slowest:')}\n`);
      for (const result of listed)
        this.write(`${duration(result.durationMs).padStart(9)}  ${result.suite}.${result.case}\n`);
    }
    if (stopped) this.write(`\n${paint('yellow', `stopped: ${stopped}`)}\n`);
    const isGreen = counts.total > 0 && isAllGood(counts);
    const sum = `${countsText(counts)}${notRun > 0 ? `, ${notRun} not run` : ''}`;
    const cases = counted(counts.total + notRun, 'case');
    const rest = `${counted(this.programs, 'program')}, ${duration(durationMs)}, seed ${seed}`;
    this.write(`\n${paint(['bold', isGreen ? 'green' : 'red'], sum)} of ${cases} in ${rest}\n`);
  }

  private writeFailure(result: CaseResult): void {
    const { paint } = this;
    const word = paint(['bold', 'red'], result.verdict.toUpperCase());
    this.write(
      `\n${word} ${paint('bold', `${result.suite}.${result.case}`)} ${paint('dim', this.place(result.file))}\n`,
    );
    for (const line of detailLines(result, this.options.cwd)) this.write(`  ${line}\n`);
    const output = outputTail(result.output);
    if (output.length > 0) this.write(`  ${paint('dim', 'output:')}\n`);
    for (const line of output) this.write(`  ${paint('dim', '│')} ${line}\n`);
    this.write(`  ${paint('cyan', 'alone:')} ${result.command}\n`);
  }
}

function isAllGood(counts: Counts): boolean {
  return counts.total === counts.passed + counts.skipped;
}

function top(results: CaseResult[]): CaseResult[] {
  return [...results].sort((a, b) => b.durationMs - a.durationMs).slice(0, slowestShown);
}
