// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { notLinked } from '../../toolchain/first-error.js';

/** What make said of one module that it did not build. */
export interface ModuleError {
  name: string;
  /** The source that does not compile; undefined: another step failed. */
  source?: string;
  /** Of another step, in words, for after the test's name. */
  sentence: string;
  /** The tools' own words. */
  output: string;
}

/** Which modules a run of Kbuild blames, by its output; `sourceOf` tells the source of NAME/OBJECT. */
export function moduleErrors(output: string, sourceOf: (name: string, object: string) => string | undefined) {
  const errors: ModuleError[] = [];
  let block: string[] = [];
  for (const line of output.split('\n')) {
    const refused = /^ERROR: modpost: (.*?([\w-]+)\.k?o\b.*)/.exec(line);
    const [, place = ''] = /^make\[\d+\]: \*\*\* \[[^\]]*?(\/[\w/.-]+)\.o\] Error/.exec(line) ?? [];
    const object = path.basename(place);
    const name = path.basename(path.dirname(place));
    const source = place && sourceOf(name, object);
    if (refused) errors.push({ name: refused[2] ?? '', sentence: refusal(refused[1] ?? ''), output: line });
    else if (source) errors.push({ name, source, sentence: '', output: block.join('\n') });
    else if (place) errors.push({ name: object, sentence: linkSentence(block), output: block.join('\n') });
    if (place || /^\s+(CC|AS|LD|MODPOST)\b/.test(line) || /^make\b/.test(line)) block = [];
    else block.push(line);
  }
  return errors;
}

function refusal(words: string): string {
  if (words.startsWith('missing MODULE_LICENSE'))
    return 'it has no MODULE_LICENSE(), and the kernel builds no module without one: add MODULE_LICENSE("GPL") to it';
  return `modpost refuses it: ${words}`;
}

/** `ld: a.o: in function 'x': a.c:3: multiple definition of 'x'; b.o:b.c:5: first defined here` */
function linkSentence(block: string[]): string {
  for (const line of block) {
    const match =
      /^(?:\S*ld: )?(\S+?):(?:\S+:)? multiple definition of [`']([^']+)'; \S+?\.o:(?:(\S+?):\d+:)?.* ?first defined here/.exec(
        line,
      );
    if (!match) continue;
    const [, second = '', symbol, first = ''] = match;
    const by = first && first !== second ? ` by ${first} and by ${second}` : ` twice, once by ${second}`;
    return `${symbol} is defined${by}: leave one of them out, or make one definition static`;
  }
  return notLinked('its objects can not be linked', block.join('\n'));
}
