// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, suite } from './rig.js';

const value = (expected: number) => ({ reads: `\tKUNIT_EXPECT_EQ(test, value(), ${expected});` });

describe('every run is about the files as they are now', () => {
  test('a source that is replaced by an older file is compiled again, a header too', async () => {
    const root = folder({
      'a_test.c': suite(value(1), { head: 'int value(void);' }),
      'a.c': '#include "a.h"\nint value(void);\nint value(void) { return VALUE; }\n',
      'a.h': '#define VALUE 1\n',
      'old.h': '#define VALUE 2\n',
      'old.txt': 'int value(void);\nint value(void) { return 3; }\n',
    });
    const at = (name: string) => path.join(root, name);
    for (const name of ['old.h', 'old.txt']) utimesSync(at(name), 1e9, 1e9);
    expect((await ktest(['run'], { cwd: root })).status).toBe(0);

    cpSync(at('old.h'), at('a.h'), { preserveTimestamps: true });
    const header = await results([], { cwd: root });
    expect(header.cases['reads']?.failures[0]?.text).toContain('value() == 2');

    cpSync(at('old.txt'), at('a.c'), { preserveTimestamps: true });
    const source = await results([], { cwd: root });
    expect(source.cases['reads']?.failures[0]?.text).toContain('value() == 3');
  });

  test('a trap is reconsidered: a helper that compiles again, a file that is new, one that is gone', async () => {
    const root = folder({
      'a_test.c': suite(value(1), { head: 'int value(void);' }),
      'helper.c': 'int value(void);\nint value(void) { return 1 }\n',
    });
    const helper = path.join(root, 'helper.c');
    const broken = await ktest(['run'], { cwd: root });
    expect(broken.stderr).toContain('expected ‘;’ before ‘}’');
    expect(broken.status).toBe(3);

    writeFileSync(helper, 'int value(void);\nint value(void) { return 1; }\n');
    expect((await ktest(['run'], { cwd: root })).status).toBe(0);

    rmSync(helper);
    const gone = await results([], { cwd: root });
    expect(gone.cases['reads']?.verdict).toBe('unsupported');
    expect(gone.cases['reads']?.reason).toMatch(
      /^value is declared, but no file of the project defines it, nor does the emulated kernel \(called from a_test\.c:\d+\)$/,
    );

    writeFileSync(path.join(root, 'another.c'), 'int value(void);\nint value(void) { return 1; }\n');
    expect((await ktest(['run'], { cwd: root })).status).toBe(0);
  });

  test('an object that is damaged, or a file of somebody else in its place, is made again', async () => {
    const root = folder({
      'a_test.c': suite(value(1), { head: 'int value(void);' }),
      'a.c': 'int value(void);\nint value(void) { return 1; }\n',
    });
    const words = ['run', '--build-dir', 'built'];
    expect((await ktest(words, { cwd: root })).status).toBe(0);
    const object = path.join(root, 'built', 'obj', 'a.c.o');
    for (const damage of ['not an object\n', '']) {
      writeFileSync(object, damage);
      const done = await ktest(words, { cwd: root });
      expect(done.stderr).toBe('');
      expect(done.status).toBe(0);
    }
  });

  test('a file of the test’s folder wins over the emulated kernel', async () => {
    const root = folder({
      'a_test.c': suite(
        { own: '\tKUNIT_EXPECT_EQ(test, int_sqrt(16), 77);\n\tKUNIT_EXPECT_STREQ(test, skip_spaces("  a"), "mine");' },
        { head: '#include <linux/math.h>\n#include <linux/string.h>' },
      ),
      'arithmetic.c': '#include <linux/math.h>\nunsigned long int_sqrt(unsigned long x) { return 77; }\n',
      'text.c': '#include <linux/string.h>\nchar *skip_spaces(const char *text) { return "mine"; }\n',
    });
    const done = await ktest(['run', '--explain'], { cwd: root });
    expect(done.stderr).toContain('source  arithmetic.c: defines int_sqrt');
    expect(done.stdout).toContain('ok 1 own');
    expect(done.status).toBe(0);
  });
});

