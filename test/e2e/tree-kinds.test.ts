// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Modules that are not in the tree and register what kinds of modules register (test/kinds); all of them: test/long/tree-kinds.
import path from 'node:path';
import { expect, test } from 'vitest';
import { kinds, loadAndUnload } from './module-kinds.js';
import { ktest, linux, repository, results } from './rig.js';

test('a character device, an algorithm that is looked up by name, several files, a file that includes others', {
  timeout: 1_800_000,
}, async () => {
  await loadAndUnload(['kcdev', 'kcrypto', 'kmulti', 'kwrap']);
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
  for (const folder of folders.filter((name) => /kcrypto|ktimer|kproc/.test(name))) {
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
