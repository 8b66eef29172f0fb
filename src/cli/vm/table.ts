// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { type CommandSpec, common, type OptionSpec } from '../spec.js';

export const topologyOptions: OptionSpec[] = [
  { name: 'cpus', value: 'N', description: 'CPUs of the machine, split evenly among its nodes (default 4)' },
  { name: 'memory', value: 'SIZE', description: 'memory, split evenly among the nodes: 512M, 8G (default 1G)' },
  { name: 'nodes', value: 'N', description: 'NUMA nodes (default 1)' },
  {
    name: 'node',
    value: 'cpus=N,memory=SIZE',
    repeatable: true,
    description: 'one node, instead of the totals; without cpus it has only memory, without memory only CPUs',
  },
  {
    name: 'distance',
    value: 'A-B=N',
    repeatable: true,
    description: 'distance between two nodes, 11 to 254 (default 20)',
  },
  { name: 'smp', value: 'sockets=N,cores=N,threads=N', description: 'how the CPUs are packed' },
];

export const kernelOptions: OptionSpec[] = [
  {
    name: 'kernel',
    value: 'KERNEL',
    description:
      "a bzImage, a built kernel tree, what `ktest vm build-kernel` made, or debian:6.12 (Debian's cloud kernel, fetched once); default: this machine's kernel if it is readable, else debian",
  },
  {
    name: 'modules',
    value: 'DIR',
    description:
      'folder with lib/modules/RELEASE of that kernel, as `make modules_install INSTALL_MOD_PATH=DIR` fills it',
  },
  { name: 'append', value: 'WORDS', description: "further words for the kernel's command line" },
];

