// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * An observer that unregisters itself from its own callback waits for the readers, of which it is one.
 * Rule: waits for itself
 */
#include <linux/rculist.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include "two_tasks.h"

struct observer {
	struct list_head list;
	struct rcu_head rcu;
	void (*notify)(struct observer *o, int event);
	int last;
};

static LIST_HEAD(observers);
static DEFINE_SPINLOCK(observers_lock);

static void observer_add(struct observer *o)
{
	spin_lock(&observers_lock);
	list_add_rcu(&o->list, &observers);
	spin_unlock(&observers_lock);
}

static void observer_unlink(struct observer *o)
{
	spin_lock(&observers_lock);
	list_del_rcu(&o->list);
	spin_unlock(&observers_lock);
}

static void tell_all(int event)
{
	struct observer *o;

	rcu_read_lock();
	list_for_each_entry_rcu(o, &observers, list)
		o->notify(o, event);
	rcu_read_unlock();
}

static void once(struct observer *o, int event)
{
	o->last = event;
	observer_unlink(o);
	synchronize_rcu();
	kfree(o);
}

static void once_and_later(struct observer *o, int event)
{
	o->last = event;
	observer_unlink(o);
	kfree_rcu(o, rcu);
}

static void run(struct kunit *test, void (*notify)(struct observer *, int))
{
	struct observer *o = kzalloc(sizeof(*o), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, o);
	o->notify = notify;
	observer_add(o);
	tell_all(1);
	tell_all(2);
	KUNIT_EXPECT_TRUE(test, list_empty(&observers));
}

static void bug(struct kunit *test)
{
	run(test, once);
}

static void fixed(struct kunit *test)
{
	run(test, once_and_later);
}

TWO_TASKS_SUITE("rcu_unregister_in_reader");
