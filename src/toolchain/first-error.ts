// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';

/**
 * `FILE does not compile: line 5: expected ‘;’ before ‘}’ token`. A sentence stands alone in some reports, so it
 * says itself what the compiler found first. `where` (" for 6.12") follows "does not compile".
 */
export function notCompiled(source: string, output: string, where = ''): string {
  const error = /^(?:(.+?):(\d+)(?::\d+)?: )?(?:\S+: )?(?:fatal )?error: (.*)$/m.exec(output);
  if (!error) return `${source} does not compile${where}`;
  const [, file, line, text] = error;
  const place =
    file === undefined ? '' : path.basename(file) === path.basename(source) ? `line ${line}: ` : `${file}:${line}: `;
  return `${source} does not compile${where}: ${place}${text}`;
}

/** The linker's first complaint, without the program's name before it. */
export function notLinked(what: string, output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const first = lines.find((line) => !/: in function [`']/i.test(line)) ?? lines[0];
  return first === undefined ? what : `${what}: ${first.replace(/^\S*\bld(?:\.\w+)?: /, '')}`;
}
