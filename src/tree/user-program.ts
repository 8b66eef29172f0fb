// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { kernelRoot } from '../toolchain/flags.js';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';
import { isOutside } from './outside.js';

/** Whether a source of the tree is written for user space: a test program over kernel code, with its shims beside it. */
export function isUserSource(source: string): boolean {
  return source.startsWith('tools/');
}

/** Whether a source is not the kernel's: a module's that is not in the tree, or a user-space program's. */
export function isOwnCode(source: string): boolean {
  return isOutside(source) || isUserSource(source);
}

/** What a program is called: its file, or its folder if that is main.c. */
export function userProgramName(source: string): string {
  const stem = path.basename(source, '.c');
  return stem === 'main' ? path.basename(path.dirname(source)) : stem;
}

/** What the main() of a source is compiled as: a folder has several, and each program calls its own. */
export function mainOf(source: string): string {
  return `ktest_main_${path.basename(source, '.c').replace(/\W/g, '_')}`;
}

const include = /^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)/gm;

/** What ktest has for programs with a header of their own in the place of one of the tree's. */
function adaptorInPlaceOf(header: string): string {
  return path.join(kernelRoot, 'tree/program/in-place-of', header);
}

/** Headers that ktest's own ones for user space bring in. */
const always = ['types', 'stddef', 'string', 'limits', 'errno'].map((name) => `linux/${name}.h`);

/** The folder of a test program, as its Makefile tells of it. */
export class UserFolder {
  /** Where its quoted headers are, relative to the tree: the folder itself, and what the Makefile adds. */
  readonly quoted: string[];
  private readonly makefile: string;
  private readonly texts = new Map<string, string>();

  constructor(
    private readonly root: string,
    readonly folder: string,
  ) {
    this.makefile = this.readMakefile('Makefile');
    const named = [...this.makefile.matchAll(/(?:^|\s)-I[ \t]*(\S+)/g)].map(([, name = '']) => path.join(folder, name));
    // One without headers of its own has nothing but copies of the kernel's, in linux/ and asm/.
    this.quoted = [...new Set([folder, ...named])].filter((at) => this.filesIn(at).length > 0);
  }

  private readMakefile(name: string): string {
    const text = readTextIfAny(path.join(this.root, this.folder, name)) ?? '';
    return text.replace(/^-?include[ \t]+(\S+)/gm, (_line, other: string) => this.readMakefile(other));
  }

  private filesIn(folder: string): string[] {
    try {
      return readdirSync(path.join(this.root, folder)).filter((name) => /\.[ch]$/.test(name));
    } catch {
      return [];
    }
  }

  private text(file: string): string | undefined {
    const known = this.texts.get(file) ?? readTextIfAny(path.join(this.root, file));
    if (known !== undefined) this.texts.set(file, known);
    return known;
  }

  /**
   * Sources that may be in a program: the folder's own, and of the folders beside it those that wrap a file of
   * the tree (`#include "../../../lib/xarray.c"`). Any other stands for a part of the kernel, which is there itself.
   */
  sources(): string[] {
    const own = this.filesIn(this.folder).map((name) => path.join(this.folder, name));
    const beside = this.quoted
      .filter((at) => at !== this.folder && isUserSource(`${at}/`))
      .flatMap((at) => this.filesIn(at).map((name) => path.join(at, name)))
      .filter((file) => this.wrapped(file).length > 0);
    return [...own, ...beside].filter((file) => file.endsWith('.c'));
  }

  /** The tree's sources that a file includes. */
  private wrapped(file: string): string[] {
    return [...(this.text(file) ?? '').matchAll(include)]
      .map(([, name = '']) => path.join(path.dirname(file), name))
      .filter((name) => name.endsWith('.c') && !isUserSource(name));
  }

  /** What a source is made of beside the kernel's headers: itself and what it quotes. The names of the others. */
  reach(source: string): { texts: string[]; headers: string[] } {
    const texts = new Set([source]);
    const headers = new Set(always);
    for (const file of texts) {
      for (const [, quoted, angled] of (this.text(file) ?? '').matchAll(include)) {
        const places = [path.dirname(file), ...this.quoted].map((at) => path.join(at, quoted ?? ''));
        const found = quoted === undefined ? undefined : places.find((at) => this.text(at) !== undefined);
        if (found !== undefined) texts.add(found);
        else headers.add(quoted ?? angled ?? '');
      }
    }
    return { texts: [...texts], headers: [...headers] };
  }

  /** The identifiers in a file. */
  words(file: string): Set<string> {
    return new Set(this.text(file)?.match(/[A-Za-z_]\w*/g));
  }

  /** The header that a program puts in the place of one of the code under test, by the same include guard, and that one. */
  private standIn(source: string): { own: string; original: string } | undefined {
    const { texts } = this.reach(source);
    const guard = (file: string) => /^[ \t]*#[ \t]*ifndef[ \t]+(\w+)/m.exec(this.text(file) ?? '')?.[1];
    const kernels = texts.filter((file) => file.endsWith('.h') && !isUserSource(file));
    for (const own of texts.filter((file) => file.endsWith('.h') && isUserSource(file))) {
      const original = kernels.find(
        (file) => path.basename(file) === path.basename(own) && guard(file) !== undefined && guard(file) === guard(own),
      );
      if (original !== undefined) return { own, original };
    }
    return undefined;
  }

