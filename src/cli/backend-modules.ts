// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import { type BuiltModule, ModuleBuilder } from '../backends/modules/build.js';
import { runModules } from '../backends/modules/run.js';
import { type CaseNeeds, type MachineShape, needsOf } from '../project/needs.js';
import { readElf } from '../tree/elf.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { takeLock } from '../util/lock.js';
import { temporaryFolder } from '../util/temporary-folder.js';
import { UserError } from '../util/user-error.js';
import { quoteConsole } from '../vm/console.js';
import { GuestFailure, type Machine } from '../vm/guest.js';
import type { Kernel } from '../vm/machine-parts.js';
import { moduleFiles, modulesNeededBy } from '../vm/modules.js';
import { type BackendName, commandFor, type PreparedBackend } from './backend.js';
import { sayFailures } from './build-messages.js';
import { openConsole } from './console-log.js';
import type { Arguments } from './parse.js';
import { type Discovered, moduleTests } from './prepare.js';
import { makeSelection, runLimits } from './prepared.js';
import type { Progress } from './progress.js';

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

/** The project's tests as modules of a real kernel: built here, loaded there. */
export async function prepareModules(
  found: Discovered,
  { backend, kernel, makeWords, machineFor, sentence }: ModuleHost,
  args: Arguments,
  progress: Progress,
): Promise<PreparedBackend> {
  const { targets, project, index, tests, jobs, sources } = found;
  const { config } = project;
  const bootSeconds = args.number('boot-timeout', { min: 1, integer: false }) ?? 120;
  const onProgress = progress.step.bind(progress);
  const settings = moduleTests(tests, index, project, args);
  const builder = new ModuleBuilder(kernel, project, index, { jobs, sources, makeWords, onProgress });
  const lock = await takeLock(builder.folder, () => progress.show('waiting for another ktest in this project'));
  let built: BuiltModule[];
  try {
    built = await builder.build(tests);
    index.save();
  } finally {
    progress.clear();
    lock.release();
  }
  const lastRunFile = path.join(cacheRoot(), 'modules', `${hashName(project.root, kernel.release)}.last-run.json`);
  const selection = makeSelection(args, targets, lastRunFile);
  const modules = built.flatMap((module) => {
    if (module.file === undefined) return [];
    const command = (suite: string, name: string) => commandFor(args, backend, module.test, suite, name);
    const needs = needsOf(index.facts(module.test)?.directives);
    const test = settings.get(module.test);
    // The loaded module has the name of its file.
    const plain = test && { ...test, module: module.name, hasExit: readElf(module.file).defines.has('cleanup_module') };
    return [{ ...module, ...(plain && { plain }), needs, ...machineFor(needs), commandFor: command }];
  });
  // Those of one machine share its boot.
  const machines = [...new Set(modules.map(({ machine }) => machine))];
  modules.sort((a, b) => machines.indexOf(a.machine) - machines.indexOf(b.machine));
  const broken = built.flatMap((module) =>
    module.file === undefined
      ? [{ test: module.test, failures: [{ sentence: module.sentence, output: module.output }] }]
      : [],
  );
  return {
    tests: built.length,
    broken,
    lastRunFile,
    say() {
      process.stderr.write(`ktest: ${sentence}\n`);
      sayFailures(
        broken.flatMap(({ failures }) => failures),
        args,
      );
    },
    async run({ repeat, onEvent, signal: stop }) {
      const folder = temporaryFolder();
      const log = openConsole(args);
      try {
        const needed = modulesNeededBy(modules.map(({ file }) => file));
        return await runModules(modules, {
          guest: {
            bootSeconds,
            content: { modules: moduleFiles(kernel, needed, folder), files: [] },
            onConsole: log.write,
          },
          selection,
          repeat,
          ...runLimits(config, args),
          onEvent,
          signal: stop,
        });
      } catch (error) {
        if (!(error instanceof GuestFailure)) throw error;
        const tail = quoteConsole(error.tail);
        throw new UserError(tail ? `${tail}ktest: ${error.message}` : error.message, ExitCode.missing);
      } finally {
        log.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
