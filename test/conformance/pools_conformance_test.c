// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Pools of elements, addresses and objects; counters and references in parts. */
#include <kunit/device.h>
#include <kunit/test.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/genalloc.h>
#include <linux/kthread.h>
#include <linux/mempool.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/objpool.h>
#include <linux/percpu-refcount.h>
#include <linux/percpu_counter.h>
#include <linux/rcuref.h>
#include <linux/slab.h>
#include <linux/string.h>

/* ---- mempool ------------------------------------------------------------------------------- */

static struct store {
	int given, back, room;
	gfp_t first, last;
} store;

static void *give(gfp_t gfp, void *data)
{
	struct store *s = data;

	if (!s->given)
		s->first = gfp;
	s->last = gfp;
	if (s->given - s->back >= s->room)
		return NULL;
	s->given++;
	return kmalloc(8, GFP_KERNEL);
}

static void take_back(void *element, void *data)
{
	((struct store *)data)->back++;
	kfree(element);
}

static void pool_keeps_elements_back(struct kunit *test)
{
	mempool_t *pool;
	void *e[4];

	store = (struct store){ .room = 2 };
	KUNIT_EXPECT_NULL(test, mempool_create(3, give, take_back, &store));
	KUNIT_EXPECT_EQ(test, store.back, 2);
	store = (struct store){ .room = 3 };
	pool = mempool_create(2, give, take_back, &store);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, store.first, GFP_KERNEL);
	KUNIT_EXPECT_TRUE(test, mempool_initialized(pool));
	KUNIT_EXPECT_TRUE(test, mempool_is_saturated(pool));
	/* New ones first, without reclaim; then those kept back. */
	e[0] = mempool_alloc(pool, GFP_KERNEL);
	KUNIT_EXPECT_NOT_NULL(test, e[0]);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 2);
	KUNIT_EXPECT_EQ(test, store.last & (__GFP_DIRECT_RECLAIM | __GFP_IO | __GFP_FS), __GFP_FS);
	KUNIT_EXPECT_EQ(test, store.last & (__GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN),
			__GFP_NOMEMALLOC | __GFP_NORETRY | __GFP_NOWARN);
	e[1] = mempool_alloc(pool, GFP_ATOMIC);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 1);
	e[2] = mempool_alloc_preallocated(pool);
	KUNIT_EXPECT_NOT_NULL(test, e[2]);
	KUNIT_EXPECT_NULL(test, mempool_alloc_preallocated(pool));
	KUNIT_EXPECT_NULL(test, mempool_alloc(pool, GFP_ATOMIC));
	KUNIT_EXPECT_NULL(test, mempool_alloc_noreserve(pool, GFP_KERNEL));
	/* Frees fill the pool first. */
	mempool_free(e[0], pool);
	mempool_free(e[1], pool);
	KUNIT_EXPECT_TRUE(test, mempool_is_saturated(pool));
	KUNIT_EXPECT_EQ(test, store.back, 0);
	mempool_free(e[2], pool);
	KUNIT_EXPECT_EQ(test, store.back, 1);
	mempool_free(NULL, pool);
	mempool_destroy(pool);
	mempool_destroy(NULL);
	KUNIT_EXPECT_EQ(test, store.back, 3);
}

static void pool_of_another_size(struct kunit *test)
{
	mempool_t *pool;

	store = (struct store){ .room = 5 };
	pool = mempool_create(4, give, take_back, &store);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 1), 0);
	KUNIT_EXPECT_EQ(test, store.back, 3);
	KUNIT_EXPECT_EQ(test, pool->min_nr, 1);
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 3), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 3);
	/* More than there are: filled later. */
	KUNIT_EXPECT_EQ(test, mempool_resize(pool, 9), 0);
	KUNIT_EXPECT_EQ(test, pool->curr_nr, 5);
	KUNIT_EXPECT_FALSE(test, mempool_is_saturated(pool));
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, store.given, store.back);
}

static int asked;

static int wait_for_element(void *arg)
{
	mempool_t *pool = arg;
	void *element;

	WRITE_ONCE(asked, 1);
	element = mempool_alloc(pool, GFP_KERNEL);

	mempool_free(element, pool);
	while (!kthread_should_stop())
		msleep(1);
	return element ? 42 : 1;
}

