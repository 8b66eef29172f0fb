// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { kconfigLines } from './kconfig-option.js';
import { common, flag, number, text, texts } from './option.js';
import { buildOptions, kernelVersion } from './run-options.js';

/** The options of the commands beside `run`, `list` and `vm`. */
export const libOptions = {
  tree: text('DIR', { description: 'a kernel source tree (6.1 or newer)' }),
  output: text('FILE.so', { short: 'o', description: 'the shared object; its name names the boot function' }),
  export: texts('NAME[,NAME…]', { description: 'functions that it offers; all others stay inside' }),
  run: text('COMMAND', {
    description: 'a shell command that uses the shared object: what it calls is added, until it calls nothing new',
  }),
  kconfig: kconfigLines({ description: 'an option of the kernel configuration, such as ZSTD_COMPRESS=y' }),
  config: text('FILE', { description: 'configuration file; default: ktest.config.{ts,js,mjs,json}' }),
  cc: text('COMPILER', {
    description: 'C compiler (gcc 10, clang 14 or newer); default: $CC, gcc, clang',
    config: 'cc',
  }),
  jobs: number(
    'N',
    { min: 1, max: 1024 },
    {
      short: 'j',
      description: 'compilers at once; default: the number of CPUs',
      config: 'jobs',
    },
  ),
  ...common,
};

export const scanOptions = {
  tree: text('DIR', {
    description: 'the kernel source tree to compare with; default: the one that `ktest run` would take',
  }),
  json: flag({ description: 'one JSON object: files, broken, lacks (kind, name, uses, first …), tree, otherErrors' }),
  config: text('FILE', { description: 'configuration file; default: ktest.config.{ts,js,mjs,json}' }),
  kernelVersion: kernelVersion(),
  cc: text('COMPILER', {
    description: 'C compiler (gcc 10, clang 14 or newer); default: $CC, gcc, clang',
    config: 'cc',
  }),
  jobs: number(
    'N',
    { min: 1, max: 1024 },
    { short: 'j', description: 'compilers at once; default: the number of CPUs', config: 'jobs' },
  ),
  ...common,
};

/** What `ktest run` takes of these makes other objects. */
export const prepareOptions = {
  tree: text('DIR', { description: 'the kernel source tree; default: the one that `ktest run` would take' }),
  kconfig: buildOptions.kconfig,
  sanitize: texts('LIST', { description: 'for runs with these sanitizers: address, undefined' }),
  debugInfo: buildOptions.debugInfo,
  config: buildOptions.config,
  cc: buildOptions.cc,
  jobs: buildOptions.jobs,
  ...common,
};

export const flagsOptions = {
  cflags: flag({ description: 'flags to compile with' }),
  libs: flag({ description: 'flags and libraries to link with' }),
  cc: text('COMPILER', { description: 'the compiler they are for', config: 'cc' }),
  kernelVersion: kernelVersion(),
  config: text('FILE', { description: 'configuration file' }),
  ...common,
};
