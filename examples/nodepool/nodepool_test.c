// SPDX-License-Identifier: MIT OR GPL-2.0-only
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/nodemask.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/topology.h>

#include "nodepool.h"

#define OBJECT_SIZE	200
#define MAX_PAGES	4

/* What each case starts with; all objects must be back at its end. */
struct fixture {
	struct nodepool *pool;
	unsigned int per_node;		/* objects a node can have */
	void **objects;			/* room for those of all nodes */
};

static int nodepool_test_init(struct kunit *test)
{
	struct fixture *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	test->priv = f;
	if (!f)
		return -ENOMEM;
	f->pool = nodepool_create(OBJECT_SIZE, MAX_PAGES);
	if (!f->pool)
		return -ENOMEM;
	f->per_node = MAX_PAGES * nodepool_objects_per_page(f->pool);
	f->objects = kunit_kcalloc(test, num_online_nodes() * f->per_node + 1,
				   sizeof(*f->objects), GFP_KERNEL);
	return f->objects ? 0 : -ENOMEM;
}

static void nodepool_test_exit(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct nodepool_stats stats;

	if (!f || !f->pool)
		return;
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.in_use, 0);
	nodepool_destroy(f->pool);
}

static int node_of(const void *object)
{
	return page_to_nid(virt_to_page(object));
}

/* Allocate until there is nothing left; returns how many there were. */
static unsigned int exhaust(struct fixture *f, int node)
{
	unsigned int n = 0;

	while ((f->objects[n] = nodepool_alloc(f->pool, node)))
		n++;
	return n;
}

static void free_all(struct fixture *f, unsigned int n)
{
	while (n-- > 0)
		nodepool_free(f->pool, f->objects[n]);
}

static void a_size_that_no_page_holds_is_refused(struct kunit *test)
{
	struct nodepool *pool = nodepool_create(PAGE_SIZE / 2, 1);

	KUNIT_EXPECT_NULL(test, nodepool_create(PAGE_SIZE, 1));
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, nodepool_objects_per_page(pool), 1);
	nodepool_destroy(pool);

	pool = nodepool_create(1, 1);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_LE(test, nodepool_objects_per_page(pool), PAGE_SIZE / sizeof(void *));
	nodepool_destroy(pool);
}

static void an_object_is_on_the_node_asked_for(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct nodepool_stats stats;
	void *object;
	int nid, round;

	/* In the second round, too: each object went back to where it was from. */
	for (round = 0; round < 2; round++) {
		for_each_online_node(nid) {
			object = nodepool_alloc(f->pool, nid);
			KUNIT_ASSERT_NOT_NULL(test, object);
			KUNIT_EXPECT_EQ(test, node_of(object), nid);
			nodepool_free(f->pool, object);
		}
	}
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.local + stats.cached, 2 * num_online_nodes());
	KUNIT_EXPECT_EQ(test, stats.fallback, 0);
}

static void objects_do_not_overlap(struct kunit *test)
{
	struct fixture *f = test->priv;
	unsigned int i, n = exhaust(f, NUMA_NO_NODE);

	for (i = 0; i < n; i++) {
		KUNIT_EXPECT_TRUE(test, IS_ALIGNED((unsigned long)f->objects[i], sizeof(void *)));
		memset(f->objects[i], i, OBJECT_SIZE);
	}
	for (i = 0; i < n; i++)
		KUNIT_EXPECT_NULL(test, memchr_inv(f->objects[i], i, OBJECT_SIZE));
	free_all(f, n);
}

static void memory_is_bounded_and_used_again(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct nodepool_stats stats;
	unsigned int n = exhaust(f, NUMA_NO_NODE);

	KUNIT_EXPECT_EQ(test, n, num_online_nodes() * f->per_node);
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.pages, num_online_nodes() * MAX_PAGES);
	KUNIT_EXPECT_EQ(test, stats.in_use, n);

	/* This CPU's cache keeps some; the others are there for everyone. */
	free_all(f, n);
	f->objects[0] = nodepool_alloc(f->pool, NUMA_NO_NODE);
	KUNIT_EXPECT_NOT_NULL(test, f->objects[0]);
	nodepool_free(f->pool, f->objects[0]);
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.pages, num_online_nodes() * MAX_PAGES);
}

static void need_two_nodes(struct kunit *test)
{
	if (num_online_nodes() < 2)
		kunit_skip(test, "needs two NUMA nodes");
}

/* ktest: needs nodes >= 2 */
static void an_exhausted_node_falls_back_to_another(struct kunit *test)
{
	struct fixture *f = test->priv;
	int nid = first_online_node;
	struct nodepool_stats stats;
	unsigned int i;

	need_two_nodes(test);
	for (i = 0; i <= f->per_node; i++) {
		f->objects[i] = nodepool_alloc(f->pool, nid);
		KUNIT_ASSERT_NOT_NULL(test, f->objects[i]);
		if (i < f->per_node)
			KUNIT_EXPECT_EQ(test, node_of(f->objects[i]), nid);
	}
	KUNIT_EXPECT_NE(test, node_of(f->objects[f->per_node]), nid);
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.local, f->per_node);
	KUNIT_EXPECT_EQ(test, stats.fallback, 1);
	free_all(f, f->per_node + 1);
}