static void pool_makes_wait(struct kunit *test)
{
	struct task_struct *task;
	mempool_t *pool;
	void *element;

	store = (struct store){ .room = 1 };
	pool = mempool_create(1, give, take_back, &store);
	KUNIT_ASSERT_NOT_NULL(test, pool);
	element = mempool_alloc(pool, GFP_KERNEL);
	asked = 0;
	task = kthread_run(wait_for_element, pool, "waits");
	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	while (!READ_ONCE(asked))
		msleep(1);
	msleep(20);
	mempool_free(element, pool);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 42);
	mempool_destroy(pool);
	KUNIT_EXPECT_EQ(test, store.given, 1);
}

static void pools_of_all_kinds(struct kunit *test)
{
	struct kmem_cache *cache = kmem_cache_create("pools", 24, 0, 0, NULL);
	mempool_t *pools[] = {
		mempool_create_slab_pool(2, cache), mempool_create_kmalloc_pool(2, 100),
		mempool_create_kvmalloc_pool(2, 5000), mempool_create_page_pool(2, 1),
	};
	mempool_t own = {};
	void *element;

	for (size_t i = 0; i < ARRAY_SIZE(pools); i++) {
		KUNIT_ASSERT_NOT_NULL(test, pools[i]);
		element = mempool_alloc(pools[i], GFP_KERNEL);
		KUNIT_ASSERT_NOT_NULL(test, element);
		memset(i == 3 ? page_address(element) : element, 1, i == 3 ? 2 * PAGE_SIZE : 24);
		mempool_free(element, pools[i]);
		mempool_destroy(pools[i]);
	}
	kmem_cache_destroy(cache);
	KUNIT_EXPECT_EQ(test, mempool_init_kmalloc_pool(&own, 0, 8), 0);
	KUNIT_EXPECT_TRUE(test, mempool_is_saturated(&own));
	mempool_exit(&own);
	KUNIT_EXPECT_FALSE(test, mempool_initialized(&own));
	mempool_exit(&own);
}

/* ---- genalloc ------------------------------------------------------------------------------ */

#define BASE 0x100000ul

static void count_ranges(struct gen_pool *pool, struct gen_pool_chunk *chunk, void *data)
{
	*(int *)data += chunk->end_addr + 1 - chunk->start_addr == 1024;
}

static void addresses_of_ranges(struct kunit *test)
{
	struct gen_pool *pool = gen_pool_create(4, -1);
	unsigned long a, b;
	void *owner = NULL;
	int ranges = 0;

	KUNIT_ASSERT_NOT_NULL(test, pool);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 16), 0u);
	KUNIT_ASSERT_EQ(test, gen_pool_add_owner(pool, BASE, 0x5000, 1024, -1, pool), 0);
	KUNIT_EXPECT_EQ(test, gen_pool_size(pool), 1024u);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 0), 0u);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 1025), 0u);
	a = gen_pool_alloc(pool, 17);
	KUNIT_EXPECT_EQ(test, a, BASE);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 1024u - 32);
	b = gen_pool_alloc_owner(pool, 1, &owner);
	KUNIT_EXPECT_EQ(test, b, BASE + 32);
	KUNIT_EXPECT_PTR_EQ(test, owner, (void *)pool);
	KUNIT_EXPECT_EQ(test, gen_pool_virt_to_phys(pool, b + 3), 0x5023u);
	KUNIT_EXPECT_EQ(test, gen_pool_virt_to_phys(pool, BASE - 1), (phys_addr_t)-1);
	KUNIT_EXPECT_TRUE(test, gen_pool_has_addr(pool, BASE, 1024));
	KUNIT_EXPECT_FALSE(test, gen_pool_has_addr(pool, BASE, 1025));
	KUNIT_EXPECT_FALSE(test, gen_pool_has_addr(pool, BASE + 1024, 1));
	gen_pool_free(pool, a, 17);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 48), BASE + 48);
	/* The latest range comes first. */
	KUNIT_ASSERT_EQ(test, gen_pool_add(pool, 2 * BASE, 1024, -1), 0);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 1000), 2 * BASE);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 32), BASE);
	gen_pool_for_each_chunk(pool, count_ranges, &ranges);
	KUNIT_EXPECT_EQ(test, ranges, 2);
	gen_pool_free(pool, BASE, 32);
	gen_pool_free(pool, b, 16);
	gen_pool_free_owner(pool, BASE + 48, 48, &owner);
	KUNIT_EXPECT_PTR_EQ(test, owner, (void *)pool);
	gen_pool_free_owner(pool, 2 * BASE, 1000, &owner);
	KUNIT_EXPECT_NULL(test, owner);
	KUNIT_EXPECT_EQ(test, gen_pool_avail(pool), 2048u);
	gen_pool_destroy(pool);
}

