// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { expect } from 'vitest';
import { everywhere, inProcesses, ninjaFiles, type Proofs } from './option-proofs.js';
import { linux, results } from './rig.js';

/** With the headers of a tree. */
export const tree = {
  ...everywhere,
  ...inProcesses,
  tree: async ({ ktest }) => {
    expect((await ktest(['a_test.c', 'demo.draws', '--explain'])).stderr).toContain(`tree       ${linux} (Linux 6.12`);
  },
  headers: async ({ ktest }) => {
    const done = await ktest(['a_test.c', '--headers', 'emulated']);
    expect(done.stderr).toContain('--headers emulated: --tree ');
    expect((await ktest(['a_test.c', 'demo.draws', '--headers', 'tree'])).status).toBe(0);
  },
  kconfig: async ({ ktest }) => {
    const done = await ktest(['a_test.c', 'demo.draws', '--kconfig', 'SPARC64=y']);
    expect(done.stderr).toContain('SPARC64');
    expect(done.status).toBe(2);
  },
  // These compile all sources anew.
  sanitize: 'tree-sanitize.test.ts',
  explore: 'tree-explore.test.ts',
  schedule: 'tree-explore.test.ts',
  cc: async (one) => {
    expect(await ninjaFiles(one, ['a_test.c'])).not.toContain('clang');
    expect(await ninjaFiles(one, ['a_test.c', '--cc', 'clang'])).toContain('clang');
  },
  debugInfo: async (one) => {
    expect(await ninjaFiles(one, ['a_test.c'])).not.toContain(' -g1 ');
    expect(await ninjaFiles(one, ['a_test.c', '--debug-info', 'lines'])).toContain(' -g1 ');
  },
  strict: async () => {
    // test/long/tree-strict.test.ts has the rest.
    const words = ['--tree', linux, 'lib/kunit_iov_iter.c', '*.iov_kunit_copy_to_kvec'];
    expect((await results(words)).cases['iov_kunit_copy_to_kvec']?.verdict).toBe('passed');
    expect((await results([...words, '--strict'])).cases['iov_kunit_copy_to_kvec']?.verdict).toBe('leaked');
  },
} satisfies Proofs;
