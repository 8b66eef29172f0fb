// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Code that is no KUnit suite of the tree: self-tests that run in module_init(), and modules that are not in the tree.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { folder, ktest, linux, repository, results } from './rig.js';
import { verdicts } from './tree-rig.js';

const ring = `#include <linux/module.h>
#include <linux/slab.h>
static int size = 4;
module_param(size, int, 0);
static bool leak, warn;
module_param(leak, bool, 0);
module_param(warn, bool, 0);
static char *buffer;
static int __init test_ring_init(void)
{
	if (size > 64)
		return -EINVAL;
	WARN_ON(warn);
	buffer = kmalloc(size, GFP_KERNEL);
	if (leak)
		buffer = NULL;
	return size == 13 ? -EAGAIN : size == 14 ? 7 : 0;
}
static void __exit test_ring_exit(void)
{
	kfree(buffer);
	buffer = NULL;
}
module_init(test_ring_init);
module_exit(test_ring_exit);
MODULE_LICENSE("GPL");
`;

describe.each([
  ['emulated headers', []],
  ['tree headers', ['--tree', linux]],
])('a module whose tests run at init, with %s', { timeout: 600_000 }, (_, tree) => {
  const cwd = mkdtempSync(path.join(os.tmpdir(), 'ktest-ring-'));
  writeFileSync(path.join(cwd, 'test_ring.c'), ring);
  afterAll(() => rmSync(cwd, { recursive: true, force: true }));
  const target = [path.join(cwd, 'test_ring.c'), ...tree];
  const run = async (...words: string[]) => (await verdicts([...target, ...words])).found;

  test('init and exit are its cases', async () => {
    expect(await run()).toEqual({ 'test_ring.init': 'passed', 'test_ring.exit': 'passed' });
    expect(await run('--param', 'size=100')).toEqual({ 'test_ring.init': 'failed', 'test_ring.exit': 'skipped' });
    expect(await run('--param', 'size=x')).toEqual({ 'test_ring.init': 'failed', 'test_ring.exit': 'failed' });
  });

  test('an error may say that all is well, if the run says so', async () => {
    const done = await ktest(['run', ...target, '--param', 'test_ring.size=13']);
    expect(done.status).toBe(1);
    expect(done.stdout + done.stderr).toContain('if this error means success, pass --init-result test_ring=-11');
    expect(await run('--param', 'size=13', '--init-result', 'test_ring=-EAGAIN')).toEqual({
      'test_ring.init': 'passed',
    });
  });

  test('a positive result is suspicious, and the module is loaded', async () => {
    const { cases } = await results([...target, '--param', 'size=14']);
    expect(cases['init']).toMatchObject({ verdict: 'passed' });
    expect(cases['init']?.output).toContain('test_ring: init suspiciously returned 7');
    expect(cases['exit']).toMatchObject({ verdict: 'passed' });
  });

  test('warnings and leaks fail it', async () => {
    expect(await run('--param', 'leak=1')).toEqual({ 'test_ring.init': 'leaked', 'test_ring.exit': 'leaked' });
    expect((await run('--param', 'warn=1'))['test_ring.init']).toBe('failed');
    expect((await run('--param', 'warn=1', '--ignore-warnings', 'test_ring'))['test_ring.init']).toBe('passed');
  });

  test.each([
    ['--param', 'size', /write \[MODULE\.\]NAME=VALUE/],
    ['--param', 'tset_ring.size=1', /no such module among the targets: did you mean test_ring\?/],
    ['--init-result', 'test_ring=-EWHAT', /-EWHAT: no error of the kernel/],
    ['--ignore-warnings', 'other', /no such module among the targets/],
  ])('bad input: %s %s', async (option, value, sentence) => {
    const done = await ktest(['run', ...target, option, value]);
    expect(done.status).toBe(2);
    expect(done.stderr).toMatch(sentence);
  });
});

