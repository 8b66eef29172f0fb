// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

/** A module of two files with headers that no emulation has: NTB bridges, the PHY link layer. */
const bridge = {
  Makefile:
    'obj-m := bridge.o\nbridge-objs := main.o io.o\nccflags-y := -I$(src)/include -DBRIDGE_LIMIT=4 -O3 $(call cc-option,-Wx)\n',
  'include/bridge.h': `#include <linux/ntb.h>
struct bridge { struct ntb_client client; int n; };
int bridge_start(struct bridge *b);
`,
  'main.c': `#include <linux/module.h>
#include <linux/phylink.h>
#include "bridge.h"
static struct bridge b;
static int __init bridge_init(void)
{
	b.n = BRIDGE_LIMIT; /* ntb_register_client() is in a comment */
	return ntb_register_client(&b.client) + bridge_start(&b);
}
static void __exit bridge_exit(void)
{
	ntb_unregister_client(&b.client);
}
module_init(bridge_init);
module_exit(bridge_exit);
MODULE_LICENSE("GPL");
`,
  'io.c': `#include <linux/slabb.h>
#include "bridge.h"
int bridge_start(struct bridge *b)
{
	kfree(b);
	return frobnicate(b) + ntb_register_client(&b->client);
}
`,
  'tool.c': '#include <stdio.h>\nint main(void)\n{\n\treturn 0;\n}\n',
};

describe('ktest scan', () => {
  test.each(['gcc', 'clang'])('ranks all headers and names that are missing, with %s', async (cc) => {
    const root = folder(bridge, 'bridge');
    const done = await ktest(['scan', '--cc', cc], { cwd: root, env: { KTEST_TREE: linux } });
    expect(
      done.stdout,
    ).toBe(`.: 2 of 2 files do not compile with the emulated headers: 3 headers and 5 names are missing

uses  header           first               nearest       Linux 6.12.117
   1  linux/ntb.h      include/bridge.h:1                yes
   1  linux/phylink.h  main.c:2                          yes
   1  linux/slabb.h    io.c:1              linux/slab.h  no

uses  name                     first               nearest               Linux 6.12.117
   2  ntb_register_client()    io.c:6                                    yes
   1  frobnicate()             io.c:6                                    no
   1  kfree()                  io.c:5              include linux/slab.h  yes
   1  ntb_unregister_client()  main.c:12                                 yes
   1  struct ntb_client        include/bridge.h:2                        yes

Linux 6.12.117 at ${linux} has 6 of the 8: ktest run . takes that tree where a test needs it.
`);
    expect(done.stderr).toBe('');
    expect(done.status).toBe(1);
  });

  test('--json, without a tree', async () => {
    const root = folder(bridge, 'bridge');
    const done = await ktest(['scan', root, '--json']);
    const found = JSON.parse(done.stdout) as { files: string[]; broken: string[]; lacks: { inTree?: boolean }[] };
    expect(found).toMatchObject({ tree: null, otherErrors: [] });
    expect(found.files).toEqual([path.join(root, 'io.c'), path.join(root, 'main.c')]);
    expect(found.broken).toEqual(found.files);
    expect(found.lacks).toHaveLength(8);
    expect(found.lacks[2]).toEqual({
      kind: 'header',
      name: 'linux/slabb.h',
      uses: 1,
      instead: 'linux/slab.h',
      first: { file: path.join(root, 'io.c'), line: 1 },
    });
    expect(done.status).toBe(1);
  });

  test('types, members, macros at the top level and in conditions', async () => {
    const root = folder({
      'kinds.c': `#include <linux/module.h>
#include <linux/device.h>
#if VERSION_OF_OURS(6, 1) > 3
#endif
MODULE_OF_OURS("x");
static frob_t f;
static struct frob g = { .a = 1 };
static void *p(struct device *dev)
{
	return dev->iommu_group;
}
`,
    });
    for (const cc of ['gcc', 'clang']) {
      const done = await ktest(['scan', 'kinds.c', '--json', '--cc', cc], { cwd: root, env: { KTEST_TREE: linux } });
      const { lacks } = JSON.parse(done.stdout) as {
        lacks: { kind: string; name: string; of?: string; inTree: boolean }[];
      };
      const words = lacks.map(({ kind, name, of, inTree }) => `${kind} ${of ? `${of}.` : ''}${name} ${inTree}`);
      expect(words.sort()).toEqual([
        'function MODULE_OF_OURS false',
        'function VERSION_OF_OURS false',
        'member struct device.iommu_group true',
        'type frob_t false',
        'type struct frob false',
      ]);
    }
  });

  test('nothing is missing: 0; an error of its own: 3 and the compiler’s words; nothing there: 4; no such place: 2', async () => {
    const root = folder({
      'good/good.c':
        '#include <linux/slab.h>\nvoid *get(void);\nvoid *get(void)\n{\n\treturn kmalloc(3, GFP_KERNEL);\n}\n',
      'bad/bad.c': 'int x = ;\n',
      'empty/notes.txt': '',
    });
    const good = await ktest(['scan', 'good'], { cwd: root });
    expect(good).toMatchObject({ status: 0, stdout: 'good: 1 file, nothing is missing\n', stderr: '' });
    const bad = await ktest(['scan', 'bad'], { cwd: root });
    expect(bad.status).toBe(3);
    expect(bad.stdout).toContain('nothing is missing');
    expect(bad.stderr).toMatch(/bad\.c:1:9: error: expected expression/);
    const empty = await ktest(['scan', 'empty'], { cwd: root });
    expect(empty.status).toBe(4);
    expect(empty.stderr).toMatch(/^ktest: .*empty: there is no \.c file of a kernel there\n$/);
    expect((await ktest(['scan', 'nowhere'], { cwd: root })).status).toBe(2);
  });
});

test("run takes -I and -D of the module's own Makefile", async () => {
  const root = folder({
    Makefile:
      'obj-m := a.o\nccflags-y += -I$(src)/include \\\n\t-DLIMIT=7\nCFLAGS_a.o := -DONLY_A\nCFLAGS_b.o := -DLIMIT=8\n',
    'include/own.h': '#define OWN 5\n',
    'a_test.c': suite({ has: '\tKUNIT_EXPECT_EQ(test, a(), 12);' }, { head: 'int a(void);' }),
    'a.c': '#include "own.h"\nint a(void);\n#ifdef ONLY_A\nint a(void) { return OWN + LIMIT; }\n#endif\n',
  });
  const done = await results([root]);
  expect(done.cases['has']?.verdict, done.stderr).toBe('passed');
});
