// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { BrokenTest } from '../../build/programs.js';
import type { ProjectTests } from '../../build/project-tests.js';
import { type CaseNeeds, type MachineShape, needsOf } from '../../project/needs.js';
import type { RunOutcome } from '../../run/ledger.js';
import { policyOf, type RunPolicy } from '../../run/policy.js';
import { readSelection } from '../../run/read-selection.js';
import type { Selection } from '../../run/selection.js';
import { readElf } from '../../tree/elf.js';
import { cacheRoot, hashName } from '../../util/cache-dir.js';
import { ExitCode } from '../../util/exit-codes.js';
import { takeLock } from '../../util/lock.js';
import { temporaryFolder } from '../../util/temporary-folder.js';
import { UserError } from '../../util/user-error.js';
import { quoteConsole } from '../../vm/console.js';
import { openConsole } from '../../vm/console-log.js';
import { GuestFailure, type Machine } from '../../vm/guest.js';
import type { Kernel } from '../../vm/machine-parts.js';
import { moduleFiles, modulesNeededBy } from '../../vm/modules.js';
import type { BackendName, BuildContext, BuiltTests, RunContext, RunRequest } from '../backend.js';
import { ListedCases } from '../listed-cases.js';
import { type MachineModule, runModules } from './machine-run.js';
import { type BuiltModule, ModuleBuilder } from './module-builder.js';

/**
 * A word for the kernel's command line: its log holds all that a case may print, and with it the results. What the
 * kernel keeps beside each line is not in this buffer.
 */
export function logWord(outputKib: number): string {
  return `log_buf_len=${2 ** Math.ceil(Math.log2(2 * Math.max(outputKib, 128)))}K`;
}

/** Where modules are loaded: a kernel and what boots it. */
export interface ModuleHost {
  backend: BackendName;
  kernel: Kernel;
  /** What `make` is told besides, to build modules for it. */
  makeWords: string[];
  /** The machine for cases with these needs; the same object for the same machine. */
  machineFor(needs: CaseNeeds[]): { machine: Machine; shape: MachineShape };
  /** How it runs, in a sentence. */
  sentence: string;
}

/** A project's tests as modules of a real kernel. */
export interface ModuleTests extends BuiltTests {
  modules: MachineModule[];
  kernel: Kernel;
  selection: Selection;
  policy: RunPolicy;
  listed: ListedCases;
}

export async function buildModules(
  found: ProjectTests,
  host: ModuleHost,
  request: RunRequest,
  { listener }: BuildContext,
): Promise<ModuleTests> {
  const { kernel, makeWords, sentence } = host;
  const { targets, project, index, tests, jobs, sources } = found;
  const selection = readSelection(request.selection, targets);
  const onProgress = listener.step.bind(listener);
  const builder = new ModuleBuilder(kernel, project, index, { jobs, sources, makeWords, onProgress });
  const lock = await takeLock(builder.folder, () => listener.show('waiting for another ktest in this project'));
  let built: BuiltModule[];
  try {
    built = await builder.build(tests);
    index.save();
  } finally {
    listener.clear();
    lock.release();
  }
  const lastRunFile = path.join(cacheRoot(), 'modules', `${hashName(project.root, kernel.release)}.last-run.json`);
  const listed = new ListedCases();
  return {
    count: built.length,
    broken: built.flatMap(brokenTest),
    warnings: [],
    notes: [],
    advice: [],
    lastRunFile,
    sentence,
    cases: listed.all.bind(listed),
    listed,
    modules: machineModules(built, found, host, request),
    kernel,
    selection: selection(lastRunFile),
    policy: policyOf(request.policy, project.config),
  };
}

function brokenTest(module: BuiltModule): BrokenTest[] {
  if (module.file !== undefined) return [];
  return [{ test: module.test, failures: [{ sentence: module.sentence, output: module.output }] }];
}

/** The modules that were built, each with its machine; those of one machine stand together and share its boot. */
function machineModules(
  built: BuiltModule[],
  found: ProjectTests,
  { backend, machineFor }: ModuleHost,
  request: RunRequest,
): MachineModule[] {
  const modules = built.flatMap((module): MachineModule[] => {
    if (module.file === undefined) return [];
    const needs = needsOf(found.index.facts(module.test)?.directives);
    const test = found.modules.get(module.test);
    // The loaded module has the name of its file.
    const plain = test && { ...test, module: module.name, hasExit: readElf(module.file).defines.has('cleanup_module') };
    const commandFor = (suite: string, name: string) =>
      request.commandFor({ backend, test: module.test, suite, name, seed: '1' });
    return [{ ...module, ...(plain && { plain }), needs, ...machineFor(needs), commandFor }];
  });
  const machines = [...new Set(modules.map(({ machine }) => machine))];
  return modules.sort((a, b) => machines.indexOf(a.machine) - machines.indexOf(b.machine));
}

export async function runBuiltModules(
  { modules, kernel, selection, policy, listed }: ModuleTests,
  { machine }: RunRequest,
  context: RunContext,
): Promise<RunOutcome> {
  const folder = temporaryFolder();
  const log = openConsole(machine.console);
  try {
    const needed = modulesNeededBy(modules.map(({ file }) => file));
    const content = { modules: moduleFiles(kernel, needed, folder), files: [] };
    const guest = { bootSeconds: machine.bootSeconds, content, onConsole: log.write };
    const outcome = await runModules(modules, { ...policy, ...context, guest, selection, listed });
    listed.isWhole = outcome.stopped === undefined && outcome.startFailures === 0;
    return outcome;
  } catch (error) {
    if (!(error instanceof GuestFailure)) throw error;
    const tail = quoteConsole(error.tail);
    throw new UserError(tail ? `${tail}ktest: ${error.message}` : error.message, ExitCode.missing);
  } finally {
    log.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
