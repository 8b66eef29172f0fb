// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { ExitCode } from '../../util/exit-codes.js';
import { UserError } from '../../util/user-error.js';
import { type ConsoleLine, parseConsoleLine } from '../../vm/console.js';
import type { Machine } from '../../vm/guest.js';
import { Lines } from '../../vm/lines.js';

export interface UmlBootOptions {
  /** It is ended when it says nothing for so long. */
  silenceSeconds: number;
  signal: AbortSignal;
  /** True ends it. */
  onLine(line: ConsoleLine): boolean;
}

const tied = ['setpriv', '--pdeathsig', 'KILL'];

/** The same memory and console as kunit.py gives it. */
const words = ['mem=1G', 'console=tty', 'kunit_shutdown=halt'];

/** A User Mode Linux with our agent: its first serial line is the console, its second the agent's. */
export function umlMachine(binary: string, append: string): Machine {
  return {
    file: 'sh',
    words: (initrd) => [
      ...['-c', `${tied.join(' ')} "$0" "$@" 3>&1 2>&1 | cat`, binary],
      ...['mem=512M', `initrd=${initrd}`, 'con=null', 'ssl0=null,fd:3', 'ssl1=fd:4,fd:4'],
      ...['console=ttyS0', 'panic=-1', 'printk.time=1', 'printk.devkmsg=on'],
      ...append.split(' ').filter((word) => word !== ''),
    ],
    console: 1,
  };
}

/** Boots a User Mode Linux and reads its console until it halts. */
export function bootUml(binary: string, more: string[], options: UmlBootOptions): Promise<'halted' | 'silent'> {
  return new Promise((resolve, reject) => {
    // Its console does not wait for a slow reader of Node's sockets, and loses what does not fit: a pipe to cat holds
    // more. A process group of its own: the kernel's helper processes end with it, and it ends with us.
    const line = `${tied.join(' ')} "$0" "$@" 2>&1 | cat`;
    const child = spawn('setpriv', [...tied.slice(1), 'sh', '-c', line, binary, ...words, ...more], {
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    let how: 'halted' | 'silent' = 'halted';
    const kill = () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        how = 'silent';
        kill();
      }, options.silenceSeconds * 1000);
    };
    wait();
    const lines = new Lines((raw) => {
      wait();
      if (options.onLine(parseConsoleLine(raw))) kill();
    });
    child.stdout.on('data', (data: Buffer) => lines.add(data));
    options.signal.addEventListener('abort', kill);
    if (options.signal.aborted) kill();
    child.once('error', (error) =>
      reject(new UserError(`${binary} could not be started: ${error.message}`, ExitCode.missing)),
    );
    child.once('close', () => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', kill);
      kill();
      lines.flush();
      resolve(how);
    });
  });
}
