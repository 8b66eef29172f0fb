// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A whole image is fetched and booted: `npm run test:long`.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { mirrorOf } from '../e2e/mirror.js';
import { folder, ktest } from '../e2e/rig.js';

test("a distribution's name: its image is fetched from a mirror, in two goes, and boots", async () => {
  const cache = process.env['KTEST_CACHE'] ?? path.join(process.env['HOME'] ?? '', '.cache/ktest');
  const made = path.join(cache, 'vm/images/build-debian');
  const disk = path.join(made, 'disk.qcow2');
  if (!existsSync(disk)) {
    expect((await ktest(['vm', 'up', 'maker', '--image', 'build:debian', '--boot-timeout', '600'])).status).toBe(0);
    await ktest(['vm', 'rm', 'maker', '--force']);
  }
  const { url } = await mirrorOf(disk, { cut: true });
  const env = { KTEST_IMAGE_MIRROR: url, KTEST_CACHE: folder({}) };
  onTestFinished(async () => void (await ktest(['vm', 'rm', 'fetched', '--force'], { env })));
  const up = [
    ...['vm', 'up', 'fetched', '--image', 'ubuntu:24.04', '--nodes', '2', '--cpus', '2', '--memory', '1G'],
    ...['--kernel', path.join(made, 'vmlinuz'), '--initrd', path.join(made, 'initrd.img')],
    // The image made here has no partitions.
    ...['--append', 'root=/dev/vda', '--boot-timeout', '600'],
  ];
  const cut = await ktest(up, { env });
  expect(cut.stderr).toContain('the connection was cut');
  expect(cut.status).toBe(5);
  const done = await ktest(up, { env });
  expect(done.stderr).not.toContain('panicked');
  expect(done.status).toBe(0);
  const numa = await ktest(['vm', 'exec', 'fetched', '--', 'numactl', '-H'], { env });
  expect(numa.stdout).toContain('available: 2 nodes (0-1)');
});

test('packages and a file of the user: the first boot is cloud-init’s', async () => {
  onTestFinished(async () => void (await ktest(['vm', 'rm', 'cloud', '--force'])));
  const own = path.join(folder({ 'own.sh': '#!/bin/sh\necho mine > /root/own\n' }), 'own.sh');
  const up = await ktest(['vm', 'up', 'cloud', '--package', 'jq', '--user-data', own, '--boot-timeout', '900']);
  expect(up.status).toBe(0);
  expect((await ktest(['vm', 'list'])).stdout).toMatch(/^cloud +running +build:debian-cloud/m);
  const done = await ktest(['vm', 'exec', 'cloud', '--', 'sudo cat /root/own; echo 42 | jq . ; hostname']);
  expect(done.stdout).toBe('mine\n42\ncloud\n');
});
