// SPDX-License-Identifier: MIT OR GPL-2.0-only
// User-space test programs of a kernel tree (tools/testing), with the tree's own headers in place of their shims.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ktest, linux } from './rig.js';
import { verdicts } from './tree-rig.js';

const folder = 'tools/testing/radix-tree';

test('multi-order entries: no header of the shims is read', { timeout: 600_000 }, async () => {
  const file = path.join(linux, folder, 'multiorder.c');
  const done = await verdicts(['--tree', linux, file]);
  expect(done.found).toEqual({ 'multiorder.main': 'passed' });
  const explained = await ktest(['run', '--tree', linux, file, '--explain']);
  const program = /^program of .*multiorder\.c: (.*)$/m.exec(explained.stderr)?.[1] ?? '';
  const build = program.slice(0, program.indexOf('/bin/'));
  for (const source of ['multiorder', 'test']) {
    const object = `obj/${folder}/${source}.c.o`;
    const read = execFileSync('ninja', ['-C', build, '-t', 'deps', object], { encoding: 'utf8' });
    expect(read).toContain(path.join(linux, 'include/linux/xarray.h'));
    expect(read).not.toMatch(/tools\/include|shared\/linux|urcu/);
  }
  // The wrapper of the code under test is the test's own; what stands for the kernel's allocator is not.
  expect(explained.stderr).toContain('  source   tools/testing/shared/xarray-shared.c\n');
  expect(explained.stderr).not.toContain('tools/testing/shared/linux.c');
  expect(explained.stderr).toContain('  source   lib/radix-tree.c\n');
});

test('a program that stands in for a header of the code under test says so', { timeout: 600_000 }, async () => {
  const done = await ktest(['run', '--tree', linux, path.join(linux, 'tools/testing/vma/vma.c')]);
  expect(done.stderr).toContain('tools/testing/vma/vma_internal.h takes the place of mm/vma_internal.h');
  expect(done.status).toBe(3);
});
