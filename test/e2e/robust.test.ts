// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, ktestProgram, processesWith, results, start, startProgram, suite, until } from './rig.js';

const passing = suite({ works: '\tKUNIT_EXPECT_EQ(test, answer(), 42);' }, { head: '#include "answer.h"' });
const module = {
  'answer_test.c': passing,
  'answer.c': '#include "answer.h"\nint answer(void)\n{\n\treturn 42;\n}\n',
  'answer.h': 'int answer(void);\n',
};

describe('hard places', () => {
  test.each([
    'with space',
    'with \'single\' and "double" quotes',
    'with\nnewline',
    'with $dollar:colon#hash',
    'ümlaut',
  ])('a path %j', async (name) => {
    const root = folder(module, name);
    const done = await results([root]);
    expect(done.stderr).toBe('');
    expect(done.cases['works']?.verdict).toBe('passed');
    writeFileSync(path.join(root, 'answer.c'), '#include "answer.h"\nint answer(void)\n{\n\treturn 41;\n}\n');
    const failed = await results([root]);
    expect(failed.cases['works']?.verdict).toBe('failed');
    expect(failed.cases['works']?.failures[0]?.file).toBe(path.join(root, 'answer_test.c'));
  });

  test('a test file with such a name', async () => {
    const root = folder({
      "odd name's_test.c": passing,
      'answer.c': module['answer.c'],
      'answer.h': module['answer.h'],
    });
    expect((await results([path.join(root, "odd name's_test.c")])).cases['works']?.verdict).toBe('passed');
  });

  test('a read-only source folder stays untouched', async () => {
    const root = folder(module);
    chmodSync(path.dirname(root), 0o755);
    const before = readdirSync(root);
    const command = `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$1" run "$0" --reporter ktap`;
    const done = await startProgram('unshare', ['-m', 'sh', '-c', command, root, ktestProgram]).done;
    expect(done.stderr).toBe('');
    expect(done.stdout).toContain('ok 1 works');
    expect(readdirSync(root)).toEqual(before);
  });

  test('places where nothing can be written', async () => {
    const root = folder(module);
    for (const words of [
      ['--build-dir', '/proc/x'],
      ['--build-dir', path.join(root, 'answer.c', 'x')],
    ]) {
      const done = await ktest(['run', root, ...words]);
      expect(done.stderr).toMatch(/^ktest: .*(no folder can be made there|is no folder).*\n$/m);
      expect(done.stderr).not.toContain('    at ');
      expect([2, 5]).toContain(done.status);
    }
  });

  test('Ctrl-C while it is compiled', async () => {
    const root = folder(module);
    const env = { KTEST_CACHE: folder({}) };
    const group = startProgram('setsid', [ktestProgram, 'run', root], { env });
    await until('the compiler is at work', () =>
      processesWith('ninja -C').some((line) => line.includes(env.KTEST_CACHE)),
    );
    process.kill(-(group.pid as number), 'SIGINT');
    const done = await group.done;
    expect(done.stderr).toMatch(/^ktest: interrupted$/m);
    expect(done.status).toBe(130);
  });

  test('Ctrl-C that the compiler gets before ktest does', async () => {
    const root = folder(module);
    const env = { KTEST_CACHE: folder({}) };
    const run = start(['run', root], { env });
    let ninja: string | undefined;
    await until('the compiler is at work', () => {
      ninja = processesWith('ninja -C').find((line) => line.includes(env.KTEST_CACHE));
      return ninja !== undefined;
    });
    process.kill(Number.parseInt(ninja ?? '', 10), 'SIGINT');
    const done = await run.done;
    expect(done.stderr).toMatch(/^ktest: interrupted$/m);
    expect(done.status).toBe(130);
  });

  test('a full disk: one sentence, and a good run afterwards', async () => {
    const root = folder(module);
    const disk = folder({}, 'disk');
    const command = `mount -t tmpfs -o size=64k none "$2" && { "$1" run "$0" --build-dir "$2/b"; echo "status $?"; mount -o remount,size=64m "$2"; "$1" run "$0" --build-dir "$2/b" --reporter ktap; echo "status $?"; }`;
    const done = await startProgram('unshare', ['-m', 'sh', '-c', command, root, ktestProgram, disk]).done;
    expect(done.stderr).toMatch(/the disk is full: free some space/);
    expect(done.stderr).not.toContain('    at ');
    expect(done.stdout).toMatch(/status [35]\n/);
    expect(done.stdout).toMatch(/ok 1 works[\s\S]*status 0\n$/);
  });

  test('what is kept of the compiled tool is used, and made anew when it is damaged', async () => {
    const root = folder({ ...module, 'ktest.config.json': '{}' });
    const cache = folder({});
    const passes = async () => {
      const done = await ktest(['run', root, '--reporter', 'ktap'], { env: { KTEST_CACHE: cache } });
      expect(done.stdout).toContain('ok 1 works');
      expect(done.status).toBe(0);
    };
    await passes();
    const [kept = ''] = readdirSync(path.join(cache, 'compiled-tool')).map((name) =>
      path.join(cache, 'compiled-tool', name),
    );
    const made = statSync(kept);
    await passes();
    expect(statSync(kept).ino).toBe(made.ino);
    const whole = readFileSync(kept);
    for (const damaged of [whole.subarray(0, 5000), Buffer.from('not what V8 wrote'), Buffer.alloc(0)]) {
      writeFileSync(kept, damaged);
      await passes();
      expect(statSync(kept).size).toBeGreaterThan(made.size / 2);
    }
  });

  test('runs at once on one project', async () => {
    const root = folder(module);
    const all = await Promise.all([1, 2, 3, 4].map(() => results([root])));
    for (const done of all) {
      expect(done.stderr).toBe('');
      expect(done.cases['works']?.verdict).toBe('passed');
    }
  });

  test('killed -9 while it builds, and started again', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [
        `part${i}_test.c`,
        suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' }, { name: `part${i}` }),
      ]),
    );
    const root = folder(files);
    const words = ['run', root, '--build-dir', path.join(root, 'out')];
    const child = start(words);
    await until('a compiler runs', () => processesWith(path.join(root, 'part')).some((line) => line.includes('cc1')));
    child.kill('SIGKILL');
    await child.done;
    await until('no process is left', () => processesWith(root).length === 0);
    const done = await ktest([...words, '--reporter', 'ktap']);
    expect(done.status).toBe(0);
    expect(done.stdout).toContain('# Totals: pass:12 fail:0 skip:0 total:12');
  });

  test('killed -9 while a case runs: no process is left', async () => {
    const body = '\tif (fork() == 0) { setsid(); for (;;) pause(); }\n\tfor (volatile int i = 0; ; i++);';
    const root = folder({ 'endless_test.c': suite({ spin: body }, { head: '#include <unistd.h>' }) });
    await ktest(['list', root]);
    const child = start(['run', root]);
    await until('the case and its child run', () => processesWith('bin/endless_test').length >= 3);
    child.kill('SIGKILL');
    await child.done;
    await until('no process is left', () => processesWith('bin/endless_test').length === 0);
  });

  test('a report whose folder is missing; nothing half-written', async () => {
    const root = folder(module);
    const done = await ktest(['run', '--reporter', 'junit=gone/report.xml'], { cwd: root });
    expect(done.status).toBe(5);
    expect(done.stderr).toMatch(/^ktest: cannot write the report gone\/report.xml: there is no folder gone$/m);
    expect(existsSync(path.join(root, 'gone'))).toBe(false);
  });

  test('a damaged cache is made anew', async () => {
    const root = folder(module);
    const build = path.join(root, 'out');
    expect((await ktest(['run', root, '--build-dir', build])).status).toBe(0);
    for (const file of ['state.json', 'build.ninja', '.ninja_deps', '.ninja_log'])
      writeFileSync(path.join(build, file), 'garbage\n');
    expect((await results([root, '--build-dir', build])).cases['works']?.verdict).toBe('passed');
  });
});
