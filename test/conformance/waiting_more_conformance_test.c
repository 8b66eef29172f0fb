// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Who is woken by what, the state in which each way of waiting sleeps, threads and where they run, RCU's rest. */
#include <kunit/test.h>
#include <linux/completion.h>
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/clock.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/smp.h>
#include <linux/topology.h>
#include <linux/vmalloc.h>
#include <linux/wait.h>

/* ---- entries of a queue --------------------------------------------------------------------------- */

static char order[32];

struct entry {
	struct wait_queue_entry wait;
	const char *name;
	int result;
	unsigned int mode;
	void *key;
};

static int note_wake(struct wait_queue_entry *wait, unsigned int mode, int flags, void *key)
{
	struct entry *e = container_of(wait, struct entry, wait);

	strlcat(order, e->name, sizeof(order));
	e->mode = mode;
	e->key = key;
	return e->result;
}

static void entry_init(struct entry *e, const char *name, int result)
{
	init_waitqueue_entry(&e->wait, current);
	e->wait.func = note_wake;
	e->name = name;
	e->result = result;
}

#define WAKES(statement, expected)				\
	do {							\
		order[0] = '\0';				\
		statement;					\
		KUNIT_EXPECT_STREQ(test, order, expected);	\
	} while (0)

static void entries_are_called_in_order(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
	struct entry a, b, x, y, z;

	entry_init(&a, "a", 1);
	entry_init(&b, "b", 1);
	entry_init(&x, "x", 1);
	entry_init(&y, "y", 1);
	entry_init(&z, "z", 1);
	WAKES(wake_up(&queue), "");
	add_wait_queue_exclusive(&queue, &x.wait);
	add_wait_queue(&queue, &a.wait);
	add_wait_queue_exclusive(&queue, &y.wait);
	add_wait_queue(&queue, &b.wait);
	add_wait_queue_exclusive(&queue, &z.wait);
	KUNIT_EXPECT_TRUE(test, x.wait.flags & WQ_FLAG_EXCLUSIVE);
	KUNIT_EXPECT_FALSE(test, a.wait.flags & WQ_FLAG_EXCLUSIVE);
	/* All who share, and as many exclusive ones as asked for; those are what is counted. */
	WAKES(KUNIT_EXPECT_EQ(test, wake_up(&queue), 1), "bax");
	KUNIT_EXPECT_EQ(test, x.mode, TASK_NORMAL);
	KUNIT_EXPECT_NULL(test, x.key);
	WAKES(KUNIT_EXPECT_EQ(test, wake_up_nr(&queue, 2), 2), "baxy");
	WAKES(KUNIT_EXPECT_EQ(test, wake_up_nr(&queue, 9), 3), "baxyz");
	WAKES(KUNIT_EXPECT_EQ(test, wake_up_all(&queue), 3), "baxyz");
	WAKES(wake_up_interruptible(&queue), "bax");
	KUNIT_EXPECT_EQ(test, x.mode, TASK_INTERRUPTIBLE);
	WAKES(wake_up_interruptible_nr(&queue, 2), "baxy");
	WAKES(wake_up_interruptible_all(&queue), "baxyz");
	WAKES(wake_up_interruptible_sync(&queue), "bax");
	KUNIT_EXPECT_EQ(test, a.mode, TASK_INTERRUPTIBLE);
	remove_wait_queue(&queue, &a.wait);
	remove_wait_queue(&queue, &x.wait);
	WAKES(KUNIT_EXPECT_EQ(test, wake_up(&queue), 1), "by");
	remove_wait_queue(&queue, &b.wait);
	remove_wait_queue(&queue, &y.wait);
	remove_wait_queue(&queue, &z.wait);
	WAKES(wake_up_all(&queue), "");
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
}

