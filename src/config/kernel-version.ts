// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { UserError } from '../util/user-error.js';

/** The version that the emulated headers are like, unless another is asked for. */
export const emulatedVersion = '6.12';

/** The versions whose names the emulated headers know (kernel/include/ktest/versions.h). */
const first = [5, 4] as const;
const last = [6, 18] as const;

/** A version as LINUX_VERSION_CODE has it: '5.10' is 0x050a00. `where` is the option or setting that says it. */
export function kernelVersionCode(word: string, where: string): number {
  const [, major = '', minor = '', sub = '0'] = /^(\d+)\.(\d+)(?:\.(\d+))?$/.exec(word) ?? [];
  if (major === '') throw new UserError(`${where} ${word}: not a version of the kernel, such as 5.10 or 6.12.8`);
  const code = codeOf(Number(major), Number(minor), Number(sub));
  const largest = codeOf(...last, 255);
  if (Number(minor) > 255 || code < codeOf(...first) || code > largest)
    throw new UserError(`${where} ${word}: the emulated headers know ${first.join('.')} to ${last.join('.')}`);
  return code;
}

function codeOf(major: number, minor: number, sub = 0): number {
  return major * 65536 + minor * 256 + Math.min(sub, 255);
}
