// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { expect, test } from 'vitest';
import { stepsWithTip } from '../../src/build/prepare-tip.js';

test('ktest prepare is named once, by a run that compiles many files', () => {
  const said: string[] = [];
  const steps: string[] = [];
  const nothing = () => undefined;
  const step = stepsWithTip({
    show: nothing,
    clear: nothing,
    say: nothing,
    sayOnce: nothing,
    step: (_done, _total, what) => steps.push(what),
    sayAtTerminal: (sentence) => said.push(sentence),
  });
  // The same file twice, and programs, are no further files.
  for (let i = 0; i < 29; i++) for (const what of ['compile', 'compile', 'link']) step(i, 29, `${what} net/${i}.o`);
  expect(said).toEqual([]);
  step(30, 60, 'compile net/core.o');
  step(31, 60, 'compile net/dev.o');
  expect(said).toEqual([expect.stringContaining('`ktest prepare`')]);
  expect(steps).toHaveLength(29 * 3 + 2);
});
