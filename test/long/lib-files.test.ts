// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Every file of docs/lib-files.md still compiles; the daily run takes a sample (linux).
import { expect, test } from 'vitest';
import { linux, repository, startProgram } from '../e2e/rig.js';

test('the files of lib/ that docs/lib-files.md lists', async () => {
  const done = await startProgram('node', ['scripts/lib-files.mjs', '--check'], {
    cwd: repository,
    env: { LINUX: linux },
  }).done;
  expect(done.stdout).not.toContain('does not compile any more');
  expect(Number(/^(\d+) of/.exec(done.stdout)?.[1])).toBeGreaterThanOrEqual(169);
  expect(done.status).toBe(0);
});
