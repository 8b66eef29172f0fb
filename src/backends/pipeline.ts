// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { forEachPart, splitByProject } from '../build/split-request.js';
import { noCounts, type RunEvent } from '../events/events.js';
import { updateLastFailed } from '../run/last-run.js';
import type { RunOutcome } from '../run/ledger.js';
import type { Backend, BackendName, BuildContext, BuiltTests, RunContext, RunRequest } from './backend.js';
import { compareVerdicts, type Difference, type PlacedResult } from './compare.js';
import { runPlaces } from './run-places.js';

/** Loaded when used, so that none pays for another. */
const backends: Record<BackendName, () => Promise<Backend>> = {
  process: async () => erased((await import('./process/process-backend.js')).processBackend),
  uml: async () => erased((await import('./uml/uml-backend.js')).umlBackend),
  qemu: async () => erased((await import('./qemu/qemu-backend.js')).qemuBackend),
};

/** A back end runs what it has built, and nothing else: what that is concerns it alone. */
function erased<B extends BuiltTests>(backend: Backend<B>): Backend {
  return backend as unknown as Backend;
}

/** Tests of one project that are ready to run in one place. */
export interface Ready {
  /** Its name. */
  place: string;
  built: BuiltTests;
  run(context: RunContext): Promise<RunOutcome>;
}

/** Builds a request's tests for each of its places; stops early when it is interrupted. */
export async function buildEverywhere(request: RunRequest, context: BuildContext): Promise<Ready[]> {
  const parts = await splitByProject(request.build);
  const ready: Ready[] = [];
  for (const { name: place, backend: name, request: ofName } of runPlaces(request)) {
    const backend = await backends[name]();
    const ofPlace = await forEachPart(parts, async (build): Promise<Ready> => {
      const part = { ...ofName, build };
      const built = await backend.build(part, context);
      return { place, built, run: (running) => backend.run(built, part, running) };
    });
    ready.push(...ofPlace);
    if (context.signal.aborted) break;
  }
  return ready;
}

/** What a run has come to. */
export interface RunResult {
  outcome: RunOutcome;
  /** Some test did not build. */
  isBroken: boolean;
  /** By place. */
  verdicts: Map<string, PlacedResult[]>;
  /** Cases whose verdict is not the same in all places; none of a run that was stopped. */
  differences: Difference[];
}

/** Runs built tests in one place after the other. */
export async function runEverywhere(ready: Ready[], context: RunContext): Promise<RunResult> {
  const outcomes: RunOutcome[] = [];
  const hasSeveralPlaces = new Set(ready.map(({ place }) => place)).size > 1;
  const verdicts = new Map<string, PlacedResult[]>();
  for (const { place, built, run } of ready) {
    const results: PlacedResult[] = [];
    const ofPlace = verdicts.get(place) ?? [];
    verdicts.set(place, ofPlace);
    const onEvent = (event: RunEvent) => {
      if (event.type === 'case-end') {
        results.push(event.result);
        ofPlace.push(event.result);
      }
      // One place needs no name; of several each says where a suite ran.
      context.onEvent(hasSeveralPlaces ? placed(event, place) : event);
    };
    for (const { test, failures } of built.broken) {
      const output = failures.map((failure) => failure.output).join('\n');
      const sentence = failures.map((failure) => failure.sentence).join('; ');
      onEvent({ type: 'program-failed', file: test, stage: 'build', sentence, output });
    }
    outcomes.push(await run({ ...context, onEvent }));
    updateLastFailed(built.lastRunFile, results);
    if (outcomes.at(-1)?.stopped) break;
  }
  const outcome = sum(outcomes);
  const areComparable = hasSeveralPlaces && !outcome.stopped;
  return {
    outcome,
    isBroken: ready.some(({ built }) => built.broken.length > 0),
    verdicts,
    differences: areComparable ? compareVerdicts(verdicts) : [],
  };
}

/** The event with the place in the suites' names, since reports know suites by them. */
function placed(event: RunEvent, place: string): RunEvent {
  const named = (suite: string) => `${suite}@${place}`;
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
