// SPDX-License-Identifier: MIT OR GPL-2.0-only

/**
 * The name that a line of a test file stands for: the function around it, or
 * the case that a KUNIT_CASE line registers. Undefined outside of any.
 */
export function nameAtLine(text: string, line: number): string | undefined {
  const lines = text.split('\n');
  const here = lines[line - 1] ?? '';
  const registered = /\bKUNIT_CASE\w*\(\s*(\w+)/.exec(here)?.[1];
  if (registered) return registered;

  // In kernel style a function's body ends with a brace at the start of a line.
  for (let i = line - 1; i >= 0; i--) {
    const text = lines[i] ?? '';
    if (i < line - 1 && /^}/.test(text)) return undefined;
    const heading = /^(?!#|\/|typedef\b|struct\s+\w+\s*[={]|\s)[\w\s*]*?\b(\w+)\s*\(/.exec(text)?.[1];
    if (heading && !text.trimEnd().endsWith(';')) return heading;
  }
  return undefined;
}
