// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Emulated headers where they reach, else a tree's: which, said how, and what is never taken for a reason.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

const works = suite({ works: '\tKUNIT_EXPECT_EQ(test, 1, 1);' });
/** No emulated header, and none planned: it needs a whole subsystem. */
const far = '#include <linux/phylink.h>';
const beyond = suite({ reaches: '\tKUNIT_EXPECT_EQ(test, 0, MLO_AN_PHY);' }, { head: far, name: 'far' });
/** A tree is not looked for in the places where this machine may have one. */
const named = { KTEST_TREE: linux };
const using = `using Linux 6.12.117 at ${linux}`;

describe('the headers choose themselves', () => {
  test('a test that lacks a header gets the tree, the others of its project do not', async () => {
    const root = folder({ 'near_test.c': works, 'far_test.c': beyond });
    const done = await results([root], { cwd: root, env: named });
    expect(done.stderr).toContain(`ktest: linux/phylink.h is not emulated: ${using} ($KTEST_TREE)\n`);
    expect(done.stderr.match(/is not emulated/g)).toHaveLength(1);
    expect(done.status, done.stderr).toBe(0);
    expect(done.cases['reaches']).toMatchObject({
      verdict: 'passed',
      command: `ktest run ./far_test.c far.reaches --tree ${linux}`,
    });
    expect(done.cases['works']).toMatchObject({ verdict: 'passed', command: 'ktest run near_test.c demo.works' });
    const again = await ktest(['run', '--tree', linux, './far_test.c', 'far.reaches'], { cwd: root });
    expect(again.stderr).toBe('');
    expect(again.status).toBe(0);
    // The decision follows the source.
    writeFileSync(path.join(root, 'far_test.c'), works);
    expect(await ktest(['run'], { cwd: root, env: named })).toMatchObject({ status: 0, stderr: '' });
  });

  test('list has both, and says it, too; each project decides for itself', async () => {
    const root = folder({
      'a/ktest.config.json': '{}',
      'a/a_test.c': works,
      'b/ktest.config.json': '{}',
      'b/b_test.c': beyond,
    });
    const done = await ktest(['list', 'a', 'b'], { cwd: root, env: named });
    expect(done.stdout).toBe('a/a_test.c demo.works\nb/b_test.c far.reaches\n');
    expect(done.stderr).toBe(`ktest: linux/phylink.h is not emulated: ${using} ($KTEST_TREE)\n`);
  });

  test('a name that the emulated headers lack: function, macro, type, member', async () => {
    const kinds = {
      a: ['', '\tKUNIT_EXPECT_EQ(test, fs_overflowuid_of_ours, 0);'],
      b: ['#include <linux/device.h>', '\tstatic struct device d;\n\tKUNIT_EXPECT_NULL(test, d.iommu_group);'],
      c: ['#include <linux/device.h>', '\tKUNIT_EXPECT_EQ(test, 0, device_iommu_mapped_by(NULL));'],
    };
    const files = Object.entries(kinds).map(([at, [head = '', body = '']]) => [
      `${at}_test.c`,
      suite({ [at]: body }, { head }),
    ]);
    const root = folder(Object.fromEntries(files));
    // Compiled with no tree's headers: only b's member is one of a kernel.
    const done = await ktest(['list'], { cwd: root, env: named });
    expect(done.stderr).toContain(`ktest: iommu_group of struct device is not emulated: ${using} ($KTEST_TREE)\n`);
    expect(done.stdout).toBe('b_test.c demo.b\n');
    expect(done.stderr.match(/using Linux/g)).toHaveLength(1);
    expect(done.stderr).toContain('fs_overflowuid_of_ours');
    expect(done.status).toBe(3);
  });

  test('a source of the project that would define a symbol counts as the test itself', async () => {
    const root = folder({
      'a_test.c': suite({ calls: '\tKUNIT_EXPECT_EQ(test, helps(), 3);' }, { head: 'int helps(void);' }),
      'helper.c': `${far}\nint helps(void);\nint helps(void) { return 3; }\n`,
    });
    const done = await results([root], { cwd: root, env: named });
    expect(done.stderr).toContain(`linux/phylink.h is not emulated: ${using}`);
    expect(done.cases['calls']?.verdict, done.stderr).toBe('passed');
  });

  test('a module without a test, as it is loaded and unloaded', async () => {
    const text = `#include <linux/module.h>
static int __init own_init(void) { return 0; }
static void __exit own_exit(void) { }
module_init(own_init);
module_exit(own_exit);
MODULE_LICENSE("GPL");
`;
    const root = folder({ 'near/own.c': text, 'far/own.c': `${far}\n${text}` });
    const done = await results(['near', 'far'], { cwd: root, env: named });
    expect(done.all.map((one) => `${path.dirname(one.file)} ${one.suite}.${one.case} ${one.verdict}`)).toEqual([
      `${root}/near own.init passed`,
      `${root}/near own.exit passed`,
      `${root}/far own.init passed`,
      `${root}/far own.exit passed`,
    ]);
  });
});

