// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { moduleMakefile } from '../project/module-makefile.js';
import { kernelRoot } from '../toolchain/flags.js';
import { mustCommand } from '../util/command.js';
import { fingerprint, readJsonIfAny, readTextIfAny, writeIfChanged } from '../util/files.js';
import { shellWords } from '../util/shell-words.js';
import type { ConfiguredTree } from './configure.js';
import { isOutside } from './outside.js';

const version = 1;

/** What kbuild says of one folder, in this configuration. */
export interface FolderBuild {
  /** Objects and folders (with a slash) that are built in, then those built as modules. */
  built: string[];
  ccflags: string[];
  subdirCcflags: string[];
  /** By object: flags of that file alone. */
  cflags: Record<string, string[]>;
  /** By composite object, without .o: its parts. */
  parts: Record<string, string[]>;
}

interface Saved {
  version: number;
  key: string;
  folders: Record<string, { fingerprint: string; build: FolderBuild }>;
}

/** Asks the Makefiles of a tree's folders through make itself, and keeps the answers. */
export class Kbuild {
  private readonly file: string;
  private readonly saved: Saved;
  private readonly checked = new Set<string>();
  private dirty = false;
  private absoluteSrc: boolean | undefined;

  constructor(private readonly configured: ConfiguredTree) {
    this.file = path.join(configured.folder, 'kbuild.json');
    const key = fingerprint(path.join(configured.objtree, 'include/config/auto.conf')) ?? '';
    const known = readJsonIfAny<Saved>(this.file, version);
    this.saved = known?.key === key ? known : { version, key, folders: {} };
  }

  /** `folder` is relative to the tree; undefined when it has no Makefile. */
  folder(folder: string): FolderBuild | undefined {
    if (!this.checked.has(folder)) this.learn([folder]);
    return this.saved.folders[folder]?.build;
  }

  /** Asks of those folders that are not known, or whose Makefile changed, all at once. */
  private learn(folders: string[]): void {
    const unknown = new Map<string, string>();
    for (const folder of folders) {
      if (this.checked.has(folder)) continue;
      this.checked.add(folder);
      const now = this.makefileFingerprint(folder);
      if (now === undefined) delete this.saved.folders[folder];
      else if (this.saved.folders[folder]?.fingerprint !== now) unknown.set(folder, now);
    }
    const answers = new Map<string, string>();
    const inTree = [...unknown.keys()].filter((folder) => !isOutside(`${folder}/`));
    const outside = [...unknown.keys()].filter((folder) => isOutside(`${folder}/`));
    for (const group of [inTree, ...outside.map((folder) => [folder])]) {
      if (group.length === 0) continue;
      for (const answer of this.ask(group)
        .split(/^folder /m)
        .slice(1)) {
        const end = answer.indexOf('\n');
        answers.set(answer.slice(0, end), answer.slice(end + 1));
      }
    }
    for (const [folder, now] of unknown) {
      this.saved.folders[folder] = { fingerprint: now, build: parseFolder(answers.get(folder) ?? '') };
      this.dirty = true;
    }
  }

  /** Every .c and .S file that this configuration builds, relative to the tree, in the order of the link. */
  builtSources(tops: string[]): Set<string> {
    const sources = new Set<string>();
    const seen = new Set<string>();
    const walk = (folder: string) => {
      if (seen.has(folder)) return;
      seen.add(folder);
      const build = this.folder(folder);
      for (const word of build?.built ?? []) {
        if (word.endsWith('/')) walk(subfolder(folder, word));
        else if (build) for (const source of this.sourcesOf(folder, word, build)) sources.add(source);
      }
    };
    this.learnBelow(tops);
    for (const top of tops) walk(top);
    return sources;
  }

  /** A level of folders at a time, because only a folder's Makefile names those below it. */
  private learnBelow(tops: string[]): void {
    const seen = new Set<string>();
    for (let level = tops; level.length > 0; ) {
      this.learn(level);
      for (const folder of level) seen.add(folder);
      const below = level.flatMap((folder) =>
        (this.saved.folders[folder]?.build.built ?? [])
          .filter((word) => word.endsWith('/'))
          .map((word) => subfolder(folder, word)),
      );
      level = [...new Set(below)].filter((folder) => !seen.has(folder));
    }
  }

  private sourcesOf(folder: string, object: string, build: FolderBuild): string[] {
    return this.partsOf(object, build).flatMap((part) => this.sourceFiles(folder, part));
  }

  /** The objects that one is made of, itself if it is not composite. */
  private partsOf(object: string, build: FolderBuild, depth = 0): string[] {
    const parts = build.parts[object.replace(/\.o$/, '')];
    if (!parts || depth >= 3) return [object];
    return parts.filter((part) => part.endsWith('.o')).flatMap((part) => this.partsOf(part, build, depth + 1));
  }

