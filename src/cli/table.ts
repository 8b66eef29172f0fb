// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type Command, command, common, type OptionTable, optionList } from './option.js';
import { listOptions, runOptions } from './run-options.js';
import { flagsOptions, libOptions, prepareOptions, scanOptions } from './tool-options.js';
import { vmCommands } from './vm/table.js';

/**
 * Every command and option, once: the parser, --help, the shell completions
 * and docs/cli.md are made from this table.
 */
export const commands = {
  run: command({
    usage: '[OPTION…] [TARGET…]',
    summary: 'build and run tests',
    details: [
      'TARGET is a test file, a folder, FILE:LINE (the case at that line) or a SUITE[.CASE] glob; globs choose among the cases of the named files and folders. Without a file or folder: the tests of the project.',
      'A test file needs no list of sources: it is linked with the file it is named after (foo_test.c, foo-test.c, foo_kunit.c, test_foo.c: foo.c), with what its comments declare (/* ktest: sources a.c b.c */) and with the files of its folder and project that define what is still missing. A symbol that nobody defines ends the case that reaches it as unsupported.',
      'Each case runs in a process of its own. Exit status: 0 passed, 1 a case failed, 2 usage, 3 does not build, 4 nothing matched, 5 a tool is missing, 130 interrupted.',
    ],
    options: runOptions,
    examples: [
      ['ktest run', "the project's tests"],
      ['ktest run lib/list-test.c', 'one test file'],
      ['ktest run trie_test.c:42', 'the case at line 42'],
      ["ktest run examples 'htrie*.*key*' --seed 7", 'cases by name, with another seed'],
      ['ktest run --reporter junit=report.xml --reporter ktap', 'two reports at once'],
    ],
  }),
  list: command({
    usage: '[OPTION…] [TARGET…]',
    summary: 'suites and cases, without running one',
    details: [
      'Prints FILE SUITE.CASE, a line for each case, with the same targets and filters as `ktest run`. The programs are built, because only they know; no case is run.',
    ],
    options: listOptions,
    examples: [['ktest list lib', 'all cases below lib/']],
  }),
  scan: command({
    usage: '[OPTION…] [DIR|FILE]',
    summary: 'what a module needs that is not emulated',
    details: [
      'Compiles all .c files of a module (default: the current folder) with the emulated headers, with the flags that `ktest run` takes, and ranks what is missing: headers, functions, types and other names, with the number of places that use them, the first of these, what comes nearest, and whether a kernel source tree has it. An empty header takes the place of a missing one, so that all are found. Nothing is linked or run: what is declared and not emulated shows in a run.',
      'Exit status: 0 nothing is missing, 1 something is, 2 usage, 3 nothing is missing but a file does not compile, 4 no .c file there.',
    ],
    options: scanOptions,
    operands: { max: 1 },
    examples: [['ktest scan counter.c --json', 'one file, for a script']],
  }),
  prepare: command({
    usage: '[--tree DIR] [KIND…]',
    summary: 'compile beforehand what modules call of a kernel tree',
    details: [
      'The first run of a module with a tree compiles what the module calls of it, and a later run finds these objects. This command does so for modules of each KIND: it builds small modules (test/kinds of ktest: block, cdev, net, tty, usb and so on) as `ktest run --tree DIR` would. Without KIND: all of them, which takes some minutes and more than 1 GB in the cache. Nothing goes on in the background. Run again, it compiles what has changed.',
      'The objects are for runs with the same compiler, --kconfig, --sanitize and --debug-info.',
    ],
    options: prepareOptions,
    examples: [
      ['ktest prepare', 'for the tree that `ktest run` would take'],
      ['ktest prepare --tree ~/linux net usb', 'for network devices and USB drivers'],
    ],
  }),
  lib: command({
    usage: '--tree DIR SOURCE… -o FILE.so --export NAMES',
    summary: 'kernel code as a shared object with a C header',
    details: [
      'Builds the named sources of a kernel tree (files, or folders as the configuration builds them; ./FILE.c is yours) and what they need into a shared object, and FILE.h beside it. A C, Python or Node program calls FILE_boot() once and then the exported functions, in the same thread.',
      'Functions that the closure leaves out are stubs, which name themselves when they are called; --run finds out which are.',
    ],
    options: libOptions,
    examples: [
      [
        'ktest lib --tree ~/linux lib/xarray.c -o libk.so --export xa_load,xa_store',
        'the tree of arrays, for any program',
      ],
    ],
  }),
  init: command({
    usage: '[FOLDER]',
    summary: 'a first test and ktest.config.ts in a source folder',
    details: [
      'Writes ktest.config.ts and a test file that passes: for a .c file of the folder, or for nothing yet. Never changes a file that is there.',
    ],
    options: common,
    operands: { max: 1 },
    examples: [['ktest init', 'in the folder of your module']],
  }),
  vendor: command({
    usage: 'FOLDER',
    summary: 'the emulated headers for another repository, in place of its own mock headers',
    details: [
      'Copies the headers with license and VERSION; with them, a program needs no ktest and no library: `gcc -I FOLDER prog.c -lpthread`. A folder that an earlier `ktest vendor` made is replaced.',
    ],
    options: common,
    operands: { max: 1 },
    examples: [['ktest vendor test/mocks', 'in the folder of your project']],
  }),
  doctor: command({
    usage: '',
    summary: 'what this machine has and lacks, and the command that installs each lack',
    details: ['Exit status 0 when `ktest run` has what it needs, else 5.'],
    options: common,
    operands: { max: 0 },
    examples: [],
  }),
  flags: command({
    usage: '[--cflags] [--libs]',
    summary: "compiler and linker flags, for anyone's own Makefile",
    details: [
      'Like pkg-config: prints what to compile kernel C with and what to link it with, as the shell needs it quoted. --libs builds the library when needed.',
    ],
    options: flagsOptions,
    operands: { max: 0 },
    examples: [
      ['cc $(ktest flags --cflags) -c foo_test.c && cc foo_test.o $(ktest flags --libs) -o foo_test', 'by hand'],
    ],
  }),
  api: command({
    usage: '[NAME…]',
    summary: 'what is emulated, how faithfully, and which conformance cases show it',
    details: ['NAME may be a glob. Without one: everything. Exit status 4 when a name is not emulated.'],
    options: common,
    examples: [["ktest api kmalloc 'list_*'", 'one function, and all that begin alike']],
  }),
  completions: command({
    usage: 'bash|zsh|fish',
    summary: 'a completion script for a shell',
    details: [
      'bash: put `source <(ktest completions bash)` into ~/.bashrc. zsh: put `source <(ktest completions zsh)` into ~/.zshrc. fish: put `ktest completions fish | source` into ~/.config/fish/config.fish.',
    ],
    options: common,
    operands: { max: 1 },
    examples: [],
  }),
  ...vmCommands,
};

export type Commands = typeof commands;
export type CommandName = keyof Commands;

/** The table as help and completions walk it. */
export const commandList = (Object.keys(commands) as CommandName[]).map((name) => {
  const spec: Command<OptionTable> = commands[name];
  return { name, ...spec, options: optionList(spec.options) };
});
export type ListedCommand = (typeof commandList)[number];
