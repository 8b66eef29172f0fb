// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Option, optionName, type Place } from '../../src/cli/option.js';
import { runOptions } from '../../src/cli/run-options.js';
import { folder, ktest, linux, results, suite } from './rig.js';

/** Every option of `run`, in every place: refused with the table's reason, or honoured with a difference that shows. */

type Key = keyof typeof runOptions;

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
const keys = Object.keys(runOptions) as Key[];
const reasonOf = (key: Key, place: Place) => (runOptions[key] as Option<unknown>).refusedIn?.[place];
const isRefused = (key: Key, place: Place) => reasonOf(key, place) !== undefined;

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

/** Options of several places that need no own kernel to be seen. */
const cases = suite(
  {
    draws: '\tkunit_info(test, "drew %u\\n", get_random_u32());',
    shape:
      '\tkunit_info(test, "%u CPUs, %u nodes\\n", num_online_cpus(), num_online_nodes());\n\tkunit_info(test, "Linux %d.%d\\n", LINUX_VERSION_MAJOR, LINUX_VERSION_PATCHLEVEL);',
    allocates: '\tvoid *p = vmalloc(200 << 20);\n\tkunit_info(test, "%s200 MiB\\n", p ? "" : "no ");\n\tvfree(p);',
    prints: '\tfor (int i = 0; i < 500; i++)\n\t\tpr_info("a line that is some forty characters long\\n");',
    shifts: '\tint n = 40;\n\tOPTIMIZER_HIDE_VAR(n);\n\tkunit_info(test, "%d\\n", 1 << n);',
    fails: '\tKUNIT_FAIL(test, "on purpose");',
    deep: '\tchar all[8000];\n\tmemset(all, 1, sizeof(all));\n\tbarrier_data(all);',
    spins: '\tfor (;;)\n\t\tcpu_relax();',
  },
  {
    head: '#include <linux/random.h>\n#include <linux/cpumask.h>\n#include <linux/nodemask.h>\n#include <linux/vmalloc.h>\n#include <linux/version.h>',
  },
);

const selfTest = `
#include <linux/module.h>
#include <linux/bug.h>
static int size;
module_param(size, int, 0);
static int __init self_init(void) { if (size == 3) WARN_ON(1); return size == 1 ? -EAGAIN : 0; }
module_init(self_init);
MODULE_LICENSE("GPL");
`;

