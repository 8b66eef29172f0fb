// SPDX-License-Identifier: MIT OR GPL-2.0-only
// --kernel-version: names that came, went or changed between Linux 5.4 and 6.18.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';
import { includeFolder, syntaxCheck } from './syntax-check.js';

/** Of each line of the table, code that compiles only where the line holds; the header before the bar. */
const probes: Record<string, string> = {
  pr_warning: 'printk | pr_warning("old\\n");',
  FIELD_SIZEOF: 'stddef | struct s { int a; }; int i = FIELD_SIZEOF(struct s, a);',
  rcu_swap_protected: 'rcupdate | int a, *p = &a, *q = NULL; rcu_swap_protected(p, q, true);',
  smp_read_barrier_depends: 'asm/barrier | smp_read_barrier_depends();',
  uninitialized_var: 'compiler | int uninitialized_var(x); x = 1; (void)x;',
  kzfree: 'slab | kzfree(NULL);',
  MODULE_SUPPORTED_DEVICE: 'module | int a; MODULE_SUPPORTED_DEVICE("x"); a = 1; (void)a;',
  EXPORT_UNUSED_SYMBOL: 'export | EXPORT_UNUSED_SYMBOL(x);',
  EXPORT_UNUSED_SYMBOL_GPL: 'export | EXPORT_UNUSED_SYMBOL_GPL(x);',
  EXPORT_SYMBOL_GPL_FUTURE: 'export | EXPORT_SYMBOL_GPL_FUTURE(x);',
  get_online_cpus: 'cpu | get_online_cpus();',
  put_online_cpus: 'cpu | put_online_cpus();',
  complete_and_exit: 'kthread | complete_and_exit(NULL, 0);',
  prandom_u32: 'random | u32 n = prandom_u32(); (void)n;',
  prandom_bytes: 'random | char b[4]; prandom_bytes(b, 4);',
  get_random_int: 'random | unsigned int n = get_random_int(); (void)n;',
  prandom_u32_max: 'random | u32 n = prandom_u32_max(4); (void)n;',
  strtobool: 'kernel | bool b; int err = strtobool("y", &b); (void)err;',
  strlcpy: 'string | char b[4]; strlcpy(b, "abc", 4);',
  for_each_cpu_not: 'cpumask | int cpu; for_each_cpu_not(cpu, cpu_online_mask) break;',
  no_llseek: 'fs | loff_t (*seek)(struct file *, loff_t, int) = no_llseek; (void)seek;',
  PG_error: 'page-flags | int n = PG_error; (void)n;',
  del_timer: 'timer | struct timer_list *t = NULL; int n = del_timer(t); (void)n;',
  del_timer_sync: 'timer | struct timer_list *t = NULL; int n = del_timer_sync(t); (void)n;',
  crc64_rocksoft: 'crc64 | u64 n = crc64_rocksoft((const u8 *)"", 0); (void)n;',
  from_timer:
    'timer | struct s { struct timer_list t; } *s; struct timer_list *t = NULL; s = from_timer(s, t, t); (void)s;',
  hrtimer_init: 'hrtimer | struct hrtimer t; hrtimer_init(&t, 1, HRTIMER_MODE_REL);',
  hrtimer_setup: 'hrtimer | struct hrtimer t; hrtimer_setup(&t, NULL, 1, HRTIMER_MODE_REL);',
  tasklet_setup: 'interrupt | struct tasklet_struct t; tasklet_setup(&t, NULL);',
  tasklet_of_a_function: 'interrupt | DECLARE_TASKLET(t, NULL, 0); (void)t;',
  fsleep: 'delay | fsleep(1);',
  krealloc_array: 'slab | void *p = krealloc_array(NULL, 1, 2, GFP_KERNEL); (void)p;',
  kvrealloc: 'slab | void *p = (void *)kvrealloc; (void)p;',
  timer_delete: 'timer | struct timer_list *t = NULL; int n = timer_delete(t); (void)n;',
  timer_delete_sync: 'timer | struct timer_list *t = NULL; int n = timer_delete_sync(t); (void)n;',
  timer_shutdown: 'timer | struct timer_list *t = NULL; int n = timer_shutdown(t); (void)n;',
  timer_shutdown_sync: 'timer | struct timer_list *t = NULL; int n = timer_shutdown_sync(t); (void)n;',
  list_count_nodes: 'list | LIST_HEAD(l); size_t n = list_count_nodes(&l); (void)n;',
  vm_flags_set: 'mm | struct vm_area_struct v = { 0 }; vm_flags_set(&v, VM_IO);',
  in_range: 'minmax | bool b = in_range(1, 2, 3); (void)b;',
  memdup_array_user: 'string | void *p = memdup_array_user(NULL, 1, 2); (void)p;',
  crc64_nvme: 'crc64 | u64 n = crc64_nvme(0, "", 0); (void)n;',
  timer_container_of:
    'timer | struct s { struct timer_list t; } *s; struct timer_list *t = NULL; s = timer_container_of(s, t, t); (void)s;',
  BIT_U8: 'bits | u8 n = BIT_U8(7); (void)n;',
  GENMASK_U8: 'bits | u8 n = GENMASK_U8(7, 0); (void)n;',
  EXPORT_SYMBOL_FOR_MODULES: 'export | EXPORT_SYMBOL_FOR_MODULES(x, "kvm");',
  vmalloc_with_protection: 'vmalloc | void *p = __vmalloc(8, GFP_KERNEL, 0); (void)p;',
  list_cmp_of_const:
    'list_sort | int (*cmp)(void *, const struct list_head *, const struct list_head *) = NULL; list_sort(NULL, NULL, cmp);',
  semaphore_with_count: 'semaphore | DEFINE_SEMAPHORE(s, 2); (void)s;',
  kvrealloc_of_one_size: 'slab | void *p = kvrealloc(NULL, 8, GFP_KERNEL); (void)p;',
  assign_str_with_source:
    'trace/stages/stage2_probes | char b[4], *(*__get_str)(int) = NULL; int (*__get_dynamic_array_len)(int) = NULL; int s = 0; const char *ktest_source_s = ""; __assign_str(s, b);',
  quoted_namespace: 'module | char c[] = "" "x"; MODULE_IMPORT_NS("NS"); (void)c;',
  cpumask_next_wrap_of_two: 'cpumask | unsigned int n = cpumask_next_wrap(0, cpu_online_mask); (void)n;',
};

