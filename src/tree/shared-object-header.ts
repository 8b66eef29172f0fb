// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { tryCommand } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { UserError } from '../util/user-error.js';
import type { SharedObjectNames } from './program-tables.js';

/**
 * The C header of a shared object, from its debug information as gdb reads it: prototypes, the
 * scalar types they name, and structures as blocks of the right size and alignment.
 */
export function sharedObjectHeader(file: string, { name, exports }: SharedObjectNames, about: string): string {
  const types = ask(
    file,
    exports.map((symbol) => `whatis ${symbol}`),
  );
  const prototypes = exports.map((symbol, i) => prototype(symbol, types[i]));
  const text = prototypes.join('\n');
  const tags = unique(text.match(/\b(struct|union|enum) \w+/g));
  const words = unique(text.replace(/\b(struct|union|enum) \w+/g, '').match(/\b[a-z_]\w*/gi));
  const typedefs = words.filter((word) => !exports.includes(word) && !ofC.has(word));
  const guard = `${name.toUpperCase()}_H`;
  return [
    `/* ${about} */`,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    '#include <stdbool.h>',
    '#include <stddef.h>',
    '#include <sys/types.h>',
    '#ifdef __cplusplus',
    'extern "C" {',
    '#endif',
    '',
    '/* Boots the kernel code; 0. Once, before all else, by the thread that then calls the rest. */',
    `int ${name}_boot(void);`,
    '',
    ...typedefs.map((word) => scalar(word, ask(file, [`ptype ${word}`])[0])),
    ...tags.map((tag) => block(tag, ask(file, [`print sizeof(${tag})`, `print _Alignof(${tag})`]))),
    '',
    ...prototypes,
    '',
    '#ifdef __cplusplus',
    '}',
    '#endif',
    '#endif',
    '',
  ].join('\n');
}

const ofC = new Set(
  'void bool _Bool char short int long signed unsigned float double const volatile size_t ssize_t loff_t off_t pid_t uid_t gid_t mode_t dev_t'.split(
    ' ',
  ),
);

function unique(words: string[] | null): string[] {
  return [...new Set(words ?? [])].sort();
}

/** What gdb answers to each command; undefined where it does not know. */
function ask(file: string, commands: string[]): (string | undefined)[] {
  const words = commands.flatMap((command) => ['-ex', 'echo @@', '-ex', command]);
  const done = tryCommand('gdb', ['-nx', '-batch', ...words, file]);
  if (!done) {
    throw new UserError('gdb is not installed: it makes the header (apt-get install gdb)', ExitCode.missing);
  }
  const answers = done.stdout.split('@@').slice(1);
  return commands.map((_, i) => /^(?:type|\$\d+) = (.*?)\s*$/s.exec(answers[i] ?? '')?.[1]);
}

/** From `whatis FUNCTION`: "void *(struct xarray *, unsigned long)". */
function prototype(symbol: string, type: string | undefined): string {
  const match = /^(.*?)(\(.*\))$/s.exec(type ?? '');
  if (match) return `${match[1]?.trimEnd()}${match[1]?.endsWith('*') ? '' : ' '}${symbol}${match[2]};`;
  if (type) return `extern ${type.replace(/(\[.*)?$/, (dimension) => ` ${symbol}${dimension}`)};`;
  return `/* ${symbol}: without debug information */`;
}

function scalar(word: string, type: string | undefined): string {
  return type && !/[{(]/.test(type) ? `typedef ${type} ${word};` : `/* ${word}: a type that is not a plain number */`;
}

/** Its size is what a caller needs to have one; what is in it is the kernel's business. */
function block(tag: string, [size, alignment]: (string | undefined)[]): string {
  if (size === undefined || tag.startsWith('enum')) return tag.startsWith('enum') ? `/* ${tag} */` : `${tag};`;
  return `${tag} { _Alignas(${alignment ?? '8'}) unsigned char opaque[${size}]; };`;
}
