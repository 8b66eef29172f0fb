// SPDX-License-Identifier: MIT OR GPL-2.0-only
// `ktest run` of files that have a main() and no KUnit suite.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, repository, results } from './rig.js';

const head = '#include <stdio.h>\n#include <stdlib.h>\n#include <linux/bug.h>\n#include <linux/slab.h>\n';

test('programs in the drop-in’s style pass, unmodified', async () => {
  const names = ['balance', 'mpi', 'predict', 'skb', 'trie'];
  const found = await results(
    names.map((name) => path.join('test/dropin', name, name === 'predict' ? 'main.cc' : 'main.c')),
    { cwd: repository },
  );
  expect(found.status).toBe(0);
  expect(found.all.map(({ suite, case: name, verdict }) => `${suite}.${name} ${verdict}`).sort()).toEqual(
    names.map((name) => `${name}.main passed`),
  );
});

describe('each way to end', () => {
  test.each([
    ['return 0', '\tputs("hello");\n\treturn 0;', 'passed', undefined],
    ['the end of main()', '\tputs("hello");', 'passed', undefined],
    ['memory that is left', '\treturn !kmalloc(8, GFP_KERNEL);', 'passed', undefined],
    ['exit(0)', '\texit(0);', 'passed', undefined],
    ['return 3', '\treturn 3;', 'failed', /main\(\) ended with status 3/],
    ['exit(2)', '\texit(2);', 'failed', /main\(\) ended with status 2/],
    ['BUG_ON()', '\tBUG_ON(head != 1);\n\treturn 0;', 'crashed', /kernel BUG/],
    ['abort()', '\tabort();', 'crashed', /SIGABRT/],
    [
      'a write after kfree()',
      '\tvolatile char *p = kmalloc(8, GFP_KERNEL);\n\tkfree((void *)p);\n\tp[1] = 2;\n\treturn 0;',
      'failed',
      /./,
    ],
  ])('%s', async (_, body, verdict, said) => {
    const root = folder({ 'prog.c': `${head}static volatile int head;\nint main(void)\n{\n${body}\n}\n` });
    const found = await results(['prog.c'], { cwd: root });
    const [only] = found.all;
    expect(only).toMatchObject({ suite: 'prog', case: 'main', verdict });
    expect(found.status).toBe(verdict === 'passed' ? 0 : 1);
    if (said) expect(JSON.stringify(only)).toMatch(said);
  });
});

test('functions of the other files of the folder are linked, arguments are none, sanitizers work', async () => {
  const files = {
    'prog.c': `${head}int twice(int x);\nint main(int argc, char **argv)\n{\n\treturn twice(argc) != 2 || argv[1];\n}\n`,
    'twice.c': 'int twice(int x);\nint twice(int x) { return 2 * x; }\n',
  };
  const root = folder(files);
  for (const words of [[], ['--sanitize', 'address,undefined']])
    expect((await results(['prog.c', ...words], { cwd: root })).all[0]?.verdict, words.join(' ')).toBe('passed');
});

const cxx = `#include <map>
#include <stdexcept>
#include <string>
#include <linux/list.h>
#include <linux/slab.h>
#include "queue.hpp"
`;
const queue = {
  'queue.hpp': `#pragma once
#include <linux/list.h>
namespace net {
class queue {
public:
\tqueue();
\t~queue();
\tvoid put(int value);
\tint get();
private:
\tstruct list_head items;
};
}
extern "C" int checksum(int x);
`,
  'queue.cpp': `#include "queue.hpp"
#include <stdexcept>
#include <linux/slab.h>
namespace net {
struct item { struct list_head list; int value; };
queue::queue() { INIT_LIST_HEAD(&items); }
queue::~queue() { while (!list_empty(&items)) get(); }
void queue::put(int value)
{
\titem *i = static_cast<item *>(kmalloc(sizeof(*i), GFP_KERNEL));
\ti->value = value;
\tlist_add_tail(&i->list, &items);
}
int queue::get()
{
\tif (list_empty(&items))
\t\tthrow std::out_of_range("queue");
\titem *i = list_first_entry(&items, item, list);
\tint value = i->value;
\tlist_del(&i->list);
\tkfree(i);
\treturn value;
}
}
`,
  'sum.c': 'int checksum(int x);\nint checksum(int x) { return x ^ 3; }\n',
};

test.each([
  ['gcc', []],
  ['clang', []],
  ['gcc', ['--sanitize', 'address,undefined']],
  ['clang', ['--sanitize', 'thread']],
])('C++ with %s %j: classes of other files, exceptions, objects made before main(), C beside it', async (cc, words) => {
  const body = `static net::queue early;
struct first { first() { early.put(7); } } before_main;
int main()
{
\tstd::map<std::string, int> seen;
\tif (early.get() != 7 || checksum(4) != 7)
\t\treturn 1;
\ttry {
\t\tearly.get();
\t} catch (const std::out_of_range &e) {
\t\tseen[e.what()]++;
\t}
\tearly.put(1);
\treturn seen["queue"] - 1;
}
`;
  const root = folder({ ...queue, 'prog.cpp': cxx + body });
  const found = await ktest(['run', 'prog.cpp', '--cc', cc, ...words], { cwd: root });
  expect(found.stdout).toContain('ok 1 main');
  expect(found.stderr).not.toContain('warning');
  expect(found.status).toBe(0);
});