/** Both forms compile in older versions, where the kernel's own macro makes a name of any text. */
const isLenient = ['quoted_namespace'];
const lines = [
  ...readFileSync(path.join(includeFolder, 'ktest/versions.h'), 'utf8').matchAll(
    /^#define KTEST_HAS_(\w+)\s+(.*?\((\d+), (\d+)\)\)?)/gm,
  ),
].map(([, name = '', condition = '', major, minor]) => ({
  name,
  isGone: /BEFORE|!/.test(condition),
  version: { major: Number(major), minor: Number(minor) },
}));

/** The version before one of the table's. */
function before({ major, minor }: { major: number; minor: number }): string {
  return minor > 0 ? `${major}.${minor - 1}` : '5.19';
}

describe('each line of the table', () => {
  test('has a probe', () => {
    expect(lines.length).toBeGreaterThan(35);
    expect(Object.keys(probes).sort()).toEqual(lines.map(({ name }) => name).sort());
  });

  test.each(['gcc', 'clang'])('%s: it compiles where the table says so, and nowhere else', async (cc) => {
    const right: Record<string, Record<string, string>> = {};
    const wrong: Record<string, Record<string, string>> = {};
    for (const { name, isGone, version } of lines) {
      const [header = '', code = ''] = probes[name]?.split(' | ') ?? [];
      const text = `#include <${header.includes('/') ? header : `linux/${header}`}.h>\nvoid probe(void);\nvoid probe(void) { ${code} }\n`;
      const [older, newer] = [before(version), `${version.major}.${version.minor}`];
      const [there, absent] = isGone ? [older, newer] : [newer, older];
      right[there] = { ...right[there], [`${name}.c`]: text };
      if (!isLenient.includes(name)) wrong[absent] = { ...wrong[absent], [`${name}.c`]: text };
    }
    const commandOf = async (version: string) => {
      const { stdout } = await ktest(['flags', '--cflags', '--cc', cc, '--kernel-version', version]);
      const errors = 'implicit-function-declaration incompatible-pointer-types int-conversion';
      return `${cc} ${stdout.trim()} ${errors
        .split(' ')
        .map((word) => `-Werror=${word}`)
        .join(' ')}`;
    };
    const failed = async (version: string, texts: Record<string, string>) => {
      const said = await syntaxCheck(texts, await commandOf(version));
      return [...said.matchAll(/^FAILED: (\w+\.c)\.ok/gm)].map(([, name]) => `${name} in ${version}`);
    };
    const all = async (some: typeof right) => {
      const found: string[] = [];
      for (const [version, texts] of Object.entries(some)) found.push(...(await failed(version, texts)));
      return found;
    };
    const names = Object.entries(wrong).flatMap(([version, texts]) =>
      Object.keys(texts).map((name) => `${name} in ${version}`),
    );
    expect(await all(right)).toEqual([]);
    // One compiler is enough for what is absent.
    if (cc === 'gcc') expect((await all(wrong)).sort()).toEqual(names.sort());
  });
});

