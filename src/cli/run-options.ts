// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import { type BackendName, backendNames } from '../backends/backend.js';
import { kernelVersionCode } from '../config/kernel-version.js';
import { largestEmulated } from '../project/needs.js';
import { parseFilter } from '../run/filter.js';
import { parseShard } from '../run/read-selection.js';
import { parseSeed } from '../run/seed.js';
import { UserError } from '../util/user-error.js';
import { kconfigLines } from './kconfig-option.js';
import {
  checkChoice,
  choice,
  common,
  flag,
  number,
  type Option,
  type Place,
  type Traits,
  text,
  texts,
  type Values,
} from './option.js';
import { kernelOptions } from './vm/options.js';

/** The options of `run` and `list`: what each means, and where it means nothing. */

type Refusals = Partial<Record<Place, string>>;

const ofTree = 'is an option of a kernel tree: name it with --tree DIR';
const ofProcesses = 'is for --backend process';
const ofReal = 'is for --backend uml or qemu';
const ownHeaders = 'is for --backend process: a real kernel has headers of its own';
const ownVersion = 'is for the emulated headers: a kernel has a version of its own';
const inCache = 'what is built there goes to the cache: set KTEST_CACHE=DIR instead';

const noOrder =
  "is for the emulated headers: a tree's atomic operations are assembler code, so what they order is not seen";
const processesOnly: Refusals = { uml: ofProcesses, 'uml-module': ofProcesses, qemu: ofProcesses };
const realOnly: Refusals = { emulated: ofReal, tree: ofReal };
const selfTestsOnly: Refusals = { uml: "the suites are built in, so that there is no module's init to be told" };
const ownStack = 'a real kernel has the stack that it was built with';
const oneCpu = 'a User Mode Linux has one CPU and one node';
const uniprocessors: Refusals = {
  tree: "a tree's programs have one CPU and one node",
  uml: oneCpu,
  'uml-module': oneCpu,
};
const ofQemu = 'is for --backend qemu';

/** The version that emulated headers are like. */
export function kernelVersion(refusedIn: Refusals = {}): Option<string | undefined> {
  return {
    ...text('VERSION', {
      description:
        'the kernel whose names the emulated headers have, 5.4 to 6.18 (default 6.12); LINUX_VERSION_CODE says it',
      config: 'kernelVersion',
      refusedIn,
      isForCase: true,
    }),
    read: ([word], name) => {
      if (word !== undefined) kernelVersionCode(word, name);
      return word;
    },
  };
}

/** Of these tables, those that `list` has, too. */
export const buildOptions = {
  tree: text('DIR', {
    description:
      'a kernel source tree (6.1 or newer): its own suites, headers and sources are used; targets are looked for in it, too',
    refusedIn: { qemu: 'is for other backends: leave it out with --backend qemu' },
    isForCase: true,
  }),
  headers: choice('WHICH', ['emulated', 'tree'], {
    description:
      'emulated, or those of a kernel source tree; default: emulated where they have what a test includes and names, else those of the tree that ktest.config, $KTEST_TREE or the Makefile names or that is installed',
    config: 'headers',
    refusedIn: { uml: ownHeaders, 'uml-module': ownHeaders, qemu: ownHeaders },
    isForCase: true,
  }),
  kernelVersion: kernelVersion({ uml: ownVersion, 'uml-module': ownVersion, qemu: ownVersion, tree: ownVersion }),
  kconfig: kconfigLines({
    description: 'with --tree: an option of the kernel configuration, such as REGMAP=y',
    refusedIn: {
      emulated: ofTree,
      qemu: 'the modules are built for a kernel that is configured already: name another with --kernel',
    },
    isForCase: true,
  }),
  config: text('FILE', {
    description: 'configuration file; default: ktest.config.{ts,js,mjs,json} of the project',
    isForCase: true,
  }),
  source: texts('DIR', {
    description:
      "another folder whose .c files may be linked in when a symbol is needed; the test file's own folder and the project always are",
    refusedIn: { uml: "the kernel's own build says what is in it" },
    isForCase: true,
  }),
  cc: text('COMPILER', {
    description: 'C compiler (gcc 10, clang 14 or newer); default: $CC, gcc, clang',
    config: 'cc',
    refusedIn: {
      uml: "is for --backend process: the kernel's own build chooses its compiler",
      'uml-module': 'is for --backend process: a module is compiled as its kernel was',
      qemu: 'is for --backend process: a module is compiled as its kernel was',
    },
    isForCase: true,
  }),
  sanitize: texts('LIST', {
    description:
      'build with sanitizers: address, undefined, thread, memory (clang only); undefined goes with each of the others',
    refusedIn: processesOnly,
    isForCase: true,
  }),
  debugInfo: choice('WHAT', ['full', 'lines'], {
    description:
      'with --tree: full (default), or lines, which compiles a quarter faster: backtraces as ever, but gdb shows no variables of kernel code',
    refusedIn: { emulated: ofTree, uml: ofTree, 'uml-module': ofTree, qemu: ofTree },
  }),
  buildDir: text('DIR', {
    description:
      'where objects and programs go; default: a folder for the project below $KTEST_CACHE or ~/.cache/ktest',
    refusedIn: { tree: inCache, uml: inCache, 'uml-module': inCache, qemu: inCache },
    isForCase: true,
  }),
  jobs: number(
    'N',
    { min: 1, max: 1024 },
    {
      short: 'j',
      description: 'compilers and programs at once; default: the number of CPUs',
      config: 'jobs',
    },
  ),
};

