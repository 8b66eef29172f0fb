// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsoleLine } from './console.js';
import type { Monitor } from './qmp.js';

/** A guest as far as it can be asked what it is doing, by its console and QEMU's monitor. */
export interface Askable {
  monitor: Monitor;
  /** Keys for the kernel. */
  console: Writable;
  onConsole(listener: (line: ConsoleLine) => void): () => void;
}

/** A kernel that prints nothing for so long has told all. */
const quietMs = 500;
const keyMs = 200;
const answerMs = 4000;

/**
 * Where the CPUs of a guest that does not answer are, and the tasks that wait: the kernel is asked by SysRq over its
 * serial console; if no CPU takes interrupts, by an NMI, of which it panics; and QEMU, which always knows, is
 * asked for the registers.
 */
export async function whereCpusAre(guest: Askable): Promise<string[]> {
  const lines: string[] = [];
  let last = 0;
  const forget = guest.onConsole((line) => {
    lines.push(line.text);
    last = performance.now();
  });
  try {
    // The backtraces of the CPUs, and the tasks that wait uninterruptibly.
    for (const key of 'lw') {
      if (!(await press(key, guest, () => lines.filter(isAnswer).length))) break;
      await untilQuiet(() => last, true);
    }
    if (!lines.some(isAnswer)) {
      await guest.monitor.command('inject-nmi');
      await untilQuiet(() => last, false);
    }
    if (!lines.some((line) => /backtrace for cpu|^CPU: \d/.test(line))) {
      const said = await guest.monitor.command('human-monitor-command', { 'command-line': 'info registers -a' });
      lines.push(...String(said).trimEnd().split(/\r?\n/));
    }
  } catch {
    // It has ended meanwhile; what it said is kept.
  } finally {
    forget();
  }
  return lines;
}

function isAnswer(line: string): boolean {
  return line.startsWith('sysrq: ');
}

/** Has the kernel take a SysRq key; a guest on a busy host may lose one. Whether it answered. */
async function press(key: string, guest: Askable, nrAnswers: () => number): Promise<boolean> {
  const before = nrAnswers();
  for (let attempt = 0; attempt < 2; attempt++) {
    await guest.monitor.command('chardev-send-break', { id: 'console' });
    // Its driver takes a key that comes with the break for an ordinary one.
    await sleep(keyMs);
    guest.console.write(key);
    const end = performance.now() + answerMs / 2;
    while (nrAnswers() === before && performance.now() < end) await sleep(50);
    if (nrAnswers() > before) return true;
  }
  return false;
}

/** `hasBegun`: something has been said; else the first line is waited for, too. */
async function untilQuiet(last: () => number, hasBegun: boolean): Promise<void> {
  const begin = performance.now();
  for (;;) {
    await sleep(50);
    const now = performance.now();
    const isQuiet = (hasBegun || last() > begin) && now - Math.max(last(), begin) > quietMs;
    if (isQuiet || now - begin > answerMs) return;
  }
}

const frame = String.raw`[\w.$]+\+0x[0-9a-f]+\/0x[0-9a-f]+(?: \[\w+\])?(?: \([^)]*\))?`;

/** Those lines in a few words, such as "CPU 0 was in spin+0x5/0x10 [foo] (foo.c:12), CPU 1 was idle". */
export function summarizeCpus(lines: string[]): string {
  const places = new Map<string, string>();
  /** Whose backtrace this is: "CPU 0 was", "mytask waited". */
  let who: string | undefined;
  for (const line of lines) {
    const [, cpu, rest = ''] = /^NMI backtrace for cpu (\d+)(.*)/.exec(line) ?? /^CPU#(\d+)()$/.exec(line) ?? [];
    const task = /^task:(\S+) +state:\w/.exec(line)?.[1];
    if (cpu !== undefined) who = `CPU ${cpu} was`;
    else if (task !== undefined) who = `${task} waited`;
    if (who === undefined) continue;
    const place = rest.includes('idling') ? 'idle' : placeIn(line);
    // The kernel's own functions above it tell less than the module's.
    if (place !== undefined && !places.get(who)?.includes('[')) {
      const isBetter = place.includes('[') || (!places.has(who) && who.startsWith('CPU'));
      if (isBetter) places.set(who, place);
    }
  }
  return [...places].map(([what, place]) => `${what} ${place}`).join(', ');
}

function placeIn(line: string): string | undefined {
  const ip = new RegExp(`^RIP: 0010:(${frame})`).exec(line)?.[1];
  const called = new RegExp(`^ (${frame})$`).exec(line)?.[1];
  const registers = /^(RIP=[0-9a-f]+)/.exec(line)?.[1];
  if (registers) return `at ${registers}`;
  if (ip && /idle|halt|mwait/.test(ip)) return 'idle';
  if (ip) return `in ${ip}`;
  // Who runs a case waits for it.
  const isOwn = called?.startsWith('kunit_try_catch_run') ?? false;
  return called?.includes('[') && !isOwn ? `in ${called}` : undefined;
}