/** Old code as it is found: each name is used, and does its work. */
const old = suite(
  {
    works: `	char text[4], *p = kvmalloc(4, GFP_KERNEL);
	KUNIT_EXPECT_EQ(test, strlcpy(text, "abcdef", sizeof(text)), 6);
	KUNIT_EXPECT_STREQ(test, text, "abc");
	KUNIT_EXPECT_LT(test, prandom_u32_max(10), 10);
	memcpy(p, "abc", 4);
	p = kvrealloc(p, 4, 9000, GFP_KERNEL);
	KUNIT_EXPECT_STREQ(test, p, "abc");
	kvfree(p);
	p = __vmalloc(100, GFP_KERNEL, 0);
	KUNIT_EXPECT_NOT_NULL(test, p);
	vfree(p);
	kzfree(kmalloc(8, GFP_KERNEL));
	down(&gate);
	KUNIT_EXPECT_EQ(test, down_trylock(&gate), 1);
	up(&gate);
	KUNIT_EXPECT_EQ(test, LINUX_VERSION_CODE, KERNEL_VERSION(5, 7, 3));
	KUNIT_EXPECT_EQ(test, LINUX_VERSION_PATCHLEVEL, 7);`,
  },
  {
    head: '#include <linux/random.h>\n#include <linux/semaphore.h>\n#include <linux/slab.h>\n#include <linux/string.h>\n#include <linux/version.h>\n#include <linux/vmalloc.h>\nstatic DEFINE_SEMAPHORE(gate);\nstatic void *kvrealloc(const void *p, size_t old, size_t size, gfp_t flags)\n{\n\tvoid *larger = kvmalloc(size, flags);\n\tmemcpy(larger, p, old);\n\tkvfree(p);\n\treturn larger;\n}',
  },
);

test.each([
  ['an option', { 'old_test.c': old }, ['--kernel-version', '5.7.3']],
  ['the configuration', { 'old_test.c': old, 'ktest.config.json': '{"kernelVersion": "5.7.3"}' }, []],
])('code for an old kernel runs: %s', async (_, files, words) => {
  const done = await results(words, { cwd: folder(files) });
  expect(done.cases['works'], done.stderr).toMatchObject({ verdict: 'passed' });
  if (words.length > 0) expect(done.cases['works']?.command).toContain('--kernel-version 5.7.3');
});

