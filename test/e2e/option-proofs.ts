// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Option, optionName, type Place } from '../../src/cli/option.js';
import { runOptions } from '../../src/cli/run-options.js';
import { type CallOptions, type Done, folder, ktest, results, suite } from './rig.js';

/** What options of `run` do to the tests of a folder, in whatever place these run. */

export type Key = keyof typeof runOptions;

export const keys = Object.keys(runOptions) as Key[];

export const reasonOf = (key: Key, place: Place) => (runOptions[key] as Option<unknown>).refusedIn?.[place];
export const isRefused = (key: Key, place: Place) => reasonOf(key, place) !== undefined;

/** A folder with tests, and the words that name a place for them. */
export interface At {
  root: string;
  ktest(words: string[], options?: CallOptions): Promise<Done>;
  results(words: string[], options?: CallOptions): ReturnType<typeof results>;
}

/** `names` are other words for tests that have another name in a place. */
export function at(root: string, place: string[], names: Record<string, string> = {}): At {
  const all = (words: string[]) => [...place, ...words.map((word) => names[word] ?? word)];
  return {
    root,
    ktest: (words, options) => ktest(['run', ...all(words)], { cwd: root, ...options }),
    results: (words, options) => results(all(words), { cwd: root, ...options }),
  };
}

/** Shows that a place honours an option: a difference to be seen; or the test that shows it with more than a run or two. */
export type Proof = ((at: At) => Promise<void>) | `${string}.test.ts`;
export type Proofs = Partial<Record<Key, Proof>>;

/** Each option of a place is refused there or has a proof, and none is both. */
export function expectComplete(place: Place, proofs: Proofs): void {
  expect(Object.keys(proofs).sort()).toEqual(keys.filter((key) => !isRefused(key, place)).sort());
}

/** All proofs of a place in one folder, since its tests are built once there. */
export async function proveAll(one: At, proofs: Proofs): Promise<void> {
  for (const [key, prove] of Object.entries(proofs)) {
    try {
      if (typeof prove !== 'string') await prove(one);
      else expect(readFileSync(path.join(import.meta.dirname, prove), 'utf8')).toContain(`'${optionName(key as Key)}`);
    } catch (error) {
      if (error instanceof Error) error.message = `${optionName(key)}: ${error.message}`;
      throw error;
    }
  }
}

/** Options of several places that need no own kernel to be seen. */
export const cases = suite(
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

const withSlow = cases.replace('KUNIT_CASE(shape)', 'KUNIT_CASE_SLOW(shape)');

const selfTest = `
#include <linux/module.h>
#include <linux/bug.h>
static int size;
module_param(size, int, 0);
static int __init self_init(void) { if (size == 3) WARN_ON(1); return size == 1 ? -EAGAIN : 0; }
module_init(self_init);
MODULE_LICENSE("GPL");
`;

export function testFolder(): string {
  return folder({
    'a_test.c': withSlow,
    'needs_test.c': suite({ calls: '\tKUNIT_EXPECT_EQ(test, far_away(), 5);' }, { head: 'int far_away(void);' }),
    'self_selftest.c': selfTest,
    '../extra/far.c': 'int far_away(void);\nint far_away(void) { return 5; }\n',
    'ktest.config.json': '{}',
    'other.json': '{ "outputLimit": 8 }',
  });
}

/** An environment in which a script is found before the program of its name. */
export function scriptInPath(bin: string, program: string, script: string): { PATH: string } {
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, program), `#!/bin/sh\n${script}`, { mode: 0o755 });
  return { PATH: `${bin}:${process.env['PATH']}` };
}

/** Words of a program that is found by PATH: it runs as ever, and `read()` gives what it was told. */
function overheard(root: string, ...programs: string[]): { env: Record<string, string>; read(): string } {
  const log = path.join(root, 'words');
  const bin = path.join(root, 'overheard');
  let env = {};
  for (const program of programs)
    env = scriptInPath(bin, program, `echo "$0 $*" >> '${log}'\nPATH="\${PATH#*:}" exec ${program} "$@"\n`);
  return { env, read: () => readFileSync(log, 'utf8') };
}

/** What is to be compiled and how, in ninja's words: one that is found first by PATH keeps them, and compiles nothing. */
export async function ninjaFiles({ root, ktest }: At, words: string[]): Promise<string> {
  const bin = path.join(root, 'failing');
  const kept = path.join(bin, 'build.ninja');
  rmSync(kept, { force: true });
  const keep = `if [ "$1" = -C ]; then cat "$2/build.ninja" >> '${kept}'; fi`;
  const env = scriptInPath(bin, 'ninja', `for word; do ${keep}; shift; done\nexit 1\n`);
  await ktest(words, { env });
  return readFileSync(kept, 'utf8');
}

