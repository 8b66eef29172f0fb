// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

const here = path.join(import.meta.dirname, 'rates');

/** What is measured, in words; the peer's name for it; the largest ratio, or the most nanoseconds. */
const wanted = [
  ['malloc', 'kmalloc(64) and kfree()', 'malloc, free', { ratio: 5 }],
  ['live', 'the same, 20,000 alive', 'malloc, free', { ratio: 3 }],
  ['spin', 'spin_lock pair', 'pthread_spin', { ratio: 1.5 }],
  ['mutex', 'mutex_lock pair', 'pthread_mutex', { ratio: 1.5 }],
  ['percpu', 'this_cpu_inc()', undefined, { nanoseconds: 3 }],
  ['rcu', 'rcu_read_lock pair', undefined, { nanoseconds: 3 }],
  ['switch', 'switch between two tasks', undefined, { nanoseconds: 100 }],
];

/** The engine's operations beside what the C library has of the kind: cycles, the fewest of several runs of each in turn. */
export function rates({ ktest, work, rows }) {
  mkdirSync(work, { recursive: true });
  const bare = path.join(work, 'rates-bare');
  execFileSync('gcc', ['-O2', '-pthread', '-o', bare, path.join(here, 'bare.c')]);
  const best = { ours: {}, theirs: {} };
  for (let i = 0; i < 5; i++) {
    keepBest(best.ours, ktest, ['run', path.join(here, 'rates_test.c')]);
    keepBest(best.theirs, bare, []);
  }
  for (const [name, what, peer, target] of wanted) {
    const ours = best.ours[name];
    const nanoseconds = (ours / best.theirs.nanosecond).toFixed(1);
    if (peer === undefined) rows.push([what, `${nanoseconds} ns`, '', '', `≤ ${target.nanoseconds} ns`]);
    else
      rows.push([
        what,
        `${nanoseconds} ns`,
        `${(best.theirs[name] / best.theirs.nanosecond).toFixed(1)} ns (${peer})`,
        (ours / best.theirs[name]).toFixed(2),
        `≤ ${target.ratio}`,
      ]);
  }
}

/** Every "rate NAME HUNDREDTHS-OF-CYCLES" that a program says. */
function keepBest(best, program, words) {
  const said = execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  for (const [, name, value] of said.matchAll(/rate ([\w-]+) (\d+)/g))
    best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, Number(value));
}
