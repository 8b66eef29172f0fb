// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Words as kbuild's shell would take them: -DNAME=\"text\" and -D'x y' among them. */
export function shellWords(line: string): string[] {
  const words: string[] = [];
  for (const match of line.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)) {
    words.push(
      match[0].replace(
        /\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
        (_, plain, double, single) => plain ?? double ?? single ?? '',
      ),
    );
  }
  return words;
}