/** What self-tests that run in module_init() are told; `list` runs none. */
const moduleOptions = {
  param: texts('[MODULE.]NAME=VALUE', {
    description: 'a parameter of a self-test that runs in module_init(), set before init',
    refusedIn: selfTestsOnly,
    isForCase: true,
  }),
  initResult: texts('[MODULE=]ERROR', {
    description:
      'what init of such a module returns when all is well, if not 0: -EAGAIN where it means "all passed, do not load"',
    refusedIn: selfTestsOnly,
    isForCase: true,
  }),
  ignoreWarnings: texts('MODULE', {
    description: 'MODULE warns on purpose, as test_ida does: its warnings do not fail it',
    refusedIn: selfTestsOnly,
    isForCase: true,
  }),
};

/** A word that is understood at once. */
function parsed<T>(value: string, parse: (word: string) => T, traits: Traits): Option<T | undefined> {
  return { ...traits, value, read: ([word]) => (word === undefined ? undefined : parse(word)) };
}

export const selectionOptions = {
  filter: parsed('EXPR', parseFilter, {
    description:
      "only cases for which EXPR holds: SUITE[.CASE] globs, speed, module, suite, case and is_init compared with < <= = != >= >, joined by & | ! ( ); 'speed>slow & !*.fuzz*'",
  }),
  shard: parsed('I/N', parseShard, {
    description: 'only the Ith of N parts of the cases; the parts are the same on every machine',
  }),
  lastFailed: flag({ description: 'only cases that did not pass when they last ran' }),
};

const policyOptions = {
  seed: {
    ...text('N', {
      description: 'seed of all randomness (default 1); printed with every run',
      refusedIn: {
        uml: 'is for --backend process: a real kernel draws its own random numbers',
        'uml-module': 'is for --backend process: a real kernel draws its own random numbers',
        qemu: 'is for --backend process: a real kernel draws its own random numbers',
      },
    }),
    read: ([word]) => parseSeed(word ?? '1'),
  } satisfies Option<bigint>,
  repeat: number(
    'N',
    { min: 1 },
    {
      description: 'run each case N times, with seeds N, N+1, …; it passes if all do',
    },
  ),
  retries: number(
    'N',
    { min: 0 },
    {
      description: 'run a case that does not pass up to N times more; if it passes then, it is flaky',
      config: 'retries',
    },
  ),
  timeout: number(
    'S',
    { min: 0.001, isFraction: true },
    {
      description: 'seconds a case may take (default 60)',
      config: 'timeout',
      isForCase: true,
    },
  ),
  totalTimeout: number(
    'S',
    { min: 0.001, isFraction: true },
    {
      description: 'seconds the whole run may take',
      config: 'totalTimeout',
    },
  ),
  outputLimit: number(
    'KIB',
    { min: 1 },
    {
      description: 'how much a case may print before it is ended (default 1024)',
      config: 'outputLimit',
      isForCase: true,
    },
  ),
  stackSize: number(
    'KIB',
    { min: 0 },
    {
      description: 'how much of its stack a task may use (default 16, as a kernel; 32 with --sanitize; 0: no limit)',
      config: 'stackSize',
      refusedIn: { uml: ownStack, 'uml-module': ownStack, qemu: ownStack },
      isForCase: true,
    },
  ),
  failFast: flag({ description: 'stop at the first case that does not pass' }),
  races: flag({
    description: 'data races of the code under test fail its cases, in whatever order its tasks run',
    refusedIn: { tree: noOrder, ...processesOnly },
    isForCase: true,
  }),
  explore: {
    ...number(
      'N',
      { min: 1, max: 1_000_000_000 },
      {
        description:
          'look for a schedule of its tasks in which a case fails, among N at most (2000); the code under test is compiled so that a task may be preempted before each access to shared memory',
        refusedIn: processesOnly,
      },
    ),
    usual: '2000',
  },
  schedule: text('SCHEDULE', {
    description: 'run cases in a schedule that --explore found',
    refusedIn: processesOnly,
    isForCase: true,
  }),
};

