// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { readTextIfAny } from '../util/files.js';

/** What a run called that its program lacks: chains of calls, the innermost function first. */
export interface CallsOfRun {
  chains: string[][];
  /** The run was ended before it came to its end. */
  isCut: boolean;
}

/** How programs are run to see what they call. */
export interface CallFinder {
  /** A program is ended when no case of it has ended for so many seconds. */
  patience: number;
  find(programs: { program: string; arguments: string[] }[], onEnd: () => void): Promise<CallsOfRun[]>;
}

/**
 * Runs programs, `jobs` at a time, each case in a process of its own. What the cases print and whether they pass is
 * nobody's concern here.
 */
export function callFinder(jobs: number, patience: number): CallFinder {
  return {
    patience,
    async find(programs, onEnd) {
      const results: CallsOfRun[] = programs.map(() => ({ chains: [], isCut: false }));
      let next = 0;
      const work = async () => {
        while (next < programs.length) {
          const i = next++;
          const program = programs[i];
          if (program) results[i] = await callsOf(program.program, program.arguments, patience);
          onEnd();
        }
      };
      await Promise.all(Array.from({ length: Math.min(jobs, programs.length) }, work));
      return results;
    },
  };
}

/** A case's line of KTAP, however deep. */
const endOfCase = /^ *(not )?ok /;

function callsOf(program: string, words: string[], patience: number): Promise<CallsOfRun> {
  const log = `${program}.calls`;
  rmSync(log, { force: true });
  return new Promise((resolve) => {
    const child = spawn(program, ['--fork', '--cpus=1', '--nodes=1', ...words], {
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
      env: { ...process.env, KTEST_TRAP_LOG: log },
    });
    let isCut = false;
    const timer = setTimeout(() => {
      isCut = true;
      if (child.pid) process.kill(-child.pid, 'SIGKILL');
    }, patience * 1000);
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (endOfCase.test(line)) timer.refresh();
    });
    child.once('error', () => resolve({ chains: [], isCut }));
    child.once('exit', () => {
      clearTimeout(timer);
      resolve({ chains: takeLog(log), isCut });
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
