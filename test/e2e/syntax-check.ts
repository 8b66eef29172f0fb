// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { folder, repository, startProgram } from './rig.js';

export const includeFolder = path.join(repository, 'kernel/include');

/** The emulated headers, as code includes them, but for those that only others include. */
export const kernelHeaders = readdirSync(includeFolder, { recursive: true, encoding: 'utf8' })
  .filter((name) => /^(asm|crypto|linux|net)\/.*\.h$/.test(name) && !name.includes('fortify-string'))
  .sort();

/** Compiles each source by `command`, and no further than to see whether it is right; returns what was said. */
export async function syntaxCheck(sources: Record<string, string>, command: string): Promise<string> {
  const place = folder(sources);
  const rules = `rule cc\n  command = ${command.replaceAll('$', '$$')} -fsyntax-only $in && touch $out\n`;
  const edges = Object.keys(sources).map((name) => `build ${name}.ok: cc ${name}\n`);
  writeFileSync(path.join(place, 'build.ninja'), rules + edges.join(''));
  const done = await startProgram('ninja', ['-C', place, '-k', '0', '-j', '2', '--quiet']).done;
  return done.stdout;
}

const libc = ['poll', 'stdio', 'stdlib', 'string', 'time', 'unistd'];
const sockets = ['arpa/inet', 'netinet/in', 'sys/socket'];
const libcxx = 'algorithm chrono cstdlib functional iostream memory numeric random string thread'.split(' ');

/**
 * All headers in one file: in both orders, before and after the language's library. In C with the library, structures of
 * sockets are the kernel's, but for the file of main(), so none of libc’s socket headers.
 */
export function allAtOnce(language: 'c' | 'cc', hasLibrary = false): Record<string, string> {
  const includes = (names: readonly string[]) => names.map((name) => `#include <${name}>\n`).join('');
  const ofLibc = hasLibrary ? libc : [...sockets, ...libc];
  const library = includes([...ofLibc.map((name) => `${name}.h`), ...(language === 'cc' ? libcxx : [])]);
  const forth = includes(kernelHeaders);
  const back = includes([...kernelHeaders].reverse());
  return {
    [`forth_first.${language}`]: forth + library,
    [`forth_last.${language}`]: library + forth,
    [`back_first.${language}`]: back + library,
    [`back_last.${language}`]: library + back,
  };
}

/** Each header in a file of its own, and twice there. */
export function eachAlone(language: 'c' | 'cc'): Record<string, string> {
  return Object.fromEntries(
    kernelHeaders.map((name) => [
      `${name.replaceAll('/', '_')}.${language}`,
      `#include <${name}>\n#include <${name}>\n`,
    ]),
  );
}
