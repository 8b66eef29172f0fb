// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, RunEvent, Verdict } from '../events/events.js';
import { isGood } from '../events/events.js';
import { shortPath } from '../util/short-path.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { type Color, countsText, detailLines, duration, outputTail, painter, printable } from './words.js';

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
  const { write, cwd, verbose } = options;
  const paint = painter(options.color);
  const bad: CaseResult[] = [];
  const flaky: CaseResult[] = [];
  let slowest: CaseResult[] = [];
  let programs = 0;

  const caseLine = (result: CaseResult) => {
    const { mark, color } = marks[result.verdict];
    const note = result.flaky ? paint('yellow', ' flaky') : result.verdict === 'passed' ? '' : ` ${result.verdict}`;
    const reason = result.verdict === 'skipped' && result.reason ? `: ${printable(result.reason)}` : '';
    write(`  ${paint(color, mark)} ${result.case}${note}${reason} ${paint('dim', duration(result.durationMs))}\n`);
  };

  const failureBlock = (result: CaseResult) => {
    write(
      `\n${paint(['bold', 'red'], result.verdict.toUpperCase())} ${paint('bold', `${result.suite}.${result.case}`)}`,
    );
    write(` ${paint('dim', shortPath(result.file, cwd))}\n`);
    for (const line of detailLines(result, cwd)) write(`  ${line}\n`);
    const output = outputTail(result.output);
    if (output.length > 0)
      write(`  ${paint('dim', 'output:')}\n${output.map((line) => `  ${paint('dim', '│')} ${line}\n`).join('')}`);
    write(`  ${paint('cyan', 'alone:')} ${result.command}\n`);
  };

  return {
    on(event: RunEvent) {
      switch (event.type) {
        case 'program':
          programs++;
          break;
        case 'case-end': {
          const { result } = event;
          if (verbose || !isGood(result.verdict) || result.flaky) caseLine(result);
          if (!isGood(result.verdict)) bad.push(result);
          if (result.flaky) flaky.push(result);
          if (result.durationMs >= slowFrom) {
            slowest.push(result);
            if (slowest.length > 200) slowest = top(slowest);
          }
          break;
        }
        case 'suite-end': {
          const { counts } = event;
          const isBad = counts.total !== counts.passed + counts.skipped;
          const mark = isBad ? paint('red', '✗') : paint('green', '✓');
          write(
            `${mark} ${paint('bold', event.suite)} ${countsText(counts)} ` +
              `${paint('dim', `${duration(event.durationMs)}  ${shortPath(event.file, cwd)}`)}\n`,
          );
          break;
        }
        case 'program-failed':
          write(
            `${paint('red', '✗')} ${paint('bold', shortPath(event.file, cwd))} ${event.stage === 'build' ? 'did not build' : 'did not start'}\n`,
          );
          if (event.stage === 'start') {
            write(`  ${printable(event.sentence)}\n`);
            for (const line of outputTail(event.output)) write(`  ${paint('dim', '│')} ${line}\n`);
          }
          break;
        case 'run-end': {
          for (const result of bad) failureBlock(result);
          for (const result of flaky) {
            write(
              `\n${paint('yellow', 'FLAKY')} ${result.suite}.${result.case}: ${result.failedAttempts} of ${result.attempts} attempts did not pass\n`,
            );
          }
          const listed = top(slowest);
          if (listed.length > 0 && event.counts.total > 1) {
            write(`\n${paint('dim', 'slowest:')}\n`);
            for (const result of listed)
              write(`${duration(result.durationMs).padStart(9)}  ${result.suite}.${result.case}\n`);
          }
          if (event.stopped) write(`\n${paint('yellow', `stopped: ${event.stopped}`)}\n`);
          const notRun = event.notRun > 0 ? `, ${event.notRun} not run` : '';
          const isBad = event.counts.total === 0 || event.counts.total !== event.counts.passed + event.counts.skipped;
          const cases = event.counts.total + event.notRun;
          const sum = `${countsText(event.counts)}${notRun}`;
          write(`\n${paint(['bold', isBad ? 'red' : 'green'], sum)} of ${cases} case${cases === 1 ? '' : 's'}`);
          write(
            ` in ${programs} program${programs === 1 ? '' : 's'}, ${duration(event.durationMs)}, seed ${event.seed}\n`,
          );
          break;
        }
        case 'run-start':
        case 'note':
          break;
      }
    },
  };
}

function top(results: CaseResult[]): CaseResult[] {
  return [...results].sort((a, b) => b.durationMs - a.durationMs).slice(0, slowestShown);
}