  /** What is included before a program with a header in the place of one of the tree's: the tree's, and what the program's checks read. */
  inPlace(source: string): { original: string; adaptor: string } | undefined {
    const found = this.standIn(source);
    return found && { original: found.original, adaptor: adaptorInPlaceOf(found.original) };
  }

  /** A sentence for a program whose header takes the place of one for which ktest has none. */
  whyNot(source: string): string | undefined {
    const found = this.standIn(source);
    if (found === undefined || existsSync(adaptorInPlaceOf(found.original))) return undefined;
    return `${source} tests against stand-ins of its own: ${found.own} takes the place of ${found.original}, and its checks read what only the stand-ins note. It does not run with the tree's own headers; its Makefile builds it (make -C ${this.folder})`;
  }

  /** Structures that a source defines for itself, under the name of one of the kernel's: struct page. */
  ownStructures(source: string): string[] {
    const names = [...(this.text(source) ?? '').matchAll(/^struct (\w+) \{/gm)].map(([, name = '']) => name);
    if (names.length === 0) return [];
    const pattern = `^struct (${names.join('|')}) \\{`;
    const found = tryCommand('grep', ['-rhoE', pattern, 'include/linux'], undefined, this.root);
    const lines = new Set((found?.stdout ?? '').split('\n'));
    return names.filter((name) => lines.has(`struct ${name} {`));
  }

  /** Whether a source's own text starts threads. */
  hasThreads(source: string): boolean {
    const own = this.reach(source).texts.filter(isUserSource);
    return own.some((file) => /\bpthread_create\s*\(/.test(this.text(file) ?? ''));
  }

  /** The kernel's options that the Makefile sets for all that it compiles, in the place of a configuration: by name. */
  options(): Map<string, string> {
    const places = this.quoted.flatMap((at) => [`${at}/generated/autoconf.h`, `${at}/autoconf.h`]);
    const lines = places.flatMap((file) => [
      ...(this.text(file) ?? '').matchAll(/^#[ \t]*define[ \t]+(CONFIG_\w+)[ \t]+(\S+)/gm),
    ]);
    return new Map(lines.map(([, name = '', value = '']) => [name, value]));
  }

  /**
   * What the folder's sources use of the static functions of the tree's files that its Makefile copies without
   * `static` (`radix-tree.c: ../../../lib/radix-tree.c`, then sed): by file.
   */
  exposed(): Map<string, string[]> {
    const own = this.sources().flatMap((source) => this.reach(source).texts.filter(isUserSource));
    const words = new Set([...new Set(own)].flatMap((file) => [...this.words(file)]));
    const rules = this.makefile.matchAll(/^\S+\.c:[ \t]*(\S+\.c)[ \t]*\n\tsed [^\n]*\^static/gm);
    return new Map(
      [...rules].map(([, name = '']) => {
        const file = path.join(this.folder, name);
        const statics = [...(this.text(file) ?? '').matchAll(/^static[ \t\n][^;={}()]*?(\w+)\s*\(/gm)];
        return [file, [...new Set(statics.map(([, word = '']) => word))].filter((word) => words.has(word))];
      }),
    );
  }
}

/** The kernel is defined within its headers alone. */
export function userHeader(name: string): string {
  return [
    '#ifdef __KERNEL__',
    `#include_next <${name}>`,
    '#else',
    '#define __KERNEL__ 1',
    `#include_next <${name}>`,
    '#undef __KERNEL__',
    '#endif',
    '',
  ].join('\n');
}

/** Included before a source with structures of its own: the kernel's headers, then another name for these. */
export function ownNames(headers: string[], structures: string[]): string {
  return [
    ...headers.map((name) => `#include <${name}>\n`),
    ...structures.map((name) => `#define ${name} ktest_own_${name}\n`),
  ].join('');
}

/** Included before a program with a header in the place of one of the tree's. */
export function inPlaceOf(root: string, { original, adaptor }: { original: string; adaptor: string }): string {
  return [
    '#define __KERNEL__ 1',
    `#define KTEST_IN_PLACE_OF "${path.join(root, original)}"`,
    `#include "${adaptor}"`,
    '#undef __KERNEL__',
    '',
  ].join('\n');
}

/** How a source of such a program is compiled, behind the flags that all files of the tree have. */
export function userFlags(root: string, folder: UserFolder, source: string): string[] {
  const name = path.basename(source, '.c').replace(/\W/g, '_');
  return [
    ...folder.quoted.flatMap((at) => ['-iquote', path.join(root, at)]),
    '-include',
    path.join(kernelRoot, 'tree/program/program.h'),
    ...['MODFILE', 'BASENAME', 'MODNAME'].map((word) => `-DKBUILD_${word}="${name}"`),
    `-D__KBUILD_MODNAME=kmod_${name}`,
    `-Dmain=${mainOf(source)}`,
    ...(folder.hasThreads(source) ? ['-fsanitize-coverage=trace-pc'] : []),
    '-w',
  ];
}

/** Whether one of the folders has a header. */
export function hasHeader(folders: string[], name: string): boolean {
  return folders.some((folder) => existsSync(path.join(folder, name)));
}
