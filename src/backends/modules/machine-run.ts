// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { RunEvent } from '../../events/events.js';
import { type KtapCase, KtapReader } from '../../events/ktap-reader.js';
import { type CaseNeeds, type MachineShape, unmetNeed } from '../../project/needs.js';
import { RunLedger, type RunOutcome } from '../../run/ledger.js';
import { CaseAttempts, type RunPolicy } from '../../run/policy.js';
import { type Candidate, type Selection, select } from '../../run/selection.js';
import type { Outcome } from '../../run/verdict.js';
import type { ConsoleLine } from '../../vm/console.js';
import { type ExecResult, Guest, GuestFailure, type GuestOptions, type Machine } from '../../vm/guest.js';
import { ModuleSymbols } from '../../vm/module-symbols.js';
import { causeOf, isDeadly, spoilsKernel, troubleIn } from '../../vm/trouble.js';
import { type Accident, kernelOutcome, printedTooMuch } from '../kernel-verdict.js';
import type { ListedCases } from '../listed-cases.js';
import { leaksOf, startKmemleak } from './kmemleak.js';
import { type PlainModule, plainCases, runPlain } from './plain.js';
import { newTaint } from './taint.js';

export interface MachineModule {
  /** The test file, absolute. */
  test: string;
  name: string;
  /** The .ko file. */
  file: string;
  /** Set when it has its tests in module_init(), and no KUnit. */
  plain?: PlainModule;
  needs: CaseNeeds[];
  /** Where it is loaded. Modules with the same one share a boot. */
  machine: Machine;
  shape: MachineShape;
  commandFor(suite: string, name: string): string;
}

export interface MachineRunOptions extends RunPolicy {
  /** The guest, without our modules, which are added. */
  guest: GuestOptions;
  selection: Selection;
  /** Takes all cases that the modules name. */
  listed: ListedCases;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

const folderInGuest = '/tests';
/** Seconds for what is no case: loading a module, naming its cases. */
const commandSeconds = 60;
/** How long a kernel may go on printing about its oops. */
const oopsMs = 1000;

/**
 * Runs the cases of modules in their machines, one after the other. Those of one
 * machine share a boot, until a case takes the kernel with it: then the rest gets a new one.
 */
export async function runModules(modules: MachineModule[], options: MachineRunOptions): Promise<RunOutcome> {
  return new MachineRun(modules, options).run();
}

class MachineRun {
  private guest: Guest | undefined;
  /** What the guest was booted as. */
  private booted: Machine | undefined;
  private loaded: MachineModule | undefined;
  /** As the running kernel last said. */
  private taint = 0;
  private hasKmemleak = false;
  private readonly ledger: RunLedger;
  private readonly symbols: ModuleSymbols;

  constructor(
    private readonly modules: MachineModule[],
    private readonly options: MachineRunOptions,
  ) {
    this.symbols = new ModuleSymbols(modules.map(({ file }) => file));
    this.ledger = new RunLedger({ ...options, onStop: () => void this.guest?.close() });
  }

  async run(): Promise<RunOutcome> {
    try {
      for (const module of this.modules) {
        if (this.ledger.isStopped) break;
        if (this.booted !== module.machine) await this.drop();
        const cases = await this.open(module);
        if (!cases) continue;
        await this.runCases(module, cases);
        await this.noteLeaks(module);
        await this.unload();
        await this.noteTaint(module);
      }
    } finally {
      this.ledger.close();
      await this.guest?.close();
    }
    return this.ledger.outcome;
  }

  /** A machine that is up; a GuestFailure when there is none to be had. */
  private async machine({ machine }: MachineModule): Promise<Guest> {
    if (this.guest) return this.guest;
    const { guest } = this.options;
    const files = this.modules.map(({ file }) => ({ path: path.join(folderInGuest, path.basename(file)), from: file }));
    this.guest = await Guest.boot(machine, { ...guest, symbols: this.symbols, content: { ...guest.content, files } });
    this.booted = machine;
    this.loaded = undefined;
    if (this.ledger.isStopped) await this.guest.close();
    else {
      this.taint = await taintOf(this.guest);
      this.hasKmemleak = await startKmemleak(this.guest, commandSeconds);
    }
    return this.guest;
  }

