// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Programs with a main() of their own, libc's headers and nothing of ktest but its include folder.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder, ktest, linux, repository, startProgram } from './rig.js';
import { allAtOnce, eachAlone, includeFolder as include, syntaxCheck } from './syntax-check.js';

const said = {
  balance: 'balance: 40 threads',
  mpi: 'mpi: passed',
  predict: 'predict: 110 times 7 to 8',
  skb: 'skb: 20 requests',
  trie: 'ktest: 20000 records',
};

/** A copy of a program's folder, built by its Makefile of three lines. */
async function build(name: string, flags = '', variables: string[] = [], headers = include): Promise<string> {
  const place = folder({});
  cpSync(path.join(repository, 'test/dropin', name), place, { recursive: true });
  const words = ['-s', '-C', place, `KTEST_INCLUDE=${headers}`, ...variables];
  const env = { CFLAGS: flags, CXXFLAGS: flags, LDFLAGS: flags };
  const made = await startProgram('make', words, { env }).done;
  expect(made.stderr).toBe('');
  expect(made.status).toBe(0);
  return path.join(place, 'main');
}

async function compile(source: string, words: string[], compiler = 'gcc', name = 'main.c') {
  const place = folder({ [name]: source });
  const all = [...words, '-I', include, name, '-pthread', '-o', 'main'];
  const made = await startProgram(compiler, all, { cwd: place }).done;
  return { ...made, program: path.join(place, 'main') };
}

test.each(Object.entries(said))('%s', async (name, line) => {
  const program = await build(name);
  const done = await startProgram(program, []).done;
  expect(done).toMatchObject({ status: 0 });
  expect(done.stdout).toContain(line);
});

test('clang builds them, too', async () => {
  for (const name of ['predict', 'skb']) {
    const program = await build(name, '', ['CC=clang', 'CXX=clang++']);
    expect((await startProgram(program, []).done).status).toBe(0);
  }
});

test.each([
  ['balance', '-fsanitize=thread -DNR_CPUS=1'],
  ['trie', '-fsanitize=thread'],
  ['predict', '-fsanitize=thread'],
  ['trie', '-fsanitize=address -DNR_CPUS=1'],
  ['balance', '-fsanitize=address'],
  ['skb', '-fsanitize=address,undefined'],
  ['mpi', '-fsanitize=address -DDBG_TLS_NO_RAND -mrdrnd'],
])('%s with %s: no report', async (name, flags) => {
  const done = await startProgram(await build(name, flags), []).done;
  expect(done.stderr.replace(/^ktest: there are more threads.*\n/, '')).toBe('');
  expect(done.status).toBe(0);
});

test.each(['skb', 'balance'])('%s with valgrind: no error, no leak', async (name) => {
  const program = await build(name);
  const words = ['-q', '--fair-sched=yes', '--leak-check=full', '--error-exitcode=9', program];
  const done = await startProgram('valgrind', words).done;
  expect(done.stderr.replace(/^ktest: there are more threads.*\n/, '')).toBe('');
  expect(done.status).toBe(0);
});

test('BUG_ON() ends the program with its place, also with -DNDEBUG', async () => {
  const program = await build('mpi', '-DNDEBUG');
  const done = await startProgram(program, ['fail']).done;
  expect(done.status).not.toBe(0);
  expect(done.stderr).toMatch(/^kernel BUG at main\.c:\d+!\n$/);
});

const warnings = `-Wall -Wextra -Werror -I ${include}`;

test.each([
  ['gcc -std=gnu89', 'c'],
  ['gcc -std=gnu11', 'c'],
  ['gcc -std=c99', 'c'],
  ['clang -std=c17', 'c'],
  ['gcc -DKTEST_KERNEL_VERSION=0x050400', 'c'],
  ['gcc -DKTEST_KERNEL_VERSION=0x061200', 'c'],
  ['clang -std=gnu2x', 'c'],
  ['g++ -std=gnu++11', 'cc'],
  ['clang++ -std=gnu++17', 'cc'],
] as const)('all headers at once, in both orders, before and after the library: %s', async (compiler, language) => {
  expect(await syntaxCheck(allAtOnce(language), `${compiler} ${warnings}`)).toBe('');
});

