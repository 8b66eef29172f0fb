// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { type CommandSpec, common, type OptionSpec } from './spec.js';
import { kernelOptions, vmCommands } from './vm/table.js';

const building: OptionSpec[] = [
  {
    name: 'tree',
    value: 'DIR',
    description:
      'a kernel source tree (6.1 or newer): its own suites, headers and sources are used; targets are looked for in it, too',
  },
  {
    name: 'kconfig',
    value: 'NAME=VALUE',
    repeatable: true,
    description: 'with --tree: an option of the kernel configuration, such as REGMAP=y',
  },
  {
    name: 'param',
    value: '[MODULE.]NAME=VALUE',
    repeatable: true,
    description: 'a parameter of a self-test that runs in module_init(), set before init',
  },
  {
    name: 'init-result',
    value: '[MODULE=]ERROR',
    repeatable: true,
    description:
      'what init of such a module returns when all is well, if not 0: -EAGAIN where it means "all passed, do not load"',
  },
  {
    name: 'ignore-warnings',
    value: 'MODULE',
    repeatable: true,
    description: 'such a module provokes warnings on purpose, as test_ida does: they do not fail it',
  },
  {
    name: 'config',
    value: 'FILE',
    description: 'configuration file; default: ktest.config.{ts,js,mjs,json} of the project',
  },
  {
    name: 'source',
    value: 'DIR',
    repeatable: true,
    description:
      "another folder whose .c files may be linked in when a symbol is needed; the test file's own folder and the project always are",
  },
  { name: 'cc', value: 'COMPILER', description: 'C compiler (gcc 10, clang 14 or newer); default: $CC, gcc, clang' },
  {
    name: 'sanitize',
    value: 'LIST',
    repeatable: true,
    description:
      'build with sanitizers: address, undefined, thread, memory (clang only); undefined goes with each of the others',
  },
  {
    name: 'debug-info',
    value: 'WHAT',
    choices: ['full', 'lines'],
    description:
      'with --tree: full (default), or lines, which compiles a quarter faster: backtraces as ever, but gdb shows no variables of kernel code',
  },
  {
    name: 'build-dir',
    value: 'DIR',
    description:
      'where objects and programs go; default: a folder for the project below $KTEST_CACHE or ~/.cache/ktest',
  },
  { name: 'jobs', short: 'j', value: 'N', description: 'compilers and programs at once; default: the number of CPUs' },
];

const selecting: OptionSpec[] = [
  {
    name: 'filter',
    value: 'EXPR',
    description:
      "only cases for which EXPR holds: SUITE[.CASE] globs, speed, module, suite, case and is_init compared with < <= = != >= >, joined by & | ! ( ); 'speed>slow & !*.fuzz*'",
  },
  {
    name: 'shard',
    value: 'I/N',
    description: 'only the Ith of N parts of the cases; the parts are the same on every machine',
  },
  { name: 'last-failed', description: 'only cases that did not pass when they last ran' },
];

/**
 * Every command and option, once: the parser, --help, the shell completions
 * and docs/cli.md are made from this table.
 */
