// SPDX-License-Identifier: MIT OR GPL-2.0-only
// User-space test programs of a kernel tree (tools/testing), those that run long, and what becomes of their failures.
import path from 'node:path';
import { expect, test } from 'vitest';
import { ktest, linux } from '../e2e/rig.js';
import { treeWith, verdicts } from '../e2e/tree-rig.js';

const folder = 'tools/testing/radix-tree';

test('idr and xarray', async () => {
  const files = ['idr-test', 'xarray'].map((name) => path.join(linux, folder, `${name}.c`));
  const done = await verdicts(['--tree', linux, ...files, '--timeout', '600']);
  expect(done.found).toEqual({ 'idr-test.main': 'passed', 'xarray.main': 'passed' });
  const text = JSON.stringify(done.all);
  expect(text).toMatch(/XArray: (\d+) of \1 tests passed/);
  expect(text).toMatch(/IDA: (\d+) of \1 tests passed/);
});

test('maple trees: readers under RCU beside a writer', async () => {
  const done = await verdicts(['--tree', linux, path.join(linux, folder, 'maple.c'), '--timeout', '1500']);
  expect(done.found).toEqual({ 'maple.main': 'passed' });
  expect(JSON.stringify(done.all)).toMatch(/maple_tree: (\d+) of \1 tests passed/);
});

test.each([
  ['clang', 'tools/testing/radix-tree/idr-test.c', ['--cc', 'clang'], 'idr-test.main'],
  ['AddressSanitizer and UBSan', 'tools/testing/vma/vma.c', ['--sanitize', 'address,undefined'], 'vma.main'],
  ['AddressSanitizer', 'tools/testing/radix-tree/multiorder.c', ['--sanitize', 'address'], 'multiorder.main'],
])('under %s', async (_, file, words, name) => {
  const done = await verdicts(['--tree', linux, path.join(linux, file), '--timeout', '1500', ...words]);
  expect(done.found).toEqual({ [name]: 'passed' });
});

const older = process.env['LINUX_6_1'] ?? '';

test.skipIf(older === '')('an option that the folder sets, and the configuration can not have: Linux 6.1', async () => {
  const done = await verdicts(['--tree', older, path.join(older, folder, 'multiorder.c')]);
  expect(done.found).toEqual({ 'multiorder.main': 'passed' });
});

test('radix trees: all regressions, iterations and tags', async () => {
  const done = await verdicts(['--tree', linux, path.join(linux, folder, 'main.c'), '--timeout', '1500']);
  expect(done.found).toEqual({ 'radix-tree.main': 'passed' });
  expect(JSON.stringify(done.all)).toContain('tests completed');
});

const begin = '#include <linux/slab.h>\n#include <linux/xarray.h>\n#include <stdio.h>\n#include "test.h"\n';

test('what main() says is the verdict', async () => {
  const program = (text: string) => () => `${begin}${text}`;
  const tree = treeWith({
    [`${folder}/passes.c`]: program(`
#include <pthread.h>
#ifdef __KERNEL__
#error this is user space
#endif
static bool told;
static void *tell(void *arg) { usleep(1000); told = true; return arg; }
int main(int argc, char **argv)
{
	pthread_t thread;
	void *result;
	DEFINE_XARRAY(xa);

	pthread_create(&thread, NULL, tell, &xa);
	while (!READ_ONCE(told))
		;
	pthread_join(thread, &result);
	assert(result == &xa && argc == 1);
	/* An allocation that may not wait fails, as in these programs' own allocator. */
	assert(!kmalloc(8, GFP_NOWAIT));
	assert(xa_err(xa_store(&xa, 1, xa_mk_value(1), GFP_NOWAIT)) == -ENOMEM);
	assert(!xa_store(&xa, 1, xa_mk_value(1), GFP_KERNEL) && nr_allocated == 1);
	printf("half a line, %s", "the rest\\n");
	exit(0);
}
`),
    [`${folder}/readers.c`]: program(`
#include <pthread.h>
#include <linux/rcupdate.h>
static bool stop, reads, was_called;
static void *reader(void *arg)
{
	rcu_register_thread();
	rcu_read_lock();
	rcu_read_lock();
	rcu_read_unlock();
	reads = true;
	while (!READ_ONCE(stop))
		;
	assert(!was_called);
	rcu_read_unlock();
	rcu_unregister_thread();
	return NULL;
}
static void called(struct rcu_head *head)
{
	/* Longer than a thread may run: a callback goes on to its end. */
	for (volatile int i = 0; i < 100000; i++)
		;
	was_called = true;
}
int main(void)
{
	pthread_t threads[20];
	struct rcu_head head;

	for (int i = 0; i < 20; i++)
		pthread_create(&threads[i], NULL, reader, NULL);
	/* A pause is enough for the new threads to run. */
	usleep(5);
	assert(reads);
	call_rcu(&head, called);
	for (volatile int i = 0; i < 1000000; i++)
		;
	assert(!was_called);
	stop = true;
	synchronize_rcu();
	rcu_barrier();
	assert(was_called);
	for (int i = 0; i < 20; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
`),
    'tools/testing/vma/vma.c': (text) => text.replace('ASSERT_EQ(mm.map_count, 4);', 'ASSERT_EQ(mm.map_count, 5);'),
    [`${folder}/internal.h`]: () => '#ifndef __MM_INTERNAL_H\n#define __MM_INTERNAL_H\n#endif\n',
    [`${folder}/stands.c`]: () =>
      '#include "internal.h"\n#include "../../../mm/internal.h"\nint main(void)\n{\n\treturn 0;\n}\n',
    [`${folder}/returns.c`]: program(
      'int main(void)\n{\n\tprintf("3 tests\\n");\n\tfprintf(stderr, "1 failed\\n2 failed\\n");\n\treturn 3;\n}\n',
    ),
    [`${folder}/asserts.c`]: program('int main(void)\n{\n\tassert(1 + 1 == 3);\n\treturn 0;\n}\n'),
    [`${folder}/private.c`]: program('int main(void)\n{\n\treturn shift_maxindex(0) != XA_CHUNK_MASK;\n}\n'),
    [`${folder}/lacks.c`]: program(
      'void item_of_nobody(void);\nint main(void)\n{\n\titem_of_nobody();\n\treturn 0;\n}\n',
    ),
  });
  const files = ['passes', 'readers', 'returns', 'asserts', 'private', 'lacks'].map((name) => `${folder}/${name}.c`);
  const done = await verdicts(['--tree', tree, ...files, 'tools/testing/vma/vma.c']);
  expect(done.found).toEqual({
    'passes.main': 'passed',
    'readers.main': 'passed',
    'returns.main': 'failed',
    'asserts.main': 'crashed',
    'private.main': 'passed',
    'lacks.main': 'unsupported',
    'vma.main': 'failed',
  });
  const text = JSON.stringify(done.all);
  expect(text).toContain('main() ended with status 3: 1 failed; 2 failed"');
  expect(text).toMatch(/asserts\.c:7: \w*main\w*\(\): assertion failed: 1 \+ 1 == 3/);
  expect(text).toContain('half a line, the rest');
  expect(text).toMatch(
    /status 1: Assert FAILED at \S*vma\.c:\d+:test_merge_new\(\): .* is FALSE\.; Test merge_new FAILED/,
  );

  const refused = await ktest(['run', '--tree', tree, `${folder}/stands.c`]);
  expect(refused.stderr).toContain(`${folder}/internal.h takes the place of mm/internal.h`);
  expect(refused.status).toBe(3);
});
