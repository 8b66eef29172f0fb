// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Two mutexes, taken in both orders.
 * Rule: lock order
 */
#include <linux/mutex.h>
#include "two_tasks.h"

static DEFINE_MUTEX(ports);
static DEFINE_MUTEX(routes);
static int links;

static int add_route(void *arg)
{
	mutex_lock(&ports);
	mutex_lock(&routes);
	links++;
	mutex_unlock(&routes);
	mutex_unlock(&ports);
	return 0;
}

static int drop_port(void *arg)
{
	mutex_lock(&routes);
	mutex_lock(&ports);
	links--;
	mutex_unlock(&ports);
	mutex_unlock(&routes);
	return 0;
}

static void bug(struct kunit *test)
{
	two_tasks(test, add_route, drop_port, NULL);
	KUNIT_EXPECT_EQ(test, links, 0);
}

static void fixed(struct kunit *test)
{
	two_tasks(test, add_route, add_route, NULL);
	KUNIT_EXPECT_EQ(test, links, 2);
}

TWO_TASKS_SUITE("lock_order");
