// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A kernel with PROVE_LOCKING takes minutes to build: `npm run test:long`.
import path from 'node:path';
import { vm } from 'ktest/vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from '../e2e/rig.js';

const kernel = path.join(process.env['KTEST_CACHE'] ?? '', 'kernel-lockdep');

const locks = `#include <linux/mutex.h>
static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static noinline void in_order(void) { mutex_lock(&first); mutex_lock(&second); mutex_unlock(&second); mutex_unlock(&first); }
static noinline void in_circle(void) { mutex_lock(&second); mutex_lock(&first); mutex_unlock(&first); mutex_unlock(&second); }`;
const circular = /the kernel reported: .*possible circular locking dependency/;

describe('a circular order of two mutexes, in a kernel with PROVE_LOCKING', () => {
  beforeAll(async () => {
    const options = ['DEBUG_KERNEL', 'PROVE_LOCKING'].flatMap((name) => ['--kconfig', `${name}=y`]);
    const built = await ktest(['vm', 'build-kernel', linux, '-o', kernel, ...options]);
    expect(built.stderr).toBe('');
    expect(built.status).toBe(0);
  });

  test('fails the case with --backend qemu, unless it expects it', async () => {
    const cases = {
      orders: '	in_order();\n	in_circle();',
      expects: '	ktest_expect_warning(test);\n	in_order();\n	in_circle();',
      is_clean: '	in_order();',
    };
    const root = folder({ 'order_test.c': suite(cases, { head: locks }) });
    const done = await results(['order_test.c', '--backend', 'qemu', '--kernel', kernel], { cwd: root });
    expect(done.cases['orders']).toMatchObject({ verdict: 'failed', reason: expect.stringMatching(circular) });
    expect(done.cases['expects']?.verdict).toBe('passed');
    expect(done.cases['is_clean']?.verdict).toBe('passed');
    expect(done.status).toBe(1);
  });

  test('makes expectNoWarnings() throw, and vm run leave with 70', async () => {
    const module = `#include <linux/module.h>
${locks}
static int __init order_init(void) { in_order(); in_circle(); return 0; }
static void __exit order_exit(void) { }
module_init(order_init);
module_exit(order_exit);
MODULE_LICENSE("GPL");
`;
    const root = folder({ 'order.c': module, Kbuild: 'obj-m += order.o\n' });
    const [file = ''] = vm.buildModules(root, kernel);
    {
      await using machine = await vm.boot({ kernel, cpus: 2 });
      await machine.expectNoWarnings();
      await machine.insmod(file);
      await expect(machine.expectNoWarnings()).rejects.toThrow(circular);
    }
    const done = await ktest(['vm', 'run', '--kernel', kernel, file]);
    expect(done.stderr).toMatch(circular);
    // Its "#0:" lines are no KTAP.
    expect(done.stdout).toBe('');
    expect(done.status).toBe(70);
  });
});
