// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';
import { UserError } from '../util/user-error.js';
import type { KernelTree } from './kernel-tree.js';
import { unfulfilled, wishOf } from './kunitconfig.js';

/** Refuses lines of a .config that Kconfig did not take: which, and what Kconfig says of the option. */
export function mustHold(lines: string[], options: Map<string, string>, tree: KernelTree): void {
  const [refused] = unfulfilled(lines, options);
  if (refused === undefined) return;
  const { option, value } = wishOf(refused);
  const name = option.replace('CONFIG_', '');
  throw new UserError(`--kconfig ${name}=${value} does not take effect: ${reason(tree, name, value)}`);
}

function reason(tree: KernelTree, name: string, value: string): string {
  const entries = entriesOf(tree, name);
  if (entries.length === 0) return `Linux ${tree.version} has no option of that name`;
  const place = entries.map(({ where }) => where).join(', ');
  const text = entries.map((entry) => entry.text).join('\n');
  if (/^\s*(def_)?bool/m.test(text) && !/^[yn]$/.test(value)) return `it takes y or n (${place})`;
  if (!/^\s*(bool|tristate|string|int|hex|prompt)\s+["']/m.test(text))
    return `it has no prompt, other options select it (${place}): set one of those`;
  const needs = [...text.matchAll(/^\s*depends on (.*?)\s*$/gm)].map((match) => match[1]);
  if (value === 'n') return `another option selects it (${place})`;
  return needs.length > 0
    ? `it depends on ${needs.join(' and ')} (${place}), for ARCH=um and without modules: add what is missing with --kconfig, too`
    : `Kconfig did not take it (${place}): a menu around it may depend on something`;
}

/** Where Kconfig files define an option, with the lines of each definition. */
function entriesOf(tree: KernelTree, name: string): { where: string; text: string }[] {
  const pattern = `^(menu)?config ${name}$`;
  const found = tryCommand('grep', ['-rnE', '--include=Kconfig*', pattern, '.'], undefined, tree.root);
  return (found?.stdout ?? '').split('\n').flatMap((hit) => {
    const [, file = '', line = ''] = /^\.\/([^:]+):(\d+):/.exec(hit) ?? [];
    if (file === '' || /^arch\/(?!um\/|x86\/um\/)/.test(file)) return [];
    const after = (readTextIfAny(path.join(tree.root, file)) ?? '').split('\n').slice(Number(line));
    const end = after.findIndex((text) => /^(menu)?config |^(end)?(menu|if|choice)\b|^\s*help\b/.test(text));
    return { where: `${file}:${line}`, text: after.slice(0, end < 0 ? undefined : end).join('\n') };
  });
}
