// SPDX-License-Identifier: MIT OR GPL-2.0-only

import type { BuildFailure } from '../link/failures.js';
import { painter } from '../report/words.js';
import { type ColorWish, useColor } from './color.js';

export interface BuildMessages {
  warnings: string[];
  notes: string[];
  /** What helps with the failures. */
  advice: string[];
  failures: BuildFailure[];
}

/** On standard error: the compilers' output first, untouched; then one sentence for each file. */
export function sayBuildMessages({ warnings, notes, advice, failures }: BuildMessages, color: ColorWish): void {
  const paint = painter(useColor(color, process.stderr));
  const say = sayOnce();
  for (const warning of warnings) say(warning);
  for (const note of notes) say(`${paint('yellow', 'note:')} ${note}`);
  for (const { output, sentence } of failures) {
    if (output) say(output);
    say(`${paint('red', 'ktest:')} ${sentence}`);
  }
  for (const note of advice) say(`${paint('yellow', 'note:')} ${note}`);
}

function sayOnce(): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (!said.has(text)) process.stderr.write(`${text}\n`);
    said.add(text);
  };
}
