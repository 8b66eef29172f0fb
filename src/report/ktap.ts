// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, Counts, RunEvent } from '../events/events.js';
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
export function ktapReporter({ write, cwd }: ReporterOptions): Reporter {
  let programsLeft = 0;
  let number = 0;
  let isPlanned = false;
  const suites: (Suite & { file: string })[] = [];
  const failedPrograms: { sentence: string; output: string }[] = [];
  const slowest: CaseResult[] = [];

  const flush = () => {
    if (!isPlanned) {
      if (programsLeft > 0) return;
      isPlanned = true;
      write(`1..${suites.length}\n`);
    }
    // In the order of their numbers: the first that has not ended holds the others.
    for (let suite = suites[number]; suite?.counts; suite = suites[number]) {
      number++;
      writeSuite(suite, number);
      suite.cases.length = 0;
    }
  };

  const writeSuite = (suite: Suite, at: number) => {
    const counts = suite.counts;
    if (!counts) return;
    write(`    KTAP version 1\n    # Subtest: ${suite.name}\n    1..${suite.cases.length}\n`);
    suite.cases.forEach(({ name, result }, i) => {
      if (result) writeCase(result, i + 1);
      else write(`    not ok ${i + 1} ${name} # ERROR not run\n`);
    });
    const bad = counts.total - counts.passed - counts.skipped + suite.cases.filter((c) => !c.result).length;
    write(`# ${suite.name}: pass:${counts.passed} fail:${bad} skip:${counts.skipped} total:${suite.cases.length}\n`);
    const skipped = bad === 0 && counts.passed === 0 && counts.skipped > 0 ? ' # SKIP' : '';
    write(`${bad === 0 ? 'ok' : 'not ok'} ${at} ${suite.name}${skipped}\n`);
  };

  const writeCase = (result: CaseResult, at: number) => {
    const diagnose = (line: string) => write(`    # ${harmless(line)}\n`);
    if (result.parameters.length > 0) writeParameters(result);
    if (result.verdict !== 'passed' && result.verdict !== 'skipped') {
      for (const line of detailLines(result, cwd)) diagnose(`${result.case}: ${line}`);
      for (const line of outputTail(result.output)) diagnose(`${result.case}: | ${line}`);
      diagnose(`${result.case}: alone: ${result.command}`);
    } else {
      // KUnit's own log lines are diagnostics already.
      for (const line of outputTail(result.output)) diagnose(line.replace(/^\s*# /, ''));
    }
    if (result.speed !== 'normal') diagnose(`${result.case}.speed: ${result.speed}`);
    write(`    ${lineOf(result, at)}\n`);
  };

  const writeParameters = ({ parameters, case: name }: CaseResult) => {
    write(`        KTAP version 1\n        # Subtest: ${name}\n        1..${parameters.length}\n`);
    parameters.forEach((parameter, i) => {
      const skip = parameter.status === 'skipped' ? ` # SKIP ${printable(parameter.comment ?? '')}`.trimEnd() : '';
      write(
        `        ${parameter.status === 'failed' ? 'not ok' : 'ok'} ${i + 1} ${description(parameter.name)}${skip}\n`,
      );
    });
  };

  return {
    on(event: RunEvent) {
      switch (event.type) {
        case 'run-start':
          programsLeft = event.programs;
          write('KTAP version 1\n');
          break;
        case 'program':
          programsLeft--;
          for (const suite of event.suites) {
            suites.push({ file: event.file, name: suite.name, cases: suite.cases.map(({ name }) => ({ name })) });
          }
          flush();
          break;
        case 'program-failed':
          programsLeft--;
          failedPrograms.push(event);
          flush();
          break;
        case 'case-end': {
          const suite = suites.find((s) => s.file === event.result.file && s.name === event.result.suite && !s.counts);
          const entry = suite?.cases.find((c) => c.name === event.result.case && !c.result);
          if (entry) entry.result = event.result;
          if (event.result.durationMs >= 100) slowest.push(event.result);
          break;
        }
        case 'suite-end': {
          const suite = suites.find((s) => s.file === event.file && s.name === event.suite && !s.counts);
          if (suite) suite.counts = event.counts;
          flush();
          break;
        }
        case 'run-end': {
          programsLeft = 0;
          for (const suite of suites) suite.counts ??= countsSoFar(suite);
          flush();
          for (const { sentence, output } of failedPrograms) {
            // What the sentence refers to is printed here, too: a KTAP log may be all that is kept.
            for (const line of outputTail(output)) write(`# ${harmless(line)}\n`);
            write(`# ERROR ${printable(sentence)}\n`);
          }
          const listed = slowest.sort((a, b) => b.durationMs - a.durationMs).slice(0, 5);
          for (const result of listed) write(`# slow: ${result.suite}.${result.case} ${duration(result.durationMs)}\n`);
          const { counts } = event;
          const bad = counts.total - counts.passed - counts.skipped;
          write(`# Totals: pass:${counts.passed} fail:${bad} skip:${counts.skipped} total:${counts.total}\n`);
          break;
        }
      }
    },
  };
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
  const counts = {
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
  for (const { result } of suite.cases) {
    if (!result) continue;
    counts[result.verdict]++;
    counts.total++;
  }
  return counts;
}
