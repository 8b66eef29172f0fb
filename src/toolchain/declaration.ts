// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { LackKind } from './lacks.js';

/** What a declaration of a name looks like in a kernel's headers. */
export function declaration(kind: LackKind, name: string): RegExp {
  const define = `^[ \\t]*#[ \\t]*define[ \\t]+${name}\\b`;
  // Some functions are made by macros: TESTPAGEFLAG(Uptodate, …), DECLARE_STATIC_KEY_FALSE(x).
  const byMacro = `^[A-Z][A-Z_]*\\([^)\\n]*\\b${name}\\b`;
  const called = `^(?:[A-Za-z_][^\\n;={}]*?[\\s*(])?${name}\\(`;
  const constant = `^[ \\t]+${name}\\b[ \\t]*(?:=[^\\n;]*)?,?[ \\t]*(?:/\\*.*)?$`;
  const variable = `^extern\\b[^;(]*\\b${name}\\b[^(]*?;`;
  const typedef = `^typedef\\b[^;]*\\b${name}\\s*(?:;|\\)|\\[)|^\\}[^;\\n]*\\b${name}\\s*;`;
  switch (kind) {
    case 'function':
      return new RegExp([define, called, byMacro].join('|'), 'm');
    case 'type':
      return name.includes(' ')
        ? new RegExp(`\\b${name.replace(' ', '\\s+')}\\s*\\{`)
        : new RegExp([define, typedef, byMacro].join('|'), 'm');
    default:
      return new RegExp([define, called, byMacro, constant, variable].join('|'), 'm');
  }
}
