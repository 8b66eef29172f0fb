// SPDX-License-Identifier: MIT OR GPL-2.0-only
// What tests of tree headers share.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { linux, results } from './rig.js';

/** A run's verdicts by SUITE.CASE, too. */
export async function verdicts(args: string[], env: Record<string, string> = {}) {
  const done = await results(args, { env });
  const found = Object.fromEntries(done.all.map((one) => [`${one.suite}.${one.case}`, one.verdict]));
  return { ...done, found };
}

/** A copy of the tree by hard links, but for some files: each is the original's text, changed. */
export function treeWith(changes: Record<string, (text: string) => string>): string {
  const tree = mkdtempSync(`${linux}-copy-`);
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  execFileSync('cp', ['-al', `${linux}/.`, tree]);
  for (const [file, change] of Object.entries(changes)) {
    const target = path.join(tree, file);
    const text = existsSync(target) ? readFileSync(target, 'utf8') : '';
    rmSync(target, { force: true });
    writeFileSync(target, change(text));
  }
  return tree;
}
