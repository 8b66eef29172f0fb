// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { closeSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../util/cache-dir.js';
import { isFile, isFolder } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import { buildDebianImage, debianImage, isBuilt } from './build-image.js';
import { download } from './download.js';
import type { Image } from './machine-parts.js';

interface Published {
  url: string;
  sums: string;
  algorithm: 'sha256' | 'sha512';
  root: string;
}

const debianNames: Record<string, string> = { '11': 'bullseye', '12': 'bookworm', '13': 'trixie' };

/** Where a distribution publishes its cloud images; $KTEST_IMAGE_MIRROR stands for the server, with the same paths. */
function published(name: string): Published | undefined {
  const mirror = process.env['KTEST_IMAGE_MIRROR']?.replace(/\/$/, '');
  const [distribution, release = ''] = name.split(':');
  if (distribution === 'ubuntu' && /^\d\d\.\d\d$/.test(release)) {
    const base = `${mirror ?? 'https://cloud-images.ubuntu.com'}/releases/${release}/release`;
    return {
      url: `${base}/ubuntu-${release}-server-cloudimg-amd64.img`,
      sums: `${base}/SHA256SUMS`,
      algorithm: 'sha256',
      root: '/dev/vda1',
    };
  }
  const codename = distribution === 'debian' ? debianNames[release] : undefined;
  if (codename) {
    const base = `${mirror ?? 'https://cloud.debian.org'}/images/cloud/${codename}/latest`;
    return {
      url: `${base}/debian-${release}-genericcloud-amd64.qcow2`,
      sums: `${base}/SHA512SUMS`,
      algorithm: 'sha512',
      root: '/dev/vda1',
    };
  }
  return undefined;
}

/** `ubuntu:24.04`, `debian:12`, `build:debian` or a local file, as it is or will be. */
export function describeImage(name: string): Image {
  if (isBuilt(name)) return debianImage(name);
  const remote = published(name);
  if (remote) {
    const file = path.join(cacheRoot(), 'vm', 'images', name.replace(':', '-'), path.posix.basename(remote.url));
    return { name, file, format: 'qcow2', root: remote.root };
  }
  if (isFolder(name)) throw new UserError(`--image ${name}: is a folder: name a qcow2 or raw disk`);
  if (isFile(name)) return { name, file: path.resolve(name), format: diskFormat(name, name), root: '/dev/vda1' };
  throw new UserError(`--image ${name}: no such file, and no name such as ubuntu:24.04, debian:12 or build:debian`);
}

/** The same, made or fetched if it is not there. */
export async function findImage(name: string, say: (text: string) => void): Promise<Image> {
  if (isBuilt(name)) return buildDebianImage(name, say);
  const image = describeImage(name);
  const remote = published(name);
  if (remote) {
    const onProgress = (done: number, total: number | undefined) =>
      say(`${remote.url}: ${Math.floor(done / 2 ** 20)}${total ? ` of ${Math.floor(total / 2 ** 20)}` : ''} MiB`);
    await download(image.file, { ...remote, onProgress });
    return { ...image, format: diskFormat(name, image.file) };
  }
  return image;
}

/** qcow2 by its magic, raw by a boot record's or a file system's. */
function diskFormat(name: string, file: string): Image['format'] {
  const head = Buffer.alloc(2048);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, head, 0, head.length, 0);
  } finally {
    closeSync(descriptor);
  }
  if (head.toString('latin1', 0, 4) === 'QFI\xfb') return 'qcow2';
  const isPartitioned = head.readUInt16LE(510) === 0xaa55;
  const isExt = head.readUInt16LE(1024 + 56) === 0xef53;
  if (isPartitioned || isExt) return 'raw';
  throw new UserError(
    `--image ${name}: is neither a qcow2 nor a raw disk with a partition table or an ext file system`,
  );
}
