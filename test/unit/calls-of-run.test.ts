// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { callFinder } from '../../src/tree/calls-of-run.js';

const program = (text: string) => {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), 'ktest-calls-')), 'program');
  writeFileSync(file, `#!/bin/sh\n${text}`);
  chmodSync(file, 0o755);
  return { program: file, arguments: [] };
};

test('a run for calls goes on as long as its cases end in time', { timeout: 60_000 }, async () => {
  const slow = 'echo "early caller" >> $KTEST_TRAP_LOG\n';
  const [whole, cut] = await callFinder(2, 3).find(
    [
      program(`${slow}for i in 1 2 3; do sleep 2; echo "    not ok $i case"; done\necho late >> $KTEST_TRAP_LOG\n`),
      program(`${slow}echo "    ok 1 case"; while sleep 1; do echo "# ok, it goes on"; done\n`),
    ],
    () => {},
  );
  expect(whole).toEqual({ chains: [['early', 'caller'], ['late']], isCut: false });
  expect(cut).toEqual({ chains: [['early', 'caller']], isCut: true });
});
