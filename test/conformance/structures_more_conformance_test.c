// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Lists that count, trees that are walked and replaced, tables, queues, counters, devices with a number. */
#include <kunit/test.h>
#include <linux/cpumask.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/hashtable.h>
#include <linux/interval_tree_generic.h>
#include <linux/klist.h>
#include <linux/llist.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/nodemask.h>
#include <linux/rbtree.h>
#include <linux/seqlock.h>
#include <linux/spinlock.h>
#include <linux/timerqueue.h>
#include <linux/topology.h>

/* ---- klist ----------------------------------------------------------------------------------------- */

struct member {
	struct klist_node node;
	char name;
	int users;
};

static void member_get(struct klist_node *node)
{
	container_of(node, struct member, node)->users++;
}

static void member_put(struct klist_node *node)
{
	container_of(node, struct member, node)->users--;
}

static DEFINE_KLIST(members, member_get, member_put);

static const char *names_forward(struct klist *list, struct klist_node *from)
{
	static char names[16];
	struct klist_iter iter;
	struct klist_node *at;
	int n = 0;

	klist_iter_init_node(list, &iter, from);
	while ((at = klist_next(&iter)) != NULL)
		names[n++] = container_of(at, struct member, node)->name;
	klist_iter_exit(&iter);
	names[n] = '\0';
	return names;
}

static const char *names_backward(struct klist *list, struct klist_node *from)
{
	static char names[16];
	struct klist_iter iter;
	struct klist_node *at;
	int n = 0;

	klist_iter_init_node(list, &iter, from);
	while ((at = klist_prev(&iter)) != NULL)
		names[n++] = container_of(at, struct member, node)->name;
	klist_iter_exit(&iter);
	names[n] = '\0';
	return names;
}

static void klists_are_walked(struct kunit *test)
{
	struct member a = { .name = 'a' }, b = { .name = 'b' }, c = { .name = 'c' };
	struct member d = { .name = 'd' };

	KUNIT_EXPECT_STREQ(test, names_forward(&members, NULL), "");
	klist_add_head(&b.node, &members);
	klist_add_head(&a.node, &members);
	klist_add_behind(&d.node, &b.node);
	klist_add_before(&c.node, &d.node);
	KUNIT_EXPECT_STREQ(test, names_forward(&members, NULL), "abcd");
	KUNIT_EXPECT_STREQ(test, names_backward(&members, NULL), "dcba");
	/* From one on, which itself is not seen again. */
	KUNIT_EXPECT_STREQ(test, names_forward(&members, &b.node), "cd");
	KUNIT_EXPECT_STREQ(test, names_backward(&members, &c.node), "ba");
	KUNIT_EXPECT_STREQ(test, names_forward(&members, &d.node), "");
	KUNIT_EXPECT_EQ(test, a.users, 1);
	klist_remove(&b.node);
	KUNIT_EXPECT_EQ(test, b.users, 0);
	KUNIT_EXPECT_FALSE(test, klist_node_attached(&b.node));
	KUNIT_EXPECT_STREQ(test, names_backward(&members, NULL), "dca");
	klist_remove(&a.node);
	klist_remove(&c.node);
	klist_remove(&d.node);
	KUNIT_EXPECT_EQ(test, a.users + c.users + d.users, 0);
}

/* Who is walked over may be deleted; it goes when nobody stands on it. */
static void klists_change_while_walked(struct kunit *test)
{
	struct klist own = KLIST_INIT(own, member_get, member_put);
	struct member a = { .name = 'a' }, b = { .name = 'b' }, c = { .name = 'c' };
	struct klist_iter iter;

	klist_add_tail(&a.node, &own);
	klist_add_tail(&b.node, &own);
	klist_add_tail(&c.node, &own);
	klist_iter_init_node(&own, &iter, &b.node);
	klist_del(&b.node);
	/* Dead, but not gone. */
	KUNIT_EXPECT_TRUE(test, klist_node_attached(&b.node));
	KUNIT_EXPECT_EQ(test, b.users, 1);
	KUNIT_EXPECT_STREQ(test, names_forward(&own, NULL), "ac");
	KUNIT_EXPECT_PTR_EQ(test, klist_prev(&iter), &a.node);
	KUNIT_EXPECT_FALSE(test, klist_node_attached(&b.node));
	KUNIT_EXPECT_EQ(test, b.users, 0);
	KUNIT_EXPECT_PTR_EQ(test, klist_next(&iter), &c.node);
	klist_iter_exit(&iter);
	klist_del(&a.node);
	klist_del(&c.node);
	KUNIT_EXPECT_EQ(test, a.users + c.users, 0);
}

