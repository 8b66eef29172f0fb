// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { CommandName, Commands } from '../../src/cli/table.js';
import { folder, ktest, linux, suite } from './rig.js';

/** Every option of every command but `run` (options.test.ts): what shows that it is not passed over. */

type Checked = Exclude<CommandName, 'run'>;
type Own<N extends Checked> = Exclude<keyof Commands[N]['options'], 'help' | 'color'>;

/** Words behind the command and what is printed then; or the test that shows more than a line could. */
type Proof = [words: string[], prints: RegExp] | `${string}.test.ts`;

const noCompiler: Proof = [['--cc', 'nosuchcc', '--tree', linux], /^ktest: the compiler nosuchcc is not installed/];
const noTree: Proof = [['--tree', 'nowhere'], /^ktest: --tree nowhere: there is no such folder\n$/];
const noJobs: Proof = [['--jobs', '0'], /^ktest: --jobs 0: takes a whole number from 1 to 1024\n$/];
const badConfig: Proof = [['--config', 'bad.json'], /^ktest: .*\/bad\.json: "cpus": Too small/];
const badKconfig: Proof = [['--kconfig', 'a b'], /^ktest: --kconfig a b: write NAME=VALUE/];
const badVersion: Proof = [['--kernel-version', '5.3'], /^ktest: --kernel-version 5\.3: the emulated headers know/];
const ofTree = (option: string, ...words: string[]): Proof => [
  [option, ...words],
  new RegExp(`^ktest: ${option}: is an option of a kernel tree: name it with --tree DIR\\n$`),
];

const lib = ['--tree', linux, 'lib/xarray.c', '-o', 'libk.so', '--export', 'xa_load'];
const guest = ['--kernel', 'debian:6.12', '--print', '--', 'true'];
const whole = ['--cpus', '6', '--nodes', '3', '--memory', '3G', '--smp', 'sockets=1,cores=3,threads=2'];
const parts = ['--node', 'cpus=1,memory=256M', '--node', 'memory=300M', '--distance', '0-1=31'];
const inGuest = [...parts, '--append', 'quiet', '--share', '.', ...guest];
const machine = ['new', '--image', 'disk.raw', '--print'];
const ofMachine = [
  ...[...parts, '--kernel', 'debian:6.12', '--initrd', 'initrd', '--append', 'a=b'],
  ...['--forward', '48080:80', '--gdb', '1234', ...machine],
];

