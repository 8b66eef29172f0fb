// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { chmodSync, copyFileSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { cacheRoot } from '../util/cache-dir.js';
import { spawnTied, tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile, makeFolder, readTextIfAny } from '../util/files.js';
import { administrative, findProgram } from '../util/find-program.js';
import { endsWhenInterrupted } from '../util/interruption.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import { makeDiskInitrd } from './disk-initrd.js';
import { setupService } from './guest-setup.js';
import type { Image, Kernel } from './machine-parts.js';
import { missing } from './missing.js';

const packages = [
  'linux-image-cloud-amd64',
  'systemd-sysv',
  'dbus',
  'udev',
  'openssh-server',
  'sudo',
  'iproute2',
  'kmod',
  'numactl',
  'e2fsprogs',
];
/** cloud-init, and how it sets the network up. */
const cloudPackages = ['cloud-init', 'isc-dhcp-client', 'ifupdown'];
const sizeMib = 2048;

/** With cloud-init, its image takes twice as long to be made and, in software emulation, minutes more for each first boot. */
const images = { 'build:debian': packages, 'build:debian-cloud': [...packages, ...cloudPackages] };
type ImageName = keyof typeof images;

export function isBuilt(name: string): name is ImageName {
  return Object.hasOwn(images, name);
}

/** The image that a first boot with packages or a user's file for cloud-init needs. */
export function withCloudInit(name: string): string {
  return name === 'build:debian' ? 'build:debian-cloud' : name;
}

/**
 * A Debian made here from the package archive: one ext4 file system without
 * partitions or boot loader, and its kernel and initrd beside it. It is put
 * in its place only when it is whole.
 */
export async function buildDebianImage(name: ImageName, say: (text: string) => void): Promise<Image> {
  const image = debianImage(name);
  if (isFile(image.file)) return image;
  const folder = path.dirname(image.file);
  // The lock is a file of its folder, and the image's folder comes by rename: another one is locked.
  const lock = await takeLock(path.join(cacheRoot(), 'vm', 'image-locks', path.basename(folder)), () =>
    say('waiting for another ktest that builds this image'),
  );
  try {
    if (!isFile(image.file)) await build(name, folder, say);
  } finally {
    lock.release();
  }
  return image;
}

/** What it is like, made or not. */
export function debianImage(name: ImageName): Image {
  const folder = path.join(cacheRoot(), 'vm', 'images', name.replace(':', '-'));
  return {
    name,
    file: path.join(folder, 'disk.qcow2'),
    format: 'qcow2',
    root: '/dev/vda',
    boot: { kernel: path.join(folder, 'vmlinuz'), initrd: path.join(folder, 'initrd.img') },
  };
}

