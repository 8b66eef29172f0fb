// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BuiltModule, ModuleBuilder } from '../backends/qemu/module-build.js';
import { runModules } from '../backends/qemu/run-modules.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { ExitCode } from '../util/exit-codes.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { GuestFailure } from '../vm/guest.js';
import { findKernel } from '../vm/kernel.js';
import { moduleDependencies, moduleFiles } from '../vm/modules.js';
import { findQemu } from '../vm/qemu.js';
import { planTopology } from '../vm/topology.js';
import { commandFor, type PreparedBackend } from './backend.js';
import type { Arguments } from './parse.js';
import { discover } from './prepare.js';
import { makeSelection } from './prepared.js';
import type { Progress } from './progress.js';

const defaults = { cpus: 4, nodes: 2, memory: '1G' };

/** Cases in a real kernel, as modules in a QEMU machine. */
export async function prepareQemu(args: Arguments, progress: Progress, signal: AbortSignal): Promise<PreparedBackend> {
  if (args.has('tree') || args.has('sanitize') || args.has('explain'))
    throw new UserError('--tree, --sanitize and --explain are for the process backend: leave them out with --backend qemu');
  const { targets, project, index, tests, jobs, sources } = await discover(args);
  const { config } = project;
  const topology = planTopology({
    cpus: config.cpus ?? defaults.cpus,
    nodes: config.nodes ?? defaults.nodes,
    memory: args.text('memory') ?? defaults.memory,
    node: [],
    distance: [],
  });
  const bootSeconds = args.number('boot-timeout', { min: 1, integer: false }) ?? 120;
  const qemu = findQemu();
  const kernel = findKernel(args.text('kernel'), args.text('modules'));
  const onProgress = progress.step.bind(progress);
  const builder = new ModuleBuilder(kernel, project, index, { jobs, sources, onProgress, signal });
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
  const modules = built.flatMap((module) =>
    module.file === undefined
      ? []
      : [
          {
            ...module,
            commandFor: (suite: string, name: string) => commandFor(args, 'qemu', module.test, suite, name),
          },
        ],
  );
  return {
    tests: built.length,
    broken: built.flatMap((module) =>
      module.file === undefined
        ? [{ test: module.test, failures: [{ sentence: module.sentence, output: module.output }] }]
        : [],
    ),
    lastRunFile,
    say() {
      const { name, reason } = qemu.accelerator;
      const how = name === 'kvm' ? 'KVM' : `software emulation (${reason})`;
      process.stderr.write(`ktest: Linux ${kernel.release} in QEMU with ${how}\n`);
    },
    async run({ repeat, onEvent, signal: stop }) {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'ktest-run-'));
      const console = args.text('console');
      const log = console === undefined ? undefined : createWriteStream(console);
      try {
        const ours = new Set(modules.map(({ name }) => name));
        const needed = modules.flatMap(({ file }) => moduleDependencies(file)).filter((name) => !ours.has(name));
        return await runModules(modules, {
          qemu,
          guest: {
            kernel: kernel.image,
            append: args.text('append') ?? '',
            topology,
            devices: [],
            bootSeconds,
            content: { modules: moduleFiles(kernel, needed, folder), files: [] },
            ...(log && { onConsole: ({ raw }) => log.write(`${raw}\n`) }),
          },
          selection,
          repeat,
          retries: config.retries ?? 0,
          failFast: args.has('fail-fast'),
          timeoutSeconds: config.timeout ?? 60,
          totalTimeoutSeconds: config.totalTimeout,
          onEvent,
          signal: stop,
        });
      } catch (error) {
        if (!(error instanceof GuestFailure)) throw error;
        const tail = error.tail.map((line) => `  | ${line}\n`).join('');
        throw new UserError(`${error.message}${tail && `\n${tail.trimEnd()}`}`, ExitCode.missing);
      } finally {
        log?.end();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
