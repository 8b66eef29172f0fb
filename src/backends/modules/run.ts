// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { type CaseResult, count, isGood, noCounts, type RunEvent, type SuiteListing } from '../../events/events.js';
import { type KtapCase, KtapReader } from '../../events/ktap-reader.js';
import type { RunOutcome } from '../../run/run-programs.js';
import { type Candidate, type Selection, select } from '../../run/selection.js';
import { type ConsoleLine, troubleIn } from '../../vm/console.js';
import { type ExecResult, Guest, GuestFailure, type GuestOptions, type Machine } from '../../vm/guest.js';
import { type Accident, kernelOutcome } from '../kernel-verdict.js';

export interface MachineModule {
  /** The test file, absolute. */
  test: string;
  name: string;
  /** The .ko file. */
  file: string;
  commandFor(suite: string, name: string): string;
}

export interface MachineRunOptions {
  machine: Machine;
  /** The guest, without our modules, which are added. */
  guest: GuestOptions;
  selection: Selection;
  repeat: number;
  retries: number;
  failFast: boolean;
  timeoutSeconds: number;
  totalTimeoutSeconds: number | undefined;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

const folderInGuest = '/tests';
/** Seconds for what is no case: loading a module, naming its cases. */
const commandSeconds = 60;
/** How long a kernel may go on printing about its oops. */
const oopsMs = 1000;

/**
 * Runs the cases of modules in a machine, one after the other. All share one
 * boot, until a case takes the kernel with it: then the rest gets a new one.
 */
export async function runModules(modules: MachineModule[], options: MachineRunOptions): Promise<RunOutcome> {
  return new MachineRun(modules, options).run();
}

interface Queue {
  module: MachineModule;
  cases: Candidate[];
  open: Map<string, { left: number; counts: ReturnType<typeof noCounts>; durationMs: number }>;
}

class MachineRun {
  private guest: Guest | undefined;
  private loaded: MachineModule | undefined;
  private readonly outcome: RunOutcome = { counts: noCounts(), notRun: 0, stopped: undefined, startFailures: 0 };

  constructor(
    private readonly modules: MachineModule[],
    private readonly options: MachineRunOptions,
  ) {}

  async run(): Promise<RunOutcome> {
    const { signal, totalTimeoutSeconds } = this.options;
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
    const queues: Queue[] = [];
    try {
      for (const module of this.modules) {
        if (this.outcome.stopped) break;
        const queue = await this.open(module);
        if (!queue) continue;
        queues.push(queue);
        await this.runQueue(queue);
        await this.unload();
      }
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupted);
      await this.guest?.close();
    }
    for (const { open } of queues) for (const suite of open.values()) this.outcome.notRun += suite.left;
    return this.outcome;
  }

  private stop(why: string): void {
    this.outcome.stopped ??= why;
    void this.guest?.close();
  }

  /** A machine that is up; a GuestFailure when there is none to be had. */
  private async machine(): Promise<Guest> {
    if (this.guest) return this.guest;
    const { machine, guest } = this.options;
    const files = this.modules.map(({ file }) => ({ path: path.join(folderInGuest, path.basename(file)), from: file }));
    this.guest = await Guest.boot(machine, { ...guest, content: { ...guest.content, files } });
    this.loaded = undefined;
    if (this.outcome.stopped) await this.guest.close();
    return this.guest;
  }

  private async drop(): Promise<void> {
    await this.guest?.close();
    this.guest = undefined;
    this.loaded = undefined;
  }

  /** Loads a module that runs nothing yet. */
  private async load(module: MachineModule, words: string): Promise<ExecResult> {
    const guest = await this.machine();
    const file = path.join(folderInGuest, path.basename(module.file));
    const done = await guest.exec(`insmod ${file} run= ${words}`, commandSeconds);
    if (done.status === 0) this.loaded = module;
    return done;
  }

  private async unload(): Promise<void> {
    const module = this.loaded;
    this.loaded = undefined;
    if (!module || !this.guest || this.outcome.stopped) return;
    try {
      const done = await this.guest.exec(`rmmod ${module.name}`, commandSeconds);
      if (done.status !== 0) await this.drop();
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      this.note(module, `its module could not be removed: ${error.message}`);
      await this.drop();
    }
  }

  /** Names a module's cases and selects among them. */
  private async open(module: MachineModule): Promise<Queue | undefined> {
    let done: ExecResult;
    try {
      done = await this.load(module, 'list=1');
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      await this.drop();
      if (error.duringBoot) throw error;
      if (!this.outcome.stopped) this.startFailed(module, error.message, error.tail.join('\n'));
      return undefined;
    }
    if (done.status !== 0) {
      const said = done.stderr
        .toString()
        .trim()
        .replace(/^insmod: /, '');
      this.startFailed(
        module,
        `the module of ${module.test} was not loaded: ${said}`,
        done.log.map((line) => line.raw).join('\n'),
      );
      return undefined;
    }
    const all = done.log.flatMap(({ text }) => {
      const match = /^ktest-case (.*)\.([^. ]+) (normal|slow|very_slow)$/.exec(text);
      if (!match) return [];
      const [, suite = '', name = '', speed = 'normal'] = match;
      return [{ file: module.test, suite, case: name, speed, module: module.name, isInit: false }];
    });
    const cases = select(all, this.options.selection);
    const suites = new Map<string, SuiteListing>();
    for (const candidate of cases) {
      const listing = suites.get(candidate.suite) ?? { name: candidate.suite, file: module.test, cases: [] };
      listing.cases.push({ name: candidate.case, speed: candidate.speed });
      suites.set(candidate.suite, listing);
    }
    this.options.onEvent({ type: 'program', file: module.test, suites: [...suites.values()] });
    const open = new Map(
      [...suites].map(([name, listing]) => [name, { left: listing.cases.length, counts: noCounts(), durationMs: 0 }]),
    );
    return { module, cases, open };
  }

