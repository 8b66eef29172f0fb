// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';
import type { Reporter } from '../report/reporter.js';
import { reporters } from '../report/reporters.js';
import { UserError } from '../util/user-error.js';
import { plainText } from './characters.js';
import { useColor } from './color.js';
import { besideProgress } from './progress.js';
import { ReportFile } from './report-file.js';
import type { RunOptions } from './run-options.js';

export interface Reports {
  emit(event: RunEvent): void;
  /** Puts finished files in their places. */
  close(): Promise<void>;
  /** Removes what is unfinished; harmless after close(). */
  abandon(): void;
}

/** The reporters that the command line asks for. */
export function openReports(options: Pick<RunOptions, 'reporter' | 'verbose' | 'color'>): Reports {
  const words = options.reporter.length > 0 ? options.reporter : [process.stdout.isTTY ? 'pretty' : 'ktap'];
  const files: ReportFile[] = [];
  const screen = new BatchedOutput();
  let toStdout = 0;
  // What a program reads has the same characters in every locale.
  const isPlain = process.stdout.isTTY ?? false;
  const active = words.map((word): Reporter => {
    const [name = '', ...rest] = word.split('=');
    const make = reporters[name];
    if (!make) throw new UserError(`--reporter ${name}: known are ${Object.keys(reporters).join(', ')}`);
    const base = { cwd: process.cwd(), verbose: options.verbose };
    if (rest.length === 0) {
      if (++toStdout > 1)
        throw new UserError('two reporters on standard output: give all but one a file, --reporter NAME=FILE');
      return make({
        ...base,
        color: useColor(options, process.stdout),
        write: (text) => screen.write(isPlain ? plainText(text) : text),
      });
    }
    const file = new ReportFile(rest.join('='));
    files.push(file);
    return make({ ...base, color: false, write: (text) => file.write(text) });
  });
  return {
    emit(event) {
      for (const reporter of active) reporter.on(event);
    },
    async close() {
      for (const file of files) file.finish();
      await screen.flushed();
    },
    abandon() {
      screen.flush();
      for (const file of files) file.abandon();
    },
  };
}

/** Standard output, written once for all that a turn of the event loop reports. */
class BatchedOutput {
  private text = '';

  write(text: string): void {
    if (this.text === '') setImmediate(() => this.flush());
    this.text += text;
  }

  flush(): void {
    const { text } = this;
    this.text = '';
    if (text !== '') besideProgress(() => process.stdout.write(text));
  }

  flushed(): Promise<void> {
    this.flush();
    return new Promise((resolve) => {
      process.stdout.write('', () => resolve());
    });
  }
}
