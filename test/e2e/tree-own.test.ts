// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A module that is not in the tree, with the tree's headers: what is promised for the emulated headers holds for it, too.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

const head = `#include <linux/delay.h>
#include <linux/hrtimer.h>
#include <linux/kthread.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

int own_loaded;
struct box { spinlock_t lock; struct mutex big, small; struct list_head list; };
static struct box b;

static int box_init(struct kunit *test)
{
	spin_lock_init(&b.lock);
	mutex_init(&b.big);
	mutex_init(&b.small);
	INIT_LIST_HEAD(&b.list);
	return 0;
}

struct delayed { struct timer_list timer; struct work_struct work; struct delayed_work later; struct hrtimer hr; };
static void rings(struct timer_list *timer)
{
}
static void works(struct work_struct *work)
{
}
static enum hrtimer_restart rings_once(struct hrtimer *timer)
{
	return HRTIMER_NORESTART;
}
static struct delayed *delayed_new(void)
{
	struct delayed *d = kzalloc(sizeof(*d), GFP_KERNEL);

	timer_setup(&d->timer, rings, 0);
	INIT_WORK(&d->work, works);
	INIT_DELAYED_WORK(&d->later, works);
	hrtimer_init(&d->hr, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	d->hr.function = rings_once;
	return d;
}

void wide_frame(void);
void wide_frame(void)
{
	volatile char wide[3000];

	wide[77] = 1;
}

static noinline int eat(int kib)
{
	char b[1024];

	memset(b, kib, sizeof(b));
	OPTIMIZER_HIDE_VAR(kib);
	barrier();
	return kib > 1 ? eat(kib - 1) + READ_ONCE(b[5]) : 0;
}

static noinline void fill(char *p, int n)
{
	for (int i = 0; i < n; i++)
		WRITE_ONCE(p[i], 0x41);
}

static int taker(void *unused)
{
	mutex_lock(&b.small);
	msleep(5);
	mutex_lock(&b.big);
	mutex_unlock(&b.big);
	mutex_unlock(&b.small);
	return 0;
}
`;

