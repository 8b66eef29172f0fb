// SPDX-License-Identifier: MIT OR GPL-2.0-only
import type { ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { shellQuote, spawnTied } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import { kernelOption } from './kernel.js';
import type { Kernel } from './machine-parts.js';
import { missing } from './missing.js';

/** A folder of the host in a guest, read and written there as here. */
export interface Share {
  folder: string;
  /** Where the guest has it. */
  place: string;
}

/** A share as far as QEMU and the guest are concerned. */
export interface OpenShare {
  /** QEMU arguments. */
  devices: string[];
  /** Whether the guest's memory must be shared with another process. */
  sharesMemory: boolean;
  /** Modules of the guest's kernel. */
  modules: string[];
  /** What mounts it, for the guest's shell. */
  mount: string;
  /** What serves the folder, where it is not QEMU itself: a line for a shell that returns when it listens. */
  server?: string;
  /** Before QEMU: starts what serves the folder. */
  start(): Promise<void>;
  close(): void;
}

/** DIR or DIR:PLACE; without PLACE it is /mnt. */
export function parseShare(word: string): Share {
  const match = /^(.+?)(?::(\/.*))?$/.exec(word);
  const folder = path.resolve(match?.[1] ?? word);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`--share ${word}: ${folder} is not a folder; write DIR or DIR:/PLACE/IN/THE/GUEST`);
  return { folder, place: match?.[2] ?? '/mnt' };
}

/** By 9p, which QEMU does itself, or else by virtiofs with a `socket`, as far as the kernel has them. Nothing runs yet. */
export function openShare(share: Share, kernel: Kernel, socket: string): OpenShare {
  if (has(kernel, ['9P_FS', 'NET_9P_VIRTIO']))
    return by9p(share, modulesOf(kernel, { VIRTIO_PCI: 'virtio_pci', '9P_FS': '9p', NET_9P_VIRTIO: '9pnet_virtio' }));
  if (has(kernel, ['VIRTIO_FS']))
    return byVirtiofs(share, modulesOf(kernel, { VIRTIO_PCI: 'virtio_pci', VIRTIO_FS: 'virtiofs' }), socket);
  throw new UserError(
    kernel.config === undefined
      ? `--share: nothing says whether ${kernel.name} has 9p or virtiofs: put its .config beside it`
      : `--share: ${kernel.name} has neither CONFIG_9P_FS with CONFIG_NET_9P_VIRTIO nor CONFIG_VIRTIO_FS: name files on the command line instead`,
  );
}

function has(kernel: Kernel, options: string[]): boolean {
  return options.every((name) => ['y', 'm'].includes(kernelOption(kernel, `CONFIG_${name}`) ?? ''));
}

function modulesOf(kernel: Kernel, modules: Record<string, string>): string[] {
  return Object.entries(modules).flatMap(([option, module]) =>
    kernelOption(kernel, `CONFIG_${option}`) === 'm' ? [module] : [],
  );
}

const tag = 'share0';

function mountLine(place: string, type: string, options: string): string {
  const words = ['mount', '-t', type, ...(options === '' ? [] : ['-o', options]), tag, place];
  return `mkdir -p ${shellQuote(place)} && ${words.map(shellQuote).join(' ')}`;
}

function by9p({ folder, place }: Share, modules: string[]): OpenShare {
  // A comma is doubled in a QEMU option.
  const where = folder.replaceAll(',', ',,');
  return {
    devices: [
      ...['-fsdev', `local,id=${tag},path=${where},security_model=none`],
      ...['-device', `virtio-9p-pci,fsdev=${tag},mount_tag=${tag}`],
    ],
    sharesMemory: false,
    modules,
    mount: mountLine(place, '9p', 'trans=virtio,version=9p2000.L,msize=131072'),
    start: async () => {},
    close: () => {},
  };
}

const servers = ['/usr/libexec/virtiofsd', '/usr/lib/qemu/virtiofsd'];

/** A server of its own that QEMU talks to; it ends when QEMU does. */
function byVirtiofs({ folder, place }: Share, modules: string[], socket: string): OpenShare {
  const file = servers.find((name) => existsSync(name));
  if (!file) throw missing('virtiofsd', 'apt-get install virtiofsd, or qemu-system-common before Debian 13');
  // The one in Rust (libexec) needs no root; QEMU's own does, and has other options.
  const words = file.includes('libexec')
    ? ['--shared-dir', folder, '--sandbox', 'none']
    : ['-o', `source=${folder.replaceAll(',', '\\,')}`];
  const serverWords = [`--socket-path=${socket}`, ...words];
  const at = shellQuote(socket);
  let server: ChildProcess | undefined;
  return {
    devices: [
      ...['-chardev', `socket,id=${tag},path=${socket}`],
      ...['-device', `vhost-user-fs-pci,chardev=${tag},tag=${tag}`],
    ],
    sharesMemory: true,
    modules,
    mount: mountLine(place, 'virtiofs', ''),
    server: `rm -f ${at}; ${[file, ...serverWords].map(shellQuote).join(' ')} & until [ -S ${at} ]; do sleep 0.1; done`,
    async start() {
      server = spawnTied(file, serverWords, { stdio: ['ignore', 'ignore', 'pipe'] });
      await untilListening(server, socket);
    },
    close: () => void server?.kill(),
  };
}

async function untilListening(server: ChildProcess, socket: string): Promise<void> {
  let said = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    if (said.length < 4096) said += text;
  });
  for (let i = 0; i < 100 && server.exitCode === null; i++) {
    if (existsSync(socket)) return;
    await sleep(50);
  }
  server.kill();
  throw new UserError(`--share: virtiofsd did not start: ${said.trim().split('\n').at(-1)}`, ExitCode.missing);
}
