// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** What a command printed, or why it failed. */
export interface BuildMessage {
  out: string;
  failed: boolean;
  text: string;
}

export type NinjaProgress = (done: number, total: number, what: string) => void;

/** Marks ninja's own lines among what the commands print. */
const mark = '\x1e';

/** $NINJA_STATUS, by which NinjaOutput knows those lines. */
export const ninjaStatus = `${mark}%f/%t `;

/** Reads ninja's standard output: which command printed what, which failed, and why ninja itself gave up. */
export class NinjaOutput {
  readonly messages: BuildMessage[] = [];
  /** ninja's own error, which is no command's. */
  fatal = '';
  /** A signal stopped ninja, and it ended its commands. */
  isInterrupted = false;
  private current: { out: string; failed: boolean; lines: string[] } | undefined;
  private isCommandNext = false;

  constructor(private readonly onProgress: NinjaProgress) {}

  line(line: string): void {
    const progress = line.startsWith(mark) ? /^.(\d+)\/(\d+) (.*)$/.exec(line) : null;
    const failed = /^FAILED: (?:\[code=\d+\] )?(.*?) ?$/.exec(line);
    if (progress) {
      this.end();
      const what = progress[3] ?? '';
      this.current = { out: what, failed: false, lines: [] };
      this.onProgress(Number(progress[1]), Number(progress[2]), what);
    } else if (failed) {
      this.current = { out: failed[1] ?? '', failed: true, lines: [] };
      this.isCommandNext = true;
    } else if (this.isCommandNext) this.isCommandNext = false;
    else if (/^ninja: (build stopped|no work|Entering|fatal|error)/.test(line)) {
      if (/fatal|error/.test(line)) this.fatal = line;
      if (/interrupted by user/.test(line)) this.isInterrupted = true;
    } else this.current?.lines.push(line);
  }

  /** The last line has been read. */
  end(): void {
    const { current } = this;
    if (current && (current.failed || current.lines.length > 0)) {
      this.messages.push({ out: current.out, failed: current.failed, text: current.lines.join('\n') });
    }
    this.current = undefined;
  }
}
