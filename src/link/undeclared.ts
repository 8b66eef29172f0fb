// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { emulatedFunctions, headerThatDeclares } from '../toolchain/emulated-headers.js';
import { movedNames } from '../toolchain/moved-names.js';
import { nearest } from '../util/nearest.js';

/** gcc's and clang's words for a function that no included header declares. */
const implicit =
  /implicit declaration of function ‘(\w+)’|(?:call to undeclared|implicit declaration of) function '(\w+)'/g;

/**
 * What helps with functions that no included header declares. A compiler suggests the name that looks
 * most alike, which may be one of the emulated kernel's own; what is missing is mostly an #include.
 */
export function undeclaredNotes(messages: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const message of messages) for (const match of message.matchAll(implicit)) names.add(match[1] ?? match[2] ?? '');
  // What came or went with a version has notes of its own.
  const others = [...names].filter((name) => !movedNames().some((moved) => moved.name === name));
  return others.map((name) => {
    const header = headerThatDeclares(name);
    if (header) return `${name}() is declared in <${header}>: include it`;
    const near = nearest(name, emulatedFunctions(), 2);
    if (near) return `${name}() is not emulated: did you mean ${near}()?`;
    return `${name}() is not emulated: if it is yours, declare it; if it is a kernel's, build with its sources: ktest run --tree ~/linux ./`;
  });
}
