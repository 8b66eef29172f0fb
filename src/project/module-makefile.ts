// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';
import { shellWords } from '../util/shell-words.js';
import { moduleName } from './module-tests.js';
import { kernelTreeAbove } from './project.js';
import { absoluteFlags } from './relative-flags.js';

/** The text of a folder's Makefile, if it is kbuild's: what else is called Makefile says nothing of modules. */
function kbuildText(folder: string): { file: string; text: string } | undefined {
  const file = ['Kbuild', 'Makefile'].map((name) => path.join(folder, name)).find((name) => existsSync(name));
  const text = file && readTextIfAny(file);
  return text !== undefined && file && /^\s*obj-(m|y|\$)/m.test(text) ? { file, text } : undefined;
}

export function moduleMakefile(folder: string): string | undefined {
  return kbuildText(folder)?.file;
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
  for (const { folder, text } of kbuildsAbove(own)) {
    const object = path.relative(folder, source).replace(/\.[cS]$/, '');
    if (folder === own || text.split(/\s/).includes(`${object}.o`)) return { folder, text, object };
  }
  return undefined;
}

/** By folder: it is asked for each source. */
const knownKbuilds = new Map<string, { folder: string; text: string }[]>();

/** kbuild's Makefiles of a folder and of those above, up to that of the repository. */
function kbuildsAbove(folder: string): { folder: string; text: string }[] {
  let found = knownKbuilds.get(folder);
  if (!found) {
    const text = kbuildText(folder)?.text.replaceAll('\\\n', ' ');
    const parent = path.dirname(folder);
    const above = parent === folder || existsSync(path.join(folder, '.git')) ? [] : kbuildsAbove(parent);
    found = text === undefined ? above : [{ folder, text }, ...above];
    knownKbuilds.set(folder, found);
  }
  return found;
}

/** What a module's own kbuild Makefile says of a source. */
export interface MakefileSays {
  /** The module that it is part of: the composite object that has it, else its own name. */
  module: string;
  /** Include folders and macros. A word that refers to what only the kernel's own build knows is left out. */
  flags: string[];
}

export function makefileSays(source: string): MakefileSays {
  const builder = builderOf(source);
  const own = path.basename(source).replace(/\.[cS]$/, '');
  if (builder === undefined) return { module: moduleName(own), flags: [] };
  const { folder, text, object } = builder;
  const composite = [...text.matchAll(partsOf)].find(
    ([, name, value = '']) => name !== 'obj' && value.split(/\s+/).includes(`${object}.o`),
  );
  const flags = [...text.matchAll(flagsOf)]
    .filter(([, , only]) => only === undefined || only === object)
    .flatMap(([, , , value = '']) => words(value, folder));
  return { module: moduleName(composite?.[1] ?? own), flags: absoluteFlags(meaningful(flags), folder) };
}

function words(value: string, folder: string): string[] {
  const text = value.replace(/\$[({](?:src|PWD|CURDIR|M|KBUILD_EXTMOD|obj|srctree\)\/\$\(src)[)}]/g, folder);
  return shellWords(text);
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
