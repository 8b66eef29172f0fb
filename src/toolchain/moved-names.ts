// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { emulatedVersion } from '../config/kernel-version.js';
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
  /** The emulated headers do not have the function at all. */
  isOfTrees: boolean;
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

const line =
  /^#define KTEST_(HAS|TREE)_(\w+)\s+\(?(!?)KTEST_(BEFORE|SINCE)\((\d+), (\d+)\)\)?[ \t]*(?:\/\* (.+) \*\/)?$/gm;

/** The comment of a name is a name, or nothing; that of a form is the form. */
function readTable(text: string): Table {
  const read: Table = { names: [], forms: [] };
  for (const [, table, name = '', not, when, major, minor, comment] of text.matchAll(line)) {
    const version = `${major}.${minor}`;
    if (comment?.includes('('))
      read.forms.push({ form: comment, version, isOld: not === '!', isOfTrees: table === 'TREE' });
    else read.names.push({ name, change: when === 'SINCE' ? 'new' : 'gone', version, instead: comment });
  }
  return read;
}

/** In a sentence, when the name exists and what there is otherwise; nothing if the configured version has it. */
export function movedNote(name: string, { kernelVersion = emulatedVersion }: Config): string | undefined {
  const moved = absentName(name, kernelVersion);
  if (!moved) return undefined;
  const { change, version } = moved;
  const versions = change === 'gone' ? `below ${version}` : `${version} or newer`;
  return `${whatMoved(moved)}; it is there with --kernel-version ${versions}`;
}

/** The name's line of the table, if this version does not have it. */
function absentName(name: string, kernelVersion: string): MovedName | undefined {
  const moved = movedNames().find((one) => one.name === name);
  return moved && code(kernelVersion) < code(moved.version) === (moved.change === 'new') ? moved : undefined;
}

function whatMoved({ name, change, version, instead }: MovedName): string {
  const what = change === 'gone' ? `is gone since Linux ${version}` : `came with Linux ${version}`;
  return `${name} ${what}${instead ? `: use ${instead}` : ''}`;
}

/** What a compiler's error has to do with forms that the configured version does not have. */
export function formNotes(error: string, { kernelVersion = emulatedVersion }: Config): string[] {
  const forms = formsIn(error).filter(({ isOfTrees }) => !isOfTrees);
  return forms.map((of) => {
    const versions = code(kernelVersion) < code(of.version) ? `${of.version} or newer` : `below ${of.version}`;
    return `${whichForm(of)}: --kernel-version ${versions} changes it`;
  });
}

function formsIn(error: string): NewForm[] {
  return table().forms.filter(({ form }) => new RegExp(`["'‘]${/\w+/.exec(form)?.[0]}["'’]`).test(error));
}

function whichForm({ form, version, isOld }: NewForm): string {
  return `${form} is the form ${isOld ? 'before' : 'since'} Linux ${version}`;
}

/** What the errors of a compiler that used the headers of a tree have to do with names and forms of other versions. */
export function treeNotes(names: string[], errors: string[], treeVersion: string): string[] {
  const version = /^\d+\.\d+/.exec(treeVersion)?.[0] ?? emulatedVersion;
  const moved = [
    ...names.flatMap((name) => absentName(name, version) ?? []).map(whatMoved),
    ...errors.flatMap(formsIn).map(whichForm),
  ];
  const told = (what: string) =>
    `${what}; these headers are of Linux ${treeVersion} (LINUX_VERSION_CODE tells code which it has)`;
  return [...new Set(moved)].map(told);
}

/** Also of versions that --kernel-version does not take: trees have them. */
function code(version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major << 8) + minor;
}
