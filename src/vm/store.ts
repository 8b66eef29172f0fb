// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { makeFolder, readJsonIfAny, writeAtomically } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import type { Topology } from './topology.js';

const version = 1;

/**
 * A named machine with a disk.
 *
 *     vm up           start            guest answers
 *   ───────▶ stopped ──────▶ starting ─────────────▶ running
 *                ▲               │                      │
 *                └───────────────┴──────────────────────┘
 *                  down, power-off, crash, host reboot
 *
 * What it is now is not stored, but asked: of the process that the record
 * names, and of the file that says that the guest has answered.
 */
export interface MachineRecord {
  version: number;
  name: string;
  image: string;
  topology: Topology;
  sshPort: number;
  /** The QEMU command line that it was last started with. */
  command: string[];
  pid: number | undefined;
  /** What /proc says of that process's start, since numbers are used again. */
  processStart: string | undefined;
}

export type MachineState = 'stopped' | 'starting' | 'running';

export const machinesFolder = () => path.join(cacheRoot(), 'vm', 'machines');

export class StoredMachine {
  readonly folder: string;

  constructor(readonly name: string) {
    if (!/^[A-Za-z0-9][\w-]{0,40}$/.test(name))
      throw new UserError(`${name}: a machine's name has letters, digits, - and _`);
    this.folder = path.join(machinesFolder(), name);
  }

  get disk(): string {
    return path.join(this.folder, 'disk.qcow2');
  }

  /** Outside of the machine's folder, which is made anew with the lock held. */
  get lockFolder(): string {
    return path.join(cacheRoot(), 'vm', 'locks', this.name);
  }

  get log(): string {
    return path.join(this.folder, 'console.log');
  }

  /** Sockets have short paths. */
  get monitor(): string {
    return path.join(os.tmpdir(), `ktest-qmp-${hashName(this.folder)}.sock`);
  }

  private get answered(): string {
    return path.join(this.folder, 'answered');
  }

  exists(): boolean {
    return this.record() !== undefined;
  }

  record(): MachineRecord | undefined {
    return readJsonIfAny<MachineRecord>(path.join(this.folder, 'machine.json'), version);
  }

  mustRecord(): MachineRecord {
    const record = this.record();
    if (!record)
      throw new UserError(
        `there is no machine ${this.name}: \`ktest vm up ${this.name}\` makes one, \`ktest vm list\` shows those that are`,
      );
    return record;
  }

  save(record: Omit<MachineRecord, 'version'>): void {
    makeFolder(this.folder);
    writeAtomically(
      path.join(this.folder, 'machine.json'),
      `${JSON.stringify({ version, ...record }, undefined, 1)}\n`,
    );
  }

  state(): MachineState {
    const record = this.record();
    if (!record?.pid || processStart(record.pid) !== record.processStart) return 'stopped';
    return existsSync(this.answered) ? 'running' : 'starting';
  }

  setAnswered(has: boolean): void {
    if (has) writeAtomically(this.answered, '');
    else rmSync(this.answered, { force: true });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.monitor, { force: true });
  }
}

export function allMachines(): StoredMachine[] {
  const folder = machinesFolder();
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map((entry) => new StoredMachine(entry.name)).filter((machine) => machine.exists());
}

/** When a process began, in the kernel's own words; undefined when there is none. */
export function processStart(pid: number): string | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    // A zombie has ended.
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
