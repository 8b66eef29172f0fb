// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { optionName, type Place } from '../../src/cli/option.js';
import {
  at,
  cases,
  everywhere,
  expectComplete,
  inProcesses,
  isRefused,
  type Key,
  keys,
  type Proofs,
  proveAll,
  reasonOf,
  testFolder,
} from './option-proofs.js';
import { folder, ktest, linux, results, suite } from './rig.js';
import { tree } from './tree-option-proofs.js';

/** Every option of `run`, in every place: refused with the table's reason, or honoured with a difference that shows. */

/** A value of each; an option that is not here does not compile. */
const samples: Record<Key, string[]> = {
  tree: [linux],
  headers: ['emulated'],
  kernelVersion: ['5.10'],
  kconfig: ['REGMAP=y'],
  param: ['size=1'],
  initResult: ['-EAGAIN'],
  ignoreWarnings: ['a'],
  config: ['ktest.config.json'],
  source: ['.'],
  cc: ['gcc'],
  sanitize: ['address'],
  strict: [],
  debugInfo: ['lines'],
  buildDir: ['build'],
  jobs: ['1'],
  explain: [],
  filter: ['speed>slow'],
  shard: ['1/2'],
  lastFailed: [],
  seed: ['7'],
  repeat: ['2'],
  retries: ['1'],
  timeout: ['5'],
  totalTimeout: ['5'],
  outputLimit: ['8'],
  stackSize: ['64'],
  failFast: [],
  races: [],
  explore: [],
  schedule: ['1.1@0'],
  cpus: ['2'],
  nodes: ['1'],
  kunitconfig: ['lib'],
  kernel: ['debian:6.12'],
  modules: ['.'],
  append: ['quiet'],
  memory: ['512M'],
  bootTimeout: ['60'],
  console: ['console.log'],
  backend: ['process'],
  reporter: ['json'],
  verbose: [],
  help: [],
  color: ['never'],
};

const inPlace: Record<Place, string[]> = {
  emulated: ['a_test.c'],
  tree: ['--tree', linux, './a_test.c'],
  uml: ['--tree', linux, '--backend', 'uml', 'lib/list-test.c'],
  'uml-module': ['--tree', linux, '--backend', 'uml', './a_test.c'],
  qemu: ['--backend', 'qemu', './a_test.c'],
};

const places = Object.keys(inPlace) as Place[];
describe('an option that a place can not honour is refused with the reason', () => {
  test.each(places)('%s', async (place) => {
    const root = folder({ 'a_test.c': suite({ never: '' }), 'ktest.config.json': '{}' });
    const refused = keys.filter((key) => isRefused(key, place));
    expect(refused.length).toBeGreaterThan(2);
    for (const key of refused) {
      const words = inPlace[place].filter((word) => word !== optionName(key));
      const done = await ktest(['run', optionName(key), ...samples[key], ...words], { cwd: root });
      expect(`${done.status} ${done.stderr}`).toBe(`2 ktest: ${optionName(key)}: ${reasonOf(key, place)}\n`);
    }
  });
});

test.each([
  [
    ['--schedule', '1.1@0', '--explore', 'a_test.c'],
    '--schedule: names one schedule, and --explore looks for one: leave one of the two out',
  ],
  [
    ['--kernel', 'linux', '--kconfig', 'KUNIT=y', ...inPlace.uml],
    '--kconfig: the User Mode Linux that --kernel names is built already',
  ],
  [
    ['--kernel', 'linux', '--kunitconfig', 'lib', ...inPlace.uml],
    '--kunitconfig: the User Mode Linux that --kernel names is built already',
  ],
])('one of two options has nothing to do: %j', async (words, sentence) => {
  const root = folder({ 'a_test.c': suite({ never: '' }) });
  expect(await ktest(['run', ...words], { cwd: root })).toEqual({
    status: 2,
    stdout: '',
    stderr: `ktest: ${sentence}\n`,
  });
});

/** What only the emulated kernel has, or has in a way of its own. */
const emulated: Proofs = {
  ...everywhere,
  ...inProcesses,
  tree: async ({ results }) => {
    const shape = async (...words: string[]) =>
      (await results(['a_test.c', 'demo.shape', ...words])).cases['shape']?.output;
    expect(await shape()).toContain('8 CPUs, 2 nodes');
    expect(await shape('--tree', linux)).toContain('1 CPUs, 1 nodes');
  },
  headers: async ({ ktest }) => {
    // test/e2e/headers-choice.test.ts has the rest.
    const words = ['a_test.c', 'demo.draws', '--headers'];
    expect((await ktest([...words, 'emulated'])).status).toBe(0);
    const done = await ktest([...words, 'tree']);
    expect(done.stderr).toContain('--headers tree: no kernel source tree was found on this machine');
    expect(done.status).toBe(2);
  },
  kernelVersion: async ({ results }) => {
    // test/e2e/kernel-version.test.ts has the rest.
    const done = await results(['a_test.c', 'demo.shape', '--kernel-version', '5.10']);
    expect(done.cases['shape']?.output).toContain('Linux 5.10');
  },
  buildDir: async ({ root, ktest }) => {
    await ktest(['a_test.c', 'demo.draws', '--build-dir', 'built']);
    expect(readFileSync(path.join(root, 'built', 'build.ninja'), 'utf8')).toContain('a_test.c');
  },
  races: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--races', '--explain']);
    expect(done.stdout + done.stderr).toContain('__tsan_read4');
    expect(done.status).toBe(0);
  },
  cpus: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.shape', '--cpus', '3', '--nodes', '1']);
    expect(done.cases['shape']?.output).toContain('3 CPUs, 1 nodes');
  },
  nodes: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.shape', '--nodes', '4']);
    expect(done.cases['shape']?.output).toContain('4 nodes');
  },
};

