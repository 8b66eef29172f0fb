// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelVersionCode } from '../config/kernel-version.js';
import type { Config } from '../config/schema.js';
import { usualMachine } from '../project/needs.js';
import type { Compiler } from './compiler.js';

/** The folder of this installation: kernel/ and examples/ are in it. */
export const installRoot = findInstallRoot();

function findInstallRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'kernel', 'core'))) {
    if (folder === path.dirname(folder)) throw new Error('kernel/ is not beside dist/: reinstall ktest');
    folder = path.dirname(folder);
  }
  return folder;
}

export const kernelRoot = path.join(installRoot, 'kernel');

/** What kbuild compiles kernel C with, as far as it means something here. */
export const languageFlags = [
  '-std=gnu11',
  '-O1',
  '-g',
  // addr2line of binutils up to 2.40 names the wrong file of DWARF 5 line tables: for code of an included .c file, the file that includes it.
  '-gdwarf-4',
  '-fno-omit-frame-pointer',
  '-fno-optimize-sibling-calls',
  '-fno-strict-aliasing',
  '-fno-strict-overflow',
  '-fno-delete-null-pointer-checks',
  '-fshort-wchar',
  '-funsigned-char',
  '-fno-common',
  '-fstack-protector-strong',
  // Trap stubs are absolute addresses, and addresses in reports can be looked up as they are.
  '-fno-pie',
];

/** Frames above 2 KiB are warned of, as kbuild does. */
export const frameFlag = '-Wframe-larger-than';
export const frameWarning = `${frameFlag}=2048`;

const warningFlags = ['-Wall', frameWarning, '-Wno-unused-function', '-Wno-main', '-Wno-pointer-sign'];

/** What a kernel build refuses, too: old C lets it pass, and the program goes wrong when it runs. */
export const refusedByKernels = [
  'implicit-function-declaration',
  'implicit-int',
  'return-type',
  'incompatible-pointer-types',
  'designated-init',
];

/** How code under test and test files are compiled. */
export function codeFlags(compiler: Compiler, config: Config, root: string, realHeaders: string[] = []): string[] {
  return [
    ...languageFlags,
    ...warningFlags,
    ...errorFlags(compiler),
    // The kernel's own exceptions to -Wall.
    ...(compiler.family === 'gcc'
      ? [
          '-Wno-unused-but-set-variable',
          '-Wno-format-overflow',
          '-Wno-format-truncation',
          '-Wno-stringop-truncation',
          '-Wno-maybe-uninitialized',
        ]
      : ['-Wno-gnu', '-Wno-unused-but-set-variable', '-Wno-initializer-overrides']),
    ...includeFlags(config, root),
    ...headerFlags(compiler, config, realHeaders),
    ...wishedFlags(config),
  ];
}

/** How the C++ sources of a program are compiled: with the same headers, by C++'s own rules. */
export function cxxCodeFlags(compiler: Compiler, config: Config, root: string): string[] {
  return [
    '-std=gnu++17',
    ...languageFlags.filter(isNotOfC),
    ...['-Wall', '-Wno-unused-function', '-Werror=return-type'],
    ...includeFlags(config, root),
    ...headerFlags(compiler, config),
    ...wishedFlags(config).filter(isNotOfC),
  ];
}

function isNotOfC(flag: string): boolean {
  return !/^-std=(?:gnu|c|iso9899)[^+]*$/.test(flag);
}

/** clang has no designated-init. */
function errorFlags({ family }: Compiler): string[] {
  return refusedByKernels
    .filter((name) => family === 'gcc' || name !== 'designated-init')
    .map((name) => `-Werror=${name}`);
}

/** What a project's configuration alone adds, whatever headers go with it. */
export function projectFlags(config: Config, root: string): string[] {
  return [...includeFlags(config, root), ...wishedFlags(config)];
}

function includeFlags(config: Config, root: string): string[] {
  return (config.include ?? []).map((folder) => `-I${path.resolve(root, folder)}`);
}

function wishedFlags(config: Config): string[] {
  const defines = Object.entries(config.defines ?? {}).flatMap(([name, value]) =>
    value === false ? [] : [`-D${name}=${value === true ? 1 : value}`],
  );
  return [...defines, ...(config.cflags ?? [])];
}

/** The emulated headers, for anyone's compiler command. */
export function headerFlags(compiler: Compiler, config: Config, realHeaders: string[] = []): string[] {
  return [
    `-I${path.join(kernelRoot, 'include')}`,
    `-I${path.join(kernelRoot, 'core', 'include')}`,
    ...realHeaders.map((folder) => `-I${folder}`),
    // After everybody's -I: a folder of the user's own may have a header that is not emulated.
    '-isystem',
    compiler.headerGuards,
    '-D__KERNEL__',
    '-DKTEST',
    '-DKTEST_HOSTED',
    `-DCONFIG_NR_CPUS=${config.cpus ?? usualMachine.cpus}`,
    ...versionFlags(config),
    '-include',
    'linux/kconfig.h',
    '-include',
    'linux/compiler_types.h',
  ];
}

function versionFlags({ kernelVersion }: Config): string[] {
  if (kernelVersion === undefined) return [];
  const code = kernelVersionCode(kernelVersion, 'kernelVersion');
  return [`-DKTEST_KERNEL_VERSION=0x${code.toString(16).padStart(6, '0')}`];
}

/** The names that kbuild gives a file and its module. */
export function moduleFlags(source: string, module?: string): string[] {
  const base = path.basename(source).replace(/\.[cS]$/, '');
  const [file, name] = [base, module ?? base].map((word) => word.replace(/\W/g, '_'));
  return [
    `-DKBUILD_BASENAME="${file}"`,
    `-DKBUILD_MODNAME="${name}"`,
    `-DKBUILD_MODFILE="${name}"`,
    `-D__KBUILD_MODNAME=kmod_${name}`,
  ];
}

/** Bound at start-up, once for all cases that are forked from it. */
export const linkFlags = ['-no-pie', '-pthread', '-Wl,-z,now'];
