// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, repository, startProgram, suite } from './rig.js';

/** A built test program is an ordinary program: gdb, valgrind and a shell know what to do with it. */
describe('programs by hand', () => {
  async function build(target: string): Promise<string> {
    const done = await ktest(['run', '--explain', target]);
    expect(done.status).toBe(0);
    return /^program of .*: (\S+)$/m.exec(done.stderr)?.[1] ?? '';
  }

  test('valgrind on a passing example is clean', async () => {
    const program = await build(path.join(repository, 'examples/pstats'));
    const done = await startProgram('valgrind', ['--error-exitcode=9', '--leak-check=full', '--quiet', program]).done;
    expect(done.stderr).toBe('');
    expect(done.status).toBe(0);
  });

  test('under valgrind the leak check reads memory that nobody wrote, and valgrind tells only of the test', async () => {
    const keep = `	static void *kept;

	WRITE_ONCE(kept, kmalloc(64, GFP_KERNEL));
	KUNIT_EXPECT_NOT_NULL(test, kept);`;
    const use = `	unsigned long *words = kunit_kmalloc(test, 64, GFP_KERNEL);

	KUNIT_EXPECT_NE(test, READ_ONCE(words[3]), 1UL);`;
    const run = async (cases: Record<string, string>) => {
      const program = await build(folder({ 'a_test.c': `#include <linux/slab.h>\n${suite(cases)}` }));
      return startProgram('valgrind', ['--error-exitcode=9', '--quiet', program]).done;
    };
    const clean = await run({ keep });
    expect(clean.stderr).toBe('');
    expect(clean.status).toBe(0);
    const wrong = await run({ keep, use });
    expect(wrong.stderr).toMatch(/uninitialised value\(s\)[\s\S]* use \(a_test\.c:\d+\)/);
    expect(wrong.stderr).not.toContain('leak');
    expect(wrong.status).toBe(9);
  });

  test('gdb stops in the code under test and shows its source', async () => {
    const program = await build(path.join(repository, 'examples/htrie'));
    const args = [
      '-batch',
      '-nx',
      '-ex',
      'break htrie_lookup',
      '-ex',
      'run',
      '-ex',
      'list',
      '-ex',
      'backtrace',
      '--args',
      program,
    ];
    const done = await startProgram('gdb', args, { env: { DEBUGINFOD_URLS: '' } }).done;
    expect(done.stdout).toMatch(/Breakpoint 1, htrie_lookup .* at .*examples\/htrie\/htrie\.c:\d+/);
    expect(done.stdout).toMatch(/\(test=.*\) at .*htrie_test\.c:\d+/);
  });

  test('started by hand it prints KTAP; --list and globs choose', async () => {
    const root = folder({ 'a_test.c': suite({ one: '\tKUNIT_EXPECT_EQ(test, 1, 1);', two: '' }) });
    const program = await build(root);
    const done = await startProgram(program, []).done;
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('KTAP version 1\n1..1\n    KTAP version 1\n    # Subtest: demo\n');
    expect(done.stdout).toContain('    ok 2 two\n');
    expect((await startProgram(program, ['demo.two']).done).stdout).not.toContain('one');
    expect((await startProgram(program, ['demo.three']).done).status).toBe(4);
    expect((await startProgram(program, ['--nonsense']).done).status).toBe(2);
  });

  test("ktest flags serve anyone's own Makefile", async () => {
    const root = folder({ 'a_test.c': suite({ one: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }) });
    writeFileSync(
      path.join(root, 'Makefile'),
      `a_test: a_test.c\n\teval "gcc $$($(KTEST) flags --cflags) -DKBUILD_MODNAME='\\"a\\"' $< $$($(KTEST) flags --libs) -o $@"\n`,
    );
    const made = await startProgram('make', ['-s', '-C', root, `KTEST=${path.join(repository, 'bin/ktest')}`]).done;
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect((await startProgram(path.join(root, 'a_test'), []).done).stdout).toContain('ok 1 one');
  });
});
