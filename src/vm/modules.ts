// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { makeFolder } from '../util/files.js';
import { administrative } from '../util/find-program.js';
import { UserError } from '../util/user-error.js';
import type { Kernel } from './machine-parts.js';

/**
 * The modules that `names` need, each after what it depends on, as plain files
 * (those that the distribution compressed are unpacked into `folder`). What is
 * built into the kernel is left out.
 */
export function moduleFiles(kernel: Kernel, names: string[], folder: string): string[] {
  if (names.length === 0) return [];
  const files = new Set<string>();
  for (const name of names) for (const file of dependencies(kernel, name)) files.add(file);
  return [...files].map((file) => unpacked(file, folder));
}

/** What module files of ours want to be loaded before them, without each other. */
export function modulesNeededBy(files: string[]): string[] {
  const own = new Set(files.map((file) => path.basename(file, '.ko').replaceAll('-', '_')));
  return files.flatMap((file) => dependsOf(file).split(',')).filter((name) => name !== '' && !own.has(name));
}

function dependsOf(file: string): string {
  const done = tryCommand(administrative('modinfo'), ['-F', 'depends', path.resolve(file)]);
  if (!done) throw new UserError('modinfo is not installed: apt-get install kmod', ExitCode.missing);
  // A file without that section is answered with nothing, and no error.
  const isModule = done.status === 0 && tryCommand('readelf', ['-SW', file])?.stdout.includes(' .modinfo ') !== false;
  if (!isModule)
    throw new UserError(`${file}: is no kernel module: name the .ko file that \`make modules\` made`, ExitCode.usage);
  return done.stdout.trim();
}

function dependencies(kernel: Kernel, name: string): string[] {
  if (kernel.modulesRoot === undefined)
    throw new UserError(
      `${name}: ${kernel.name} came without modules: give the folder that holds lib/modules/${kernel.release} with --modules`,
    );
  const done = tryCommand(administrative('modprobe'), [
    '-d',
    kernel.modulesRoot,
    '-S',
    kernel.release,
    '--show-depends',
    name,
  ]);
  if (!done) throw new UserError('modprobe is not installed: apt-get install kmod', ExitCode.missing);
  if (done.status !== 0)
    throw new UserError(
      `${name}: no such module of ${kernel.release} below ${path.join(kernel.modulesRoot, 'lib/modules')}`,
    );
  return [...done.stdout.matchAll(/^insmod (\S+)/gm)].map((match) => match[1] ?? '');
}

const unpackers: Record<string, string> = { '.xz': 'xz', '.gz': 'gzip', '.zst': 'zstd' };

function unpacked(file: string, folder: string): string {
  const tool = unpackers[path.extname(file)];
  if (!tool) return file;
  const to = path.join(folder, path.basename(file, path.extname(file)));
  makeFolder(folder);
  writeFileSync(to, execFileSync(tool, ['-dc', file], { maxBuffer: 1 << 30 }));
  return to;
}
