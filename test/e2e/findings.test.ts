// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { describe, expect, test } from 'vitest';
import { folder, ktest, linux, results, suite } from './rig.js';

/** What a kernel's debug options (KASAN, lockdep, might_sleep) would say of code under test. */
describe('findings', () => {
  const head = [
    '#include <linux/delay.h>',
    '#include <linux/err.h>',
    '#include <linux/gfp.h>',
    '#include <linux/jiffies.h>',
    '#include <linux/mm.h>',
    '#include <linux/kthread.h>',
    '#include <linux/list.h>',
    '#include <linux/mutex.h>',
    '#include <linux/rcupdate.h>',
    '#include <linux/slab.h>',
    '#include <linux/spinlock.h>',
    '#include <linux/timer.h>',
    'struct thing { int x; struct timer_list timer; };',
    'static void rings(struct timer_list *timer) { (void)timer; }',
    'static void frees(struct timer_list *timer) { kfree(container_of(timer, struct thing, timer)); }',
    'static struct thing *ticking(void (*function)(struct timer_list *timer))',
    '{',
    '	struct thing *t = kzalloc(sizeof(*t), GFP_KERNEL);',
    '	timer_setup(&t->timer, function, 0);',
    '	mod_timer(&t->timer, jiffies + 5);',
    '	return t;',
    '}',
    'static DEFINE_SPINLOCK(lock);',
    'static DEFINE_MUTEX(mutex);',
    'static int leaver(void *arg) { spin_lock(&lock); return 0; }',
  ].join('\n');

  /** The reports of cases, each named by its position, as a person sees them. */
  async function reports(bodies: string[]): Promise<string[][]> {
    const cases = Object.fromEntries(bodies.map((body, i) => [`bad_${i}`, `\t${body}`]));
    const done = await ktest(['run', folder({ 'bad_test.c': suite(cases, { head }) }), '--reporter', 'pretty']);
    expect(done.status).toBe(1);
    const lines = done.stdout.split('\n').map((line) => line.trim());
    return bodies.map((_body, i) => {
      const from = lines.findIndex((line) => new RegExp(`^(FAILED|CRASHED|LEAKED) demo\\.bad_${i} `).test(line));
      const length = lines.slice(from).findIndex((line) => line.startsWith('alone: '));
      return lines.slice(from + 1, from + length);
    });
  }

  async function report(body: string): Promise<string[]> {
    return (await reports([body]))[0] ?? [];
  }

  const here = expect.stringMatching(/^#0 {2}bad_\d+ at .*bad_test.c:\d+$/);

  test('a write to freed memory names the allocation and the free', async () => {
    expect(await report('\tint *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p);\n\t*(volatile int *)p = 1;')).toEqual([
      'write after free: byte 0 of a kmalloc allocation of 8 bytes was changed',
      'allocated at',
      here,
      'freed at',
      here,
    ]);
  });

  test('a double free names both and the allocation', async () => {
    expect(await report('\tvoid *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p);\n\tkfree(p);')).toEqual([
      'crashed: double free of a kmalloc allocation of 8 bytes',
      expect.stringContaining('bad_0 at '),
      'allocated at',
      expect.stringContaining('bad_0 at '),
      'first freed at',
      expect.stringContaining('bad_0 at '),
    ]);
  });

  test('a timer that is pending when its memory is freed, or that is initialized again', async () => {
    const wrong: [body: string, what: string][] = [
      ['kfree(ticking(rings));', 'freed'],
      ['struct thing *t = ticking(rings);\n\ttimer_setup(&t->timer, rings, 0);', 'initialized'],
      [
        'struct timer_list t;\n\ttimer_setup_on_stack(&t, rings, 0);\n\tmod_timer(&t, jiffies + 5);\n\tdestroy_timer_on_stack(&t);',
        'given up',
      ],
      [
        'struct thing *t = (void *)__get_free_page(GFP_KERNEL);\n\ttimer_setup(&t->timer, rings, 0);\n\tmod_timer(&t->timer, jiffies + 5);\n\tfree_page((unsigned long)t);',
        'freed',
      ],
    ];
    const found = await reports(wrong.map(([body]) => `\t${body}`));
    for (const [i, lines] of found.entries()) {
      expect(lines[0]).toBe(`crashed: a timer_list is ${wrong[i]?.[1]} while it is pending (its function is rings)`);
      expect(lines[1]).toEqual(here);
      expect(lines[2]).toBe('started at');
      expect(lines.at(-1)).toEqual(expect.stringMatching(new RegExp(`^#\\d +bad_${i} at .*bad_test.c:\\d+$`)));
    }
    const [overwritten] = await reports([
      '\tstruct thing *t = ticking(rings);\n\tt->timer.function = NULL;\n\tmsleep(100);',
    ]);
    expect(overwritten?.[0]).toBe('crashed: a timer was overwritten while it was pending (its function was rings)');
    expect(overwritten?.slice(overwritten.indexOf('armed at'))).toContainEqual(
      expect.stringMatching(/^#\d +bad_0 at .*bad_test.c:\d+$/),
    );
    const clean = {
      deleted:
        '	struct thing *t = ticking(rings);\n	timer_delete_sync(&t->timer);\n	timer_setup(&t->timer, rings, 0);\n	kfree(t);',
      over: '	struct thing *t = ticking(rings);\n	msleep(100);\n	kfree(t);',
      frees_itself: '	ticking(frees);\n	msleep(100);',
      on_the_stack:
        '	struct timer_list t;\n	timer_setup_on_stack(&t, rings, 0);\n	mod_timer(&t, jiffies + 5);\n	timer_delete_sync(&t);\n	destroy_timer_on_stack(&t);',
    };
    const { all } = await results([folder({ 'clean_test.c': suite(clean, { head }) })]);
    expect(all.map(({ verdict }) => verdict)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  test('writes before and behind a block', async () => {
    const write = (at: number) => `\tvolatile char *p = kmalloc(10, GFP_KERNEL);\n\tp[${at}] = 1;\n\tkfree((void *)p);`;
    const asked = '(--sanitize address names the write)';
    expect((await report(write(-1)))[0]).toBe(
      `crashed: underrun: up to 1 byte before a kmalloc allocation of 10 bytes was overwritten; there is now 01 ${asked}`,
    );
    expect((await report(write(11)))[0]).toBe(
      `crashed: overrun: up to 2 bytes behind a kmalloc allocation of 10 bytes were overwritten; there is now .. 01 ${asked}`,
    );
  });

  test('a copy over the end of an array, or of a member', async () => {
    const copy = (head: string, to: string) => `\t${head}\n\tmemcpy(${to}, "0123456789", *length);`;
    const length = 'static volatile int nine = 9;\n\tvolatile int *length = &nine;';
    expect((await report(copy(`char buf[8];\n\t${length}`, 'buf')))[0]).toBe(
      'crashed: memcpy: detected buffer overflow: 9 byte write of buffer size 8',
    );
    expect(await report(copy(`struct { char a[8], b[8]; } two;\n\t${length}`, 'two.a'))).toContainEqual(
      expect.stringContaining('memcpy: detected field-spanning write (size 9) of single field (size 8)'),
    );
  });

  test('what is freed is named', async () => {
    const wrong: [body: string, sentence: string][] = [
      ['int x[4];\n\tint *volatile p = x;\n\tkfree(p);', "invalid free (kmalloc): the pointer is on the task's stack"],
      ['kfree(&lock);', 'invalid free (kmalloc): the pointer is lock, a variable or function'],
      [
        'char *volatile p = kmalloc(64, GFP_KERNEL);\n\tkfree(p);\n\tkfree(p + 8);',
        'invalid free: the pointer is 8 bytes into a kmalloc allocation of 64 bytes that was freed already',
      ],
    ];
    const found = await reports(wrong.map(([body]) => body));
    expect(found.map((lines) => lines[0])).toEqual(wrong.map(([, sentence]) => `crashed: ${sentence}`));
  });

  test('pages: the first one, too, and one whose structure is kept is no leak', async () => {
    const keep = 'static struct page *volatile kept;\n\tkept = alloc_page(GFP_KERNEL);';
    expect(await report(`\t${keep}\n\tkept = alloc_page(GFP_KERNEL);`)).toEqual([
      'leaked 4096 bytes in 1 allocation',
      '4096 bytes (pages), allocated at',
      here,
    ]);
  });

  test('memory that was freed, or never written, is called so', async () => {
    const read = 'KUNIT_EXPECT_EQ(test, READ_ONCE(*p), 1);';
    expect(await report(`\tint *p = kmalloc(8, GFP_KERNEL);\n\t${read}\n\tkfree(p);`)).toContain(
      'READ_ONCE(*p) == 1515870810 (0x5a5a5a5a): allocated memory that nobody has written',
    );
    expect(await report(`\tint *p = kmalloc(8, GFP_KERNEL);\n\tkfree(p);\n\t${read}`)).toContain(
      'READ_ONCE(*p) == 1802201963 (0x6b6b6b6b): freed memory',
    );
  });

  test('what a task leaves held, and where it took it', async () => {
    const left: [what: string, body: string, sentence: string, taker: string][] = [
      ['a spinlock', 'spin_lock(&lock);', 'still holds spinlock &lock', 'bad_\\d+'],
      [
        'a spinlock with interrupts off',
        'unsigned long f;\n\tspin_lock_irqsave(&lock, f);',
        'spinlock &lock',
        'bad_\\d+',
      ],
      ['a spinlock that was tried', 'if (!spin_trylock(&lock)) return;', 'spinlock &lock', 'bad_\\d+'],
      ['a mutex', 'mutex_lock(&mutex);', 'still holds mutex &mutex', 'bad_\\d+'],
      ['an RCU read-side section', 'rcu_read_lock();', 'still holds rcu_read_lock()', 'bad_\\d+'],
      ['preemption', 'preempt_disable();', 'ended with preemption disabled (depth 1)', 'bad_\\d+'],
      ['interrupts', 'local_irq_disable();', 'ended with interrupts disabled', 'bad_\\d+'],
      [
        'a spinlock, in a kernel thread',
        'struct task_struct *t = kthread_run(leaver, NULL, "leaver");\n\tmsleep(1);\n\tkthread_stop(t);',
        'task leaver (3) ended, but still holds spinlock &lock',
        'leaver',
      ],
    ];
    const found = await reports(left.map(([, body]) => body));
    left.forEach(([what, , sentence, taker], i) => {
      expect(found[i]?.[0], what).toContain(sentence);
      expect(found[i]?.[2], what).toMatch(new RegExp(`^#0 {2}${taker} at .*bad_test.c:\\d+$`));
    });
  });

  test('an assertion that leaves a lock held says no more than that', async () => {
    const root = folder({
      'bad_test.c': suite({ bad: '\tspin_lock(&lock);\n\tKUNIT_ASSERT_EQ(test, 1, 2);' }, { head }),
    });
    const { cases } = await results([root]);
    expect(cases['bad']?.failures).toHaveLength(1);
    expect(cases['bad']?.findings).toEqual([]);
  });

  test('sleeping where it is forbidden, and why it is', async () => {
    const asleep: [body: string, reason: string][] = [
      ['spin_lock(&lock);\n\tmsleep(1);\n\tspin_unlock(&lock);', 'it holds spinlock &lock'],
      [
        'preempt_disable();\n\tmutex_lock(&mutex);\n\tmutex_unlock(&mutex);\n\tpreempt_enable();',
        'preemption is disabled',
      ],
      ['rcu_read_lock();\n\tkfree(kmalloc(8, GFP_KERNEL));\n\trcu_read_unlock();', 'it holds rcu_read_lock()'],
      ['local_irq_disable();\n\tmight_sleep();\n\tlocal_irq_enable();', 'interrupts are disabled'],
    ];
    const found = await reports(asleep.map(([body]) => body));
    asleep.forEach(([, reason], i) => {
      expect(found[i]).toContainEqual(
        expect.stringContaining(`BUG: sleeping function called from invalid context: ${reason}`),
      );
    });
  });

  test('where a lock was taken, or released before', async () => {
    const [recursion, released] = await reports([
      'mutex_lock(&mutex);\n\tmutex_lock(&mutex);',
      'mutex_lock(&mutex);\n\tmutex_unlock(&mutex);\n\tmutex_unlock(&mutex);',
    ]);
    expect(recursion).toEqual([
      'crashed: recursive locking: bad_0 (task 2) already holds mutex &mutex',
      here,
      'taken at',
      here,
    ]);
    expect(released).toEqual([
      'crashed: unlock of mutex &mutex, which is not locked',
      here,
      'released before at',
      here,
    ]);
  });

  test('lists that do not hold together', async () => {
    const broken: [body: string, sentence: string][] = [
      ['list_add(&a, &list);\n\tlist_add(&a, &list);', 'list_add corruption: the entry is at this place already'],
      ['list_add(&a, &list);\n\tlist_del(&a);\n\tlist_del(&a);', 'list_del corruption: the entry was deleted already'],
      ['static struct list_head zero;\n\tlist_add(&a, &zero);', 'list_add corruption: a link of the list is NULL'],
      [
        'list_add(&a, &list);\n\tINIT_LIST_HEAD(&list);\n\tlist_del(&a);',
        'list_del corruption: its previous neighbour does not refer to the entry',
      ],
    ];
    const found = await reports(broken.map(([body]) => `LIST_HEAD(list);\n\tstruct list_head a;\n\t${body}`));
    broken.forEach(([, sentence], i) => {
      expect(found[i]).toContainEqual(expect.stringContaining(sentence));
    });
  });

  /** Which pointer was used, and how far behind it. */
  const wild: [body: string, sentence: string][] = [
    ['at = ERR_PTR(-ENOMEM);\n\tat->first = 1;', 'dereference of an error pointer: ERR_PTR(-ENOMEM) ('],
    ['at = ERR_PTR(-ENOMEM);\n\tat->last = 1;', 'dereference of an error pointer: ERR_PTR(-ENOMEM) + 0xd0 ('],
    ['at = ERR_PTR(-EPROBE_DEFER);\n\tmemcpy(bytes, at, length);', 'ERR_PTR(-EPROBE_DEFER) ('],
    ['at = ERR_PTR(-EIO);\n\t((char *)at)[length] = 1;', 'dereference of an error pointer: ERR_PTR(-EIO) + 0x20 ('],
    ['((void (*volatile)(void))ERR_PTR(-ENODEV))();', 'call of an error pointer ('],
    ['kfree(ERR_PTR(-ENOMEM));', 'invalid free (kmalloc): ERR_PTR(-ENOMEM) is no allocation'],
    ['at = kmalloc(0, GFP_KERNEL);\n\tat->last = 1;', 'memory of no bytes: ZERO_SIZE_PTR + 0xd0, which kmalloc(0)'],
    ['at = NULL;\n\tat->last = 1;', 'NULL pointer dereference (SIGSEGV at address 0xd0)'],
    [
      'long other = -8;\n\tat = NULL;\n\tOPTIMIZER_HIDE_VAR(other);\n\tat->first = 1;\n\tOPTIMIZER_HIDE_VAR(other);',
      'NULL pointer dereference (SIGSEGV at address 0x0)',
    ],
    [
      'at = NULL;\n\t((char *)at)[length / 2] = 1;',
      'ZERO_SIZE_PTR, which kmalloc(0) returns, or to byte 16 behind a NULL pointer (',
    ],
    [
      'at = kmalloc(0, GFP_KERNEL);\n\tat->first = 1;',
      'ZERO_SIZE_PTR, which kmalloc(0) returns, or to byte 16 behind a NULL',
    ],
  ];
  const wildHead = [
    'struct large { int first; char bytes[204]; int last; };',
    'static struct large *volatile at;',
    'static volatile int length = 32;',
    'static char bytes[64];',
  ].join('\n');

  test.each([['emulated headers', []], ...(linux ? [['a tree', ['--tree', linux]] as const] : [])] as const)(
    'error pointers and ZERO_SIZE_PTR by name: %s',
    { timeout: 300_000 },
    async (_, options) => {
      const cases = Object.fromEntries(wild.map(([body], i) => [`wild_${i}`, `\t${body}`]));
      const text = suite(cases, { head: `${head}\n${wildHead}` });
      const found = await results([folder({ 'bad_test.c': text }), ...options]);
      wild.forEach(([, sentence], i) => {
        expect(found.cases[`wild_${i}`]?.crash?.sentence).toContain(sentence);
      });
    },
  );

  test('a deadlock shows each waiting task once', async () => {
    const lines = await report('\tset_current_state(TASK_UNINTERRUPTIBLE);\n\tschedule();');
    expect(lines.filter((line) => line.startsWith('task '))).toEqual(['task bad_0 (2): waits to be woken']);
    expect(lines.filter((line) => line.includes('bad_test.c'))).toHaveLength(1);
  });

  test('a function that no header declares: which one would', async () => {
    const root = folder({
      'bad_test.c': suite({ bad: '\tsort(NULL, 0, 4, NULL, NULL);' }),
    });
    const done = await ktest(['run', root]);
    expect(done.stderr).toContain('note: sort() is declared in <linux/sort.h>: include it\n');
  });
});
