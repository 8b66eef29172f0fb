// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { documented, isLong, perform } from './documented.js';
import { ktestProgram, startProgram } from './rig.js';

const all = documented();

test('the pages show commands', () => {
  expect(all.length).toBeGreaterThan(40);
});

describe('commands that the documentation shows', () => {
  test.each(all.filter((one) => !isLong(one)))('$where: $commands.0', async (one) => {
    const done = await perform(one);
    expect(`${done.status}: ${done.stderr}${done.stdout}`).toMatch(/^0: /);
  });
});

/** Those that take long are run in test/long/docs.test.ts; their options are checked here. */
test('options of the others are known', async () => {
  const commands = [...new Set(all.filter(isLong).flatMap((one) => one.commands))].filter((word) =>
    /^ktest /.test(word),
  );
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) {
    const words = command.replace(/ -- .*| && .*| 2>.*/s, '');
    const done = await startProgram('bash', ['-c', `${words.replace(/^ktest/, '"$K"')} --help`], {
      env: { K: ktestProgram },
    }).done;
    expect(`${command}: ${done.stderr}`).toBe(`${command}: `);
    expect(done.status).toBe(0);
  }
});
