// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Atomics, locks, waiting and memory, function by function. */
#include <kunit/test.h>
#include <linux/atomic.h>
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/jump_label.h>
#include <linux/kref.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/once.h>
#include <linux/percpu.h>
#include <linux/refcount.h>
#include <linux/rwsem.h>
#include <linux/semaphore.h>
#include <linux/seqlock.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

/* ---- atomics -------------------------------------------------------------------------------------- */

static void atomic_results(struct kunit *test)
{
	atomic_t v = ATOMIC_INIT(5);

	KUNIT_EXPECT_EQ(test, atomic_add_return(3, &v), 8);
	KUNIT_EXPECT_EQ(test, atomic_fetch_sub(2, &v), 8);
	KUNIT_EXPECT_EQ(test, atomic_inc_return(&v), 7);
	KUNIT_EXPECT_EQ(test, atomic_fetch_or(8, &v), 7);
	KUNIT_EXPECT_EQ(test, atomic_fetch_and(~1, &v), 15);
	KUNIT_EXPECT_EQ(test, atomic_fetch_xor(2, &v), 14);
	KUNIT_EXPECT_EQ(test, atomic_read(&v), 12);
}

static void atomic_conditions(struct kunit *test)
{
	atomic_t v = ATOMIC_INIT(1);

	KUNIT_EXPECT_TRUE(test, atomic_dec_and_test(&v));
	KUNIT_EXPECT_FALSE(test, atomic_inc_not_zero(&v));
	KUNIT_EXPECT_EQ(test, atomic_dec_if_positive(&v), -1);
	KUNIT_EXPECT_EQ(test, atomic_read(&v), 0);
	KUNIT_EXPECT_TRUE(test, atomic_add_unless(&v, 4, 1));
	KUNIT_EXPECT_FALSE(test, atomic_add_unless(&v, 4, 4));
	KUNIT_EXPECT_TRUE(test, atomic_sub_and_test(4, &v));
	KUNIT_EXPECT_TRUE(test, atomic_add_negative(-1, &v));
}

static void atomic_exchanges(struct kunit *test)
{
	atomic_t v = ATOMIC_INIT(5);
	int old = 4;

	KUNIT_EXPECT_EQ(test, atomic_xchg(&v, 6), 5);
	KUNIT_EXPECT_EQ(test, atomic_cmpxchg(&v, 5, 7), 6);
	KUNIT_EXPECT_EQ(test, atomic_read(&v), 6);
	KUNIT_EXPECT_FALSE(test, atomic_try_cmpxchg(&v, &old, 7));
	KUNIT_EXPECT_EQ(test, old, 6);
	KUNIT_EXPECT_TRUE(test, atomic_try_cmpxchg(&v, &old, 7));
	KUNIT_EXPECT_EQ(test, atomic_read(&v), 7);
}

static void atomic_wide(struct kunit *test)
{
	atomic64_t v = ATOMIC64_INIT(1ll << 40);

	KUNIT_EXPECT_EQ(test, atomic64_add_return(1, &v), (1ll << 40) + 1);
	KUNIT_EXPECT_EQ(test, atomic64_fetch_add(-1, &v), (1ll << 40) + 1);
	KUNIT_EXPECT_EQ(test, atomic64_cmpxchg(&v, 1ll << 40, 3), 1ll << 40);
	KUNIT_EXPECT_EQ(test, atomic64_dec_if_positive(&v), 2ll);
}

static void plain_exchanges(struct kunit *test)
{
	unsigned long word = 1;
	u8 byte = 0x7f;

	KUNIT_EXPECT_EQ(test, xchg(&word, 2ul), 1ul);
	KUNIT_EXPECT_EQ(test, cmpxchg(&word, 2ul, 3ul), 2ul);
	KUNIT_EXPECT_EQ(test, cmpxchg(&word, 2ul, 4ul), 3ul);
	KUNIT_EXPECT_EQ(test, word, 3ul);
	KUNIT_EXPECT_EQ(test, xchg(&byte, 1), 0x7f);
}

