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

test("areas of memory: the structures are the kernel's, not those of the stand-in", { timeout: 600_000 }, async () => {
  const file = path.join(linux, 'tools/testing/vma/vma.c');
  const done = await verdicts(['--tree', linux, file]);
  expect(done.found).toEqual({ 'vma.main': 'passed' });
  expect(JSON.stringify(done.all)).toMatch(/(\d+) tests run, \1 passed, 0 failed/);
  const explained = await ktest(['run', '--tree', linux, file, '--explain']);
  expect(explained.stderr).not.toContain('tools/testing/shared/linux.c');
  const program = /^program of .*vma\.c: (.*)$/m.exec(explained.stderr)?.[1] ?? '';
  const build = program.slice(0, program.indexOf('/bin/'));
  const read = execFileSync('ninja', ['-C', build, '-t', 'deps', 'obj/tools/testing/vma/vma.c.o'], {
    encoding: 'utf8',
  });
  for (const header of ['mm/vma_internal.h', 'mm/internal.h', 'include/linux/mm_types.h'])
    expect(read).toContain(path.join(linux, header));
  expect(read).not.toMatch(/tools\/include|shared\/linux|vma\/linux/);
  // A member that only the kernel's structure has.
  const members = execFileSync('gdb', ['-batch', '-ex', 'ptype struct mm_struct', program], { encoding: 'utf8' });
  expect(members).toContain('mmap_base');
});