/* One that was not woken is not counted; one that fails ends it. */
static void results_of_entries(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
	struct entry a, x, y, z;
	int key;

	entry_init(&a, "a", 0);
	entry_init(&x, "x", 0);
	entry_init(&y, "y", 1);
	entry_init(&z, "z", 1);
	add_wait_queue(&queue, &a.wait);
	add_wait_queue_exclusive(&queue, &x.wait);
	add_wait_queue_exclusive(&queue, &y.wait);
	add_wait_queue_exclusive(&queue, &z.wait);
	WAKES(KUNIT_EXPECT_EQ(test, wake_up(&queue), 1), "axy");
	x.result = -1;
	WAKES(KUNIT_EXPECT_EQ(test, wake_up_all(&queue), 0), "ax");
	x.result = 1;
	/* Only exclusive ones are counted. */
	y.wait.flags &= ~WQ_FLAG_EXCLUSIVE;
	WAKES(KUNIT_EXPECT_EQ(test, __wake_up(&queue, TASK_UNINTERRUPTIBLE, 2, &key), 2), "axyz");
	KUNIT_EXPECT_PTR_EQ(test, y.key, (void *)&key);
	KUNIT_EXPECT_EQ(test, z.mode, TASK_UNINTERRUPTIBLE);
}

static void entries_that_wait(struct kunit *test)
{
	DECLARE_WAIT_QUEUE_HEAD_ONSTACK(queue);
	DEFINE_WAIT_FUNC(first, autoremove_wake_function);
	DEFINE_WAIT(second);
	DECLARE_WAITQUEUE(old, current);

	KUNIT_EXPECT_PTR_EQ(test, old.private, (void *)current);
	KUNIT_EXPECT_PTR_EQ(test, old.func, &default_wake_function);
	KUNIT_EXPECT_PTR_EQ(test, second.func, &autoremove_wake_function);
	/* Whether it is the first one. */
	KUNIT_EXPECT_TRUE(test, prepare_to_wait_exclusive(&queue, &first, TASK_INTERRUPTIBLE));
	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_INTERRUPTIBLE);
	KUNIT_EXPECT_TRUE(test, first.flags & WQ_FLAG_EXCLUSIVE);
	__set_current_state(TASK_RUNNING);
	KUNIT_EXPECT_FALSE(test, prepare_to_wait_exclusive(&queue, &second, TASK_UNINTERRUPTIBLE));
	__set_current_state(TASK_RUNNING);
	/* Who is in the queue already is in it. */
	KUNIT_EXPECT_FALSE(test, prepare_to_wait_exclusive(&queue, &first, TASK_INTERRUPTIBLE));
	__set_current_state(TASK_RUNNING);
	/* Who runs is not woken, and stays. */
	KUNIT_EXPECT_EQ(test, default_wake_function(&first, TASK_NORMAL, 0, NULL), 0);
	KUNIT_EXPECT_EQ(test, autoremove_wake_function(&first, TASK_NORMAL, 0, NULL), 0);
	KUNIT_EXPECT_FALSE(test, list_empty(&first.entry));
	finish_wait(&queue, &first);
	KUNIT_EXPECT_TRUE(test, list_empty(&first.entry));
	KUNIT_EXPECT_TRUE(test, waitqueue_active(&queue));
	finish_wait(&queue, &second);
	KUNIT_EXPECT_FALSE(test, waitqueue_active(&queue));
	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_RUNNING);
}

static struct kunit_case queue_cases[] = {
	KUNIT_CASE(entries_are_called_in_order),
	KUNIT_CASE(results_of_entries),
	KUNIT_CASE(entries_that_wait),
	{}
};

static struct kunit_suite queue_suite = {
	.name = "conformance-wait-queues",
	.test_cases = queue_cases,
};

/* ---- states ------------------------------------------------------------------------------------------ */

static struct completion done, other;
static DECLARE_WAIT_QUEUE_HEAD(queue);
static int flag, checks;

#define CONDITION ({ WRITE_ONCE(checks, checks + 1); READ_ONCE(flag); })

