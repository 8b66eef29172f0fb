// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { Duplex, Writable } from 'node:stream';
import { spawnTied } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { temporaryFolder } from '../util/temporary-folder.js';
import { UserError } from '../util/user-error.js';
import { type ConsoleLine, parseConsoleLine } from './console.js';
import { connect, type ShellTerminal, shellCommand } from './guest-shell.js';
import { type InitramfsContent, makeInitramfs } from './initramfs.js';
import { Lines } from './lines.js';
import type { ModuleSymbols } from './module-symbols.js';
import { Monitor } from './qmp.js';
import { summarizeCpus, whereCpusAre } from './stuck.js';
import { causeOf, describeTrouble, type Trouble, TroubleReader } from './trouble.js';

/** A program that boots a kernel: QEMU, or a User Mode Linux. */
export interface Machine {
  file: string;
  words(initrd: string): string[];
  /** Where its console comes out; its agent's serial line is descriptor 4, QEMU's monitor 5, the agent's virtio port 6. */
  console: 1 | 3;
}

export interface GuestOptions {
  content: InitramfsContent;
  /** Seconds until the guest's agent must have spoken. */
  bootSeconds: number;
  /** Of the modules that are loaded, for the kernel's backtraces. */
  symbols?: ModuleSymbols;
  onConsole?(line: ConsoleLine): void;
}

export interface ExecResult {
  status: number;
  stdout: Buffer;
  stderr: Buffer;
  /** What the kernel logged since the last command. */
  log: ConsoleLine[];
}

type GuestTrouble = Trouble & { seconds: number | undefined; source: 'console' | 'log' };

/** A guest that did not become ready, died, or did not answer: each is another verdict. */
export class GuestFailure extends Error {
  constructor(
    readonly kind: 'panic' | 'report' | 'boot' | 'silent' | 'hang' | 'lost' | 'off',
    sentence: string,
    /** The console's last lines. */
    readonly tail: string[],
    readonly duringBoot = false,
  ) {
    super(sentence);
  }
}

const keptLines = 60;

/**
 * A booted kernel with our agent as its first program, without a disk. It can
 * not outlive us: the machine is tied to this process.
 */
export class Guest {
  /** Trouble that the kernel reported, oldest first. */
  readonly troubles: GuestTrouble[] = [];
  /** Settles when the machine has ended. */
  readonly ended: Promise<void>;
  private readonly tailLines: string[] = [];
  private readonly folder: string;
  private readonly child: ChildProcess;
  readonly monitor: Monitor;
  private agent: Duplex;
  /** The agent's, or the shell's when the agent has a port. */
  private readonly serial: Duplex;
  private shellData: ((data: Buffer) => void) | undefined;
  private readonly pending = new Map<number, Pending>();
  private readonly consoleListeners = new Set<(line: ConsoleLine) => void>();
  private nextId = 1;
  private hasEnded = false;
  private hasSpoken = false;
  private stderr = '';
  private wasSwitchedOff = false;
  /** What it says when it is asked why it hangs is no report of its own. */
  private isGivenUp = false;
  private readonly readers = { console: new TroubleReader(), log: new TroubleReader() };
  private ready: () => void = () => {};

