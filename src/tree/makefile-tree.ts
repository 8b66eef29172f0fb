// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import { readTextIfAny } from '../util/files.js';

/** By what variable a module's Makefile names the kernel that it is built for; most have one of these. */
const kernelVariable =
  /^(?:\w*_)?(?:KDIR|KERN(?:EL)?_?(?:DIR|SRC|PATH|TREE)?|KSRC|K_?BUILD_?DIR|LINUX_?(?:DIR|SRC|PATH)?)$/i;
const assignment = /^[ \t]*(?:export[ \t]+)?(\w+)[ \t]*(\?|:{1,3})?=[ \t]*(.*?)[ \t]*(?:#.*)?$/gm;
/** make -C DIR M=$(PWD) modules */
const recursion = /^\t.*\s-C[ \t]*(\S+).*\b(?:M|SUBDIRS)=/gm;

/** The folders that the Makefiles of a module's folder, and of those above it in its project, name as the kernel's. */
export function makefileTrees(folder: string, root: string): { folder: string; name: string }[] {
  const found: { folder: string; name: string }[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    for (const name of ['GNUmakefile', 'makefile', 'Makefile', 'Kbuild']) {
      const file = path.join(at, name);
      const text = readTextIfAny(file);
      if (text !== undefined) found.push(...treesIn(text, file));
    }
    if (at === root || at === path.dirname(at)) return found;
  }
}

/** Read as text: to run a Makefile only to learn a name from it could do anything. */
function treesIn(text: string, file: string): { folder: string; name: string }[] {
  const joined = text.replaceAll('\\\n', ' ');
  const variables = new Map<string, string[]>();
  for (const [, name = '', operator, value = ''] of joined.matchAll(assignment)) {
    const given = operator === '?' ? process.env[name] : undefined;
    variables.set(name, [...(variables.get(name) ?? []), given ?? value]);
  }
  const words = [...variables]
    .filter(([name]) => kernelVariable.test(name))
    .flatMap(([name, values]) => values.map((value) => ({ value, name: `${name} in ${file}` })));
  for (const [, value = ''] of joined.matchAll(recursion)) words.push({ value, name: file });
  return words.flatMap(({ value, name }) => {
    const folder = expanded(value, variables, path.dirname(file));
    return folder ? [{ folder, name }] : [];
  });
}

/** A value with what it refers to; undefined if that is not known. */
function expanded(value: string, variables: Map<string, string[]>, folder: string): string | undefined {
  let text = value;
  for (let depth = 0; depth < 5 && text.includes('$'); depth++) {
    text = text
      .replace(/\$\(shell +uname +-r\)|`uname -r`/g, os.release())
      .replace(/\$\(shell +pwd\)/g, folder)
      .replace(/\$[({](\w+)[)}]/g, (whole, name: string) => {
        if (name === 'PWD' || name === 'CURDIR' || name === 'src') return folder;
        return variables.get(name)?.[0] ?? process.env[name] ?? whole;
      });
  }
  text = text.replace(/^~(?=\/|$)/, os.homedir()).replaceAll('"', '');
  return text === '' || /[$\s]/.test(text) ? undefined : path.resolve(folder, text);
}
