// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import type { CaseResult, RunEvent, SuiteListing } from '../events/events.js';
import { count, isGood, noCounts } from '../events/events.js';
import type { CaseEnd, Hello, WireCaseEvent, WireMessage } from '../events/wire.js';
import { candidatesOf, oddities } from './list-programs.js';
import { type Candidate, type Selection, select } from './selection.js';
import { Session, type SessionEnd, startArguments } from './session.js';
import { Symbolizer } from './symbolize.js';
import { type Attempt, judge, type Outcome } from './verdict.js';

export interface Program {
  /** The test file, absolute. */
  file: string;
  program: string;
  /** What it is told beyond the machine's shape. */
  arguments: string[];
  restorePath(text: string): string;
  /** Words of the command that runs one of its cases alone. */
  commandFor(suite: string, name: string, seed: string): string;
}

export interface RunOptions {
  selection: Selection;
  jobs: number;
  seed: bigint;
  repeat: number;
  retries: number;
  failFast: boolean;
  timeoutSeconds: number;
  totalTimeoutSeconds: number | undefined;
  outputKib: number;
  machine: Pick<Config, 'cpus' | 'nodes' | 'memory'>;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

export interface RunOutcome {
  counts: ReturnType<typeof noCounts>;
  /** Selected cases that were not run, because the run was stopped. */
  notRun: number;
  stopped: string | undefined;
  startFailures: number;
}

/** One case that is to run, and what its attempts gave so far. */
interface Task {
  candidate: Candidate;
  suiteIndex: number;
  caseIndex: number;
  attempts: number;
  failedAttempts: number;
  firstFailure: { outcome: Outcome; seed: string } | undefined;
}

interface ProgramState {
  program: Program;
  symbolizer: Symbolizer;
  hello: Hello | undefined;
  started: boolean;
  isStarting: boolean;
  /** Resolves when the program has named its suites, or will not. */
  named: Promise<void>;
  isNamed(): void;
  queue: Task[];
  /** By suite, cases that have not ended yet. */
  open: Map<string, { left: number; counts: ReturnType<typeof noCounts>; durationMs: number }>;
}

/** A second server for a program is worth its start-up from this many waiting cases on. */
const worthHelping = 16;
/** Cases sent ahead to a server, so that it need not wait for us. */
const ahead = 4;

/**
 * Runs the selected cases of all programs: `jobs` start servers at once, each
 * with one case at a time.
 */
export async function runPrograms(programs: Program[], options: RunOptions): Promise<RunOutcome> {
  return new Run(programs, options).run();
}

class Run {
  private readonly states: ProgramState[];
  private readonly sessions = new Set<Session>();
  private readonly outcome: RunOutcome = { counts: noCounts(), notRun: 0, stopped: undefined, startFailures: 0 };
  private nextId = 1;

  constructor(
    programs: Program[],
    private readonly options: RunOptions,
  ) {
    this.states = programs.map((program) => ({
      program,
      symbolizer: new Symbolizer(program.program, program.restorePath),
      hello: undefined,
      started: false,
      isStarting: false,
      ...whenNamed(),
      queue: [],
      open: new Map(),
    }));
  }

  async run(): Promise<RunOutcome> {
    const { signal, totalTimeoutSeconds, jobs } = this.options;
    const interrupted = () => this.stop('interrupted');
    signal.addEventListener('abort', interrupted);
    if (signal.aborted) interrupted();
    const timer =
      totalTimeoutSeconds === undefined
        ? undefined
        : setTimeout(
            () => this.stop(`the whole run took longer than ${totalTimeoutSeconds} s`),
            totalTimeoutSeconds * 1000,
          );
    await Promise.all(Array.from({ length: jobs }, () => this.work()));
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupted);
    for (const state of this.states) for (const suite of state.open.values()) this.outcome.notRun += suite.left;
    return this.outcome;
  }

  private stop(why: string): void {
    this.outcome.stopped ??= why;
    for (const session of this.sessions) session.close();
  }