async function build(name: ImageName, folder: string, say: (text: string) => void): Promise<void> {
  for (const [tool, name] of [
    ['mmdebstrap', 'mmdebstrap'],
    ['qemu-img', 'qemu-utils'],
  ] as const)
    if (!findProgram(tool)) throw missing(tool, `apt-get install ${name}`);
  const parent = path.dirname(folder);
  makeFolder(parent);
  // What a ktest that was killed left.
  for (const other of readdirSync(parent))
    if (other.startsWith(`${path.basename(folder)}.new-`)) removeFolder(path.join(parent, other));
  const temporary = mkdtempSync(`${folder}.new-`);
  const root = path.join(temporary, 'root');
  // For apt's user, too.
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'ktest-image-'));
  chmodSync(scratch, 0o1777);
  try {
    const hook = path.join(temporary, 'hook.sh');
    writeFileSync(hook, customize + (name === 'build:debian' ? setupService : forCloudInit), { mode: 0o755 });
    const words = ['--variant=minbase', `--include=${images[name].join(',')}`, `--customize-hook=${hook} "$1"`];
    // Documentation and translations are half of its files.
    words.push('--dpkgopt=path-exclude=/usr/share/man/*', '--dpkgopt=path-exclude=/usr/share/locale/*');
    words.push('--dpkgopt=path-exclude=/usr/share/doc/*', '--skip=cleanup/apt/lists');
    // A build that is broken off begins anew.
    words.push('--dpkgopt=force-unsafe-io');
    const [program = '', ...before] = [...apart, 'mmdebstrap'];
    await run(program, [...before, ...words, 'bookworm', root], {
      // Debian's kernel packages make no initrd then: ours is made in a second.
      env: { ...process.env, TMPDIR: scratch, INITRD: 'No' },
      signal: apart.length > 0 ? 'SIGKILL' : 'SIGTERM',
      onLine: (line) => say(`image of Debian: ${line}`),
    });
    const kernel = installedKernel(root);
    copyFileSync(kernel.image, path.join(temporary, 'vmlinuz'));
    makeDiskInitrd(kernel, path.join(temporary, 'initrd.img'));
    say('image of Debian: its file system');
    const raw = path.join(temporary, 'disk.raw');
    await run(administrative('mke2fs'), ['-q', '-t', 'ext4', '-L', 'ktest-root', '-d', root, raw, `${sizeMib}M`]);
    await run('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, path.join(temporary, 'disk.qcow2')]);
    rmSync(raw);
    rmSync(root, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    removeFolder(temporary);
    removeFolder(scratch);
  }
}

/** The only kernel in a root file system. */
function installedKernel(root: string): Kernel {
  const boot = path.join(root, 'boot');
  const image = readdirSync(boot).find((file) => file.startsWith('vmlinuz-')) ?? '';
  const release = image.replace('vmlinuz-', '');
  const config = readTextIfAny(path.join(boot, `config-${release}`));
  return { name: release, image: path.join(boot, image), release, modulesRoot: root, headers: undefined, config };
}

/**
 * root's mmdebstrap mounts /proc, /sys and more in what it makes. In a mount name space and with
 * processes of its own, they go when it is ended, however that comes about; as a user it does so itself.
 * (unshare blocks SIGTERM while it waits.)
 */
const apart =
  process.getuid?.() === 0
    ? 'setpriv --pdeathsig KILL unshare --mount --pid --fork --mount-proc --kill-child'.split(' ')
    : [];

/** An older ktest may have left mounts in it. */
function removeFolder(folder: string): void {
  tryCommand('rm', ['-rf', '--one-file-system', folder]);
}

/** What the packages leave to an installer. */
const customize = `#!/bin/sh
set -e
echo ktest > "$1/etc/hostname"
echo '/dev/vda / ext4 defaults 0 1' > "$1/etc/fstab"
ln -sf /lib/systemd/system/serial-getty@.service "$1/etc/systemd/system/getty.target.wants/serial-getty@ttyS0.service"
`;

const forCloudInit = `printf 'datasource_list: [ NoCloud ]\\n' > "$1/etc/cloud/cloud.cfg.d/90-ktest.cfg"
`;

function run(
  program: string,
  words: string[],
  options: { env?: NodeJS.ProcessEnv; signal?: NodeJS.Signals; onLine?(line: string): void } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawnTied(program, words, { stdio: ['ignore', 'ignore', 'pipe'], env: options.env });
    endsWhenInterrupted(child, options.signal);
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', (data: string) => {
      text = (text + data).slice(-20_000);
      const line = data.trim().split('\n').at(-1);
      if (line) options.onLine?.(line);
    });
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) return resolve();
      const isFull = /No space left on device/.test(text);
      const lines = text
        .trim()
        .split('\n')
        .filter((line) => /^(E|W|error):?|rror|cannot/.test(line));
      reject(
        new UserError(
          isFull
            ? `the image could not be made: the disk is full: free some space below ${cacheRoot()}`
            : `the image could not be made: ${path.basename(program)}: ${lines.at(-1) ?? `status ${status}`}`,
          ExitCode.missing,
        ),
      );
    });
  });
}
