// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { withoutGuard } from '../toolchain/host-headers.js';
import { nearest } from '../util/nearest.js';

export interface BuildFailure {
  /** The compiler's or linker's own words, untouched; may be empty. */
  output: string;
  /** One sentence for the user. */
  sentence: string;
}

/** The header that a compiler could not find, if that is why it failed. */
export function missingHeader(output: string): string | undefined {
  const gcc = /fatal error: (.+): No such file or directory/.exec(output)?.[1];
  const name = gcc ?? /fatal error: '([^']+)' file not found/.exec(output)?.[1];
  return name === undefined ? undefined : withoutGuard(name);
}

export function missingHeaderSentence(header: string, file: string): string {
  const isKernelHeader =
    /^(linux|asm|asm-generic|uapi|crypto|net|kunit|generated|trace|scsi|sound|drm|media|acpi|rdma|vdso)\//.test(header);
  if (!isKernelHeader) {
    return `${header}, included by ${file}, was not found: add its folder to "include" in ktest.config`;
  }
  const near = nearest(header, emulatedHeaders());
  return `${header} is not emulated (included by ${file})${near ? `; nearest: ${near}` : ''}`;
}

function emulatedHeaders(): string[] {
  const root = path.join(kernelRoot, 'include');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.h'));
}

/** Says in a sentence why a link failed; the linker's own words stay with it. */
export function explainLinkFailure(output: string, test: string): BuildFailure {
  const twice =
    /([^\s:]+(?::[^\s:]+)*): multiple definition of [`']([^']+)'; ([^\s:]+)[^:]*:(.*): first defined here/.exec(output);
  if (twice) {
    return {
      output,
      sentence: `${twice[2]} is defined twice in the program of ${test}: make one of them static, or leave one file out`,
    };
  }
  const missing = /undefined reference to [`']([^']+)'/.exec(output)?.[1];
  if (missing) return { output, sentence: `${missing} is not defined in the program of ${test}` };
  if (/No space left/i.test(output)) return { output, sentence: 'the disk is full: free some space and run again' };
  return { output, sentence: `the program of ${test} does not link: see the linker's message above` };
}
