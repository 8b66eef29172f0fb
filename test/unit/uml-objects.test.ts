// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startWithObjectsOfAnother } from '../../src/backends/uml/uml-objects.js';

/** Folders with these files, each a second younger than the one before it. */
function objtrees(files: string[]): (name: string) => string {
  const top = mkdtempSync(path.join(os.tmpdir(), 'ktest-objects-'));
  onTestFinished(() => rmSync(top, { recursive: true, force: true }));
  for (const [at, name] of files.entries()) {
    const file = path.join(top, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, name);
    utimesSync(file, 1000 + at, 1000 + at);
  }
  return (name) => path.join(top, name);
}

const begin = (objtree: string) => startWithObjectsOfAnother(objtree, () => {});

test('a new configuration begins with the objects of the last whole kernel', async () => {
  const whole = ['.config', '.ktest-configured', '.ktest-lock', 'init/main.o', 'linux'];
  const at = objtrees([
    ...['old', 'last'].flatMap((folder) => whole.map((name) => `${folder}/${name}`)),
    'last-run.json',
    'cut/.config',
    'cut/init/main.o',
    'new/.ktest-lock',
    'new/init/left.o',
  ]);
  await begin(at('new'));
  expect(readFileSync(at('new/init/main.o'), 'utf8')).toBe('last/init/main.o');
  expect(statSync(at('new/init/main.o')).mtimeMs).toBe(statSync(at('last/init/main.o')).mtimeMs);
  expect(readFileSync(at('new/.config'), 'utf8')).toBe('last/.config');
  expect(readFileSync(at('new/.ktest-lock'), 'utf8')).toBe('new/.ktest-lock');
  for (const name of ['new/.ktest-configured', 'new/linux', 'new/init/left.o', 'new.copy']) {
    expect(existsSync(at(name))).toBe(false);
  }
  expect(existsSync(at('last/init/main.o'))).toBe(true);
});

test('what is configured keeps its objects, and the first one begins with none', async () => {
  const at = objtrees(['one/.config', 'one/main.o', 'one/linux', 'two/.config', 'two/main.o', 'three/.ktest-lock']);
  await begin(at('two'));
  expect(readFileSync(at('two/main.o'), 'utf8')).toBe('two/main.o');
  rmSync(at('one/linux'));
  await begin(at('three'));
  expect(existsSync(at('three/main.o'))).toBe(false);
});
