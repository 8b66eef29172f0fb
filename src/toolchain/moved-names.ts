// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emulatedVersion, kernelVersionCode } from '../config/kernel-version.js';
import type { Config } from '../config/schema.js';
import { kernelRoot } from './flags.js';

/** A name that came or went between versions of the kernel: a line of kernel/include/ktest/versions.h. */
export interface MovedName {
  name: string;
  /** The first version that has it, or the first that does not have it any more. */
  change: 'new' | 'gone';
  version: string;
  /** What does its work in other versions. */
  instead: string | undefined;
}

/** A function or macro that takes other arguments since a version. */
interface NewForm {
  /** `DEFINE_SEMAPHORE(name, n)`; the form before, where `isOld`. */
  form: string;
  version: string;
  isOld: boolean;
}

interface Table {
  names: MovedName[];
  forms: NewForm[];
}

let known: Table | undefined;

function table(): Table {
  known ??= readTable(readFileSync(path.join(kernelRoot, 'include/ktest/versions.h'), 'utf8'));
  return known;
}

export function movedNames(): MovedName[] {
  return table().names;
}

const line = /^#define KTEST_HAS_(\w+)\s+\(?(!?)KTEST_(BEFORE|SINCE)\((\d+), (\d+)\)\)?[ \t]*(?:\/\* (.+) \*\/)?$/gm;

/** The comment of a name is a name, or nothing; that of a form is the form. */
function readTable(text: string): Table {
  const read: Table = { names: [], forms: [] };
  for (const [, name = '', not, when, major, minor, comment] of text.matchAll(line)) {
    const version = `${major}.${minor}`;
    if (comment?.includes('(')) read.forms.push({ form: comment, version, isOld: not === '!' });
    else read.names.push({ name, change: when === 'SINCE' ? 'new' : 'gone', version, instead: comment });
  }
  return read;
}

/** In a sentence, when the name exists and what there is otherwise; nothing if the configured version has it. */
export function movedNote(name: string, { kernelVersion = emulatedVersion }: Config): string | undefined {
  const moved = movedNames().find((one) => one.name === name);
  if (!moved) return undefined;
  const { change, version, instead } = moved;
  const isOlder = code(kernelVersion) < code(version);
  if (isOlder === (change === 'gone')) return undefined;
  const there = `it is there with --kernel-version ${change === 'gone' ? `below ${version}` : `${version} or newer`}`;
  const what = change === 'gone' ? `is gone since Linux ${version}` : `came with Linux ${version}`;
  return `${name} ${what}${instead ? `: use ${instead}` : ''}; ${there}`;
}

/** What a compiler's error has to do with forms that the configured version does not have. */
export function formNotes(error: string, { kernelVersion = emulatedVersion }: Config): string[] {
  return table().forms.flatMap(({ form, version, isOld }) => {
    const name = /\w+/.exec(form)?.[0] ?? '';
    if (!new RegExp(`["'‘]${name}["'’]`).test(error)) return [];
    const since = isOld ? 'before' : 'since';
    const versions = code(kernelVersion) < code(version) ? `${version} or newer` : `below ${version}`;
    return [`${form} is the form ${since} Linux ${version}: --kernel-version ${versions} changes it`];
  });
}

const code = (version: string) => kernelVersionCode(version, 'kernelVersion');
