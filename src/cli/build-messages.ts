// SPDX-License-Identifier: MIT OR GPL-2.0-only

import type { BuildFailure } from '../link/failures.js';
import { painter } from '../report/words.js';
import { useColor } from './color.js';
import { missingIncludeNotes } from './missing-include.js';
import type { Arguments } from './parse.js';
import type { Prepared } from './prepared.js';

/** On standard error: the compilers' output first, untouched; then one sentence for each file. */
export function sayBuildMessages(built: Prepared['built'], args: Arguments): void {
  const paint = painter(useColor(args, process.stderr));
  const say = sayOnce();
  for (const warning of built.warnings) say(warning);
  const failed = built.tests.flatMap((test) =>
    test.program === undefined ? test.failures.map((failure) => failure.output) : [],
  );
  const missing = missingIncludeNotes([...built.warnings, ...failed]);
  for (const note of built.notes) say(`${paint('yellow', 'note:')} ${note}`);
  sayFailures(
    built.tests.flatMap((test) => (test.program === undefined ? test.failures : [])),
    args,
    say,
  );
  for (const note of missing) say(`${paint('yellow', 'note:')} ${note}`);
}

export function sayFailures(failures: BuildFailure[], args: Arguments, say = sayOnce()): void {
  const paint = painter(useColor(args, process.stderr));
  for (const { output, sentence } of failures) {
    if (output) say(output);
    say(`${paint('red', 'ktest:')} ${sentence}`);
  }
}

function sayOnce(): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) process.stderr.write(`${text}\n`);
    said.add(text);
  };
}