/** Each planted bug, and what is said of it. */
const bugs: Record<string, [body: string, verdict: string, said: RegExp]> = {
  warns: ['\tWARN(1, "so it is");', 'failed', /WARNING at own_test\.c:\d+ so it is/],
  leaks: [
    '\tvoid *p = kmalloc(24, GFP_KERNEL);\n\tKUNIT_EXPECT_NOT_NULL(test, p);\n\tp = NULL;\n\tOPTIMIZER_HIDE_VAR(p);',
    'leaked',
    /24 bytes \(kmalloc\), allocated at\n.*\n?.*leaks at own_test\.c:\d+/,
  ],
  keeps_spinlock: ['\tspin_lock(&b.lock);', 'failed', /still holds spinlock &b\.lock/],
  keeps_mutex: [
    '\tmutex_lock(&b.big);',
    'failed',
    /still holds lock &b\.big\n.*lock &b\.big taken at\n.*keeps_mutex at own_test\.c:\d+/,
  ],
  recurses: [
    '\tmutex_lock(&b.big);\n\tmutex_lock(&b.big);',
    'crashed',
    /recursive locking: .* already holds lock &b\.big\n.*recurses at own_test\.c/,
  ],
  unlocks: ['\tspin_unlock(&b.lock);', 'crashed', /unlock of spinlock &b\.lock, which .* does not hold/],
  sleeps: [
    '\tspin_lock(&b.lock);\n\tmsleep(1);\n\tspin_unlock(&b.lock);',
    'failed',
    /WARNING at own_test\.c:\d+ BUG: .*: it holds spinlock &b\.lock/,
  ],
  sleeps_in_reader: ['\trcu_read_lock();\n\tmsleep(1);\n\trcu_read_unlock();', 'failed', /BUG: .*rcu_read_lock\(\)/],
  allocates: [
    '\tvoid *p;\n\tspin_lock(&b.lock);\n\tp = kmalloc(8, GFP_KERNEL);\n\tspin_unlock(&b.lock);\n\tkfree(p);',
    'failed',
    /BUG: sleeping function called from invalid context: it holds spinlock &b\.lock/,
  ],
  keeps_preemption_off: ['\tpreempt_disable();', 'failed', /ended with preemption disabled/],
  breaks_list: [
    '\tstruct list_head e;\n\tlist_add(&e, &b.list);\n\tlist_add(&e, &b.list);',
    'failed',
    /list_add double add/,
  ],
  frees_twice: ['\tvoid *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p);\n\tkfree(p);', 'crashed', /double free/],
  frees_wrong: [
    '\tvoid *p = kmalloc(8, GFP_KERNEL);\n\tvfree(p);',
    'crashed',
    /kmalloc allocation is freed as vmalloc/,
  ],
  deadlocks: [
    '\tstruct task_struct *t = kthread_run(taker, NULL, "taker");\n\tmutex_lock(&b.big);\n\tmsleep(10);\n\tmutex_lock(&b.small);\n\tkthread_stop(t);',
    'crashed',
    /task taker \(\d+\): waits for lock &b\.big, held by kunit_try_catch[\s\S]*waits for lock &b\.small, held by taker/,
  ],
  frees_timer: [
    '\tstruct delayed *d = delayed_new();\n\tmod_timer(&d->timer, jiffies + 1);\n\tkfree(d);',
    'crashed',
    /a timer_list is freed while it is pending \(its function is rings\)[\s\S]*started at\n[\s\S]*frees_timer at own_test\.c/,
  ],
  frees_hrtimer: [
    '\tstruct delayed *d = delayed_new();\n\thrtimer_start(&d->hr, ms_to_ktime(3), HRTIMER_MODE_REL);\n\tkfree(d);',
    'crashed',
    /an hrtimer is freed while it is pending \(its function is rings_once\)[\s\S]*started at\n[\s\S]*frees_hrtimer at own_test\.c/,
  ],
  frees_work: [
    '\tstruct delayed *d = delayed_new();\n\tschedule_work(&d->work);\n\tkfree(d);',
    'crashed',
    /a work_struct is freed while it is pending \(its function is works\)[\s\S]*started at\n[\s\S]*frees_work at own_test\.c/,
  ],
  frees_delayed_work: [
    '\tstruct delayed *d = delayed_new();\n\tschedule_delayed_work(&d->later, 5);\n\tkfree(d);',
    'crashed',
    /a timer_list is freed while it is pending \(its function is delayed_work_timer_fn\)[\s\S]*started at\n[\s\S]*frees_delayed_work at own_test\.c/,
  ],
  overwrites_timer: [
    '\tstruct delayed *d = delayed_new();\n\tmod_timer(&d->timer, jiffies + 1);\n\td->timer.function = NULL;\n\tmsleep(50);',
    'crashed',
    /a timer was overwritten while it was pending \(its function was rings\)[\s\S]*armed at\n.*overwrites_timer at own_test\.c/,
  ],
  overflows: [
    '\tKUNIT_EXPECT_NE(test, eat(19), -1);',
    'crashed',
    /stack overflow: \d{5} bytes are in use, and a kernel's stack has 16 KiB[\s\S]*eat at own_test\.c/,
  ],
  overruns: [
    '\tchar small[8];\n\tint n = 16;\n\tOPTIMIZER_HIDE_VAR(n);\n\tfill(small, n);',
    'crashed',
    /stack-protector: Kernel stack is corrupted in: overruns \(an array on its stack was overrun\)/,
  ],
  expects: ['\tKUNIT_EXPECT_EQ(test, 1, 2);', 'failed', /own_test\.c:\d+/],
};

