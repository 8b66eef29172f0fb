// SPDX-License-Identifier: MIT OR GPL-2.0-only

const definition = /^[ \t]*#[ \t]*define[ \t]+(\w+)\(([^)]*)\)((?:[^\\\n]|\\\n|\\.)*)/gm;
const pasted = /\b\w+(?:\s*##\s*\w+)+/g;

/** Names that macros of a file make by pasting, where they are called at the start of a line: `MAKER(int)` of `set_##type`. */
export function pastedNames(text: string): string[] {
  const names = new Set<string>();
  for (const [, macro = '', parameters = '', body = ''] of text.matchAll(definition)) {
    const patterns = [...new Set(body.match(pasted) ?? [])];
    if (patterns.length === 0) continue;
    const words = parameters.split(',').map((word) => word.trim());
    for (const [, list = ''] of text.matchAll(new RegExp(`^${macro}\\(([^)]*)`, 'gm'))) {
      const given = new Map(list.split(',').map((word, at) => [words[at] ?? '', word.trim()]));
      for (const pattern of patterns) {
        const name = pattern.split(/\s*##\s*/).map((word) => given.get(word) ?? word);
        if (name.every((word) => /^\w+$/.test(word))) names.add(name.join(''));
      }
    }
  }
  return [...names];
}
