// SPDX-License-Identifier: MIT OR GPL-2.0-only
// Locks in different orders are found although no deadlock happens, in both skins.
import { describe, expect, test } from 'vitest';
import { everySkin, folder, type JsonCase, ktest, results, suite } from './rig.js';

const head = `#include <linux/mutex.h>
#include <linux/rwsem.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
static DEFINE_MUTEX(a);
static DEFINE_MUTEX(b);
static DEFINE_MUTEX(c);
static DEFINE_SPINLOCK(s);
static DEFINE_SPINLOCK(t);
static DECLARE_RWSEM(r);
static DECLARE_RWSEM(q);
struct box { struct mutex lock; int value; };
#define TWO(lock, unlock, x, y) do { lock(x); lock(y); unlock(y); unlock(x); } while (0)
`;

/** What a single task does, and what is said of it. */
const bodies: Record<string, { body: string; found: string | undefined }> = {
  same_order: {
    body: 'TWO(mutex_lock, mutex_unlock, &a, &b);\n\tTWO(mutex_lock, mutex_unlock, &a, &b);',
    found: undefined,
  },
  two_mutexes: {
    body: 'TWO(mutex_lock, mutex_unlock, &a, &b);\n\tTWO(mutex_lock, mutex_unlock, &b, &a);',
    found: 'the other way round',
  },
  two_spinlocks: {
    body: 'TWO(spin_lock, spin_unlock, &s, &t);\n\tTWO(spin_lock, spin_unlock, &t, &s);',
    found: 'the other way round',
  },
  three: {
    body: 'TWO(mutex_lock, mutex_unlock, &a, &b);\n\tTWO(mutex_lock, mutex_unlock, &b, &c);\n\tTWO(mutex_lock, mutex_unlock, &c, &a);',
    found: 'in a circle',
  },
  tried: {
    body: 'TWO(mutex_lock, mutex_unlock, &a, &b);\n\tmutex_lock(&b);\n\tif (mutex_trylock(&a))\n\t\tmutex_unlock(&a);\n\tmutex_unlock(&b);',
    found: undefined,
  },
  readers: {
    body: 'TWO(down_read, up_read, &r, &q);\n\tTWO(down_read, up_read, &q, &r);',
    found: undefined,
  },
  a_reader_and_a_writer: {
    body: 'down_read(&r);\n\tmutex_lock(&a);\n\tmutex_unlock(&a);\n\tup_read(&r);\n\tmutex_lock(&a);\n\tdown_write(&r);\n\tup_write(&r);\n\tmutex_unlock(&a);',
    found: 'the other way round',
  },
  of_one_place: {
    body: `struct box *x = kzalloc(sizeof(*x), GFP_KERNEL), *y = kzalloc(sizeof(*y), GFP_KERNEL);

	mutex_init(&x->lock);
	mutex_init(&y->lock);
	TWO(mutex_lock, mutex_unlock, &x->lock, &a);
	mutex_lock(&a);
	mutex_lock_nested(&y->lock, 1);
	mutex_unlock(&y->lock);
	mutex_unlock(&a);
	kfree(x);
	kfree(y);`,
    found: undefined,
  },
  freed_meanwhile: {
    body: `for (int i = 0; i < 200; i++) {
		struct box *x = kzalloc(sizeof(*x), GFP_KERNEL);

		mutex_init(&x->lock);
		if (i % 2)
			TWO(mutex_lock, mutex_unlock, &x->lock, &a);
		else
			TWO(mutex_lock, mutex_unlock, &a, &x->lock);
		kfree(x);
	}`,
    found: undefined,
  },
};

const program = suite(Object.fromEntries(Object.entries(bodies).map(([name, { body }]) => [name, `\t${body}`])), {
  name: 'orders',
  head,
});

describe('locks in different orders', () => {
  test.each(everySkin)('with %s', { timeout: 900_000 }, async (_, words) => {
    const root = folder({ 'orders_test.c': program });
    const { cases } = await results([...words, './orders_test.c'], { cwd: root });
    const said = ({ findings = [], verdict }: JsonCase) =>
      findings.find(({ text }) => text.startsWith('lock order: '))?.text ?? verdict;
    for (const [name, { found }] of Object.entries(bodies)) {
      const one = cases[name];
      expect(`${name}: ${one && said(one)}`).toContain(found ?? 'passed');
      expect(one?.verdict).toBe(found ? 'failed' : 'passed');
    }
  });

  test('the report has each lock of the circle, who takes it, and where', async () => {
    const root = folder({ 'orders_test.c': program });
    const { stdout } = await ktest(['run', '--reporter', 'pretty', 'orders_test.c', 'orders.two_mutexes'], {
      cwd: root,
    });
    expect(stdout).toContain(
      'lock order: mutex &a is taken while mutex &b is held, and elsewhere the other way round: both at once may wait for ever',
    );
    const line = program.split('\n').findIndex((text) => text.includes('&b, &a')) + 1;
    expect(stdout).toContain(`two_mutexes (task 2) takes mutex &a at\n    #0  two_mutexes at orders_test.c:${line}`);
    expect(stdout).toContain(`and holds mutex &b, taken at\n    #0  two_mutexes at orders_test.c:${line}`);
    expect(stdout).toContain('two_mutexes (task 2) takes mutex &b at');
  });
});