enum way {
	EVENT, EVENT_INTERRUPTIBLE, EVENT_KILLABLE, EVENT_IDLE, EVENT_FREEZABLE, EVENT_EXCLUSIVE,
	DONE, DONE_IO, DONE_INTERRUPTIBLE, DONE_KILLABLE, DONE_TIMEOUT, DONE_INTERRUPTIBLE_TIMEOUT,
	DONE_KILLABLE_TIMEOUT, WAYS
};

static int wait_this_way(void *way)
{
	long result = 0;

	switch ((enum way)(long)way) {
	case EVENT: wait_event(queue, CONDITION); break;
	case EVENT_INTERRUPTIBLE:
		result = wait_event_interruptible(queue, CONDITION);
		break;
	case EVENT_KILLABLE: result = wait_event_killable(queue, CONDITION); break;
	case EVENT_IDLE: wait_event_idle(queue, CONDITION); break;
	case EVENT_FREEZABLE: result = wait_event_freezable(queue, CONDITION); break;
	case EVENT_EXCLUSIVE:
		result = wait_event_interruptible_exclusive(queue, CONDITION);
		break;
	case DONE: wait_for_completion(&done); break;
	case DONE_IO: wait_for_completion_io(&done); break;
	case DONE_INTERRUPTIBLE: result = wait_for_completion_interruptible(&done); break;
	case DONE_KILLABLE: result = wait_for_completion_killable(&done); break;
	case DONE_TIMEOUT: result = wait_for_completion_timeout(&done, 1000 * HZ) <= 0; break;
	case DONE_INTERRUPTIBLE_TIMEOUT:
		result = wait_for_completion_interruptible_timeout(&done, 1000 * HZ) <= 0;
		break;
	case DONE_KILLABLE_TIMEOUT:
		result = wait_for_completion_killable_timeout(&done, 1000 * HZ) <= 0;
		break;
	case WAYS: break;
	}
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	return result;
}

/* Whether the task gets into the state, which it may take a while to. */
static bool gets_into(struct task_struct *task, char state)
{
	for (int i = 0; i < 2000; i++) {
		if (task_state_to_char(task) == state)
			return true;
		usleep_range(500, 1000);
	}
	return false;
}

static void each_way_sleeps_in_its_state(struct kunit *test)
{
	static const char state[WAYS + 1] = "DSDISSDDSDDSD";

	for (long way = 0; way < WAYS; way++) {
		struct task_struct *task;

		flag = 0;
		init_completion(&done);
		task = kthread_run(wait_this_way, (void *)way, "way/%ld", way);
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		KUNIT_EXPECT_TRUE_MSG(test, gets_into(task, state[way]), "way %ld: %c, not %c",
				      way, task_state_to_char(task), state[way]);
		if (way < DONE) {
			int before = READ_ONCE(checks);

			/* Who is not to be interrupted is not woken by who interrupts. */
			WRITE_ONCE(flag, state[way] == 'S');
			wake_up_interruptible(&queue);
			if (state[way] != 'S') {
				msleep(2);
				KUNIT_EXPECT_EQ(test, READ_ONCE(checks), before);
			}
			WRITE_ONCE(flag, 1);
			wake_up(&queue);
		}
		complete(&done);
		KUNIT_EXPECT_EQ_MSG(test, kthread_stop(task), 0, "way %ld", way);
	}
}