test.each(['g++', 'clang++'])('all headers at once as `ktest run` compiles C++: %s', async (compiler) => {
  const flags = (await ktest(['flags', '--cflags'])).stdout
    .trim()
    .replace(/-std=\S+/, '-std=gnu++17')
    .replace(/-isystem \S+/, '');
  expect(await syntaxCheck(allAtOnce('cc'), `${compiler} ${flags} -Wall -Wextra -Werror`)).toBe('');
});

// All of them, with each compiler: test/long/header-languages.
test('headers alone in C++, a fourth of them', async () => {
  const sample = Object.fromEntries(Object.entries(eachAlone('cc')).filter((_, i) => i % 4 === 0));
  expect(await syntaxCheck(sample, `g++ -std=gnu++17 ${warnings}`)).toBe('');
});

const ownMinMax = `#include <linux/atomic.h>
#include <linux/kernel.h>
#include <linux/spinlock.h>
#define min(a,b) (((a) < (b)) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))
static int max(int a, int b) { return a > b ? a : b; }
#include <linux/list.h>
#include <linux/net.h>
static struct { struct list_head list; } __attribute__((aligned(L1_CACHE_BYTES))) entries[4];
int main(int argc, char *argv[])
{
	BUG_ON(entries[1].list.next);
	BUG_ON(min(2, 1) != 1 || max(3, 4) != MAX(4, 3) || min3(3, 1, 2) != 1);
	net_warn_ratelimited("%zu of %p\\n", ARRAY_SIZE(entries), argv);
	return argc - 1;
}
`;

test.each([
  'gcc -DL1_CACHE_BYTES=64 -O0',
  'gcc -DL1_CACHE_BYTES=0 -std=gnu89',
  'gcc -DL1_CACHE_BYTES= -std=gnu2x',
  'clang -DL1_CACHE_BYTES=128',
])('min(), max(), MAX() of one’s own after linux/kernel.h: %s', async (command) => {
  const [compiler = '', ...words] = command.split(' ');
  const done = await compile(ownMinMax, [...words, '-Wall', '-Werror'], compiler);
  expect(done.stderr).toBe('');
  expect((await startProgram(done.program, []).done).status).toBe(0);
});

test('and as a test: without a warning', async () => {
  const done = await ktest(['run', 'main.c'], { cwd: folder({ 'main.c': ownMinMax }) });
  expect(done.stderr).not.toContain('redefined');
  expect(done.status).toBe(0);
});

test('a user of few headers pays for few; min() comes with linux/slab.h', async () => {
  const source = `#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/slab.h>
int main(void) { return min(1, 2) - 1; }
`;
  const done = await compile(source, ['-Wall', '-Werror', '-O0']);
  expect(done.stderr).toBe('');
  const nm = await startProgram('nm', ['--defined-only', done.program]).done;
  expect(nm.stdout).not.toMatch(/ [TtW] (rb_|kfree|bitmap|kthread)/);
});

test('two files share one machine: state is weak, functions are their own', async () => {
  const place = folder({
    'a.c': `#include "ktest.h"
DEFINE_PER_CPU(int, counter) = 5;
int other(void);
int main(void)
{
	BUG_ON(per_cpu(counter, 0) != 5 || per_cpu(counter, 3) != 5);
	this_cpu_inc(counter);
	BUG_ON(other() != 6 || per_cpu(counter, 3) != 5);
	return smp_processor_id();
}
`,
    'b.c':
      '#include <linux/percpu.h>\nDECLARE_PER_CPU(int, counter);\nint other(void);\nint other(void) { return this_cpu_read(counter); }\n',
  });
  const words = ['-Wall', '-Wextra', '-Werror', '-DNR_CPUS=4', '-I', include, 'a.c', 'b.c', '-pthread', '-o', 'main'];
  expect((await startProgram('gcc', words, { cwd: place }).done).stderr).toBe('');
  expect((await startProgram(path.join(place, 'main'), []).done).status).toBe(0);
});

