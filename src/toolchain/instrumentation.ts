// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';
import type { Compiler } from './compiler.js';

/** Counters that a library of the compiler's keeps: the link needs the flag, too. */
const counts = /^(?:--coverage|-coverage|-fprofile-arcs|-fprofile-generate(?:=.*)?|-fprofile-instr-generate(?:=.*)?)$/;

const reasons: [flag: RegExp, reason: string][] = [
  [/^-fsanitize-coverage/, 'a fuzzer must be linked that calls the tests, and ktest has none'],
  [/^-fsanitize/, 'the emulated kernel must be built with the sanitizer, too: use --sanitize'],
  [/^-pg$/, 'its counts are written by exit(), which a case does not reach: use --coverage, or perf'],
  [/^-fxray-instrument/, 'its library is not linked'],
];

/** Refuses flags that compile, but can not do what they are for. `where` says who wrote them. */
export function checkInstrumentation(flags: string[], where: string): void {
  for (const flag of flags) {
    const reason = reasons.find(([pattern]) => pattern.test(flag))?.[1];
    if (reason) throw new UserError(`${where}: ${flag} can not be used: ${reason}`);
  }
}

/** As above, where nothing links the library that keeps counts. */
export function refuseCounters(flags: string[], where: string, reason: string): void {
  checkInstrumentation(flags, where);
  const flag = flags.find((one) => counts.test(one));
  if (flag) throw new UserError(`${where}: ${flag} can not be used there: ${reason}`);
}

/** What a program that is compiled with `flags` is linked with. A case ends by _exit(): kernel/host/io.c writes the counts before. */
export function instrumentationLinkFlags(flags: string[], compiler: Compiler): string[] {
  const wanted = flags.filter((flag) => counts.test(flag));
  if (wanted.length === 0) return [];
  return [...wanted, ...(compiler.family === 'gcc' ? ['-Wl,-u,__gcov_dump'] : [])];
}
