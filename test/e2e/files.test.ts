// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { chmodSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, ktestProgram, startProgram, suite } from './rig.js';

const passing = { 'good_test.c': suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }) };
const totals = '# Totals: pass:1 fail:0 skip:0 total:1';

/** A shell's line, with ktest as $K. */
const shell = (line: string, cwd: string, env: Record<string, string> = {}) =>
  startProgram('bash', ['-c', line], { cwd, env: { K: ktestProgram, ...env } }).done;

const asNobody = 'setpriv --reuid 54321 --regid 54321 --clear-groups';

describe('where a report goes', () => {
  test('a device stays a device', async () => {
    const root = folder(passing);
    const done = await shell('mknod null c 1 3 && $K run --reporter json=null && stat -c %F null', root);
    expect(done).toEqual({ status: 0, stdout: 'character special file\n', stderr: '' });
  });

  test('a full device is said once', async () => {
    const done = await ktest(['run', '--reporter', 'json=/dev/full'], { cwd: folder(passing) });
    expect(done.stderr).toBe('ktest: cannot write the report /dev/full: the disk is full: free some space\n');
    expect(done.status).toBe(5);
  });

  test('so is a full standard output', async () => {
    for (const command of ['run', 'list', 'api']) {
      const done = await shell(`$K ${command} >/dev/full`, folder(passing));
      expect(done.stderr).toBe('ktest: cannot write standard output: the disk is full: free some space\n');
      expect(done.status).toBe(5);
    }
  });

  test('a named pipe, a process substitution and /dev/stdout', async () => {
    const root = folder(passing);
    const named = await shell('mkfifo p; tail -1 p & $K run --reporter ktap=p; wait; stat -c %F p', root);
    expect(named.stdout).toBe(`${totals}\nfifo\n`);
    const substituted = await shell('$K run --reporter ktap=>(tail -1 >&2) | cat', root);
    expect(substituted.stderr).toBe(`${totals}\n`);
    const appended = await shell(
      '{ echo before; $K run --reporter ktap=/dev/stdout; echo after; } >out; cat out',
      root,
    );
    expect(appended.stdout).toMatch(/^before\nKTAP version 1\n[\s\S]*total:1\nafter\n$/);
  });

  test('a pipe whose reader goes away', async () => {
    const root = folder({
      'a_test.c': suite({ a: '\tint i;\n\tfor (i = 0; i < 9000; i++)\n\t\tpr_info("%080d", i);' }),
    });
    const done = await shell('mkfifo p; head -c1 p >/dev/null & $K run --reporter json=p; s=$?; wait; exit $s', root);
    expect(done.stderr).toBe('ktest: cannot write the report p: its reader has gone away\n');
    expect(done.status).toBe(5);
  });

  test('a symbolic link stays one, and a file with two names keeps both', async () => {
    const root = folder({ ...passing, real: 'old', hard: 'old', 'sub/keep': '' });
    symlinkSync('real', path.join(root, 'link'));
    symlinkSync('sub/new', path.join(root, 'dangling'));
    chmodSync(path.join(root, 'real'), 0o600);
    const reports = ['ktap=link', 'json=dangling', 'junit=hard'].flatMap((word) => ['--reporter', word]);
    const done = await shell(`ln hard second && $K run ${reports.join(' ')}`, root);
    expect(done).toEqual({ status: 0, stdout: '', stderr: '' });
    const read = (name: string) => readFileSync(path.join(root, name), 'utf8');
    expect(lstatSync(path.join(root, 'link')).isSymbolicLink()).toBe(true);
    expect(read('real')).toContain(totals);
    expect(statSync(path.join(root, 'real')).mode & 0o777).toBe(0o600);
    expect(read('sub/new')).toContain('"run-end"');
    expect(read('second')).toContain('<testsuite');
  });

  test('a folder, and a place below a file', async () => {
    const root = folder({ ...passing, file: '' });
    const inFolder = await ktest(['run', '--reporter', 'json=.'], { cwd: root });
    expect(inFolder.stderr).toBe('ktest: cannot write the report .: it is a folder\n');
    const below = await ktest(['run', '--reporter', 'json=file/x'], { cwd: root });
    expect(below.stderr).toMatch(/^ktest: cannot write the report file\/x: /);
    expect([inFolder.status, below.status]).toEqual([5, 5]);
  });
});