export const vmCommands: CommandSpec[] = [
  {
    name: 'vm run',
    usage: '[OPTION…] [FILE…] [-- COMMAND…]',
    summary: 'boot a kernel without a disk image, run something in it, pass its exit status on',
    takesCommand: true,
    details: [
      'Boots the kernel in QEMU with an initramfs made on the fly: busybox, the modules of --load with what they depend on, and the FILEs. A FILE.ko is loaded, after its dependencies; any other is copied into the working folder, a dynamically linked program with its libraries. Then COMMAND runs in a shell: its standard output and error are ours, its exit status is ours.',
      "Without a COMMAND, KTAP that the modules printed to the kernel's log goes to standard output, and the exit status is 1 if a test failed.",
      "The kernel's console goes nowhere, unless --console says where. A panic, an oops, a hang, a kernel that does not boot or prints nothing, and a lost connection are each reported in a sentence with the console's last lines; the exit status is 1, or 5 when the guest never came up.",
    ],
    options: [
      ...kernelOptions,
      ...topologyOptions,
      {
        name: 'load',
        value: 'MODULE',
        repeatable: true,
        description: "one of the kernel's own modules to load first, by name",
      },
      {
        name: 'share',
        value: 'DIR[:PLACE]',
        description:
          'a folder of the host, at PLACE (default /mnt) in the guest, by 9p or virtiofs, which the kernel must have',
      },
      { name: 'console', value: 'FILE', description: "write the kernel's console to FILE; - is standard error" },
      { name: 'timeout', value: 'S', description: 'seconds that the command may take (default 60)' },
      { name: 'boot-timeout', value: 'S', description: 'seconds until the guest must be up (default 120)' },
      { name: 'print', description: 'print the QEMU command line and start nothing' },
      ...common,
    ],
    examples: [
      [
        'ktest vm run --kernel debian:6.12 --nodes 4 --cpus 8 -- cat /sys/devices/system/node/online',
        'a machine with four NUMA nodes, in seconds',
      ],
      ['ktest vm run --share . -- sh /mnt/test.sh', 'a script of this folder, which can write its results here'],
      ['ktest vm run --kernel ~/linux foo.ko', 'load a module in a kernel that you built'],
    ],
  },
  {
    name: 'vm up',
    usage: '[OPTION…] [NAME]',
    summary: 'make and start a machine with a disk, a NUMA topology and ssh',
    details: [
      'The machine NAME (default: `default`) is made if it is not there: an overlay over the image, grown to --disk, a seed for cloud-init with the user `ktest`, a key of its own and a password that is shown once. Then it is started and waited for until a command runs in it.',
      'A machine that is there keeps its disk; without topology options it keeps its topology, too. With --kernel it boots that kernel instead of its own.',
    ],
    options: [
      {
        name: 'image',
        value: 'IMAGE',
        description:
          'ubuntu:24.04 or debian:12 (fetched once, checked against the published sums), build:debian (made here by mmdebstrap; the default), or a qcow2 or raw file',
      },
      { name: 'disk', value: 'SIZE', description: 'size of the disk when it is made (default 8G)' },
      {
        name: 'package',
        value: 'NAME',
        repeatable: true,
        description: 'a package that cloud-init installs at the first boot',
      },
      ...topologyOptions,
      ...kernelOptions,
      { name: 'initrd', value: 'FILE', description: "the custom kernel's initrd" },
      {
        name: 'forward',
        value: 'HOST:GUEST',
        repeatable: true,
        description: 'a port of 127.0.0.1 that leads to one of the machine',
      },
      {
        name: 'gdb',
        value: 'PORT',
        description: "QEMU's gdb stub listens there, and a kernel that is named boots with nokaslr",
      },
      { name: 'boot-timeout', value: 'S', description: 'seconds until it must answer (default 600)' },
      { name: 'print', description: 'print the QEMU command line and start nothing' },
      ...common,
    ],
    examples: [
      ['ktest vm up --nodes 4 --cpus 16 --memory 8G', 'four nodes of four CPUs and 2 GiB'],
      ['ktest vm up --kernel ~/linux --gdb 1234', 'the same machine with a kernel of yours'],
    ],
  },
  {
    name: 'vm ssh',
    usage: '[NAME]',
    summary: 'a shell in a machine',
    details: [],
    options: [...common],
    examples: [],
  },
  {
    name: 'vm exec',
    usage: '[NAME] -- COMMAND…',
    summary: 'run a command in a machine; its input, output and exit status are ours',
    takesCommand: true,
    details: [
      'NAME may be left out when one machine is running. Several words reach the command as they are; one',
      'word is a line for its shell.',
    ],
    options: [...common],
    examples: [
      ['ktest vm exec -- numactl -H', 'the nodes of the one machine that runs'],
      ["ktest vm exec -- 'dmesg | tail'", 'a line for its shell'],
    ],
  },
  {
    name: 'vm cp',
    usage: 'SOURCE… TARGET',
    summary: 'copy files or folders into or out of a machine, which is named as NAME:PATH',
    details: [],
    options: [...common],
    examples: [['ktest vm cp default:/boot/config-6.1 .', 'out of a machine']],
  },
  {
    name: 'vm list',
    usage: '',
    summary: 'the machines, their state and shape',
    details: [],
    options: [{ name: 'json', description: 'one JSON object a line' }, ...common],
    examples: [],
  },
  {
    name: 'vm log',
    usage: '[NAME]',
    summary: "a machine's console since its last start",
    details: [],
    options: [...common],
    examples: [],
  },
  {
    name: 'vm down',
    usage: '[NAME]',
    summary: 'switch a machine off, by its power button, after a minute by force',
    details: [],
    options: [{ name: 'force', description: 'at once' }, ...common],
    examples: [],
  },
  {
    name: 'vm rm',
    usage: '[NAME]',
    summary: 'remove a machine and its disk',
    details: [],
    options: [{ name: 'force', description: 'even if it runs' }, ...common],
    examples: [],
  },
  {
    name: 'vm build-kernel',
    usage: '[OPTION…] TREE',
    summary: 'build a kernel for machines from a source tree',
    details: [
      'Without --config it is a small one: what QEMU machines, a distribution and test modules need, in some minutes. The folder that comes out holds bzImage, config and lib/modules, and is what --kernel takes. The tree stays untouched, and the objects are kept for the next time.',
    ],
    options: [
      { name: 'config', value: 'FILE', description: 'a whole .config instead' },
      {
        name: 'kconfig',
        value: 'NAME=VALUE',
        repeatable: true,
        description: 'an option of the configuration, such as KASAN=y',
      },
      { name: 'output', short: 'o', value: 'DIR', description: 'where it goes (default kernel-VERSION)' },
      { name: 'jobs', short: 'j', value: 'N', description: 'compilers at once; default: the number of CPUs' },
      ...common,
    ],
    examples: [
      ['ktest vm build-kernel ~/linux -o my-kernel && ktest vm up --kernel my-kernel', 'a machine with your kernel'],
    ],
  },
];