static void algorithms_of_addresses(struct kunit *test)
{
	struct gen_pool *pool = gen_pool_create(3, -1);
	struct genpool_data_align align = { 64 };
	struct genpool_data_fixed fixed = { 256 };
	char *memory = kunit_kzalloc(test, 4096, GFP_KERNEL);
	unsigned long at = (unsigned long)memory;
	dma_addr_t dma = 0;
	char *m;

	KUNIT_ASSERT_NOT_NULL(test, memory);
	KUNIT_ASSERT_EQ(test, gen_pool_add_virt(pool, at + 8, 0x9008, 1024, -1), 0);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc_algo(pool, 8, gen_pool_first_fit_align, &align) % 64, at % 64);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc_algo(pool, 8, gen_pool_fixed_alloc, &fixed), at + 8 + 256);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc_algo(pool, 8, gen_pool_fixed_alloc, &fixed), 0u);
	gen_pool_set_algo(pool, gen_pool_first_fit_order_align, NULL);
	/* In units from the range's begin. */
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 24), at + 8);
	gen_pool_free(pool, at + 8, 24);
	KUNIT_EXPECT_EQ(test, (gen_pool_alloc(pool, 100) - at - 8) % 128, 0u);
	gen_pool_free(pool, at + 8 + 128, 100);
	/* From 64 to 256 there is a gap of 192 bytes; it is the smaller one. */
	gen_pool_set_algo(pool, gen_pool_best_fit, NULL);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 80), at + 8 + 64);
	KUNIT_EXPECT_EQ(test, gen_pool_alloc(pool, 40), at + 8);
	gen_pool_free(pool, at + 8, 40);
	gen_pool_free(pool, at + 8 + 64, 80);
	gen_pool_set_algo(pool, NULL, NULL);
	memset(memory, 7, 4096);
	m = gen_pool_dma_zalloc(pool, 16, &dma);
	KUNIT_EXPECT_PTR_EQ(test, m, memory + 8);
	KUNIT_EXPECT_EQ(test, dma, 0x9008u);
	KUNIT_EXPECT_EQ(test, m[15], 0);
	KUNIT_EXPECT_EQ(test, m[16], 7);
	KUNIT_EXPECT_NULL(test, gen_pool_dma_alloc_algo(NULL, 16, NULL, gen_pool_first_fit, NULL));
	KUNIT_EXPECT_NULL(test, gen_pool_dma_alloc(pool, 4000, &dma));
	gen_pool_free(pool, (unsigned long)m, 16);
	m = gen_pool_dma_alloc_align(pool, 16, &dma, 128);
	KUNIT_EXPECT_EQ(test, (unsigned long)m % 128, 0u);
	KUNIT_EXPECT_EQ(test, dma, 0x9000u + (m - memory));
	gen_pool_free(pool, (unsigned long)m, 16);
	m = gen_pool_dma_zalloc_align(pool, 16, NULL, 8);
	gen_pool_free(pool, (unsigned long)m, 16);
	gen_pool_free(pool, at + 8 + 256, 8);
	gen_pool_free(pool, at + 64, 8);
	gen_pool_destroy(pool);
}

