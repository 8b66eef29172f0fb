// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { findProgram } from '../util/find-program.js';
import { UserError } from '../util/user-error.js';
import { type Accelerator, findAccelerator } from './accelerator.js';
import type { Machine } from './guest.js';
import { missing } from './missing.js';
import { type Topology, topologyArguments, totalOf } from './topology.js';

export interface QemuProgram {
  file: string;
  accelerator: Accelerator;
}

export function findQemu(): QemuProgram {
  const file = findProgram('qemu-system-x86_64');
  if (!file) throw missing('qemu-system-x86_64', 'apt-get install qemu-system-x86');
  return { file, accelerator: findAccelerator(file) };
}

/** A kernel that is started without a disk. */
export interface DirectBoot {
  kernel: string;
  initrd: string;
  /** Words added to the kernel's command line. */
  append: string;
  topology: Topology;
  /** Whether another process works in the guest's memory. */
  sharesMemory?: boolean;
  /** Further QEMU arguments. */
  devices: string[];
}

/** What every machine of ours has. */
export function baseArguments({ accelerator }: QemuProgram, topology: Topology, sharesMemory = false): string[] {
  return [
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot'],
    ...['-machine', `q35,accel=${accelerator.name}`, '-cpu', 'max'],
    ...topologyArguments(topology, sharesMemory),
  ];
}

/**
 * The console is descriptor 3, the agent's serial line 4, the monitor 5 and the agent's virtio port 6, sockets that
 * whoever starts QEMU gives it.
 */
export function directBootArguments(qemu: QemuProgram, boot: DirectBoot): string[] {
  return [
    ...bootArguments(qemu, boot),
    ...['-chardev', 'socket,id=console,fd=3', '-serial', 'chardev:console'],
    ...['-chardev', 'socket,id=agent,fd=4', '-serial', 'chardev:agent'],
    ...['-chardev', 'socket,id=monitor,fd=5', '-mon', 'chardev=monitor,mode=control'],
    // Much faster than a serial line, for a kernel that has its driver.
    ...[
      '-device',
      'virtio-serial-pci',
      '-chardev',
      'socket,id=port,fd=6',
      '-device',
      'virtserialport,nr=1,chardev=port',
    ],
    ...boot.devices,
  ];
}

/** The same machine for whoever types the command: its console is the terminal. */
export function handBootArguments(qemu: QemuProgram, boot: DirectBoot): string[] {
  return [...bootArguments(qemu, boot), '-serial', 'mon:stdio', ...boot.devices];
}

function bootArguments(qemu: QemuProgram, boot: DirectBoot): string[] {
  checkMemory(boot);
  return [
    ...baseArguments(qemu, boot.topology, boot.sharesMemory),
    ...['-kernel', boot.kernel, '-initrd', boot.initrd],
    ...['-append', `console=ttyS0 panic=-1 printk.time=1 printk.devkmsg=on ${boot.append}`.trim()],
  ];
}

const mib = 2 ** 20;
/** What a kernel takes for itself while it boots, beside its image and the initramfs. */
const kernelMib = 24;

/**
 * A kernel without the memory that it needs to unpack itself says nothing at all. Its header tells how much that is
 * (Documentation/arch/x86/boot.rst: pref_address at 0x258, init_size at 0x260). An initramfs is there twice, as it
 * came and unpacked.
 */
function checkMemory({ kernel, initrd, topology }: DirectBoot): void {
  const head = Buffer.alloc(0x264);
  const file = openSync(kernel, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1', 0x202, 0x206) !== 'HdrS') return;
  const image = Number(head.readBigUInt64LE(0x258)) + head.readUInt32LE(0x260);
  const least = Math.ceil((image + 2 * statSync(initrd).size) / mib) + kernelMib;
  const { memoryMib } = totalOf(topology.nodes);
  if (memoryMib < least)
    throw new UserError(
      `--memory: ${memoryMib} MiB are too few for ${kernel}, which needs ${least} MiB to boot with its initramfs`,
    );
}

/** A machine that boots a kernel directly. */
export function qemuMachine(qemu: QemuProgram, boot: Omit<DirectBoot, 'initrd'>): Machine {
  return { file: qemu.file, words: (initrd) => directBootArguments(qemu, { ...boot, initrd }), console: 3 };
}