export const commands: CommandSpec[] = [
  {
    name: 'run',
    usage: '[OPTION…] [TARGET…]',
    summary: 'build and run tests',
    details: [
      'TARGET is a test file, a folder, FILE:LINE (the case at that line) or a SUITE[.CASE] glob; globs choose among the cases of the named files and folders. Without a file or folder: the tests of the project.',
      'A test file needs no list of sources: it is linked with the file it is named after (foo_test.c, foo-test.c, foo_kunit.c, test_foo.c: foo.c), with what its comments declare (/* ktest: sources a.c b.c */) and with the files of its folder and project that define what is still missing. A symbol that nobody defines ends the case that reaches it as unsupported.',
      'Each case runs in a process of its own. Exit status: 0 passed, 1 a case failed, 2 usage, 3 does not build, 4 nothing matched, 5 a tool is missing, 130 interrupted.',
    ],
    options: [
      ...building,
      {
        name: 'explain',
        description:
          'say where every source and symbol of each program comes from and how to build it by hand; then run',
      },
      ...selecting,
      { name: 'seed', value: 'N', description: 'seed of all randomness (default 1); printed with every run' },
      { name: 'repeat', value: 'N', description: 'run each case N times, with seeds N, N+1, …; it passes if all do' },
      {
        name: 'retries',
        value: 'N',
        description: 'run a case that does not pass up to N times more; if it passes then, it is flaky',
      },
      { name: 'timeout', value: 'S', description: 'seconds a case may take (default 60)' },
      { name: 'total-timeout', value: 'S', description: 'seconds the whole run may take' },
      {
        name: 'output-limit',
        value: 'KIB',
        description: 'how much a case may print before it is ended (default 1024)',
      },
      { name: 'fail-fast', description: 'stop at the first case that does not pass' },
      { name: 'cpus', value: 'N', description: 'virtual CPUs, NR_CPUS (default 8; qemu: 4)' },
      { name: 'nodes', value: 'N', description: 'NUMA nodes the CPUs and the memory are split into (default 2)' },
      {
        name: 'backend',
        value: 'NAME[,NAME…]',
        description:
          'where cases run: process (the default), uml (a User Mode Linux built from --tree) or qemu (modules in a real kernel); several are compared, and a difference is a failure',
      },
      {
        name: 'kunitconfig',
        value: 'FILE|DIR',
        description:
          "uml: the kernel's options, as kunit.py takes them; default: those that the targets' Makefiles name",
      },
      ...kernelOptions,
      { name: 'memory', value: 'SIZE', description: 'qemu: memory of the machine (default 1G)' },
      { name: 'boot-timeout', value: 'S', description: 'qemu: seconds until the machine must be up (default 120)' },
      { name: 'console', value: 'FILE', description: "qemu, uml: write the kernel's console to FILE" },
      {
        name: 'reporter',
        value: 'NAME[=FILE]',
        repeatable: true,
        choices: ['pretty', 'ktap', 'json', 'junit'],
        description:
          "pretty (a terminal's default), ktap (the default elsewhere), json (one event a line) or junit; to FILE instead of standard output",
      },
      {
        name: 'verbose',
        short: 'v',
        description: 'pretty: a line for each case; and the warnings of the compiler in full',
      },
      ...common,
    ],
    examples: [
      ['ktest run', "the project's tests"],
      ['ktest run lib/list-test.c', 'one test file'],
      ['ktest run trie_test.c:42', 'the case at line 42'],
      ["ktest run examples 'htrie*.*lookup*' --seed 7", 'cases by name, with another seed'],
      ['ktest run --reporter junit=report.xml --reporter ktap', 'two reports at once'],
    ],
  },
  {
    name: 'list',
    usage: '[OPTION…] [TARGET…]',
    summary: 'suites and cases, without running one',
    details: [
      'Prints FILE SUITE.CASE, a line for each case, with the same targets and filters as `ktest run`. The programs are built, because only they know; no case is run.',
    ],
    options: [
      ...building,
      ...selecting,
      { name: 'json', description: 'one JSON object a line, with file, suite, case and speed' },
      ...common,
    ],
    examples: [['ktest list lib', 'all cases below lib/']],
  },
  {
    name: 'lib',
    usage: '--tree DIR SOURCE… -o FILE.so --export NAMES',
    summary: 'kernel code as a shared object with a C header',
    details: [
      'Builds the named sources of a kernel tree (files, or folders as the configuration builds them; ./FILE.c is yours) and what they need into a shared object, and FILE.h beside it. A C, Python or Node program calls FILE_boot() once and then the exported functions, in the same thread.',
      'Functions that the closure leaves out are stubs, which name themselves when they are called; --run finds out which are.',
    ],
    options: [
      { name: 'tree', value: 'DIR', description: 'a kernel source tree (6.1 or newer)' },
      {
        name: 'output',
        short: 'o',
        value: 'FILE.so',
        description: 'the shared object; its name names the boot function',
      },
      {
        name: 'export',
        value: 'NAME[,NAME…]',
        repeatable: true,
        description: 'functions that it offers; all others stay inside',
      },
      {
        name: 'run',
        value: 'COMMAND',
        description: 'a shell command that uses the shared object: what it calls is added, until it calls nothing new',
      },
      {
        name: 'kconfig',
        value: 'NAME=VALUE',
        repeatable: true,
        description: 'an option of the kernel configuration, such as ZSTD_COMPRESS=y',
      },
      { name: 'config', value: 'FILE', description: 'configuration file; default: ktest.config.{ts,js,mjs,json}' },
      {
        name: 'cc',
        value: 'COMPILER',
        description: 'C compiler (gcc 10, clang 14 or newer); default: $CC, gcc, clang',
      },
      { name: 'jobs', short: 'j', value: 'N', description: 'compilers at once; default: the number of CPUs' },
      ...common,
    ],
    examples: [
      [
        'ktest lib --tree ~/linux lib/xarray.c -o libk.so --export xa_load,xa_store',
        'the tree of arrays, for any program',
      ],
    ],
  },
  {
    name: 'init',
    usage: '[FOLDER]',
    summary: 'a first test and ktest.config.ts in a source folder',
    details: [
      'Writes ktest.config.ts and a test file that passes: for a .c file of the folder, or for nothing yet. Never changes a file that is there.',
    ],
    options: [...common],
    examples: [['ktest init', 'in the folder of your module']],
  },
  {
    name: 'doctor',
    usage: '',
    summary: 'what this machine has and lacks, and the command that installs each lack',
    details: ['Exit status 0 when `ktest run` has what it needs, else 5.'],
    options: [...common],
    examples: [],
  },
  {
    name: 'flags',
    usage: '[--cflags] [--libs]',
    summary: "compiler and linker flags, for anyone's own Makefile",
    details: [
      'Like pkg-config: prints what to compile kernel C with and what to link it with, as the shell needs it quoted. --libs builds the library when needed.',
    ],
    options: [
      { name: 'cflags', description: 'flags to compile with' },
      { name: 'libs', description: 'flags and libraries to link with' },
      { name: 'cc', value: 'COMPILER', description: 'the compiler they are for' },
      { name: 'config', value: 'FILE', description: 'configuration file' },
      ...common,
    ],
    examples: [
      ['cc $(ktest flags --cflags) -c foo_test.c && cc foo_test.o $(ktest flags --libs) -o foo_test', 'by hand'],
    ],
  },
  {
    name: 'api',
    usage: '[NAME…]',
    summary: 'what is emulated, how faithfully, and which conformance cases show it',
    details: ['NAME may be a glob. Without one: everything. Exit status 4 when a name is not emulated.'],
    options: [...common],
    examples: [["ktest api kmalloc 'list_*'", 'one function, and all that begin alike']],
  },
  {
    name: 'completions',
    usage: 'bash|zsh|fish',
    summary: 'a completion script for a shell',
    details: ['Put `source <(ktest completions bash)` into ~/.bashrc.'],
    options: [...common],
    examples: [],
  },
  ...vmCommands,
];
