// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { Duplex, PassThrough, type Readable, type Writable } from 'node:stream';

/** What an interactive shell in a guest is typed on. */
export interface ShellTerminal {
  input: Readable;
  output: Writable;
  rows?: number | undefined;
  columns?: number | undefined;
}

/** An interactive shell: write what is typed, read what the terminal shows. */
export interface GuestShell extends Duplex {
  /** Its exit status, once it has ended. */
  status: Promise<number>;
}

const tty = '/dev/ttyS1';
const endOfInput = '\x04';

/** The first program waits for the shell, so it can not be the one that switches the machine off. */
const functions = ['poweroff', 'halt', 'reboot'].map((name) => `${name}() { busybox ${name} -f; }`).join('; ');

/** The command that runs a shell on the guest's second serial line, a terminal with job control. */
export function shellCommand({ rows = 24, columns = 80 }: ShellTerminal): string {
  return [
    `echo '${functions}' >/run/shell`,
    'cd /root',
    `ENV=/run/shell TERM=vt102 setsid -c sh -c 'stty sane rows ${rows} cols ${columns}; exec sh -i' <${tty} >${tty} 2>&1`,
  ].join('\n');
}

/** Connects a terminal with the guest's serial line; returns what to do with its data, and how to end. */
export function connect(
  { input, output }: ShellTerminal,
  serial: Duplex,
): { onData(data: Buffer): void; end(): Promise<void> } {
  const type = (data: Buffer | string) => void serial.write(data);
  const close = () => void serial.write(endOfInput);
  let isOpen = false;
  return {
    onData(data) {
      output.write(data);
      // What is typed before the guest has opened the line would be lost.
      if (!isOpen) input.on('data', type).once('end', close);
      isOpen = true;
    },
    async end() {
      // The guest has sent everything before it told the status; this process has still to read it.
      await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      input.off('data', type).off('end', close).pause();
    },
  };
}

/** A stream for a shell that `run` starts on a terminal. */
export function shellStream(run: (terminal: ShellTerminal) => Promise<number>): GuestShell {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const status = run({ input, output }).finally(() => output.end());
  // Who reads only the stream sees its end.
  status.catch(() => {});
  return Object.assign(Duplex.from({ writable: input, readable: output }), { status });
}