test.each(['gcc -std=gnu89', 'gcc -std=gnu2x', 'clang', 'g++ -x c++ -std=c++11', 'clang++ -x c++ -std=c++20'])(
  'macros in use give no warning: %s',
  async (command) => {
    const source = readFileSync(path.join(repository, 'test/e2e/macros-in-use.c'), 'utf8');
    const unused = '-Wno-unused-variable -Wno-unused-const-variable';
    expect(await syntaxCheck({ 'main.c': source }, `${command} -O1 ${warnings} ${unused}`)).toBe('');
  },
);

const sorts = `#include "ktest.h"
#include <linux/list_sort.h>
#include <linux/rbtree.h>
#include <linux/sort.h>
struct item { struct rb_node node; struct list_head list; };
static int by_int(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int by_place(void *priv, const struct list_head *a, const struct list_head *b) { return (void)priv, a < b ? -1 : a > b; }
int main(int argc, char **argv)
{
	struct rb_root root = RB_ROOT;
	struct item items[2];
	int ints[] = { 3, 1, 2 };
	LIST_HEAD(head);

	rb_link_node(&items[0].node, NULL, &root.rb_node);
	rb_insert_color(&items[0].node, &root);
	BUG_ON(rb_first(&root) != &items[0].node || rb_next(&items[0].node));
	list_add(&items[0].list, &head);
	list_add(&items[1].list, &head);
	list_sort(NULL, &head, by_place);
	BUG_ON(head.next != &items[0].list);
	sort(ints, 3, sizeof(int), by_int, NULL);
	return ints[0] != (argc > 1 ? 3 : 1) || argv[argc];
}
`;

test.each(['gcc -O0', 'gcc -O2 -fno-pie -no-pie', 'clang -O0', 'clang -O2', 'g++ -x c++ -O1'])(
  "the program's own copies of lib/sort.c, list_sort.c and rbtree.c take the place of ktest's: %s",
  async (command) => {
    const [compiler = '', ...words] = command.split(' ');
    const root = folder({
      'main.c': sorts,
      'sort.c':
        '#include <linux/sort.h>\nvoid sort(void *base, size_t num, size_t size, cmp_func_t cmp, swap_func_t swap)\n{\n\t(void)base, (void)num, (void)size, (void)cmp, (void)swap;\n}\n',
    });
    const build = async (files: string[]) => {
      const flags = [...words, '-Wall', '-Wextra', '-Werror', '-I', include, ...files, '-o', 'main', '-pthread'];
      expect((await startProgram(compiler, flags, { cwd: root }).done).stderr).toBe('');
    };
    const run = async (...given: string[]) => (await startProgram(path.join(root, 'main'), given).done).status;
    await build(['main.c']);
    expect(await run()).toBe(0);
    await build(['main.c', 'sort.c']);
    expect(await run('theirs')).toBe(0);
    if (!linux || compiler === 'g++') return;
    for (const name of ['sort', 'list_sort', 'rbtree'])
      cpSync(path.join(linux, `lib/${name}.c`), path.join(root, `${name}.c`));
    await build(['-Wno-unused-parameter', '-Wno-sign-compare', 'main.c', 'sort.c', 'list_sort.c', 'rbtree.c']);
    expect(await run()).toBe(0);
  },
);

const parameters = `#include <linux/idr.h>
#include <linux/module.h>
#include <linux/workqueue.h>
static int level = 3, nr;
static int list[2] = { 1, 2 };
module_param(level, int, 0644);
module_param_array(list, int, &nr, 0444);
static DEFINE_IDR(ids);
static struct rcu_work work;
int main(void)
{
	struct kernel_param param = { "level", NULL, 0644, { &level } };
	void *entry;
	unsigned long ul;
	int id, n = 0;

	BUG_ON(!(!kstrtoul("0x1f", 0, &ul) && ul == 31));
	BUG_ON(param_set_int("12", &param) || level != 12 || param_set_int("x", &param) != -EINVAL);
	BUG_ON(idr_alloc(&ids, &work, 0, 0, GFP_KERNEL));
	idr_for_each_entry(&ids, entry, id)
		n++;
	INIT_RCU_WORK(&work, NULL);
	return n + flush_rcu_work(&work) - 1;
}
`;

