// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../util/cache-dir.js';
import { readJsonIfAny, writeAtomically } from '../util/files.js';
import { temporaryFolder } from '../util/temporary-folder.js';

/** How guests run here, and why not by KVM if they do not. */
export interface Accelerator {
  name: 'kvm' | 'tcg';
  reason?: string;
}

const version = 1;
const guestSeconds = 5;
/** What the probe's guest says through QEMU's debug-exit device, which leaves with twice that and one. */
const guestWord = 0x10;

/**
 * KVM where it really runs a guest: a device that opens, and even creates a
 * virtual machine, may never run one, so one is run. The answer is remembered
 * until the machine boots anew.
 */
export function findAccelerator(qemu: string): Accelerator {
  // Without a device there is nothing to remember: it may come by itself.
  if (!existsSync('/dev/kvm')) return { name: 'tcg', reason: 'there is no /dev/kvm' };
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
  } catch {
    return { name: 'tcg', reason: '/dev/kvm may not be used by this user (its group, usually kvm, may)' };
  }
  const file = path.join(cacheRoot(), 'vm', 'accelerator.json');
  const key = `${bootId()} ${process.getuid?.()} ${qemu}`;
  const known = readJsonIfAny<{ version: number; key: string; accelerator: Accelerator }>(file, version);
  if (known?.key === key) return known.accelerator;
  const accelerator: Accelerator = runsGuest(qemu, 'kvm')
    ? { name: 'kvm' }
    : { name: 'tcg', reason: `/dev/kvm opens, but ran no guest within ${guestSeconds} s` };
  writeAtomically(file, JSON.stringify({ version, key, accelerator }));
  return accelerator;
}

/** Boots a disk of one sector whose code leaves QEMU with a status of ours. */
export function runsGuest(qemu: string, accelerator: Accelerator['name']): boolean {
  const folder = temporaryFolder();
  try {
    const disk = path.join(folder, 'boot.img');
    const sector = Buffer.alloc(512);
    // mov al, guestWord; out 0xf4, al; jmp to itself
    sector.set([0xb0, guestWord, 0xe6, 0xf4, 0xeb, 0xfe]);
    sector.set([0x55, 0xaa], 510);
    writeFileSync(disk, sector);
    const done = spawnSync(
      qemu,
      [
        ...['-nodefaults', '-no-user-config', '-display', 'none', '-accel', accelerator, '-m', '16'],
        ...['-device', 'isa-debug-exit,iobase=0xf4,iosize=4', '-drive', `file=${disk},format=raw,if=ide,snapshot=on`],
      ],
      { timeout: guestSeconds * 1000, killSignal: 'SIGKILL', stdio: 'ignore' },
    );
    return done.status === guestWord * 2 + 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