static void names_of_states(struct kunit *test)
{
	static const struct { unsigned int state; char name; } table[] = {
		{ TASK_RUNNING, 'R' }, { TASK_INTERRUPTIBLE, 'S' }, { TASK_UNINTERRUPTIBLE, 'D' },
		{ TASK_KILLABLE, 'D' }, { TASK_IDLE, 'I' }, { TASK_PARKED, 'P' },
		{ TASK_NORMAL, 'D' }, { TASK_DEAD, 'R' },
	};

	KUNIT_EXPECT_EQ(test, task_state_index(current), 0);
	for (int i = 0; i < ARRAY_SIZE(table); i++) {
		char name;

		preempt_disable();
		__set_current_state(table[i].state);
		name = task_state_to_char(current);
		__set_current_state(TASK_RUNNING);
		preempt_enable();
		KUNIT_EXPECT_EQ_MSG(test, name, table[i].name, "row %d", i);
	}
	KUNIT_EXPECT_EQ(test, TASK_NORMAL, TASK_INTERRUPTIBLE | TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, TASK_KILLABLE, TASK_WAKEKILL | TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, TASK_IDLE, TASK_UNINTERRUPTIBLE | TASK_NOLOAD);
}

/* What is complete already is not waited for; what never is, as long as asked. */
static void completions_by_every_way(struct kunit *test)
{
	static DECLARE_COMPLETION(made);
	struct completion stack = COMPLETION_INITIALIZER_ONSTACK(stack);
	struct completion member = COMPLETION_INITIALIZER(member);

	for (int i = 0; i < 7; i++)
		complete(&made);
	wait_for_completion(&made);
	wait_for_completion_io(&made);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible(&made), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable(&made), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&made, 5), 5);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible_timeout(&made, 5), 5);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&made, 5), 5);
	KUNIT_EXPECT_FALSE(test, completion_done(&made));
	KUNIT_EXPECT_EQ(test, wait_for_completion_timeout(&stack, 2), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_interruptible_timeout(&stack, 2), 0);
	KUNIT_EXPECT_EQ(test, wait_for_completion_killable_timeout(&stack, 2), 0);
	complete_all(&member);
	for (int i = 0; i < 3; i++)
		KUNIT_EXPECT_TRUE(test, try_wait_for_completion(&member));
}

static int waits_and_notes(void *name)
{
	wait_for_completion(&done);
	strlcat(order, name, sizeof(order));
	complete(&other);
	return 0;
}

static void who_waits_first_is_served_first(struct kunit *test)
{
	static const char *const names[] = { "a", "b", "c" };

	order[0] = '\0';
	init_completion(&done);
	init_completion(&other);
	for (int i = 0; i < 3; i++) {
		struct task_struct *task = kthread_run(waits_and_notes, (void *)names[i], "first");

		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		KUNIT_ASSERT_TRUE(test, gets_into(task, 'D'));
	}
	for (int i = 0; i < 3; i++) {
		complete(&done);
		wait_for_completion(&other);
	}
	KUNIT_EXPECT_STREQ(test, order, "abc");
}

static int waits_exclusively(void *unused)
{
	wait_event_interruptible_exclusive(queue, READ_ONCE(flag));
	complete(&done);
	return 0;
}

static void exclusive_ones_are_woken_one_by_one(struct kunit *test)
{
	struct task_struct *tasks[3];

	flag = 0;
	init_completion(&done);
	for (int i = 0; i < 3; i++) {
		tasks[i] = kthread_run(waits_exclusively, NULL, "exclusive");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, tasks[i]);
		KUNIT_ASSERT_TRUE(test, gets_into(tasks[i], 'S'));
	}
	WRITE_ONCE(flag, 1);
	for (int i = 0; i < 3; i++) {
		wake_up_interruptible(&queue);
		wait_for_completion(&done);
		KUNIT_EXPECT_FALSE(test, try_wait_for_completion(&done));
		KUNIT_EXPECT_EQ(test, waitqueue_active(&queue), i < 2);
	}
}

