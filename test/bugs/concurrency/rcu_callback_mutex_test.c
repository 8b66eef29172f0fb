// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * The callback of call_rcu() takes a mutex to correct the statistics.
 * Rule: sleeping function called from invalid context
 */
#include <linux/atomic.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

static DEFINE_MUTEX(stats_mutex);
static long stats_bytes;
static atomic_long_t stats_bytes_now;

struct buffer {
	struct rcu_head rcu;
	size_t size;
	char data[];
};

static struct buffer *buffer_new(size_t size)
{
	struct buffer *b = kmalloc(struct_size(b, data, size), GFP_KERNEL);

	if (!b)
		return NULL;
	b->size = size;
	mutex_lock(&stats_mutex);
	stats_bytes += size;
	mutex_unlock(&stats_mutex);
	atomic_long_add(size, &stats_bytes_now);
	return b;
}

static void buffer_reclaim(struct rcu_head *head)
{
	struct buffer *b = container_of(head, struct buffer, rcu);

	mutex_lock(&stats_mutex);
	stats_bytes -= b->size;
	mutex_unlock(&stats_mutex);
	kfree(b);
}

static void buffer_reclaim_atomically(struct rcu_head *head)
{
	struct buffer *b = container_of(head, struct buffer, rcu);

	atomic_long_sub(b->size, &stats_bytes_now);
	kfree(b);
}

static void bug(struct kunit *test)
{
	struct buffer *b = buffer_new(100);

	KUNIT_ASSERT_NOT_NULL(test, b);
	call_rcu(&b->rcu, buffer_reclaim);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, stats_bytes, 0l);
}

static void fixed(struct kunit *test)
{
	struct buffer *b = buffer_new(100);

	KUNIT_ASSERT_NOT_NULL(test, b);
	call_rcu(&b->rcu, buffer_reclaim_atomically);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, atomic_long_read(&stats_bytes_now), 0l);
}

TWO_TASKS_SUITE("rcu_callback_mutex");
