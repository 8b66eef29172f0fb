// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseResult, type Counts, count, noCounts, type RunEvent } from '../events/events.js';
import { explorationText } from './exploration.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { detailLines, duration, outputTail, printable } from './words.js';

interface Suite {
  name: string;
  cases: { name: string; result?: CaseResult }[];
  counts?: Counts;
}

/**
 * KTAP version 1, as Documentation/dev-tools/ktap.rst defines it and kunit.py
 * parses it. Its plan comes first, so suites are held back until every program
 * has said what is in it; a suite is written when all its cases have ended.
 */
export function ktapReporter(options: ReporterOptions): Reporter {
  return new KtapReport(options);
}

class KtapReport implements Reporter {
  private programsLeft = 0;
  private number = 0;
  private isPlanned = false;
  private readonly suites: (Suite & { file: string })[] = [];
  private readonly failedPrograms: { sentence: string; output: string }[] = [];
  private readonly slowest: CaseResult[] = [];

  constructor(private readonly options: ReporterOptions) {}

  on(event: RunEvent): void {
    switch (event.type) {
      case 'run-start':
        this.programsLeft = event.programs;
        this.write('KTAP version 1\n');
        break;
      case 'program':
        this.programsLeft--;
        for (const { name, cases } of event.suites)
          this.suites.push({ file: event.file, name, cases: cases.map((one) => ({ name: one.name })) });
        this.flush();
        break;
      case 'program-failed':
        this.programsLeft--;
        this.failedPrograms.push(event);
        this.flush();
        break;
      case 'case-end':
        this.caseEnded(event.result);
        break;
      case 'suite-end': {
        const suite = this.openSuite(event.file, event.suite);
        if (suite) suite.counts = event.counts;
        this.flush();
        break;
      }
      case 'run-end':
        this.end(event.counts);
        break;
    }
  }

  private write(text: string): void {
    this.options.write(text);
  }

  private openSuite(file: string, name: string): Suite | undefined {
    return this.suites.find((suite) => suite.file === file && suite.name === name && !suite.counts);
  }

  private caseEnded(result: CaseResult): void {
    const suite = this.openSuite(result.file, result.suite);
    const entry = suite?.cases.find((one) => one.name === result.case && !one.result);
    if (entry) entry.result = result;
    if (result.durationMs >= 100) this.slowest.push(result);
  }

  private end(counts: Counts): void {
    this.programsLeft = 0;
    for (const suite of this.suites) suite.counts ??= countsSoFar(suite);
    this.flush();
    for (const { sentence, output } of this.failedPrograms) {
      // What the sentence refers to is printed here, too: a KTAP log may be all that is kept.
      for (const line of outputTail(output)) this.write(`# ${harmless(line)}\n`);
      this.write(`# ERROR ${printable(sentence)}\n`);
    }
    const listed = this.slowest.sort((a, b) => b.durationMs - a.durationMs).slice(0, counts.total > 1 ? 5 : 0);
    for (const result of listed) this.write(`# slow: ${result.suite}.${result.case} ${duration(result.durationMs)}\n`);
    const bad = counts.total - counts.passed - counts.skipped;
    this.write(`# Totals: pass:${counts.passed} fail:${bad} skip:${counts.skipped} total:${counts.total}\n`);
  }

  private flush(): void {
    if (!this.isPlanned) {
      if (this.programsLeft > 0) return;
      this.isPlanned = true;
      this.write(`1..${this.suites.length}\n`);
    }
    // In the order of their numbers: the first that has not ended holds the others.
    for (let suite = this.suites[this.number]; suite?.counts; suite = this.suites[this.number]) {
      this.number++;
      this.writeSuite(suite, suite.counts);
      suite.cases.length = 0;
    }
  }

  private writeSuite(suite: Suite, counts: Counts): void {
    this.write(`    KTAP version 1\n    # Subtest: ${suite.name}\n    1..${suite.cases.length}\n`);
    suite.cases.forEach(({ name, result }, i) => {
      if (result) this.writeCase(result, i + 1);
      else this.write(`    not ok ${i + 1} ${name} # ERROR not run\n`);
    });
    const bad = counts.total - counts.passed - counts.skipped + suite.cases.filter((c) => !c.result).length;
    this.write(
      `# ${suite.name}: pass:${counts.passed} fail:${bad} skip:${counts.skipped} total:${suite.cases.length}\n`,
    );
    const skipped = bad === 0 && counts.passed === 0 && counts.skipped > 0 ? ' # SKIP' : '';
    this.write(`${bad === 0 ? 'ok' : 'not ok'} ${this.number} ${suite.name}${skipped}\n`);
  }

  private writeCase(result: CaseResult, at: number): void {
    const diagnose = (line: string) => this.write(`    # ${harmless(line)}\n`);
    if (result.parameters.length > 0) this.writeParameters(result);
    if (result.verdict !== 'passed' && result.verdict !== 'skipped') {
      for (const line of detailLines(result, this.options.cwd)) diagnose(`${result.case}: ${line}`);
      for (const line of outputTail(result.output)) diagnose(`${result.case}: | ${line}`);
      diagnose(`${result.case}: alone: ${result.command}`);
    } else {
      if (result.exploration) diagnose(`${result.case}: ${explorationText(result.exploration)}`);
      // KUnit's own log lines are diagnostics already.
      for (const line of outputTail(result.output)) diagnose(line.replace(/^\s*# /, ''));
    }
    if (result.speed !== 'normal') diagnose(`${result.case}.speed: ${result.speed}`);
    this.write(`    ${lineOf(result, at)}\n`);
  }

  private writeParameters({ parameters, case: name }: CaseResult): void {
    this.write(`        KTAP version 1\n        # Subtest: ${name}\n        1..${parameters.length}\n`);
    parameters.forEach((parameter, i) => {
      const skip = parameter.status === 'skipped' ? ` # SKIP ${printable(parameter.comment ?? '')}`.trimEnd() : '';
      const word = parameter.status === 'failed' ? 'not ok' : 'ok';
      this.write(`        ${word} ${i + 1} ${description(parameter.name)}${skip}\n`);
    });
  }
}

function lineOf(result: CaseResult, at: number): string {
  const name = description(result.case);
  switch (result.verdict) {
    case 'passed':
      return `ok ${at} ${name}`;
    case 'skipped':
      return `ok ${at} ${name} # SKIP ${printable(result.reason ?? '')}`.trimEnd();
    case 'timeout':
      return `not ok ${at} ${name} # TIMEOUT`;
    case 'unsupported':
      return `not ok ${at} ${name} # ERROR unsupported: ${printable(result.reason ?? '')}`;
    default:
      return `not ok ${at} ${name}`;
  }
}

/** A '#' in a name would start a directive, also behind a backslash: kunit.py knows no escape. */
function description(name: string): string {
  return printable(name).replaceAll('#', '_').replace(/\s+/g, ' ');
}

/** What a test prints may look like what kunit.py counts, or like the end of a kernel's log. */
function harmless(line: string): string {
  return line
    .replaceAll('\n', ' ')
    .replace(/^(?=\s*Subtest: )/, '| ')
    .replace(/(List of all partitions|Kernel panic - not syncing): ?|reboot: System halted/g, (end) =>
      end.replace(':', ' :'),
    );
}

function countsSoFar(suite: Suite): Counts {
  const counts = noCounts();
  for (const { result } of suite.cases) if (result) count(counts, { ...result, flaky: false });
  return counts;
}
