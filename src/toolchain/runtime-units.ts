// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Which sources of kernel/ are compiled together.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from './flags.js';

/** Rooms of kernel/ that are C code, and which include folders they may see. */
const engineRooms = ['core', 'checks', 'host'];
const kernelRooms = ['include/ktest/lib', 'lib', 'kunit'];
/** Only a shared object that somebody else loads needs it: its tables are linked in there. */
export const librarySupport = 'host/library.c';
/** Only instrumented programs call it; others have ThreadSanitizer's functions of the same names, or none. */
export const instrument = 'host/instrument.c';
/** Not every program takes these from the archive, so each is an object of its own. (The executor drives any skin.) */
export const aloneOfEngine = [
  librarySupport,
  'host/tsan_volatile.c',
  'host/main.c',
  'host/own_main.c',
  'kunit/executor.c',
];
export const aloneOfSkin = ['kunit/module.c', 'kunit/program.c', 'lib/radix_tree_node.c'];
/** Bytes of sources in a unit of the skin: about two seconds of a compiler, so that many processors have work. */
const unitSize = 96 * 1024;

function sourcesOf(room: string): string[] {
  const alone = [...aloneOfEngine, ...aloneOfSkin, instrument];
  return readdirSync(path.join(kernelRoot, room))
    .filter((name) => name.endsWith('.c'))
    .map((name) => `${room}/${name}`)
    .filter((file) => !alone.includes(file))
    .sort();
}

/** A source that includes several: a third of the time that they take one by one, most of which goes into headers. */
export interface Unit {
  name: string;
  /** Below kernel/. */
  files: string[];
}

/** The engine's units and the skin's. */
export function runtimeUnits(): { engine: Unit[]; skin: Unit[] } {
  return { engine: engineRooms.map((name) => ({ name, files: sourcesOf(name) })), skin: skinUnits() };
}

/** What the skin defines is weak, so a program's own definitions win over single functions of a unit. */
function skinUnits(): Unit[] {
  const units: Unit[] = [];
  let size = unitSize;
  for (const file of kernelRooms.flatMap(sourcesOf)) {
    if (size >= unitSize) {
      units.push({ name: `skin${units.length + 1}`, files: [] });
      size = 0;
    }
    units.at(-1)?.files.push(file);
    size += statSync(path.join(kernelRoot, file)).size;
  }
  return units;
}

export function unitText(files: string[]): string {
  const includes = files.map((file) => `#include "${path.join(kernelRoot, file)}"`);
  return `${['/* Written by ktest. */', '#define _GNU_SOURCE', ...includes].join('\n')}\n`;
}