  private sourceFiles(folder: string, object: string): string[] {
    const base = path.join(folder, object.replace(/\.o$/, ''));
    return ['.c', '.S']
      .map((ext) => base + ext)
      .filter((file) => existsSync(path.join(this.configured.tree.root, file)));
  }

  /** Objects that this configuration builds of what it generates itself: device tree blobs, certificates. */
  generatedObjects(): string[] {
    const objects = new Set<string>();
    for (const [folder, { build }] of Object.entries(this.saved.folders)) {
      if (isOutside(`${folder}/`)) continue;
      for (const part of build.built.flatMap((object) => this.partsOf(object, build))) {
        if (this.sourceFiles(folder, part).length === 0) objects.add(path.join(folder, part));
      }
    }
    return [...objects].filter((object) => object.endsWith('.o')).sort();
  }

  /** The folder whose Makefile builds a source: its own, or the nearest above that has one. */
  ownerOf(source: string): string {
    const own = path.dirname(source);
    for (let at = own; at !== '.' && at !== '/'; at = path.dirname(at)) if (this.folder(at)) return at;
    return own;
  }

  /** The name of the module, or of the built-in part, that a source belongs to. */
  moduleName(source: string): string {
    const folder = this.ownerOf(source);
    const build = this.folder(folder);
    const object = path.relative(folder, source).replace(/\.[cS]$/, '');
    const stem = path.basename(object);
    for (const [name, parts] of Object.entries(build?.parts ?? {})) {
      if (parts.includes(`${object}.o`) && build?.built.includes(`${name}.o`)) return name;
    }
    return stem;
  }

  /** The sources that a folder's Makefile builds, without those of folders below. */
  sourcesIn(folder: string): string[] {
    const build = this.folder(folder);
    const objects = (build?.built ?? []).filter((word) => !word.endsWith('/'));
    return build ? objects.flatMap((object) => this.sourcesOf(folder, object, build)) : [];
  }

  save(): void {
    if (this.dirty) writeIfChanged(this.file, JSON.stringify(this.saved));
    this.dirty = false;
  }

  private makefileFingerprint(folder: string): string | undefined {
    if (isOutside(`${folder}/`)) {
      const file = moduleMakefile(path.join(this.configured.tree.root, folder));
      return file && fingerprint(file);
    }
    const at = path.join(this.configured.tree.root, folder);
    return fingerprint(path.join(at, 'Kbuild')) ?? fingerprint(path.join(at, 'Makefile'));
  }

  /** Later trees' $(src) has the source tree's path in it; their scripts say so. */
  private hasAbsoluteSrc(): boolean {
    this.absoluteSrc ??= /^src := .*\$\((VPATH|srcroot)\)/m.test(
      readTextIfAny(path.join(this.configured.tree.root, 'scripts/Makefile.build')) ?? '',
    );
    return this.absoluteSrc;
  }

  private ask(folders: string[]): string {
    const { tree, objtree } = this.configured;
    const [folder = ''] = folders;
    const words = ['-s', '-r', '-R', '-I', tree.root, '-f', path.join(kernelRoot, 'tree/kbuild.mk'), '-C', objtree];
    const names = [
      `srctree=${tree.root}`,
      `objtree=${objtree}`,
      `dirs=${folders.join(' ')}`,
      'SRCARCH=um',
      'ARCH=um',
      'CC=gcc',
    ];
    const isModule = isOutside(`${folder}/`);
    const module = path.join(tree.root, folder);
    return mustCommand('make', [
      ...words,
      ...names,
      'SUBARCH=x86',
      'CONFIG_SHELL=/bin/sh',
      ...(isModule || this.hasAbsoluteSrc() ? ['absolute-src=1'] : []),
      ...(isModule ? [`KERNELRELEASE=${tree.version}`, `M=${module}`, `KBUILD_EXTMOD=${module}`] : []),
    ]);
  }
}

function subfolder(folder: string, word: string): string {
  return path.normalize(path.join(folder, word)).replace(/\/$/, '');
}

function parseFolder(text: string): FolderBuild {
  const build: FolderBuild = { built: [], ccflags: [], subdirCcflags: [], cflags: {}, parts: {} };
  for (const line of text.split('\n')) {
    const [kind, ...words] = shellWords(line);
    const [name = '', ...rest] = words;
    switch (kind) {
      case 'built':
      case 'module':
        build.built.push(...words);
        break;
      case 'ccflags':
        build.ccflags = words;
        break;
      case 'subdir-ccflags':
        build.subdirCcflags = words;
        break;
      case 'cflags':
        build.cflags[name] = rest;
        break;
      case 'parts':
        build.parts[name] = [...(build.parts[name] ?? []), ...rest];
        break;
    }
  }
  for (const name of [
    'obj',
    'lib',
    'ccflags',
    'subdir-ccflags',
    'asflags',
    'ldflags',
    'always',
    'extra',
    'targets',
    'subdir',
    'hostprogs',
  ]) {
    delete build.parts[name];
  }
  return build;
}
