// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { CaseResult, RunEvent } from '../events/events.js';
import { isBuilt } from '../link/builder.js';
import { shortPath } from '../report/words.js';
import { updateLastFailed } from '../run/last-run.js';
import { type Program, type RunOutcome, runPrograms } from '../run/run-programs.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { sayBuildMessages } from './build-messages.js';
import { interruptible } from './interrupt.js';
import { openReports } from './open-reports.js';
import type { Arguments } from './parse.js';
import { prepare } from './prepare.js';
import { Progress } from './progress.js';
import { toolVersion } from './version.js';

export async function run(args: Arguments): Promise<ExitCode> {
  const started = performance.now();
  const seed = parseSeed(args.text('seed') ?? '1');
  const repeat = args.number('repeat', { min: 1 }) ?? 1;
  const interrupt = interruptible();
  const reports = openReports(args);
  try {
    const progress = new Progress();
    const prepared = await prepare(args, progress);
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    const { built, config, selection, jobs } = prepared;
    sayBuildMessages(built, args);
    if (args.has('explain')) process.stderr.write(prepared.explain());

    const programs = built.tests.filter(isBuilt).map((test) => asProgram(test, args, prepared.restorePath));
    const broken = built.tests.flatMap((test) => (test.program === undefined ? [test] : []));
    const results: Pick<CaseResult, 'file' | 'suite' | 'case' | 'verdict'>[] = [];
    let ended = 0;
    let selected = 0;
    const onEvent = (event: RunEvent) => {
      if (event.type === 'program') {
        for (const suite of event.suites) selected += suite.cases.length;
      } else if (event.type === 'case-end') {
        const { file, suite, case: name, verdict } = event.result;
        results.push({ file, suite, case: name, verdict });
        ended++;
      }
      progress.clear();
      if (event.type === 'note') process.stderr.write(`ktest: ${event.sentence}\n`);
      reports.emit(event);
      if (event.type !== 'run-end') progress.show(`[${ended}/${selected}] running`);
    };
    onEvent({
      type: 'run-start',
      version: 1,
      tool: `ktest ${toolVersion()}`,
      seed: String(seed),
      cwd: process.cwd(),
      programs: built.tests.length,
    });
    for (const test of broken) {
      const output = test.failures.map((failure) => failure.output).join('\n');
      const sentence = test.failures.map((failure) => failure.sentence).join('; ');
      onEvent({ type: 'program-failed', file: test.test, stage: 'build', sentence, output });
    }
    const outcome = await runPrograms(programs, {
      selection,
      jobs,
      seed,
      repeat,
      retries: config.retries ?? 0,
      failFast: args.has('fail-fast'),
      timeoutSeconds: config.timeout ?? 60,
      totalTimeoutSeconds: config.totalTimeout,
      outputKib: config.outputLimit ?? 1024,
      machine: config,
      onEvent,
      signal: interrupt.signal,
    });
    const { counts, notRun, stopped } = outcome;
    const durationMs = performance.now() - started;
    onEvent({ type: 'run-end', counts, notRun, durationMs, seed: String(seed), ...(stopped && { stopped }) });
    progress.clear();
    updateLastFailed(prepared.lastRunFile, results);
    await reports.close();
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    return exitCode(outcome, broken.length);
  } finally {
    reports.abandon();
    interrupt.dispose();
  }
}

function exitCode({ counts, stopped, startFailures }: RunOutcome, broken: number): ExitCode {
  if (broken > 0) return ExitCode.build;
  const bad = counts.total - counts.passed - counts.skipped;
  if (bad > 0 || stopped !== undefined || startFailures > 0) return ExitCode.failed;
  if (counts.total === 0) {
    process.stderr.write('ktest: no case matched: `ktest list` shows what there is\n');
    return ExitCode.nothing;
  }
  return ExitCode.ok;
}

/** Options that change what a case does, so that they belong into the command that repeats it. */
const repeatedOptions = [
  'config',
  'tree',
  'kconfig',
  'param',
  'init-result',
  'ignore-warnings',
  'source',
  'cc',
  'build-dir',
  'sanitize',
  'timeout',
  'cpus',
  'nodes',
];

function asProgram(
  test: { test: string; program: string; arguments?: string[] },
  args: Arguments,
  restorePath: (text: string) => string,
): Program {
  const file = shortPath(test.test, process.cwd());
  const options = repeatedOptions.flatMap((name) =>
    args.texts(name).flatMap((value) => [`--${name}`, shellQuote(value)]),
  );
  return {
    file: test.test,
    program: test.program,
    arguments: test.arguments ?? [],
    restorePath,
    commandFor: (suite, name, seed) =>
      [
        'ktest run',
        shellQuote(file),
        shellQuote(`${suite}.${name}`),
        ...(seed === '1' ? [] : ['--seed', seed]),
        ...options,
      ].join(' '),
  };
}

function parseSeed(text: string): bigint {
  if (!/^\d{1,20}$/.test(text) || BigInt(text) >= 2n ** 64n) {
    throw new UserError(`--seed ${text}: takes a whole number from 0 to ${2n ** 64n - 1n}`);
  }
  return BigInt(text);
}
