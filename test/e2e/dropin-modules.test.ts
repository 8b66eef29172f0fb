// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Programs with a main() that include a module's file, with nothing of ktest but its include folder.
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, startProgram } from './rig.js';
import { includeFolder as include } from './syntax-check.js';

/** A module as it is in a kernel, with a table, parameters and memory. */
const moduleFile = `static int level = 3, list[3], limits;
static char *label = "a";
static unsigned int nr;
static const struct kernel_param_ops limited = { .set = set_limits, .get = param_get_int };
module_param_cb(level, &param_ops_int, &level, 0644);
module_param_cb(limits, &limited, &limits, 0644);
module_param(label, charp, 0644);
module_param_array(list, int, &nr, 0444);
static const struct of_device_id ids[] = { { .compatible = "acme,one" }, { .compatible = "acme,two" }, { } };
MODULE_DEVICE_TABLE(of, ids);
static void *bufs[3];
static int __init my_init(void)
{
	for (int i = 0; i < 3; i++) {
		bufs[i] = kmalloc(32 << i, GFP_KERNEL);
		if (!bufs[i]) {
			while (i--)
				kfree(bufs[i]);
			return -ENOMEM;
		}
	}
	return 0;
}
static void __exit my_exit(void)
{
	for (int i = 0; i < 3; i++)
		kfree(bufs[i]);
}
module_init(my_init);
module_exit(my_exit);
MODULE_LICENSE("GPL");
`;

const program = `#include <stdio.h>
#include <linux/mm.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>
static int fail_at = -1, calls;
static void *test_kmalloc(size_t size, gfp_t flags) { return calls++ == fail_at ? NULL : (kmalloc)(size, flags); }
static int set_limits(const char *val, const struct kernel_param *kp) { return param_set_uint_minmax(val, kp, 1, 9); }
#define kmalloc(size, flags) test_kmalloc(size, flags)
#include "module.inc"
#undef kmalloc
struct allocator { void *(*kmalloc)(size_t size, gfp_t flags); };
static void areas(void)
{
	static const struct allocator zeroed = { kzalloc };
	char *area[20], *slab = zeroed.kmalloc(100000, GFP_KERNEL), *large = kvmalloc(8 << 20, GFP_KERNEL);

	for (int i = 0; i < 20; i++) {
		area[i] = vmalloc(i * 777 + 1);
		BUG_ON(!is_vmalloc_addr(area[i] + i * 777) || is_vmalloc_addr(area[i] - 1));
	}
	BUG_ON(is_vmalloc_addr(slab) || is_vmalloc_addr(area) || is_vmalloc_addr(NULL) || is_vmalloc_addr((void *)-1L));
	BUG_ON(!is_vmalloc_addr(large) || !is_vmalloc_addr(large + (8 << 20) - 1));
	for (int i = 0; i < 20; i++)
		kvfree(area[i]);
	BUG_ON(is_vmalloc_addr(area[3]));
	kvfree(large);
	kvfree(slab);
}
int main(void)
{
	char text[4096];

	BUG_ON(init_module());
	cleanup_module();
	for (fail_at = 0; fail_at < 3; fail_at++) {
		calls = 0;
		BUG_ON(init_module() != -ENOMEM);
	}
	BUG_ON(__param_level.ops->set("77", &__param_level) || level != 77);
	BUG_ON(__param_limits.ops->set("10", &__param_limits) != -EINVAL);
	BUG_ON(__param_list.ops->set("7,8", &__param_list) || nr != 2);
	BUG_ON(__param_list.ops->get(text, &__param_list) != 4 || strcmp(text, "7,8\\n"));
	BUG_ON(__param_label.ops->set("bcd", &__param_label) || strcmp(label, "bcd"));
	__param_label.ops->free(&label);
	BUG_ON(strcmp(ids[1].compatible, "acme,two") || ids[2].compatible[0]);
	areas();
	puts("passed");
	return 0;
}
`;

const files = { 'main.c': program, 'module.inc': moduleFile };
const strict = ['-Wall', '-Wextra', '-Werror', '-Wno-unused-parameter', '-I', include];

async function runs(command: string, sources: string[], place: string): Promise<string> {
  const [compiler = '', ...words] = command.split(' ');
  const all = [...words, ...strict, ...sources, '-pthread', '-o', 'main'];
  expect(await startProgram(compiler, all, { cwd: place }).done).toMatchObject({ status: 0, stderr: '' });
  const done = await startProgram(path.join(place, 'main'), []).done;
  expect(done).toMatchObject({ status: 0, stderr: '' });
  return done.stdout;
}

test.each(['gcc -std=gnu99 -O0 -g', 'gcc -std=gnu2x -O3', 'clang -O2', 'gcc -O1 -fsanitize=address,undefined'])(
  'a module’s own functions, its parameters and its table: %s',
  async (command) => {
    expect(await runs(command, ['main.c'], folder(files))).toBe('passed\n');
  },
);

test('and as a test', async () => {
  const done = await ktest(['run', 'main.c'], { cwd: folder(files) });
  expect(done.stdout).toContain('# passed');
  expect(done.status).toBe(0);
});

