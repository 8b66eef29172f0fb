// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';
import { shellWords } from '../util/shell-words.js';
import { kernelTreeAbove } from './project.js';
import { absoluteFlags } from './relative-flags.js';

/** The Makefile of a folder, if it is kbuild's: what else is called Makefile says nothing of modules. */
export function moduleMakefile(folder: string): string | undefined {
  const file = ['Kbuild', 'Makefile'].map((name) => path.join(folder, name)).find((name) => existsSync(name));
  return file && /^\s*obj-(m|y|\$)/m.test(readTextIfAny(file) ?? '') ? file : undefined;
}

const assignment = /^[ \t]*(ccflags-[my]|EXTRA_CFLAGS|subdir-ccflags-y|CFLAGS_(\S+)\.o)[ \t]*[:+?]?=[ \t]*([^#\n]*)/gm;

/**
 * Include folders and macros that a module's own kbuild Makefile gives a source. They are read as text: the kernel's own build, which
 * would evaluate them, is not there. A word that refers to what only that build knows is left out.
 */
export function makefileFlags(source: string): string[] {
  const folder = path.dirname(source);
  const file = moduleMakefile(folder);
  if (file === undefined || kernelTreeAbove(folder)) return [];
  const text = (readTextIfAny(file) ?? '').replaceAll('\\\n', ' ');
  const stem = path.basename(source).replace(/\.[cS]$/, '');
  const flags = [...text.matchAll(assignment)]
    .filter(([, , object]) => object === undefined || object === stem)
    .flatMap(([, , , value = '']) => words(value, folder));
  return absoluteFlags(meaningful(flags), folder);
}

function words(value: string, folder: string): string[] {
  const known = value.replace(/\$[({](?:src|PWD|CURDIR|M|KBUILD_EXTMOD|obj|srctree\)\/\$\(src)[)}]/g, folder);
  return shellWords(known);
}

/** -I, -D, -U and -include: the rest is for a kernel's code. */
function meaningful(flags: string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < flags.length; i++) {
    const flag = flags[i] ?? '';
    const isApart = /^-(I|D|U|include)$/.test(flag);
    const found = isApart ? [flag, flags[++i] ?? ''] : [flag];
    if ((isApart || /^-[IDU]./.test(flag)) && !found.some((word) => word === '' || word.includes('$')))
      kept.push(...found);
  }
  return kept;
}
