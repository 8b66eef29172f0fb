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

/** What a kernel says of itself when something is wrong with it. */
export type Trouble =
  | { kind: 'panic'; sentence: string }
  | { kind: 'oops'; sentence: string }
  | { kind: 'hang'; sentence: string }
  | { kind: 'warning'; sentence: string; file: string; line: number }
  | { kind: 'leak'; sentence: string };

/** Which trouble a line of the console reports; most report none. */
export function troubleIn(text: string): Trouble | undefined {
  const panic = /^Kernel panic - not syncing: (.*)/.exec(text);
  if (panic) return { kind: 'panic', sentence: (panic[1] ?? '').trim() };
  // "BUG: unable to handle page fault for address: …" is followed by "Oops: …", which is not needed besides it.
  const bug =
    /^(BUG: (?:unable to handle|kernel NULL|KASAN|KFENCE|scheduling while atomic|sleeping function).*|kernel BUG at .*|general protection fault.*|UBSAN: .*)/.exec(
      text,
    );
  if (bug) return { kind: 'oops', sentence: (bug[1] ?? '').trim() };
  const die = /^(?:Oops: )?(.*?): [0-9a-f]{4} \[#\d+\]/.exec(text);
  if (die) return { kind: 'oops', sentence: (die[1] ?? '').trim() };
  const hang =
    /^(watchdog: BUG: soft lockup.*|rcu: INFO: \S+ (?:self-)?detected (?:expedited )?stall.*|INFO: task .* blocked for more than.*)/.exec(
      text,
    );
  if (hang) return { kind: 'hang', sentence: (hang[1] ?? '').trim() };
  const warning = /^WARNING: CPU: \d+ PID: \d+ at (\S+):(\d+) (.*)/.exec(text);
  if (warning)
    return {
      kind: 'warning',
      sentence: (warning[3] ?? '').trim(),
      file: warning[1] ?? '',
      line: Number(warning[2]),
    };
  const leak = /^kmemleak: (\d+ new suspected memory leaks.*)/.exec(text);
  if (leak) return { kind: 'leak', sentence: (leak[1] ?? '').trim() };
  return undefined;
}

/** Lines of a console below a sentence of ours. */
export function quoteConsole(lines: string[]): string {
  return lines.map((line) => `  | ${line.replace(/\r$/, '')}\n`).join('');
}