const clean = {
  is_clean: `	void *p;
	mutex_lock(&b.big);
	p = kmalloc(8, GFP_KERNEL);
	mutex_unlock(&b.big);
	spin_lock(&b.lock);
	kfree(kmalloc(8, GFP_ATOMIC));
	spin_unlock(&b.lock);
	kvfree(vmalloc(8));
	kfree(p);
	msleep(1);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);`,
  a_busy_loop_ends: `	unsigned long end = jiffies + 2;
	while (time_before(jiffies, end))
		cpu_relax();
	spin_lock(&b.lock);
	for (end = jiffies + 2; time_before(jiffies, end);)
		cpu_relax();
	spin_unlock(&b.lock);`,
  settings_are_honoured: `	KUNIT_EXPECT_EQ(test, BY_DEFINES + BY_CFLAGS + BY_COMMENT + BY_LOCAL + BY_INCLUDE, 11111);`,
  nothing_is_pending: `	struct delayed *d = delayed_new();
	mod_timer(&d->timer, jiffies + 1);
	hrtimer_start(&d->hr, ms_to_ktime(3), HRTIMER_MODE_REL);
	schedule_work(&d->work);
	schedule_delayed_work(&d->later, 5);
	timer_delete_sync(&d->timer);
	hrtimer_cancel(&d->hr);
	flush_work(&d->work);
	cancel_delayed_work_sync(&d->later);
	schedule_delayed_work(&d->later, 1);
	flush_delayed_work(&d->later);
	kfree(d);`,
  unreferenced_sources_are_loaded: `	KUNIT_EXPECT_EQ(test, own_loaded, 3);`,
};

/** Registers itself when it is loaded: nothing refers to it. */
const driver = (bit: number) => `#include <linux/module.h>
extern int own_loaded;
static int __init own_init(void)
{
	own_loaded |= ${bit};
	return 0;
}
module_init(own_init);
MODULE_LICENSE("GPL");
`;

