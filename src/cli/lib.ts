// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { withSettings } from '../build/request.js';
import { buildSharedObject } from '../build/shared-object.js';
import { findProject } from '../project/project.js';
import { openTree } from '../tree/kernel-tree.js';
import { ExitCode } from '../util/exit-codes.js';
import { shortPath } from '../util/short-path.js';
import { UserError } from '../util/user-error.js';
import type { Invocation } from './option.js';
import { Progress } from './progress.js';
import { settingsOf } from './settings.js';
import { libOptions } from './tool-options.js';

/** Kernel code as a shared object with a C header. */
export async function lib({ options, operands, given }: Invocation<typeof libOptions>): Promise<ExitCode> {
  const tree = openTree(options.tree ?? missing('--tree DIR', 'the kernel tree'));
  const output = path.resolve(options.output ?? missing('-o FILE.so', 'where the shared object goes'));
  const exports = options.export.flatMap((word) => word.split(',')).filter((word) => word !== '');
  if (exports.length === 0) missing('--export NAMES', 'the functions that it offers');
  const wrong = exports.find((symbol) => !/^[A-Za-z_]\w*$/.test(symbol));
  if (wrong !== undefined) throw new UserError(`--export ${wrong}: not a name of a function`);
  if (operands.length === 0) throw new UserError('lib: name the sources: lib/xarray.c, lib/zstd, ./mine.c');
  const found = await findProject(process.cwd(), options.config);
  const config = withSettings(found.config, settingsOf(options, given, libOptions));
  const project = { ...found, config, root: process.cwd() };
  const { kconfig, run: command } = options;
  const request = { tree, project, operands, output, exports, kconfig, command };
  const built = await buildSharedObject(request, new Progress());
  if ('failures' in built) {
    for (const { output, sentence } of built.failures) process.stderr.write(`${output}\nktest: ${sentence}\n`);
    return ExitCode.build;
  }
  const [object, header] = [output, built.header].map((file) => shortPath(file, process.cwd()));
  process.stdout.write(
    `${object}, ${header}: ${built.name}_boot() and ${exports.length} exported, ` +
      `${built.files} files of the tree, ${built.stubs} stubs\n`,
  );
  return ExitCode.ok;
}

function missing(option: string, what: string): never {
  throw new UserError(`lib: ${option} is missing: ${what}; see \`ktest lib --help\``);
}