describe('where the cache is', () => {
  const oneSentence = /^ktest: cannot write .*: .*; ktest's cache is .*: KTEST_CACHE=DIR chooses another\n$/;

  test("another user's", async () => {
    const root = folder(passing);
    const cache = folder({ 'toolchain/keep': '' }, 'cache');
    const done = await shell(`chmod -R go+rX "$0" .. && exec ${asNobody} $K run`.replace('$0', cache), root, {
      KTEST_CACHE: cache,
    });
    expect(done.stderr).toMatch(oneSentence);
    expect(done.stderr).toContain('you have no permission for it');
    expect(done.status).toBe(5);
  });

  test.each([
    ['a file', 'KTEST_CACHE=$PWD/file $K run', /is no folder; ktest's cache is/],
    [
      'a home that can not be written',
      'env -u KTEST_CACHE HOME=/proc $K run',
      /ktest's cache is \/proc\/\.cache\/ktest:/,
    ],
    [
      'no home at all',
      `env -u KTEST_CACHE -u HOME -u XDG_CACHE_HOME ${asNobody} $K run`,
      /^ktest: there is no home folder to keep the cache in: set KTEST_CACHE=DIR\n$/,
    ],
  ])('%s', async (_, line, sentence) => {
    const done = await shell(`chmod go+rx . ..; ${line}`, folder({ ...passing, file: '' }));
    expect(done.stderr).toMatch(sentence);
    expect(done.stderr.split('\n')).toHaveLength(2);
    expect(done.status).toBe(5);
  });

  test('an empty $HOME makes no cache in the current folder', async () => {
    const root = folder(passing);
    const done = await shell(
      `chmod go+rwx . ..; env -u KTEST_CACHE -u XDG_CACHE_HOME HOME= ${asNobody} $K run; ls -A`,
      root,
    );
    expect(done.stdout).toBe('good_test.c\n');
  });

  test('a full folder for temporary files is no fault of the code: gcc and clang get by without one', async () => {
    const root = folder(passing);
    const line = 'mount -t tmpfs -o size=8k none /mnt && TMPDIR=/mnt exec "$0" run';
    const done = await startProgram('unshare', ['-m', 'sh', '-c', line, ktestProgram], { cwd: root }).done;
    expect(done.stdout).toContain(totals);
    expect(done.stderr).toBe('');
    expect(done.status).toBe(0);
    // To link, a compiler needs one.
    const fill = 'mount -t tmpfs -o size=8k none /mnt && export TMPDIR=/mnt; dd if=/dev/zero of=/mnt/x 2>/dev/null';
    const linking = `${fill}; exec "$0" run --sanitize undefined`;
    const sanitized = await startProgram('unshare', ['-m', 'sh', '-c', linking, ktestProgram], { cwd: root }).done;
    expect(sanitized.stderr).toMatch(
      /^ktest: the disk is full: free some space, or name another folder with TMPDIR=DIR \(/,
    );
    expect(sanitized.status).toBe(5);
  });

  test('a full cache', async () => {
    const line = 'mount -t tmpfs -o size=3m none /mnt && KTEST_CACHE=/mnt exec "$0" run';
    const done = await startProgram('unshare', ['-m', 'sh', '-c', line, ktestProgram], { cwd: folder(passing) }).done;
    expect(done.stderr).toMatch(
      /^(ktest: (building|\[).*\n)*ktest: .*the disk is full: free some space; ktest's cache is \/mnt: KTEST_CACHE=DIR chooses another.*\n$/,
    );
    expect(done.status).toBe(5);
  });
});

/** A compiler that takes long over the test, and says when. */
const slowCompiler = `#!/bin/sh
case "$*" in *" -c "*good_test.c*) echo begin >>"$LOG"; sleep 1; echo end >>"$LOG";; esac
exec gcc "$@"
`;

test('two runs of one project take turns, though they are in different network name spaces', async () => {
  const root = folder({ ...passing, cc: slowCompiler, log: '' });
  chmodSync(path.join(root, 'cc'), 0o755);
  const one = () =>
    startProgram('unshare', ['-n', ktestProgram, 'run', '--cc', './cc', '--reporter', 'ktap'], {
      cwd: root,
      env: { LOG: path.join(root, 'log') },
    }).done;
  const all = await Promise.all([one(), one(), one()]);
  for (const done of all) expect(done.stdout).toContain(totals);
  expect(readFileSync(path.join(root, 'log'), 'utf8')).toBe('begin\nend\n');
});

test.each(['js', 'mjs', 'ts'])('a configuration that is a module, .%s', async (ending) => {
  const root = folder({
    'cpus_test.c': suite(
      { has: '\tKUNIT_EXPECT_EQ(test, num_online_cpus(), 3);' },
      {
        head: '#include <linux/cpumask.h>',
      },
    ),
  });
  writeFileSync(path.join(root, 'cpus.mjs'), 'export const cpus = await Promise.resolve(3);\n');
  const file = path.join(root, `ktest.config.${ending}`);
  writeFileSync(file, "import { cpus } from './cpus.mjs';\nexport default { cpus };\n");
  if (ending === 'js') writeFileSync(path.join(root, 'package.json'), '{"type":"module"}');
  // The second run has what the first one kept of the compiled tool.
  for (const _ of ['first', 'second']) expect((await ktest(['run'], { cwd: root })).stdout).toContain('ok 1 has');
});

describe('a configuration that is none', () => {
  test.each([
    ['ts', 'throw "x"', "it throws 'x'"],
    ['ts', 'throw null', 'it throws null'],
    ['ts', 'export default {', 'Unexpected token at 1:16'],
    ['mjs', 'await new Promise(() => {})', 'it ends the tool, or waits for ever, instead of giving its default export'],
    ['js', 'process.exit(0)', 'it ends the tool, or waits for ever, instead of giving its default export'],
    ['json', '{"cpus": 100}', '"cpus": Too big: expected number to be <=64'],
  ])('%s: %s', async (ending, text, sentence) => {
    const root = folder(passing);
    const file = path.join(root, `ktest.config.${ending}`);
    writeFileSync(file, text);
    const done = await ktest(['run'], { cwd: root });
    expect(done).toEqual({ status: 2, stdout: '', stderr: `ktest: ${file}: ${sentence}\n` });
  });

  test('--config of a folder, and of a file of another kind', async () => {
    const root = folder({ ...passing, 'a.yaml': '' });
    expect((await ktest(['run', '--config', '.'], { cwd: root })).stderr).toMatch(/: it is no file\n$/);
    expect((await ktest(['run', '--config', 'a.yaml'], { cwd: root })).stderr).toMatch(
      /ends in \.ts, \.js, \.mjs or \.json\n$/,
    );
  });
});
