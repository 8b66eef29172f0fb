// SPDX-License-Identifier: MIT OR GPL-2.0-only

import { painter } from '../report/words.js';
import { useColor } from './color.js';
import { missingIncludeNotes } from './missing-include.js';
import type { Arguments } from './parse.js';
import type { Prepared } from './prepared.js';

/** On standard error: the compilers' output first, untouched; then one sentence for each file. */
export function sayBuildMessages(built: Prepared['built'], args: Arguments): void {
  const paint = painter(useColor(args, process.stderr));
  const said = new Set<string>();
  const say = (text: string) => {
    if (!said.has(text)) process.stderr.write(`${text}\n`);
    said.add(text);
  };
  for (const warning of built.warnings) say(warning);
  const failed = built.tests.flatMap((test) =>
    test.program === undefined ? test.failures.map((failure) => failure.output) : [],
  );
  const missing = missingIncludeNotes([...built.warnings, ...failed]);
  for (const note of built.notes) say(`${paint('yellow', 'note:')} ${note}`);
  for (const test of built.tests) {
    if (test.program !== undefined) continue;
    for (const failure of test.failures) {
      if (failure.output) say(failure.output);
      say(`${paint('red', 'ktest:')} ${failure.sentence}`);
    }
  }
  for (const note of missing) say(`${paint('yellow', 'note:')} ${note}`);
}
