// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CaseResult, noCounts, type RunEvent } from '../events/events.js';
import { updateLastFailed } from '../run/last-run.js';
import type { RunOutcome } from '../run/ledger.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { type BackendName, checkPlaces, type PrepareBackend, type PreparedBackend, parseBackends } from './backend.js';
import { compareVerdicts, fidelityTable } from './fidelity.js';
import { interruptible } from './interrupt.js';
import { openReports } from './open-reports.js';
import type { Arguments } from './parse.js';
import { Progress } from './progress.js';
import { toolVersion } from './version.js';

/** Loaded when used, so that none pays for another. */
const backends: Record<BackendName, () => Promise<PrepareBackend>> = {
  process: async () => (await import('./backend-process.js')).prepareProcess,
  uml: async () => (await import('./backend-uml.js')).prepareUml,
  qemu: async () => (await import('./backend-qemu.js')).prepareQemu,
};

type Result = Pick<CaseResult, 'file' | 'suite' | 'case' | 'verdict'>;

export async function run(args: Arguments): Promise<ExitCode> {
  const started = performance.now();
  const names = parseBackends(args);
  checkPlaces(args, names);
  const seed = parseSeed(args.text('seed') ?? '1');
  const repeat = args.number('repeat', { min: 1 }) ?? 1;
  const interrupt = interruptible();
  const reports = openReports(args);
  try {
    const progress = new Progress();
    const prepared: [BackendName, PreparedBackend][] = [];
    for (const name of names) {
      prepared.push([name, await (await backends[name]())(args, progress, interrupt.signal)]);
      if (interrupt.signal.aborted) return ExitCode.interrupted;
    }
    for (const [, backend] of prepared) backend.say();

    let ended = 0;
    let selected = 0;
    const emit = (event: RunEvent) => {
      if (event.type === 'program') for (const suite of event.suites) selected += suite.cases.length;
      else if (event.type === 'case-end') ended++;
      progress.clear();
      if (event.type === 'note') process.stderr.write(`ktest: ${event.sentence}\n`);
      reports.emit(event);
      if (event.type !== 'run-end') progress.show(`[${ended}/${selected}] running`);
    };
    const programs = prepared.reduce((sum, [, { tests }]) => sum + tests, 0);
    const cwd = process.cwd();
    emit({ type: 'run-start', version: 1, tool: `ktest ${toolVersion()}`, seed: String(seed), cwd, programs });
    const outcomes: RunOutcome[] = [];
    const verdicts = new Map<BackendName, Result[]>();
    for (const [name, backend] of prepared) {
      const results: Result[] = [];
      verdicts.set(name, results);
      const onEvent = (event: RunEvent) => {
        if (event.type === 'case-end') results.push(event.result);
        // One place needs no name; of several each says where a suite ran.
        emit(names.length > 1 ? placed(event, name) : event);
      };
      for (const { test, failures } of backend.broken) {
        const output = failures.map((failure) => failure.output).join('\n');
        const sentence = failures.map((failure) => failure.sentence).join('; ');
        onEvent({ type: 'program-failed', file: test, stage: 'build', sentence, output });
      }
      outcomes.push(await backend.run({ seed, repeat, onEvent, signal: interrupt.signal }));
      updateLastFailed(backend.lastRunFile, results);
      if (outcomes.at(-1)?.stopped) break;
    }
    const outcome = sum(outcomes);
    const { counts, notRun, stopped } = outcome;
    const durationMs = performance.now() - started;
    emit({ type: 'run-end', counts, notRun, durationMs, seed: String(seed), ...(stopped && { stopped }) });
    progress.clear();
    await reports.close();
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    const differences = names.length > 1 && !stopped ? compareVerdicts(verdicts) : [];
    if (names.length > 1 && !stopped) process.stderr.write(fidelityTable(verdicts, differences));
    const broken = prepared.some(([, backend]) => backend.broken.length > 0);
    const code = exitCode(outcome, broken);
    return code === ExitCode.ok && differences.some(({ kind }) => kind !== 'skipped') ? ExitCode.failed : code;
  } finally {
    reports.abandon();
    interrupt.dispose();
  }
}

/** The event with the place in the suites' names, since reports know suites by them. */
function placed(event: RunEvent, backend: BackendName): RunEvent {
  const named = (suite: string) => `${suite}@${backend}`;
  switch (event.type) {
    case 'program':
      return { ...event, suites: event.suites.map((suite) => ({ ...suite, name: named(suite.name) })) };
    case 'case-end':
      return { ...event, result: { ...event.result, suite: named(event.result.suite) } };
    case 'suite-end':
      return { ...event, suite: named(event.suite) };
    default:
      return event;
  }
}

function sum(outcomes: RunOutcome[]): RunOutcome {
  const whole: RunOutcome = { counts: noCounts(), notRun: 0, stopped: undefined, startFailures: 0 };
  for (const { counts, notRun, stopped, startFailures } of outcomes) {
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) whole.counts[key] += counts[key];
    whole.notRun += notRun;
    whole.stopped ??= stopped;
    whole.startFailures += startFailures;
  }
  return whole;
}

function exitCode({ counts, stopped, startFailures }: RunOutcome, isBroken: boolean): ExitCode {
  if (isBroken) return ExitCode.build;
  const bad = counts.total - counts.passed - counts.skipped;
  if (bad > 0 || stopped !== undefined || startFailures > 0) return ExitCode.failed;
  if (counts.total === 0) {
    process.stderr.write('ktest: no case matched: `ktest list` shows what there is\n');
    return ExitCode.nothing;
  }
  return ExitCode.ok;
}

function parseSeed(text: string): bigint {
  if (!/^\d{1,20}$/.test(text) || BigInt(text) >= 2n ** 64n) {
    throw new UserError(`--seed ${text}: takes a whole number from 0 to ${2n ** 64n - 1n}`);
  }
  return BigInt(text);
}