static void pools_of_a_device(struct kunit *test)
{
	struct device *dev = kunit_device_register(test, "pools");
	struct gen_pool *named, *nameless;

	KUNIT_ASSERT_FALSE(test, IS_ERR(dev));
	KUNIT_EXPECT_NULL(test, gen_pool_get(dev, NULL));
	named = devm_gen_pool_create(dev, 3, -1, "sram");
	KUNIT_ASSERT_FALSE(test, IS_ERR(named));
	KUNIT_EXPECT_PTR_EQ(test, gen_pool_get(dev, "sram"), named);
	KUNIT_EXPECT_NULL(test, gen_pool_get(dev, "ram"));
	KUNIT_EXPECT_NULL(test, gen_pool_get(dev, NULL));
	KUNIT_EXPECT_PTR_EQ(test, devm_gen_pool_create(dev, 3, -1, "sram"), ERR_PTR(-EINVAL));
	nameless = devm_gen_pool_create(dev, 3, -1, NULL);
	KUNIT_EXPECT_PTR_EQ(test, gen_pool_get(dev, NULL), nameless);
	KUNIT_EXPECT_NULL(test, of_gen_pool_get(NULL, "sram", 0));
}

/* ---- objpool ------------------------------------------------------------------------------- */

static int prepare(void *obj, void *context)
{
	int *left = context;

	if (!(*left)--)
		return -EPERM;
	*(int *)obj += 1;
	return 0;
}

static int released;
static int release(struct objpool_head *head, void *context)
{
	released++;
	return 0;
}

static void objects_of_a_pool(struct kunit *test)
{
	struct objpool_head pool;
	int *obj[5], left = 5;

	KUNIT_EXPECT_EQ(test, objpool_init(&pool, 0, 8, GFP_KERNEL, NULL, NULL, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, objpool_init(&pool, 8, 0, GFP_KERNEL, NULL, NULL, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, objpool_init(&pool, 8, 1 << 17, GFP_KERNEL, NULL, NULL, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, objpool_init(&pool, 1 << 25, 8, GFP_KERNEL, NULL, NULL, NULL), -EINVAL);
	KUNIT_EXPECT_EQ(test, objpool_init(&pool, 8, 8, GFP_KERNEL, &left, prepare, NULL), -EPERM);
	left = 5;
	released = 0;
	KUNIT_ASSERT_EQ(test, objpool_init(&pool, 5, 5, GFP_KERNEL, &left, prepare, release), 0);
	KUNIT_EXPECT_EQ(test, pool.obj_size, 8);
	KUNIT_EXPECT_EQ(test, pool.nr_objs, 5);
	KUNIT_EXPECT_EQ(test, pool.capacity, 8);
	for (int i = 0; i < 5; i++) {
		obj[i] = objpool_pop(&pool);
		KUNIT_ASSERT_NOT_NULL(test, obj[i]);
		KUNIT_EXPECT_EQ(test, *obj[i], 1);
		for (int j = 0; j < i; j++)
			KUNIT_EXPECT_PTR_NE(test, obj[i], obj[j]);
	}
	KUNIT_EXPECT_NULL(test, objpool_pop(&pool));
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_EQ(test, objpool_push(obj[i], &pool), 0);
	KUNIT_EXPECT_NOT_NULL(test, obj[0] = objpool_pop(&pool));
	KUNIT_EXPECT_EQ(test, objpool_drop(NULL, &pool), -EINVAL);
	objpool_fini(&pool);
	KUNIT_EXPECT_EQ(test, objpool_drop(obj[0], &pool), -EAGAIN);
	KUNIT_EXPECT_EQ(test, objpool_drop(obj[3], &pool), -EAGAIN);
	KUNIT_EXPECT_EQ(test, released, 0);
	KUNIT_EXPECT_EQ(test, objpool_drop(obj[4], &pool), 0);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_ASSERT_EQ(test, objpool_init(&pool, 1, 1, GFP_ATOMIC, NULL, NULL, release), 0);
	objpool_free(&pool);
	KUNIT_EXPECT_EQ(test, released, 2);
}

/* ---- counters and references --------------------------------------------------------------- */

static void counters_in_parts(struct kunit *test)
{
	struct percpu_counter one, many[3];

#ifdef CONFIG_SMP
	KUNIT_EXPECT_GE(test, percpu_counter_batch, 32);
#endif
	KUNIT_ASSERT_EQ(test, percpu_counter_init(&one, 100, GFP_KERNEL), 0);
	KUNIT_EXPECT_TRUE(test, percpu_counter_initialized(&one));
	migrate_disable();
	percpu_counter_add_batch(&one, 9, 10);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&one), 100);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&one), 109);
	percpu_counter_add_batch(&one, 1, 10);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&one), 110);
	percpu_counter_add_batch(&one, -1000, 10);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&one), -890);
	KUNIT_EXPECT_EQ(test, percpu_counter_read_positive(&one), 0);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum_positive(&one), 0);
	percpu_counter_set(&one, 0);
	percpu_counter_inc(&one);
	percpu_counter_inc(&one);
	percpu_counter_dec(&one);
	percpu_counter_add_local(&one, 1000);
	percpu_counter_sub_local(&one, 1);
	percpu_counter_sub(&one, 0);
	percpu_counter_sync(&one);
	KUNIT_EXPECT_EQ(test, percpu_counter_read(&one), 1000);
	percpu_counter_sub_local(&one, 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_read_positive(&one), 1000);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&one, 999), 0);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&one, 998), 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&one, 1000), -1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&one, 1000000), -1);
	KUNIT_EXPECT_EQ(test, percpu_counter_compare(&one, -1000000), 1);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&one), 999);
	migrate_enable();
	percpu_counter_destroy(&one);
	KUNIT_EXPECT_FALSE(test, percpu_counter_initialized(&one));
	percpu_counter_destroy(&one);
	KUNIT_ASSERT_EQ(test, percpu_counter_init_many(many, 5, GFP_KERNEL, 3), 0);
	percpu_counter_add(&many[1], 2);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&many[0]), 5);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&many[1]), 7);
	KUNIT_EXPECT_EQ(test, percpu_counter_sum(&many[2]), 5);
	percpu_counter_destroy_many(many, 3);
}