/*
 * Threads report by counting: KUNIT_* belongs to the thread that runs the test.
 */
struct worker {
	struct nodepool *pool;
	unsigned int errors;
	struct completion done;
};

static void run_on_each_cpu(struct kunit *test, int (*fn)(void *))
{
	struct fixture *f = test->priv;
	struct task_struct *task;
	struct worker *workers;
	unsigned int cpu;

	workers = kunit_kcalloc(test, nr_cpu_ids, sizeof(*workers), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, workers);
	for_each_online_cpu(cpu) {
		workers[cpu].pool = f->pool;
		init_completion(&workers[cpu].done);
		task = kthread_create(fn, &workers[cpu], "nodepool/%u", cpu);
		KUNIT_EXPECT_FALSE(test, IS_ERR(task));
		if (IS_ERR(task)) {
			complete(&workers[cpu].done);
			continue;
		}
		kthread_bind(task, cpu);
		wake_up_process(task);
	}
	for_each_online_cpu(cpu) {
		wait_for_completion(&workers[cpu].done);
		KUNIT_EXPECT_EQ_MSG(test, workers[cpu].errors, 0, "CPU %u", cpu);
	}
}

static int use_local_objects(void *data)
{
	struct worker *w = data;
	void *object = nodepool_alloc(w->pool, NUMA_NO_NODE);
	void *again;

	w->errors += !object || node_of(object) != cpu_to_node(raw_smp_processor_id());
	nodepool_free(w->pool, object);
	again = nodepool_alloc(w->pool, NUMA_NO_NODE);
	w->errors += again != object;	/* it was in this CPU's cache */
	nodepool_free(w->pool, again);
	complete(&w->done);
	return 0;
}

static void each_cpu_gets_local_objects_from_its_cache(struct kunit *test)
{
	struct fixture *f = test->priv;
	struct nodepool_stats stats;

	run_on_each_cpu(test, use_local_objects);
	nodepool_stats(f->pool, &stats);
	KUNIT_EXPECT_EQ(test, stats.local, num_online_cpus());
	KUNIT_EXPECT_EQ(test, stats.cached, num_online_cpus());
}

/* Objects of all nodes, in turns; each holds the address of its user. */
static int use_objects_of_all_nodes(void *data)
{
	struct worker *w = data;
	struct worker **object[2];
	int nid = first_online_node;
	unsigned int i;

	for (i = 0; i < 1000; i++) {
		object[0] = nodepool_alloc(w->pool, nid);
		nid = next_node_in(nid, node_online_map);
		object[1] = nodepool_alloc(w->pool, nid);
		if (!object[0] || !object[1]) {
			w->errors++;
		} else {
			*object[0] = w;
			*object[1] = w;
			cond_resched();
			w->errors += *object[0] != w || *object[1] != w;
		}
		nodepool_free(w->pool, object[0]);
		nodepool_free(w->pool, object[1]);
	}
	complete(&w->done);
	return 0;
}

static void cpus_do_not_get_the_same_object(struct kunit *test)
{
	struct fixture *f = test->priv;
	/* All caches full, and two objects for each CPU. */
	unsigned int needed = num_online_cpus() * (NODEPOOL_CACHE + 2);
	unsigned int per_page = nodepool_objects_per_page(f->pool);

	nodepool_destroy(f->pool);
	f->pool = nodepool_create(OBJECT_SIZE, DIV_ROUND_UP(needed, per_page));
	KUNIT_ASSERT_NOT_NULL(test, f->pool);
	run_on_each_cpu(test, use_objects_of_all_nodes);
}

static struct kunit_case nodepool_cases[] = {
	KUNIT_CASE(a_size_that_no_page_holds_is_refused),
	KUNIT_CASE(an_object_is_on_the_node_asked_for),
	KUNIT_CASE(objects_do_not_overlap),
	KUNIT_CASE(memory_is_bounded_and_used_again),
	KUNIT_CASE(an_exhausted_node_falls_back_to_another),
	KUNIT_CASE(each_cpu_gets_local_objects_from_its_cache),
	KUNIT_CASE(cpus_do_not_get_the_same_object),
	{}
};

static struct kunit_suite nodepool_suite = {
	.name = "nodepool",
	.init = nodepool_test_init,
	.exit = nodepool_test_exit,
	.test_cases = nodepool_cases,
};
kunit_test_suite(nodepool_suite);

MODULE_DESCRIPTION("Tests of the object pool for each NUMA node");
MODULE_LICENSE("Dual MIT/GPL");
