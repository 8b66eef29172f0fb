// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tryCommand } from '../util/command.js';

/** How the log of a run marks a module that was asked for by request_module(): kernel/host/signals.c. */
const mark = 'module:';

export function isRequest(name: string): boolean {
  return name.startsWith(mark);
}

/** Built sources, and the module that each belongs to. */
export interface BuiltModules {
  root: string;
  sources: string[];
  moduleOf(source: string): string;
}

/** Sources of the modules that a request means, by their aliases or their names. */
export function providersOf(request: string, { root, sources, moduleOf }: BuiltModules): string[] {
  const name = request.slice(mark.length);
  const aliased = sourcesWithAlias(name, root, sources);
  const modules = new Set(aliased.length > 0 ? aliased.map(moduleOf) : [name]);
  const plain = (text: string) => text.replaceAll('-', '_');
  const names = new Set([...modules].map(plain));
  return sources.filter((source) => names.has(plain(moduleOf(source))) && startsModule(path.join(root, source)));
}

function startsModule(file: string): boolean {
  return /^(module_\w+|\w+_initcall(_sync)?)\s*\(/m.test(readFileSync(file, 'utf8'));
}

/** MODULE_ALIAS("crypto-crc32c"), or what its relatives make of it: MODULE_ALIAS_CRYPTO("crc32c"). */
function sourcesWithAlias(name: string, root: string, sources: string[]): string[] {
  const arguments_ = [name, ...[...name.matchAll(/[-_]/g)].map(({ index }) => name.slice(index + 1))];
  const words = arguments_.filter((text) => text !== '').flatMap((text) => ['-e', `("${text}")`, '-e', `(${text})`]);
  const found = tryCommand('grep', ['-oHF', ...words, ...sources], undefined, root);
  const files = new Set((found?.stdout ?? '').split('\n').map((line) => line.slice(0, line.indexOf(':'))));
  return [...files].filter((file) => file !== '' && aliases(readFileSync(path.join(root, file), 'utf8')).has(name));
}

function aliases(text: string): Set<string> {
  const found = text.matchAll(/^\s*MODULE_ALIAS(?:_([A-Z]+))?\s*\(\s*"?([^")]*)"?\s*\)/gm);
  return new Set(
    [...found].flatMap(([, kind, value = '']) =>
      kind === undefined ? [value] : ['-', '_'].map((sign) => `${kind.toLowerCase()}${sign}${value}`),
    ),
  );
}
