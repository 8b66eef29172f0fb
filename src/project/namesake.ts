// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { isFile } from '../util/files.js';

const namePatterns = [/^(.+)[_-](?:k?unit[_-])?tests?$/, /^(.+)[_-]kunit$/, /^test[_-](.+)$/];
const testFolders = new Set(['test', 'tests', 'kunit', 'selftests']);

/**
 * The code under test that a test file's name points to: foo_test.c,
 * foo-test.c, foo_kunit.c and test_foo.c test foo.c beside them, or one folder
 * up when they stand in a folder of tests.
 */
export function namesake(testFile: string): string | undefined {
  const folder = path.dirname(testFile);
  const base = path.basename(testFile, '.c');
  const folders = testFolders.has(path.basename(folder)) ? [folder, path.dirname(folder)] : [folder];
  for (const pattern of namePatterns) {
    const stem = pattern.exec(base)?.[1];
    if (!stem) continue;
    for (const at of folders) {
      for (const name of new Set([stem, stem.replaceAll('-', '_'), stem.replaceAll('_', '-')])) {
        const file = path.join(at, `${name}.c`);
        if (isFile(file)) return file;
      }
    }
  }
  return undefined;
}
