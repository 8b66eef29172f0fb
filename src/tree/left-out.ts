// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import type { ConfiguredTree } from './configure.js';
import { optionOf } from './option-of.js';

/** Where a missing symbol is looked for: from what most modules use to what few do. */
const searched = [
  ['lib', 'kernel', 'mm', 'crypto', 'block'],
  ['fs', 'net', 'drivers/base'],
  ['drivers', 'security', 'sound'],
];

/** A sentence for an exported symbol of a source that the configuration leaves out: which, and by what option. */
export function leftOut({ tree, options }: ConfiguredTree, symbol: string): string | undefined {
  const exports = ['', '_GPL'].flatMap((kind) => [
    ...['-e', `EXPORT_SYMBOL${kind}(${symbol})`],
    ...['-e', `EXPORT_SYMBOL_NS${kind}(${symbol},`],
  ]);
  for (const folders of searched) {
    const found = tryCommand('grep', ['-rlF', '--include=*.c', ...exports, ...folders], undefined, tree.root);
    const sources = (found?.stdout ?? '').split('\n').filter((line) => line !== '');
    const source = sources.sort((a, b) => a.length - b.length)[0];
    if (source === undefined) continue;
    const option = optionOf(tree.root, source);
    const advice =
      option && !options.has(option) ? `add it with --kconfig ${option.replace(/^CONFIG_/, '')}=y` : 'see --kconfig';
    return `kernel symbol ${symbol} is in ${path.normalize(source)}, which this configuration leaves out: ${advice}`;
  }
  return undefined;
}
