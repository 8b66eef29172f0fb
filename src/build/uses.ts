// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Lack } from '../toolchain/lacks.js';
import { readTextIfAny } from '../util/files.js';

/** In how many places of a module's sources and headers each lack stands; comments and strings do not count. */
export function countUses(folder: string, sources: string[], lacks: Lack[]): number[] {
  const headers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.h'))
    .map((name) => path.join(folder, name));
  const texts = [...new Set([...sources, ...headers])].map((file) => readTextIfAny(file) ?? '');
  const code = texts.map(withoutComments);
  return lacks.map((lack) => {
    const pattern = use(lack);
    const count = (text: string) => text.match(pattern)?.length ?? 0;
    const found = (lack.kind === 'header' ? texts : code).reduce((sum, text) => sum + count(text), 0);
    // It may come from a macro of an emulated header.
    return Math.max(1, found);
  });
}

function use({ kind, name }: Lack): RegExp {
  switch (kind) {
    case 'header':
      return new RegExp(`^[ \\t]*#[ \\t]*include[ \\t]*["<]${name.replaceAll('.', '\\.')}[">]`, 'gm');
    case 'member':
      return new RegExp(`(?:->|\\.)\\s*${name}\\b`, 'g');
    default:
      return new RegExp(`\\b${name.replace(' ', '\\s+')}\\b`, 'g');
  }
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, ' ');
}
