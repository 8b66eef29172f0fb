// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BuildListener } from '../build/request.js';

/** One line at the bottom of a terminal that says what goes on; nothing elsewhere. */
export class Progress implements BuildListener {
  private readonly said = new Set<string>();
  private shown = false;
  private last = 0;
  private readonly isTerminal = process.stderr.isTTY ?? false;

  show(text: string): void {
    const now = Date.now();
    if (!this.isTerminal || (this.shown && now - this.last < 50)) return;
    this.last = now;
    const width = Math.max(20, (process.stderr.columns ?? 80) - 1);
    process.stderr.write(`\r\x1b[K${text.length > width ? `${text.slice(0, width - 1)}…` : text}`);
    this.shown = true;
  }

  /** One of `total` steps; without a total, only what is done. */
  step(done: number, total: number, what: string): void {
    this.show(total > 0 ? `[${done}/${total}] ${what}` : what);
  }

  say(sentence: string): void {
    this.clear();
    process.stderr.write(`ktest: ${sentence}\n`);
  }

  /** A sentence for one who sees no progress. */
  sayOnce(sentence: string): void {
    if (this.isTerminal || this.said.has(sentence)) return;
    this.said.add(sentence);
    this.say(sentence);
  }

  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}