const honoured: Partial<Record<Key, (root: string) => Promise<void>>> = {
  config: async (root) => {
    const done = await results(['a_test.c', 'demo.shape', '--config', 'other.json'], { cwd: root });
    expect(done.cases['shape']?.output).toContain('3 CPUs');
  },
  source: async (root) => {
    const without = await results(['needs_test.c'], { cwd: root });
    expect(without.cases['calls']?.verdict).toBe('unsupported');
    const done = await results(['needs_test.c', '--source', '../extra'], { cwd: root });
    expect(done.cases['calls']?.verdict).toBe('passed');
  },
  cc: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--explain', '--cc', 'clang'], { cwd: root });
    expect(done.stderr).toMatch(/compiler +.*clang/);
  },
  headers: async (root) => {
    // test/e2e/headers-choice.test.ts has the rest.
    const words = ['run', 'a_test.c', 'demo.draws', '--headers'];
    expect((await ktest([...words, 'emulated'], { cwd: root })).status).toBe(0);
    const done = await ktest([...words, 'tree'], { cwd: root });
    expect(done.stderr).toContain('--headers tree: no kernel source tree was found on this machine');
    expect(done.status).toBe(2);
  },
  kernelVersion: async (root) => {
    // test/e2e/kernel-version.test.ts has the rest.
    const done = await results(['a_test.c', 'demo.shape', '--kernel-version', '5.10'], { cwd: root });
    expect(done.cases['shape']?.output).toContain('Linux 5.10');
  },
  sanitize: async (root) => {
    expect((await results(['a_test.c', 'demo.shifts'], { cwd: root })).cases['shifts']?.verdict).toBe('passed');
    const done = await results(['a_test.c', 'demo.shifts', '--sanitize', 'undefined'], { cwd: root });
    expect(done.cases['shifts']?.verdict).not.toBe('passed');
  },
  buildDir: async (root) => {
    await ktest(['run', 'a_test.c', 'demo.draws', '--build-dir', 'built'], { cwd: root });
    expect(readFileSync(path.join(root, 'built', 'build.ninja'), 'utf8')).toContain('a_test.c');
  },
  jobs: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--jobs', '0'], { cwd: root });
    expect(done.stderr).toBe('ktest: --jobs 0: takes a whole number from 1 to 1024\n');
    expect((await ktest(['run', 'a_test.c', 'demo.draws', '-j', '1'], { cwd: root })).status).toBe(0);
  },
  explain: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--explain'], { cwd: root });
    expect(done.stderr).toContain('program of a_test.c');
  },
  filter: async (root) => {
    const done = await results(['a_test.c', '--filter', '*.draws'], { cwd: root });
    expect(Object.keys(done.cases)).toEqual(['draws']);
  },
  shard: async (root) => {
    const one = await results(['a_test.c', 'demo.draws', 'demo.shape', 'demo.prints', '--shard', '1/3'], { cwd: root });
    expect(one.all).toHaveLength(1);
  },
  lastFailed: async (root) => {
    await ktest(['run', 'a_test.c', 'demo.[df]*'], { cwd: root });
    const again = await results(['a_test.c', '--last-failed'], { cwd: root });
    expect(Object.keys(again.cases)).toContain('fails');
    expect(Object.keys(again.cases)).not.toContain('draws');
  },
  seed: async (root) => {
    const draw = async (...words: string[]) =>
      (await results(['a_test.c', 'demo.draws', ...words], { cwd: root })).cases['draws']?.output;
    const seventh = await draw('--seed', '7');
    expect(seventh).not.toBe(await draw());
    expect(await draw('--seed', '7')).toBe(seventh);
  },
  repeat: async (root) => {
    const done = await results(['a_test.c', 'demo.draws', '--repeat', '3'], { cwd: root });
    expect(done.cases['draws']).toMatchObject({ attempts: 3, verdict: 'passed' });
  },
  retries: async (root) => {
    const done = await results(['a_test.c', 'demo.fails', '--retries', '2'], { cwd: root });
    expect(done.cases['fails']).toMatchObject({ attempts: 3, failedAttempts: 3, verdict: 'failed' });
  },
  timeout: async (root) => {
    const done = await results(['a_test.c', 'demo.spins', '--timeout', '0.5'], { cwd: root });
    expect(done.cases['spins']).toMatchObject({ verdict: 'timeout', reason: 'it did not end within 0.5 s' });
  },
  totalTimeout: async (root) => {
    const words = ['run', 'a_test.c', 'demo.spins', '--total-timeout', '0.7', '--reporter', 'pretty'];
    const done = await ktest(words, { cwd: root });
    expect(done.stdout).toContain('stopped: the whole run took longer than 0.7 s');
    expect(done.status).toBe(1);
  },
  outputLimit: async (root) => {
    const done = await results(['a_test.c', 'demo.prints', '--output-limit', '8'], { cwd: root });
    expect(done.cases['prints']?.reason).toBe('it printed more than 8 KiB and was ended');
  },
  stackSize: async (root) => {
    const done = await results(['a_test.c', 'demo.deep', '--stack-size', '1'], { cwd: root });
    expect(done.cases['deep']?.reason).toMatch(/^stack overflow: \d+ bytes are in use, and a kernel's stack has 1 KiB/);
  },
  failFast: async (root) => {
    const done = await ktest(['run', 'a_test.c', '--fail-fast', '-j', '1'], { cwd: root });
    expect(done.stdout).toMatch(/not ok \d spins # ERROR not run/);
  },
  races: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--races', '--explain'], { cwd: root });
    expect(done.stdout + done.stderr).toContain('__tsan_read4');
    expect(done.status).toBe(0);
  },
  explore: async (root) => {
    // test/e2e/explore.test.ts has the rest.
    const done = await results(['a_test.c', 'demo.draws', '--explore=5'], { cwd: root });
    expect(done.cases['draws']?.exploration?.schedules).toBeGreaterThan(0);
  },
  schedule: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--schedule', '1.1@0'], { cwd: root });
    expect(done.stdout).toContain('it is of another program');
  },
  cpus: async (root) => {
    const done = await results(['a_test.c', 'demo.shape', '--cpus', '3', '--nodes', '1'], { cwd: root });
    expect(done.cases['shape']?.output).toContain('3 CPUs, 1 nodes');
  },
  nodes: async (root) => {
    const done = await results(['a_test.c', 'demo.shape', '--nodes', '4'], { cwd: root });
    expect(done.cases['shape']?.output).toContain('4 nodes');
  },
  memory: async (root) => {
    const done = await results(['a_test.c', 'demo.allocates', '--memory', '100M'], { cwd: root });
    expect(done.cases['allocates']?.output).toContain('no 200 MiB');
    const plenty = await results(['a_test.c', 'demo.allocates'], { cwd: root });
    expect(plenty.cases['allocates']?.output).toContain('200 MiB');
    expect(plenty.cases['allocates']?.output).not.toContain('no 200 MiB');
  },
  param: async (root) => {
    const done = await results(['self_selftest.c', '--param', 'size=1'], { cwd: root });
    expect(done.cases['init']?.verdict).toBe('failed');
  },
  initResult: async (root) => {
    const done = await results(['self_selftest.c', '--param', 'size=1', '--init-result', '-EAGAIN'], { cwd: root });
    expect(done.cases['init']?.verdict).toBe('passed');
  },
  ignoreWarnings: async (root) => {
    const warned = await results(['self_selftest.c', '--param', 'size=3'], { cwd: root });
    expect(warned.cases['init']?.verdict).toBe('failed');
    const words = ['self_selftest.c', '--param', 'size=3', '--ignore-warnings', 'self_selftest'];
    expect((await results(words, { cwd: root })).cases['init']?.verdict).toBe('passed');
  },
  backend: async (root) => {
    const done = await ktest(['run', 'a_test.c', '--backend', 'process,process'], { cwd: root });
    expect(done.stderr).toBe('ktest: --backend: process is named twice\n');
  },
  reporter: async (root) => {
    const done = await ktest(['run', 'a_test.c', 'demo.draws', '--reporter', 'junit'], { cwd: root });
    expect(done.stdout).toContain('<testsuites');
  },
  verbose: async (root) => {
    const words = ['run', 'a_test.c', 'demo.draws', '--reporter', 'pretty'];
    expect((await ktest(words, { cwd: root })).stdout).not.toContain('✓ draws');
    expect((await ktest([...words, '--verbose'], { cwd: root })).stdout).toContain('✓ draws');
  },
  help: async (root) => {
    expect((await ktest(['run', '--help'], { cwd: root })).stdout).toContain('usage: ktest run');
  },
  color: async (root) => {
    const words = ['run', 'a_test.c', 'demo.draws', '--reporter', 'pretty', '--color', 'always'];
    expect((await ktest(words, { cwd: root })).stdout).toContain('\x1b[');
  },
};

describe('an option that is not refused makes a difference', () => {
  test('each has a test', () => {
    const open = keys.filter((key) => !isRefused(key, 'emulated') && key !== 'tree');
    expect(open.filter((key) => !honoured[key])).toEqual([]);
  });

  test.each(Object.entries(honoured))('%s', async (_, observe) => {
    const root = folder({
      'a_test.c': cases,
      'needs_test.c': suite({ calls: '\tKUNIT_EXPECT_EQ(test, far_away(), 5);' }, { head: 'int far_away(void);' }),
      'self_selftest.c': selfTest,
      '../extra/far.c': 'int far_away(void);\nint far_away(void) { return 5; }\n',
      'ktest.config.json': '{}',
      'other.json': '{ "cpus": 3, "nodes": 1 }',
    });
    await observe(root);
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