/* ---- trees ------------------------------------------------------------------------------------------- */

struct leaf {
	struct rb_node rb;
	int key, order;
};

#define leaf_of(node) rb_entry(node, struct leaf, rb)

static int leaf_cmp(const void *key, const struct rb_node *node)
{
	return *(const int *)key - leaf_of(node)->key;
}

static int leaf_cmp_node(struct rb_node *a, const struct rb_node *b)
{
	return leaf_of(a)->key - leaf_of(b)->key;
}

static bool leaf_less(struct rb_node *a, const struct rb_node *b)
{
	return leaf_of(a)->key < leaf_of(b)->key;
}

static void all_of_a_key(struct kunit *test)
{
	struct leaf leaves[7];
	static const int keys[7] = { 5, 3, 5, 9, 5, 3, 1 };
	struct rb_root root = RB_ROOT;
	struct rb_node *node;
	int key = 5, seen = 0, last = -1;

	for (int i = 0; i < 7; i++) {
		leaves[i].key = keys[i];
		leaves[i].order = i;
		rb_add(&leaves[i].rb, &root, leaf_less);
	}
	/* Those that are equal in the order in which they came. */
	rb_for_each(node, &key, &root, leaf_cmp) {
		KUNIT_EXPECT_EQ(test, leaf_of(node)->key, 5);
		KUNIT_EXPECT_GT(test, leaf_of(node)->order, last);
		last = leaf_of(node)->order;
		seen++;
	}
	KUNIT_EXPECT_EQ(test, seen, 3);
	key = 4;
	rb_for_each(node, &key, &root, leaf_cmp)
		seen++;
	KUNIT_EXPECT_EQ(test, seen, 3);
}

static void trees_for_readers(struct kunit *test)
{
	struct leaf one = { .key = 1 }, two = { .key = 2 }, other = { .key = 2 };
	struct rb_root root = RB_ROOT;
	int key = 2;

	rb_link_node_rcu(&one.rb, NULL, &root.rb_node);
	rb_insert_color(&one.rb, &root);
	rb_link_node_rcu(&two.rb, &one.rb, &one.rb.rb_right);
	rb_insert_color(&two.rb, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&one.rb), &two.rb);
	KUNIT_EXPECT_PTR_EQ(test, rb_find_rcu(&key, &root, leaf_cmp), &two.rb);
	rb_replace_node_rcu(&two.rb, &other.rb, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_find_rcu(&key, &root, leaf_cmp), &other.rb);
	KUNIT_EXPECT_PTR_EQ(test, rb_last(&root), &other.rb);
	key = 3;
	KUNIT_EXPECT_NULL(test, rb_find_rcu(&key, &root, leaf_cmp));
	/* The one that is there, or none when the new one was added. */
	two.key = 2;
	KUNIT_EXPECT_PTR_EQ(test, rb_find_add_rcu(&two.rb, &root, leaf_cmp_node), &other.rb);
	two.key = 3;
	KUNIT_EXPECT_NULL(test, rb_find_add_rcu(&two.rb, &root, leaf_cmp_node));
	KUNIT_EXPECT_PTR_EQ(test, rb_find_rcu(&key, &root, leaf_cmp), &two.rb);
}

static void trees_know_their_first(struct kunit *test)
{
	struct leaf one = { .key = 1 }, two = { .key = 2 }, other = { .key = 1 };
	struct rb_root_cached root = RB_ROOT_CACHED;

	rb_link_node(&two.rb, NULL, &root.rb_root.rb_node);
	rb_insert_color_cached(&two.rb, &root, true);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &two.rb);
	rb_link_node(&one.rb, &two.rb, &two.rb.rb_left);
	rb_insert_color_cached(&one.rb, &root, true);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &one.rb);
	rb_replace_node_cached(&one.rb, &other.rb, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &other.rb);
	KUNIT_EXPECT_PTR_EQ(test, rb_next(&other.rb), &two.rb);
	rb_erase_cached(&other.rb, &root);
	KUNIT_EXPECT_PTR_EQ(test, rb_first_cached(&root), &two.rb);
}