/* The compiler tells types apart at -O2, and guesses what is uninitialized. */
test.each(['gcc -O1 -std=gnu2x', 'gcc -O2', 'gcc -O3 -flto=1', 'clang -O2', 'g++ -x c++ -O2'])(
  'parameters of a module, and no warning in what is inlined: %s',
  async (command) => {
    const [compiler = '', ...words] = command.split(' ');
    const built = await compile(parameters, [...words, '-Wall', '-Werror'], compiler);
    expect(built).toMatchObject({ status: 0, stderr: '' });
    expect((await startProgram(built.program, []).done).status).toBe(0);
  },
);

test('names of the drop-in can be taken over', async () => {
  const source = `#define BANNER "mine"
#define L1_CACHE_BYTES 128
#define memcmp_fast(a, b, n) 42
#include "ktest.h"
void *memcpy_fast(void *to, const void *from, size_t len) { (void)from, (void)len; return (char *)to + 1; }
ALLOW_ERROR_INJECTION(main, ERRNO);
struct flex { int n; DECLARE_FLEX_ARRAY(int, items); };
int main(void)
{
	char to[4] = "";

	BUG_ON(memcpy_fast(to, "x", 1) != to + 1 || memcmp_fast(to, to, 0) != 42 || SMP_CACHE_BYTES != 128);
	BUG_ON(((unsigned long)kmalloc(256, GFP_KERNEL) & 255) || kmalloc(0, GFP_KERNEL) != ZERO_SIZE_PTR);
	BUG_ON(kmalloc(KMALLOC_MAX_SIZE + 1, GFP_KERNEL | __GFP_NOWARN));
	printk(KERN_ERR "%s\\n", BANNER);
	WARN_ON(to[0] == 0);
	return 0;
}
`;
  const done = await compile(source, ['-Wall', '-Wextra', '-Werror', '-Wno-pedantic']);
  expect(done.stderr).toBe('');
  const run = await startProgram(done.program, []).done;
  expect(run).toMatchObject({ status: 0, stdout: '' });
  expect(run.stderr).toMatch(/^mine\nWARNING at main\.c:\d+ in main\(\): to\[0\] == 0\n$/);
});

test('C++ with its own library after it', async () => {
  const source = `#include "ktest.h"
#include <algorithm>
#include <memory>
#include <numeric>
#include <thread>
#include <vector>
int main()
{
	std::vector<int> v{3, 1, 2};
	std::sort(v.begin(), v.end());
	std::thread([] { BUG_ON(smp_processor_id() == 0); }).join();
	return std::accumulate(v.begin(), v.end(), 0) - 6 + (min(1, 2) - 1);
}
`;
  for (const [compiler, standard] of [
    ['g++', '-std=c++11'],
    ['g++', '-std=c++17'],
    ['clang++', '-std=c++17'],
  ] as const) {
    const done = await compile(source, [standard, '-Wall', '-Wextra', '-Werror'], compiler, 'main.cc');
    expect(done.stderr).toBe('');
    expect((await startProgram(done.program, []).done).status).toBe(0);
  }
});

test('ktest vendor copies what is needed, with license and version', async () => {
  const place = folder({ 'mine/notes.txt': 'x', 'theirs/VERSION': '2.1\n', 'theirs/main.c': 'x' });
  const done = await ktest(['vendor', 'mocks'], { cwd: place });
  expect(done).toMatchObject({ status: 0, stderr: '' });
  expect(readdirSync(path.join(place, 'mocks'))).toEqual(expect.arrayContaining(['LICENSE', 'VERSION', 'ktest.h']));
  const program = await build('skb', '', [], path.join(place, 'mocks'));
  expect((await startProgram(program, []).done).status).toBe(0);
  expect((await ktest(['vendor', 'mocks'], { cwd: place })).status).toBe(0);
  const refused = await ktest(['vendor', 'mine'], { cwd: place });
  expect(refused).toMatchObject({ status: 2, stdout: '' });
  expect(refused.stderr).toContain('mine has files that are not from `ktest vendor`');
  // A project of one's own may have such a file.
  expect((await ktest(['vendor', 'theirs'], { cwd: place })).status).toBe(2);
  expect(readdirSync(path.join(place, 'theirs'))).toEqual(['VERSION', 'main.c']);
  expect((await ktest(['vendor'], { cwd: place })).status).toBe(2);
});

