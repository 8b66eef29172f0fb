// SPDX-License-Identifier: MIT OR GPL-2.0-only
// User-space test programs of a kernel tree (tools/testing), those that run long, and what becomes of their failures.
import path from 'node:path';
import { expect, test } from 'vitest';
import { linux } from '../e2e/rig.js';
import { treeWith, verdicts } from '../e2e/tree-rig.js';

const folder = 'tools/testing/radix-tree';

test('idr and xarray', { timeout: 1_200_000 }, async () => {
  const files = ['idr-test', 'xarray'].map((name) => path.join(linux, folder, `${name}.c`));
  const done = await verdicts(['--tree', linux, ...files, '--timeout', '600']);
  expect(done.found).toEqual({ 'idr-test.main': 'passed', 'xarray.main': 'passed' });
  const text = JSON.stringify(done.all);
  expect(text).toMatch(/XArray: (\d+) of \1 tests passed/);
  expect(text).toMatch(/IDA: (\d+) of \1 tests passed/);
});

const begin = '#include <linux/slab.h>\n#include <linux/xarray.h>\n#include <stdio.h>\n#include "test.h"\n';

test('what main() says is the verdict', { timeout: 600_000 }, async () => {
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
    [`${folder}/returns.c`]: program('int main(void)\n{\n\tprintf("3 failed\\n");\n\treturn 3;\n}\n'),
    [`${folder}/asserts.c`]: program('int main(void)\n{\n\tassert(1 + 1 == 3);\n\treturn 0;\n}\n'),
    [`${folder}/private.c`]: program('int main(void)\n{\n\treturn shift_maxindex(0) != XA_CHUNK_MASK;\n}\n'),
    [`${folder}/lacks.c`]: program(
      'void item_of_nobody(void);\nint main(void)\n{\n\titem_of_nobody();\n\treturn 0;\n}\n',
    ),
  });
  const files = ['passes', 'returns', 'asserts', 'private', 'lacks'].map((name) => `${folder}/${name}.c`);
  const done = await verdicts(['--tree', tree, ...files]);
  expect(done.found).toEqual({
    'passes.main': 'passed',
    'returns.main': 'failed',
    'asserts.main': 'crashed',
    'private.main': 'passed',
    'lacks.main': 'unsupported',
  });
  const text = JSON.stringify(done.all);
  expect(text).toContain('main() ended with status 3');
  expect(text).toMatch(/asserts\.c:7: \w*main\w*\(\): assertion failed: 1 \+ 1 == 3/);
  expect(text).toContain('half a line, the rest');
});
