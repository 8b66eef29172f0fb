// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';
import type { CaseEnd, Hello, WireCaseEvent, WireMessage } from '../events/wire.js';
import { type CaseNeeds, type MachineShape, unmetNeed } from '../project/needs.js';
import { RunLedger, type RunOutcome } from './ledger.js';
import { candidatesOf, oddities } from './list-programs.js';
import { CaseAttempts, type RunPolicy } from './policy.js';
import { type Candidate, type Selection, select } from './selection.js';
import { Session, type SessionEnd, startArguments } from './session.js';
import { Symbolizer } from './symbolize.js';
import { type Attempt, judge } from './verdict.js';

export interface Program {
  /** The test file, absolute. */
  file: string;
  program: string;
  /** What it is told beyond the machine's shape. */
  arguments: string[];
  machine: MachineShape;
  needs: CaseNeeds[];
  restorePath(text: string): string;
  /** What is said of a symbol that nothing in the program defines. */
  absence(symbol: string): string;
  /** Words of the command that runs one of its cases alone. */
  commandFor(suite: string, name: string, seed: string): string;
}

export interface RunOptions extends RunPolicy {
  selection: Selection;
  jobs: number;
  memoryMib: number | undefined;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

/** One case that is to run. */
interface Task {
  suiteIndex: number;
  caseIndex: number;
  attempts: CaseAttempts;
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
  private readonly ledger: RunLedger;
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
    }));
    const onStop = () => {
      for (const session of this.sessions) session.close();
    };
    this.ledger = new RunLedger({ ...options, onStop });
  }

  async run(): Promise<RunOutcome> {
    await Promise.all(Array.from({ length: this.options.jobs }, () => this.work()));
    return this.ledger.close();
  }

  /** One of `jobs` workers: takes programs nobody started, then helps with long ones. */
  private async work(): Promise<void> {
    while (!this.ledger.isStopped) {
      const state =
        this.states.find((candidate) => !candidate.started) ??
        this.states.find((candidate) => candidate.hello && candidate.queue.length >= worthHelping);
      if (state) {
        // A server that dies leaves cases to the next one, with its own session closed.
        while (await this.serve(state));
        continue;
      }
      // One that is starting may turn out to be long.
      const starting = this.states.filter((candidate) => candidate.isStarting);
      if (starting.length === 0) return;
      await Promise.race(starting.map((candidate) => candidate.named));
    }
  }

  /** Whether the server died and left cases. */
  private async serve(state: ProgramState): Promise<boolean> {
    const isFirst = !state.started;
    if (isFirst) state.isStarting = true;
    state.started = true;
    const { memoryMib, timeoutSeconds, outputKib } = this.options;
    const { machine } = state.program;
    const session = new Session(state.program.program, {
      arguments: [...startArguments(machine, memoryMib), ...state.program.arguments],
      // A case that spins in several threads is ended by its timeout, not by this.
      cpuSeconds: Math.ceil(timeoutSeconds * Math.max(2, machine.cpus)),
      memoryBytes: 8 * 2 ** 30,
      outputBytes: outputKib * 1024,
    });
    this.sessions.add(session);
    try {
      const hello = await session.hello(timeoutSeconds);
      state.isStarting = false;
      state.isNamed();
      if (!('suites' in hello)) {
        if (isFirst && !this.ledger.isStopped) this.startFailed(state, hello);
        return false;
      }
      if (isFirst) this.enqueue(state, hello);
      return await this.runQueue(state, session);
    } finally {
      session.close();
      this.sessions.delete(session);
    }
  }

  private startFailed(state: ProgramState, end: SessionEnd): void {
    const how = end.signal
      ? `was killed by ${end.signal}`
      : end.code === null
        ? 'could not be started'
        : `left with status ${end.code}`;
    const { file, program } = state.program;
    // What it said itself is mostly why.
    const reason = end.text.split('\n')[0]?.replace(/^# /, '');
    const sentence = `the program of ${file} ${how} before its first case${reason ? ` (${reason})` : ''}: look at ${program}`;
    this.ledger.startFailed(file, sentence, end.text);
  }

  private enqueue(state: ProgramState, hello: Hello): void {
    state.hello = hello;
    const { file } = state.program;
    const tasks = new Map(
      candidatesOf(hello, file).map(({ suiteIndex, caseIndex, candidate }): [Candidate, Task] => [
        candidate,
        { suiteIndex, caseIndex, attempts: new CaseAttempts(candidate, this.options) },
      ]),
    );
    for (const sentence of oddities(hello, file)) this.options.onEvent({ type: 'note', file, sentence });
    const selected = select([...tasks.keys()], this.options.selection);
    this.ledger.announce(file, selected);
    const { needs, machine, commandFor } = state.program;
    for (const candidate of selected) {
      const unmet = unmetNeed(needs, candidate.case, machine);
      const task = tasks.get(candidate);
      if (unmet) this.ledger.skip(candidate, unmet, commandFor(candidate.suite, candidate.case, '1'));
      else if (task) state.queue.push(task);
    }
  }

  /** Feeds one server until the program's queue is empty or the server ended. */
  private async runQueue(state: ProgramState, session: Session): Promise<boolean> {
    const sent = new Map<number, { task: Task; attempt: Attempt }>();
    let running: number | undefined;
    let drained: () => void = () => {};
    const isDrained = new Promise<void>((resolve) => {
      drained = resolve;
    });
    const feed = () => {
      while (!this.ledger.isStopped && sent.size < ahead) {
        const task = state.queue.shift();
        if (!task) break;
        const id = this.nextId++;
        sent.set(id, { task, attempt: { events: [], output: '', noise: 0, end: { lost: '' } } });
        const timeout = Math.round(this.options.timeoutSeconds * 1000);
        session.send(`seed ${task.attempts.seed}\nrun ${id} ${task.suiteIndex} ${task.caseIndex} ${timeout}`);
      }
      if (sent.size === 0) drained();
    };
    session.onMessage = (message: WireMessage) => {
      // What comes after the stop was not waited for: it counts as not run.
      if (message.type === 'hello' || this.ledger.isStopped) return;
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
          this.caseTold(entry.task, entry.attempt, message.data);
          break;
        case 'noise':
          entry.attempt.noise += message.bytes;
          break;
        case 'end':
          sent.delete(message.id);
          this.attemptEnded(state, entry.task, entry.attempt, message);
          feed();
          break;
      }
    };
    feed();
    const how = await Promise.race([isDrained, session.ended]);
    if (!how || this.ledger.isStopped) return false;

    // The server died: the case that ran is to blame, the others go back.
    const blamed = running === undefined ? [...sent.keys()][0] : running;
    const entry = blamed === undefined ? undefined : sent.get(blamed);
    const rest = [...sent].filter(([id]) => id !== blamed).map(([, other]) => other.task);
    state.queue.unshift(...rest);
    if (entry) {
      const sentence = `its start server ${how.signal ? `was killed by ${how.signal}` : `left with status ${how.code}`} while the case ran`;
      this.attemptEnded(state, entry.task, entry.attempt, { lost: sentence });
    }
    return state.queue.length > 0;
  }

  private caseTold(task: Task, attempt: Attempt, data: unknown): void {
    if (!isCaseEvent(data)) {
      attempt.noise++;
    } else if (data.type === 'exploring') {
      const { suite, case: name } = task.attempts.candidate;
      const { schedules, ms } = data;
      this.options.onEvent({ type: 'exploring', suite, case: name, schedules, ms });
    } else {
      attempt.events.push(data);
    }
  }

  private attemptEnded(state: ProgramState, task: Task, attempt: Attempt, end: CaseEnd | { lost: string }): void {
    const { timeoutSeconds, outputKib } = this.options;
    const { absence, commandFor, arguments: words } = state.program;
    attempt.end = end;
    const isJudgedByLog = words.some((word) => word.startsWith('--init-result='));
    const outcome = judge(attempt, state.symbolizer, { timeoutSeconds, outputKib, absence, isJudgedByLog });
    const again = task.attempts.add(outcome);
    if (again && !this.ledger.isStopped) {
      state.queue.unshift(task);
      return;
    }
    const { suite, case: name } = task.attempts.candidate;
    this.ledger.caseEnded(task.attempts.result((seed) => commandFor(suite, name, seed)));
  }
}

function whenNamed(): Pick<ProgramState, 'named' | 'isNamed'> {
  let isNamed = () => {};
  const named = new Promise<void>((resolve) => {
    isNamed = resolve;
  });
  return { named, isNamed };
}

const eventTypes: WireCaseEvent['type'][] = [
  'failure',
  'param',
  'skip',
  'warn',
  'crash',
  'leak',
  'memory',
  'turn',
  'exploring',
  'explored',
];

/** A case can write to the channel, so what comes through it is looked at. */
function isCaseEvent(data: unknown): data is WireCaseEvent {
  return typeof data === 'object' && data !== null && eventTypes.includes((data as WireCaseEvent).type);
}