const socketHeaders = {
  kernel: ['linux/kernel.h', 'linux/socket.h', 'linux/in.h', 'linux/in6.h', 'linux/skbuff.h'],
  libc: ['sys/socket.h', 'sys/eventfd.h', 'netinet/in.h', 'netinet/tcp.h', 'arpa/inet.h', 'netdb.h'],
};
const socketProgram = (...names: string[]) => `${names.map((name) => `#include <${name}>\n`).join('')}
int main(void)
{
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(80) };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_storage any = { .ss_family = AF_UNSPEC };
	char text[] = "text", got[8] = "";
	struct iovec piece = { text, sizeof(text) }, room = { got, sizeof(got) };
	struct msghdr message = { .msg_iov = &piece, .msg_iovlen = 1 };
	int ends[2];

	switch (to.sin_port) {
	case htons(80):
		break;
	default:
		return 1;
	}
	six.sin6_addr.s6_addr32[3] = htonl(1);
	to.sin_addr.s_addr = inet_addr("127.0.0.1");
	BUG_ON(!ipv4_is_loopback(to.sin_addr.s_addr) || six.sin6_addr.in6_u.u6_addr8[15] != 1);
	BUG_ON(proto_ports_offset(IPPROTO_AH) != 4 || IPPROTO_SMC != 256 || SOL_TCP != 6 || any.ss_family);
	BUG_ON(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
	BUG_ON(sendmsg(ends[0], &message, MSG_NOSIGNAL) != 5);
	message.msg_iov = &room;
	BUG_ON(recvmsg(ends[1], &message, 0) != 5 || strcmp(got, text));
	return 0;
}
`;

test.each([
  ['gcc -O0', 'main.c'],
  ['gcc -O2 -std=gnu89', 'main.c'],
  ['clang -O1 -D_GNU_SOURCE', 'main.c'],
  ['g++ -std=gnu++2a -Wno-missing-field-initializers', 'main.cc'],
])('sockets are libc’s, and its headers come first or last: %s', async (command, name) => {
  const { kernel, libc } = socketHeaders;
  const [compiler = '', ...words] = command.split(' ');
  for (const source of [socketProgram(...kernel, ...libc), socketProgram(...libc, ...kernel)]) {
    const done = await compile(source, ['-Wall', '-Wextra', '-Werror', ...words], compiler, name);
    expect(done.stderr).toBe('');
    expect((await startProgram(done.program, []).done).status).toBe(0);
  }
});

test('sockets in a program under ktest run', async () => {
  const { kernel, libc } = socketHeaders;
  const place = folder({
    'last.c': socketProgram(...kernel, ...libc),
    'first.c': socketProgram(...libc, ...kernel),
  });
  const done = await ktest(['run', 'last.c', 'first.c'], { cwd: place });
  expect(done.stdout).toContain('# Totals: pass:2 fail:0');
});

/** In C++, snprintf() is std::snprintf(); the kernel's own functions are the same there. */
const formats = (print: string) => `#include <linux/kernel.h>
#include <linux/slab.h>
static int bad;
#define IS(want, ...) \\
	do { \\
		char text_[200]; \\
		${print}(text_, sizeof(text_), __VA_ARGS__); \\
		if (strcmp(text_, want)) { \\
			fprintf(stderr, "line %d: %s\\n", __LINE__, text_); \\
			bad++; \\
		} \\
	} while (0)