describe('what a kernel build refuses is refused', () => {
  test.each([
    ['a function that no header declares', 'module_misc_device(foo);', 'implicit declaration of function'],
    ['implicit int', 'static counter = 1; (void)counter;', 'defaults to ‘int’'],
    ['an incompatible pointer', 'long l = 1; int *p = &l; KUNIT_EXPECT_EQ(test, *p, 1);', 'incompatible'],
  ])('%s', async (_, body, message) => {
    const root = folder({ 'a_test.c': suite({ never: `\t${body}` }, { head: 'extern int foo;' }) });
    const done = await ktest(['run', '--cc', 'gcc'], { cwd: root });
    expect(done.stderr).toContain(message);
    expect(done.status).toBe(3);
  });

  test('a missing return value', async () => {
    const root = folder({
      'a_test.c': suite({ calls: '\tKUNIT_EXPECT_EQ(test, answer(), 42);' }, { head: 'int answer(void);' }),
      'a.c': 'int answer(void);\nint answer(void) { }\n',
    });
    const done = await ktest(['run'], { cwd: root });
    expect(done.stderr).toContain('-Werror=return-type');
    expect(done.status).toBe(3);
  });

  test('what describes a module is a declaration of a string, with its semicolon', async () => {
    const described = (words: string) => `#include <linux/module.h>\n${words}\nMODULE_LICENSE("GPL");\n`;
    const refused: [words: string, message: string][] = [
      ['MODULE_AUTHOR("a")', 'expected ‘;’ before'],
      ['MODULE_DESCRIPTION(nobody);', 'expected ‘)’ before'],
    ];
    for (const [words, message] of refused) {
      const cwd = folder({ 'a_test.c': described(words) + suite({ never: '' }) });
      const done = await ktest(['run', '--cc', 'gcc'], { cwd });
      expect(done.stderr).toContain(message);
      expect(done.status).toBe(3);
    }
  });

  test('the sentence names what helps: a header, a name that was meant, a tree', async () => {
    const root = folder({
      'a_test.c': suite({
        never:
          '\tint_sqrrt(4);\n\tregister_netdevice_notifier(NULL);\n\tstruct list_head h;\n\tINIT_LIST_HEAD(&h);\n\tilog2(4);',
      }),
      'b_test.c': `#include <linux/phylink.h>\n${suite({ never: '' })}`,
      'c_test.c': `#include <asm/slab.h>\n${suite({ never: '' })}`,
    });
    const done = await ktest(['run'], { cwd: root });
    expect(done.status).toBe(3);
    expect(done.stderr).toContain('int_sqrrt() is not emulated: did you mean int_sqrt()?');
    expect(done.stderr).toContain(
      "register_netdevice_notifier() is not emulated: if it is yours, declare it; if it is a kernel's, build with its sources: ktest run --tree ~/linux ./",
    );
    expect(done.stderr).toContain(
      `linux/phylink.h is not emulated (included by ${root}/b_test.c); a kernel source tree may have it: ktest run --tree ~/linux ./b_test.c`,
    );
    expect(done.stderr).toContain(
      `asm/slab.h is not emulated (included by ${root}/c_test.c): did you mean linux/slab.h?`,
    );
  });
});

test("the emulated kernel's library is compiled as far as programs need it", async () => {
  const env = { KTEST_CACHE: folder({}) };
  const root = folder({ 'plain_test.c': suite({ adds_up: '	KUNIT_EXPECT_EQ(test, 1, 1);' }) });
  const archives = () =>
    readdirSync(path.join(env.KTEST_CACHE, 'runtime'), { recursive: true, encoding: 'utf8' })
      .map((name) => path.basename(name))
      .filter((name) => name.endsWith('.a'));
  expect((await results(['plain_test.c'], { cwd: root, env })).cases['adds_up']?.verdict).toBe('passed');
  expect(archives()).toEqual(['libktest-base.a']);

  const stores = `	DEFINE_XARRAY(xa);
	KUNIT_EXPECT_PTR_EQ(test, xa_store(&xa, 1, test, GFP_KERNEL), NULL);
	KUNIT_EXPECT_PTR_EQ(test, xa_load(&xa, 1), test);
	xa_destroy(&xa);`;
  const lacks = '	not_emulated_at_all();';
  const head = '#include <linux/xarray.h>\nvoid not_emulated_at_all(void);';
  writeFileSync(path.join(root, 'more_test.c'), suite({ stores, lacks }, { head }));
  const { cases } = await results(['.'], { cwd: root, env });
  expect(cases['adds_up']?.verdict).toBe('passed');
  expect(cases['stores']?.verdict).toBe('passed');
  expect(cases['lacks']?.verdict).toBe('unsupported');
  expect(archives().sort()).toEqual(['libktest-base.a', 'libktest.a']);

  // A name that libc has asks for no more of the runtime: so none of what is compiled later may be one.
  const names = (archive: string) =>
    execFileSync('nm', ['-f', 'posix', '-g', '--defined-only', ...archive.split(' ')], { encoding: 'utf8' })
      .split('\n')
      .map((line) => line.split(' ')[0] ?? '');
  const runtime = path.join(env.KTEST_CACHE, 'runtime');
  const [id = ''] = readdirSync(runtime);
  const inBase = new Set(names(path.join(runtime, id, 'libktest-base.a')));
  const libc = execFileSync('gcc', ['-print-file-name=libc.so.6'], { encoding: 'utf8' }).trim();
  const ofLibc = new Set(names(`-D ${libc}`).map((name) => name.replace(/@.*/, '')));
  const later = names(path.join(runtime, id, 'libktest.a')).filter((name) => !inBase.has(name));
  expect(later.filter((name) => ofLibc.has(name))).toEqual([]);
});
