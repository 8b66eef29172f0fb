// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import type { BuiltTest } from '../link/builder.js';
import { isKernelHeader } from '../link/failures.js';
import { errorsIn, type Lack } from '../toolchain/lacks.js';
import { formNotes, movedNote, treeNotes } from '../toolchain/moved-names.js';

/** What one source of a test lacks of the emulated headers. */
export interface SourceLack {
  source: string;
  lack: Lack;
}

/**
 * What the sources of a test's program lack: headers and names, those of files that would define a symbol included.
 * A name may be a slip of the user's: only a tree can say.
 */
export function lacksOf(test: BuiltTest): SourceLack[] {
  const lacks: SourceLack[] = [];
  if (test.program === undefined) {
    for (const { file: source, output } of test.failures) {
      if (source !== undefined) for (const lack of errorsIn(output).lacks) lacks.push({ source, lack });
    }
  }
  for (const { lacking } of test.plan?.traps ?? []) {
    if (!lacking) continue;
    const { file, header } = lacking;
    lacks.push({ source: file, lack: { kind: 'header', name: header, file, line: 0 } });
  }
  return lacks.filter(({ lack }) => lack.kind !== 'header' || isKernelHeader(lack.name));
}

/** Notes on names and forms that another version of the kernel has, as far as errors tell of them. */
export function movedNotes(tests: Failing[], config: Config): string[] {
  const notes = outputsOf(tests).flatMap((output) => {
    const { lacks, others } = errorsIn(output);
    return [
      ...lacks.flatMap(({ name }) => movedNote(name, config) ?? []),
      ...others.flatMap((error) => formNotes(error, config)),
    ];
  });
  return [...new Set(notes)];
}

/** The same of tests that were compiled with the headers of a tree. */
export function treeMovedNotes(tests: Failing[], treeVersion: string): string[] {
  const errors = outputsOf(tests).map(errorsIn);
  const names = errors.flatMap(({ lacks }) => lacks.map(({ name }) => name));
  return treeNotes(
    names,
    errors.flatMap(({ others }) => others),
    treeVersion,
  );
}

interface Failing {
  program?: string | undefined;
  failures?: readonly { output: string }[];
}

/** What compilers and linkers said of tests that do not build. */
export function outputsOf(tests: Failing[]): string[] {
  return tests.flatMap((test) => (test.program === undefined ? (test.failures ?? []).map(({ output }) => output) : []));
}

/** In a sentence: linux/cdev.h, cdev_add(), private of struct file. */
export function lackWords({ kind, name, of }: Lack): string {
  if (kind === 'function') return `${name}()`;
  return kind === 'member' ? `${name} of ${of}` : name;
}
