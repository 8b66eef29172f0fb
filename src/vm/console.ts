// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** A line of a kernel's console; `text` without what printk puts before it. */
export interface ConsoleLine {
  raw: string;
  text: string;
  /** Seconds since the guest's boot; undefined where the line is not printk's. */
  seconds: number | undefined;
}

const printkPrefix = /^(?:<\d+>)?\[\s*(\d+\.\d{6})\](?:\[\s*[TC]\d+\])? ?/;

export function parseConsoleLine(raw: string): ConsoleLine {
  const clean = raw.replace(/\r$/, '');
  const match = printkPrefix.exec(clean);
  return match
    ? { raw: clean, text: clean.slice(match[0].length), seconds: Number(match[1]) }
    : { raw: clean, text: clean, seconds: undefined };
}

/** Lines of a console below a sentence of ours. */
export function quoteConsole(lines: string[]): string {
  return lines.map((line) => `  | ${line.replace(/\r$/, '')}\n`).join('');
}
