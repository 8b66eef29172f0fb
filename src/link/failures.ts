// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { emulatedHeaders } from '../toolchain/emulated-headers.js';
import { notLinked } from '../toolchain/first-error.js';
import { withoutGuard } from '../toolchain/host-headers.js';
import { shellQuote } from '../util/command.js';
import { nearest } from '../util/nearest.js';
import { herePath } from '../util/short-path.js';

export interface BuildFailure {
  /** The source that does not compile. */
  file?: string;
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

/** Whether a header is by its name one of a kernel, not a project's own. */
export function isKernelHeader(header: string): boolean {
  return /^(linux|asm|asm-generic|uapi|crypto|net|kunit|generated|trace|scsi|sound|drm|media|acpi|rdma|vdso|video|xen|misc|mtd|memory|pcmcia|keys|soc|target|ras|cxl|hyperv|kvm|clocksource|dt-bindings|math-emu|ufs)\//.test(
    header,
  );
}

export function missingHeaderSentence(header: string, file: string): string {
  if (!isKernelHeader(header)) {
    return `${header}, included by ${file}, was not found: add its folder to "include" in ktest.config`;
  }
  const near = usefulHeader(header);
  const hint = near ? `: did you mean ${near}?` : `; ${treeHint(file)}`;
  return `${header} is not emulated (included by ${file})${hint}`;
}

/** What helps where the emulation ends. */
export function treeHint(file: string): string {
  return `a kernel source tree may have it: ktest run --tree ~/linux ${shellQuote(herePath(file))}`;
}

/** The same name in another folder (asm/, linux/), or one that differs by a slip. */
export function usefulHeader(header: string): string | undefined {
  const names = emulatedHeaders().map(({ name }) => name);
  const base = path.basename(header);
  // Of short names most differ by a letter or two: pci.h, pid.h.
  const limit = base.length <= 6 ? 0 : base.length <= 8 ? 1 : 2;
  return names.find((name) => path.basename(name) === base) ?? nearest(header, names, limit);
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
  return { output, sentence: notLinked(`the program of ${test} does not link`, output) };
}