static void counted_references(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(1);

	KUNIT_EXPECT_TRUE(test, refcount_inc_not_zero(&r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_test(&r));
	KUNIT_EXPECT_FALSE(test, refcount_dec_not_one(&r));
	KUNIT_EXPECT_TRUE(test, refcount_dec_if_one(&r));
	KUNIT_EXPECT_EQ(test, refcount_read(&r), 0u);
	KUNIT_EXPECT_FALSE(test, refcount_inc_not_zero(&r));
}

static void locked_references(struct kunit *test)
{
	refcount_t r = REFCOUNT_INIT(2);
	DEFINE_SPINLOCK(lock);

	/* Only the last one takes the lock. */
	KUNIT_EXPECT_FALSE(test, refcount_dec_and_lock(&r, &lock));
	KUNIT_EXPECT_TRUE(test, refcount_dec_and_lock(&r, &lock));
	spin_unlock(&lock);
}

static int released;

static void count_release(struct kref *kref)
{
	released++;
}

static void kref_releases_once(struct kunit *test)
{
	struct kref kref;

	released = 0;
	kref_init(&kref);
	kref_get(&kref);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 0);
	KUNIT_EXPECT_EQ(test, kref_put(&kref, count_release), 1);
	KUNIT_EXPECT_EQ(test, released, 1);
	KUNIT_EXPECT_EQ(test, kref_get_unless_zero(&kref), 0);
}

static struct kunit_case atomic_cases[] = {
	KUNIT_CASE(atomic_results),
	KUNIT_CASE(atomic_conditions),
	KUNIT_CASE(atomic_exchanges),
	KUNIT_CASE(atomic_wide),
	KUNIT_CASE(plain_exchanges),
	KUNIT_CASE(counted_references),
	KUNIT_CASE(locked_references),
	KUNIT_CASE(kref_releases_once),
	{}
};

static struct kunit_suite atomic_suite = {
	.name = "conformance-atomics",
	.test_cases = atomic_cases,
};

/* ---- locks and waiting ------------------------------------------------------------------------------ */

static void mutex_states(struct kunit *test)
{
	DEFINE_MUTEX(mutex);

	KUNIT_EXPECT_FALSE(test, mutex_is_locked(&mutex));
	KUNIT_EXPECT_EQ(test, mutex_trylock(&mutex), 1);
	KUNIT_EXPECT_TRUE(test, mutex_is_locked(&mutex));
	KUNIT_EXPECT_EQ(test, mutex_trylock(&mutex), 0);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_EQ(test, mutex_lock_interruptible(&mutex), 0);
	mutex_unlock(&mutex);
	KUNIT_EXPECT_EQ(test, mutex_lock_killable(&mutex), 0);
	mutex_unlock(&mutex);
}

static void semaphore_counts(struct kunit *test)
{
	struct semaphore sem;

	sema_init(&sem, 2);
	down(&sem);
	/* 0 is success here. */
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 0);
	KUNIT_EXPECT_EQ(test, down_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_timeout(&sem, 1), -ETIME);
	up(&sem);
	KUNIT_EXPECT_EQ(test, down_interruptible(&sem), 0);
}

static void readers_and_writers(struct kunit *test)
{
	DECLARE_RWSEM(sem);

	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_write_trylock(&sem), 0);
	up_read(&sem);
	up_read(&sem);
	KUNIT_EXPECT_EQ(test, down_write_trylock(&sem), 1);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 0);
	downgrade_write(&sem);
	KUNIT_EXPECT_EQ(test, down_read_trylock(&sem), 1);
	up_read(&sem);
	up_read(&sem);
}

static void spinning_readers(struct kunit *test)
{
	DEFINE_RWLOCK(lock);

	read_lock(&lock);
	KUNIT_EXPECT_EQ(test, read_trylock(&lock), 1);
	KUNIT_EXPECT_EQ(test, write_trylock(&lock), 0);
	read_unlock(&lock);
	read_unlock(&lock);
	KUNIT_EXPECT_EQ(test, write_trylock(&lock), 1);
	write_unlock(&lock);
}

static void completions_are_taken(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);

	KUNIT_EXPECT_FALSE(test, completion_done(&done));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
	complete(&done);
	complete(&done);
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&done, 1), 0ul);
}

