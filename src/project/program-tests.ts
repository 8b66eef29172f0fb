// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { SourceFacts } from './scan.js';

/** Whether a file that the user names is a test by its main(), as programs over hand-made kernel headers are. */
export function isProgramTest(facts: SourceFacts, isNamed: boolean): boolean {
  return isNamed && facts.hasMain && !facts.isTest && !facts.hasInitcall;
}

/** How the file with main() is compiled, so that kernel/kunit/program.c can call it. main.c is called by its folder. */
export function programFlags(file: string): string[] {
  const stem = path.basename(file, '.c');
  const name = stem === 'main' ? path.basename(path.dirname(file)) : stem;
  return [`-DKTEST_PROGRAM_NAME="${name}"`, '-Dmain=ktest_program_main', '-Dexit=ktest_program_exit'];
}
