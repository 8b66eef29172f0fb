// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Of the ports of a switch, the last one's lock is not initialized.
 * Rule: lock initialization
 */
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct port {
	spinlock_t lock;
	bool is_up;
};

struct ethswitch {
	unsigned int nr;
	struct port ports[];
};

static struct ethswitch *switch_new(unsigned int nr, unsigned int initialized)
{
	struct ethswitch *s = kzalloc(struct_size(s, ports, nr), GFP_KERNEL);

	if (!s)
		return NULL;
	s->nr = nr;
	for (unsigned int i = 0; i < initialized; i++)
		spin_lock_init(&s->ports[i].lock);
	return s;
}

static void switch_up(struct ethswitch *s)
{
	for (unsigned int i = 0; i < s->nr; i++) {
		spin_lock(&s->ports[i].lock);
		s->ports[i].is_up = true;
		spin_unlock(&s->ports[i].lock);
	}
}

static void run(struct kunit *test, unsigned int nr, unsigned int initialized)
{
	struct ethswitch *s = switch_new(nr, initialized);

	KUNIT_ASSERT_NOT_NULL(test, s);
	switch_up(s);
	KUNIT_EXPECT_TRUE(test, s->ports[nr - 1].is_up);
	kfree(s);
}

static void bug(struct kunit *test)
{
	run(test, 5, 4);
}

static void fixed(struct kunit *test)
{
	run(test, 5, 5);
}

TWO_TASKS_SUITE("port_lock_not_initialized");