static void completed_for_all(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);

	complete_all(&done);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&done));
	reinit_completion(&done);
	KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
	complete(&done);
	KUNIT_EXPECT_GE(test, wait_for_completion_timeout(&done, 10), 1ul);
}

static void waits_that_end_in_time(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD(queue);

	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
	KUNIT_EXPECT_EQ(test, wait_event_timeout(queue, false, 2), 0l);
	/* One tick is what is left at least. */
	KUNIT_EXPECT_GE(test, wait_event_timeout(queue, true, 0), 1l);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible(queue, true), 0);
	KUNIT_EXPECT_EQ(test, wait_event_interruptible_timeout(queue, true, 7), 7l);
}

static int returns_when_stopped(void *arg)
{
	complete(arg);
	while (!kthread_should_stop())
		msleep(1);
	return 42;
}

static void threads_give_a_result(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(runs);
	struct task_struct *task = kthread_run(returns_when_stopped, &runs, "conform/%d", 1);

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	/* One that is stopped before it ran does not run. */
	wait_for_completion(&runs);
	KUNIT_EXPECT_STREQ(test, task->comm, "conform/1");
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 42);
}

static int returns_at_once(void *arg)
{
	complete(arg);
	return 7;
}

static void threads_that_ended_can_be_stopped(struct kunit *test)
{
	DECLARE_COMPLETION_ONSTACK(done);
	struct task_struct *task = kthread_create(returns_at_once, &done, "short");

	KUNIT_ASSERT_FALSE(test, IS_ERR(task));
	get_task_struct(task);
	wake_up_process(task);
	wait_for_completion(&done);
	msleep(5);
	KUNIT_EXPECT_EQ(test, kthread_stop(task), 7);
	put_task_struct(task);
}

static void sequence_of_a_writer(struct kunit *test)
{
	DEFINE_SEQLOCK(lock);
	unsigned int seq = read_seqbegin(&lock);

	KUNIT_EXPECT_EQ(test, seq % 2, 0u);
	KUNIT_EXPECT_FALSE(test, read_seqretry(&lock, seq));
	write_seqlock(&lock);
	write_sequnlock(&lock);
	KUNIT_EXPECT_TRUE(test, read_seqretry(&lock, seq));
	KUNIT_EXPECT_EQ(test, read_seqbegin(&lock), seq + 2);
}

static DEFINE_STATIC_KEY_FALSE(conform_key);

static void keys_count(struct kunit *test)
{
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_key));
	static_branch_inc(&conform_key);
	static_branch_inc(&conform_key);
	static_branch_dec(&conform_key);
	KUNIT_EXPECT_TRUE(test, static_branch_unlikely(&conform_key));
	static_branch_dec(&conform_key);
	KUNIT_EXPECT_FALSE(test, static_branch_unlikely(&conform_key));
}

static int times;

static void count_time(int *counter)
{
	(*counter)++;
}

static void once_is_once(struct kunit *test)
{
	times = 0;
	for (int i = 0; i < 3; i++)
		DO_ONCE(count_time, &times);
	KUNIT_EXPECT_EQ(test, times, 1);
}

static struct kunit_case wait_cases[] = {
	KUNIT_CASE(mutex_states),
	KUNIT_CASE(semaphore_counts),
	KUNIT_CASE(readers_and_writers),
	KUNIT_CASE(spinning_readers),
	KUNIT_CASE(completions_are_taken),
	KUNIT_CASE(completed_for_all),
	KUNIT_CASE(waits_that_end_in_time),
	KUNIT_CASE(threads_give_a_result),
	KUNIT_CASE(threads_that_ended_can_be_stopped),
	KUNIT_CASE(sequence_of_a_writer),
	KUNIT_CASE(keys_count),
	KUNIT_CASE(once_is_once),
	{}
};

static struct kunit_suite wait_suite = {
	.name = "conformance-waiting",
	.test_cases = wait_cases,
};

/* ---- memory ------------------------------------------------------------------------------------------ */

