// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readTextIfAny } from '../util/files.js';

/** A run that only looks for calls is ended after so long. */
const limitMs = 30_000;

/**
 * Runs programs, `jobs` at a time, each case in a process of its own, and returns for each the
 * trap stubs that were reached, each as a chain of calls, the innermost function first. What the
 * cases print and whether they pass is nobody's concern here.
 */
export async function callsOfRun(
  programs: { program: string; arguments: string[] }[],
  jobs: number,
  onEnd: () => void,
): Promise<string[][][]> {
  const results: string[][][] = programs.map(() => []);
  let next = 0;
  const work = async () => {
    while (next < programs.length) {
      const i = next++;
      const program = programs[i];
      if (program) results[i] = await callsOf(program.program, program.arguments);
      onEnd();
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, programs.length) }, work));
  return results;
}

function callsOf(program: string, words: string[]): Promise<string[][]> {
  const log = `${program}.calls`;
  rmSync(log, { force: true });
  return new Promise((resolve) => {
    const child = spawn(program, ['--fork', '--cpus=1', '--nodes=1', ...words], {
      stdio: 'ignore',
      detached: true,
      env: { ...process.env, KTEST_TRAP_LOG: log },
    });
    const timer = setTimeout(() => {
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }, limitMs);
    child.once('error', () => resolve([]));
    child.once('close', () => {
      clearTimeout(timer);
      resolve(takeLog(log));
    });
  });
}

/** The chains of calls that a run wrote to $KTEST_TRAP_LOG. */
export function takeLog(log: string): string[][] {
  const text = readTextIfAny(log) ?? '';
  rmSync(log, { force: true });
  const lines = new Set(text.split('\n').filter((line) => line !== ''));
  return [...lines].map((line) => line.split(' '));
}
