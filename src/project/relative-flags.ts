// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';

/** Options whose value is a folder or a file, in the next word or (the short ones) in the same. */
const withPath = /^(-I|-L|-iquote|-isystem|-idirafter|-include|-imacros|-T)(.*)$/s;
/** A file that the include path may have, too: only a file of the folder is meant by itself. */
const searched = new Set(['-include', '-imacros']);

/**
 * Compilers run in a build folder, so a relative path in their flags would mean a place below it. It means
 * `folder`: where the file is that the flags are written in.
 */
export function absoluteFlags(words: string[], folder: string): string[] {
  const absolute: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    const [, option = '', joined = ''] = withPath.exec(word) ?? [];
    const isJoined = joined !== '' && !/^-i/.test(option);
    if (isJoined) absolute.push(option + resolved(option, joined, folder));
    else if (option !== '' && joined === '' && i + 1 < words.length)
      absolute.push(word, resolved(option, words[++i] ?? '', folder));
    else absolute.push(word);
  }
  return absolute;
}

/** Linker words: flags as above, and objects and libraries by their names. */
export function absoluteLibraries(words: string[], folder: string): string[] {
  return absoluteFlags(words, folder).map((word) => {
    const file = path.resolve(folder, word);
    return !word.startsWith('-') && existsSync(file) ? file : word;
  });
}

function resolved(option: string, value: string, folder: string): string {
  // "=" and "$SYSROOT" are the compiler's own.
  if (path.isAbsolute(value) || /^[=$]/.test(value)) return value;
  const place = path.resolve(folder, value);
  return searched.has(option) && !existsSync(place) ? value : place;
}