describe('an option that is not refused makes a difference', { timeout: 1_800_000 }, () => {
  test('emulated', async () => {
    expectComplete('emulated', emulated);
    await proveAll(at(testFolder(), []), emulated);
  });

  // test/long/options.test.ts runs all of them.
  test('tree, a sample', async () => {
    expectComplete('tree', tree);
    const { headers, kconfig, outputLimit, param, repeat, strict } = tree;
    const sample = { headers, kconfig, outputLimit, param, repeat, strict };
    await proveAll(at(testFolder(), ['--tree', linux]), sample);
  });
});

describe('options in a real kernel', { timeout: 900_000 }, () => {
  const place = ['--backend', 'qemu', '--kernel', 'debian:6.12', 'a_test.c'];

  test('the machine, the policy and the selection', async () => {
    const root = folder({ 'a_test.c': cases });
    const machine = [
      '--cpus',
      '2',
      '--nodes',
      '1',
      '--memory',
      '600M',
      '--append',
      'ktest_word=1',
      '--boot-timeout',
      '300',
    ];
    const words = [...place, ...machine, '--console', 'console.log', '--filter', '!(*.spins | *.fails)'];
    const done = await results([...words, '--repeat', '2', '--output-limit', '8', '--timeout', '30'], { cwd: root });
    expect(done.cases['shape'], done.stderr).toMatchObject({ verdict: 'passed', attempts: 2 });
    expect(done.cases['shape']?.output).toContain('2 CPUs, 1 nodes');
    expect(done.cases['prints']).toMatchObject({ reason: 'it printed more than 8 KiB and was ended', attempts: 2 });
    expect(Object.keys(done.cases).sort()).toEqual(['allocates', 'deep', 'draws', 'prints', 'shape', 'shifts']);
    const console = readFileSync(path.join(root, 'console.log'), 'utf8');
    expect(console).toContain('ktest_word=1');
    expect(Number(/Memory: \d+K\/(\d+)K available/.exec(console)?.[1])).toBeLessThan(620 * 1024);
  });

  test('several kernels: each is a place, and they are compared', async () => {
    const isNew = '	KUNIT_EXPECT_GE(test, LINUX_VERSION_CODE, KERNEL_VERSION(6, 12, 0));';
    const root = folder({ 'a_test.c': suite({ same: '', is_new: isNew }, { head: '#include <linux/version.h>' }) });
    const words = ['a_test.c', '--backend', 'process,qemu', '--cpus', '2'];
    const done = await results([...words, '--kernel', 'debian:6.1,debian:6.12'], { cwd: root });
    expect(done.all.map((one) => `${one.suite}.${one.case} ${one.verdict}`).sort()).toEqual([
      'demo@debian:6.1.is_new failed',
      'demo@debian:6.1.same passed',
      'demo@debian:6.12.is_new passed',
      'demo@debian:6.12.same passed',
      'demo@process.is_new passed',
      'demo@process.same passed',
    ]);
    expect(done.stderr).toContain('ktest: 1 of 2 cases differ, 1 of them pass emulated and fail real\n');
    expect(done.stderr).toMatch(/case +process +debian:6.1 +debian:6.12\n +demo.is_new +passed +failed +passed /);
    const failed = done.all.find(({ verdict }) => verdict === 'failed');
    expect(failed?.command).toBe('ktest run a_test.c demo.is_new --backend qemu --cpus 2 --kernel debian:6.1');
    expect(done.status).toBe(1);
    const twice = await ktest(['run', ...words, '--kernel', 'debian,debian'], { cwd: root });
    expect(twice.stderr).toBe('ktest: --kernel: debian is named twice\n');
  });

  test('retries, --fail-fast, --last-failed', async () => {
    const root = folder({ 'a_test.c': cases });
    const first = await results(
      [...place, '--filter', '*.draws | *.fails | *.spins', '--retries', '1', '--fail-fast'],
      {
        cwd: root,
      },
    );
    expect(first.cases['fails']).toMatchObject({ verdict: 'failed', attempts: 2, failedAttempts: 2 });
    expect(Object.keys(first.cases)).toEqual(['draws', 'fails']);
    const again = await results([...place, '--last-failed'], { cwd: root });
    expect(Object.keys(again.cases)).toEqual(['fails']);
  });
});
