// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { mustCommand, tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { fingerprint, readJsonIfAny, writeAtomically } from '../util/files.js';
import { findProgram } from '../util/find-program.js';
import { UserError } from '../util/user-error.js';
import { writeHeaderGuards } from './host-headers.js';

const version = 3;

export interface Compiler {
  /** As the user named it; what the commands call. */
  command: string;
  family: 'gcc' | 'clang';
  /** Major version. */
  major: number;
  /** The first line of --version. */
  title: string;
  /** Changes when the compiler does. */
  identity: string;
  /** Names that libc and the compiler's own library define. */
  hostNames: string[];
  /** Include folder that keeps the system's user-space API from passing for kernel headers. */
  headerGuards: string;
}

const oldest = { gcc: 10, clang: 14 };

/** Asks the compiler what it is, once for each installed version. */
export function probeCompiler(wanted: string | undefined): Compiler {
  const name = wanted || process.env['CC'] || (findProgram('gcc') ? 'gcc' : 'clang');
  // Builds run in other folders.
  const command = name.includes('/') ? path.resolve(name) : name;
  const program = findProgram(command);
  if (!program) {
    throw new UserError(
      `the compiler ${command} is not installed: install it (apt-get install gcc)`,
      ExitCode.missing,
      { option: 'cc', text: ' or name another one with --cc' },
    );
  }
  const identity = hashName(
    program,
    realpathSync(program),
    fingerprint(program) ?? '',
    fingerprint('/usr/include/linux') ?? '',
  );
  const cacheFile = path.join(cacheRoot(), 'toolchain', `${identity}.json`);
  const known = readJsonIfAny<{ version: number; compiler: Compiler }>(cacheFile, version);
  if (known) return { ...known.compiler, command };

  const compiler = ask(command, identity);
  writeAtomically(cacheFile, JSON.stringify({ version, compiler }));
  return compiler;
}

function ask(command: string, identity: string): Compiler {
  const macros = tryCommand(command, ['-dM', '-E', '-x', 'c', '/dev/null']);
  const text = macros?.stdout ?? '';
  const clang = /#define __clang_major__ (\d+)/.exec(text)?.[1];
  const gcc = /#define __GNUC__ (\d+)/.exec(text)?.[1];
  const family = clang ? 'clang' : 'gcc';
  const major = Number(clang ?? gcc);
  if (macros?.status !== 0 || !gcc) {
    throw new UserError(`${command} is neither gcc nor clang`, ExitCode.missing, {
      option: 'cc',
      text: ': name one with --cc',
    });
  }
  if (major < oldest[family]) {
    throw new UserError(
      `${command} is ${family} ${major}: ktest needs gcc ${oldest.gcc} or clang ${oldest.clang}, or newer`,
      ExitCode.missing,
    );
  }
  return {
    command,
    family,
    major,
    title: (mustCommand(command, ['--version']).split('\n')[0] ?? command).trim(),
    identity,
    hostNames: hostNames(command),
    headerGuards: headerGuards(command, identity),
  };
}

function headerGuards(command: string, identity: string): string {
  const search = tryCommand(command, ['-E', '-v', '-x', 'c', '/dev/null'])?.stderr ?? '';
  const list = /search starts here:\n#include <\.\.\.>.*\n([\s\S]*?)End of search list/.exec(search)?.[1] ?? '';
  const folder = path.join(cacheRoot(), 'toolchain', `${identity}-guards-${version}`);
  writeHeaderGuards(
    folder,
    list
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
  return folder;
}

function hostNames(command: string): string[] {
  const file = (name: string) => mustCommand(command, [`-print-file-name=${name}`]).trim();
  const names = (args: string[]) =>
    mustCommand('nm', ['-f', 'posix', '-g', '--defined-only', ...args])
      .split('\n')
      .map((line) => line.split(' ')[0]?.replace(/@.*$/, '') ?? '')
      .filter((name) => name !== '' && !name.endsWith(':'));
  return [
    ...new Set([
      ...names(['-D', file('libc.so.6')]),
      ...names([file('libc_nonshared.a')]),
      ...names([mustCommand(command, ['-print-libgcc-file-name']).trim()]),
    ]),
  ];
}
