// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Every header in every language and standard, with both kinds of engine; the daily run takes a sample (headers, dropin).
// All headers in one file are compiled with each standard. Each header alone, only with a language's first and last: no
// header asks whether a standard between them is used, so it includes the same there as with one of these.
import { describe, expect, test } from 'vitest';
import { ktest } from '../e2e/rig.js';
import { allAtOnce, eachAlone, includeFolder, syntaxCheck } from '../e2e/syntax-check.js';

const warnings = '-Wall -Wextra -Werror';
const standards = ['gnu89', 'gnu99', 'gnu11', 'gnu17', 'gnu2x'].map((name) => ['c', name] as const);
const standardsOfCxx = ['gnu++11', 'gnu++14', 'gnu++17', 'gnu++20'].map((name) => ['cc', name] as const);
const firstAndLast = ['gnu89', 'gnu2x', 'gnu++11', 'gnu++20'];

function sources(language: 'c' | 'cc', standard: string, hasLibrary = false): Record<string, string> {
  return { ...allAtOnce(language, hasLibrary), ...(firstAndLast.includes(standard) ? eachAlone(language) : {}) };
}

describe.each([...standards, ...standardsOfCxx])('%s %s', (language, standard) => {
  test.each(language === 'c' ? ['gcc', 'clang'] : ['g++', 'clang++'])('%s, without the library', async (compiler) => {
    const command = `${compiler} -std=${standard} ${warnings} -I ${includeFolder}`;
    expect(await syntaxCheck(sources(language, standard), command)).toBe('');
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
  expect(await syntaxCheck(sources('c', standard, true), `${cc} ${flags} ${warnings}`)).toBe('');
});
