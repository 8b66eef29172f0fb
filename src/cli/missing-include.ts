// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';

/** gcc's and clang's words for a function that no included header declares. */
const implicit =
  /implicit declaration of function ‘(\w+)’|(?:call to undeclared|implicit declaration of) function '(\w+)'/g;

/**
 * A compiler suggests the name that looks most alike, which may be one of the
 * emulated kernel's own; what is missing is mostly an #include.
 */
export function missingIncludeNotes(messages: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const message of messages) for (const match of message.matchAll(implicit)) names.add(match[1] ?? match[2] ?? '');
  if (names.size === 0) return [];
  const headers = emulatedHeaders();
  return [...names].flatMap((name) => {
    const declares = new RegExp(`^(?:#define ${name}\\(|(?!#)[\\w*][^;={}]*?\\b\\*?${name}\\()`, 'm');
    const header = headers.find(({ text }) => text.includes(`${name}(`) && declares.test(text));
    return header ? [`${name}() is declared in <${header.name}>: include it`] : [];
  });
}

/** Those that code includes by name first: linux/, and short before long. */
function emulatedHeaders(): { name: string; text: string }[] {
  const root = path.join(kernelRoot, 'include');
  const rank = (name: string) => (name.startsWith('linux/') ? 0 : name.startsWith('asm') ? 2 : 1);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.h'))
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))
    .map((name) => ({ name, text: readFileSync(path.join(root, name), 'utf8') }));
}
