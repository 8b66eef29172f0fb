// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { ktestProgram } from './rig.js';

/** A command in a real terminal: util-linux's script(1) makes a pty. */
export class Terminal {
  output = '';
  readonly status: Promise<number | null>;
  private readonly child;

  constructor(command: string, options: { columns?: number; cwd?: string; env?: Record<string, string> } = {}) {
    const { columns = 80, cwd, env } = options;
    const { NO_COLOR: _, ...inherited } = process.env;
    this.child = spawn('script', ['-qefc', `stty cols ${columns} rows 24; ${command}`, '/dev/null'], {
      cwd,
      env: { ...inherited, K: ktestProgram, TERM: 'xterm', LC_ALL: 'C.UTF-8', ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.status = new Promise((resolve) => this.child.once('close', resolve));
    onTestFinished(() => {
      this.child.kill('SIGKILL');
    });
  }

  /** Types, and waits until what was printed since matches. */
  async type(text: string, answer: RegExp, seconds = 60): Promise<string> {
    const start = this.output.length;
    this.child.stdin.write(text);
    for (const end = Date.now() + seconds * 1000; ; ) {
      const match = answer.exec(this.output.slice(start));
      if (match) return match[1] ?? match[0];
      if (Date.now() > end) throw new Error(`${JSON.stringify(text)} was not answered by ${answer}: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async end(): Promise<string> {
    this.child.stdin.end();
    await this.status;
    return this.output;
  }
}

/** What stands on each line of a terminal in the end, as far as carriage returns and "erase line" decide it. */
export function screenLines(output: string): string[] {
  const erase = '\u001b[K';
  return output.split('\n').map((line) => {
    let shown = '';
    for (const part of line.replace(/\r$/, '').split('\r')) {
      if (part.startsWith(erase)) shown = part.slice(erase.length);
      else shown = part + shown.slice(part.length);
    }
    return shown;
  });
}
