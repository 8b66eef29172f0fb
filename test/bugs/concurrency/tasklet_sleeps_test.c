// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A tasklet refills a ring with memory that may be waited for.
 * Rule: sleeping function called from invalid context
 */
#include <linux/interrupt.h>
#include <linux/slab.h>
#include "two_tasks.h"

static struct ring {
	struct tasklet_struct refill;
	void *buffers[8];
	gfp_t gfp;
} ring;

static void ring_refill(struct tasklet_struct *t)
{
	struct ring *r = from_tasklet(r, t, refill);

	for (int i = 0; i < 8; i++)
		if (!r->buffers[i])
			r->buffers[i] = kmalloc(256, r->gfp);
}

static void run(struct kunit *test, gfp_t gfp)
{
	ring.gfp = gfp;
	tasklet_setup(&ring.refill, ring_refill);
	tasklet_schedule(&ring.refill);
	tasklet_kill(&ring.refill);
	for (int i = 0; i < 8; i++)
		kfree(ring.buffers[i]);
}

static void bug(struct kunit *test)
{
	run(test, GFP_KERNEL);
}

static void fixed(struct kunit *test)
{
	run(test, GFP_ATOMIC);
}

TWO_TASKS_SUITE("tasklet_sleeps");
