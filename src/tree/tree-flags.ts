// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiler } from '../toolchain/compiler.js';
import { kernelRoot, refusedByKernels } from '../toolchain/flags.js';
import { readTextIfAny } from '../util/files.js';
import type { ConfiguredTree } from './configure.js';
import type { Kbuild } from './kbuild.js';
import { isOutside } from './outside.js';

/**
 * How a tree's files are compiled: kbuild's include folders and dialect for ARCH=um, with our
 * overlay first. A file's optimization and warnings are ours. `debugInfo` is -g or -g1; `first` is
 * included before all else.
 */
export function baseFlags(
  configured: ConfiguredTree,
  compiler: Compiler,
  debugInfo: string,
  first = firstHeaders(configured),
): string[] {
  return [
    '-nostdinc',
    ...includeFolders(configured).map((folder) => `-I${folder}`),
    ...first.flatMap((header) => ['-include', header]),
    ...commonFlags(configured, compiler),
    debugInfo,
    '-gdwarf-4',
  ];
}

/** Where a tree's headers are looked for, in this order. */
export function includeFolders({ tree, objtree }: ConfiguredTree): string[] {
  const source = (name: string) => path.join(tree.root, name);
  const made = (name: string) => path.join(objtree, name);
  return [
    path.join(kernelRoot, 'tree/include'),
    path.join(kernelRoot, 'core/include'),
    source('arch/um/include'),
    made('arch/um/include/generated'),
    source('include'),
    made('include'),
    source('arch/um/include/uapi'),
    made('arch/um/include/generated/uapi'),
    source('include/uapi'),
    made('include/generated/uapi'),
    source('arch/um/include/shared'),
    source('arch/x86/um/shared'),
    source('arch/um/include/shared/skas'),
    source('arch/x86/um'),
    source('arch/x86/include'),
    source('arch/x86/include/uapi'),
    made('arch/x86/include/generated'),
    made('arch/x86/include/generated/uapi'),
  ];
}

/** What kbuild includes before anything else. */
export function firstHeaders({ tree }: ConfiguredTree): string[] {
  const names = ['compiler-version.h', 'kconfig.h', 'compiler_types.h'];
  return names.map((name) => path.join(tree.root, 'include/linux', name));
}

function commonFlags({ tree }: ConfiguredTree, compiler: Compiler): string[] {
  return [
    '-D__KERNEL__',
    '-D__arch_um__',
    '-DKTEST_TREE',
    `-fmacro-prefix-map=${tree.root}/=`,
    '-std=gnu11',
    '-O1',
    '-fshort-wchar',
    '-funsigned-char',
    '-fno-common',
    '-fno-pie',
    '-fno-strict-aliasing',
    '-fno-strict-overflow',
    '-fno-delete-null-pointer-checks',
    '-fstack-protector-strong',
    '-fno-omit-frame-pointer',
    '-fno-optimize-sibling-calls',
    ...(compiler.family === 'gcc' ? ['-ftrivial-auto-var-init=zero'] : ['-fno-builtin-bcmp']),
    '-ffunction-sections',
    '-fdata-sections',
  ];
}

/** What one file of the tree has beyond that: its folder's and its own flags, its module's name. */
export function sourceFlags({ tree, objtree }: ConfiguredTree, kbuild: Kbuild, source: string): string[] {
  const folder = kbuild.ownerOf(source);
  const build = kbuild.folder(folder);
  const object = path.relative(folder, source).replace(/\.[cS]$/, '');
  const stem = path.basename(object);
  const words = [...inherited(kbuild, folder), ...(build?.ccflags ?? []), ...(build?.cflags[`${object}.o`] ?? [])];
  const name = (text: string) => text.replaceAll('-', '_').replaceAll(',', '_');
  const module = name(kbuild.moduleName(source));
  return [
    ...(source.endsWith('.S') ? ['-D__ASSEMBLY__'] : []),
    `-I${path.join(tree.root, folder)}`,
    `-I${path.join(objtree, folder)}`,
    ...keepMeaning(words, (name) => resolve(name, { tree, objtree }, folder)),
    `-DKBUILD_MODFILE="${path.join(folder, module)}"`,
    `-DKBUILD_BASENAME="${name(stem)}"`,
    `-DKBUILD_MODNAME="${module}"`,
    `-D__KBUILD_MODNAME=kmod_${module}`,
  ];
}

/** What the tree's own build makes of a careless source: the errors that its Makefiles ask for, of those that every compiler knows. */
export function kernelErrors({ tree }: ConfiguredTree): string[] {
  const files = ['Makefile', 'scripts/Makefile.extrawarn'].map((name) => path.join(tree.root, name));
  const text = files.map((file) => readTextIfAny(file) ?? '').join('\n');
  return refusedByKernels.map((name) => `-Werror=${name}`).filter((flag) => new RegExp(`${flag}(?![\\w-])`).test(text));
}

function inherited(kbuild: Kbuild, folder: string): string[] {
  const words: string[] = [];
  for (let at = folder; at !== '.' && at !== ''; at = path.dirname(at)) {
    words.unshift(...(kbuild.folder(at)?.subdirCcflags ?? []));
  }
  return words;
}

/** Include folders, macros and dialect; not warnings, optimization or code generation for a kernel. */
function keepMeaning(words: string[], resolved: (name: string) => string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '-I' || word === '-include') {
      kept.push(word, resolved(words[++i] ?? ''));
    } else if (word.startsWith('-I')) kept.push(`-I${resolved(word.slice(2))}`);
    else if (/^-(D|U)|^-f(no-)?builtin|^-ffreestanding|^-std=/.test(word)) kept.push(word);
  }
  return kept;
}

/** kbuild compiles in the object tree, where what it generates is; a module outside of the tree means its own folder. */
function resolve(name: string, { tree, objtree }: Pick<ConfiguredTree, 'tree' | 'objtree'>, folder: string): string {
  const own = path.resolve(tree.root, folder, name);
  if (isOutside(folder) && existsSync(own)) return own;
  const inTree = path.resolve(tree.root, name);
  return existsSync(inTree) ? inTree : path.resolve(objtree, name);
}

/** KTREE_HAS_NAME for each name of kernel/tree/probes that the tree's header has. */
export function probedMacros({ tree }: ConfiguredTree): string[] {
  const probes = readFileSync(path.join(kernelRoot, 'tree/probes'), 'utf8');
  return [...probes.matchAll(/^(\w+) (\S+)$/gm)].flatMap(([, name = '', header = '']) => {
    let text = '';
    try {
      text = readFileSync(path.join(tree.root, header), 'utf8');
    } catch {
      return [];
    }
    return new RegExp(`\\b${name}\\b`).test(text) ? [`-DKTREE_HAS_${name}`] : [];
  });
}
