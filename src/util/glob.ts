// SPDX-License-Identifier: MIT OR GPL-2.0-only

/** Shell-like pattern (*, ?, [set]) as a regular expression over the whole text. */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern.charAt(i);
    // A ] that comes first is a member.
    const end = c === '[' ? pattern.indexOf(']', i + (pattern[i + 1] === '!' ? 3 : 2)) : -1;
    if (c === '*') source += '.*';
    else if (c === '?') source += '.';
    else if (end > 0) {
      source += setSource(pattern.slice(i + 1, end));
      i = end;
    } else source += c.replace(/[.+^${}()|[\]\\/]/, '\\$&');
  }
  return new RegExp(`^${source}$`, 's');
}

/** What stands between [ and ]: a range that runs backwards holds nothing. */
function setSource(text: string): string {
  const isNegated = text.startsWith('!');
  const set = isNegated ? text.slice(1) : text;
  let members = '';
  for (let i = 0; i < set.length; i++) {
    const first = set.charAt(i);
    const isRange = set[i + 1] === '-' && i + 2 < set.length;
    if (isRange) i += 2;
    const last = set.charAt(i);
    if (first <= last) members += `${literal(first)}-${literal(last)}`;
  }
  // In JavaScript [] matches nothing and [^] matches anything.
  return `[${isNegated ? '^' : ''}${members}]`;
}

function literal(c: string): string {
  return c.replace(/[\\\]^-]/, '\\$&');
}

export function hasGlob(text: string): boolean {
  return /[*?[]/.test(text);
}
