// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readTextIfAny } from '../util/files.js';
import { directives } from './scan.js';

/** A kernel's stack, and that of one with KASAN: sanitizers enlarge frames. In KiB. */
const usual = 16;
const sanitized = 32;

/** KiB of its stack that a task of this test may use: as wished, as the file says, as a kernel. 0: no limit. */
export function stackSizeOf(test: string, wished: number | undefined, isSanitized: boolean): number {
  if (wished !== undefined) return wished;
  const said = directives(readTextIfAny(test) ?? '').find(({ name, error }) => name === 'stack' && !error);
  return said ? Number(said.words[0]) : isSanitized ? sanitized : usual;
}