static void nothing_is_freed(struct kunit *test)
{
	kfree(NULL);
	kvfree(NULL);
	vfree(NULL);
	kfree(ZERO_SIZE_PTR);
	KUNIT_EXPECT_EQ(test, ksize(NULL), (size_t)0);
	KUNIT_EXPECT_EQ(test, ksize(ZERO_SIZE_PTR), (size_t)0);
}

static void arrays_that_overflow(struct kunit *test)
{
	size_t huge = SIZE_MAX / 2;

	OPTIMIZER_HIDE_VAR(huge);
	KUNIT_EXPECT_NULL(test, kmalloc_array(huge, 4, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kcalloc(huge, 4, GFP_KERNEL | __GFP_NOWARN));
	KUNIT_EXPECT_NULL(test, kvmalloc_array(huge, 4, GFP_KERNEL | __GFP_NOWARN));
}

static void arrays_that_grow(struct kunit *test)
{
	int *array = kmalloc_array(2, sizeof(*array), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, array);
	array[1] = 7;
	array = krealloc_array(array, 1000, sizeof(*array), GFP_KERNEL);
	KUNIT_ASSERT_NOT_NULL(test, array);
	KUNIT_EXPECT_EQ(test, array[1], 7);
	/* Freed by a size of nothing. */
	KUNIT_EXPECT_PTR_EQ(test, (void *)krealloc(array, 0, GFP_KERNEL), ZERO_SIZE_PTR);
}

static void zeroed_pages(struct kunit *test)
{
	unsigned long page = get_zeroed_page(GFP_KERNEL);

	KUNIT_ASSERT_NE(test, page, 0ul);
	KUNIT_EXPECT_NULL(test, memchr_inv((void *)page, 0, PAGE_SIZE));
	KUNIT_EXPECT_PTR_EQ(test, page_address(virt_to_page((void *)page)), (void *)page);
	free_page(page);
	free_page(0);
}

static void exact_pages(struct kunit *test)
{
	char *block = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_EQ(test, (unsigned long)block % PAGE_SIZE, 0ul);
	KUNIT_EXPECT_EQ(test, block[3 * PAGE_SIZE - 1], 0);
	free_pages_exact(block, 3 * PAGE_SIZE);
}

static void virtual_memory_is_pages(struct kunit *test)
{
	char *block = vzalloc(2 * PAGE_SIZE + 1);

	KUNIT_ASSERT_NOT_NULL(test, block);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(block));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(block + 2 * PAGE_SIZE));
	KUNIT_EXPECT_FALSE(test, is_vmalloc_addr(test->priv));
	KUNIT_EXPECT_EQ(test, block[2 * PAGE_SIZE], 0);
	vfree(block);
}

static DEFINE_PER_CPU(int, conform_counter) = 3;

static void variables_of_each_cpu(struct kunit *test)
{
	int cpu, sum = 0, cpus = 0;

	for_each_possible_cpu(cpu) {
		sum += per_cpu(conform_counter, cpu);
		cpus++;
	}
	KUNIT_EXPECT_EQ(test, sum, 3 * cpus);
	preempt_disable();
	this_cpu_add(conform_counter, 4);
	KUNIT_EXPECT_EQ(test, this_cpu_read(conform_counter), 7);
	KUNIT_EXPECT_EQ(test, this_cpu_inc_return(conform_counter), 8);
	KUNIT_EXPECT_EQ(test, this_cpu_xchg(conform_counter, 3), 8);
	preempt_enable();
}

static struct kunit_case memory_cases[] = {
	KUNIT_CASE(nothing_is_freed),
	KUNIT_CASE(arrays_that_overflow),
	KUNIT_CASE(arrays_that_grow),
	KUNIT_CASE(zeroed_pages),
	KUNIT_CASE(exact_pages),
	KUNIT_CASE(virtual_memory_is_pages),
	KUNIT_CASE(variables_of_each_cpu),
	{}
};

static struct kunit_suite memory_suite = {
	.name = "conformance-memory",
	.test_cases = memory_cases,
};
kunit_test_suites(&atomic_suite, &wait_suite, &memory_suite);

MODULE_DESCRIPTION("Conformance: atomics, locks, waiting and memory, function by function");
MODULE_LICENSE("GPL");