describe('a module of one’s own', { timeout: 900_000 }, () => {
  test('has every check, with names and places; its clean twin passes', async () => {
    const cases = Object.fromEntries(Object.entries(bugs).map(([name, [body]]) => [name, body]));
    const cwd = folder({
      'own_test.c': `/* ktest: sources extra/declared.c */\n/* ktest: cflags -DBY_COMMENT=100 -Ilocal */\n${suite(
        { ...cases, ...clean },
        { name: 'own', head: `${head}#include "by_local.h"\n#include "by_include.h"`, extra: '.init = box_init,' },
      )}`,
      'local/by_local.h': '#define BY_LOCAL 1000\n',
      'inc/by_include.h': '#define BY_INCLUDE 10000\n',
      'extra/declared.c': driver(1),
      'built.c': driver(2),
      Kbuild: 'obj-m := own_test.o built.o\n',
      'ktest.config.json': '{ "defines": { "BY_DEFINES": 1 }, "cflags": ["-DBY_CFLAGS=10"], "include": ["inc"] }',
    });
    const { cases: found, status, stderr } = await results(['--tree', linux, '.'], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain('is larger than 2048 bytes');
    const verdicts = Object.fromEntries(Object.entries(found).map(([name, one]) => [name, one.verdict]));
    expect(verdicts).toEqual({
      ...Object.fromEntries(Object.entries(bugs).map(([name, [, verdict]]) => [name, verdict])),
      ...Object.fromEntries(Object.keys(clean).map((name) => [name, 'passed'])),
    });
    for (const reporter of ['pretty', 'ktap', 'junit']) {
      const done = await ktest(['run', '--tree', linux, './own_test.c', '--reporter', reporter], { cwd });
      const text = done.stdout.replace(/^ *# \w+: ?/gm, '').replaceAll('&amp;', '&');
      for (const [, , said] of Object.values(bugs)) expect(text, reporter).toMatch(said);
    }
  });

  test('is made of its own sources, as they are now', async () => {
    const meter = (factor: string) => `int meter(int x);\nint meter(int x)\n{\n\treturn x * ${factor};\n}\n`;
    const tests = suite({ it_scales: '\tKUNIT_EXPECT_EQ(test, meter(2), FACTOR);' }, { head: 'int meter(int x);' });
    const files = {
      'meter_test.c': tests,
      'scale.c': meter('3'),
      'ktest.config.json': '{ "defines": { "FACTOR": 6 } }',
    };
    const first = folder(files, 'first');
    expect((await results(['--tree', linux, '.'], { cwd: first })).cases['it_scales']?.verdict).toBe('passed');

    // Another module's program never takes the first one's source.
    const { 'scale.c': _, ...lacking } = files;
    const second = folder(lacking, 'second');
    const alone = await results(['--tree', linux, '.'], { cwd: second });
    expect(alone.cases['it_scales']?.verdict).toBe('unsupported');
    expect(alone.cases['it_scales']?.reason).toMatch(
      /^meter is declared, but no file of the project defines it, nor does Linux 6\.12\.\d+ \(called from/,
    );

    // A source that comes later, with a mistake, and then without.
    writeFileSync(path.join(second, 'gauge.c'), meter('3 +'));
    const broken = await ktest(['run', '--tree', linux, '.'], { cwd: second });
    expect(broken.status).toBe(3);
    expect(broken.stderr + broken.stdout).toMatch(/gauge\.c:4:\d+: error: /);
    expect((await ktest(['run', '--tree', linux, '.'], { cwd: second })).status).toBe(3);
    writeFileSync(path.join(second, 'gauge.c'), meter('3'));
    expect((await results(['--tree', linux, '.'], { cwd: second })).cases['it_scales']?.verdict).toBe('passed');

    // A function that this kernel does not declare is an error, as in a kernel's build.
    writeFileSync(path.join(second, 'gauge.c'), meter('vanished_function(3) + netif_rx(0) + module_refcount(0)'));
    const undeclared = await ktest(['run', '--tree', linux, '.'], { cwd: second });
    expect(undeclared.status).toBe(3);
    expect(undeclared.stderr + undeclared.stdout).toMatch(/gauge\.c:4:\d+: error: .*vanished_function/);
    expect(undeclared.stderr).toContain('vanished_function() is declared in no header of Linux 6.12');
    expect(undeclared.stderr).toContain('note: netif_rx() is declared in <linux/netdevice.h>: include it\n');
    expect(undeclared.stderr).toMatch(
      /module_refcount\(\) is declared in <linux\/module.h> only with CONFIG_MODULES and CONFIG_MODULE_UNLOAD, .* --kconfig MODULES=y/,
    );
    expect(undeclared.stderr).not.toContain('not emulated');
  });
});

test('an interrupt may be requested; what the configuration leaves out is said by a sentence', {
  timeout: 900_000,
}, async () => {
  const cwd = folder({
    'lacks_test.c': suite(
      {
        asks_for_an_interrupt: `	int count = 0;
	KUNIT_ASSERT_EQ(test, request_irq(5, handler, 0, "x", &count), 0);
	KUNIT_EXPECT_EQ(test, request_irq(5, handler, 0, "x", &count), -EBUSY);
	generic_handle_irq_safe(5);
	KUNIT_EXPECT_EQ(test, count, 1);
	free_irq(5, &count);`,
        unpacks:
          '\tu64 value;\n\tu8 buffer[8] = { 0 };\n\tKUNIT_EXPECT_EQ(test, packing(buffer, &value, 7, 0, 8, UNPACK, 0), 0);',
      },
      {
        head: `#include <linux/packing.h>
#include <linux/interrupt.h>
#include <linux/irqdesc.h>
static irqreturn_t handler(int irq, void *data)
{
	++*(int *)data;
	return IRQ_HANDLED;
}`,
      },
    ),
  });
  const { cases } = await results(['--tree', linux, '.'], { cwd });
  expect(cases['asks_for_an_interrupt']).toMatchObject({ verdict: 'passed' });
  expect(cases['unpacks']?.reason).toMatch(
    /^kernel symbol packing is in lib\/packing\.c, which this configuration leaves out: add it with --kconfig PACKING=y/,
  );
});

test('a module with entries by name', { timeout: 900_000 }, async () => {
  const cwd = folder({
    'named.c': `#include <linux/module.h>
int init_module(void)
{
	pr_info("loaded\\n");
	return 0;
}
void cleanup_module(void)
{
	pr_info("unloaded\\n");
}
MODULE_LICENSE("GPL");
`,
  });
  const { cases } = await results(['--tree', linux, './named.c'], { cwd });
  expect(cases['init']).toMatchObject({ verdict: 'passed', output: 'loaded\n' });
  expect(cases['exit']).toMatchObject({ verdict: 'passed', output: 'loaded\nunloaded\n' });
});

test('each module is built with the configuration of its own folder', { timeout: 900_000 }, async () => {
  const wants = (value: number, name: string) =>
    suite({ has_its_value: `\tKUNIT_EXPECT_EQ(test, VALUE, ${value});` }, { name });
  const cwd = folder({
    'seven/a_test.c': wants(7, 'seven'),
    'seven/ktest.config.ts': 'export default { defines: { VALUE: 7 } };\n',
    'eight/b_test.c': wants(8, 'eight'),
    'eight/ktest.config.ts': 'export default { defines: { VALUE: 8 } };\n',
  });
  const places = [['.'], ['./seven/a_test.c', path.join(cwd, 'eight/b_test.c'), 'lib/cmdline_kunit.c']];
  for (const targets of places) {
    const { all } = await results(['--tree', linux, ...targets], { cwd });
    expect(all.length).toBeGreaterThanOrEqual(targets.length);
    expect(all.filter((result) => result.verdict !== 'passed')).toEqual([]);
  }
  const words = await ktest(['run', '--tree', linux, './seven', './eight', '--param', 'a.b=1'], { cwd });
  expect(words.status).toBe(2);
  expect(words.stderr).toMatch(
    /^ktest: --param, .* with --tree: the targets belong to several projects \(.*seven.*\): run one/,
  );
});

test('--strict is for suites of a tree', async () => {
  const done = await ktest(['run', '--strict', '.'], { cwd: folder({ 'a_test.c': suite({ a: '' }) }) });
  expect(done.status).toBe(2);
  expect(done.stderr).toMatch(/^ktest: --strict: is for a kernel tree's own suites: name it with --tree DIR/);
});

test('what drivers use of the machine', { timeout: 900_000 }, async () => {
  const dir = folder({
    'used_test.c': suite(
      {
        regions_are_released: `
	struct resource *region = request_region(0x10, 4, "ports");

	KUNIT_ASSERT_NOT_NULL(test, region);
	release_region(0x10, 4);`,
        memory_of_a_user: `
	unsigned long at = kunit_vm_mmap(test, NULL, 0, PAGE_SIZE, PROT_READ, MAP_ANONYMOUS | MAP_PRIVATE, 0);
	char byte = 1;

	KUNIT_EXPECT_EQ(test, copy_from_user(&byte, (char __user *)at + 5, 1), 0);
	KUNIT_EXPECT_EQ(test, byte, 0);
	KUNIT_EXPECT_EQ(test, copy_to_user((char __user *)at, &byte, 1), 1);
	KUNIT_EXPECT_EQ(test, copy_from_user(&byte, (char __user *)at + PAGE_SIZE, 1), 1);`,
        pages_of_objects: `
	void *object = kmalloc(100, GFP_KERNEL);

	KUNIT_EXPECT_TRUE(test, PageSlab(virt_to_head_page(object)));
	KUNIT_EXPECT_GE(test, page_count(virt_to_head_page(object)), 1);
	kfree(object);`,
        memory_for_a_device: `
	struct device *dev = kunit_device_register(test, "bits32");
	dma_addr_t at;
	void *memory;

	KUNIT_ASSERT_EQ(test, dma_coerce_mask_and_coherent(dev, DMA_BIT_MASK(32)), 0);
	memory = dma_alloc_coherent(dev, 100, &at, GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, memory);
	dma_free_coherent(dev, 100, memory, at);`,
        a_library: '\tKUNIT_EXPECT_EQ(test, crc_ccitt(0xffff, "123456789", 9), 0x6f91);',
        timers_are_softirqs: `
	DEFINE_TIMER(timer, note);

	mod_timer(&timer, jiffies + 1);
	msleep(50);
	timer_delete_sync(&timer);
	KUNIT_EXPECT_TRUE(test, was_softirq);`,
      },
      {
        head: `#include <kunit/device.h>
#include <linux/crc-ccitt.h>
#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/ioport.h>
#include <linux/mm.h>
#include <linux/mman.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/uaccess.h>

static bool was_softirq;
static void note(struct timer_list *unused)
{
	was_softirq = in_serving_softirq();
}
`,
      },
    ),
  });
  const { all, stderr } = await results(['--tree', linux, './used_test.c'], { cwd: dir });
  expect(all.map((one) => `${one.case} ${one.verdict} ${one.reason ?? ''}`.trim()).join('\n'), stderr).toBe(
    `regions_are_released passed
memory_of_a_user passed
pages_of_objects passed
memory_for_a_device passed
a_library passed
timers_are_softirqs passed`,
  );
});
