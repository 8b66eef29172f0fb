// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BuildListener } from '../build/request.js';
import { plainText } from './characters.js';

/** One line at the bottom of a terminal that says what goes on; elsewhere a line now and then. */
export class Progress implements BuildListener {
  private readonly said = new Set<string>();
  private readonly line: TerminalLine | RareLine;

  /** Without a terminal, what goes on is said every so many seconds, and when nothing changes every half minute. */
  constructor(seconds = 30) {
    const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
    this.line = isTerminal ? terminalLine : new RareLine(seconds);
  }

  show(text: string): void {
    this.line.show(text);
  }

  /** One of `total` steps; without a total, only what is done. */
  step(done: number, total: number, what: string): void {
    this.show(total > 0 ? `[${done}/${total}] ${what}` : what);
  }

  say(sentence: string): void {
    // Several projects of one run may come to the same.
    if (this.said.has(sentence)) return;
    this.said.add(sentence);
    this.clear();
    process.stderr.write(`ktest: ${sentence}\n`);
  }

  /** A sentence for one who sees no progress. */
  sayOnce(sentence: string): void {
    if (this.line !== terminalLine) this.say(sentence);
  }

  /** A sentence that helps who waits at a terminal, and is of no use in a log. */
  sayAtTerminal(sentence: string): void {
    if (this.line === terminalLine) this.say(sentence);
  }

  clear(): void {
    this.line.clear();
  }
}

/** There is one terminal, so there is one such line, whoever shows it. */
class TerminalLine {
  private text: string | undefined;
  private last = 0;

  show(text: string): void {
    const now = Date.now();
    if (this.text !== undefined && now - this.last < 50) return;
    this.last = now;
    this.text = text;
    this.draw();
  }

  clear(): void {
    if (this.text !== undefined) process.stderr.write('\r\x1b[K');
    this.text = undefined;
  }

  /** Takes the line away while `write` writes whole lines to the same terminal. */
  around(write: () => void): void {
    const { text } = this;
    this.clear();
    write();
    this.text = text;
    if (text !== undefined) this.draw();
  }

  private draw(): void {
    // The last column stays free: a terminal may wrap when it is written to. A pty without a size says 0.
    const width = (process.stderr.columns || 80) - 1;
    process.stderr.write(`\r\x1b[K${plainText(cut(this.text ?? '', width))}`);
  }
}

const terminalLine = new TerminalLine();

/** Removes the progress line, if there is one: something else is to be said. */
export function clearProgress(): void {
  terminalLine.clear();
}

/** For text that goes to standard output while progress is shown. */
export function besideProgress(write: () => void): void {
  terminalLine.around(write);
}

/** Without a terminal: who waits sees now and then that something still goes on. */
class RareLine {
  private readonly seconds: number;
  private text: string | undefined;
  private told: string | undefined;
  private last = Date.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(seconds: number) {
    this.seconds = Number(process.env['KTEST_PROGRESS'] || seconds);
  }

  show(text: string): void {
    this.text = text;
    if (this.timer !== undefined || !(this.seconds > 0)) return;
    this.timer = setInterval(() => this.tick(), Math.min(1000, this.seconds * 1000));
    this.timer.unref();
  }

  clear(): void {
    this.text = undefined;
  }

  private tick(): void {
    const { text } = this;
    const seconds = text === this.told ? Math.max(this.seconds, 30) : this.seconds;
    if (text === undefined || Date.now() - this.last < seconds * 1000) return;
    this.last = Date.now();
    this.told = text;
    process.stderr.write(`ktest: ${text}\n`);
  }
}

function cut(text: string, width: number): string {
  const characters = [...text.replace(/\p{Cc}/gu, '?')];
  let columns = 0;
  const fitting = characters.findIndex((character) => {
    columns += isWide(character) ? 2 : 1;
    return columns > width;
  });
  return fitting < 0 ? characters.join('') : `${characters.slice(0, Math.max(0, fitting - 1)).join('')}…`;
}

/** East Asian characters take two columns. */
function isWide(character: string): boolean {
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
    character,
  );
}
