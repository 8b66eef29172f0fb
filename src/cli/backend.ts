// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { RunEvent } from '../events/events.js';
import type { BuildFailure } from '../link/failures.js';
import { shortPath } from '../report/words.js';
import type { RunOutcome } from '../run/ledger.js';
import { shellQuote } from '../util/command.js';
import { UserError } from '../util/user-error.js';
import type { Arguments } from './parse.js';
import type { Progress } from './progress.js';

export const backendNames = ['process', 'uml', 'qemu'] as const;
export type BackendName = (typeof backendNames)[number];

/** Built tests, ready to run in one place; the same events come from each. */
export interface PreparedBackend {
  /** How many test files there are, those that do not build among them. */
  tests: number;
  broken: { test: string; failures: BuildFailure[] }[];
  lastRunFile: string;
  /** What is to be said before the first case: the compiler's warnings, --explain. */
  say(): void;
  run(options: BackendRunOptions): Promise<RunOutcome>;
}

export interface BackendRunOptions {
  seed: bigint;
  repeat: number;
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

export type PrepareBackend = (args: Arguments, progress: Progress, signal: AbortSignal) => Promise<PreparedBackend>;

export function parseBackends(args: Arguments): BackendName[] {
  const words = (args.text('backend') ?? 'process').split(',');
  return words.map((word, i) => {
    const name = backendNames.find((known) => known === word);
    if (!name)
      throw new UserError(`--backend ${word}: known are ${backendNames.join(', ')}, and lists such as process,qemu`);
    if (words.indexOf(word) !== i) throw new UserError(`--backend: ${word} is named twice`);
    return name;
  });
}

/** Options that mean something in some places alone. */
const places: Record<string, BackendName[]> = {
  kernel: ['uml', 'qemu'],
  modules: ['uml', 'qemu'],
  append: ['uml', 'qemu'],
  memory: ['qemu'],
  'boot-timeout': ['uml', 'qemu'],
  console: ['uml', 'qemu'],
  kunitconfig: ['uml'],
  'debug-info': ['process'],
};

/** Refuses what would be passed over in silence: a run that was meant for a real kernel must not pass here. */
export function checkPlaces(args: Arguments, backends: BackendName[]): void {
  for (const [option, allowed] of Object.entries(places))
    if (args.has(option) && !allowed.some((name) => backends.includes(name)))
      throw new UserError(`--${option}: is for --backend ${allowed.join(' or ')}`);
  for (const option of ['kconfig', 'debug-info'])
    if (args.has(option) && !args.has('tree') && !backends.includes('uml'))
      throw new UserError(`--${option}: is an option of a kernel tree: name it with --tree DIR`);
}

/** Options that change what a case does, so that they belong into the command that repeats it. */
const repeatedOptions = [
  'config',
  'tree',
  'kconfig',
  'kunitconfig',
  'param',
  'init-result',
  'ignore-warnings',
  'source',
  'cc',
  'build-dir',
  'sanitize',
  'timeout',
  'cpus',
  'nodes',
  'kernel',
  'modules',
  'memory',
  'append',
];

/** The command that runs one case again, in the same place. */
export function commandFor(args: Arguments, backend: BackendName, test: string, suite: string, name: string): string {
  const options = repeatedOptions.flatMap((option) =>
    args.texts(option).flatMap((value) => [`--${option}`, shellQuote(value)]),
  );
  return [
    'ktest run',
    shellQuote(shortPath(test, process.cwd())),
    shellQuote(`${suite}.${name}`),
    ...(backend === 'process' ? [] : ['--backend', backend]),
    ...options,
  ].join(' ');
}
