// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mustCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { makeFolder, readEnd, readTextIfAny } from '../util/files.js';
import { interrupted } from '../util/interruption.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { parseConsoleLine, quoteConsole } from './console.js';
import { makeDiskInitrd, needsInitrd } from './disk-initrd.js';
import { kernelOption } from './kernel.js';
import type { Image, Kernel } from './machine-parts.js';
import { baseArguments, type QemuProgram } from './qemu.js';
import { qmp } from './qmp.js';
import { makeSeed } from './seed.js';
import { sshReady } from './ssh.js';
import { type MachineRecord, processStart, type StoredMachine } from './store.js';
import type { Topology } from './topology.js';
import { troubleIn } from './trouble.js';

export interface UpOptions {
  qemu: QemuProgram;
  image: Image;
  topology: Topology;
  /** Size that the disk is grown to when it is made. */
  diskMib: number;
  packages: string[];
  /** A file for cloud-init beside ours. */
  userData: string | undefined;
  /** A kernel other than the image's. */
  kernel?: { kernel: Kernel; initrd: string | undefined };
  append: string;
  forwards: { host: number; guest: number }[];
  /** Port of QEMU's gdb stub. */
  gdbPort: number | undefined;
  /** Options say how it is started; a machine that boots with others can not honour them. */
  isConfigured: boolean;
  readySeconds: number;
  say(text: string): void;
  /** A machine was made: its password is kept nowhere. */
  created(password: string): void;
  signal: AbortSignal;
}

/** Makes the machine unless it is there, starts it, and waits until it answers: for how many seconds. */
export async function up(machine: StoredMachine, options: UpOptions): Promise<number> {
  const begin = performance.now();
  const lock = await takeLock(machine.lockFolder, () =>
    options.say(`waiting for another ktest that starts ${machine.name}`),
  );
  try {
    const state = machine.state();
    if (state === 'running')
      throw new UserError(`${machine.name} is running already: \`ktest vm down ${machine.name}\` first`);
    // The ktest that started it was killed: this one waits for it.
    if (state === 'starting') checkIsAsStarted(machine, options);
    else {
      if (options.kernel) checkDrivers(options.kernel);
      for (const { host, guest } of options.forwards) await mustBeFree(host, guest);
      if (!machine.exists()) options.created(create(machine, options));
      await start(machine, options);
    }
    await untilReady(machine, options);
    return (performance.now() - begin) / 1000;
  } finally {
    lock.release();
  }
}

/** Options can not change a machine that boots. */
function checkIsAsStarted(machine: StoredMachine, options: UpOptions): void {
  if (!options.isConfigured) return;
  const { command, sshPort } = machine.mustRecord();
  if (machineCommand(machine, options, sshPort).join('\0') === command.join('\0')) return;
  throw new UserError(
    `${machine.name} is booting with other options: \`ktest vm down ${machine.name}\` first, or leave the options out to wait for it`,
  );
}

function create(machine: StoredMachine, options: UpOptions): string {
  // What an earlier ktest left half made.
  machine.remove();
  makeFolder(machine.folder);
  try {
    makeDisk(machine.disk, options.image, options.diskMib);
    const { password } = makeSeed(machine.folder, machine.name, options);
    machine.save({
      name: machine.name,
      image: options.image.name,
      topology: options.topology,
      sshPort: 0,
      command: [],
      pid: undefined,
      processStart: undefined,
    });
    return password;
  } catch (error) {
    machine.remove();
    throw error;
  }
}

/** An overlay: the image itself is never written to. */
export function makeDisk(disk: string, image: Image, mib: number): void {
  const info = JSON.parse(mustCommand('qemu-img', ['info', '--output=json', image.file])) as { 'virtual-size': number };
  const size = Math.max(mib * 2 ** 20, info['virtual-size']);
  mustCommand('qemu-img', ['create', '-q', '-f', 'qcow2', '-F', image.format, '-b', image.file, disk, String(size)]);
}

