// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Config } from '../config/schema.js';
import { type Hello, parseWireLine, type WireMessage } from '../events/wire.js';
import { type MachineShape, uniprocessor, usualMachine } from '../project/needs.js';

export interface SessionOptions {
  arguments: string[];
  cpuSeconds: number;
  memoryBytes: number;
  outputBytes: number;
}

/** How a start server ended. */
export interface SessionEnd {
  signal: NodeJS.Signals | null;
  code: number | null;
  /** What it wrote to its own standard output and error. */
  text: string;
}

/** The emulated machine as the configuration has it. */
export function emulatedShape({
  cpus = usualMachine.cpus,
  nodes = usualMachine.nodes,
}: Pick<Config, 'cpus' | 'nodes'>): MachineShape {
  return { ...uniprocessor, cpus, nodes };
}

/** How the emulated machine is to look, as the program's arguments. */
export function startArguments(
  { cpus, nodes, cpulessNodes, memorylessNodes }: MachineShape,
  memoryMib = 1024,
): string[] {
  const special = [
    ...(cpulessNodes > 0 ? [`--cpuless-nodes=${cpulessNodes}`] : []),
    ...(memorylessNodes > 0 ? [`--memoryless-nodes=${memorylessNodes}`] : []),
  ];
  return [`--cpus=${cpus}`, `--nodes=${nodes}`, ...special, `--memory=${memoryMib * 2 ** 20}`];
}

const keptText = 64 * 1024;

/**
 * One start server: a test program that has done its start-up and runs cases
 * for us, each in a process of its own.
 */
export class Session {
  readonly ended: Promise<SessionEnd>;
  onMessage: (message: WireMessage) => void = () => {};
  private readonly child: ChildProcess;
  private readonly channel: Readable;
  private text = '';
  private rest = '';

  constructor(program: string, options: SessionOptions) {
    this.child = spawn(program, ['--ktest-server=3', ...options.arguments], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    // Not one duplex channel: a write to a server that died would take the unread end of its words with it.
    this.child.stdin?.on('error', () => {});
    this.channel = this.child.stdio[3] as Readable;
    this.channel.setEncoding('utf8');
    this.channel.on('data', (text: string) => this.receive(text));
    this.channel.on('error', () => {});
    const keep = (data: string) => {
      if (this.text.length < keptText) this.text += data;
    };
    this.child.stdout?.setEncoding('utf8').on('data', keep);
    this.child.stderr?.setEncoding('utf8').on('data', keep);
    this.ended = new Promise((resolve) => {
      this.child.once('error', (error) => resolve({ signal: null, code: null, text: error.message }));
      this.child.once('close', (code, signal) => resolve({ signal, code, text: this.text.trim() }));
    });
    this.send(`limits ${options.cpuSeconds} ${options.memoryBytes} ${options.outputBytes}`);
  }

  /** The program's suites, or how it ended before it could name them; one that never does is killed. */
  async hello(limitSeconds: number): Promise<Hello | SessionEnd> {
    const timer = setTimeout(() => {
      this.text += `it did not come to its first case within ${limitSeconds} s\n`;
      this.child.kill('SIGKILL');
    }, limitSeconds * 1000);
    const hello = new Promise<Hello>((resolve) => {
      this.onMessage = (message) => {
        if (message.type === 'hello') resolve(message);
      };
    });
    const first = await Promise.race([hello, this.ended]);
    clearTimeout(timer);
    return first;
  }

  send(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Ends the server; it takes the running case and its descendants with it. */
  close(): void {
    this.child.stdin?.destroy();
    this.channel.destroy();
  }

  private receive(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const message = parseWireLine(line);
      if (message) this.onMessage(message);
    }
  }
}