  /** One of `jobs` workers: takes programs nobody started, then helps with long ones. */
  private async work(): Promise<void> {
    while (!this.outcome.stopped) {
      const state =
        this.states.find((candidate) => !candidate.started) ??
        this.states.find((candidate) => candidate.hello && candidate.queue.length >= worthHelping);
      if (state) {
        await this.serve(state);
        continue;
      }
      // One that is starting may turn out to be long.
      const starting = this.states.filter((candidate) => candidate.isStarting);
      if (starting.length === 0) return;
      await Promise.race(starting.map((candidate) => candidate.named));
    }
  }

  private async serve(state: ProgramState): Promise<void> {
    const isFirst = !state.started;
    if (isFirst) state.isStarting = true;
    state.started = true;
    const { machine, timeoutSeconds, outputKib } = this.options;
    const session = new Session(state.program.program, {
      arguments: [...startArguments(machine), ...state.program.arguments],
      // A case that spins in several threads is ended by its timeout, not by this.
      cpuSeconds: Math.ceil(timeoutSeconds * Math.max(2, machine.cpus ?? 8)),
      memoryBytes: 8 * 2 ** 30,
      outputBytes: outputKib * 1024,
    });
    this.sessions.add(session);
    try {
      const hello = await session.hello(timeoutSeconds);
      state.isStarting = false;
      state.isNamed();
      if (!('suites' in hello)) {
        if (isFirst && !this.outcome.stopped) this.startFailed(state, hello);
        return;
      }
      if (isFirst) this.enqueue(state, hello);
      await this.runQueue(state, session);
    } finally {
      session.close();
      this.sessions.delete(session);
    }
  }

  private startFailed(state: ProgramState, end: SessionEnd): void {
    this.outcome.startFailures++;
    const how = end.signal
      ? `was killed by ${end.signal}`
      : end.code === null
        ? 'could not be started'
        : `left with status ${end.code}`;
    this.options.onEvent({
      type: 'program-failed',
      file: state.program.file,
      stage: 'start',
      sentence: `the program of ${state.program.file} ${how} before its first case: look at ${state.program.program}`,
      output: end.text,
    });
  }

  private enqueue(state: ProgramState, hello: Hello): void {
    state.hello = hello;
    const { file } = state.program;
    const tasks = new Map(
      candidatesOf(hello, file).map(({ suiteIndex, caseIndex, candidate }): [Candidate, Task] => [
        candidate,
        { candidate, suiteIndex, caseIndex, attempts: 0, failedAttempts: 0, firstFailure: undefined },
      ]),
    );
    for (const sentence of oddities(hello, file)) this.options.onEvent({ type: 'note', file, sentence });
    const selected = select([...tasks.keys()], this.options.selection);
    const suites = new Map<string, SuiteListing>();
    for (const candidate of selected) {
      const task = tasks.get(candidate);
      if (task) state.queue.push(task);
      const listing = suites.get(candidate.suite) ?? { name: candidate.suite, file, cases: [] };
      listing.cases.push({ name: candidate.case, speed: candidate.speed });
      suites.set(candidate.suite, listing);
    }
    for (const [name, listing] of suites) {
      state.open.set(name, { left: listing.cases.length, counts: noCounts(), durationMs: 0 });
    }
    this.options.onEvent({ type: 'program', file, suites: [...suites.values()] });
  }