/** The QEMU command line of a machine. */
export function machineCommand(machine: StoredMachine, options: UpOptions, sshPort: number): string[] {
  const { image, kernel } = options;
  const forwards = [{ host: sshPort, guest: 22 }, ...options.forwards].map(
    ({ host, guest }) => `,hostfwd=tcp:127.0.0.1:${host}-:${guest}`,
  );
  const own = kernel
    ? {
        kernel: kernel.kernel.image,
        initrd: kernel.initrd ?? (needsInitrd(kernel.kernel) ? ownInitrd(machine) : undefined),
      }
    : image.boot && { kernel: image.boot.kernel, initrd: image.boot.initrd };
  // A debugger knows addresses from vmlinux.
  const forGdb = options.gdbPort === undefined ? '' : 'nokaslr ';
  const line = `root=${image.root} rw console=ttyS0 ${forGdb}${options.append}`.trim();
  return [
    options.qemu.file,
    ...baseArguments(options.qemu, options.topology),
    ...['-drive', `file=${machine.disk},if=virtio,format=qcow2,discard=unmap`],
    ...['-drive', `file=${path.join(machine.folder, 'seed.iso')},if=virtio,format=raw,readonly=on`],
    ...['-netdev', `user,id=net0${forwards.join('')}`, '-device', 'virtio-net-pci,netdev=net0'],
    ...['-device', 'virtio-rng-pci'],
    ...['-chardev', `file,id=console,path=${machine.log}`, '-serial', 'chardev:console'],
    ...['-qmp', `unix:${machine.monitor},server=on,wait=off`],
    ...(own ? ['-kernel', own.kernel, ...(own.initrd ? ['-initrd', own.initrd] : []), '-append', line] : []),
    ...(options.gdbPort === undefined ? [] : ['-gdb', `tcp:127.0.0.1:${options.gdbPort}`]),
  ];
}

/** Made for a kernel that has its drivers as modules. */
function ownInitrd(machine: StoredMachine): string {
  return path.join(machine.folder, 'initrd.cpio');
}

/** A kernel that can not reach the machine's disk or network would be waited for in vain. */
function checkDrivers({ kernel, initrd }: NonNullable<UpOptions['kernel']>): void {
  for (const option of ['CONFIG_VIRTIO_PCI', 'CONFIG_VIRTIO_BLK', 'CONFIG_VIRTIO_NET'])
    if (kernelOption(kernel, option) === 'n')
      throw new UserError(
        `${kernel.name}: has no ${option}, and a machine's disk and network are virtio's: build it with that option`,
      );
  if (initrd === undefined && kernelOption(kernel, 'CONFIG_VIRTIO_BLK') === 'm' && !needsInitrd(kernel))
    throw new UserError(
      `${kernel.name}: reaches its disk by a module (CONFIG_VIRTIO_BLK=m), and its modules are not here: name their folder with --modules, or an initrd with --initrd`,
    );
}

