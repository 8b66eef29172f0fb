// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from './flags.js';
import { isPart, partsOf } from './header-parts.js';

export interface EmulatedHeader {
  /** As code includes it. */
  name: string;
  text: string;
}

let known: EmulatedHeader[] | undefined;

/** Those that code includes by name first: linux/, and short before long. */
export function emulatedHeaders(): EmulatedHeader[] {
  known ??= readHeaders(path.join(kernelRoot, 'include'));
  return known;
}

function readHeaders(root: string): EmulatedHeader[] {
  const rank = (name: string) => (name.startsWith('linux/') ? 0 : name.startsWith('asm') ? 2 : 1);
  const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.h') && !isPart(name))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))
    .map((name) => ({ name, text: [read(name), ...partsOf(read(name)).map(read)].join('\n') }));
}

/** The header that declares a function or defines a macro with arguments. */
export function headerThatDeclares(name: string): string | undefined {
  const declares = new RegExp(`^(?:#define ${name}\\(|(?!#)[\\w*][^;={}]*?\\b\\*?${name}\\()`, 'm');
  return emulatedHeaders().find(({ text }) => text.includes(`${name}(`) && declares.test(text))?.name;
}

/** Whether an emulated header declares a symbol, function or data. */
export function isKernelSymbol(name: string): boolean {
  const data = new RegExp(`^extern\\b[^;({]*\\b${name}\\b[^;({]*;`, 'm');
  return headerThatDeclares(name) !== undefined || emulatedHeaders().some(({ text }) => data.test(text));
}

/** Names of functions and macros with arguments. */
export function emulatedFunctions(): Set<string> {
  const names = new Set<string>();
  for (const { text } of emulatedHeaders()) {
    for (const match of text.matchAll(/^(?:#define |(?!#)[\w*][^;={}(]*?\b\*?)([a-z]\w+)\(/gm))
      names.add(match[1] ?? '');
  }
  return names;
}