test('C++ that fails, crashes, does not compile, or is no program', async () => {
  const files = {
    'status.cpp': `${cxx}int main() { return 3; }\n`,
    'thrown.cpp': `${cxx}int main() { net::queue().get(); }\n`,
    'beyond.cpp': `${cxx}int main() { int *p = (int *)kmalloc(8, GFP_KERNEL); p[2] = 1; kfree(p); }\n`,
    'wrong.cpp': `${cxx}int main() { return none; }\n`,
  };
  const root = folder({ ...queue, ...files });
  const run = (name: string) => results([name], { cwd: root });
  expect(JSON.stringify(await run('status.cpp'))).toContain('main() ended with status 3');
  expect((await run('thrown.cpp')).all[0]).toMatchObject({ verdict: 'crashed' });
  expect(JSON.stringify(await run('beyond.cpp'))).toContain('overrun: up to 4 bytes behind a kmalloc allocation');
  const wrong = await ktest(['run', 'wrong.cpp'], { cwd: root });
  expect(wrong.stderr).toMatch(/wrong\.cpp does not compile: line 7: .*none/);
  expect(wrong.status).toBe(3);
  const none = await ktest(['run', 'queue.cpp'], { cwd: root });
  expect(none.stderr).toMatch(/queue\.cpp is C\+\+ without a main\(\): of C\+\+, ktest runs programs/);
  expect(none.status).toBe(4);
  const tree = await ktest(['run', 'status.cpp', '--tree', process.env['LINUX'] ?? ''], { cwd: root });
  expect(tree.stderr).toContain('it runs with the emulated headers only');
  expect(tree.status).toBe(4);
});

test('a program that forks shares locks with its child, in memory of both', async () => {
  const text = `#include <linux/kernel.h>
#include <linux/mutex.h>
#include <linux/spinlock.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
struct shared {
	spinlock_t spin;
	struct mutex mutex;
	rwlock_t rw;
	int spins, sleeps, writes;
};
/* The other process finds it locked. */
#define COUNT(take, give, count, i) do { take; (count)++; if (i % 8 == 0) sched_yield(); give; } while (0)
int main(void)
{
	struct shared *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int i, status = 1;
	pid_t pid;

	spin_lock_init(&s->spin);
	mutex_init(&s->mutex);
	rwlock_init(&s->rw);
	pid = fork();
	for (i = 0; i < 2000; i++) {
		COUNT(spin_lock(&s->spin), spin_unlock(&s->spin), s->spins, i);
		COUNT(mutex_lock(&s->mutex), mutex_unlock(&s->mutex), s->sleeps, i);
		COUNT(write_lock(&s->rw), write_unlock(&s->rw), s->writes, i);
		read_lock(&s->rw);
		if (s->writes < i)
			return 2;
		read_unlock(&s->rw);
	}
	if (!pid)
		_exit(0);
	waitpid(pid, &status, 0);
	return s->spins != 4000 || s->sleeps != 4000 || s->writes != 4000 || status;
}
`;
  const done = await ktest(['run', 'shared.c'], { cwd: folder({ 'shared.c': text }) });
  expect(done.status, done.stdout).toBe(0);
});

test('libc’s headers of the user-space API are there, too', async () => {
  const names = [
    'cpuid',
    'fcntl',
    'immintrin',
    'pthread',
    'sys/mman',
    'sys/resource',
    'sys/stat',
    'sys/time',
    'unistd',
  ];
  const libc = names.map((name) => `#include <${name}.h>\n`).join('');
  const main = 'int main(void) { struct statx s; return syscall(-1) == 0 || sizeof(s) < 8; }\n';
  const root = folder({ 'prog.c': `#define _GNU_SOURCE\n${libc}#include "ktest.h"\n#include <linux/fs.h>\n${main}` });
  const found = await results(['prog.c'], { cwd: root });
  expect(found.all[0]).toMatchObject({ verdict: 'passed' });
});

test('where there is no process for it, that is said', async () => {
  const root = folder({ 'prog.c': `${head}int main(void) { return 0; }\n` });
  const guest = await ktest(['run', 'prog.c', '--backend', 'qemu', '--kernel', 'debian:6.12'], { cwd: root });
  expect(guest).toMatchObject({
    status: 2,
    stderr: 'ktest: prog.c has a main(), so it is no module: run it without --backend\n',
  });
  // A folder's programs are the Makefile's, not tests.
  expect((await ktest(['run', '.'], { cwd: root })).status).toBe(4);
});
