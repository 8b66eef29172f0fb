// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { findProject } from '../../project/project.js';
import { shellQuote } from '../../util/command.js';
import { ExitCode } from '../../util/exit-codes.js';
import { isFile } from '../../util/files.js';
import { UserError } from '../../util/user-error.js';
import { withCloudInit } from '../../vm/build-image.js';
import { describeImage, findImage } from '../../vm/image.js';
import { findKernel } from '../../vm/kernel.js';
import { machineCommand, type UpOptions, up } from '../../vm/lifecycle.js';
import type { Image, Kernel } from '../../vm/machine-parts.js';
import { findQemu } from '../../vm/qemu.js';
import { sshWords } from '../../vm/ssh.js';
import { StoredMachine } from '../../vm/store.js';
import { nodeNumbersNote, parseSize } from '../../vm/topology.js';
import { interruptible } from '../interrupt.js';
import type { Invocation, Values } from '../option.js';
import { readOptions } from '../parse.js';
import { Progress } from '../progress.js';
import { topologyOf } from './machine-options.js';
import { topologyOptions, vmUpOptions } from './options.js';

type Given = Invocation<typeof vmUpOptions>['given'];

export async function vmUp({ operands, given: typed }: Invocation<typeof vmUpOptions>): Promise<ExitCode> {
  const machine = new StoredMachine(operands[0] ?? 'default');
  const given: Given = new Map([...(await declaredOptions(machine.name, typed)), ...typed]);
  const wishes = readOptions(vmUpOptions, given);
  const record = machine.record();
  const isTopologyGiven = Object.keys(topologyOptions).some((key) => given.has(key));
  const topology = record && !isTopologyGiven ? record.topology : topologyOf(wishes);
  const diskMib = parseSize(wishes.disk ?? '8G', '--disk');
  const { image: imageName, initrd, gdb: gdbPort, bootTimeout: readySeconds = 600, print, userData } = wishes;
  checkWishes(machine, wishes, typed);
  const qemu = findQemu();
  // An image or a boot takes minutes.
  const progress = new Progress(5);
  const interrupt = interruptible();
  const say = sayer(progress);
  try {
    const forwards = wishes.forward.map(parseForward);
    const kernel = wishes.kernel === undefined ? undefined : findKernel(wishes.kernel, wishes.modules);
    const named = record?.image ?? imageName ?? 'build:debian';
    const needsCloudInit = !record && (wishes.package.length > 0 || userData !== undefined);
    const name = needsCloudInit ? withCloudInit(named) : named;
    if (wishes.append !== undefined && !kernel) checkAppend(describeImage(name));
    const image = print ? describeImage(name) : await findImage(name, say);
    const options: UpOptions = {
      qemu,
      image,
      topology,
      diskMib,
      packages: wishes.package,
      userData,
      ...(kernel && { kernel: { kernel, initrd } }),
      append: wishes.append ?? '',
      forwards,
      gdbPort,
      isConfigured: [...typed.keys()].some((key) => key !== 'bootTimeout' && key !== 'color'),
      readySeconds,
      say,
      created: (password) => sayPassword(machine, progress, password),
      signal: interrupt.signal,
    };
    if (print) {
      const command = machineCommand(machine, options, record?.sshPort || 2222);
      process.stdout.write(`${command.map(shellQuote).join(' ')}\n`);
      return ExitCode.ok;
    }
    sayNotes(options);
    const seconds = await up(machine, options);
    progress.clear();
    if (kernel?.modulesRoot) copyModules(machine, kernel.modulesRoot, kernel.release);
    const { sshPort } = machine.mustRecord();
    process.stdout.write(
      `${machine.name} is up after ${Math.round(seconds)} s: \`ktest vm ssh ${machine.name}\`, or port ${sshPort} of 127.0.0.1\n`,
    );
    if (options.gdbPort !== undefined) process.stdout.write(`${gdbCommand(kernel, options.gdbPort)}\n`);
    return ExitCode.ok;
  } finally {
    progress.clear();
    interrupt.dispose();
  }
}

function sayNotes({ topology, qemu: { accelerator } }: UpOptions): void {
  const note = nodeNumbersNote(topology);
  if (note) process.stderr.write(`ktest: ${note}\n`);
  if (accelerator.reason) process.stderr.write(`ktest: software emulation: ${accelerator.reason}\n`);
}