struct span {
	struct rb_node rb;
	unsigned int from, to, subtree_last;
};

#define SPAN_FROM(span) ((span)->from)
#define SPAN_TO(span) ((span)->to)
INTERVAL_TREE_DEFINE(struct span, rb, unsigned int, subtree_last, SPAN_FROM, SPAN_TO, static, span)

static void intervals_of_ones_own(struct kunit *test)
{
	static const unsigned int ends[][2] = { { 10, 20 }, { 15, 16 }, { 30, 30 }, { 5, 9 }, { 18, 40 } };
	static const struct { unsigned int from, to; int count; } table[] = {
		{ 0, 4, 0 }, { 9, 9, 1 }, { 9, 10, 2 }, { 16, 18, 3 }, { 21, 29, 1 }, { 30, 30, 2 },
		{ 0, ~0u, 5 }, { 41, 99, 0 },
	};
	struct rb_root_cached root = RB_ROOT_CACHED;
	struct span spans[ARRAY_SIZE(ends)], *at;

	for (int i = 0; i < ARRAY_SIZE(ends); i++) {
		spans[i].from = ends[i][0];
		spans[i].to = ends[i][1];
		span_insert(&spans[i], &root);
	}
	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		unsigned int last = 0;
		int count = 0;

		for (at = span_iter_first(&root, table[i].from, table[i].to); at;
		     at = span_iter_next(at, table[i].from, table[i].to)) {
			KUNIT_EXPECT_GE(test, at->from, last);
			last = at->from;
			count++;
		}
		KUNIT_EXPECT_EQ_MSG(test, count, table[i].count, "row %d", i);
	}
	span_remove(&spans[4], &root);
	KUNIT_EXPECT_NULL(test, span_iter_first(&root, 21, 29));
	KUNIT_EXPECT_PTR_EQ(test, span_iter_first(&root, 20, 30), &spans[0]);
}

/* ---- tables and queues --------------------------------------------------------------------------------- */

static DEFINE_READ_MOSTLY_HASHTABLE(table_of_leaves, 3);
struct hashed {
	struct hlist_node node;
	int key;
};

static void tables_for_readers(struct kunit *test)
{
	struct hashed entries[3] = { { .key = 1 }, { .key = 2 }, { .key = 1 } }, *at;
	int seen = 0;

	KUNIT_EXPECT_TRUE(test, hash_empty(table_of_leaves));
	for (int i = 0; i < 3; i++)
		hash_add_rcu(table_of_leaves, &entries[i].node, entries[i].key);
	rcu_read_lock();
	hash_for_each_possible_rcu(table_of_leaves, at, node, 1)
		seen += at->key == 1;
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, seen, 2);
	hash_del_rcu(&entries[0].node);
	KUNIT_EXPECT_FALSE(test, hash_hashed(&entries[0].node));
	KUNIT_EXPECT_TRUE(test, hash_hashed(&entries[2].node));
	/* Out of the table already. */
	hash_del_rcu(&entries[0].node);
	hash_del_rcu(&entries[1].node);
	hash_del_rcu(&entries[2].node);
	KUNIT_EXPECT_TRUE(test, hash_empty(table_of_leaves));
}

static void lists_without_locks(struct kunit *test)
{
	struct llist_head head = LLIST_HEAD_INIT(head);
	struct entry { int n; struct llist_node node; } entries[3], *at;
	int expected = 2;

	KUNIT_EXPECT_TRUE(test, llist_empty(&head));
	for (int i = 0; i < 3; i++) {
		entries[i].n = i;
		llist_add(&entries[i].node, &head);
	}
	for (at = llist_entry(head.first, struct entry, node); member_address_is_nonnull(at, node);
	     at = llist_entry(at->node.next, struct entry, node))
		KUNIT_EXPECT_EQ(test, at->n, expected--);
	KUNIT_EXPECT_EQ(test, expected, -1);
}