static void sleeping_for_input(struct kunit *test)
{
	unsigned long begin = jiffies;
	ktime_t start;

	set_current_state(TASK_UNINTERRUPTIBLE);
	KUNIT_EXPECT_EQ(test, io_schedule_timeout(3), 0);
	KUNIT_EXPECT_GE(test, jiffies - begin, 3);
	/* Who runs does not sleep. */
	io_schedule();
	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, msleep_interruptible(5), 0);
	start = ktime_get();
	fsleep(3000);
	mdelay(1);
	udelay(1);
	ndelay(1);
	KUNIT_EXPECT_GE(test, ktime_us_delta(ktime_get(), start), 3000);
	KUNIT_EXPECT_EQ(test, signal_pending_state(TASK_INTERRUPTIBLE, current), 0);
	KUNIT_EXPECT_EQ(test, signal_pending_state(TASK_UNINTERRUPTIBLE, current), 0);
}

static struct kunit_case state_cases[] = {
	KUNIT_CASE(each_way_sleeps_in_its_state),
	KUNIT_CASE(names_of_states),
	KUNIT_CASE(completions_by_every_way),
	KUNIT_CASE(who_waits_first_is_served_first),
	KUNIT_CASE(exclusive_ones_are_woken_one_by_one),
	KUNIT_CASE(sleeping_for_input),
	{}
};

static struct kunit_suite state_suite = {
	.name = "conformance-states-of-tasks",
	.test_cases = state_cases,
};

/* ---- threads ------------------------------------------------------------------------------------------- */

struct seen {
	unsigned int cpu, task_cpu, flags;
	char comm[TASK_COMM_LEN];
	void *data;
	pid_t pid, tgid;
};

static int look_around(void *data)
{
	struct seen *seen = data;

	seen->cpu = raw_smp_processor_id();
	seen->task_cpu = task_cpu(current);
	seen->flags = current->flags;
	seen->data = kthread_data(current);
	seen->pid = task_pid_nr(current);
	seen->tgid = task_tgid_nr(current);
	get_task_comm(seen->comm, current);
	complete(&done);
	while (!kthread_should_stop())
		schedule_timeout_interruptible(1);
	kthread_exit(11);
}

static void threads_of_a_cpu(struct kunit *test)
{
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		struct task_struct *task;
		struct seen seen;
		char comm[TASK_COMM_LEN];

		init_completion(&done);
		task = kthread_run_on_cpu(look_around, &seen, cpu, "cpu/%u");
		KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
		wait_for_completion(&done);
		KUNIT_EXPECT_EQ(test, seen.cpu, cpu);
		KUNIT_EXPECT_EQ(test, seen.task_cpu, cpu);
		KUNIT_EXPECT_TRUE(test, seen.flags & PF_KTHREAD);
		KUNIT_EXPECT_TRUE(test, seen.flags & PF_NO_SETAFFINITY);
		KUNIT_EXPECT_FALSE(test, seen.flags & PF_MEMALLOC);
		KUNIT_EXPECT_PTR_EQ(test, seen.data, (void *)&seen);
		KUNIT_EXPECT_EQ(test, seen.pid, seen.tgid);
		KUNIT_EXPECT_EQ(test, seen.pid, task_pid_nr(task));
		snprintf(comm, sizeof(comm), "cpu/%u", cpu);
		KUNIT_EXPECT_STREQ(test, seen.comm, comm);
		KUNIT_EXPECT_EQ(test, kthread_stop(task), 11);
	}
}

static void threads_are_bound_before_they_run(struct kunit *test)
{
	unsigned int cpu = cpumask_last(cpu_online_mask);
	struct task_struct *task;
	struct seen seen;

	init_completion(&done);
	task = kthread_create(look_around, &seen, "a_name_that_is_too_long_for_a_task");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_FALSE(test, task->flags & PF_NO_SETAFFINITY);
	KUNIT_EXPECT_PTR_EQ(test, kthread_data(task), (void *)&seen);
	KUNIT_EXPECT_TRUE(test, gets_into(task, 'D'));
	kthread_bind(task, cpu);
	get_task_struct(task);
	KUNIT_EXPECT_EQ(test, wake_up_process(task), 1);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, seen.cpu, cpu);
	KUNIT_EXPECT_TRUE(test, seen.flags & PF_NO_SETAFFINITY);
	KUNIT_EXPECT_STREQ(test, seen.comm, "a_name_that_is_");
	KUNIT_EXPECT_EQ(test, kthread_stop_put(task), 11);
}

