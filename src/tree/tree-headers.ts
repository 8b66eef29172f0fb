// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { declaration } from '../toolchain/declaration.js';
import type { Lack } from '../toolchain/lacks.js';
import { isFile, readTextIfAny } from '../util/files.js';

/** Where an unconfigured tree has what programs of it include (ARCH=um on x86), in the compiler's order. */
const includeFolders = [
  'arch/um/include',
  'arch/x86/um',
  'arch/x86/include',
  'include',
  'arch/x86/include/uapi',
  'include/uapi',
];
/** Headers that any configured tree has. */
const generated =
  /^(linux\/version|generated\/(autoconf|utsrelease|utsversion|compile|bounds|asm-offsets|timeconst))\.h$/;
/** Included before each file. */
const firstHeaders = ['linux/compiler-version.h', 'linux/kconfig.h', 'linux/compiler_types.h'];
const include = /^[ \t]*#[ \t]*include[ \t]*(["<])([^">]+)[">]/gm;

/** What a kernel tree's headers have, by their text: the tree need not be configured. */
export class TreeHeaders {
  private readonly texts = new Map<string, string>();
  private readonly ofSource = new Map<string, string[]>();

  /** `folders` are those of a source's own -I. */
  constructor(
    private readonly root: string,
    private readonly folders: (source: string) => string[],
  ) {}

  /** Whether the tree has the header that a source lacks, or declares the name in what the source includes there. */
  has({ kind, name, of }: Lack, source: string): boolean {
    if (kind === 'header') return generated.test(name) || this.find(name) !== undefined;
    const texts = this.included(source);
    if (of === undefined) {
      const declares = declaration(kind, name);
      return texts.some((text) => text.includes(name.replace(/^\w+ /, '')) && declares.test(text));
    }
    const isOf = declaration('type', of);
    const isMember = new RegExp(`[\\s*(]${name}\\s*(?:\\[|;|:|,|\\)\\s*\\()`);
    return texts.some((text) => isOf.test(text) && isMember.test(text));
  }

  /** A header's file; kbuild makes one of asm/ that only asm-generic/ has, */
  private find(name: string): string | undefined {
    const places = [name, name.replace(/^asm\//, 'asm-generic/')];
    return places
      .flatMap((place) => includeFolders.map((folder) => path.join(this.root, folder, place)))
      .find((file) => isFile(file));
  }

  /** The texts of all that a source includes in the tree, its own headers' includes too, whatever #if says. */
  private included(source: string): string[] {
    const known = this.ofSource.get(source) ?? this.readIncluded(source);
    this.ofSource.set(source, known);
    return known;
  }

  private readIncluded(source: string): string[] {
    const folders = this.folders(source);
    const own = (name: string) => folders.map((folder) => path.join(folder, name)).find((file) => isFile(file));
    const seen = new Set<string>();
    const texts: string[] = [];
    const queue = [source, ...firstHeaders.map((name) => this.find(name) ?? '')];
    for (const file of queue) {
      const text = this.textOf(file);
      if (file !== source) texts.push(text);
      for (const [, quote, name = ''] of text.matchAll(include)) {
        const beside = path.join(path.dirname(file), name);
        const header = quote === '"' && isFile(beside) ? beside : (own(name) ?? this.find(name));
        if (header === undefined || seen.has(header)) continue;
        seen.add(header);
        queue.push(header);
      }
    }
    return texts;
  }

  private textOf(file: string): string {
    const known = this.texts.get(file) ?? readTextIfAny(file) ?? '';
    this.texts.set(file, known);
    return known;
  }
}
