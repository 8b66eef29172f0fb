// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Proofs, scriptInPath } from './option-proofs.js';
import { folder, ktest } from './rig.js';

/** What a kernel's build is told: a make that is found first by PATH keeps it, and fails before it builds anything. */
export async function configuredUml(root: string, words: string[]): Promise<{ config: string; words: string }> {
  const bin = path.join(root, 'failing');
  const [config, told] = [path.join(bin, 'config'), path.join(bin, 'words')];
  rmSync(bin, { recursive: true, force: true });
  const script = `echo "$*" >> '${told}'
for word; do
  case $word in O=*) cat "\${word#O=}/.config" >> '${config}' ;; esac
done
echo 'no build here' >&2
exit 1
`;
  // A kernel that is built already would be taken as it is.
  const env = { ...scriptInPath(bin, 'make', script), KTEST_CACHE: folder({}, 'cache') };
  const done = await ktest(['run', ...words], { cwd: root, env });
  expect(done.stderr).toContain('no build here');
  return { config: readFileSync(config, 'utf8'), words: readFileSync(told, 'utf8') };
}

/** Of options that the kernel's build honours. */
export function inUmlBuild(words: string[]): Pick<Proofs, 'kconfig' | 'jobs'> {
  return {
    kconfig: async ({ root }) => {
      expect((await configuredUml(root, words)).config).not.toContain('CONFIG_MPTCP=y');
      expect((await configuredUml(root, [...words, '--kconfig', 'MPTCP=y'])).config).toContain('CONFIG_MPTCP=y');
    },
    jobs: async ({ root }) => {
      expect((await configuredUml(root, [...words, '--jobs', '3'])).words).toContain(' -j3 ');
    },
  };
}