static void queues_of_timers(struct kunit *test)
{
	struct timerqueue_node node = { .expires = 5 };
	struct timerqueue_head head;

	timerqueue_init_head(&head);
	timerqueue_init(&node);
	KUNIT_EXPECT_FALSE(test, timerqueue_node_queued(&node));
	KUNIT_EXPECT_TRUE(test, timerqueue_add(&head, &node));
	KUNIT_EXPECT_TRUE(test, timerqueue_node_queued(&node));
	KUNIT_EXPECT_FALSE(test, timerqueue_del(&head, &node));
	KUNIT_EXPECT_FALSE(test, timerqueue_node_queued(&node));
}

/* ---- counters of sequences ------------------------------------------------------------------------------- */

static DEFINE_SPINLOCK(spin);
static DEFINE_RAW_SPINLOCK(raw);
static DEFINE_RWLOCK(rw);
static DEFINE_MUTEX(mutex);
static seqcount_t plain = SEQCNT_ZERO(plain);
static seqcount_spinlock_t with_spin = SEQCNT_SPINLOCK_ZERO(with_spin, &spin);
static seqcount_raw_spinlock_t with_raw = SEQCNT_RAW_SPINLOCK_ZERO(with_raw, &raw);
static seqcount_rwlock_t with_rw = SEQCNT_RWLOCK_ZERO(with_rw, &rw);
static seqcount_mutex_t with_mutex = SEQCNT_MUTEX_ZERO(with_mutex, &mutex);

#define COUNTS(count, lock, unlock)						\
	do {									\
		unsigned int before = read_seqcount_begin(count);		\
										\
		KUNIT_EXPECT_EQ(test, before, 0);				\
		KUNIT_EXPECT_FALSE(test, read_seqcount_retry(count, before));	\
		lock;								\
		write_seqcount_begin(count);					\
		KUNIT_EXPECT_EQ(test, raw_read_seqcount(count), 1);		\
		write_seqcount_end(count);					\
		unlock;								\
		KUNIT_EXPECT_TRUE(test, read_seqcount_retry(count, before));	\
		KUNIT_EXPECT_EQ(test, read_seqcount_begin(count), 2);		\
	} while (0)

static void sequences_with_every_lock(struct kunit *test)
{
	COUNTS(&plain, preempt_disable(), preempt_enable());
	COUNTS(&with_spin, spin_lock(&spin), spin_unlock(&spin));
	COUNTS(&with_raw, raw_spin_lock(&raw), raw_spin_unlock(&raw));
	COUNTS(&with_rw, write_lock(&rw), write_unlock(&rw));
	COUNTS(&with_mutex, mutex_lock(&mutex), mutex_unlock(&mutex));
	/* Again from the start. */
	seqcount_init(&plain);
	seqcount_raw_spinlock_init(&with_raw, &raw);
	seqcount_rwlock_init(&with_rw, &rw);
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&with_raw), 0);
	KUNIT_EXPECT_EQ(test, read_seqcount_begin(&with_rw), 0);
	preempt_disable();
	write_seqcount_begin_nested(&plain, SINGLE_DEPTH_NESTING);
	KUNIT_EXPECT_EQ(test, raw_read_seqcount(&plain), 1);
	write_seqcount_end(&plain);
	preempt_enable();
	KUNIT_EXPECT_EQ(test, raw_read_seqcount(&plain), 2);
}

/* ---- machines and devices ---------------------------------------------------------------------------------- */

static void cpus_in_masks(struct kunit *test)
{
	struct cpumask mask;
	unsigned int cpu, others = 0;

	cpumask_clear(&mask);
	KUNIT_EXPECT_GE(test, cpumask_any(&mask), nr_cpu_ids);
	cpumask_set_cpu(0, &mask);
	KUNIT_EXPECT_EQ(test, cpumask_any(&mask), 0);
	for_each_cpu(cpu, cpu_online_mask)
		others += !cpumask_test_cpu(cpu, &mask);
	KUNIT_EXPECT_EQ(test, others, num_online_cpus() - 1);
	KUNIT_EXPECT_TRUE(test, cpumask_empty(cpu_dying_mask));
	KUNIT_EXPECT_TRUE(test, cpumask_subset(cpu_online_mask, cpu_enabled_mask));
}

