// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, RunEvent } from '../events/events.js';
import { shortPath } from '../util/short-path.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { detailLines, printable } from './words.js';

/** JUnit XML as GitLab, Jenkins and GitHub's actions read it; written at the end. */
export function junitReporter({ write, cwd }: ReporterOptions): Reporter {
  const suites = new Map<string, CaseResult[]>();
  const broken: { file: string; sentence: string; output: string }[] = [];
  return {
    on(event: RunEvent) {
      if (event.type === 'case-end') {
        const key = `${event.result.file}\t${event.result.suite}`;
        const results = suites.get(key) ?? [];
        results.push(event.result);
        suites.set(key, results);
      } else if (event.type === 'program-failed') broken.push(event);
      else if (event.type === 'run-end') {
        const { counts, durationMs } = event;
        const failures = counts.total - counts.passed - counts.skipped - counts.unsupported;
        write('<?xml version="1.0" encoding="UTF-8"?>\n');
        write(
          `<testsuites name="ktest" tests="${counts.total + broken.length}" failures="${failures}" ` +
            `errors="${counts.unsupported + broken.length}" skipped="${counts.skipped}" time="${seconds(durationMs)}">\n`,
        );
        for (const results of suites.values()) writeSuite(results);
        for (const program of broken) {
          const name = xml(shortPath(program.file, cwd));
          write(`  <testsuite name="${name}" tests="1" failures="0" errors="1" skipped="0" time="0">\n`);
          write(`    <testcase name="build" classname="${name}" time="0">`);
          write(
            `<error message="${xml(program.sentence)}">${xml(program.output)}</error></testcase>\n  </testsuite>\n`,
          );
        }
        write('</testsuites>\n');
      }
    },
  };

  function writeSuite(results: CaseResult[]): void {
    const first = results[0];
    if (!first) return;
    const of = (...verdicts: string[]) => results.filter((result) => verdicts.includes(result.verdict)).length;
    const time = results.reduce((sum, result) => sum + result.durationMs, 0);
    write(
      `  <testsuite name="${xml(first.suite)}" tests="${results.length}" ` +
        `failures="${of('failed', 'crashed', 'timeout', 'leaked')}" errors="${of('unsupported')}" ` +
        `skipped="${of('skipped')}" time="${seconds(time)}" file="${xml(shortPath(first.file, cwd))}">\n`,
    );
    for (const result of results) {
      write(
        `    <testcase name="${xml(result.case)}" classname="${xml(result.suite)}" time="${seconds(result.durationMs)}">`,
      );
      write(body(result));
      if (result.output) write(`<system-out>${xml(result.output)}</system-out>`);
      write('</testcase>\n');
    }
    write('  </testsuite>\n');
  }

  function body(result: CaseResult): string {
    if (result.verdict === 'passed')
      return result.flaky ? '<properties><property name="flaky" value="true"/></properties>' : '';
    const message = xml(result.reason ?? result.verdict);
    if (result.verdict === 'skipped') return `<skipped message="${message}"/>`;
    const element = result.verdict === 'unsupported' ? 'error' : 'failure';
    const text = [...detailLines(result, cwd), `alone: ${result.command}`].join('\n');
    return `<${element} type="${result.verdict}" message="${message}">${xml(text)}</${element}>`;
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}

function xml(text: string): string {
  return printable(text).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}
