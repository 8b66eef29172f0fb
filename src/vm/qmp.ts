// SPDX-License-Identifier: MIT OR GPL-2.0-only
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { Lines } from './lines.js';

/** QEMU's monitor, one command after the other. */
export class Monitor {
  private readonly waiting: ((answer: { value?: unknown; error?: string }) => void)[] = [];
  private greeted: () => void = () => {};
  private readonly isReady: Promise<void>;
  private isOff = false;

  /** `onEvent` is told what QEMU reports by itself, such as SHUTDOWN. */
  constructor(
    private readonly stream: Duplex,
    private readonly onEvent: (name: string, data: unknown) => void = () => {},
  ) {
    this.isReady = new Promise((resolve) => {
      this.greeted = resolve;
    });
    const lines = new Lines((line) => this.receive(line));
    stream.on('data', (data: Buffer) => lines.add(data));
    const end = () => {
      this.isOff = true;
      this.greeted();
      for (const answer of this.waiting.splice(0)) answer({ error: 'the machine is off' });
    };
    stream.on('error', end).on('end', end).on('close', end);
  }

  /** Its answer; rejects with QEMU's words when it refuses, and when the machine is off. */
  async command(execute: string, words?: Record<string, unknown>): Promise<unknown> {
    await this.isReady;
    const answer = await new Promise<{ value?: unknown; error?: string }>((resolve) => {
      if (this.isOff) return resolve({ error: 'the machine is off' });
      this.waiting.push(resolve);
      this.stream.write(`${JSON.stringify({ execute, ...(words && { arguments: words }) })}\n`);
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  }

  private receive(line: string): void {
    const message = JSON.parse(line) as {
      QMP?: unknown;
      return?: unknown;
      error?: { desc: string };
      event?: string;
      data?: unknown;
    };
    if (message.QMP) {
      this.waiting.push(() => this.greeted());
      this.stream.write('{"execute":"qmp_capabilities"}\n');
    } else if (message.error) this.waiting.shift()?.({ error: message.error.desc });
    else if (message.event !== undefined) this.onEvent(message.event, message.data);
    else if ('return' in message) this.waiting.shift()?.({ value: message.return });
  }
}

/** One command over a monitor's socket; undefined when nobody answers in time. */
export async function qmp(socketPath: string, command: string, seconds = 10): Promise<unknown> {
  const socket = net.connect(socketPath);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
    socket.on('error', () => resolve(undefined));
  });
  try {
    return await Promise.race([new Monitor(socket).command(command).catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}
