// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { kconfigLines } from '../kconfig-option.js';
import { common, flag, number, text, texts, type Values } from '../option.js';

/** Also options of `ktest run`, which says where they mean something. */
export const kernelOptions = {
  kernel: text('KERNEL', {
    description:
      "a bzImage, a built kernel tree, what `ktest vm build-kernel` made, or debian:6.12 (Debian's cloud kernel, fetched once); default: this machine's kernel if it is readable, else debian",
  }),
  modules: text('DIR', {
    description:
      'folder with lib/modules/RELEASE of that kernel, as `make modules_install INSTALL_MOD_PATH=DIR` fills it',
  }),
  append: text('WORDS', { description: "further words for the kernel's command line" }),
};

export const topologyOptions = {
  cpus: number(
    'N',
    { min: 1, max: 255 },
    { description: 'CPUs of the machine, split evenly among its nodes (default 4)' },
  ),
  memory: text('SIZE', { description: 'memory, split evenly among the nodes: 512M, 8G (default 1G)' }),
  nodes: number('N', { min: 1, max: 64 }, { description: 'NUMA nodes (default 1)' }),
  node: texts('cpus=N,memory=SIZE', {
    description: 'one node, instead of the totals; without cpus it has only memory, without memory only CPUs',
  }),
  distance: texts('A-B=N', { description: 'distance between two nodes, 11 to 254 (default 20)' }),
  smp: text('sockets=N,cores=N,threads=N', { description: 'how the CPUs are packed' }),
};

const print = flag({ description: 'print the QEMU command line and start nothing' });

export const vmRunOptions = {
  ...kernelOptions,
  ...topologyOptions,
  load: texts('MODULE', { description: "one of the kernel's own modules to load first, by name" }),
  share: text('DIR[:PLACE]', {
    description:
      'a folder of the host, at PLACE (default /mnt) in the guest, by 9p or virtiofs, which the kernel must have',
  }),
  console: text('FILE', { description: "write the kernel's console to FILE; - is standard error" }),
  shell: flag({
    description: 'an interactive shell on this terminal, after the modules are loaded; its exit status is ours',
  }),
  ignoreWarnings: flag({
    description: 'what the kernel reports, short of an oops or a panic, does not change the exit status',
  }),
  timeout: number(
    'S',
    { min: 0.1, isFraction: true },
    { description: 'seconds that the command may take (default 60; a shell as long as it likes)' },
  ),
  bootTimeout: number(
    'S',
    { min: 1, isFraction: true },
    {
      description: 'seconds until the guest must be up (default 120)',
    },
  ),
  print: flag({
    description: 'print a QEMU command line that does the same by hand, on its terminal, and start nothing',
  }),
  ...common,
};

export const vmUpOptions = {
  image: text('IMAGE', {
    description:
      'ubuntu:24.04 or debian:12 (fetched once, checked against the published sums), build:debian (made here by mmdebstrap; the default), build:debian-cloud (the same with cloud-init, taken for --package and --user-data), or a qcow2 or raw file',
  }),
  disk: text('SIZE', { description: 'size of the disk when it is made (default 8G)' }),
  package: texts('NAME', { description: 'a package that cloud-init installs at the first boot' }),
  userData: text('FILE', {
    description:
      "a file for cloud-init's first boot beside ktest's own: #cloud-config, or a script that begins with #!",
  }),
  ...topologyOptions,
  ...kernelOptions,
  initrd: text('FILE', { description: "the custom kernel's initrd" }),
  forward: texts('HOST:GUEST', { description: 'a port of 127.0.0.1 that leads to one of the machine' }),
  gdb: number(
    'PORT',
    { min: 1024, max: 65535 },
    {
      description: "QEMU's gdb stub listens there, and a kernel that is named boots with nokaslr",
    },
  ),
  bootTimeout: number('S', { min: 1 }, { description: 'seconds until it must answer (default 600)' }),
  print,
  ...common,
};

export const vmListOptions = { json: flag({ description: 'one JSON object a line' }), ...common };
export const vmDownOptions = { force: flag({ description: 'at once' }), ...common };
export const vmRmOptions = { force: flag({ description: 'even if it runs' }), ...common };

export const vmBuildKernelOptions = {
  config: text('FILE', { description: 'a whole .config instead' }),
  kconfig: kconfigLines({ description: 'an option of the configuration, such as KASAN=y' }),
  output: text('DIR', { short: 'o', description: 'where it goes (default kernel-VERSION)' }),
  jobs: number(
    'N',
    { min: 1, max: 1024 },
    {
      short: 'j',
      description: 'compilers at once; default: the number of CPUs',
    },
  ),
  ...common,
};

export type TopologyOptions = Values<typeof topologyOptions>;