test('several modules start in order and end in reverse; entries by name are the program’s own', async () => {
  const part = (name: string, result = 0) => `#include <linux/module.h>
static int __init part_init(void) { printk("+${name}\\n"); return ${result}; }
static void __exit part_exit(void) { printk("-${name}\\n"); }
module_init(part_init);
module_exit(part_exit);
`;
  const main =
    '#include <linux/module.h>\nint main(void) { int err = init_module(); cleanup_module(); return err != ERR; }\n';
  const own =
    '#include <linux/module.h>\nint init_module(void) { return 5; }\nvoid cleanup_module(void) { printk("own\\n"); }\n';
  const place = folder({ 'main.c': main, 'a.c': part('a'), 'b.c': part('b'), 'c.c': part('c', -5), 'own.c': own });
  expect(await runs('gcc -O1 -DERR=0', ['a.c', 'main.c', 'b.c'], place)).toBe('+a\n+b\n-b\n-a\n');
  expect(await runs('clang -O1 -DERR=-5', ['a.c', 'c.c', 'b.c', 'main.c'], place)).toMatch(/^\+a\n\+c\n-b\n/);
  expect(await runs('gcc -O2 -DERR=5', ['main.c', 'own.c'], place)).toBe('own\n');
});

test.each(['g++ -std=c++11', 'clang++ -std=c++20'])(
  "current and parameters' operations in C++: %s",
  async (command) => {
    const source = `#include <linux/moduleparam.h>
#include <linux/sched.h>
#include <algorithm>
#include <iterator>
#include <memory>
#if __cplusplus >= 202002L
#include <source_location>
#endif
static int depth, list[3];
module_param_cb(depth, &param_ops_int, &depth, 0644);
module_param_array(list, int, NULL, 0444);
struct cursor { int current; };
static bool is_self(struct task_struct *task) { return task == current; }
int main()
{
	struct task_struct *task = current;
	cursor c = { 1 };
	int current_is_mine = 0;
	{ int current = 3; current_is_mine = current; }
	WRITE_ONCE(current->__state, TASK_RUNNING);
	const struct kernel_param_ops *ops = &param_ops_int;
	struct kernel_param param = { "depth", ops, 0644, { &depth } };
	if (ops->set("17", &param) || depth != 17 || ops != &param_ops_int || param_ops_charp.free != param_free_charp)
		return 2;
	return !(is_self(task) && current == task && current->pid == task->pid && c.current == 1 && current_is_mine == 3);
}
`;
    await runs(command, ['main.cc'], folder({ 'main.cc': source }));
  },
);

/* In a kernel, one type's memory may be read as another's; a program is compiled without -fno-strict-aliasing. */
test.each(['gcc -O3', 'gcc -O2 -std=gnu89', 'clang -O3 -fsanitize=undefined'])(
  'what is stored as one type and read as another: %s',
  async (command) => {
    const source = `#include <linux/ip.h>
#include <linux/llist.h>
#include <linux/skbuff.h>
#include <linux/string.h>
#include <linux/tcp.h>
#include <linux/units.h>
#include <net/checksum.h>
#include <asm/unaligned.h>
struct letter { struct llist_node node; int value; };
static void fill(unsigned char *p, unsigned int len)
{
	memset(p, 0, 20);
	p[0] = 0x45;
	put_unaligned_be16(20 + len, p + 2);
	p[9] = IPPROTO_TCP;
	put_unaligned_be32(0x7f000001, p + 12);
	put_unaligned_be32(0x7f000002, p + 16);
	put_unaligned(ip_fast_csum(p, 5), (__sum16 *)(p + 10));
}
int main(void)
{
	struct letter letters[2], *letter, *next;
	unsigned long words[4], value = KILO;
	void *pointers[4];
	LLIST_HEAD(mail);
	unsigned int i;
	int sum = 0;

	for (i = 0; i < 40; i++) {
		struct sk_buff *skb = alloc_skb(64, GFP_KERNEL);
		struct iphdr *ip = (struct iphdr *)skb_put(skb, 20);

		fill(skb->data, i);
		BUG_ON(ip_fast_csum(skb->data, ip->ihl) || get_unaligned_be16(skb->data + 2) != 20 + i || ip->version != 4);
		kfree_skb(skb);
	}
	for (i = 0; i < 4; i++) {
		words[i] = 1;
		pointers[i] = NULL;
	}
	memset_l(words, 7, 4);
	memset_p(pointers, words, 4);
	BUG_ON(words[3] != 7 || pointers[2] != words);
	BUG_ON(kstrtoul("31", 0, &value) || value != 31 || kelvin_to_celsius(300) != 27);
	for (i = 0; i < 2; i++) {
		letters[i].value = i + 1;
		llist_add(&letters[i].node, &mail);
	}
	llist_for_each_entry_safe(letter, next, llist_del_all(&mail), node)
		sum = sum * 10 + letter->value;
	return sum != 21;
}
`;
    await runs(command, ['main.c'], folder({ 'main.c': source }));
  },
);