async function start(machine: StoredMachine, options: UpOptions): Promise<void> {
  const { kernel } = options;
  if (kernel && kernel.initrd === undefined && needsInitrd(kernel.kernel))
    makeDiskInitrd(kernel.kernel, ownInitrd(machine));
  const sshPort = await freePort();
  const command = machineCommand(machine, options, sshPort);
  // What an earlier start has left would be read as this one's.
  for (const file of [machine.monitor, machine.log]) rmSync(file, { force: true });
  machine.setAnswered(false);
  const errors = path.join(machine.folder, 'qemu.log');
  const log = openSync(errors, 'w');
  // It goes on without us: what is needed to find it again is in its record.
  const child = spawn(command[0] ?? '', command.slice(1), { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  const pid = child.pid ?? 0;
  const record = { ...machine.mustRecord(), topology: options.topology, sshPort, command, pid };
  machine.save({ ...record, processStart: processStart(pid) });
}

/** So much of a console's end is looked at: a guest may flood it. */
const consoleBytes = 256 * 1024;

async function untilReady(machine: StoredMachine, options: UpOptions): Promise<void> {
  const { signal, readySeconds } = options;
  const begin = performance.now();
  let progress = { begin, size: -1 };
  options.say(`${machine.name}: boots; it is up when ssh answers`);
  for (;;) {
    if (signal.aborted) {
      await kill(machine);
      throw interrupted(`interrupted: ${machine.name} was switched off`);
    }
    const log = readEnd(machine.log, consoleBytes);
    if (machine.state() === 'stopped') throw ended(machine, log);
    const panic = log
      .split('\n')
      .map((raw) => troubleIn(parseConsoleLine(raw).text))
      .find((t) => t?.kind === 'panic');
    if (panic) throw await givenUp(machine, log, `the kernel of ${machine.name} panicked: ${panic.sentence}`);
    const stuck = log.split('\n').find((raw) => /^ALERT! .* does not exist|emergency (?:mode|shell)/i.test(raw));
    if (stuck) {
      const why = options.kernel
        ? ": an --initrd must hold the modules of this very kernel, or the kernel its disk's drivers (VIRTIO_BLK, EXT4_FS)"
        : '';
      const words = stuck.trim().replace(/!$/, '');
      throw await givenUp(machine, log, `${machine.name} started, but not its system: ${words}${why}`);
    }
    if (await sshReady(machine, 5)) {
      machine.setAnswered(true);
      return;
    }
    // A slow guest that still says something is not given up.
    const size = statSync(machine.log, { throwIfNoEntry: false })?.size ?? 0;
    if (size !== progress.size) progress = { begin: performance.now(), size };
    const seconds = (performance.now() - begin) / 1000;
    if (performance.now() - progress.begin > readySeconds * 1000)
      throw await givenUp(
        machine,
        log,
        `${machine.name} did not answer within ${readySeconds} s and was switched off (counted from its console's last line): see \`ktest vm log ${machine.name}\`, or give it longer with --boot-timeout`,
      );
    options.say(
      `${machine.name}: ${Math.round(seconds)} s: ${parseConsoleLine(log.trimEnd().split('\n').at(-1) ?? '').text}`,
    );
    await sleep(1000, undefined, { signal }).catch(() => undefined);
  }
}

/** Of a machine that will not get ready: it is switched off, and the console's end comes with the sentence. */
async function givenUp(machine: StoredMachine, log: string, sentence: string): Promise<UserError> {
  await kill(machine);
  return new UserError(`${tailOf(log)}ktest: ${sentence}`, ExitCode.missing);
}

function ended(machine: StoredMachine, log: string): UserError {
  const said = (readTextIfAny(path.join(machine.folder, 'qemu.log')) ?? '').trim().split('\n').at(-1);
  return new UserError(
    said
      ? `QEMU did not start ${machine.name}: ${said}`
      : `${tailOf(log)}ktest: ${machine.name} went off before it answered`,
    ExitCode.missing,
  );
}

function tailOf(log: string): string {
  return quoteConsole(log.trimEnd().split('\n').slice(-20));
}

/** Switches a machine off: as its power button does, or after a while by force. */
export async function down(
  machine: StoredMachine,
  force: boolean,
  say: (text: string) => void,
): Promise<'off' | 'forced'> {
  machine.mustRecord();
  if (machine.state() === 'stopped') return 'off';
  if (!force && machine.state() === 'running') {
    await qmp(machine.monitor, 'system_powerdown');
    for (let i = 0; i < 120 && machine.state() !== 'stopped'; i++) {
      if (i % 4 === 0) say(`${machine.name} is shutting down`);
      await sleep(500);
    }
  }
  if (machine.state() === 'stopped') return clean(machine, 'off');
  await kill(machine);
  return 'forced';
}

async function kill(machine: StoredMachine): Promise<void> {
  const record = machine.mustRecord();
  await qmp(machine.monitor, 'quit', 2);
  for (let i = 0; i < 10 && machine.state() !== 'stopped'; i++) await sleep(100);
  if (machine.state() !== 'stopped' && record.pid) process.kill(record.pid, 'SIGKILL');
  for (let i = 0; i < 50 && machine.state() !== 'stopped'; i++) await sleep(100);
  clean(machine, 'forced');
}

function clean<T>(machine: StoredMachine, value: T): T {
  const record: MachineRecord = machine.mustRecord();
  machine.setAnswered(false);
  rmSync(machine.monitor, { force: true });
  machine.save({ ...record, pid: undefined, processStart: undefined });
  return value;
}

async function mustBeFree(host: number, guest: number): Promise<void> {
  try {
    await freePort(host);
  } catch {
    throw new UserError(
      `--forward ${host}:${guest}: port ${host} of 127.0.0.1 is taken, or you may not open it: name another`,
    );
  }
}

/** A port of this machine that nobody listens on now; rejects when `wanted` is taken. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
