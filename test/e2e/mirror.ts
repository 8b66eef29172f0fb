// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** Serves a file as Ubuntu's image until the test ends; `cut` ends the first connection in the middle of it. */
export async function mirrorOf(file: string, options: { cut?: boolean; wrongSum?: boolean }) {
  const { size } = statSync(file);
  const sum = createHash('sha256')
    .update(options.wrongSum ? 'other' : readFileSync(file))
    .digest('hex');
  const ranges: string[] = [];
  let cuts = options.cut ? 1 : 0;
  const server = http.createServer((request, response) => {
    if (request.url?.endsWith('/SHA256SUMS')) {
      response.end(`${sum} *ubuntu-24.04-server-cloudimg-amd64.img\n`);
      return;
    }
    const { range } = request.headers;
    const start = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
    if (range) ranges.push(range);
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': size - start });
    if (cuts-- > 0)
      createReadStream(file, { start, end: Math.floor((start + size) / 3) })
        .on('end', () => setTimeout(() => response.destroy(), 300))
        .pipe(response, { end: false });
    else createReadStream(file, { start }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ranges };
}