function sayPassword(machine: StoredMachine, progress: Progress, password: string): void {
  progress.clear();
  process.stdout.write(`${machine.name} is made: user ktest, password ${password} (for the console; shown only now)\n`);
}

/** Refuses what does not go together, or with a machine that is made already. */
function checkWishes(machine: StoredMachine, wishes: Values<typeof vmUpOptions>, typed: Given): void {
  const { image: imageName, initrd, userData } = wishes;
  const record = machine.record();
  if (record && imageName !== undefined && imageName !== record.image)
    throw new UserError(
      `${machine.name} is made of ${record.image}: \`ktest vm rm ${machine.name}\` first, or name another machine`,
    );
  if (userData !== undefined && !isFile(userData)) throw new UserError(`--user-data ${userData}: no such file`);
  for (const option of ['package', 'userData', 'disk'] as const)
    if (record && typed.has(option))
      throw new UserError(
        `--${option === 'userData' ? 'user-data' : option}: ${machine.name} is made already, and this is for its first boot: \`ktest vm rm ${machine.name}\` first, or name another machine`,
      );
  if (initrd !== undefined && !isFile(initrd)) throw new UserError(`--initrd ${initrd}: no such file`);
  for (const option of ['initrd', 'modules'] as const)
    if (wishes[option] !== undefined && wishes.kernel === undefined)
      throw new UserError(`--${option}: goes with --kernel`);
}

/** Words for a kernel that QEMU does not load reach nobody. */
function checkAppend({ name, boot }: Image): void {
  if (!boot)
    throw new UserError(
      `--append: the loader on the disk of ${name} has the kernel's command line: name a kernel with --kernel`,
    );
}

/** What the project's configuration says of a machine, as options; a topology on the command line replaces its. */
async function declaredOptions(name: string, given: Given): Promise<Map<string, string[]>> {
  const { config } = await findProject(process.cwd(), undefined);
  const isTopologyGiven = Object.keys(topologyOptions).some((option) => given.has(option));
  const options = new Map<string, string[]>();
  for (const [key, value] of Object.entries(config.machines?.[name] ?? {})) {
    const option = key === 'packages' ? 'package' : key;
    if (isTopologyGiven && option in topologyOptions) continue;
    options.set(option, Array.isArray(value) ? value : [String(value)]);
  }
  return options;
}

/** How to debug it, with the symbols that lie beside the kernel. */
function gdbCommand(kernel: Kernel | undefined, port: number): string {
  const symbols =
    kernel && [kernel.headers ?? '', path.dirname(kernel.image)].map((folder) => path.join(folder, 'vmlinux'));
  const vmlinux = symbols?.find(isFile);
  return `gdb ${vmlinux ? `${shellQuote(vmlinux)} ` : ''}-ex 'target remote :${port}'`;
}

/** A custom kernel's modules are not in the image. */
function copyModules(machine: StoredMachine, root: string, release: string): void {
  const folder = path.join(root, 'lib', 'modules');
  const there = spawnSync('ssh', sshWords(machine, [`test -d /lib/modules/${release}/kernel`]), { stdio: 'ignore' });
  if (there.status === 0) return;
  const script = `tar -C ${shellQuote(folder)} --exclude=build --exclude=source -c ${shellQuote(release)} | ssh "$@"`;
  const done = spawnSync('sh', ['-c', script, 'sh', ...sshWords(machine, ['sudo tar -x -C /lib/modules'])], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (done.status !== 0)
    throw new UserError(`the modules of ${release} could not be copied into ${machine.name}`, ExitCode.missing);
}

function isPort(value: number): boolean {
  return value >= 1 && value <= 65535;
}

function parseForward(word: string): { host: number; guest: number } {
  const match = /^(\d+):(\d+)$/.exec(word);
  const [host, guest] = [Number(match?.[1]), Number(match?.[2])];
  if (!isPort(host) || !isPort(guest)) throw new UserError(`--forward ${word}: write HOST:GUEST, two port numbers`);
  return { host, guest };
}

/** Steps for whoever watches: a line that changes on a terminal, elsewhere a line for each kind of step. */
function sayer(progress: Progress): (text: string) => void {
  const told = new Set<string>();
  return (text) => {
    progress.show(text);
    const kind = text.split(': ')[0] ?? text;
    if (process.stderr.isTTY || told.has(kind)) return;
    told.add(kind);
    process.stderr.write(`ktest: ${text}\n`);
  };
}