  private async runQueue(queue: Queue): Promise<void> {
    const { repeat, retries } = this.options;
    for (const candidate of queue.cases) {
      let failedAttempts = 0;
      let attempts = 0;
      let first: Awaited<ReturnType<MachineRun['runCase']>> | undefined;
      let last: Awaited<ReturnType<MachineRun['runCase']>> | undefined;
      do {
        last = await this.runCase(queue.module, candidate);
        if (this.outcome.stopped || !last) return;
        attempts++;
        if (!isGood(last.verdict)) {
          failedAttempts++;
          first ??= last;
        }
      } while (attempts < repeat || (repeat === 1 && !isGood(last.verdict) && attempts <= retries));
      const flaky = repeat === 1 && isGood(last.verdict) && failedAttempts > 0;
      this.caseEnded(queue, {
        file: candidate.file,
        suite: candidate.suite,
        case: candidate.case,
        speed: candidate.speed as CaseResult['speed'],
        flaky,
        attempts,
        failedAttempts,
        seed: '1',
        ...((flaky ? undefined : first) ?? last),
        command: queue.module.commandFor(candidate.suite, candidate.case),
      });
    }
  }

  private async runCase(module: MachineModule, candidate: Candidate) {
    if (this.loaded !== module) {
      const done = await this.load(module, '');
      if (done.status !== 0)
        return kernelOutcome(undefined, [], [], { verdict: 'crashed', sentence: 'its module was not loaded again' }, 0);
    }
    const guest = await this.machine();
    const results: KtapCase[] = [];
    const reader = new KtapReader({ onCase: (result) => results.push(result) });
    const console: ConsoleLine[] = [];
    const forget = guest.onConsole((line) => {
      console.push(line);
      // Who waits for the killed task would wait for the timeout.
      if (troubleIn(line.text)?.kind === 'oops') setTimeout(() => void guest.close(), oopsMs);
    });
    const troublesBefore = guest.troubles.length;
    const begin = performance.now();
    let accident: Accident | undefined;
    try {
      const name = `${candidate.suite}.${candidate.case}`;
      const command = `echo '${name}' > /sys/module/${module.name}/parameters/run`;
      const { log } = await guest.exec(command, this.options.timeoutSeconds);
      for (const line of log) reader.line(line.text);
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      // Of a guest that can not tell any more, the console is what there is.
      for (const line of console) reader.line(line.text);
      accident =
        error.kind === 'hang'
          ? { verdict: 'timeout', sentence: `it did not end within ${this.options.timeoutSeconds} s` }
          : { verdict: 'crashed', sentence: error.message };
    } finally {
      forget();
    }
    const troubles = guest.troubles.slice(troublesBefore);
    // An oops kills the writer or the case's thread, which it may leave waiting for ever.
    const oops = troubles.find((trouble) => trouble.kind === 'oops');
    if (oops && !troubles.some((trouble) => trouble.kind === 'panic'))
      accident = { verdict: 'crashed', sentence: `the kernel oopsed: ${oops.sentence}` };
    const outcome = kernelOutcome(results[0], reader.pending().lines, troubles, accident, performance.now() - begin);
    if (accident) {
      const tail = guest.tail().join('\n');
      await this.drop();
      return { ...outcome, output: `${outcome.output}${tail}\n` };
    }
    return outcome;
  }

  private caseEnded(queue: Queue, result: CaseResult): void {
    count(this.outcome.counts, result);
    this.options.onEvent({ type: 'case-end', result });
    const suite = queue.open.get(result.suite);
    if (suite) {
      suite.left--;
      suite.durationMs += result.durationMs;
      count(suite.counts, result);
      if (suite.left === 0)
        this.options.onEvent({
          type: 'suite-end',
          file: result.file,
          suite: result.suite,
          counts: suite.counts,
          durationMs: suite.durationMs,
        });
    }
    if (this.options.failFast && !isGood(result.verdict)) this.stop('--fail-fast: stopped at the first failure');
  }

  private startFailed(module: MachineModule, sentence: string, output: string): void {
    this.outcome.startFailures++;
    this.options.onEvent({ type: 'program-failed', file: module.test, stage: 'start', sentence, output });
  }

  private note(module: MachineModule, sentence: string): void {
    this.options.onEvent({ type: 'note', file: module.test, sentence });
  }
}
