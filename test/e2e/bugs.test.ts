// SPDX-License-Identifier: MIT OR GPL-2.0-only
// `npm run bugs`: modules with one concurrency bug each are found by the names of their rules, and their twins are clean.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository, startProgram } from './rig.js';

const folder = path.join(repository, 'test/bugs/concurrency');
const files = readdirSync(folder).filter((name) => name.endsWith('_test.c'));

describe('npm run bugs', () => {
  test('each module says which rule finds its bug', () => {
    expect(files.length).toBeGreaterThanOrEqual(48);
    const rules = files.map((name) => /^ \* Rule: (.+)$/m.exec(readFileSync(path.join(folder, name), 'utf8'))?.[1]);
    expect(rules).not.toContain(undefined);
    expect(new Set(rules).size).toBeGreaterThanOrEqual(20);
  });

  test('a sample: a rule of each kind', { timeout: 900_000 }, async () => {
    const sample = [
      'command_timed_out',
      'irq_flags_crossed',
      'nobody_wakes',
      'rcu_put_twice',
      'rcu_route_lookup',
      'ring_without',
    ];
    const words = [path.join(repository, 'scripts/bugs.mjs'), '--explore', '2000', ...sample];
    const { stdout, status } = await startProgram(process.execPath, words, { cwd: repository }).done;
    expect(stdout).toMatch(/^rcu_route_lookup +suspicious RCU usage +after 1 +clean in \d+$/m);
    expect(stdout).toMatch(/^ring_without_barrier +EXPECTATION FAILED +after \d\d +clean in 2000$/m);
    expect(stdout).toContain('6 of 6 modules: the bug is found by its rule, and nothing is said of the twin');
    expect(status).toBe(0);
  });
});
