// SPDX-License-Identifier: MIT OR GPL-2.0-only
// A spinning lock that a soft interrupt takes, and who else takes it: found without an interrupt that comes, in both skins.
import { describe, expect, test } from 'vitest';
import { everySkin, folder, ktest, results, suite } from './rig.js';

const head = `#include <linux/completion.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/timer.h>
static DEFINE_SPINLOCK(careless);
static DEFINE_SPINLOCK(careful);
static DEFINE_SPINLOCK(attempted);
static DEFINE_RWLOCK(table);
static DEFINE_RWLOCK(written);
static DECLARE_COMPLETION(done);
static int n;
#define IN_A_TIMER(name, take, give) \\
	static void name##_fn(struct timer_list *t) { take; n++; give; complete(&done); } \\
	static DEFINE_TIMER(name##_timer, name##_fn)
IN_A_TIMER(careless, spin_lock(&careless), spin_unlock(&careless));
IN_A_TIMER(careful, spin_lock(&careful), spin_unlock(&careful));
IN_A_TIMER(attempted, if (!spin_trylock(&attempted)) return, spin_unlock(&attempted));
IN_A_TIMER(table, read_lock(&table), read_unlock(&table));
IN_A_TIMER(written, read_lock(&written), read_unlock(&written));
static void fire(struct timer_list *t)
{
	mod_timer(t, jiffies + 1);
	wait_for_completion(&done);
}
struct box { spinlock_t lock; };
`;

const bodies: Record<string, { body: string; isFound: boolean }> = {
  before: {
    body: 'spin_lock(&careless);\n\tspin_unlock(&careless);\n\tfire(&careless_timer);',
    isFound: true,
  },
  disabled: {
    body: 'fire(&careful_timer);\n\tspin_lock_bh(&careful);\n\tspin_unlock_bh(&careful);\n\tspin_lock_irq(&careful);\n\tspin_unlock_irq(&careful);',
    isFound: false,
  },
  tried: {
    body: 'spin_lock(&attempted);\n\tspin_unlock(&attempted);\n\tfire(&attempted_timer);',
    isFound: false,
  },
  readers: { body: 'read_lock(&table);\n\tread_unlock(&table);\n\tfire(&table_timer);', isFound: false },
  a_writer: {
    body: 'fire(&written_timer);\n\twrite_lock(&written);\n\twrite_unlock(&written);',
    isFound: true,
  },
  another_lock_of_its_place: {
    body: `for (int i = 0; i < 8; i++) {
		struct box *box = kzalloc(sizeof(*box), GFP_KERNEL);

		spin_lock_init(&box->lock);
		spin_lock(&box->lock);
		spin_unlock(&box->lock);
		kfree(box);
	}`,
    isFound: false,
  },
};

const program = suite(Object.fromEntries(Object.entries(bodies).map(([name, { body }]) => [name, `\t${body}`])), {
  name: 'contexts',
  head,
});

describe('locks of soft interrupts', () => {
  test.each(everySkin)('with %s', { timeout: 900_000 }, async (_, words) => {
    const { cases } = await results([...words, './contexts_test.c'], { cwd: folder({ 'contexts_test.c': program }) });
    for (const [name, { isFound }] of Object.entries(bodies)) {
      const texts = cases[name]?.findings?.map(({ text }) => text.slice(0, 'lock and interrupts'.length)) ?? [];
      expect({ name, texts, verdict: cases[name]?.verdict }).toEqual(
        isFound ? { name, texts: ['lock and interrupts'], verdict: 'failed' } : { name, texts: [], verdict: 'passed' },
      );
    }
  });

  test('the report has both places and what to use', async () => {
    const root = folder({ 'contexts_test.c': program });
    const { stdout } = await ktest(['run', '--reporter', 'pretty', '.', 'contexts.before'], { cwd: root });
    expect(stdout).toContain(
      'lock and interrupts: spinlock &careless is taken in a soft interrupt, and elsewhere with soft interrupts enabled: one that comes while it is held waits for ever; use spin_lock_bh() there',
    );
    expect(stdout).toMatch(
      /timers \(task 3\) takes it in an interrupt at\n {4}#0 {2}careless_fn at contexts_test.c:\d+/,
    );
    expect(stdout).toMatch(
      /before, before \(task 2\) took it with interrupts enabled at\n {4}#0 {2}before at contexts_test.c:\d+/,
    );
  });
});
