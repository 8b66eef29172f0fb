// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Each program of examples/ and test/conformance prints the same in each run: as fibers, as host threads, in gdb.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, repository, startProgram } from '../e2e/rig.js';

/** So often each runs as it is, and with host threads; `DETERMINISM_RUNS=100` for more. */
const runs = Number(process.env['DETERMINISM_RUNS'] ?? 5);

test('programs repeat themselves', { timeout: 10_800_000 }, async () => {
  const root = folder({});
  const words = ['run', '--build-dir', path.join(root, 'built'), 'examples', 'test/conformance'];
  await ktest(words, { cwd: repository });
  const programs = readdirSync(path.join(root, 'built/bin'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(programs.length).toBeGreaterThan(100);
  const differ: string[] = [];
  for (const program of programs) {
    const outputs = new Set<string>();
    // Two at a time: the host's own scheduler has a choice.
    for (let i = 0; i < runs; i++)
      for (const output of await Promise.all([print(program), print(program, '--threads')])) outputs.add(output);
    outputs.add(await printInGdb(program));
    if (outputs.size > 1) differ.push(path.basename(program));
  }
  expect(differ).toEqual([]);

  async function print(program: string, ...more: string[]): Promise<string> {
    return ktap((await startProgram(program, more, { cwd: root }).done).stdout);
  }

  async function printInGdb(program: string): Promise<string> {
    const gdb = ['-nx', '-batch', '-ex', 'set startup-with-shell off', '-ex', 'run', '--args', program];
    return ktap((await startProgram('gdb', gdb, { cwd: root }).done).stdout);
  }
});

/** Without what gdb says itself. */
function ktap(text: string): string {
  return text
    .split('\n')
    .filter((line) => /^\s*(KTAP|#|ok|not ok|1\.\.)/.test(line))
    .join('\n');
}
