// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A kernel tree's own suites with the tree's own headers, on Linux 6.12 and 6.1.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ktest, ktestProgram, linux, start, startProgram, until } from './rig.js';
import { treeWith, verdicts } from './tree-rig.js';

const older = process.env['LINUX_6_1'] ?? '';
const reference = readFileSync(path.join(import.meta.dirname, 'kunit-6.12-um.tsv'), 'utf8');

/** The reference's cases of some suites: SUITE.CASE → verdict. */
function expected(suites: string[]): Record<string, string> {
  const lines = reference.split('\n').map((line) => line.split('\t'));
  return Object.fromEntries(
    lines
      .filter(([suite]) => suites.includes(suite ?? ''))
      .map(([suite, name, verdict]) => [`${suite}.${name}`, verdict === 'skip' ? 'skipped' : 'passed']),
  );
}

describe('Linux 6.12', { timeout: 600_000 }, () => {
  const suites = ['list-kunit-test', 'hlist', 'klist', 'list_sort', 'string', 'kunit-try-catch-test', 'kunit_device'];
  const files = ['lib/list-test.c', 'lib/test_list_sort.c', 'lib/string_kunit.c', 'lib/kunit/kunit-test.c'];

  test('suites of lib give the verdicts of a booted kernel', async () => {
    const { found, status } = await verdicts(['--tree', linux, ...files]);
    expect(status).toBe(0);
    expect(found).toMatchObject(expected(suites));
  });

  test('the driver model: kthreads, devices and drivers', async () => {
    const { found, status } = await verdicts(['--tree', linux, 'drivers/base/test']);
    expect(status).toBe(0);
    expect(found).toMatchObject(expected(['platform-device-devm', 'root-device-devm', 'property-entry']));
  });

  test('what is in a program and why is said, and nothing is done twice', async () => {
    const first = await ktest(['run', '--tree', linux, 'lib/list-test.c', '--explain']);
    expect(first.stderr).toContain('  source   lib/list-test.c\n');
    expect(first.stderr).toContain('  source   lib/kunit/test.c\n');
    expect(first.stderr).toMatch(/ {2}called {3}mutex_lock_interruptible(_nested)?: /);
    const program = /^program of lib\/list-test\.c: (.*)$/m.exec(first.stderr)?.[1] ?? '';
    const folder = program.slice(0, program.indexOf('/bin/'));
    expect(execFileSync('ninja', ['-C', folder, 'bin/lib/list-test'], { encoding: 'utf8' })).toContain('no work to do');
    const commands = JSON.parse(readFileSync(path.join(folder, 'compile_commands.json'), 'utf8')) as { file: string }[];
    expect(commands.map((one) => one.file)).toContain(path.join(linux, 'lib/list-test.c'));
  });

  test('gcc takes the precompiled headers; a suite at most what it includes itself', async () => {
    const done = await ktest(['run', '--tree', linux, 'lib/list-test.c', '--explain'], { env: { CC: 'gcc' } });
    const program = /^program of lib\/list-test\.c: (.*)$/m.exec(done.stderr)?.[1] ?? '';
    const cwd = program.slice(0, program.indexOf('/bin/'));
    const compileOf = (object: string) =>
      execFileSync('ninja', ['-t', 'commands', '-s', object], { cwd, encoding: 'utf8' }).trim();
    const command = compileOf('obj/lib/kunit/resource.c.o').replace(/ -MMD .*? -c /, ' -c ');
    const opened = spawnSync('sh', ['-c', `${command} -H`], { cwd, encoding: 'utf8' });
    expect(opened.stderr).toMatch(/^! \.\/obj\/precompiled\/\w+\.h\.gch$/m);
    expect(opened.status).toBe(0);
    const taken = compileOf('obj/lib/list-test.c.o').match(/obj\/precompiled\/(?!kunit)\w+/g);
    expect(taken).toBeNull();
  });
});

test.runIf(older)('Linux 6.1, with nothing told about its version', { timeout: 600_000 }, async () => {
  const suites = ['lib/list-test.c', 'lib/cmdline_kunit.c', 'lib/bitfield_kunit.c', 'lib/test_bits.c'];
  const { found, status } = await verdicts(['--tree', older, ...suites]);
  expect(status).toBe(0);
  expect(Object.keys(found).length).toBeGreaterThan(60);
});