describe("what is a mistake of the user's is shown once, and no tree is taken", () => {
  test.each([
    ['a syntax error', 'int x = 1', /expected/],
    ['a misspelt function', 'kmaloc(4, GFP_KERNEL);', /‘kmaloc’; did you mean ‘kmalloc’\?/],
    ['a variable that is not declared', 'count = 3;', /count/],
    ['a type that nothing has', 'foo_of_ours_t x;', /foo_of_ours_t/],
  ])('%s', async (_, body, said) => {
    const root = folder({ 'a_test.c': suite({ never: `\t${body}` }, { head: '#include <linux/slab.h>' }) });
    const done = await ktest(['run', '--reporter', 'json'], { cwd: root, env: named });
    expect(done.stderr).toMatch(said);
    expect(done.stderr).not.toContain('Linux 6.12');
    expect(done.stderr.match(/^ktest: /gm)).toHaveLength(1);
    expect(done.status).toBe(3);
  });

  test('a misspelt header, a header of their own', async () => {
    for (const name of ['linux/lisst.h', 'own/thing.h']) {
      const root = folder({ 'a_test.c': suite({ never: '' }, { head: `#include <${name}>` }) });
      const done = await ktest(['run'], { cwd: root, env: named });
      expect(done.stderr).toContain(name);
      expect(done.stderr).not.toContain('Linux 6.12');
      expect(done.status).toBe(3);
    }
  });
});

describe('which tree', () => {
  /** Says which tree was taken, without building anything with it. */
  const chosen = async (root: string, env: Record<string, string>, ...words: string[]) => {
    const done = await ktest(['run', '--build-dir', 'built', ...words], { cwd: root, env });
    expect(done.status).toBe(3);
    return /Linux 6\.12\.117 at (\S+) has it/.exec(done.stderr)?.[1];
  };

  test('configuration, $KTEST_TREE, Makefile, what is installed: in this order', async () => {
    const makefile = 'KDIR ?= $(HOME)/kernels/mine\nobj-m := far.o\nall:\n\tmake -C $(KDIR) M=$(PWD)\n';
    const root = folder({ 'far_test.c': beyond, Makefile: makefile, '../home/empty': '' });
    const home = path.join(root, '../home');
    const tree = (name: string) => {
      mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
      symlinkSync(linux, path.join(home, name));
    };
    const env = { HOME: home, XDG_CACHE_HOME: path.join(home, 'cache'), KTEST_TREE: '' };
    tree('linux-6.12');
    expect(await chosen(root, env)).toBe(linux);
    // Each is the same tree in the end; the sentence says who named it when it is used.
    expect(await chosen(root, { ...env, KTEST_TREE: 'none' })).toBeUndefined();
    const wrong = await ktest(['run'], { cwd: root, env: { ...env, KTEST_TREE: '/nowhere' } });
    expect(wrong.stderr).toBe('ktest: $KTEST_TREE /nowhere: there is no such folder\n');
    expect(wrong.status).toBe(2);
    writeFileSync(path.join(root, 'ktest.config.json'), '{ "tree": "../home/no" }');
    const configured = await ktest(['run'], { cwd: root, env: { ...env, KTEST_TREE: '/nowhere' } });
    expect(configured.stderr).toBe(
      `ktest: ${root}/ktest.config.json: "tree": ${path.join(home, 'no')}: there is no such folder\n`,
    );
    writeFileSync(path.join(root, 'ktest.config.json'), '{ "tree": "../home/linux-6.12" }');
    expect(await chosen(root, { ...env, KTEST_TREE: 'none' })).toBe(linux);
    writeFileSync(path.join(root, 'ktest.config.json'), '{}');
    tree('kernels/mine');
    const said = await ktest(['list'], { cwd: root, env });
    expect(said.stderr).toContain(`${using} (KDIR in ${root}/Makefile)\n`);
  });

  test('a driver whose init is made by a macro is a module, too', async () => {
    const text = '#include <linux/rio_drv.h>\nstatic struct rio_driver driver;\nmodule_rio_driver(driver);\n';
    const root = folder({ 'driver.c': text });
    const done = await ktest(['run'], { cwd: root });
    expect(done.stderr).toContain(`linux/rio_drv.h is not emulated (included by ${root}/driver.c)`);
    expect(done.status).toBe(3);
  });

  test('a tree that has not got it either, or in a header that is not included', async () => {
    const root = folder({
      'a_test.c': suite({ never: '' }, { head: '#include <linux/no_such_thing.h>' }),
      'b_test.c': suite({ never: '' }, { head: 'module_misc_device(device);' }),
    });
    const done = await ktest(['list'], { cwd: root, env: named });
    expect(done.stderr).toContain(`note: Linux 6.12.117 at ${linux} does not have linux/no_such_thing.h either\n`);
    const use = 'has module_misc_device() in <linux/miscdevice.h>: include it';
    expect(done.stderr).toContain(`note: Linux 6.12.117 at ${linux} ${use}\n`);
    expect(done.status).toBe(3);
  });

  test('none on this machine: the package and the commands', async () => {
    const root = folder({ 'far_test.c': beyond });
    const done = await ktest(['run'], { cwd: root });
    expect(done.stderr).toContain(
      `linux/phylink.h is not emulated (included by ${root}/far_test.c); a kernel source tree may have it: ktest run --tree ~/linux ./far_test.c\n` +
        'ktest: no kernel source tree was found on this machine: ',
    );
    expect(done.stderr).toMatch(/linux-(source-)?6\.\d+.* -C ~, then: ktest run --tree ~\/linux-/);
    expect(done.status).toBe(3);
  });

  test('one that was built in place is named, and is not used', async () => {
    const root = folder({
      'far_test.c': beyond,
      '../home/linux/.config': '',
      '../home/linux/Makefile': 'VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 0\nEXTRAVERSION =\n',
      '../home/linux/Kbuild': '',
      '../home/linux/Kconfig': '',
      '../home/linux/MAINTAINERS': '',
      '../home/linux/include/linux/kernel.h': '',
      '../home/linux/tools/testing/kunit/configs/all_tests.config': '',
    });
    const home = path.join(root, '../home');
    const makefile = `obj-m := far.o\nKERNEL_SRC := ${home}/linux\n`;
    writeFileSync(path.join(root, 'Makefile'), makefile);
    const env = { HOME: home, XDG_CACHE_HOME: path.join(home, 'cache'), KTEST_TREE: '' };
    const done = await ktest(['run'], { cwd: root, env });
    expect(done.stderr).toContain(
      `ktest: no kernel source tree on this machine can be used: ${home}/linux: was configured or built in place (it has .config)`,
    );
    expect(done.status).toBe(3);
    const doctor = await ktest(['doctor'], { cwd: root, env });
    expect(doctor.stdout).toMatch(/lacks kernel source tree +\S+linux: was configured or built in place/);
    const good = await ktest(['doctor'], { cwd: root, env: { ...env, KTEST_TREE: linux } });
    expect(good.stdout).toMatch(/ok kernel source tree +Linux 6\.12\.117 at /);
  });

  test('options that a tree can not honour keep it away, and are named', async () => {
    const root = folder({ 'far_test.c': beyond });
    const reasons: Record<string, string> = {
      '--cpus 3': "--cpus: a tree's programs have one CPU and one node",
      '--sanitize thread': '--sanitize with --tree: address and undefined',
      '--build-dir built': '--build-dir: what is built there goes to the cache: set KTEST_CACHE=DIR instead',
    };
    for (const [words, reason] of Object.entries(reasons)) {
      const done = await ktest(['run', ...words.split(' ')], { cwd: root, env: named });
      expect(done.stderr).toContain(`Linux 6.12.117 at ${linux} has it; it is not used (${reason})\n`);
      expect(done.status).toBe(3);
    }
  });
});