const machineOptions = {
  cpus: number(
    'N',
    { min: 1, max: largestEmulated.cpus },
    {
      description: 'virtual CPUs, NR_CPUS (default 8)',
      config: 'cpus',
      refusedIn: uniprocessors,
      isForCase: true,
    },
  ),
  nodes: number(
    'N',
    { min: 1, max: largestEmulated.nodes },
    {
      description: 'NUMA nodes the CPUs and the memory are split into (default 2)',
      config: 'nodes',
      refusedIn: uniprocessors,
      isForCase: true,
    },
  ),
  kunitconfig: text('FILE|DIR', {
    description: "uml: the kernel's options, as kunit.py takes them; default: those that the targets' Makefiles name",
    refusedIn: {
      emulated: 'is for --backend uml',
      tree: 'is for --backend uml',
      'uml-module': 'is for suites of the tree: these tests are modules of their own',
      qemu: 'is for --backend uml',
    },
    isForCase: true,
  }),
  kernel: {
    ...kernelOptions.kernel,
    value: 'KERNEL[,KERNEL…]',
    description: `${kernelOptions.kernel.description}; several are run in one after the other and compared`,
    isRepeatable: true,
    refusedIn: { ...realOnly, 'uml-module': 'is built from --tree here' },
    isForCase: true,
    read: parseKernels,
  } satisfies Option<string[]>,
  modules: {
    ...kernelOptions.modules,
    refusedIn: { emulated: ofQemu, tree: ofQemu, uml: ofQemu, 'uml-module': ofQemu },
    isForCase: true,
  },
  append: { ...kernelOptions.append, refusedIn: realOnly, isForCase: true },
  memory: text('SIZE', {
    description: 'memory of the machine, emulated or real (default 1G)',
    config: 'memory',
    refusedIn: {
      uml: 'a User Mode Linux has as much as kunit.py gives it',
      'uml-module': 'is fixed for a User Mode Linux',
    },
    isForCase: true,
  }),
  bootTimeout: number(
    'S',
    { min: 1, isFraction: true },
    {
      description: 'qemu: seconds until the machine must be up (default 120)',
      refusedIn: { ...realOnly, uml: 'a kernel that says nothing for --timeout seconds is ended' },
    },
  ),
  console: text('FILE', {
    description: "qemu, uml: write the kernel's console to FILE",
    refusedIn: realOnly,
  }),
};

export const reporterNames = ['pretty', 'ktap', 'json', 'junit'] as const;

export const runOptions = {
  ...buildOptions,
  ...moduleOptions,
  strict: flag({
    description:
      "with --tree: warnings, leaks, locks left held and sleeping where it is not allowed fail the tree's own suites, too, as they fail all others",
    refusedIn: {
      emulated: "is for a kernel tree's own suites: name it with --tree DIR; all others are judged so",
      ...processesOnly,
    },
    isForCase: true,
  }),
  explain: flag({
    description: 'say where every source and symbol of each program comes from and how to build it by hand; then run',
    refusedIn: processesOnly,
  }),
  ...selectionOptions,
  ...policyOptions,
  ...machineOptions,
  backend: {
    ...text('NAME[,NAME…]', {
      description:
        'where cases run: process (the default), uml (a User Mode Linux built from --tree) or qemu (modules in a real kernel); several are compared, and a difference is a failure',
    }),
    choices: backendNames,
    read: ([word]) => parseBackends(word ?? 'process'),
  } satisfies Option<BackendName[]>,
  reporter: {
    ...texts('NAME[=FILE]', {
      description:
        "pretty (a terminal's default), ktap (the default elsewhere), json (one event a line) or junit; to FILE instead of standard output",
    }),
    choices: reporterNames,
    read: (words, name) => {
      for (const word of words) checkChoice(word.split('=')[0] ?? '', reporterNames, name);
      return [...words];
    },
  } satisfies Option<string[]>,
  verbose: flag({
    short: 'v',
    description: 'pretty: a line for each case; and the warnings of the compiler in full',
  }),
  ...common,
};

export const listOptions = {
  ...buildOptions,
  ...selectionOptions,
  json: flag({ description: 'one JSON object a line, with file, suite, case and speed' }),
  ...common,
};

export type RunOptions = Values<typeof runOptions>;
export type ListOptions = Values<typeof listOptions>;

function parseKernels(words: readonly string[]): string[] {
  // A file's name may hold a comma.
  const names = words.flatMap((word) => (existsSync(word) ? [word] : word.split(',')));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new UserError(`--kernel: ${twice} is named twice`);
  if (names.includes('')) throw new UserError('--kernel: a name is empty: write KERNEL,KERNEL');
  return names;
}

function parseBackends(word: string): BackendName[] {
  const words = word.split(',');
  return words.map((name, i) => {
    const known = backendNames.find((one) => one === name);
    if (!known)
      throw new UserError(`--backend ${name}: known are ${backendNames.join(', ')}, and lists such as process,qemu`);
    if (words.indexOf(name) !== i) throw new UserError(`--backend: ${name} is named twice`);
    return known;
  });
}