__attribute__((format(printf, 2, 3))) static void tell(char *to, const char *fmt, ...)
{
	struct va_format vaf;
	va_list args;

	va_start(args, fmt);
	vaf.fmt = fmt;
	vaf.va = &args;
	${print}(to, 64, "[%pV]%d", &vaf, 5);
	va_end(args);
}
int main(void)
{
	unsigned char ip[16] = { 192, 168, 1, 20 }, mac[6] = { 0, 1, 2, 0xab, 0xcd, 0xef };
	unsigned long map[2] = { 0xf1, 1 };
	char text[64], *copy;

	IS("192.168.1.20", "%pI4", ip);
	IS("x 192.168.001.020 7 1.50 str  %", "x %pi4 %d %.2f %-5s%%", ip, 7, 1.5, "str");
	IS("00:01:02:ab:cd:ef 000102abcdef", "%pM %pm", mac, mac);
	IS("00 01 02|00:01:02:ab|000102", "%*ph|%4phC|%3phN", 3, mac, mac, mac);
	IS("c0a8:114::", "%pI6c", ip);
	IS("0,4-7,64|f1|00000001,00000000,000000f1", "%*pbl|%*pb|%*pb", 128, map, 8, map, 96, map);
	IS("-ENOMEM|-EINVAL|-17", "%pe|%pe|%ld", ERR_PTR(-ENOMEM), ERR_PTR(-EINVAL), -17L);
	IS("c0a80114-0000-0000-0000-000000000000", "%pUb", ip);
	IS("(null) (nil)", "%pI4 %p", (void *)0, (void *)0);
	IS("0000000000001234 0x1234", "%px %pS", (void *)0x1234, (void *)0x1234);
	IS("192.168.1.20 a 255 ff -1 12345678901 1000 1.25", "%pI4 %c %hhu %hx %lld %zu %g %.2Lf", ip, 'a',
	   (unsigned char)255, (unsigned short)255, -1LL, (size_t)12345678901, 1e3, 1.25L);
	IS("192.168.1.20    5|5   |00005", "%pI4 %4d|%-4d|%0*d", ip, 5, 5, 5, 5);
	IS("2 1", "%2$d %1$d", 1, 2);
	tell(text, "%s %pI4", "from", ip);
	BUG_ON(strcmp(text, "[from 192.168.1.20]5"));
	copy = kasprintf(GFP_KERNEL, "%pI4:%u", ip, 80);
	BUG_ON(strcmp(copy, "192.168.1.20:80"));
	kfree(copy);
	BUG_ON(scnprintf(text, 8, "%pI4", ip) != 7 || strcmp(text, "192.168"));
	pr_info("%pI4 %s\\n", ip, text);
	printk(KERN_ERR "%pM\\n", mac);
	return bad;
}
`;

test.each([
  ['gcc -std=gnu89', 'main.c', 'snprintf'],
  ['gcc -O2 -D_FORTIFY_SOURCE=2 -std=c17', 'main.c', 'snprintf'],
  ['clang -O2 -D_FORTIFY_SOURCE=2', 'main.c', 'snprintf'],
  ['g++ -std=gnu++11', 'main.cc', 'scnprintf'],
] as const)('%%p extensions: %s', async (command, name, print) => {
  const [compiler = '', ...words] = command.split(' ');
  const done = await compile(formats(print), [...words, '-Wall', '-Wextra', '-Werror'], compiler, name);
  expect(done.stderr).toBe('');
  const run = await startProgram(done.program, []).done;
  expect(run).toMatchObject({ stdout: '192.168.1.20 192.168\n', stderr: '00:01:02:ab:cd:ef\n', status: 0 });
});

test.each(['g++', 'clang++'])('struct kfifo in C++: %s', async (compiler) => {
  const source = `#include <linux/kernel.h>
#include <linux/kfifo.h>
struct port { struct kfifo queue; DECLARE_KFIFO(own, int, 8); };
int main()
{
	struct port port;
	char got[8] = "";
	int value = 0;

	INIT_KFIFO(port.own);
	BUG_ON(kfifo_alloc(&port.queue, 16, GFP_KERNEL));
	BUG_ON(kfifo_in(&port.queue, "hello", 6) != 6 || kfifo_len(&port.queue) != 6);
	BUG_ON(kfifo_out(&port.queue, got, 8) != 6 || strcmp(got, "hello") || !kfifo_is_empty(&port.queue));
	BUG_ON(!kfifo_put(&port.own, 7) || !kfifo_get(&port.own, &value) || value != 7 || port.own.kfifo.in != 1);
	kfifo_free(&port.queue);
	return 0;
}
`;
  const done = await compile(source, ['-Wall', '-Wextra', '-Werror'], compiler, 'main.cc');
  expect(done.stderr).toBe('');
  expect((await startProgram(done.program, []).done).status).toBe(0);
});
