// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A request is given back to the cache of replies.
 * Rule: wrong free
 */
#include <linux/slab.h>
#include "two_tasks.h"

struct request {
	u32 opcode, tag;
};

struct reply {
	u32 status, tag;
};

struct protocol {
	struct kmem_cache *requests, *replies;
};

static int exchange(struct protocol *p, u32 tag, bool mixes)
{
	struct request *q = kmem_cache_alloc(p->requests, GFP_KERNEL);
	struct reply *r = kmem_cache_alloc(p->replies, GFP_KERNEL);
	int err = -ENOMEM;

	if (!q || !r)
		goto out;
	q->tag = r->tag = tag;
	err = r->tag == q->tag ? 0 : -EPROTO;
out:
	kmem_cache_free(mixes ? p->requests : p->replies, r);
	kmem_cache_free(mixes ? p->replies : p->requests, q);
	return err;
}

static void run(struct kunit *test, bool mixes)
{
	struct protocol p = { KMEM_CACHE(request, 0), KMEM_CACHE(reply, 0) };

	KUNIT_ASSERT_NOT_NULL(test, p.requests);
	KUNIT_ASSERT_NOT_NULL(test, p.replies);
	KUNIT_EXPECT_EQ(test, exchange(&p, 7, mixes), 0);
	kmem_cache_destroy(p.requests);
	kmem_cache_destroy(p.replies);
}

static void bug(struct kunit *test)
{
	run(test, true);
}

static void fixed(struct kunit *test)
{
	run(test, false);
}

TWO_TASKS_SUITE("freed_to_another_cache");