/** An option that is not here does not compile. */
const proofs: { [N in Checked]: { [K in Own<N>]: Proof } } = {
  list: {
    tree: noTree,
    headers: [['--headers', 'tree'], /^ktest: --headers tree: no kernel source tree was found/],
    kernelVersion: badVersion,
    kconfig: ofTree('--kconfig', 'A=y'),
    config: badConfig,
    source: [['--source', 'nowhere'], /^ktest: --source nowhere: there is no such folder\n$/],
    cc: [['--cc', 'nosuchcc'], /^ktest: the compiler nosuchcc is not installed/],
    sanitize: [['--sanitize', 'nosuch'], /^ktest: --sanitize nosuch: known are/],
    debugInfo: ofTree('--debug-info', 'lines'),
    buildDir: [['--build-dir', 'a_test.c/x'], /^ktest: cannot write .*\/a_test\.c\/x\//],
    jobs: noJobs,
    filter: [['--filter', '*.two'], /^a_test\.c demo\.two\n$/],
    shard: [['--shard', '1/2'], /^a_test\.c demo\.\w+\n$/],
    lastFailed: [['--last-failed'], /^ktest: --last-failed: no case failed when it last ran/],
    json: [['--json'], /^\{"file":".*\/a_test\.c","suite":"demo","case":"one","speed":"normal"\}\n/],
  },
  scan: {
    tree: noTree,
    json: [['--json'], /^\{"files":\[/],
    config: badConfig,
    kernelVersion: badVersion,
    cc: [['--cc', 'nosuchcc'], /^ktest: the compiler nosuchcc is not installed/],
    jobs: noJobs,
  },
  prepare: {
    tree: noTree,
    kconfig: badKconfig,
    sanitize: [['--tree', linux, '--sanitize', 'thread'], /^ktest: --sanitize with --tree: address and undefined\n$/],
    debugInfo: [['--debug-info', 'some'], /^ktest: --debug-info some: known are full, lines\n$/],
    config: badConfig,
    cc: noCompiler,
    jobs: noJobs,
  },
  lib: {
    tree: noTree,
    output: [['--tree', linux, '--export', 'xa_load'], /^ktest: lib: -o FILE\.so is missing/],
    export: [[...lib, '--export', '1x'], /^ktest: --export 1x: not a name of a function\n$/],
    run: 'tree-lib.test.ts',
    kconfig: [[...lib, '--kconfig', 'a b'], /^ktest: --kconfig a b: write NAME=VALUE/],
    config: [[...lib, '--config', 'bad.json'], /\/bad\.json: "cpus": Too small/],
    cc: [[...lib, '--cc', 'nosuchcc'], /^ktest: the compiler nosuchcc is not installed/],
    jobs: noJobs,
  },
  init: {},
  vendor: {},
  doctor: {},
  flags: {
    cflags: [['--cflags'], /^-std=gnu11 [^\n]*(?<!\.a)\n$/],
    libs: [['--libs'], /^-no-pie [^\n]*libktest\.a\n$/],
    cc: [['--cc', 'nosuchcc'], /^ktest: the compiler nosuchcc is not installed/],
    kernelVersion: [['--cflags', '--kernel-version', '5.10'], / -DKTEST_KERNEL_VERSION=0x050a00 /],
    config: badConfig,
  },
  api: {},
  completions: {},
  'vm run': {
    kernel: [inGuest, / -kernel \S*\/debian-6\.12\/boot\/vmlinuz/],
    modules: [['--modules', '.', ...guest], /^ktest: --modules \.: has no lib\/modules/],
    append: [inGuest, / quiet'/],
    cpus: [[...whole, ...guest], / -smp 6,.* -numa node,nodeid=2,cpus=4-5,/],
    memory: [[...whole, ...guest], / -m 3072M /],
    nodes: [[...whole, ...guest], / -numa node,nodeid=2,/],
    node: [inGuest, / -numa node,nodeid=0,cpus=0,memdev=mem0 .* -numa node,nodeid=1,memdev=mem1 /],
    distance: [inGuest, / -numa dist,src=0,dst=1,val=31 /],
    smp: [[...whole, ...guest], / -smp 6,sockets=1,cores=3,threads=2 /],
    load: [['--load', 'nosuch', ...guest], /^ktest: nosuch: no such module of 6\.12/],
    share: [inGuest, / -device vhost-user-fs-pci,| -device virtio-9p-pci,/],
    console: [['--console', '/nowhere/x', ...guest], /^ktest: --console \/nowhere\/x: can not be written/],
    shell: [['--shell', ...guest], /^ktest: --shell: goes without a command/],
    ignoreWarnings: 'vm.test.ts',
    timeout: 'vm.test.ts',
    bootTimeout: [['--boot-timeout', '0', ...guest], /^ktest: --boot-timeout 0: takes a number of at least 1\n$/],
    print: [inGuest, /(^|\n)\/\S*qemu-system-x86_64 /],
  },
  'vm up': {
    image: [['--image', 'nowhere.img', '--print'], /^ktest: --image nowhere\.img: no such file/],
    disk: [['--disk', '1X', ...machine], /^ktest: --disk 1X: write a size/],
    package: [['new', '--package', 'vim', '--print'], /\/build-debian-cloud\//],
    userData: [['--user-data', 'nowhere', ...machine], /^ktest: --user-data nowhere: no such file\n$/],
    cpus: [[...whole, ...machine], / -smp 6,/],
    memory: [[...whole, ...machine], / -m 3072M /],
    nodes: [[...whole, ...machine], / -numa node,nodeid=2,/],
    node: [ofMachine, / -numa node,nodeid=1,memdev=mem1 /],
    distance: [ofMachine, / -numa dist,src=0,dst=1,val=31 /],
    smp: [[...whole, ...machine], / -smp 6,sockets=1,cores=3,threads=2 /],
    kernel: [ofMachine, / -kernel \S*\/debian-6\.12\/boot\/vmlinuz/],
    modules: [['--modules', '.', ...machine], /^ktest: --modules: goes with --kernel\n$/],
    append: [ofMachine, / a=b'/],
    initrd: [ofMachine, / -initrd initrd /],
    forward: [ofMachine, /,hostfwd=tcp:127\.0\.0\.1:48080-:80 /],
    gdb: [ofMachine, / nokaslr .* -gdb tcp:127\.0\.0\.1:1234\n$/],
    bootTimeout: [['--boot-timeout', '0', ...machine], /^ktest: --boot-timeout 0: takes a whole number of at least 1/],
    print: [ofMachine, /^\/\S*qemu-system-x86_64 /],
  },
  'vm ssh': {},
  'vm exec': {},
  'vm cp': {},
  'vm list': { json: 'vm.test.ts' },
  'vm log': {},
  'vm down': { force: 'vm.test.ts' },
  'vm rm': { force: 'vm.test.ts' },
  'vm build-kernel': {
    config: [[linux, '--config', 'nowhere'], /^ktest: --config nowhere: no such file\n$/],
    kconfig: [[linux, '--kconfig', 'a b'], /^ktest: --kconfig a b: write NAME=VALUE/],
    output: [[linux, '-o', '.'], /^ktest: \S+: is there, and is no kernel of an earlier build/],
    jobs: [[linux, ...noJobs[0]], noJobs[1]],
  },
};

test.each(Object.entries(proofs).filter(([, options]) => Object.keys(options).length > 0))(
  '%s',
  async (name, options) => {
    const root = folder({ 'a_test.c': suite({ one: '', two: '' }), 'bad.json': '{ "cpus": 0 }', initrd: '' });
    // A raw disk with a boot record.
    writeFileSync(path.join(root, 'disk.raw'), Buffer.concat([Buffer.alloc(510), Buffer.from([0x55, 0xaa])]));
    const printed = new Map<string, string>();
    for (const [option, proof] of Object.entries(options) as [string, Proof][]) {
      const typed = `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      if (typeof proof === 'string') {
        expect(readFileSync(path.join(import.meta.dirname, proof), 'utf8')).toContain(`'${typed}'`);
        continue;
      }
      const [words, prints] = proof;
      const key = words.join('\0');
      if (!printed.has(key)) {
        const { stdout, stderr } = await ktest([...name.split(' '), ...words], { cwd: root });
        printed.set(key, stdout + stderr);
      }
      expect(printed.get(key), `${name} ${typed}`).toMatch(prints);
    }
  },
);
