// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { SourceFacts } from './scan.js';

/** Whether a file that the user names is a test by its main(), as programs over hand-made kernel headers are. */
export function isProgramTest(facts: SourceFacts, isNamed: boolean): boolean {
  return isNamed && facts.hasMain && !facts.isTest && !facts.hasInitcall;
}

/** What kernel/kunit/program.c knows the program by. main.c is called by its folder. */
export function programFlags(file: string): string[] {
  const stem = path.parse(file).name;
  const name = stem === 'main' ? path.basename(path.dirname(file)) : stem;
  return [`-DKTEST_PROGRAM_NAME="${name}"`];
}

/** objcopy's options for a program's objects: what the start of a process would call, kernel/kunit/program.c calls in the case. */
export const programObject = [
  ...['--redefine-sym', 'main=ktest_program_main', '--redefine-sym', 'exit=ktest_program_exit'],
  ...['--rename-section', '.init_array=ktest_program_init'],
];
