// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { BrokenTest } from '../build/programs.js';
import type { BuildListener, BuildRequest } from '../build/request.js';
import type { RunEvent } from '../events/events.js';
import type { RunOutcome } from '../run/ledger.js';
import type { PolicyWishes } from '../run/policy.js';
import type { SelectionRequest } from '../run/read-selection.js';
import type { Candidate, Selection } from '../run/selection.js';

export const backendNames = ['process', 'uml', 'qemu'] as const;
export type BackendName = (typeof backendNames)[number];

/** What `ktest run` is asked for, read once from its command line. */
export interface RunRequest {
  /** Where cases run; the verdicts of several are compared. */
  backends: BackendName[];
  /** Several real kernels are as many places. */
  kernels: string[];
  build: BuildRequest;
  selection: SelectionRequest;
  policy: PolicyWishes;
  machine: MachineRequest;
  /** The command that runs one case again, in the same place. */
  commandFor(address: CaseAddress): string;
}

/** A case in one place. */
export interface CaseAddress {
  backend: BackendName;
  /** The test file, absolute. */
  test: string;
  suite: string;
  name: string;
  seed: string;
  /** The kernel's name, where several were named. */
  kernel?: string;
  /** The tree whose headers its program has, if no option named it. */
  tree?: string;
}

/** The real kernel that cases run in, in the words of the command line. */
export interface MachineRequest {
  kernel: string | undefined;
  /** Folder with lib/modules. */
  modules: string | undefined;
  /** Further words for the kernel's command line. */
  append: string;
  /** SIZE of its memory. */
  memory: string | undefined;
  bootSeconds: number;
  /** File that the kernel's console goes to. */
  console: string | undefined;
  /** Options of a User Mode Linux. */
  kunitconfig: string | undefined;
}

/** Tests that were built for one place. */
export interface BuiltTests {
  /** How many test files there are, those that do not build among them. */
  count: number;
  broken: BrokenTest[];
  warnings: string[];
  notes: string[];
  /** What helps with sources that do not compile, in sentences. */
  advice: string[];
  lastRunFile: string;
  selection: Selection;
  /** All its cases; undefined if the run that finds them out was cut short. */
  cases(): Promise<Candidate[] | undefined>;
  /** The text of --explain, where there is one. */
  explain?(): string;
  /** How cases run there, where it is not plain, in a sentence. */
  sentence?: string;
}

export interface BuildContext {
  listener: BuildListener;
  signal: AbortSignal;
}

export interface RunContext {
  onEvent(event: RunEvent): void;
  signal: AbortSignal;
}

/** A place for cases: the same events come from each. */
export interface Backend<B extends BuiltTests = BuiltTests> {
  build(request: RunRequest, context: BuildContext): Promise<B>;
  run(built: B, request: RunRequest, context: RunContext): Promise<RunOutcome>;
}
