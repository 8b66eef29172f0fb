// SPDX-License-Identifier: MIT OR GPL-2.0-only
// `ktest run` of files that have a main() and no KUnit suite.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, repository, results } from './rig.js';

const head = '#include <stdio.h>\n#include <stdlib.h>\n#include <linux/bug.h>\n#include <linux/slab.h>\n';

test('programs in the drop-in’s style pass, unmodified', async () => {
  const names = ['balance', 'mpi', 'skb', 'trie'];
  const found = await results(
    names.map((name) => path.join('test/dropin', name, 'main.c')),
    { cwd: repository },
  );
  expect(found.status).toBe(0);
  expect(found.all.map(({ suite, case: name, verdict }) => `${suite}.${name} ${verdict}`).sort()).toEqual(
    names.map((name) => `${name}.main passed`),
  );
});

describe('each way to end', () => {
  test.each([
    ['return 0', '\tputs("hello");\n\treturn 0;', 'passed', undefined],
    ['memory that is left', '\treturn !kmalloc(8, GFP_KERNEL);', 'passed', undefined],
    ['exit(0)', '\texit(0);', 'passed', undefined],
    ['return 3', '\treturn 3;', 'failed', /main\(\) ended with status 3/],
    ['exit(2)', '\texit(2);', 'failed', /main\(\) ended with status 2/],
    ['BUG_ON()', '\tBUG_ON(head != 1);\n\treturn 0;', 'crashed', /kernel BUG/],
    ['abort()', '\tabort();', 'crashed', /SIGABRT/],
    [
      'a write after kfree()',
      '\tvolatile char *p = kmalloc(8, GFP_KERNEL);\n\tkfree((void *)p);\n\tp[1] = 2;\n\treturn 0;',
      'failed',
      /./,
    ],
  ])('%s', async (_, body, verdict, said) => {
    const root = folder({ 'prog.c': `${head}static volatile int head;\nint main(void)\n{\n${body}\n}\n` });
    const found = await results(['prog.c'], { cwd: root });
    const [only] = found.all;
    expect(only).toMatchObject({ suite: 'prog', case: 'main', verdict });
    expect(found.status).toBe(verdict === 'passed' ? 0 : 1);
    if (said) expect(JSON.stringify(only)).toMatch(said);
  });
});

test('functions of the other files of the folder are linked, arguments are none, sanitizers work', async () => {
  const files = {
    'prog.c': `${head}int twice(int x);\nint main(int argc, char **argv)\n{\n\treturn twice(argc) != 2 || argv[1];\n}\n`,
    'twice.c': 'int twice(int x);\nint twice(int x) { return 2 * x; }\n',
  };
  const root = folder(files);
  for (const words of [[], ['--sanitize', 'address,undefined']])
    expect((await results(['prog.c', ...words], { cwd: root })).all[0]?.verdict, words.join(' ')).toBe('passed');
});

test('where there is no process for it, that is said', async () => {
  const root = folder({ 'prog.c': `${head}int main(void) { return 0; }\n` });
  const guest = await ktest(['run', 'prog.c', '--backend', 'qemu', '--kernel', 'debian:6.12'], { cwd: root });
  expect(guest).toMatchObject({
    status: 2,
    stderr: 'ktest: prog.c has a main(), so it is no module: run it without --backend\n',
  });
  // A folder's programs are the Makefile's, not tests.
  expect((await ktest(['run', '.'], { cwd: root })).status).toBe(4);
});