describe('bad input', { timeout: 600_000 }, () => {
  test('no kernel tree', async () => {
    const done = await ktest(['run', '--tree', os.tmpdir(), 'lib']);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(/^ktest: --tree .*: is not a kernel source tree \(.*\)\n$/);
  });

  test('a tree that was configured in place', async () => {
    const tree = treeWith({ '.config': () => 'CONFIG_X=y\n' });
    const done = await ktest(['run', '--tree', tree, 'lib/list-test.c']);
    expect(done.status).toBe(2);
    expect(done.stderr).toContain('was configured or built in place (it has .config)');
  });

  test('a folder whose self-tests a driver runs when it is loaded', async () => {
    const done = await ktest(['run', '--tree', linux, 'drivers/net/wireguard']);
    expect(done.status).toBe(4);
    expect(done.stderr).toContain(
      'drivers/net/wireguard/main.c seems to run self-tests when it is loaded: name that file and add --kconfig WIREGUARD_DEBUG=y',
    );
  });

  test('a suite that this configuration lacks an option for', async () => {
    const done = await ktest(['run', '--tree', linux, 'kernel/kcsan/kcsan_test.c']);
    expect(done.status).toBe(3);
    expect(done.stderr).toContain('needs CONFIG_KCSAN_KUNIT_TEST: add it with --kconfig KCSAN_KUNIT_TEST=y');
  });

  test('a machine without a tool that Kconfig needs', async () => {
    const bin = mkdtempSync(path.join(os.tmpdir(), 'ktest-bin-'));
    for (const name of [
      'node',
      'gcc',
      'as',
      'ld',
      'ar',
      'nm',
      'make',
      'ninja',
      'setpriv',
      'sh',
      'bash',
      'env',
      'cat',
      'mkdir',
      'ln',
      'rm',
      'sed',
      'grep',
      'mv',
      'cp',
      'test',
      'uname',
      'dirname',
      'basename',
      'expr',
      'tr',
      'cut',
      'head',
      'awk',
      'printf',
      'touch',
      'cmp',
      'pwd',
      'readlink',
      'find',
      'sort',
      'date',
      'objcopy',
      'xargs',
      'tail',
      'wc',
      'true',
      'false',
      'chmod',
      'bison',
      'flock',
    ]) {
      const real = execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
      if (real.startsWith('/')) symlinkSync(real, path.join(bin, name));
    }
    const cache = mkdtempSync(path.join(os.tmpdir(), 'ktest-cache-'));
    const done = await ktest(['run', '--tree', linux, 'lib/list-test.c'], { env: { PATH: bin, KTEST_CACHE: cache } });
    expect(done.stderr).toMatch(/Linux 6\.12\.\d+ needs flex to be configured: install it \(apt-get install flex\)/);
    expect(done.status).toBe(5);
  });

  test('options that Kconfig does not take, or that mean nothing here', async () => {
    const refusals = [
      [
        ['--kconfig', 'KCSAN=y'],
        /KCSAN=y does not take effect: it depends on HAVE_ARCH_KCSAN .*\(lib\/Kconfig.kcsan:\d+\)/,
      ],
      [['--kconfig', 'PROVE_LOCKING=y'], /PROVE_LOCKING=y: not with --tree: ktest checks each lock by itself/],
      [['--kconfig', 'KASAN=y'], /KASAN=y: not with --tree: .*--sanitize address,undefined/],
      [['--kconfig', 'PREEMPT=y'], /PREEMPT=y: not with --tree: .*no preemption/],
      [['--build-dir', '/tmp/x'], /--build-dir: what is built there goes to the cache/],
      [['--nodes', '2'], /--nodes: a tree's programs have one CPU and one node/],
      [['--kernel', 'debian'], /--kernel: is for --backend uml or qemu/],
    ] as const;
    for (const [words, sentence] of refusals) {
      const done = await ktest(['run', '--tree', linux, 'lib/list-test.c', ...words]);
      expect(done.stderr.trimEnd()).toMatch(sentence);
      expect(done.status).toBe(2);
    }
  });

  test('a run that is interrupted or killed while the tree is configured is taken up again', async () => {
    const cache = mkdtempSync(path.join(os.tmpdir(), 'ktest-cache-'));
    const trees = path.join(cache, 'trees');
    const configures = () =>
      existsSync(trees) && execFileSync('find', [trees, '-name', '.config'], { encoding: 'utf8' }) !== '';
    const words = ['run', '--tree', linux, 'lib/test_sort.c'];
    const env = { KTEST_CACHE: cache };
    // As Ctrl-C: the tools get the signal, too.
    const group = startProgram('setsid', [ktestProgram, ...words], { env });
    await until('kbuild is at work', configures);
    process.kill(-(group.pid as number), 'SIGINT');
    const done = await group.done;
    expect(done.stderr).toMatch(/^ktest: interrupted$/m);
    expect(done.status).toBe(130);
    rmSync(trees, { recursive: true });
    const child = start(words, { env });
    await until('kbuild is at work', configures);
    child.kill('SIGKILL');
    const { found, status } = await verdicts(['--tree', linux, 'lib/test_sort.c'], { KTEST_CACHE: cache });
    expect(status).toBe(0);
    expect(found).toMatchObject(expected(['lib_sort']));
  });
});
