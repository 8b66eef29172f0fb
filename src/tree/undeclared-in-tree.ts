// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { undeclaredFunctions } from '../link/undeclared.js';
import { declaration } from '../toolchain/declaration.js';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';
import { enumerated } from '../util/words.js';
import type { ConfiguredTree } from './configure.js';

/** Where a tree's own headers are, as programs of it include them. */
const folders = ['include', 'arch/um/include', 'arch/x86/include'];

/** What helps with functions that nothing which a source includes declares, when its headers are a tree's. */
export function undeclaredInTree(messages: Iterable<string>, configured: ConfiguredTree): string[] {
  return undeclaredFunctions(messages).map((name) => noteOf(name, configured));
}

function noteOf(name: string, { tree, options }: ConfiguredTree): string {
  const found = headerOfTree(name, tree.root);
  if (!found) return `${name}() is declared in no header of Linux ${tree.version}: if it is yours, declare it`;
  const wanted = optionsOf(name, found.text).filter((option) => !options.has(option));
  if (wanted.length === 0) return `${name}() is declared in <${found.name}>: include it`;
  const words = wanted.map((option) => `--kconfig ${option.replace('CONFIG_', '')}=y`);
  return (
    `${name}() is declared in <${found.name}> only with ${enumerated(wanted)}, ` +
    `which this configuration of the tree leaves out: try ${words.join(' ')}`
  );
}

/** The header of a tree that declares a function, or a macro like one. */
export function headerOfTree(name: string, root: string): { name: string; text: string } | undefined {
  return headersWith(name, root).find(({ text }) => declaration('function', name).test(text));
}

/** Whether a header of the tree declares what a program lacks. Names with __ may be made by macros. */
export function isDeclaredByTree(name: string, root: string): boolean {
  const declares = declaration('name', name);
  return name.startsWith('__') || headersWith(name, root).some(({ text }) => declares.test(text));
}

/** The headers that mention a name, linux/ and short names first. */
function headersWith(name: string, root: string): { name: string; text: string }[] {
  const hits = tryCommand('grep', ['-rlw', '--include=*.h', name, ...folders], undefined, root)?.stdout ?? '';
  const rank = (file: string) => (file.startsWith('include/linux/') ? 0 : 1);
  return hits
    .split('\n')
    .filter((file) => file !== '')
    .sort((a, b) => rank(a) - rank(b) || a.length - b.length || (a < b ? -1 : 1))
    .map((file) => ({
      name: file.replace(/^.*?\binclude\/(uapi\/)?/, ''),
      text: readTextIfAny(path.join(root, file)) ?? '',
    }));
}

/** The options whose #if stands around a declaration; none if it is declared without them, too. */
export function optionsOf(name: string, text: string): string[] {
  const declares = declaration('function', name);
  const around: string[][] = [];
  let fewest: string[] | undefined;
  for (const line of text.split('\n')) {
    const [, directive, condition = ''] = /^\s*#\s*(if|ifdef|ifndef|elif|else|endif)\b(.*)/.exec(line) ?? [];
    if (directive?.startsWith('if')) around.push(directive === 'ifndef' ? [] : optionsIn(condition));
    else if (directive === 'endif') around.pop();
    else if (directive !== undefined) around.splice(-1, 1, directive === 'elif' ? optionsIn(condition) : []);
    else if (declares.test(line)) {
      const here = [...new Set(around.flat())];
      if (!fewest || here.length < fewest.length) fewest = here;
    }
  }
  return fewest ?? [];
}

/** Those that a condition wants to be set. */
function optionsIn(condition: string): string[] {
  return [...condition.matchAll(/(!\s*(?:defined|IS_\w+)\s*\(?\s*)?\b(CONFIG_\w+)/g)]
    .filter(([, not]) => not === undefined)
    .map(([, , option = '']) => option);
}
