// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { buildEverywhere, type Ready, type RunResult, runEverywhere } from '../backends/pipeline.js';
import type { RunEvent } from '../events/events.js';
import type { Candidate } from '../run/selection.js';
import { unmatched, unmatchedSentences } from '../run/unmatched.js';
import { ExitCode } from '../util/exit-codes.js';
import { sayBuildMessages } from './build-messages.js';
import { fidelityTable } from './fidelity-table.js';
import { interruptible } from './interrupt.js';
import { openReports, type Reports } from './open-reports.js';
import type { Invocation } from './option.js';
import { checkHeaders, checkPlaces, checkTogether, placesOf } from './places.js';
import { Progress } from './progress.js';
import { runOptions } from './run-options.js';
import { runRequest } from './run-request.js';
import { Tally } from './tally.js';
import { toolVersion } from './version.js';

export async function run(invocation: Invocation<typeof runOptions>): Promise<ExitCode> {
  const started = performance.now();
  const { options, given } = invocation;
  const request = runRequest(invocation);
  checkHeaders(request.build, request.backends);
  const places = placesOf(request);
  checkPlaces(runOptions, given, places);
  checkTogether(given, places);
  const interrupt = interruptible();
  const reports = openReports(options);
  const progress = new Progress();
  try {
    const ready = await buildEverywhere(request, { listener: progress, signal: interrupt.signal });
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    for (const { built } of ready) {
      if (built.sentence !== undefined) process.stderr.write(`ktest: ${built.sentence}\n`);
      const { warnings, notes, advice, broken } = built;
      sayBuildMessages({ warnings, notes, advice, failures: broken.flatMap(({ failures }) => failures) }, options);
      if (options.explain && built.explain) process.stderr.write(built.explain());
    }
    const seed = String(request.policy.seed);
    const onEvent = eventSink(reports, progress);
    const programs = ready.reduce((sum, { built }) => sum + built.count, 0);
    onEvent({ type: 'run-start', version: 1, tool: `ktest ${toolVersion()}`, seed, cwd: process.cwd(), programs });
    const result = await runEverywhere(ready, { onEvent, signal: interrupt.signal });
    const { counts, notRun, stopped } = result.outcome;
    const durationMs = performance.now() - started;
    onEvent({ type: 'run-end', counts, notRun, durationMs, seed, ...(stopped && { stopped }) });
    progress.clear();
    await reports.close();
    if (interrupt.signal.aborted) return ExitCode.interrupted;
    sayDifferences(result);
    const hasSaidWhy = await sayUnmatched(ready, result);
    return exitCode(result, hasSaidWhy);
  } finally {
    progress.clear();
    reports.abandon();
    interrupt.dispose();
  }
}

/** Where events go: to the reports, and as progress to who waits. */
function eventSink(reports: Reports, progress: Progress): (event: RunEvent) => void {
  const tally = new Tally();
  return (event) => {
    tally.add(event);
    progress.clear();
    if (event.type === 'note') process.stderr.write(`ktest: ${event.sentence}\n`);
    if (event.type !== 'exploring') reports.emit(event);
    if (event.type !== 'run-end') progress.show(tally.words);
  };
}

function sayDifferences({ verdicts, differences, outcome }: RunResult): void {
  if (verdicts.size > 1 && !outcome.stopped) process.stderr.write(fidelityTable(verdicts, differences));
}

/** Names that no case has are mistakes, though other cases may have run; true if there were some. */
async function sayUnmatched(ready: Ready[], { verdicts }: RunResult): Promise<boolean> {
  const globs = [...new Set(ready.flatMap(({ built }) => built.selection.globs))];
  if (unmatched(globs, [...verdicts.values()].flat()).length === 0) return false;
  const cases: Candidate[] = [];
  for (const { built } of ready) {
    const ofBuilt = await built.cases();
    if (!ofBuilt) return false;
    cases.push(...ofBuilt);
  }
  const sentences = unmatchedSentences(globs, cases);
  for (const sentence of sentences) process.stderr.write(`ktest: ${sentence}\n`);
  return sentences.length > 0;
}

function exitCode(
  { outcome: { counts, stopped, startFailures }, isBroken, differences }: RunResult,
  hasSaidWhy: boolean,
): ExitCode {
  if (isBroken) return ExitCode.build;
  const bad = counts.total - counts.passed - counts.skipped;
  if (bad > 0 || stopped !== undefined || startFailures > 0) return ExitCode.failed;
  if (counts.total === 0) {
    if (!hasSaidWhy) process.stderr.write('ktest: no case matched: `ktest list` shows what there is\n');
    return ExitCode.nothing;
  }
  return differences.some(({ kind }) => kind !== 'skipped') ? ExitCode.failed : ExitCode.ok;
}
