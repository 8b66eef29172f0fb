// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { type TestMachine, vm } from 'ktest/vm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

const kernel = process.env['NETGATE_KERNEL'] ?? 'debian:6.12';
const folder = process.env['NETGATE_FOLDER'] ?? path.dirname(new URL(import.meta.url).pathname);

describe('netgate', () => {
  let machine: TestMachine;
  let module: string;

  beforeAll(async () => {
    [module = ''] = vm.buildModules(folder, kernel);
    machine = await vm.boot({ kernel, forward: [80, 8080] });
    await machine.mustExec('mkdir -p /www && echo hello > /www/index.html');
    await machine.mustExec('httpd -p 80 -h /www && httpd -p 8080 -h /www');
    await machine.snapshot();
  });

  // Each case starts with the machine as it was just now.
  beforeEach(() => machine.restore());
  afterEach(() => machine.expectNoWarnings());
  afterAll(() => machine?.close());

  /** What the server says; `undefined` when it does not answer within so many seconds. An emulated machine may be slow. */
  async function get(port: number, seconds = 30): Promise<string | undefined> {
    try {
      const response = await fetch(`http://127.0.0.1:${machine.port(port)}/`, {
        signal: AbortSignal.timeout(seconds * 1000),
      });
      return (await response.text()).trim();
    } catch {
      return undefined;
    }
  }

  test('without the module the server answers', async () => {
    expect(await get(80)).toBe('hello');
  });

  test('a closed gate lets nothing through, and counts', async () => {
    await machine.insmod(module, { port: 80 });
    expect(await get(80, 5)).toBeUndefined();
    expect(Number(await machine.mustExec('cat /sys/module/netgate/parameters/dropped'))).toBeGreaterThan(0);
  });

  test('other ports are none of its business', async () => {
    await machine.insmod(module, { port: 80 });
    expect(await get(8080)).toBe('hello');
  });

  test('it opens and closes while it is loaded', async () => {
    await machine.insmod(module, { port: 80, closed: 0 });
    expect(await get(80)).toBe('hello');
    await machine.mustExec('echo 1 > /sys/module/netgate/parameters/closed');
    expect(await get(80, 5)).toBeUndefined();
  });

  test('a removed module leaves nothing behind', async () => {
    await machine.insmod(module, { port: 80 });
    await machine.rmmod('netgate');
    expect(await get(80)).toBe('hello');
  });
});