static void threads_that_never_run(struct kunit *test)
{
	struct task_struct *task = kthread_create_on_cpu(look_around, NULL, 0, "never/%u");

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	KUNIT_EXPECT_STREQ(test, task->comm, "never/0");
	KUNIT_EXPECT_EQ(test, kthread_stop(task), -EINTR);
}

static int completes_and_exits(void *result)
{
	struct kunit *test = result;
	bool was_frozen = true;

	KUNIT_EXPECT_FALSE(test, kthread_freezable_should_stop(&was_frozen));
	KUNIT_EXPECT_FALSE(test, was_frozen);
	KUNIT_EXPECT_FALSE(test, kthread_freezable_should_stop(NULL));
	kthread_complete_and_exit(&done, 12);
}

static void threads_that_complete(struct kunit *test)
{
	struct task_struct *task;

	init_completion(&done);
	task = kthread_create(completes_and_exits, test, "completes");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	get_task_struct(task);
	wake_up_process(task);
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, kthread_stop_put(task), 12);
}

static void tasks_move_where_they_may(struct kunit *test)
{
	struct cpumask none;
	unsigned int cpu;

	for_each_online_cpu(cpu) {
		KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, cpumask_of(cpu)), 0);
		KUNIT_EXPECT_EQ(test, raw_smp_processor_id(), cpu);
		KUNIT_EXPECT_EQ(test, numa_node_id(), cpu_to_node(cpu));
		KUNIT_EXPECT_EQ(test, cpu_to_mem(cpu), numa_mem_id());
	}
	cpumask_clear(&none);
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, &none), -EINVAL);
	KUNIT_EXPECT_EQ(test, set_cpus_allowed_ptr(current, cpu_possible_mask), 0);
}