/** Of options that mean the same in every place. */
export const everywhere = {
  config: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.prints', '--config', 'other.json']);
    expect(done.cases['prints']?.reason).toBe('it printed more than 8 KiB and was ended');
  },
  source: async ({ results }) => {
    expect((await results(['needs_test.c'])).cases['calls']?.verdict).not.toBe('passed');
    expect((await results(['needs_test.c', '--source', '../extra'])).cases['calls']?.verdict).toBe('passed');
  },
  jobs: async ({ root, ktest }) => {
    const { env, read } = overheard(root, 'ninja', 'make');
    await ktest(['a_test.c', 'demo.draws', '--jobs', '3'], { env });
    expect(read()).toMatch(/ -j ?3\b/);
  },
  filter: async ({ results }) => {
    expect(Object.keys((await results(['a_test.c', '--filter', '*.draws'])).cases)).toEqual(['draws']);
    expect(Object.keys((await results(['a_test.c', '--filter', 'speed<normal'])).cases)).toEqual(['shape']);
  },
  shard: async ({ results }) => {
    const one = await results(['a_test.c', 'demo.draws', 'demo.shape', 'demo.prints', '--shard', '1/3']);
    expect(one.all).toHaveLength(1);
  },
  lastFailed: async ({ results }) => {
    await results(['a_test.c', 'demo.draws', 'demo.fails']);
    const again = await results(['a_test.c', 'demo.draws', 'demo.fails', '--last-failed']);
    expect(Object.keys(again.cases)).toEqual(['fails']);
  },
  repeat: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.draws', '--repeat', '3']);
    expect(done.cases['draws']).toMatchObject({ attempts: 3, verdict: 'passed' });
  },
  retries: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.fails', '--retries', '2']);
    expect(done.cases['fails']).toMatchObject({ attempts: 3, failedAttempts: 3, verdict: 'failed' });
  },
  timeout: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.spins', '--timeout', '0.5']);
    expect(done.cases['spins']).toMatchObject({ verdict: 'timeout', reason: 'it did not end within 0.5 s' });
  },
  totalTimeout: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.spins', '--total-timeout', '0.7', '--reporter', 'pretty']);
    expect(done.stdout).toContain('stopped: the whole run took longer than 0.7 s');
    expect(done.status).toBe(1);
  },
  outputLimit: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.prints', '--output-limit', '8']);
    expect(done.cases['prints']?.reason).toBe('it printed more than 8 KiB and was ended');
  },
  failFast: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', 'demo.fails', 'demo.spins', '--fail-fast', '-j', '1']);
    expect(done.stdout).toMatch(/not ok \d spins # ERROR not run/);
  },
  param: async ({ results }) => {
    const done = await results(['self_selftest.c', '--param', 'size=1']);
    expect(done.cases['init']?.verdict).toBe('failed');
  },
  initResult: async ({ results }) => {
    const done = await results(['self_selftest.c', '--param', 'size=1', '--init-result', '-EAGAIN']);
    expect(done.cases['init']?.verdict).toBe('passed');
  },
  ignoreWarnings: async ({ results }) => {
    const warned = await results(['self_selftest.c', '--param', 'size=3']);
    expect(warned.cases['init']?.verdict).toBe('failed');
    const words = ['self_selftest.c', '--param', 'size=3', '--ignore-warnings', 'self_selftest'];
    expect((await results(words)).cases['init']?.verdict).toBe('passed');
  },
  reporter: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--reporter', 'junit']);
    expect(done.stdout).toContain('<testsuites');
  },
  verbose: async ({ ktest }) => {
    const words = ['a_test.c', 'demo.draws', '--reporter', 'pretty'];
    expect((await ktest(words)).stdout).not.toContain('✓ draws');
    expect((await ktest([...words, '--verbose'])).stdout).toContain('✓ draws');
  },
  help: async ({ ktest }) => {
    expect((await ktest(['--help'])).stdout).toContain('usage: ktest run');
  },
  color: async ({ ktest }) => {
    const words = ['a_test.c', 'demo.draws', '--reporter', 'pretty', '--color', 'always'];
    expect((await ktest(words)).stdout).toContain('\x1b[');
  },
} satisfies Proofs;

/** Of options of processes, with either kind of headers. */
export const inProcesses = {
  cc: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--explain', '--cc', 'clang']);
    expect(done.stderr).toMatch(/compiler +.*clang/);
  },
  sanitize: async ({ results }) => {
    expect((await results(['a_test.c', 'demo.shifts'])).cases['shifts']?.verdict).toBe('passed');
    const done = await results(['a_test.c', 'demo.shifts', '--sanitize', 'undefined']);
    expect(done.cases['shifts']?.verdict).not.toBe('passed');
  },
  explain: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--explain']);
    expect(done.stderr).toContain('program of a_test.c');
  },
  seed: async ({ results }) => {
    const draw = async (...words: string[]) =>
      (await results(['a_test.c', 'demo.draws', ...words])).cases['draws']?.output;
    const seventh = await draw('--seed', '7');
    expect(seventh).not.toBe(await draw());
    expect(await draw('--seed', '7')).toBe(seventh);
  },
  stackSize: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.deep', '--stack-size', '1']);
    expect(done.cases['deep']?.reason).toMatch(/^stack overflow: \d+ bytes are in use, and a kernel's stack has 1 KiB/);
  },
  explore: async ({ results }) => {
    // test/e2e/explore.test.ts and tree-explore.test.ts have the rest.
    const done = await results(['a_test.c', 'demo.draws', '--explore=5']);
    expect(done.cases['draws']?.exploration?.schedules).toBeGreaterThan(0);
  },
  schedule: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--schedule', '1.1@0']);
    expect(done.stdout).toContain('it is of another program');
  },
  memory: async ({ results }) => {
    const done = await results(['a_test.c', 'demo.allocates', '--memory', '100M']);
    expect(done.cases['allocates']?.output).toContain('no 200 MiB');
    const plenty = await results(['a_test.c', 'demo.allocates']);
    expect(plenty.cases['allocates']?.output).toContain('200 MiB');
    expect(plenty.cases['allocates']?.output).not.toContain('no 200 MiB');
  },
  backend: async ({ ktest }) => {
    const done = await ktest(['a_test.c', '--backend', 'process,process']);
    expect(done.stderr).toBe('ktest: --backend: process is named twice\n');
  },
} satisfies Proofs;
