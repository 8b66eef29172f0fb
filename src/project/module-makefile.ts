// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';
import { shellWords } from '../util/shell-words.js';
import { ancestors, kernelTreeAbove } from './project.js';
import { absoluteFlags } from './relative-flags.js';

/** The Makefile of a folder, if it is kbuild's: what else is called Makefile says nothing of modules. */
export function moduleMakefile(folder: string): string | undefined {
  const file = ['Kbuild', 'Makefile'].map((name) => path.join(folder, name)).find((name) => existsSync(name));
  return file && /^\s*obj-(m|y|\$)/m.test(readTextIfAny(file) ?? '') ? file : undefined;
}

const flagsOf = /^[ \t]*(ccflags-[my]|EXTRA_CFLAGS|subdir-ccflags-y|CFLAGS_(\S+)\.o)[ \t]*[:+?]?=[ \t]*([^#\n]*)/gm;
const partsOf = /^[ \t]*([\w-]+)-(?:y|m|objs|\$\(\w+\))[ \t]*[:+?]?=[ \t]*([^#\n]*)/gm;

/** The Makefile that builds a source. It is read as text: the kernel's own build, which would evaluate it, is not there. */
interface Builder {
  folder: string;
  text: string;
  /** The source's object in it, without .o. */
  object: string;
}

/** That of the source's folder, or the nearest above that lists the source. */
function builderOf(source: string): Builder | undefined {
  const own = path.dirname(source);
  if (kernelTreeAbove(own)) return undefined;
  for (const folder of ancestors(own)) {
    const file = moduleMakefile(folder);
    const object = path.relative(folder, source).replace(/\.[cS]$/, '');
    const text = file === undefined ? '' : (readTextIfAny(file) ?? '').replaceAll('\\\n', ' ');
    if (file && (folder === own || text.split(/\s/).includes(`${object}.o`))) return { folder, text, object };
    if (existsSync(path.join(folder, '.git'))) break;
  }
  return undefined;
}

/** Include folders and macros that a module's own kbuild Makefile gives a source. A word that refers to what only that build knows is left out. */
export function makefileFlags(source: string): string[] {
  const builder = builderOf(source);
  if (builder === undefined) return [];
  const { folder, text, object } = builder;
  const flags = [...text.matchAll(flagsOf)]
    .filter(([, , only]) => only === undefined || only === object)
    .flatMap(([, , , value = '']) => words(value, folder));
  return absoluteFlags(meaningful(flags), folder);
}

/** The module that a source is part of: the composite object that has it, else its own name. */
export function makefileModule(source: string): string {
  const builder = builderOf(source);
  const composite = [...(builder?.text.matchAll(partsOf) ?? [])].find(
    ([, name, value = '']) => name !== 'obj' && value.split(/\s+/).includes(`${builder?.object}.o`),
  );
  return (composite?.[1] ?? path.basename(source, '.c')).replaceAll('-', '_');
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
