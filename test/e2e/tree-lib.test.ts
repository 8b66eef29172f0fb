// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Kernel code as a shared object, used by C programs.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux } from './rig.js';

const glue = `#include <linux/slab.h>
#include <linux/xarray.h>
struct xarray *table_new(void)
{
	struct xarray *table = kzalloc(sizeof(*table), GFP_KERNEL);

	if (table)
		xa_init(table);
	return table;
}
int table_set(struct xarray *table, unsigned long index, unsigned long value)
{
	return xa_err(xa_store(table, index, xa_mk_value(value), GFP_KERNEL));
}
unsigned long table_get(struct xarray *table, unsigned long index)
{
	void *entry = xa_load(table, index);

	return entry ? xa_to_value(entry) : 0;
}
`;

const program = `#include "libtable.h"
#include <stdio.h>
int main(void)
{
	struct xarray *table;

	if (libtable_boot())
		return 1;
	table = table_new();
	for (unsigned long i = 0; i < 10000; i++)
		if (table_set(table, i * 7, i + 1))
			return 2;
	printf("%lu %lu\\n", table_get(table, 700), table_get(table, 701));
	xa_destroy(table);
	printf("%lu\\n", table_get(table, 700));
	return 0;
}
`;

/** Two copies in one process, each with a table of its own. */
const twice = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
struct xarray;
struct copy {
	struct xarray *(*new_)(void);
	int (*set)(struct xarray *, unsigned long, unsigned long);
	unsigned long (*get)(struct xarray *, unsigned long);
	struct xarray *table;
};
static int load(struct copy *c, const char *file)
{
	void *lib = dlopen(file, RTLD_NOW | RTLD_LOCAL);

	if (!lib)
		return 1;
	((int (*)(void))dlsym(lib, "libtable_boot"))();
	c->new_ = (struct xarray *(*)(void))dlsym(lib, "table_new");
	c->set = (int (*)(struct xarray *, unsigned long, unsigned long))dlsym(lib, "table_set");
	c->get = (unsigned long (*)(struct xarray *, unsigned long))dlsym(lib, "table_get");
	c->table = c->new_();
	return 0;
}
int main(void)
{
	struct copy a, b;

	if (load(&a, "./libtable.so") || load(&b, "./other.so"))
		return 1;
	for (unsigned long i = 0; i < 1000; i++) {
		a.set(a.table, i, i);
		b.set(b.table, i, 2 * i);
	}
	printf("%lu %lu\\n", a.get(a.table, 321), b.get(b.table, 321));
	return 0;
}
`;

const names = 'table_new,table_set,table_get,xa_destroy';

describe('ktest lib', { timeout: 600_000 }, () => {
  test('a C program uses kernel code with its header, and two copies live side by side', async () => {
    const cwd = folder({ 'glue.c': glue, 'use.c': program, 'twice.c': twice });
    const use = 'gcc -o use use.c ./libtable.so && ./use';
    const words = ['lib', '--tree', linux, 'lib/xarray.c', './glue.c', '-o', 'libtable.so', '--export', names];
    const made = await ktest([...words, '--run', use], { cwd });
    expect(made.stderr).toBe('');
    expect(made.status).toBe(0);
    expect(made.stdout).toMatch(/^libtable\.so, libtable\.h: libtable_boot\(\) and 4 exported, \d+ files of the tree/);
    const run = (command: string) => execFileSync('/bin/sh', ['-c', command], { cwd, encoding: 'utf8' });
    expect(run(use)).toBe('101 0\n0\n');
    copyFileSync(path.join(cwd, 'libtable.so'), path.join(cwd, 'other.so'));
    expect(run('gcc -o twice twice.c -ldl && ./twice')).toBe('321 642\n');
    expect(
      run('nm -D --defined-only libtable.so')
        .match(/ T \w+/g)
        ?.sort(),
    ).toEqual([...names.split(','), 'libtable_boot'].map((name) => ` T ${name}`).sort());
    expect(readFileSync(path.join(cwd, 'libtable.h'), 'utf8')).toContain(
      'int table_set(struct xarray *, unsigned long, unsigned long);',
    );
  });

  test("a header of the user's own stays", async () => {
    const cwd = folder({ 'mine.c': 'int mine(void);\nint mine(void) { return 1; }\n', 'mine.h': 'int mine(void);\n' });
    const made = await ktest(['lib', '--tree', linux, './mine.c', '-o', 'mine.so', '--export', 'mine'], { cwd });
    expect(made.stderr).toBe('ktest: -o mine.so: its header would replace mine.h, which is yours: name it otherwise\n');
    expect(made.status).toBe(2);
    expect(readFileSync(path.join(cwd, 'mine.h'), 'utf8')).toBe('int mine(void);\n');
  });

  test('a stub that is called names itself', async () => {
    const source = '#include <linux/kmod.h>\nint ask(void)\n{\n\treturn call_usermodehelper("x", 0, 0, 0);\n}\n';
    const use = '#include "libask.h"\nint main(void)\n{\n\tlibask_boot();\n\treturn ask();\n}\n';
    const cwd = folder({ 'ask.c': source, 'use.c': use });
    const made = await ktest(['lib', '--tree', linux, './ask.c', '-o', 'libask.so', '--export', 'ask'], { cwd });
    expect(made.status).toBe(0);
    execFileSync('gcc', ['-o', 'use', 'use.c', './libask.so'], { cwd });
    expect(() => execFileSync('./use', { cwd, stdio: 'pipe' })).toThrow(
      /libask: the kernel symbol call_usermodehelper is not in this library: add its source/,
    );
  });

  test.each([
    [['lib/xarray.c', '-o', 'libk.so', '--export', 'xa_laod'], /--export xa_laod: none of the sources defines it/, 3],
    [['lib/xarray.c', '-o', 'lib-k.so', '--export', 'xa_load'], /-o lib-k\.so: a name such as libk\.so/, 2],
    [['lib/xarray.c', '-o', 'libk.so'], /--export NAMES is missing/, 2],
    [['-o', 'libk.so', '--export', 'xa_load'], /name the sources/, 2],
    [['fs/btrfs', '-o', 'libk.so', '--export', 'x'], /this configuration builds nothing there/, 4],
  ])('bad input: %j', async (words, sentence, status) => {
    const cwd = folder({ README: '' });
    const done = await ktest(['lib', '--tree', linux, ...words], { cwd });
    expect(done.stderr).toMatch(sentence);
    expect(done.stderr).not.toContain('    at ');
    expect(done.status).toBe(status);
    expect(existsSync(path.join(cwd, 'libk.so'))).toBe(false);
  });
});
