// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What the tests themselves start ends with them, however they end.
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, processesWith, repository, startProgram, until } from './rig.js';

/** Vitest, on one test that waits for what it starts for longer than it may. */
function vitest(program: string, words: string[], timeout: number) {
  const rig = JSON.stringify(path.join(repository, 'test/e2e/rig.ts'));
  const body = `startProgram(${JSON.stringify(program)}, ${JSON.stringify(words)}).done`;
  const root = folder({
    'vitest.config.mjs': 'export default { test: { globals: true } };\n',
    'waits.test.ts': `import { startProgram } from ${rig};
test('waits', { timeout: ${timeout} }, () => ${body});
`,
  });
  return startProgram('node', [path.join(repository, 'node_modules/vitest/vitest.mjs'), 'run', '--root', root]);
}

test('the programs of a test that is over time are ended, and what they started', async () => {
  const sleep = `sleep 98765.${process.pid}`;
  const done = await vitest('sh', ['-c', `${sleep} & wait`], 2000).done;
  expect(done.stdout).toContain('Test timed out in 2000ms');
  expect(done.status).toBe(1);
  expect(processesWith(sleep)).toEqual([]);
});

test('the programs of a test that is killed are ended', async () => {
  const seconds = `98764.${process.pid}`;
  const killed = vitest('sleep', [seconds], 600_000);
  await until('it sleeps', () => processesWith(`sleep ${seconds}`).length > 0, 120);
  killed.kill('SIGKILL');
  await until('it ends', () => processesWith(`sleep ${seconds}`).length === 0, 120);
});
