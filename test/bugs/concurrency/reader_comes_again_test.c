// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * A walk over a tree takes the tree's read lock again at each level.
 * Rule: recursive locking
 */
#include <linux/rwsem.h>
#include "two_tasks.h"

struct dir {
	const char *name;
	struct dir *child;
};

static DECLARE_RWSEM(tree_sem);

static int depth_locking(const struct dir *d)
{
	int depth = 1;

	down_read(&tree_sem);
	if (d->child)
		depth += depth_locking(d->child);
	up_read(&tree_sem);
	return depth;
}

static int __depth(const struct dir *d)
{
	int depth = 0;

	lockdep_assert_held(&tree_sem);
	for (; d; d = d->child)
		depth++;
	return depth;
}

static int depth(const struct dir *d)
{
	int found;

	down_read(&tree_sem);
	found = __depth(d);
	up_read(&tree_sem);
	return found;
}

static void run(struct kunit *test, int (*depth_of)(const struct dir *))
{
	struct dir file = { "motd" }, etc = { "etc", &file }, root = { "/", &etc };

	KUNIT_EXPECT_EQ(test, depth_of(&root), 3);
}

static void bug(struct kunit *test)
{
	run(test, depth_locking);
}

static void fixed(struct kunit *test)
{
	run(test, depth);
}

TWO_TASKS_SUITE("reader_comes_again");