describe('--headers', () => {
  test('emulated: no tree', async () => {
    const root = folder({ 'far_test.c': beyond, 'ktest.config.json': '{ "headers": "tree" }' });
    const done = await ktest(['run', '--headers', 'emulated'], { cwd: root, env: named });
    expect(done.stderr).toContain('linux/phylink.h is not emulated (included by');
    expect(done.stderr).not.toContain('6.12.117');
    expect(done.status).toBe(3);
    const both = await ktest(['run', '--headers', 'emulated', '--tree', linux], { cwd: root });
    expect(both.stderr).toBe(
      `ktest: --headers emulated: --tree ${linux} means its headers: leave one of the two out\n`,
    );
    expect(both.status).toBe(2);
  });

  test('tree: also for what the emulated headers have; by the configuration, too', async () => {
    const root = folder({ 'near_test.c': works });
    const done = await results(['--headers', 'tree'], { cwd: root, env: named });
    expect(done.stderr).toContain(`ktest: ${using} ($KTEST_TREE)\n`);
    expect(done.cases['works']).toMatchObject({
      verdict: 'passed',
      command: `ktest run ./near_test.c demo.works --tree ${linux} --headers tree`,
    });
    const refused = await ktest(['run', '--headers', 'tree', '--cpus', '2'], { cwd: root, env: named });
    expect(refused.stderr).toBe("ktest: --cpus: a tree's programs have one CPU and one node\n");
    writeFileSync(path.join(root, 'ktest.config.json'), '{ "headers": "tree" }');
    const configured = await ktest(['list', '--cpus', '2'], { cwd: root, env: named });
    expect(configured.status).toBe(2);
    const listed = await ktest(['list'], { cwd: root, env: named });
    expect(listed.stderr).toBe(`ktest: ${using} ($KTEST_TREE)\n`);
    expect(listed.stdout).toBe('near_test.c demo.works\n');
  });
});
