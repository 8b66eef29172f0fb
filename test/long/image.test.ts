// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A whole image is fetched and booted: `npm run test:long`.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folder, ktest } from '../e2e/rig.js';

test("a distribution's name: its image is fetched from a mirror, in two goes, and boots", {
  timeout: 1_200_000,
}, async () => {
  const cache = process.env['KTEST_CACHE'] ?? path.join(process.env['HOME'] ?? '', '.cache/ktest');
  const made = path.join(cache, 'vm/images/build-debian');
  const disk = path.join(made, 'disk.qcow2');
  if (!existsSync(disk)) {
    expect((await ktest(['vm', 'up', 'maker', '--image', 'build:debian', '--print'])).status).toBe(0);
    await ktest(['vm', 'rm', 'maker', '--force']);
  }
  const { size } = statSync(disk);
  const sum = createHash('sha256').update(readFileSync(disk)).digest('hex');
  let cuts = 1;
  const server = http.createServer((request, response) => {
    if (request.url?.endsWith('/SHA256SUMS')) {
      response.end(`${sum} *ubuntu-24.04-server-cloudimg-amd64.img\n`);
      return;
    }
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': size - start });
    if (cuts-- > 0)
      createReadStream(disk, { end: size >> 1 })
        .on('end', () => setTimeout(() => response.destroy(), 500))
        .pipe(response, { end: false });
    else createReadStream(disk, { start }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const env = {
    KTEST_IMAGE_MIRROR: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    KTEST_CACHE: folder({}),
  };
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