static int zeros, confirmed;
static void at_zero(struct percpu_ref *ref)
{
	zeros++;
}

static void confirm(struct percpu_ref *ref)
{
	confirmed++;
}

static void references_in_parts(struct kunit *test)
{
	struct percpu_ref ref;

	zeros = confirmed = 0;
	KUNIT_ASSERT_EQ(test, percpu_ref_init(&ref, at_zero, PERCPU_REF_ALLOW_REINIT, GFP_KERNEL), 0);
	percpu_ref_get(&ref);
	percpu_ref_get_many(&ref, 2);
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget(&ref));
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget_live(&ref));
	KUNIT_EXPECT_FALSE(test, percpu_ref_is_zero(&ref));
	KUNIT_EXPECT_FALSE(test, percpu_ref_is_dying(&ref));
	percpu_ref_put_many(&ref, 4);
	percpu_ref_kill_and_confirm(&ref, confirm);
	KUNIT_EXPECT_TRUE(test, percpu_ref_is_dying(&ref));
	KUNIT_EXPECT_FALSE(test, percpu_ref_tryget_live(&ref));
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget_many(&ref, 2));
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, confirmed, 1);
	KUNIT_EXPECT_EQ(test, zeros, 0);
	percpu_ref_put_many(&ref, 2);
	KUNIT_EXPECT_EQ(test, zeros, 0);
	percpu_ref_put(&ref);
	KUNIT_EXPECT_EQ(test, zeros, 1);
	KUNIT_EXPECT_TRUE(test, percpu_ref_is_zero(&ref));
	KUNIT_EXPECT_FALSE(test, percpu_ref_tryget(&ref));
	percpu_ref_reinit(&ref);
	KUNIT_EXPECT_FALSE(test, percpu_ref_is_zero(&ref));
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget_live(&ref));
	percpu_ref_switch_to_atomic(&ref, confirm);
	percpu_ref_switch_to_atomic_sync(&ref);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, confirmed, 2);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&ref.data->count), 2);
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget_live(&ref));
	KUNIT_EXPECT_EQ(test, atomic_long_read(&ref.data->count), 3);
	percpu_ref_switch_to_percpu(&ref);
	percpu_ref_put(&ref);
	percpu_ref_kill(&ref);
	percpu_ref_resurrect(&ref);
	percpu_ref_put(&ref);
	KUNIT_EXPECT_FALSE(test, percpu_ref_is_dying(&ref));
	KUNIT_EXPECT_EQ(test, zeros, 1);
	percpu_ref_kill(&ref);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, zeros, 2);
	percpu_ref_exit(&ref);
	KUNIT_EXPECT_TRUE(test, percpu_ref_is_zero(&ref));
	percpu_ref_exit(&ref);

	KUNIT_ASSERT_EQ(test, percpu_ref_init(&ref, at_zero, PERCPU_REF_INIT_DEAD, GFP_KERNEL), 0);
	KUNIT_EXPECT_TRUE(test, percpu_ref_is_zero(&ref));
	KUNIT_EXPECT_FALSE(test, percpu_ref_tryget(&ref));
	percpu_ref_reinit(&ref);
	KUNIT_EXPECT_TRUE(test, percpu_ref_tryget(&ref));
	percpu_ref_exit(&ref);
	KUNIT_ASSERT_EQ(test, percpu_ref_init(&ref, at_zero, PERCPU_REF_INIT_ATOMIC, GFP_KERNEL), 0);
	KUNIT_EXPECT_EQ(test, atomic_long_read(&ref.data->count), 1);
	percpu_ref_kill(&ref);
	KUNIT_EXPECT_EQ(test, zeros, 3);
	percpu_ref_exit(&ref);
}

