// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import type { CaseEnd } from '../../src/events/wire.js';
import { CaseAttempts } from '../../src/run/policy.js';
import { Symbolizer } from '../../src/run/symbolize.js';
import { type Attempt, judge } from '../../src/run/verdict.js';
import { NinjaOutput } from '../../src/toolchain/ninja-output.js';
import { Growth } from '../../src/tree/growth.js';

const candidate = { file: '/m/a_test.c', suite: 'demo', case: 'one', speed: 'normal', module: 'a', isInit: false };

const ended: CaseEnd = {
  type: 'end',
  id: 1,
  reason: 'exit',
  exit: 0,
  wall_ns: 2_000_000,
  cpu_ns: 1_000_000,
  rss_kb: 100,
  leftover: 0,
  finished: true,
  failures: 0,
  warnings: 0,
  expects_warnings: false,
  skipped: false,
  leaks: 0,
};

function verdict(end: Partial<CaseEnd> | { lost: string }, events: Attempt['events'] = [], noise = 0) {
  const attempt: Attempt = { events, output: '', noise, end: 'lost' in end ? end : { ...ended, ...end } };
  const outcome = judge(attempt, new Symbolizer('/no/such/program', (text) => text), {
    timeoutSeconds: 5,
    outputKib: 8,
    isJudgedByLog: false,
    absence: (symbol) => `kernel symbol ${symbol} is not emulated`,
  });
  return [outcome.verdict, outcome.reason];
}

describe('the verdict of an attempt', () => {
  test.each<[string, Parameters<typeof verdict>, [string, (string | undefined)?]]>([
    ['all is well', [{}], ['passed', undefined]],
    ['an expectation did not hold', [{ failures: 1 }], ['failed', undefined]],
    ['it was skipped', [{ skipped: true }, [{ type: 'skip', reason: 'no disk' }]], ['skipped', 'no disk']],
    ['it took too long', [{ reason: 'timeout', finished: false }], ['timeout', 'it did not end within 5 s']],
    ['it printed too much', [{ reason: 'output' }], ['failed', 'it printed more than 8 KiB and was ended']],
    ['an unexpected warning', [{ warnings: 1 }], ['failed', 'a warning that the case does not expect']],
    ['an expected warning', [{ warnings: 1, expects_warnings: true }], ['passed', undefined]],
    [
      'an expected warning that did not come',
      [{ expects_warnings: true }],
      ['failed', 'the case expects a warning, but none came'],
    ],
    [
      'a leak',
      [{ leaks: 1 }, [{ type: 'leak', kind: 'kmalloc', bytes: 64, count: 2, frames: [] }]],
      ['leaked', 'leaked 64 bytes in 2 allocations'],
    ],
    [
      'a symbol that nobody defines',
      [{ finished: false, exit: 1 }, [{ type: 'crash', kind: 'unsupported', text: 'foo', frames: [] }]],
      ['unsupported', 'kernel symbol foo is not emulated'],
    ],
    [
      'its server died',
      [{ lost: 'its start server was killed by SIGKILL' }],
      ['crashed', 'its start server was killed by SIGKILL'],
    ],
    [
      'a write to the channel of events',
      [{}, [], 12],
      ['failed', "it wrote 12 bytes to ktest's event channel (a descriptor that it did not open)"],
    ],
  ])('%s', (_, given, expected) => {
    expect(verdict(...given)).toEqual(expected);
  });
});

describe('attempts at a case', () => {
  const outcome = (word: 'passed' | 'failed') => ({ ...base, verdict: word }) as const;
  const base = {
    durationMs: 1,
    cpuMs: 1,
    rssKb: 1,
    failures: [],
    parameters: [],
    findings: [],
    leaks: [],
    warnings: [],
    output: '',
  };

  test('retries end with the first attempt that passes, which is flaky', () => {
    const attempts = new CaseAttempts(candidate, { repeat: 1, retries: 3, seed: 7n });
    expect([attempts.seed, attempts.add(outcome('failed'))]).toEqual(['7', true]);
    expect([attempts.seed, attempts.add(outcome('passed'))]).toEqual(['8', false]);
    expect(attempts.result((seed) => `again ${seed}`)).toMatchObject({
      verdict: 'passed',
      flaky: true,
      attempts: 2,
      failedAttempts: 1,
      seed: '8',
      command: 'again 8',
    });
  });

  test('retries that are used up show the first failure', () => {
    const attempts = new CaseAttempts(candidate, { repeat: 1, retries: 1, seed: 1n });
    expect(attempts.add(outcome('failed'))).toBe(true);
    expect(attempts.add(outcome('failed'))).toBe(false);
    expect(attempts.result(String)).toMatchObject({ verdict: 'failed', flaky: false, attempts: 2, seed: '1' });
  });

  test('all repetitions run, and the first that fails decides; seeds wrap around', () => {
    const attempts = new CaseAttempts(candidate, { repeat: 3, retries: 5, seed: 2n ** 64n - 1n });
    const again = (['passed', 'failed', 'passed'] as const).map((word) => attempts.add(outcome(word)));
    expect(again).toEqual([true, true, false]);
    expect(attempts.result(String)).toMatchObject({ verdict: 'failed', flaky: false, attempts: 3, seed: '0' });
  });

  test('a kernel that takes no seed has always the same', () => {
    const attempts = new CaseAttempts(candidate, { repeat: 2, retries: 0 });
    attempts.add(outcome('passed'));
    expect(attempts.seed).toBe('1');
  });
});

describe('growth', () => {
  test('of programs that stop at the same calls one leads; the others go on with what it found', () => {
    const growth = new Growth(['a', 'b', 'c'], 1, 10);
    growth.next(
      new Map([
        ['a', ['f', 'g']],
        ['b', ['g', 'f']],
      ]),
    );
    expect(growth.tests).toEqual(['a']);
    growth.next(new Map());
    expect(growth.tests).toEqual(['b']);
    growth.next(new Map());
    expect(growth.tests).toEqual([]);
  });

  test('followers do not wait when a processor has nothing to do', () => {
    const growth = new Growth(['a', 'b', 'c'], 2, 10);
    growth.next(new Map(['a', 'b', 'c'].map((name) => [name, ['f']])));
    expect(growth.tests).toEqual(['a', 'b']);
  });

  test('a program that finds something new in every round is given up', () => {
    const growth = new Growth(['a'], 1, 3);
    for (let round = 0; round < 3; round++) growth.next(new Map([['a', [`f${round}`]]]));
    expect(growth.tests).toEqual([]);
  });
});

test("what ninja says: commands' words, failures, its own error", () => {
  const steps: string[] = [];
  const output = new NinjaOutput((done, total, what) => steps.push(`${done}/${total} ${what}`));
  const lines = [
    '\x1e1/2 compile a.c',
    'a.c:1: warning: x',
    '\x1e2/2 compile b.c',
    'FAILED: [code=1] obj/b.o ',
    'cc -c b.c',
    'b.c:1: error: y',
    'ninja: build stopped: subcommand failed.',
    'ninja: error: no such target',
  ];
  for (const line of lines) output.line(line);
  output.end();
  expect(steps).toEqual(['1/2 compile a.c', '2/2 compile b.c']);
  expect(output.messages).toEqual([
    { out: 'compile a.c', failed: false, text: 'a.c:1: warning: x' },
    { out: 'obj/b.o', failed: true, text: 'b.c:1: error: y' },
  ]);
  expect(output.fatal).toBe('ninja: error: no such target');
});
