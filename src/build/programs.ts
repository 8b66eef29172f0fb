// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { Config } from '../config/schema.js';
import type { BuildFailure } from '../link/failures.js';
import type { CaseNeeds } from '../project/needs.js';

/** A test file that has a program. */
export interface BuiltProgram {
  /** Absolute. */
  test: string;
  program: string;
  /** What the program is told beyond the machine's shape. */
  arguments?: string[];
  /** Where more is known of a symbol than absence() says: sentences. */
  absences?: ReadonlyMap<string, string>;
}

/** One that does not build. */
export interface BrokenTest {
  test: string;
  program?: undefined;
  failures: BuildFailure[];
}

/** Programs of test files, whatever headers they were built with. */
export interface BuiltPrograms {
  config: Config;
  /** Where it is kept which cases failed. */
  lastRunFile: string;
  /** The tree whose headers these programs have because the emulated ones end. */
  chosenTree?: string;
  jobs: number;
  tests: (BuiltProgram | BrokenTest)[];
  /** Compilers' warnings. */
  warnings: string[];
  /** What was left out, in sentences. */
  notes: string[];
  /** What helps with sources that do not compile, in sentences. */
  advice: string[];
  /** What cases of a test file declare that they need. */
  needs(test: string): CaseNeeds[];
  /** Real paths for those that a build had to replace. */
  restorePath(text: string): string;
  /** What is said of a symbol that nothing in a test's program defines. */
  absence(symbol: string, test: string): string;
  /** Where each part of each program comes from, and how to repeat the build by hand. */
  explain(): string;
}

export function isBuilt<T extends { program?: string | undefined }>(test: T): test is T & { program: string } {
  return test.program !== undefined;
}

export function isBroken(test: BuiltProgram | BrokenTest): test is BrokenTest {
  return test.program === undefined;
}