/* None of them changes what runs now. */
static void priorities(struct kunit *test)
{
	sched_set_fifo_low(current);
	sched_set_fifo(current);
	sched_set_normal(current, 5);
	set_user_nice(current, 0);
	KUNIT_EXPECT_EQ(test, get_current_state(), TASK_RUNNING);
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static void names_and_numbers(struct kunit *test)
{
	char comm[TASK_COMM_LEN];

	KUNIT_EXPECT_PTR_EQ(test, get_task_comm(comm, current), &comm[0]);
	KUNIT_EXPECT_STREQ(test, comm, current->comm);
	KUNIT_EXPECT_EQ(test, TASK_COMM_LEN, 16);
	KUNIT_EXPECT_EQ(test, task_pid_nr(current), current->pid);
	KUNIT_EXPECT_EQ(test, task_pid_vnr(current), current->pid);
	KUNIT_EXPECT_EQ(test, task_tgid_nr(current), current->tgid);
	KUNIT_EXPECT_GT(test, current->pid, 0);
}

/*
 * A clock is its CPU's own: that of another CPU may lie behind by more than
 * the sleep. On a host that stalls it may also lie behind ktime_get(), by a
 * few ticks; and msleep() counts in jiffies, which may catch up.
 */
static void clocks_go_on(struct kunit *test)
{
	u64 local, sched;

	migrate_disable();
	local = local_clock();
	sched = sched_clock();
	usleep_range(100 * USEC_PER_MSEC, 101 * USEC_PER_MSEC);
	KUNIT_EXPECT_GE(test, local_clock() - local, 50 * NSEC_PER_MSEC);
	KUNIT_EXPECT_GE(test, sched_clock() - sched, 50 * NSEC_PER_MSEC);
	KUNIT_EXPECT_LT(test, sched_clock() - sched, 60ull * NSEC_PER_SEC);
	migrate_enable();
}

static struct kunit_case thread_cases[] = {
	KUNIT_CASE(threads_of_a_cpu),
	KUNIT_CASE(threads_are_bound_before_they_run),
	KUNIT_CASE(threads_that_never_run),
	KUNIT_CASE(threads_that_complete),
	KUNIT_CASE(tasks_move_where_they_may),
	KUNIT_CASE(priorities),
	KUNIT_CASE(names_and_numbers),
	KUNIT_CASE(clocks_go_on),
	{}
};

static struct kunit_suite thread_suite = {
	.name = "conformance-threads",
	.test_cases = thread_cases,
};

/* ---- RCU ------------------------------------------------------------------------------------------------ */

struct item {
	int value;
	struct rcu_head rcu;
	struct item __rcu *next;
};

static struct item last = { 3 };
static struct item first = { .value = 2, RCU_POINTER_INITIALIZER(next, &last) };
static struct item __rcu *start = RCU_INITIALIZER(&first);

static void pointers(struct kunit *test)
{
	struct item __rcu *own = NULL;
	struct item *got;

	rcu_read_lock();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_held());
	got = rcu_dereference(start);
	KUNIT_EXPECT_EQ(test, got->value, 2);
	got = rcu_dereference_raw_check(got->next);
	KUNIT_EXPECT_EQ(test, got->value, 3);
	KUNIT_EXPECT_PTR_EQ(test, rcu_pointer_handoff(got), &last);
	RCU_LOCKDEP_WARN(!rcu_read_lock_held(), "a section is a section");
	rcu_read_unlock();
	rcu_read_lock_bh();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_bh_held());
	rcu_read_unlock_bh();
	rcu_read_lock_sched();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_sched_held());
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_any_held());
	rcu_read_unlock_sched();
	/* Off is a section, too. */
	preempt_disable();
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_sched_held());
	KUNIT_EXPECT_TRUE(test, rcu_read_lock_any_held());
	preempt_enable();
	scoped_guard(rcu)
		rcu_assign_pointer(own, &last);
	KUNIT_EXPECT_PTR_EQ(test, rcu_access_pointer(own), &last);
}

static void note_callback(struct rcu_head *head)
{
	container_of(head, struct item, rcu)->value++;
	complete(&done);
}

static void callbacks(struct kunit *test)
{
	struct item *item = kunit_kzalloc(test, sizeof(*item), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, item);
	init_completion(&done);
	init_rcu_head(&item->rcu);
	rcu_head_init(&item->rcu);
	KUNIT_EXPECT_FALSE(test, rcu_head_after_call_rcu(&item->rcu, note_callback));
	rcu_read_lock();
	call_rcu_hurry(&item->rcu, note_callback);
	KUNIT_EXPECT_TRUE(test, rcu_head_after_call_rcu(&item->rcu, note_callback));
	/* Not before the section ends. */
	mdelay(2);
	KUNIT_EXPECT_FALSE(test, completion_done(&done));
	rcu_read_unlock();
	wait_for_completion(&done);
	KUNIT_EXPECT_EQ(test, item->value, 1);
	destroy_rcu_head(&item->rcu);
}

static int reader(void *unused)
{
	rcu_read_lock();
	complete(&done);
	mdelay(5);
	WRITE_ONCE(flag, 1);
	rcu_read_unlock();
	complete(&other);
	return 0;
}

static void updaters_wait_for_readers(struct kunit *test)
{
	struct task_struct *task;

	flag = 0;
	init_completion(&done);
	init_completion(&other);
	task = kthread_run(reader, NULL, "reader");
	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, task);
	wait_for_completion(&done);
	synchronize_rcu();
	KUNIT_EXPECT_EQ(test, READ_ONCE(flag), 1);
	wait_for_completion(&other);
}

static DECLARE_COMPLETION(passed);
static int reading;