  private async drop(): Promise<void> {
    await this.guest?.close();
    this.guest = undefined;
    this.loaded = undefined;
  }

  /** Loads a module that runs nothing yet. */
  private async load(module: MachineModule, words: string): Promise<ExecResult> {
    const guest = await this.machine(module);
    const file = path.join(folderInGuest, path.basename(module.file));
    const done = await guest.exec(`insmod ${file} run= ${words}`, commandSeconds);
    if (done.status === 0) this.loaded = module;
    return done;
  }

  private async unload(): Promise<void> {
    const module = this.loaded;
    this.loaded = undefined;
    if (!module || !this.guest || this.ledger.isStopped) return;
    try {
      const done = await this.guest.exec(`rmmod ${module.name}`, commandSeconds);
      if (done.status !== 0) await this.drop();
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      this.note(module, `its module could not be removed: ${error.message}`);
      await this.drop();
    }
  }

  /** Says what a module's cases have leaked, where the kernel has kmemleak. */
  private async noteLeaks(module: MachineModule): Promise<void> {
    if (!this.guest || !this.hasKmemleak || this.loaded !== module || this.ledger.isStopped) return;
    try {
      const leaks = await leaksOf(this.guest, module.name);
      if (leaks) this.note(module, `after ${module.test} kmemleak knows of leaks: ${leaks}`);
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      this.note(module, `kmemleak was not asked: ${error.message}`);
      await this.drop();
    }
  }

  /** Says when a module has left the kernel tainted; a kernel that is gone has said more. */
  private async noteTaint(module: MachineModule): Promise<void> {
    if (!this.guest || this.ledger.isStopped) return;
    try {
      const taint = await taintOf(this.guest);
      const added = newTaint(this.taint, taint);
      this.taint = taint;
      if (added) this.note(module, `after ${module.test} the kernel is tainted: ${added}`);
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      await this.drop();
    }
  }

