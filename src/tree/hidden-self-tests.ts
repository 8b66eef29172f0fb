// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { tryCommand } from '../util/command.js';
import { readTextIfAny } from '../util/files.js';

const testOption = /CONFIG_(\w*(?:DEBUG|SELF_?TEST|TESTS?)\w*)/;

/** For folders of a tree without tests: which file runs self-tests from its module's init, and by which option. */
export function hiddenSelfTests(root: string, folders: string[]): string | undefined {
  const found = tryCommand('grep', ['-rliE', '--include=*.c', 'self_?tests?[(" ]', ...folders]);
  for (const file of (found?.stdout ?? '').split('\n').sort()) {
    const text = readTextIfAny(file) ?? '';
    if (!/^(module_init|\w+_initcall)\s*\(/m.test(text)) continue;
    const makefile = ['Kbuild', 'Makefile']
      .map((name) => readTextIfAny(path.join(path.dirname(file), name)))
      .join('\n');
    const option = testOption.exec(text)?.[1] ?? testOption.exec(makefile)?.[1];
    const name = path.relative(root, file);
    return `; ${name} seems to run self-tests when it is loaded: name that file${option ? ` and add --kconfig ${option}=y` : ''}`;
  }
  return undefined;
}
