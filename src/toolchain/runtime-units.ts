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
export const aloneOfBase = ['kunit/module.c', 'kunit/program.c'];
export const aloneOfRest = ['lib/radix_tree_node.c'];
/**
 * Of the kernel's library, what every program takes, and what most tests call. The rest is compiled when a program needs
 * a name that is not here (link/builder.ts). Nothing here may need the rest: a program with KUnit alone would wait for it.
 */
const baseFiles: Record<string, string> = {
  'include/ktest/lib':
    'bitmap bsearch cmdline cpumask ctype delay find hexdump kfifo kstrtox kthread list_check list_sort llist locks ' +
    'math messages page_map random rbtree rcu refcount sched slab sort sprintf string string_alloc string_helpers ' +
    'stringhash time64 timer vsprintf_address vsprintf_memory vsprintf_out wait wait_bit',
  lib:
    'boot cpu device devres errname file fortify highmem kasprintf miscdevice pages param printk user_access vma ' +
    'vma_fault vmap vsprintf vsprintf_escape vsprintf_flags vsprintf_names vsprintf_pointer vsprintf_struct vsscanf',
  kunit: 'assert resource static_stub suites test text try_catch user_alloc',
};

/** Bytes of sources in a unit of the skin: about two seconds of a compiler, so that many processors have work. */
const unitSize = 96 * 1024;

function sourcesOf(room: string): string[] {
  const alone = [...aloneOfEngine, ...aloneOfBase, ...aloneOfRest, instrument];
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

/** The engine's units, those of the library's base, and those of its rest. */
export interface RuntimeUnits {
  engine: Unit[];
  base: Unit[];
  rest: Unit[];
}

export function runtimeUnits(): RuntimeUnits {
  const isInBase = (file: string) =>
    (baseFiles[path.dirname(file)] ?? '').split(' ').includes(path.basename(file, '.c'));
  const files = kernelRooms.flatMap(sourcesOf);
  return {
    engine: engineRooms.map((name) => ({ name, files: sourcesOf(name) })),
    base: librarySplit('base', files.filter(isInBase)),
    rest: librarySplit(
      'rest',
      files.filter((file) => !isInBase(file)),
    ),
  };
}

/**
 * What the library defines is weak, so a program's own definitions win over single functions of a unit. A unit has files
 * of one room: lib/fortify.c defines inline functions of names that include/ktest/lib has as ordinary ones.
 */
function librarySplit(name: string, files: string[]): Unit[] {
  const units: Unit[] = [];
  let size = unitSize;
  for (const file of files) {
    if (size >= unitSize || path.dirname(file) !== path.dirname(units.at(-1)?.files[0] ?? file)) {
      units.push({ name: `${name}${units.length + 1}`, files: [] });
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