static void cpus_by_distance(struct kunit *test)
{
	struct cpumask seen;
	int node = cpu_to_node(0), at, cpus = 0;

	for_each_node_with_cpus(at) {
		KUNIT_EXPECT_FALSE(test, cpumask_empty(cpumask_of_node(at)));
		cpus += nr_cpus_node(at);
	}
	KUNIT_EXPECT_EQ(test, cpus, num_online_cpus());
	cpumask_clear(&seen);
	for (int i = 0; i < num_online_cpus(); i++) {
		int cpu = sched_numa_find_nth_cpu(cpu_online_mask, i, node);

		KUNIT_ASSERT_LT(test, cpu, nr_cpu_ids);
		KUNIT_EXPECT_FALSE(test, cpumask_test_cpu(cpu, &seen));
		cpumask_set_cpu(cpu, &seen);
		/* Those of the node come first. */
		if (i < cpumask_weight(cpumask_of_node(node)))
			KUNIT_EXPECT_EQ(test, cpu_to_node(cpu), node);
	}
	KUNIT_EXPECT_TRUE(test, cpumask_equal(&seen, cpu_online_mask));
	KUNIT_EXPECT_GE(test, sched_numa_find_nth_cpu(cpu_online_mask, num_online_cpus(), node),
			nr_cpu_ids);
	KUNIT_EXPECT_EQ(test, next_memory_node(MAX_NUMNODES - 1), MAX_NUMNODES);
}

static const struct file_operations misc_ops = { .owner = THIS_MODULE };

static void devices_with_a_number(struct kunit *test)
{
	struct miscdevice one = { .minor = MISC_DYNAMIC_MINOR, .name = "ktest_one", .fops = &misc_ops };
	struct miscdevice two = { .minor = MISC_DYNAMIC_MINOR, .name = "ktest_two", .fops = &misc_ops };
	struct miscdevice same = { .name = "ktest_same", .fops = &misc_ops };

	KUNIT_ASSERT_EQ(test, misc_register(&one), 0);
	KUNIT_EXPECT_NE(test, one.minor, MISC_DYNAMIC_MINOR);
	KUNIT_ASSERT_NOT_NULL(test, one.this_device);
	KUNIT_EXPECT_STREQ(test, dev_name(one.this_device), "ktest_one");
	KUNIT_EXPECT_EQ(test, one.this_device->devt, MKDEV(MISC_MAJOR, one.minor));
	KUNIT_EXPECT_PTR_EQ(test, dev_get_drvdata(one.this_device), (void *)&one);
	KUNIT_ASSERT_EQ(test, misc_register(&two), 0);
	KUNIT_EXPECT_NE(test, two.minor, one.minor);
	/* A number is one device's. */
	same.minor = one.minor;
	KUNIT_EXPECT_EQ(test, misc_register(&same), -EBUSY);
	misc_deregister(&one);
	misc_deregister(&two);
	KUNIT_EXPECT_EQ(test, MISC_MAJOR, 10);
}

static struct kunit_case structures_more_cases[] = {
	KUNIT_CASE(klists_are_walked),
	KUNIT_CASE(klists_change_while_walked),
	KUNIT_CASE(all_of_a_key),
	KUNIT_CASE(trees_for_readers),
	KUNIT_CASE(trees_know_their_first),
	KUNIT_CASE(intervals_of_ones_own),
	KUNIT_CASE(tables_for_readers),
	KUNIT_CASE(lists_without_locks),
	KUNIT_CASE(queues_of_timers),
	KUNIT_CASE(sequences_with_every_lock),
	KUNIT_CASE(cpus_in_masks),
	KUNIT_CASE(cpus_by_distance),
	KUNIT_CASE(devices_with_a_number),
	{}
};

static struct kunit_suite structures_more_suite = {
	.name = "conformance-structures-more",
	.test_cases = structures_more_cases,
};
kunit_test_suites(&structures_more_suite);

MODULE_DESCRIPTION("More structures");
MODULE_LICENSE("GPL");