  /** Names a module's cases and selects among them. */
  private async open(module: MachineModule): Promise<Candidate[] | undefined> {
    if (module.plain) {
      const { test: file, name: suite } = module;
      return this.choose(
        module,
        plainCases(module.plain).map((name) => ({
          file,
          suite,
          case: name,
          speed: 'normal',
          module: suite,
          isInit: false,
        })),
      );
    }
    let done: ExecResult;
    try {
      done = await this.load(module, 'list=1');
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      await this.drop();
      if (error.duringBoot) throw error;
      if (!this.ledger.isStopped) this.ledger.startFailed(module.test, error.message, error.tail.join('\n'));
      return undefined;
    }
    if (done.status !== 0) {
      const said = done.stderr
        .toString()
        .trim()
        .replace(/^insmod: /, '');
      this.ledger.startFailed(
        module.test,
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
    return this.choose(module, all);
  }

  /** Which of a module's cases are to run; those that the machine is not for are reported. */
  private choose(module: MachineModule, all: Candidate[]): Candidate[] {
    this.options.listed.add(all);
    const cases = select(all, this.options.selection);
    this.ledger.announce(module.test, cases);
    return cases.filter((candidate) => {
      const unmet = unmetNeed(module.needs, candidate.case, module.shape);
      if (unmet) this.ledger.skip(candidate, unmet, module.commandFor(candidate.suite, candidate.case));
      return !unmet;
    });
  }

  private async runCases(module: MachineModule, cases: Candidate[]): Promise<void> {
    const { repeat, retries } = this.options;
    for (const candidate of cases) {
      const attempts = new CaseAttempts(candidate, { repeat, retries });
      let outcome: Outcome;
      do {
        outcome = await this.runCase(module, candidate);
        if (this.ledger.isStopped) return;
      } while (attempts.add(outcome));
      this.ledger.caseEnded(attempts.result(() => module.commandFor(candidate.suite, candidate.case)));
    }
  }

  private async runCase(module: MachineModule, candidate: Candidate): Promise<Outcome> {
    if (!module.plain && this.loaded !== module) {
      const done = await this.load(module, '');
      if (done.status !== 0)
        return kernelOutcome({
          ...{ result: undefined, lines: [], troubles: [], durationMs: 0 },
          accident: { verdict: 'crashed', sentence: 'its module was not loaded again' },
        });
    }
    const guest = await this.machine(module);
    const results: KtapCase[] = [];
    const reader = new KtapReader({ onCase: (result) => results.push(result) });
    const console: ConsoleLine[] = [];
    const { outputKib } = this.options;
    let printed = 0;
    const forget = guest.onConsole((line) => {
      console.push(line);
      printed += line.raw.length + 1;
      if (printed > outputKib * 1024) void guest.close();
      // Who waits for the killed task would wait for the timeout.
      if (troubleIn(line.text)?.kind === 'oops') setTimeout(() => void guest.close(), oopsMs);
    });
    const troublesBefore = guest.troubles.length;
    const begin = performance.now();
    let accident: (Accident & { tail?: string[] }) | undefined;
    try {
      if (module.plain) {
        const file = path.join(folderInGuest, path.basename(module.file));
        results.push(await runPlain(guest, { ...module.plain, file }, candidate.case, this.options.timeoutSeconds));
      } else accident = await this.runKunit(guest, module, candidate, { reader, results });
      // It may have ended before the guest that it flooded was closed.
      if (printed > outputKib * 1024) accident ??= { ...printedTooMuch(outputKib), tail: guest.tail() };
    } catch (error) {
      if (!(error instanceof GuestFailure)) throw error;
      // Of a guest that can not tell any more, the console is what there is.
      for (const line of console) reader.line(line.text);
      accident = printed > outputKib * 1024 ? { ...printedTooMuch(outputKib), tail: error.tail } : accidentOf(error);
    } finally {
      forget();
    }
    const ignores = module.plain?.ignoresWarnings;
    const troubles = guest.troubles.slice(troublesBefore).filter((trouble) => !ignores || isDeadly(trouble));
    const cause = causeOf(troubles);
    // An oops kills the writer or the case's thread, which it may leave waiting for ever.
    if (cause && troubles.some(({ kind }) => kind === 'oops'))
      accident = { verdict: 'crashed', sentence: guest.describe(cause), tail: guest.tail() };
    const outcome = kernelOutcome({
      ...{ result: results[0], lines: reader.pending().lines, troubles, accident },
      durationMs: performance.now() - begin,
      describe: guest.describe.bind(guest),
    });
    if (accident?.tail) {
      await this.drop();
      return { ...outcome, output: `${outcome.output}${accident.tail.join('\n')}\n` };
    }
    if (troubles.some(spoilsKernel)) await this.drop();
    return outcome;
  }

  private async runKunit(
    guest: Guest,
    module: MachineModule,
    candidate: Candidate,
    { reader, results }: { reader: KtapReader; results: KtapCase[] },
  ): Promise<Accident | undefined> {
    const name = `${candidate.suite}.${candidate.case}`;
    // The kernel's own WARN_ONCE()s, too, warn once in each case.
    const forget = 'echo 1 > /sys/kernel/debug/clear_warn_once';
    const command = `${forget} 2> /dev/null; echo '${name}' > /sys/module/${module.name}/parameters/run`;
    const { log } = await guest.exec(command, this.options.timeoutSeconds);
    for (const line of log) reader.line(line.text);
    // The first lines are overwritten first.
    const isCut = log.length > 0 && !log.some(({ text }) => /^K?TAP version \d/.test(text));
    return results.length === 0 && isCut ? lostResult : undefined;
  }

  private note(module: MachineModule, sentence: string): void {
    this.options.onEvent({ type: 'note', file: module.test, sentence });
  }
}

const lostResult: Accident = {
  verdict: 'failed',
  sentence:
    "its result is lost: it printed more than the kernel's log holds; --append log_buf_len=8M makes the log larger",
};

function accidentOf({ kind, message, tail }: GuestFailure): Accident & { tail: string[] } {
  if (kind !== 'hang') return { verdict: 'crashed', sentence: message, tail };
  return { verdict: 'timeout', sentence: message.replace('the guest did not answer', 'it did not end'), tail };
}

async function taintOf(guest: Guest): Promise<number> {
  const { stdout } = await guest.exec('cat /proc/sys/kernel/tainted', commandSeconds);
  return Number(stdout.toString());
}