  private constructor(
    private readonly machine: Machine,
    private readonly options: GuestOptions,
  ) {
    this.folder = temporaryFolder();
    try {
      const initrd = makeInitramfs(this.folder, options.content);
      // A process group of its own, so that helper processes end with it.
      this.child = spawnTied(machine.file, machine.words(initrd), {
        stdio: ['ignore', machine.console === 1 ? 'pipe' : 'ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
        detached: true,
      });
    } catch (error) {
      rmSync(this.folder, { recursive: true, force: true });
      throw error;
    }
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      if (this.stderr.length < 4096) this.stderr += text;
    });
    const consoleLines = new Lines((raw) => this.onConsoleLine(raw));
    (this.child.stdio[machine.console] as Duplex)
      .on('data', (data: Buffer) => consoleLines.add(data))
      .on('error', () => {});
    const [, , , , serial, monitor, port] = this.child.stdio as unknown as Duplex[];
    this.serial = serial as Duplex;
    this.agent = this.serial;
    for (const line of [serial, port]) {
      const answers = new Lines((text) => this.onAnswer(text, line as Duplex));
      const read = (data: Buffer) => answers.add(data);
      line?.on('data', (data: Buffer) => (line === serial && this.shellData ? this.shellData : read)(data));
      line?.on('error', () => {});
    }
    this.monitor = new Monitor(monitor as Duplex, (event, data) => {
      if (event === 'SHUTDOWN' && (data as { reason?: string }).reason === 'guest-shutdown') this.wasSwitchedOff = true;
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        consoleLines.flush();
        this.hasEnded = true;
        rmSync(this.folder, { recursive: true, force: true });
        resolve();
      };
      this.child.once('error', end);
      this.child.once('close', end);
    });
  }

  /**
   * Starts the machine and waits for the agent. A kernel that dies of an int3 while it boots is started
   * once more: it had patched its own code while another CPU ran it, which QEMU's software emulation does
   * not always carry out (seen with 6.12 and 4 CPUs, once in some hundred boots).
   */
  static async boot(machine: Machine, options: GuestOptions): Promise<Guest> {
    try {
      return await Guest.bootOnce(machine, options);
    } catch (error) {
      const isPatch = error instanceof GuestFailure && error.tail.some((line) => line.includes('Oops: int3'));
      if (!isPatch) throw error;
      return await Guest.bootOnce(machine, options);
    }
  }

  private static async bootOnce(machine: Machine, options: GuestOptions): Promise<Guest> {
    const guest = new Guest(machine, options);
    const isReady = new Promise<'ready'>((resolve) => {
      guest.ready = () => resolve('ready');
    });
    const how = await firstOf(
      options.bootSeconds * 1000,
      isReady,
      guest.ended.then(() => 'ended' as const),
    );
    if (how === 'ready') return guest;
    const failure = guest.bootFailure(how === 'ended');
    await guest.close();
    throw failure;
  }

  onConsole(listener: (line: ConsoleLine) => void): () => void {
    this.consoleListeners.add(listener);
    return () => this.consoleListeners.delete(listener);
  }

  /** Runs a shell command in the guest. Rejects with a GuestFailure when the guest dies or does not answer in time. */
  async exec(command: string, seconds: number, input?: Buffer): Promise<ExecResult> {
    const encoded = Buffer.from(command).toString('base64');
    if (input) return this.request(`i ${input.length} ${encoded}`, input, seconds);
    return this.request(/[\n\r]/.test(command) ? `b ${encoded}` : `p ${command}`, undefined, seconds);
  }

  /** As exec(), but what the command prints is passed on while it runs. */
  async stream(command: string, seconds: number, stdout: Writable, stderr: Writable): Promise<ExecResult> {
    return this.request(`s ${Buffer.from(command).toString('base64')}`, undefined, seconds, { stdout, stderr });
  }

  /** An interactive shell: what is typed goes to the guest, what its terminal shows comes back. Its exit status. */
  async shell(terminal: ShellTerminal, seconds: number): Promise<number> {
    if (this.agent === this.serial)
      throw new UserError(
        'a shell needs the serial line that the agent has in this kernel: CONFIG_VIRTIO_CONSOLE=y gives the agent another',
        ExitCode.missing,
      );
    if (this.shellData) throw new UserError('there is a shell already, and the guest has one terminal for it');
    const { onData, end } = connect(terminal, this.serial);
    this.shellData = onData;
    try {
      return (await this.exec(shellCommand(terminal), seconds)).status;
    } finally {
      await end();
      this.shellData = undefined;
    }
  }

  /** Writes a file in the guest. */
  async write(place: string, data: Buffer, seconds: number): Promise<ExecResult> {
    return this.request(`w ${data.length} ${place}`, data, seconds);
  }

  private async request(
    words: string,
    data: Buffer | undefined,
    seconds: number,
    sink?: { stdout: Writable; stderr: Writable },
  ): Promise<ExecResult> {
    const id = this.nextId++;
    const done = new Promise<ExecResult>((resolve) => {
      this.pending.set(id, { out: [], err: [], log: [], sink, resolve });
    });
    this.agent.write(`${id} ${words}\n`);
    if (data) this.agent.write(data);
    const how = await firstOf(
      seconds * 1000,
      done,
      this.ended.then(() => 'ended' as const),
    );
    this.pending.delete(id);
    if (how === 'ended') throw this.deathFailure();
    if (how === undefined) throw await this.hangFailure(seconds);
    return how;
  }

  /** The console's last lines, with the source lines of modules. */
  tail(): string[] {
    return this.annotate(this.tailLines.slice(-keptLines));
  }

  /** What the kernel reported, in a sentence. */
  describe(trouble: Trouble): string {
    const isExact = trouble.kind === 'oops' || trouble.kind === 'warning' || trouble.kind === 'hang';
    return this.annotate([describeTrouble(trouble)], isExact)[0] ?? '';
  }

  private annotate(lines: string[], isExact = false): string[] {
    return this.options.symbols?.annotate(lines, isExact) ?? lines;
  }

  /** Ends the machine, at once. */
  async close(): Promise<void> {
    if (!this.hasEnded) this.kill();
    await this.ended;
  }

  private kill(): void {
    try {
      if (this.child.pid !== undefined) process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }

  private onConsoleLine(raw: string): void {
    this.hasSpoken = true;
    const line = parseConsoleLine(raw);
    this.tailLines.push(line.raw);
    if (this.tailLines.length > 2 * keptLines) this.tailLines.splice(0, keptLines);
    this.note(line, 'console');
    this.options.onConsole?.(line);
    for (const listener of this.consoleListeners) listener(line);
  }

  /** The console and the log say the same; the log loses no characters. */
  private note(line: ConsoleLine, source: 'console' | 'log'): void {
    const trouble = this.readers[source].line(line.text);
    if (!trouble || this.isGivenUp) return;
    const { seconds } = line;
    const noted = Object.assign(trouble, { seconds, source });
    const at = this.troubles.findIndex(
      (other) => other.kind === noted.kind && other.seconds === seconds && other.source !== source,
    );
    if (at < 0) this.troubles.push(noted);
    else if (source === 'log') this.troubles[at] = noted;
  }

  private onAnswer(line: string, from: Duplex): void {
    if (line === 'ktest-agent ready') {
      this.agent = from;
      this.ready();
    }
    const match = /^(\d+) ([koex]) (.*)$/.exec(line);
    const pending = this.pending.get(Number(match?.[1]));
    if (!match || !pending) return;
    const [, , kind, text = ''] = match;
    if (kind === 'x') {
      const { out, err, log, resolve } = pending;
      resolve({ status: Number(text), stdout: Buffer.concat(out), stderr: Buffer.concat(err), log });
      return;
    }
    const data = Buffer.from(text, 'base64');
    if (kind === 'o') this.passOn(data, pending.sink?.stdout, pending.out);
    else if (kind === 'e') this.passOn(data, pending.sink?.stderr, pending.err);
    else {
      for (const raw of data.toString().trimEnd().split('\n')) {
        const logged = parseConsoleLine(raw);
        pending.log.push(logged);
        this.note(logged, 'log');
      }
    }
  }

  /** A reader that is slow slows the guest down, and does not fill our memory. */
  private passOn(data: Buffer, sink: Writable | undefined, kept: Buffer[]): void {
    if (!sink) kept.push(data);
    else if (!sink.write(data)) {
      this.agent.pause();
      sink.once('drain', () => this.agent.resume());
    }
  }

  private bootFailure(ended: boolean): Error {
    if (this.troubles.some(({ kind }) => kind === 'panic')) {
      const cause = causeOf(this.troubles);
      const words = cause?.kind === 'panic' ? cause.sentence : cause && this.describe(cause);
      return new GuestFailure('panic', `the kernel panicked at boot: ${words}`, this.tail(), true);
    }
    if (ended && !this.hasSpoken)
      return new UserError(
        `the machine left before the kernel said a word: ${this.stderr.trim().split('\n').at(-1) || 'without a message'}`,
        ExitCode.missing,
      );
    if (ended) return new GuestFailure('boot', 'the guest went off before its tests could start', this.tail(), true);
    const { bootSeconds } = this.options;
    if (!this.hasSpoken)
      return new GuestFailure(
        'silent',
        `the kernel printed nothing for ${bootSeconds} s: it has no console on ttyS0 (CONFIG_SERIAL_8250_CONSOLE), or is not for this machine`,
        [],
        true,
      );
    return new GuestFailure(
      'boot',
      `the guest's agent did not start within ${bootSeconds} s: see the console's last lines`,
      this.tail(),
      true,
    );
  }

  private async hangFailure(seconds: number): Promise<GuestFailure> {
    this.isGivenUp = true;
    const before = this.tailLines.slice(-keptLines / 2);
    const console = this.child.stdio[this.machine.console] as Duplex;
    const canBeAsked = this.machine.console === 3 && !this.hasEnded;
    const asked = canBeAsked
      ? await whereCpusAre({ monitor: this.monitor, console, onConsole: this.onConsole.bind(this) })
      : [];
    const lines = this.annotate([...before, ...asked]);
    const where = summarizeCpus(lines);
    return new GuestFailure('hang', `the guest did not answer within ${seconds} s${where && `: ${where}`}`, lines);
  }

  private deathFailure(): GuestFailure {
    const cause = causeOf(this.troubles);
    if (cause && this.troubles.some(({ kind }) => kind === 'panic'))
      return new GuestFailure('panic', this.describe(cause), this.tail());
    if (this.wasSwitchedOff)
      return new GuestFailure('off', 'the machine was switched off from within while a command ran', this.tail());
    const said = this.stderr.trim().split('\n').at(-1);
    return new GuestFailure('lost', `the connection to the guest was lost${said ? `: ${said}` : ''}`, this.tail());
  }
}

interface Pending {
  out: Buffer[];
  err: Buffer[];
  log: ConsoleLine[];
  sink: { stdout: Writable; stderr: Writable } | undefined;
  resolve(result: ExecResult): void;
}

/** The first that settles, or undefined after a time. */
async function firstOf<T>(ms: number, ...promises: Promise<T>[]): Promise<T | undefined>;
async function firstOf<A, B>(ms: number, a: Promise<A>, b: Promise<B>): Promise<A | B | undefined>;
async function firstOf(ms: number, ...promises: Promise<unknown>[]): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([...promises, late]);
  } finally {
    clearTimeout(timer);
  }
}
