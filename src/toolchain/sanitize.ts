// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import { tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { Compiler } from './compiler.js';
import { lackOfRoom } from './lack-of-room.js';

/** How everything of a program is compiled and linked beyond the plain way. */
export interface Variant {
  /** Empty for the plain one; part of the build folder's name. */
  name: string;
  flags: string[];
  /** Of kernel code no more debug information than backtraces need. */
  hasLinesOnly?: boolean;
  /** Flags of the code under test alone: not of the emulated kernel's library, nor of the link. */
  codeFlags?: string[];
  /** The accesses of that code are calls of kernel/host/instrument.c. */
  isInstrumented?: boolean;
  /** The adaptors between a tree and the engine take the flags, too. */
  isForAdaptors?: boolean;
}

export const plain: Variant = { name: '', flags: [] };
/** For shared objects. */
export const positionIndependent: Variant = { name: 'lib', flags: ['-fPIC'], isForAdaptors: true };

const known = ['address', 'undefined', 'thread', 'memory'] as const;

/**
 * What of UBSan kernel code does on purpose: it is compiled with -fno-strict-overflow and
 * -fno-delete-null-pointer-checks, and reads unaligned words.
 */
const meant = ['alignment', 'null', 'object-size', 'pointer-overflow', 'signed-integer-overflow'];

/** `words` as after --sanitize: names, perhaps several in one word, separated by commas. */
export function sanitizeVariant(words: string[], compiler: Compiler): Variant {
  const names = [...new Set(words.flatMap((word) => word.split(',')))].filter((name) => name !== '').sort();
  if (names.length === 0) return plain;
  for (const name of names) {
    if (!known.some((other) => other === name)) {
      throw new UserError(`--sanitize ${name}: known are ${known.join(', ')}`);
    }
  }
  const exclusive = names.filter((name) => name !== 'undefined');
  if (exclusive.length > 1) throw new UserError(`--sanitize ${exclusive.join(',')}: these do not go together`);
  if (names.includes('memory') && compiler.family !== 'clang') {
    throw new UserError('--sanitize memory: only clang has it: add --cc clang', ExitCode.missing);
  }
  // Frames are larger than a kernel's: no word about those that kbuild would warn of.
  const flags = [`-fsanitize=${names.join(',')}`, '-Wframe-larger-than=16384'];
  if (names.includes('undefined')) {
    flags.push(`-fno-sanitize=${meant.join(',')}`, '-fno-sanitize-recover=undefined');
  }
  // Where an uninitialized value comes from is half of the finding.
  if (names.includes('memory')) flags.push('-fsanitize-memory-track-origins');
  // READ_ONCE() against READ_ONCE() is no race: kernel/host/tsan_volatile.c. The define: linux/compiler_types.h.
  if (names.includes('thread')) {
    flags.push(...passOption(compiler, 'tsan-distinguish-volatile=1'), '-DKTEST_TSAN_LIBRARY');
  }
  checkLibrary(compiler, names, flags);
  return { name: names.join('-'), flags };
}

/** An option of the pass that -fsanitize=thread switches on. */
function passOption({ family }: Compiler, option: string): string[] {
  return family === 'clang' ? ['-mllvm', `-${option}`] : [`--param=${option}`];
}

/** How programs are compiled whose schedules are explored, and with which sanitizers. */
export function instrumentedVariant(words: string[], compiler: Compiler): Variant {
  const sanitized = sanitizeVariant(words, compiler);
  const other = sanitized.name.split('-').find((name) => name !== '' && name !== 'undefined');
  if (other) throw new UserError(`--sanitize ${other}: does not go together with --races, --explore and --schedule`);
  const isOldGcc = compiler.family === 'gcc' && compiler.major < 11;
  const codeFlags = [
    '-fsanitize=thread',
    ...passOption(compiler, 'tsan-distinguish-volatile=1'),
    // gcc 10 does not know it.
    ...(isOldGcc ? [] : passOption(compiler, 'tsan-instrument-func-entry-exit=0')),
    // Fences are calls, too: gcc's warning is about ThreadSanitizer's own library.
    ...(compiler.family === 'gcc' && !isOldGcc ? ['-Wno-tsan'] : []),
  ];
  return {
    ...sanitized,
    name: ['instrumented', sanitized.name].filter(Boolean).join('-'),
    codeFlags,
    isInstrumented: true,
  };
}

/** What of a variant's flags the linker's command takes: clang warns of others. */
export function variantLinkFlags({ flags }: Variant): string[] {
  return flags.filter((flag, i) => flag !== '-mllvm' && flags[i - 1] !== '-mllvm');
}

/** A sanitizer's run-time library is a package of its own: a program that does nothing shows it. */
function checkLibrary(compiler: Compiler, names: string[], flags: string[]): void {
  const args = [...flags, '-x', 'c', '-', '-o', '/dev/null'];
  const done = tryCommand(compiler.command, args, 'int main(void) { return 0; }\n');
  if (done?.status === 0) return;
  const noRoom = done && lackOfRoom(done.stderr, os.tmpdir());
  if (noRoom) throw new UserError(noRoom, ExitCode.missing);
  const wanted = compiler.family === 'clang' ? `libclang-rt-${compiler.major}-dev` : `libgcc-${compiler.major}-dev`;
  throw new UserError(
    `--sanitize ${names.join(',')}: ${compiler.command} has no library for it: install ${wanted} (apt-get install ${wanted})`,
    ExitCode.missing,
  );
}