test('a name of another version: the message says which has it, and what to use', async () => {
  const source = suite(
    { old: '\tkzfree(NULL);\n\tKUNIT_EXPECT_EQ(test, BIT_U8(1), 2);' },
    { head: '#include <linux/slab.h>\n#include <linux/bits.h>' },
  );
  const done = await ktest(['run'], { cwd: folder({ 'old_test.c': source }) });
  expect(done.status).toBe(3);
  expect(done.stderr).toContain(
    'note: kzfree is gone since Linux 5.10: use kfree_sensitive; it is there with --kernel-version below 5.10\n',
  );
  expect(done.stderr).toContain(
    'note: BIT_U8 came with Linux 6.16: use BIT; it is there with --kernel-version 6.16 or newer\n',
  );
  const module = '#include <linux/module.h>\n#include <linux/semaphore.h>\nstatic DEFINE_SEMAPHORE(gate);\n';
  const init = 'static int __init gate_init(void) { up(&gate); return 0; }\nmodule_init(gate_init);\n';
  const formed = await ktest(['run'], { cwd: folder({ 'gate.c': module + init }) });
  expect(formed.stderr).toContain(
    'note: DEFINE_SEMAPHORE(name, n) is the form since Linux 6.4: --kernel-version below 6.4 changes it\n',
  );
  const scanned = await ktest(['scan'], {
    cwd: folder({ 'old.c': '#include <linux/slab.h>\nvoid f(void) { kzfree(0); }\n' }),
  });
  expect(scanned.stdout).toMatch(/kzfree\(\) +old\.c:2 +kfree_sensitive\(\)/);
});

test.each([
  ['5', 'not a version of the kernel, such as 5.10 or 6.12.8'],
  ['banana', 'not a version of the kernel, such as 5.10 or 6.12.8'],
  ['4.19', 'the emulated headers know 5.4 to 6.18'],
  ['7.0', 'the emulated headers know 5.4 to 6.18'],
  ['6.19', 'the emulated headers know 5.4 to 6.18'],
])('--kernel-version %s is refused', async (version, why) => {
  const done = await ktest(['run', '--kernel-version', version], { cwd: folder({ 'a_test.c': suite({ a: '' }) }) });
  expect(done).toMatchObject({ status: 2, stderr: `ktest: --kernel-version ${version}: ${why}\n` });
});

test('a tree of another version is not taken for a header that is missing', async () => {
  const source = suite({ far: '' }, { head: '#include <linux/phylink.h>' });
  const files = { 'far_test.c': source, 'ktest.config.json': '{"kernelVersion": "5.10"}' };
  const env = { KTEST_TREE: linux };
  const done = await ktest(['run'], { cwd: folder(files), env });
  expect(done.status).toBe(3);
  expect(done.stderr).toContain('has it; it is not used ("kernelVersion": 5.10)');
});

test('with a tree’s headers: forms and names of another version than the tree’s', { timeout: 600_000 }, async () => {
  const source = `#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/slab.h>
static const struct file_operations fops;
static int __init old_init(void)
{
	kzfree(NULL);
	return IS_ERR(class_create(THIS_MODULE, "old")) || !proc_create("old", 0444, NULL, &fops);
}
module_init(old_init);
MODULE_LICENSE("GPL");
`;
  const done = await ktest(['run', '--tree', linux, './old.c', '--cc', 'gcc'], { cwd: folder({ 'old.c': source }) });
  expect(done.status).toBe(3);
  const told = [
    ...done.stderr.matchAll(/^note: (.*); these headers are of Linux 6\.12\.\d+ \(LINUX_VERSION_CODE .*\)$/gm),
  ];
  expect(told.map((match) => match[1])).toEqual([
    'kzfree is gone since Linux 5.10: use kfree_sensitive',
    'class_create(name) is the form since Linux 6.4',
    'proc_create(name, mode, parent, const struct proc_ops *) is the form since Linux 5.6',
  ]);
});
