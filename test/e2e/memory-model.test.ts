// SPDX-License-Identifier: MIT OR GPL-2.0-only
// --explore: stores that others see late, loads of old values, and what forbids them.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ktest, repository, results } from './rig.js';

const litmus = path.join(repository, 'test/bugs/litmus/litmus_test.c');

/** Outcomes that the model allows and the search sees within 500 schedules; 'iriw' takes some thousand. */
const seen = ['sb', 'sb_mb_once', 'mp', 'mp_wmb', 'mp_rmb', 'r_none', 's', 'w22', 'wrc', 'isa'];
/** Those that it forbids. */
const never = [
  ...['sb_mb', 'mp_wmb_rmb', 'mp_release_acquire', 'mp_pointer', 'r_mb', 's_wmb', 'w22_wmb', 'wrc_release_acquire'],
  ...['isa_release_acquire', 'iriw_mb', 'coherent'],
];

describe('the memory model', () => {
  test('an order of accesses that nothing forbids is seen', { timeout: 900_000 }, async () => {
    const { cases } = await results(['--explore=500', litmus, ...seen.map((name) => `litmus.${name}`)]);
    const independent = await results(['--explore=20000', litmus, 'litmus.iriw']);
    expect(independent.cases['iriw']?.verdict).toBe('failed');
    expect(seen.filter((name) => cases[name]?.verdict !== 'failed')).toEqual([]);
    expect(seen.filter((name) => !cases[name]?.exploration?.schedule)).toEqual([]);
  });

  test('one that a barrier forbids is not', { timeout: 900_000 }, async () => {
    const { cases } = await results(['--explore=5000', litmus, ...never.map((name) => `litmus.${name}`)]);
    expect(never.filter((name) => cases[name]?.verdict !== 'passed')).toEqual([]);
  });

  test('the schedule says which store was seen late, and which load was old; it repeats', {
    timeout: 600_000,
  }, async () => {
    const done = await ktest([
      'run',
      '--explore=500',
      '--reporter',
      'pretty',
      litmus,
      'litmus.mp',
      'litmus.mp_wmb',
      'litmus.sb',
    ]);
    expect(done.stdout).toMatch(/P1 \(3\) +\S+ +is preempted, its last store seen before earlier ones +then P2 \(4\)/);
    expect(done.stdout).toMatch(/P2 \(4\) +\S*litmus_test\.c:\d+ +reads an old value +then P2 \(4\)/);
    expect(done.stdout).toMatch(/P1 \(3\) +\S+ +is preempted, its last stores not seen yet +then P2 \(4\)/);
    for (const [, name, schedule] of done.stdout.matchAll(/litmus\.(\S+) --schedule (\S+)/g)) {
      const again = await results([litmus, `litmus.${name}`, '--schedule', schedule ?? '']);
      expect(again.cases[name ?? '']?.verdict).toBe('failed');
    }
  });

  test('without --explore no value is old', async () => {
    const { cases, status } = await results([litmus]);
    expect(Object.values(cases).filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(status).toBe(0);
  });
});
