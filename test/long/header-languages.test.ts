// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Every header in every language and standard, with both kinds of engine; the daily run takes a sample (headers, dropin).
import { describe, expect, test } from 'vitest';
import { ktest } from '../e2e/rig.js';
import { allAtOnce, eachAlone, includeFolder, syntaxCheck } from '../e2e/syntax-check.js';

const warnings = '-Wall -Wextra -Werror';
const standards = ['gnu89', 'gnu99', 'gnu11', 'gnu17', 'gnu2x'].map((name) => ['c', name] as const);
const standardsOfCxx = ['gnu++11', 'gnu++14', 'gnu++17', 'gnu++20'].map((name) => ['cc', name] as const);

describe.each([...standards, ...standardsOfCxx])('%s %s', (language, standard) => {
  test.each(language === 'c' ? ['gcc', 'clang'] : ['g++', 'clang++'])('%s, without the library', async (compiler) => {
    const command = `${compiler} -std=${standard} ${warnings} -I ${includeFolder}`;
    expect(await syntaxCheck({ ...allAtOnce(language), ...eachAlone(language) }, command)).toBe('');
  });
});

test.each(
  standards.flatMap(([, standard]) => [
    ['gcc', standard],
    ['clang', standard],
  ]),
)('with the library: %s %s', async (cc, standard) => {
  const { stdout } = await ktest(['flags', '--cflags', '--cc', cc]);
  const flags = stdout.trim().replace('-std=gnu11', `-std=${standard}`);
  expect(await syntaxCheck({ ...allAtOnce('c'), ...eachAlone('c') }, `${cc} ${flags} ${warnings}`)).toBe('');
});
