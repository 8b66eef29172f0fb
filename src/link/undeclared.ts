// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { emulatedFunctions, headerThatDeclares } from '../toolchain/emulated-headers.js';
import { errorsIn } from '../toolchain/lacks.js';
import { movedNames } from '../toolchain/moved-names.js';
import { nearest } from '../util/nearest.js';
import { enumerated } from '../util/words.js';

/** gcc's and clang's words for a function that no included header declares. */
const implicit =
  /implicit declaration of function ‘(\w+)’|(?:call to undeclared|implicit declaration of) function '(\w+)'/g;

/** Functions that no included header declares, but for those that came or went with a version: they have notes of their own. */
export function undeclaredFunctions(messages: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const message of messages) {
    for (const match of message.matchAll(implicit)) names.add(match[1] ?? match[2] ?? '');
    // A call outside of all functions: of a macro, for a compiler a declaration without a type.
    for (const { kind, name } of errorsIn(message).lacks) if (kind === 'function') names.add(name);
  }
  return [...names].filter((name) => !movedNames().some((moved) => moved.name === name));
}

/**
 * What helps with functions that no included header declares. A compiler suggests the name that looks
 * most alike, which may be one of the emulated kernel's own; what is missing is mostly an #include.
 */
export function undeclaredNotes(messages: Iterable<string>): string[] {
  const notes = undeclaredFunctions(messages).map((name) => ({ name, known: knownNote(name) }));
  const kernels = notes.filter(({ known }) => known === undefined).map(({ name }) => name);
  return [...notes.flatMap(({ known }) => known ?? []), ...(kernels.length === 0 ? [] : [kernelsNote(kernels)])];
}

/** What is declared in another header, or comes near. */
function knownNote(name: string): string | undefined {
  const header = headerThatDeclares(name);
  if (header) return `${name}() is declared in <${header}>: include it`;
  const near = nearest(name, emulatedFunctions(), 2);
  return near && `${name}() is not emulated: did you mean ${near}()?`;
}

/** Whether nothing emulated is declared elsewhere or comes near: a kernel's sources may have it. */
export function mayBeKernels(name: string): boolean {
  return knownNote(name) === undefined;
}

function kernelsNote(names: string[]): string {
  const use = 'build with its sources: ktest run --tree ~/linux ./';
  if (names.length === 1)
    return `${names[0]}() is not emulated: if it is yours, declare it; if it is a kernel's, ${use}`;
  const most = 4;
  const rest = names.length > most ? [`${names.length - most} more`] : [];
  const list = enumerated([...names.slice(0, most).map((name) => `${name}()`), ...rest]);
  return `${list} are not emulated: declare those that are yours; if there are a kernel's, ${use}`;
}