  /** Feeds one server until the program's queue is empty or the server ended. */
  private async runQueue(state: ProgramState, session: Session): Promise<void> {
    const sent = new Map<number, { task: Task; seed: bigint; attempt: Attempt }>();
    let running: number | undefined;
    let drained: () => void = () => {};
    const isDrained = new Promise<void>((resolve) => {
      drained = resolve;
    });
    const feed = () => {
      while (!this.outcome.stopped && sent.size < ahead) {
        const task = state.queue.shift();
        if (!task) break;
        const id = this.nextId++;
        const seed = BigInt.asUintN(64, this.options.seed + BigInt(task.attempts));
        sent.set(id, { task, seed, attempt: { events: [], output: '', noise: 0, end: { lost: '' } } });
        const timeout = Math.round(this.options.timeoutSeconds * 1000);
        session.send(`seed ${seed}\nrun ${id} ${task.suiteIndex} ${task.caseIndex} ${timeout}`);
      }
      if (sent.size === 0) drained();
    };
    session.onMessage = (message: WireMessage) => {
      // What comes after the stop was not waited for: it counts as not run.
      if (message.type === 'hello' || this.outcome.stopped) return;
      const entry = sent.get(message.id);
      if (!entry) return;
      switch (message.type) {
        case 'start':
          running = message.id;
          break;
        case 'output':
          entry.attempt.output += message.data;
          break;
        case 'event':
          if (isCaseEvent(message.data)) entry.attempt.events.push(message.data);
          else entry.attempt.noise++;
          break;
        case 'noise':
          entry.attempt.noise += message.bytes;
          break;
        case 'end':
          sent.delete(message.id);
          this.attemptEnded(state, entry.task, entry.seed, entry.attempt, message);
          feed();
          break;
      }
    };
    feed();
    const how = await Promise.race([isDrained, session.ended]);
    if (!how || this.outcome.stopped) return;

    // The server died: the case that ran is to blame, the others go back.
    const blamed = running === undefined ? [...sent.keys()][0] : running;
    const entry = blamed === undefined ? undefined : sent.get(blamed);
    const rest = [...sent].filter(([id]) => id !== blamed).map(([, other]) => other.task);
    state.queue.unshift(...rest);
    if (entry) {
      const sentence = `its start server ${how.signal ? `was killed by ${how.signal}` : `left with status ${how.code}`} while the case ran`;
      this.attemptEnded(state, entry.task, entry.seed, entry.attempt, { lost: sentence });
    }
    if (state.queue.length > 0) await this.serve(state);
  }

  private attemptEnded(
    state: ProgramState,
    task: Task,
    seed: bigint,
    attempt: Attempt,
    end: CaseEnd | { lost: string },
  ): void {
    const { repeat, retries, timeoutSeconds, outputKib } = this.options;
    attempt.end = end;
    const outcome = judge(attempt, state.symbolizer, { timeoutSeconds, outputKib });
    task.attempts++;
    const good = isGood(outcome.verdict);
    if (!good) {
      task.failedAttempts++;
      task.firstFailure ??= { outcome, seed: String(seed) };
    }
    const again = task.attempts < repeat || (!good && repeat === 1 && task.attempts <= retries);
    if (again && !this.outcome.stopped) {
      state.queue.unshift(task);
      return;
    }
    this.caseEnded(state, task, outcome, String(seed));
  }

  private caseEnded(state: ProgramState, task: Task, last: Outcome, lastSeed: string): void {
    const { candidate } = task;
    // Retries decide by the last attempt, repetitions by the first that failed.
    const flaky = this.options.repeat === 1 && isGood(last.verdict) && task.failedAttempts > 0;
    const { outcome, seed } = (flaky ? undefined : task.firstFailure) ?? { outcome: last, seed: lastSeed };
    const result: CaseResult = {
      file: candidate.file,
      suite: candidate.suite,
      case: candidate.case,
      speed: candidate.speed as CaseResult['speed'],
      flaky,
      attempts: task.attempts,
      failedAttempts: task.failedAttempts,
      seed,
      ...outcome,
      command: state.program.commandFor(candidate.suite, candidate.case, seed),
    };
    count(this.outcome.counts, result);
    this.options.onEvent({ type: 'case-end', result });
    const suite = state.open.get(candidate.suite);
    if (suite) {
      suite.left--;
      suite.durationMs += result.durationMs;
      count(suite.counts, result);
      if (suite.left === 0) {
        const { counts, durationMs } = suite;
        this.options.onEvent({ type: 'suite-end', file: candidate.file, suite: candidate.suite, counts, durationMs });
      }
    }
    if (this.options.failFast && !isGood(result.verdict)) this.stop('--fail-fast: stopped at the first failure');
  }
}

function whenNamed(): Pick<ProgramState, 'named' | 'isNamed'> {
  let isNamed = () => {};
  const named = new Promise<void>((resolve) => {
    isNamed = resolve;
  });
  return { named, isNamed };
}

const eventTypes: WireCaseEvent['type'][] = ['failure', 'param', 'skip', 'warn', 'crash', 'leak', 'memory'];

/** A case can write to the channel, so what comes through it is looked at. */
function isCaseEvent(data: unknown): data is WireCaseEvent {
  return typeof data === 'object' && data !== null && eventTypes.includes((data as WireCaseEvent).type);
}
