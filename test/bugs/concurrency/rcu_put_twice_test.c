// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two paths of an error both put a session away: its head is given to call_rcu() twice.
 * Rule: an rcu_head is given to call_rcu()
 */
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include "two_tasks.h"

struct session {
	int id;
	bool is_dead;
	struct rcu_head rcu;
};

static int sessions_freed;

static void session_free(struct rcu_head *head)
{
	kfree(container_of(head, struct session, rcu));
	sessions_freed++;
}

static void session_kill(struct session *s)
{
	call_rcu(&s->rcu, session_free);
}

static void session_kill_once(struct session *s)
{
	if (s->is_dead)
		return;
	s->is_dead = true;
	call_rcu(&s->rcu, session_free);
}

static int session_send(struct session *s, size_t size, void (*kill)(struct session *))
{
	int err = size > 1500 ? -EMSGSIZE : 0;

	if (err)
		kill(s);
	return err;
}

static void session_close(struct session *s, size_t last, void (*kill)(struct session *))
{
	if (session_send(s, last, kill))
		pr_debug("session %d: could not say goodbye\n", s->id);
	kill(s);
}

static void run(struct kunit *test, void (*kill)(struct session *))
{
	struct session *s = kzalloc(sizeof(*s), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, s);
	sessions_freed = 0;
	rcu_read_lock();
	session_close(s, 4000, kill);
	rcu_read_unlock();
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, sessions_freed, 1);
}

static void bug(struct kunit *test)
{
	run(test, session_kill);
}

static void fixed(struct kunit *test)
{
	run(test, session_kill_once);
}

TWO_TASKS_SUITE("rcu_put_twice");
