// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { command, common } from '../option.js';
import {
  vmBuildKernelOptions,
  vmDownOptions,
  vmListOptions,
  vmRmOptions,
  vmRunOptions,
  vmUpOptions,
} from './options.js';

export const vmCommands = {
  'vm run': command({
    usage: '[OPTION…] [FILE…] [-- COMMAND…]',
    summary: 'boot a kernel without a disk image, run something in it, pass its exit status on',
    takesCommand: true,
    details: [
      'Boots the kernel in QEMU with an initramfs made on the fly: busybox, the modules of --load with what they depend on, and the FILEs. A FILE.ko is loaded, after its dependencies; any other is copied into the working folder, a dynamically linked program with its libraries. Then COMMAND runs in a shell: its standard output and error are ours, its exit status is ours.',
      "Without a COMMAND, KTAP that the modules printed to the kernel's log goes to standard output, and the exit status is 1 if a test failed.",
      'When the kernel reports trouble (a warning, an oops, a panic, lockdep, RCU, damaged memory, a sanitizer, a task or CPU that hangs), ktest names the first cause and the exit status is 70, whatever COMMAND returned. --ignore-warnings lets all but an oops and a panic pass.',
      '--shell gives a shell on this terminal instead of a COMMAND. Ctrl-D or `exit` ends it, `poweroff` switches the machine off.',
      "The kernel's console goes nowhere, unless --console says where. A command that hangs, a kernel that does not boot or prints nothing, and a lost connection are each reported in a sentence with the console's last lines; the exit status is 1, or 5 when the guest never came up.",
    ],
    options: vmRunOptions,
    examples: [
      [
        'ktest vm run --kernel debian:6.12 --nodes 4 --cpus 8 -- cat /sys/devices/system/node/online',
        'a machine with four NUMA nodes, in seconds',
      ],
      ['ktest vm run --share . -- sh /mnt/test.sh', 'a script of this folder, which can write its results here'],
      ['ktest vm run --kernel ~/linux foo.ko', 'load a module in a kernel that you built'],
      ['ktest vm run --kernel ~/linux foo.ko --shell', 'the same, and look around in it'],
    ],
  }),
  'vm up': command({
    usage: '[OPTION…] [NAME]',
    summary: 'make and start a machine with a disk, a NUMA topology and ssh',
    details: [
      'The machine NAME (default: `default`) is made if it is not there: an overlay over the image, grown to --disk, a seed for its first boot with the user `ktest`, a key of its own and a password that is shown once. Then it is started and waited for until a command runs in it.',
      'A machine that is there keeps its disk; without topology options it keeps its topology, too. With --kernel it boots that kernel instead of its own.',
    ],
    options: vmUpOptions,
    operands: { max: 1 },
    examples: [
      ['ktest vm up --nodes 4 --cpus 16 --memory 8G', 'four nodes of four CPUs and 2 GiB'],
      ['ktest vm up --kernel ~/linux --gdb 1234', 'the same machine with a kernel of yours'],
    ],
  }),
  'vm ssh': command({
    usage: '[NAME]',
    summary: 'a shell in a machine',
    details: [],
    options: common,
    operands: { max: 1 },
    examples: [],
  }),
  'vm exec': command({
    usage: '[NAME] -- COMMAND…',
    summary: 'run a command in a machine; its input, output and exit status are ours',
    takesCommand: true,
    details: [
      'NAME may be left out when one machine is running. Several words reach the command as they are; one word is a line for its shell.',
    ],
    options: common,
    operands: { max: 1 },
    examples: [
      ['ktest vm exec -- numactl -H', 'the nodes of the one machine that runs'],
      ["ktest vm exec -- 'dmesg | tail'", 'a line for its shell'],
    ],
  }),
  'vm cp': command({
    usage: 'SOURCE… TARGET',
    summary: 'copy files or folders into or out of a machine, which is named as NAME:PATH',
    details: [],
    options: common,
    examples: [['ktest vm cp default:/boot/config-6.1 .', 'out of a machine']],
  }),
  'vm list': command({
    usage: '',
    summary: 'the machines, their state and shape',
    details: [],
    options: vmListOptions,
    operands: { max: 0 },
    examples: [],
  }),
  'vm log': command({
    usage: '[NAME]',
    summary: "a machine's console since its last start",
    details: [],
    options: common,
    operands: { max: 1 },
    examples: [],
  }),
  'vm down': command({
    usage: '[NAME]',
    summary: 'switch a machine off, by its power button, after a minute by force',
    details: [],
    options: vmDownOptions,
    operands: { max: 1 },
    examples: [],
  }),
  'vm rm': command({
    usage: '[NAME]',
    summary: 'remove a machine and its disk',
    details: [],
    options: vmRmOptions,
    operands: { max: 1 },
    examples: [],
  }),
  'vm build-kernel': command({
    usage: '[OPTION…] TREE',
    summary: 'build a kernel for machines from a source tree',
    details: [
      'Without --config it is a small one: what QEMU machines, a distribution and test modules need, in some minutes. The folder that comes out holds bzImage, config and lib/modules, and is what --kernel takes. The tree stays untouched, and the objects are kept for the next time.',
    ],
    options: vmBuildKernelOptions,
    operands: { max: 1 },
    examples: [
      ['ktest vm build-kernel ~/linux -o my-kernel && ktest vm up --kernel my-kernel', 'a machine with your kernel'],
    ],
  }),
};