static int reads_until(void *until)
{
	rcu_read_lock();
	WRITE_ONCE(reading, reading + 1);
	while (READ_ONCE(flag) < (long)until)
		cpu_relax();
	rcu_read_unlock();
	complete(&other);
	return 0;
}

static int waits_for_readers(void *unused)
{
	synchronize_rcu();
	complete(&passed);
	return 0;
}

/* One that reads when the updater comes, and one that begins later and ends first, or last. */
static void readers_overlap(struct kunit *test)
{
	for (long first = 1; first <= 2; first++) {
		flag = reading = 0;
		init_completion(&other);
		init_completion(&passed);
		kthread_run(reads_until, (void *)first, "early");
		while (READ_ONCE(reading) < 1)
			msleep(1);
		kthread_run(waits_for_readers, NULL, "updater");
		msleep(5);
		kthread_run(reads_until, (void *)(3 - first), "late");
		while (READ_ONCE(reading) < 2)
			msleep(1);
		WRITE_ONCE(flag, 1);
		wait_for_completion(&other);
		if (first == 2)
			KUNIT_EXPECT_FALSE(test, completion_done(&passed));
		WRITE_ONCE(flag, 2);
		wait_for_completion(&other);
		KUNIT_EXPECT_NE(test, wait_for_completion_timeout(&passed, 20 * HZ), 0);
	}
}

static void grace_periods_are_asked_for(struct kunit *test)
{
	unsigned long cookie, later;

	rcu_read_lock();
	cookie = get_state_synchronize_rcu();
	mdelay(2);
	/* Not as long as somebody reads who read before. */
	KUNIT_EXPECT_FALSE(test, poll_state_synchronize_rcu(cookie));
	rcu_read_unlock();
	synchronize_rcu();
	KUNIT_EXPECT_TRUE(test, poll_state_synchronize_rcu(cookie));
	rcu_read_lock();
	later = get_state_synchronize_rcu();
	KUNIT_EXPECT_FALSE(test, poll_state_synchronize_rcu(later));
	rcu_read_unlock();
	/* Has passed: nothing is waited for. */
	cond_synchronize_rcu(cookie);
	cond_synchronize_rcu(later);
	KUNIT_EXPECT_TRUE(test, poll_state_synchronize_rcu(later));
}

static void memory_after_a_grace_period(struct kunit *test)
{
	struct item *small = kzalloc(sizeof(*small), GFP_KERNEL), *none = NULL;
	struct item *large = vzalloc(3 * PAGE_SIZE), *simple = kzalloc(8, GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, small);
	KUNIT_ASSERT_NOT_NULL(test, large);
	KUNIT_ASSERT_NOT_NULL(test, simple);
	rcu_read_lock();
	kvfree_rcu(small, rcu);
	kvfree_rcu(large, rcu);
	/* Still theirs. */
	KUNIT_EXPECT_EQ(test, small->value, 0);
	KUNIT_EXPECT_EQ(test, large->value, 0);
	rcu_read_unlock();
	kvfree_rcu(none, rcu);
	kvfree_rcu_mightsleep(simple);
	kvfree_rcu_mightsleep(none);
	rcu_barrier();
	KUNIT_EXPECT_EQ(test, preempt_count(), 0);
}

static struct kunit_case rcu_cases[] = {
	KUNIT_CASE(pointers),
	KUNIT_CASE(callbacks),
	KUNIT_CASE(updaters_wait_for_readers),
	KUNIT_CASE(readers_overlap),
	KUNIT_CASE(grace_periods_are_asked_for),
	KUNIT_CASE(memory_after_a_grace_period),
	{}
};

static struct kunit_suite rcu_suite = {
	.name = "conformance-rcu",
	.test_cases = rcu_cases,
};
kunit_test_suites(&queue_suite, &state_suite, &thread_suite, &rcu_suite);

MODULE_DESCRIPTION("Waiting, waking, threads and RCU");
MODULE_LICENSE("GPL");