test('self-tests of lib/ and kernel/', { timeout: 900_000 }, async () => {
  const names = [
    ...['atomic64_test', 'crc32test', 'globtest', 'interval_tree_test', 'percpu_test', 'rbtree_test', 'test-kstrtox'],
    ...['test_bitmap', 'test_bitops', 'test_free_pages', 'test_hexdump', 'test_ida', 'test_memcat_p', 'test_min_heap'],
    ...['test_module', 'test_objagg', 'test_parman', 'test_printf', 'test_ref_tracker', 'test_scanf', 'test_ubsan'],
    ...['test_static_key_base', 'test_sysctl', 'test_uuid', 'test_firmware', 'math/test_div64', 'test_rhashtable'],
    'test_objpool',
  ];
  const threads = 'kernel/locking/test-ww_mutex.c';
  const files = [...names.map((name) => `lib/${name}.c`), 'kernel/time/test_udelay.c', threads];
  const declared = ['test_objpool=-EAGAIN', 'interval_tree_test=-EAGAIN', 'percpu_test=-EAGAIN', 'rbtree_test=-EAGAIN'];
  const all = [...declared, 'test_kstrtox=-EINVAL', 'test_ida=-EINVAL'].flatMap((word) => ['--init-result', word]);
  const { found, status } = await verdicts(['--tree', linux, ...files, ...all, '--ignore-warnings', 'test_ida']);
  expect(Object.entries(found).filter(([, verdict]) => verdict !== 'passed')).toEqual([]);
  expect(status).toBe(0);
  expect(Object.keys(found).filter((name) => name.endsWith('.init')).length).toBe(files.length);
});

describe('a module that is not in the tree', { timeout: 600_000 }, () => {
  test('its own Kbuild file and the real headers are used', async () => {
    const cwd = folder({
      Kbuild: 'obj-m := meter.o\nmeter-y := meter_core.o src/scale.o\nccflags-y := -I$(src)/include -DFACTOR=3\n',
      'meter_core.c':
        '#include <linux/kobject.h>\n#include "scale.h"\nint meter(int x);\nint meter(int x)\n{\n\treturn scale(x) + !!THIS_NAME[0];\n}\n',
      'meter_test.c': `#include <kunit/test.h>
int meter(int x);
static void it_scales(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, meter(2), 7);
	KUNIT_EXPECT_STREQ(test, KBUILD_MODNAME, "meter_test");
}
static struct kunit_case cases[] = { KUNIT_CASE(it_scales), {} };
static struct kunit_suite suite = { .name = "meter", .test_cases = cases };
kunit_test_suite(suite);
`,
    });
    mkdirSync(path.join(cwd, 'src'));
    mkdirSync(path.join(cwd, 'include'));
    writeFileSync(path.join(cwd, 'include/scale.h'), '#define THIS_NAME KBUILD_MODNAME\nint scale(int x);\n');
    writeFileSync(path.join(cwd, 'src/scale.c'), '#include "scale.h"\nint scale(int x)\n{\n\treturn x * FACTOR;\n}\n');
    const { found, status } = await verdicts(['--tree', linux, cwd]);
    expect(found).toEqual({ 'meter.it_scales': 'passed' });
    expect(status).toBe(0);
  });

  test('installed headers without sources work as far as they reach, and say so', async () => {
    const package_ = readdirSync('/usr/src').find((name) => /^linux-headers-.*-amd64$/.test(name)) ?? '';
    const cwd = folder({
      'ch9_test.c': `#include <kunit/test.h>
#include <linux/usb/ch9.h>
#include <linux/font.h>
static void sizes(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, (int)sizeof(struct usb_device_descriptor), 18);
	KUNIT_EXPECT_EQ(test, usb_endpoint_num(&(struct usb_endpoint_descriptor){ .bEndpointAddress = 0x83 }), 3);
}
static void code(struct kunit *test)
{
	KUNIT_EXPECT_NULL(test, find_font("VGA8x16"));
}
static struct kunit_case cases[] = { KUNIT_CASE(sizes), KUNIT_CASE(code), {} };
static struct kunit_suite suite = { .name = "ch9", .test_cases = cases };
kunit_test_suite(suite);
`,
      'net_test.c': '#include <kunit/test.h>\n#include <linux/netdevice.h>\nkunit_test_suite(suite);\n',
    });
    const words = ['--tree', `/usr/src/${package_}`];
    const { found, stderr } = await verdicts([...words, path.join(cwd, 'ch9_test.c')]);
    expect(found).toEqual({ 'ch9.sizes': 'passed', 'ch9.code': 'unsupported' });
    expect(stderr).toMatch(/has headers without sources: .* a source tree \(apt-get install linux-source-6\.1/);
    const deep = await ktest(['run', ...words, path.join(cwd, 'net_test.c')]);
    expect(deep.status).toBe(3);
    expect(deep.stderr).toContain('need more of a kernel than the emulated headers have');
  });

  test('the examples pass as they do with the emulated headers', async () => {
    const words = ['htrie', 'pstats', 'bignum'].map((name) => path.join(repository, 'examples', name));
    const here = await verdicts(words);
    const { found, status } = await verdicts(['--tree', linux, ...words]);
    expect(status).toBe(0);
    expect(found).toEqual(here.found);
  });
});
