// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/** The option on which the Makefiles of a tree build a source: its folder's, or those above. */
export function optionOf(root: string, source: string): string | undefined {
  const stem = path.basename(source).replace(/\.[cS]$/, '');
  return optionOfTarget(root, path.dirname(source), `${stem}.o`);
}

function optionOfTarget(root: string, folder: string, target: string, depth = 0): string | undefined {
  if (depth > 8) return undefined;
  const at = path.join(root, folder);
  const text = readTextIfAny(path.join(at, 'Kbuild')) ?? readTextIfAny(path.join(at, 'Makefile')) ?? '';
  const lists = text.replaceAll('\\\n', ' ');
  const listed = `\\s*[:+]?=(?:.*\\s)?${target.replace(/[.+-]/g, '\\$&')}(?:\\s|$)`;
  const [, option] = new RegExp(`^obj-\\$\\((CONFIG_\\w+)\\)${listed}`, 'm').exec(lists) ?? [];
  if (option) return option;
  if (new RegExp(`^obj-y${listed}`, 'm').test(lists)) {
    const above = path.dirname(folder);
    return folder === '.' ? undefined : optionOfTarget(root, above, `${path.basename(folder)}/`, depth + 1);
  }
  const [, module] = new RegExp(`^([\\w-]+)-(?:y|objs)${listed}`, 'm').exec(lists) ?? [];
  return module === undefined || module === 'lib' ? undefined : optionOfTarget(root, folder, `${module}.o`, depth + 1);
}
