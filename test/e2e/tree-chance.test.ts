// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What a case calls may hang on its random numbers: the run that looks for calls goes one way, a later one the other.
import { expect, test } from 'vitest';
import { folder, linux, results, suite } from './rig.js';

test('a call that only some seeds come to is taken in by the next run', { timeout: 600_000 }, async () => {
  const way = `	struct ktermios termios = { };
	struct tm tm;

	if (get_random_u32() % 2)
		time64_to_tm(0, 0, &tm);
	else
		tty_termios_baud_rate(&termios);`;
  const head = '#include <linux/random.h>\n#include <linux/time.h>\n#include <linux/tty.h>';
  const cwd = folder({ 'chance_test.c': suite({ takes_a_way: way }, { head }) });
  const withSeed = async (seed: number) =>
    (await results(['--tree', linux, './chance_test.c', '--seed', `${seed}`], { cwd })).cases['takes_a_way'];
  let [seed, first] = [0, await withSeed(0)];
  while (first?.verdict === 'passed' && seed < 20) first = await withSeed(++seed);
  expect(first).toMatchObject({
    verdict: 'unsupported',
    reason: expect.stringMatching(/of (kernel|drivers)\/\S+\.c was not called when .*: the next run has it/),
  });
  expect(await withSeed(seed)).toMatchObject({ verdict: 'passed' });
});
