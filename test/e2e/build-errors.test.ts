// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, results, suite } from './rig.js';

const passing = { works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' };

describe('bad input: one clear sentence and the documented exit status', () => {
  test('a missing file, with the nearest name', async () => {
    const root = folder({ 'trie_test.c': suite(passing) });
    const done = await ktest(['run', 'trie_tets.c'], { cwd: root });
    expect(done).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'ktest: trie_tets.c: no such file or folder: did you mean trie_test.c?\n',
    });
  });

  test('a folder without tests', async () => {
    const root = folder({ 'trie.c': 'int trie;\n' });
    const done = await ktest(['run', root]);
    expect(done).toMatchObject({
      status: 4,
      stderr: `ktest: ${root}: no file with a KUnit suite there: see \`ktest init\` for a first one\n`,
    });
  });

  test('a source file instead of its test', async () => {
    const root = folder({ 'trie.c': 'int trie;\n', 'trie_test.c': suite(passing) });
    const done = await ktest(['run', `${root}/trie.c`]);
    expect(done).toMatchObject({
      status: 4,
      stderr: `ktest: ${root}/trie.c has no KUnit suite: its test is ${root}/trie_test.c\n`,
    });
  });

  test('unknown commands, options, reporters and filters', async () => {
    const said = async (...args: string[]) => {
      const { status, stderr } = await ktest(args);
      return `${status} ${stderr}`;
    };
    expect(await said('rnu')).toBe('2 ktest: unknown command rnu: did you mean `ktest run`?\n');
    expect(await said('run', '--reporterr', 'ktap')).toBe(
      '2 ktest: unknown option --reporterr: did you mean --reporter?\n',
    );
    expect(await said('run', '--reporter', 'junti')).toBe('2 ktest: --reporter junti: did you mean "junit"?\n');
    expect(await said('run', '--jobs', 'many')).toBe('2 ktest: --jobs many: takes a whole number from 1 to 1024\n');
    expect(await said('run', '--seed', '-1')).toBe(
      '2 ktest: --seed -1: takes a whole number from 0 to 18446744073709551615\n',
    );
    expect(await said('run', '--shard', '3/2')).toContain('2 ktest: --shard 3/2: write I/N with I from 1 to N');
    expect(await said('run', '--fail-fast=yes')).toBe('2 ktest: --fail-fast takes no value\n');
    const root = folder({ 'a_test.c': suite(passing) });
    expect(await said('run', root, '--filter', 'sped>slow')).toBe(
      '2 ktest: --filter "sped>slow": there is no attribute "sped": did you mean "speed"?\n',
    );
    expect(await said('run', root, '--filter', '(a')).toBe(
      '2 ktest: --filter "(a": a closing parenthesis is missing\n',
    );
  });

  test('a syntax error: the compiler’s message untouched, then one line', async () => {
    const root = folder({ 'a_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1)' }) });
    const done = await results([root]);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(`${root}/a_test.c: In function ‘works’`);
    expect(done.stderr.trimEnd().split('\n').at(-1)).toBe(
      `ktest: ${root}/a_test.c does not compile: line 6: expected ‘;’ before ‘}’ token`,
    );
  });

  test('one file that does not build does not keep the others from running', async () => {
    const root = folder({ 'a_test.c': 'kunit_test_suite(\n', 'b_test.c': suite(passing) });
    const done = await results([root]);
    expect(done.status).toBe(3);
    expect(done.cases['works']?.verdict).toBe('passed');
  });

  test('a missing header', async () => {
    const root = folder({ 'a_test.c': suite(passing, { head: '#include <linux/lisst.h>' }) });
    const done = await ktest(['run', root]);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(
      `ktest: linux/lisst.h is not emulated (included by ${root}/a_test.c): did you mean linux/list.h?\n`,
    );
  });

  test("a kernel header that only the system's user-space API has, beside libc's headers", async () => {
    const libc = '#include <stdio.h>\n#include <signal.h>\n#include <sys/ioctl.h>\n#include <sys/socket.h>';
    const root = folder({ 'a_test.c': suite(passing, { head: `${libc}\n#include <linux/if_arcnet.h>` }) });
    const done = await ktest(['run', root]);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(`ktest: linux/if_arcnet.h is not emulated (included by ${root}/a_test.c)`);
  });

  test("a missing header of one's own", async () => {
    const root = folder({ 'a_test.c': suite(passing, { head: '#include "trie.h"' }) });
    const done = await ktest(['run', root]);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(
      `ktest: trie.h, included by ${root}/a_test.c, was not found: add its folder to "include" in ktest.config\n`,
    );
  });

  test('two definers, and the line that settles it', async () => {
    const files = {
      'a_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, answer(), 42);' }, { head: 'int answer(void);' }),
      'one.c': 'int answer(void)\n{\n\treturn 42;\n}\n',
      'two.c': 'int answer(void)\n{\n\treturn 43;\n}\n',
    };
    const root = folder(files);
    const done = await ktest(['run', root]);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain(
      `ktest: answer, needed by ${root}/a_test.c, is defined by ${root}/one.c and by ${root}/two.c: ` +
        `choose one with a line in ${root}/a_test.c: /* ktest: sources one.c */\n`,
    );
    writeFileSync(path.join(root, 'a_test.c'), `/* ktest: sources one.c */\n${files['a_test.c']}`);
    expect((await ktest(['run', root])).status).toBe(0);
  });

  test('a declared source that is not there, and a misspelt directive', async () => {
    const root = folder({ 'a_test.c': `/* ktest: sources gone.c */\n${suite(passing)}` });
    expect(await ktest(['run', root])).toMatchObject({
      status: 2,
      stderr: `ktest: ${root}/a_test.c:1: there is no source file ${root}/gone.c\n`,
    });
    writeFileSync(path.join(root, 'a_test.c'), `/* ktest: needs two nodes */\n${suite(passing)}`);
    expect(await ktest(['run', root])).toMatchObject({
      status: 2,
      stderr: `ktest: ${root}/a_test.c:1: "ktest: needs two nodes": write nodes >= N, cpus >= N, cpuless node or memoryless node, with commas between them\n`,
    });
    writeFileSync(path.join(root, 'a_test.c'), `/* ktest: source gone.c */\n${suite(passing)}`);
    expect(await ktest(['run', root])).toMatchObject({
      status: 2,
      stderr: `ktest: ${root}/a_test.c:1: unknown directive "ktest: source": did you mean "sources"?\n`,
    });
  });

  test('a suite without cases', async () => {
    const root = folder({ 'a_test.c': suite({}) });
    const done = await ktest(['run', root]);
    expect(done.status).toBe(4);
    expect(done.stderr).toContain(
      'ktest: suite demo of a_test.c has no cases\n'.replace('a_test.c', `${root}/a_test.c`),
    );
  });

  test('two cases of one name run both, and it is said', async () => {
    const text = suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }).replace(
      '\tKUNIT_CASE(works),\n',
      '\tKUNIT_CASE(works),\n\tKUNIT_CASE(works),\n',
    );
    const root = folder({ 'a_test.c': text });
    const done = await ktest(['run', '--reporter', 'ktap', root]);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('    1..2\n    ok 1 works\n    ok 2 works\n');
    expect(done.stderr).toContain(`suite demo of ${root}/a_test.c has 2 cases named works`);
  });

  test('a case that is nowhere', async () => {
    const root = folder({ 'a_test.c': suite(passing) });
    expect((await ktest(['run', root, 'demo.wroks'])).status).toBe(4);
    expect(await ktest(['run', `${root}/a_test.c:1`])).toMatchObject({ status: 4 });
  });

  test('an invalid configuration', async () => {
    const at = async (config: string) => {
      const root = folder({ 'a_test.c': suite(passing), 'ktest.config.json': config });
      const done = await ktest(['run'], { cwd: root });
      return `${done.status} ${done.stderr.replaceAll(root, '')}`;
    };
    expect(await at('{ "timeuot": 3 }')).toBe(
      '2 ktest: /ktest.config.json: unknown setting "timeuot": did you mean "timeout"?\n',
    );
    expect(await at('{ "timeout": "soon" }')).toMatch(/^2 ktest: \/ktest.config.json: "timeout": .*number/);
    expect(await at('{ "timeout": 3')).toMatch(/^2 ktest: \/ktest.config.json: .*JSON/);
    expect(await at('{ "include": ["nowhere"] }')).toContain('there is no folder nowhere');
  });

  test('a compiler that is not there, and one that is none', async () => {
    const root = folder({ 'a_test.c': suite(passing) });
    expect(await ktest(['run', root, '--cc', 'gcc-99'])).toMatchObject({
      status: 5,
      stderr:
        'ktest: the compiler gcc-99 is not installed: install it (apt-get install gcc) or name another one with --cc\n',
    });
    expect(await ktest(['run', root, '--cc', 'true'])).toMatchObject({
      status: 5,
      stderr: 'ktest: true is neither gcc nor clang: name one with --cc\n',
    });
  });

  test('a machine without ninja', async () => {
    const root = folder({ 'a_test.c': suite(passing) });
    const done = await ktest(['run', root, '--build-dir', `${root}/out`], {
      env: { PATH: await pathWithout('ninja') },
    });
    expect(done.status).toBe(5);
    expect(done.stderr).toBe('ktest: ninja is not installed: run `ktest doctor` for the command that installs it\n');
  });
});

/** A PATH with all programs but one. */
async function pathWithout(name: string): Promise<string> {
  const { readdirSync, symlinkSync, existsSync } = await import('node:fs');
  const bin = folder({}, 'bin');
  for (const directory of (process.env['PATH'] ?? '').split(':')) {
    if (!existsSync(directory)) continue;
    for (const entry of readdirSync(directory)) {
      if (entry !== name && !existsSync(path.join(bin, entry))) {
        try {
          symlinkSync(path.join(directory, entry), path.join(bin, entry));
        } catch {}
      }
    }
  }
  return bin;
}
