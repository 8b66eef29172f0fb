// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, Counts, RunEvent } from '../events/events.js';
import { shortPath } from '../util/short-path.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { detailLines, printable } from './words.js';

/** JUnit XML as GitLab, Jenkins and GitHub's actions read it; written at the end. */
export function junitReporter(options: ReporterOptions): Reporter {
  return new JunitReport(options);
}

type Broken = Extract<RunEvent, { type: 'program-failed' }>;

class JunitReport implements Reporter {
  private readonly suites = new Map<string, CaseResult[]>();
  private readonly broken: Broken[] = [];

  constructor(private readonly options: ReporterOptions) {}

  on(event: RunEvent): void {
    if (event.type === 'case-end') {
      const key = `${event.result.file}\t${event.result.suite}`;
      this.suites.set(key, [...(this.suites.get(key) ?? []), event.result]);
    } else if (event.type === 'program-failed') this.broken.push(event);
    else if (event.type === 'run-end') this.writeAll(event.counts, event.durationMs);
  }

  private write(text: string): void {
    this.options.write(text);
  }

  private writeAll(counts: Counts, durationMs: number): void {
    const { broken } = this;
    const failures = counts.total - counts.passed - counts.skipped - counts.unsupported;
    this.write('<?xml version="1.0" encoding="UTF-8"?>\n');
    this.write(
      `<testsuites name="ktest" tests="${counts.total + broken.length}" failures="${failures}" ` +
        `errors="${counts.unsupported + broken.length}" skipped="${counts.skipped}" time="${seconds(durationMs)}">\n`,
    );
    for (const results of this.suites.values()) this.writeSuite(results);
    for (const program of broken) this.writeBroken(program);
    this.write('</testsuites>\n');
  }

  private writeBroken({ file, sentence, output }: Broken): void {
    const name = xml(shortPath(file, this.options.cwd));
    this.write(`  <testsuite name="${name}" tests="1" failures="0" errors="1" skipped="0" time="0">\n`);
    this.write(`    <testcase name="build" classname="${name}" time="0">`);
    this.write(`<error message="${xml(sentence)}">${xml(output)}</error></testcase>\n  </testsuite>\n`);
  }

  private writeSuite(results: CaseResult[]): void {
    const first = results[0];
    if (!first) return;
    const of = (...verdicts: string[]) => results.filter((result) => verdicts.includes(result.verdict)).length;
    const time = results.reduce((sum, result) => sum + result.durationMs, 0);
    const file = xml(shortPath(first.file, this.options.cwd));
    this.write(
      `  <testsuite name="${xml(first.suite)}" tests="${results.length}" ` +
        `failures="${of('failed', 'crashed', 'timeout', 'leaked')}" errors="${of('unsupported')}" ` +
        `skipped="${of('skipped')}" time="${seconds(time)}" file="${file}">\n`,
    );
    for (const result of results) {
      const time = seconds(result.durationMs);
      this.write(`    <testcase name="${xml(result.case)}" classname="${xml(result.suite)}" time="${time}">`);
      this.write(this.body(result));
      if (result.output) this.write(`<system-out>${xml(result.output)}</system-out>`);
      this.write('</testcase>\n');
    }
    this.write('  </testsuite>\n');
  }

  private body(result: CaseResult): string {
    if (result.verdict === 'passed')
      return result.flaky ? '<properties><property name="flaky" value="true"/></properties>' : '';
    const message = xml(result.reason ?? result.verdict);
    if (result.verdict === 'skipped') return `<skipped message="${message}"/>`;
    const element = result.verdict === 'unsupported' ? 'error' : 'failure';
    const text = [...detailLines(result, this.options.cwd), `alone: ${result.command}`].join('\n');
    return `<${element} type="${result.verdict}" message="${message}">${xml(text)}</${element}>`;
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}

function xml(text: string): string {
  return printable(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}
