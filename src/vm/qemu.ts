// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { findProgram } from '../util/find-program.js';
import { type Accelerator, findAccelerator } from './accelerator.js';
import type { Machine } from './guest.js';
import { missing } from './missing.js';
import { type Topology, topologyArguments } from './topology.js';

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

/** The console is descriptor 3, the agent's line 4 and the monitor 5, sockets that whoever starts QEMU gives it. */
export function directBootArguments(qemu: QemuProgram, boot: DirectBoot): string[] {
  return [
    ...baseArguments(qemu, boot.topology, boot.sharesMemory),
    ...['-kernel', boot.kernel, '-initrd', boot.initrd],
    ...['-append', `console=ttyS0 panic=-1 printk.time=1 printk.devkmsg=on ${boot.append}`.trim()],
    ...['-chardev', 'socket,id=console,fd=3', '-serial', 'chardev:console'],
    ...['-chardev', 'socket,id=agent,fd=4', '-serial', 'chardev:agent'],
    ...['-chardev', 'socket,id=monitor,fd=5', '-mon', 'chardev=monitor,mode=control'],
    ...boot.devices,
  ];
}

/** A machine that boots a kernel directly. */
export function qemuMachine(qemu: QemuProgram, boot: Omit<DirectBoot, 'initrd'>): Machine {
  return { file: qemu.file, words: (initrd) => directBootArguments(qemu, { ...boot, initrd }), console: 3 };
}
