// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Every conformance case, here and in a real kernel; the daily run takes every sixth suite there, and every third with clang.
import { expect, test } from 'vitest';
import { ktest, repository } from '../e2e/rig.js';

test('all conformance suites: the same verdicts in a real kernel', async () => {
  const words = ['--backend', 'process,qemu', '--kernel', 'debian:6.12'];
  const done = await ktest(['run', ...words, 'test/conformance'], { cwd: repository });
  const [, count] = /ktest: (\d+) cases: the same verdicts in process and qemu/.exec(done.stderr) ?? [];
  expect(done.stderr).toContain('the same verdicts');
  expect(Number(count)).toBeGreaterThanOrEqual(700);
  expect(done.status).toBe(0);
});

test.each(['gcc', 'clang'])('all conformance suites and examples under ThreadSanitizer of %s', async (cc) => {
  const words = ['run', 'examples', 'test/conformance', '--sanitize', 'thread', '--cc', cc];
  const done = await ktest(words, { cwd: repository });
  expect(done.stdout).not.toMatch(/not ok|data-race/);
  expect(done.status).toBe(0);
});

test('all conformance suites with clang', async () => {
  const done = await ktest(['run', 'test/conformance', '--cc', 'clang', '--reporter', 'ktap'], { cwd: repository });
  expect(done.stdout).toMatch(/# Totals: pass:\d+ fail:0 /);
  expect(done.status).toBe(0);
});
