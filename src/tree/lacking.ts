// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { readTextIfAny } from '../util/files.js';
import type { ElfObject } from './elf.js';
import { isOutside } from './outside.js';

/** What programs of a tree can not do yet, by the symbol that a module would call: kernel/tree/lacking. */
const reasons = new Map(
  (readTextIfAny(path.join(kernelRoot, 'tree/lacking')) ?? '').split('\n').flatMap((line) => {
    const [, symbol, reason] = /^(\w+) (.+)$/.exec(line) ?? [];
    return symbol && reason ? [[symbol, reason] as const] : [];
  }),
);

/** Whether the program of a test leaves a symbol undefined on purpose. The tree's own suites expect what the tree says. */
export function isLacking(symbol: string, test: string): boolean {
  return isOutside(test) && reasons.has(symbol);
}

export function inNoProgram(symbol: string, reason: string): string {
  return `${symbol}() is in no program of a tree: ${reason}; in a kernel it works: --backend qemu`;
}

/** Sentences for symbols that a test's program leaves undefined on purpose. */
export function lackingSentences(test: string): [symbol: string, sentence: string][] {
  if (!isOutside(test)) return [];
  return [...reasons].map(([symbol, reason]) => [symbol, inNoProgram(symbol, reason)]);
}

/** An object as a test's program takes it. */
export function withoutLacking(elf: ElfObject, test: string): ElfObject {
  const names = [...reasons.keys()].filter((symbol) => isLacking(symbol, test) && elf.defines.has(symbol));
  if (names.length === 0) return elf;
  const defines = new Map(elf.defines);
  for (const name of names) defines.delete(name);
  return { ...elf, defines };
}
