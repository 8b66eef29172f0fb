// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { documented, isLong, perform, takesMachine, withoutBuiltKernel } from '../e2e/documented.js';

describe('commands that the documentation shows, and that take long', () => {
  const long = documented()
    .filter((one) => isLong(one) && !takesMachine(one))
    .flatMap(withoutBuiltKernel);

  test.each(long)('$where: $commands.0', async (one) => {
    const done = await perform(one);
    expect(`${done.status}: ${done.stderr}${done.stdout}`).toMatch(/^0: /);
  });
});