static void references_under_rcu(struct kunit *test)
{
	rcuref_t ref;

	rcuref_init(&ref, 1);
	KUNIT_EXPECT_EQ(test, rcuref_read(&ref), 1u);
	KUNIT_EXPECT_TRUE(test, rcuref_get(&ref));
	KUNIT_EXPECT_EQ(test, rcuref_read(&ref), 2u);
	KUNIT_EXPECT_FALSE(test, rcuref_put(&ref));
	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, rcuref_put_rcusafe(&ref));
	rcu_read_unlock();
	KUNIT_EXPECT_EQ(test, rcuref_read(&ref), 0u);
	KUNIT_EXPECT_FALSE(test, rcuref_get(&ref));
	KUNIT_EXPECT_EQ(test, (u32)atomic_read(&ref.refcnt), RCUREF_DEAD);
	rcuref_init(&ref, RCUREF_MAXREF);
	KUNIT_EXPECT_TRUE(test, rcuref_get(&ref));
	KUNIT_EXPECT_EQ(test, rcuref_read(&ref), RCUREF_MAXREF + 1);
	atomic_set(&ref.refcnt, (int)(RCUREF_SATURATED - 5));
	KUNIT_EXPECT_FALSE(test, rcuref_put(&ref));
	KUNIT_EXPECT_EQ(test, (u32)atomic_read(&ref.refcnt), RCUREF_SATURATED);
}

static void references_that_saturate(struct kunit *test)
{
	rcuref_t ref = { ATOMIC_INIT((int)RCUREF_MAXREF) };

	ktest_expect_warning(test);
	KUNIT_EXPECT_TRUE(test, rcuref_get(&ref));
	KUNIT_EXPECT_EQ(test, (u32)atomic_read(&ref.refcnt), RCUREF_SATURATED);
}

static void references_put_too_often(struct kunit *test)
{
	rcuref_t ref = { ATOMIC_INIT((int)RCUREF_DEAD) };

	ktest_expect_warning(test);
	KUNIT_EXPECT_FALSE(test, rcuref_put(&ref));
	KUNIT_EXPECT_EQ(test, (u32)atomic_read(&ref.refcnt), RCUREF_DEAD);
}

static struct kunit_case pools_cases[] = {
	KUNIT_CASE(pool_keeps_elements_back),
	KUNIT_CASE(pool_of_another_size),
	KUNIT_CASE(pool_makes_wait),
	KUNIT_CASE(pools_of_all_kinds),
	KUNIT_CASE(addresses_of_ranges),
	KUNIT_CASE(algorithms_of_addresses),
	KUNIT_CASE(pools_of_a_device),
	KUNIT_CASE(objects_of_a_pool),
	KUNIT_CASE(counters_in_parts),
	KUNIT_CASE(references_in_parts),
	KUNIT_CASE(references_under_rcu),
	KUNIT_CASE(references_that_saturate),
	KUNIT_CASE(references_put_too_often),
	{}
};

static struct kunit_suite pools_suite = {
	.name = "conformance-pools",
	.test_cases = pools_cases,
};
kunit_test_suite(pools_suite);
MODULE_LICENSE("GPL");
