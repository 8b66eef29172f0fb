// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { mirrorOf } from './mirror.js';
import { folder, ktest, ktestProgram, startProgram } from './rig.js';

/** Published images that `vm up` fetches. */

describe('images', () => {
  /** A server with a published image; `cut` ends the connection in the middle. */
  async function mirror(options: { cut?: boolean; wrongSum?: boolean }) {
    const image = Buffer.alloc(3 << 20, 7);
    image.write('QFI\xfb', 0, 'latin1');
    const file = path.join(folder({}), 'image');
    writeFileSync(file, image);
    const { url, ranges } = await mirrorOf(file, options);
    return { env: { KTEST_IMAGE_MIRROR: url, KTEST_CACHE: folder({}) }, image, ranges };
  }
  const up = (env: Record<string, string>) => ktest(['vm', 'up', '--image', 'ubuntu:24.04'], { env });
  const file = (env: { KTEST_CACHE: string }) =>
    path.join(env.KTEST_CACHE, 'vm/images/ubuntu-24.04/ubuntu-24.04-server-cloudimg-amd64.img');

  test('a cut connection keeps what came, and the next run goes on with it', async () => {
    const { env, image, ranges } = await mirror({ cut: true });
    const first = await up(env);
    expect(first.stderr).toMatch(/the connection was cut after \d+ bytes: they are kept/);
    expect(first.status).toBe(5);
    expect(existsSync(file(env))).toBe(false);
    const second = await up(env);
    // It is no disk inside.
    expect(second.stderr).toContain('qemu-img failed');
    expect(ranges).toHaveLength(1);
    expect(readFileSync(file(env)).equals(image)).toBe(true);
  });

  test('a wrong checksum leaves nothing', async () => {
    const { env } = await mirror({ wrongSum: true });
    const done = await up(env);
    expect(done.stderr).toMatch(/its sha256 is .*but .*SHA256SUMS says/);
    expect(done.status).toBe(5);
    expect(readdirSync(path.dirname(file(env)))).toEqual([]);
  });

  test('a full disk keeps what came', async () => {
    const { env } = await mirror({});
    const line = `mount -t tmpfs -o size=1m none "$KTEST_CACHE" && "$0" vm up --image ubuntu:24.04; echo $?; find "$KTEST_CACHE" -type f`;
    const done = await startProgram('unshare', ['-rm', 'sh', '-c', line, ktestProgram], { env }).done;
    expect(done.stderr).toMatch(/the disk with .* is full: free some space; what has come is kept/);
    expect(done.stdout).toMatch(/^5\n.*ubuntu-24.04-server-cloudimg-amd64.img.part\n$/);
  });

  test('a server that is not there', async () => {
    const done = await up({ KTEST_IMAGE_MIRROR: 'http://127.0.0.1:9', KTEST_CACHE: folder({}) });
    expect(done.stderr).toContain('can not be fetched');
    expect(done.status).toBe(5);
  });
});
