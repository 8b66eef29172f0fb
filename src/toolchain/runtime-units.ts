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
 * Of the kernel's library, what is compiled only when a program needs a name that is not in the rest of it, its base
 * (link/builder.ts): what most tests do not call, and nothing of the base does. If the base needs one of these files, it
 * belongs to the base; test/e2e/rebuild.test.ts looks for that.
 */
const laterFiles: Record<string, string> = {
  'include/ktest/lib':
    'assoc_array base64 bcd bitrev checksum crc-ccitt crc-itu-t crc-t10dif crc16 crc32 crc4 crc64 crc7 crc8 cred ' +
    'device_node fwnode fwnode_graph genalloc genradix glob ida idr inet int_log interval_tree iov_iter iov_pages ' +
    'iov_user klist linear_range lz4 lzo maple_tree mas_walk mempool min_heap notifier objagg objagg_hints ' +
    'objpool packing panic_notifier parman parser percpu-refcount percpu_counter plist polynomial prime_numbers ' +
    'property property_entries radix_tree rational rcuref reboot reed_solomon ref_tracker rhashtable scatterlist ' +
    'seq_buf sg_extract sg_split sg_walk siphash srcu stackdepot stacktrace swait swnode textsearch timerqueue ' +
    'trace_events trace_seq tracepoint ucs2_string union_find user_namespace utsname uuid win_minmax ww_mutex ' +
    'xarray xas_split xas_store xas_walk xxhash xz zlib zstd',
  lib:
    'bitmap_text dma dma_alloc dma_debug dma_mmap dmapool firmware fs genalloc_device inode pipe reboot_device ' +
    'resource resource_device rtc splice user_copy xa_dump',
  kunit: 'device',
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
  const isLater = (file: string) =>
    laterFiles[path.dirname(file)]?.split(' ').includes(path.basename(file, '.c')) ?? false;
  const files = kernelRooms.flatMap(sourcesOf);
  return {
    engine: engineRooms.map((name) => ({ name, files: sourcesOf(name) })),
    base: librarySplit(
      'base',
      files.filter((file) => !isLater(file)),
    ),
    rest: librarySplit('rest', files.filter(isLater)),
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
