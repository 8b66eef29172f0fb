// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A kernel's function that is a macro here evaluates each argument once: f(i++) means what it says.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, linux, repository } from './rig.js';

const include = path.join(repository, 'kernel/include');

function headersBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.h'));
}

/** Names that a kernel's headers declare as functions. */
function kernelFunctions(): Set<string> {
  const names = new Set<string>();
  for (const folder of ['include', 'arch/x86/include/asm'].map((name) => path.join(linux, name))) {
    for (const header of headersBelow(folder)) {
      const text = readFileSync(path.join(folder, header), 'utf8');
      for (const [, name = ''] of text.matchAll(/^(?:[a-z_]\w*[ *]+)[\w *]*?\b(\w+)\((?!\()/gm)) names.add(name);
    }
  }
  return names;
}

/** What is between the parenthesis at `open` and the one that closes it. */
function inside(text: string, open: number): string {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')' && --depth === 0) return text.slice(open + 1, at);
  }
  return text.slice(open + 1);
}

/** The arguments of a call, split at its own commas. */
function split(text: string): string[] {
  let depth = 0;
  const parts = [''];
  for (const char of text) {
    if (char === '(' || char === '{') depth++;
    if (char === ')' || char === '}') depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const unevaluated =
  /\b(?:typeof|__typeof__|sizeof|__alignof__|__builtin_constant_p|__builtin_types_compatible_p|_Generic)\s*\(/;

/** Without what is not evaluated; of a choice by type, its longest branch. */
function evaluated(text: string): string {
  let rest = text;
  for (let match = unevaluated.exec(rest); match; match = unevaluated.exec(rest)) {
    const open = match.index + match[0].length - 1;
    const words = inside(rest, open);
    const branches = match[0].startsWith('_Generic') ? split(words).slice(1) : [];
    const taken = branches.sort((a, b) => b.length - a.length)[0] ?? '';
    rest = `${rest.slice(0, match.index)} ${taken} ${rest.slice(open + words.length + 2)}`;
  }
  return rest;
}

test.runIf(linux)('macros for functions evaluate each argument once', async () => {
  const functions = kernelFunctions();
  const headers = headersBelow(include).filter((name) => /^(?:linux|asm|net|kunit)\//.test(name));
  const macros = new Map<string, string[]>();
  for (const header of headers) {
    const text = readFileSync(path.join(include, header), 'utf8').replaceAll('\\\n', ' ');
    for (const [, name = '', parameters = ''] of text.matchAll(/^\s*#\s*define\s+(\w+)\(([^)]*)\)/gm)) {
      if (!functions.has(name) || name.startsWith('_') || name === name.toUpperCase()) continue;
      macros.set(
        name,
        split(parameters).flatMap((one, i) => (one.trim() === '' ? [] : [`argument_${i}`])),
      );
    }
  }
  expect(macros.size).toBeGreaterThan(30);
  const calls = [...macros].map(([name, words]) => `macro_begin "${name}" ${name}(${words.join(', ')}) macro_end`);
  const root = folder({ 'all.c': [...headers.map((name) => `#include <${name}>`), ...calls].join('\n') });
  const flags = (await ktest(['flags', '--cflags'])).stdout;
  const expanded = execFileSync('sh', ['-c', `cc ${flags.trim()} -E -P all.c`], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const seen = [...expanded.matchAll(/macro_begin "(\w+)"([\s\S]*?)macro_end/g)];
  expect(seen).toHaveLength(macros.size);
  const twice = seen.flatMap(([, name = '', body = '']) =>
    (macros.get(name) ?? [])
      .filter((word) => (evaluated(body).match(new RegExp(`\\b${word}\\b`, 'g')) ?? []).length > 1)
      .map((word) => `${name}: ${word}`),
  );
  expect(twice).toEqual([]);
});
