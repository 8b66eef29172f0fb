// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Failure, Parameter } from './events.js';

/** What a kernel's KTAP told of one case. */
export interface KtapCase {
  suite: string;
  name: string;
  ok: boolean;
  /** SKIP, TODO, TIMEOUT, ERROR or XFAIL, and what follows it. */
  directive?: { word: string; text: string };
  /** Lines since the last result, without their indentation: diagnostics and whatever else was printed. */
  lines: string[];
  parameters: Parameter[];
}

export interface KtapHandlers {
  onCase(result: KtapCase): void;
  /** The line that sums a suite up. */
  onSuite?(name: string, ok: boolean, directive: KtapCase['directive']): void;
}

const resultLine = /^( *)(not )?ok \d+ (?:- )?(.*?)(?: # (SKIP|TODO|TIMEOUT|ERROR|XFAIL)\b ?(.*))?$/;

/**
 * Reads KTAP as KUnit prints it to a kernel's log (Documentation/dev-tools/ktap.rst):
 * suites at the top level, their cases four blanks deeper, parameters of a
 * case another four. The version line of nested levels, which 6.1 does not
 * print, is not needed.
 */
export class KtapReader {
  private suite: string | undefined;
  private lines: string[] = [];
  private parameters: Parameter[] = [];

  constructor(private readonly handlers: KtapHandlers) {}

  line(text: string): void {
    const subtest = /^( *)# Subtest: (.*)$/.exec(text);
    if (subtest) {
      if ((subtest[1]?.length ?? 0) <= 4) {
        this.suite = subtest[2];
        this.forget();
      }
      return;
    }
    if (/^ *(?:K?TAP version \d+|1\.\.\d+)$/.test(text)) return;
    const result = resultLine.exec(text);
    if (!result || this.suite === undefined) {
      if (this.suite !== undefined) this.lines.push(text.replace(/^ {0,4}/, ''));
      return;
    }
    const [, indent = '', not, name = '', word, rest = ''] = result;
    const directive = word === undefined ? undefined : { word, text: rest };
    if (indent.length >= 8) {
      this.parameters.push({
        index: this.parameters.length,
        name,
        status: word === 'SKIP' ? 'skipped' : not ? 'failed' : 'passed',
        ...(rest && { comment: rest }),
      });
    } else if (indent.length > 0) {
      const { suite, lines, parameters } = this;
      this.forget();
      this.handlers.onCase({ suite, name, ok: !not, ...(directive && { directive }), lines, parameters });
    } else {
      this.suite = undefined;
      this.forget();
      this.handlers.onSuite?.(name, !not, directive);
    }
  }

  /** What was printed since the last result: of a case that did not come to its end. */
  pending(): { suite: string | undefined; lines: string[]; parameters: Parameter[] } {
    return { suite: this.suite, lines: [...this.lines], parameters: [...this.parameters] };
  }

  private forget(): void {
    this.lines = [];
    this.parameters = [];
  }
}

/** Failed expectations among a case's lines, in KUnit's wording, and what is left over. */
export function failuresIn(lines: string[]): { failures: Failure[]; rest: string[] } {
  const failures: Failure[] = [];
  const rest: string[] = [];
  let text: string[] | undefined;
  for (const line of lines) {
    const failed = /^# [^:]+: ((EXPECTATION|ASSERTION) FAILED at (.*):(\d+))$/.exec(line);
    if (failed) {
      text = [failed[1] ?? ''];
      failures.push({ file: failed[3] ?? '', line: Number(failed[4]), fatal: failed[2] === 'ASSERTION', text: '' });
    } else if (text && !line.startsWith('#') && line.trim() !== '') text.push(line);
    else {
      text = undefined;
      rest.push(line);
    }
    const last = failures.at(-1);
    if (last && text) last.text = text.join('\n');
  }
  return { failures, rest };
}
