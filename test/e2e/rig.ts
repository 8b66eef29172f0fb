// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, afterEach, onTestFinished } from 'vitest';
import { spawnTied } from '../../src/util/command.js';

/** The real tool, on real folders: nothing here stands in for a part of it. */

export const repository = path.resolve(import.meta.dirname, '../..');
export const ktestProgram = path.join(repository, 'bin', 'ktest');

/** An unpacked linux-source-6.12; scripts/test sets it. */
export const linux = process.env['LINUX'] ?? '';

/** What each check works with, and the options that ask for it. */
export const everySkin: [name: string, words: string[]][] = [
  ['emulated headers', []],
  ['emulated headers, clang', ['--cc', 'clang']],
  ['AddressSanitizer', ['--sanitize', 'address']],
  ['ThreadSanitizer', ['--sanitize', 'thread']],
  ["a tree's headers", ['--tree', linux]],
];

export interface Done {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CallOptions {
  cwd?: string;
  env?: Record<string, string>;
}

export function start(args: string[], options: CallOptions = {}): ChildProcess & { done: Promise<Done> } {
  return startProgram(ktestProgram, args, options);
}

export function startProgram(
  program: string,
  args: string[],
  options: CallOptions = {},
): ChildProcess & { done: Promise<Done> } {
  // Whoever ends vitest by a signal ends the tool, too.
  const child = spawnTied(program, args, {
    cwd: options.cwd,
    // On a loaded machine any build is long enough for a line about its progress. A tree is taken only where a test says so.
    env: { ...process.env, NO_COLOR: '1', KTEST_PROGRESS: '0', KTEST_TREE: 'none', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  (child.stdout as Readable).setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  (child.stderr as Readable).setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const done = new Promise<Done>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
  const started = Object.assign(child, { done });
  running.add(started);
  child.once('close', () => running.delete(started));
  return started;
}

export function ktest(args: string[], options: CallOptions = {}): Promise<Done> {
  return start(args, options).done;
}

const running = new Set<ChildProcess & { done: Promise<Done> }>();

/** A test that fails, or is over time, may not have waited for its programs: they and what they started end with it. */
async function endPrograms(): Promise<void> {
  const left = [...running];
  for (const { pid } of left) {
    // A shell in between may end before what it runs.
    for (const one of pid === undefined ? [] : [pid, ...descendants(pid)]) endProcess(one, 'SIGTERM');
  }
  const force = setTimeout(() => {
    for (const child of left) child.kill('SIGKILL');
  }, 60_000);
  await Promise.allSettled(left.map(({ done }) => done));
  clearTimeout(force);
}
afterEach(endPrograms);
afterAll(endPrograms);
// Vitest was killed: its workers would go on.
process.once('disconnect', () => process.kill(process.pid));

function endProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** All processes that a process started, and those that they started. */
function descendants(pid: number): number[] {
  const children = processes().filter(({ parent }) => parent === pid);
  return children.flatMap((child) => [child.pid, ...descendants(child.pid)]);
}

/** A folder with these files; it goes with the test. */
export function folder(files: Record<string, string>, name = 'module'): string {
  const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ktest-e2e-')));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  const root = path.join(top, name);
  mkdirSync(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

/** A test file with one suite; each case is its body. */
export function suite(
  cases: Record<string, string>,
  options: { name?: string; head?: string; extra?: string } = {},
): string {
  const name = options.name ?? 'demo';
  const functions = Object.entries(cases).map(([at, body]) => `static void ${at}(struct kunit *test)\n{\n${body}\n}\n`);
  const entries = Object.keys(cases).map((at) => `\tKUNIT_CASE(${at}),\n`);
  return `#include <kunit/test.h>
${options.head ?? ''}
${functions.join('\n')}
static struct kunit_case demo_cases[] = {
${entries.join('')}	{}
};
static struct kunit_suite demo_suite = {
	.name = "${name}",
	.test_cases = demo_cases,
	${options.extra ?? ''}
};
kunit_test_suite(demo_suite);
MODULE_LICENSE("GPL");
`;
}

export interface JsonCase {
  file: string;
  suite: string;
  case: string;
  verdict: string;
  flaky: boolean;
  attempts: number;
  reason?: string;
  failures: { file: string; line: number; fatal: boolean; text: string }[];
  exploration?: {
    schedules: number;
    different: number;
    systemCall?: number;
    bound?: string;
    schedule?: string;
    turns: { from: string; to: string; how: string }[];
  };
  findings: {
    kind: string;
    text: string;
    traces: { title: string; frames: { function: string; file?: string }[] }[];
  }[];
  crash?: { kind: string; sentence: string; frames: { function: string; file?: string; line?: number }[] };
  leaks: { bytes: number; count: number; frames: { function: string; file?: string; line?: number }[] }[];
  output: string;
  last?: { file: string; line: number };
  command: string;
}

/** Runs with the json reporter: results by case name. */
export async function results(
  args: string[],
  options: CallOptions = {},
): Promise<{
  status: number | null;
  stderr: string;
  cases: Record<string, JsonCase>;
  all: JsonCase[];
  notes: string[];
}> {
  const done = await ktest(['run', '--reporter', 'json', ...args], options);
  const cases: Record<string, JsonCase> = {};
  const all: JsonCase[] = [];
  const notes: string[] = [];
  for (const line of done.stdout.split('\n')) {
    if (!line.startsWith('{')) continue;
    const event = JSON.parse(line) as { type: string; sentence: string; result: JsonCase };
    if (event.type === 'note') notes.push(event.sentence);
    if (event.type !== 'case-end') continue;
    cases[event.result.case] = event.result;
    all.push(event.result);
  }
  return { status: done.status, stderr: done.stderr, cases, all, notes };
}

/** Processes whose command line holds a text: what a test must not leave behind. */
export function processesWith(text: string): string[] {
  return processes().flatMap(({ pid, line }) => (line.includes(text) && pid !== process.pid ? [`${pid} ${line}`] : []));
}

/** All processes that have not ended. */
function processes(): { pid: number; parent: number; line: string }[] {
  return readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const line = readFileSync(`/proc/${entry}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const [, state, parent] = /\) (\w) (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? [];
      return state === 'Z' ? [] : [{ pid: Number(entry), parent: Number(parent), line }];
    } catch {
      return [];
    }
  });
}

/** Waits for something that happens outside of this process; fails loudly when it does not. */
export async function until(what: string, holds: () => boolean, seconds = 20): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`did not happen within ${seconds} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
