// SPDX-License-Identifier: MIT OR GPL-2.0-only
import net from 'node:net';
import { hashName } from './cache-dir.js';

/**
 * A lock between processes of one machine that can not outlive its holder: an
 * abstract Unix socket, which the operating system takes back however the
 * holder ends. A waiter connects and is told of the release by the hang-up.
 */
export interface Lock {
  release(): void;
}

export async function takeLock(name: string, onWait: () => void): Promise<Lock> {
  const address = `\0ktest-${hashName(name)}`;
  let waited = false;
  for (;;) {
    const server = await listen(address);
    if (server) {
      return {
        release() {
          server.close();
          for (const socket of server.waiters) socket.destroy();
        },
      };
    }
    if (!waited) onWait();
    waited = true;
    await hangUp(address);
  }
}

type LockServer = net.Server & { waiters: Set<net.Socket> };

function listen(address: string): Promise<LockServer | undefined> {
  return new Promise((resolve, reject) => {
    const waiters = new Set<net.Socket>();
    const server = Object.assign(net.createServer(), { waiters });
    server.on('connection', (socket) => {
      waiters.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => waiters.delete(socket));
      socket.unref();
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

function hangUp(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.on('error', () => {});
    socket.on('close', () => resolve());
  });
}
