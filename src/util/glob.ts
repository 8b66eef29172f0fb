// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Shell-like pattern (*, ?, [set]) as a regular expression over the whole text. */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    const end = c === '[' ? pattern.indexOf(']', i + 2) : -1;
    if (c === '*') source += '.*';
    else if (c === '?') source += '.';
    else if (end > 0) {
      const set = pattern.slice(i + 1, end).replaceAll('\\', '\\\\');
      source += `[${set.startsWith('!') ? `^${set.slice(1)}` : set}]`;
      i = end;
    } else source += c.replace(/[.+^${}()|[\]\\/]/, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}

export function hasGlob(text: string): boolean {
  return /[*?[]/.test(text);
}
