// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Builds the tool once, and gives all tests one cache, so that the runtime is compiled once. $KTEST_TEST_CACHE names a
 * cache that stays: a second run of a test then starts at once.
 */
export default function setup(): () => void {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  const kept = process.env['KTEST_TEST_CACHE'];
  const cache = kept || mkdtempSync(path.join(os.tmpdir(), 'ktest-cache-'));
  process.env['KTEST_CACHE'] = cache;
  execFileSync('bin/ktest', ['flags', '--libs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  return () => {
    if (!kept) rmSync(cache, { recursive: true, force: true });
  };
}
