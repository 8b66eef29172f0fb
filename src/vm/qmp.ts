// SPDX-License-Identifier: MIT OR GPL-2.0-only
import net from 'node:net';
import { Lines } from './lines.js';

/** One command over QEMU's monitor socket; undefined when nobody answers. */
export function qmp(socketPath: string, command: string, seconds = 10): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = net.connect(socketPath);
    let sent = 0;
    const end = (value: unknown) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(value);
    };
    const timer = setTimeout(() => end(undefined), seconds * 1000);
    const lines = new Lines((line) => {
      const message = JSON.parse(line) as { QMP?: unknown; return?: unknown; error?: unknown };
      if (message.QMP) socket.write('{"execute":"qmp_capabilities"}\n');
      else if ('return' in message && sent++ === 0) socket.write(`${JSON.stringify({ execute: command })}\n`);
      else if ('return' in message) end(message.return ?? true);
      else if (message.error) end(undefined);
    });
    socket.on('data', (data: Buffer) => lines.add(data));
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(sent > 1 ? true : undefined));
  });
}
