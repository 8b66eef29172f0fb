// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules that are not in the tree and register what kinds of modules register (test/kinds); all of them: test/long/tree-kinds.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds, loadAndUnload } from './module-kinds.js';
import { folder, ktest, linux, repository, results } from './rig.js';

test('a character device, an algorithm that is looked up by name, several files, a file that includes others', {
  timeout: 1_800_000,
}, async () => {
  await loadAndUnload(['kcdev', 'kcrypto', 'kmulti', 'kwrap']);
});

test('interrupts, timers, work queues need no tree', { timeout: 600_000 }, async () => {
  await loadAndUnload(['kirq', 'ksim', 'ktimer', 'kwork'], 'none');
});

test('without a tree, what is missing is named, and the package that has it', { timeout: 600_000 }, async () => {
  const folders = Object.keys(kinds).map((name) => path.join(repository, 'test/kinds', name));
  const { stderr, status } = await ktest(['run', ...folders], { env: { KTEST_TREE: 'none' } });
  expect(status).toBe(3);
  for (const header of ['linux/cdev.h', 'net/tcp.h', 'linux/usb.h', 'media/v4l2-common.h'])
    expect(stderr).toContain(`${header} is not emulated (included by `);
  expect(stderr).toMatch(/^note: crypto_alloc_shash\(\), .* more are not emulated: declare those that are yours/m);
  expect(stderr.match(/no kernel source tree was found on this machine: .*linux-source-6\.12.*\n/g)).toHaveLength(1);
  // A single one gets it, too.
  for (const folder of folders.filter((name) => /kcrypto|kblock|kproc/.test(name))) {
    const alone = await ktest(['run', folder], { env: { KTEST_TREE: 'none' } });
    expect(alone.stderr).toMatch(/no kernel source tree was found on this machine: .*linux-source-6\.12/);
    expect(alone.status).toBe(3);
  }
});

test("with --tree, a task's credentials can be copied and put on", { timeout: 600_000 }, async () => {
  const done = await results(['--tree', linux, path.join(repository, 'test/kinds/kcred')]);
  const said = 'kcred: files are those of user 1000\nkcred: files are those of user 0\n';
  expect(done.cases['exit']).toMatchObject({ verdict: 'passed', output: said });
});

test('what modules of a kind call is compiled by `ktest prepare`: another module of the kind finds it', {
  timeout: 1_800_000,
}, async () => {
  const done = await ktest(['prepare', '--tree', linux, 'cdev']);
  expect(done.stdout).toMatch(/^Linux 6\.12\.\d+ at .* is prepared for 1 kind of modules \(\d+ s\): cdev\n$/);
  expect(done.status).toBe(0);
  const source = path.join(repository, 'test/kinds/kcdev/kcdev.c');
  const explained = await ktest(['run', '--tree', linux, path.dirname(source), '--explain']);
  const build = /^build dir +(.*)$/m.exec(explained.stderr)?.[1] ?? '';
  const objects = () =>
    readdirSync(path.join(build, 'obj'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.c.o') && !name.startsWith('outside/'),
    );
  const before = objects();
  expect(before.length).toBeGreaterThan(50);
  const mine = folder({ 'mine.c': readFileSync(source, 'utf8').replaceAll('kcdev', 'mine') });
  const { cases } = await results(['--tree', linux, mine]);
  expect(cases['init']).toMatchObject({ verdict: 'passed' });
  expect(objects()).toEqual(before);
});

test('`ktest prepare` says which kinds there are', async () => {
  const done = await ktest(['prepare', 'nett']);
  expect(done.stderr).toBe('ktest: prepare nett: no such kind of module: did you mean net?\n');
  expect(done.status).toBe(2);
  const far = await ktest(['prepare', 'something-else']);
  expect(far.stderr).toMatch(
    /^ktest: prepare something-else: no such kind of module: known are address, .*block, .*usb, /,
  );
  const none = await ktest(['prepare', 'net']);
  expect(none.stderr).toMatch(/^ktest: prepare: no kernel source tree was found on this machine: /);
  expect(none.status).toBe(2);
});
