// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * pthread.h, unistd.h and time.h of a tree's user-space programs (program/program.h): threads are kernel threads of
 * the machine, which has one CPU. A program's thread goes on until it sleeps, asks for the time, or has
 * gone a while in the program's own text, which is compiled with -fsanitize-coverage=trace-pc where there are threads.
 */
#include "tree.h"
#include <linux/kthread.h>
#include <linux/preempt.h>
#include <linux/irqflags.h>

/* Own declarations: the program's header is for sources without __KERNEL__. */
struct ktest_program_thread {
	void *(*fn)(void *arg);
	void *arg, *result;
	struct task_struct *task;
	unsigned int done;
};
struct program_mutex {
	unsigned int word;
};
struct program_barrier {
	unsigned int round, count, waiting;
};
struct program_timespec {
	long tv_sec, tv_nsec;
};

enum { SC_NPROCESSORS_CONF = 83, SC_NPROCESSORS_ONLN = 84 };

/* So long the program's own text runs before others do, in basic blocks, and the time that takes with what it calls, for those who sleep. */
#define PROGRAM_SLICE 16384
#define PROGRAM_SLICE_TIME NSEC_PER_MSEC
/* Of so many short pauses one gives the CPU away. */
#define PROGRAM_PAUSES 16
/* A loop that runs "for ten seconds" asks for the time again and again: that often is enough. */
#define PROGRAM_TIME_STEP (100 * NSEC_PER_MSEC)

notrace void __sanitizer_cov_trace_pc(void);
notrace void __sanitizer_cov_trace_pc(void)
{
	static unsigned int slice;

	if (++slice < PROGRAM_SLICE || !ktree_is_preemptible())
		return;
	slice = 0;
	kt_advance(PROGRAM_SLICE_TIME);
	ktree_yield();
}

/* ---- threads */

static unsigned int program_starting;	/* created, and not running yet */
static __thread bool program_has_created;

static int program_thread(void *data)
{
	struct ktest_program_thread *t = data;

	program_starting--;
	t->result = t->fn(t->arg);
	ktree_notify(&t->done);
	return 0;
}

int pthread_create(struct ktest_program_thread **thread, const void *attr, void *(*fn)(void *arg), void *arg)
{
	struct ktest_program_thread *t = ktree_permanent(sizeof(*t));

	t->fn = fn;
	t->arg = arg;
	program_starting++;
	t->task = kthread_run(program_thread, t, "thread");
	if (IS_ERR(t->task)) {
		program_starting--;
		return EAGAIN;
	}
	program_has_created = true;
	*thread = t;
	return 0;
}

int pthread_join(struct ktest_program_thread *t, void **result)
{
	while (!READ_ONCE(t->done))
		ktree_sleep_on(&t->done, 0, KT_FOREVER);
	if (result)
		*result = t->result;
	return 0;
}

int sched_yield(void)
{
	if (ktree_is_preemptible())
		ktree_yield();
	return 0;
}

/* ---- mutexes and barriers: the CPU is held between two lines, so plain words will do */

int pthread_mutex_init(struct program_mutex *mutex, const void *attr)
{
	mutex->word = 0;
	return 0;
}

int pthread_mutex_destroy(struct program_mutex *mutex)
{
	return mutex->word ? EBUSY : 0;
}

int pthread_mutex_trylock(struct program_mutex *mutex)
{
	if (mutex->word)
		return EBUSY;
	mutex->word = 1;
	return 0;
}

int pthread_mutex_lock(struct program_mutex *mutex)
{
	while (pthread_mutex_trylock(mutex))
		ktree_sleep_on(&mutex->word, 1, KT_FOREVER);
	return 0;
}

int pthread_mutex_unlock(struct program_mutex *mutex)
{
	mutex->word = 0;
	kt_wake(&mutex->word, 1);
	return 0;
}

int pthread_barrier_init(struct program_barrier *barrier, const void *attr, unsigned int count)
{
	*barrier = (struct program_barrier){ .count = count };
	return count ? 0 : EINVAL;
}

int pthread_barrier_destroy(struct program_barrier *barrier)
{
	return 0;
}

int pthread_barrier_wait(struct program_barrier *barrier)
{
	unsigned int round = barrier->round;

	if (++barrier->waiting == barrier->count) {
		barrier->waiting = 0;
		ktree_notify(&barrier->round);
		return -1;
	}
	while (READ_ONCE(barrier->round) == round)
		ktree_sleep_on(&barrier->round, round, KT_FOREVER);
	return 0;
}

/* ---- time */

/*
 * A loop that pauses for some microseconds each time computes as long, and lets the others run now and then: a change
 * of threads takes longer. Who has created threads waits until they run: that is what the first pause behind it is for.
 */
static void program_pause(unsigned int usec)
{
	static unsigned int pauses;

	kt_advance((kt_u64)usec * NSEC_PER_USEC);
	while (program_has_created && program_starting && ktree_is_preemptible())
		ktree_yield();
	program_has_created = false;
	if (++pauses % PROGRAM_PAUSES == 0)
		sched_yield();
}

int usleep(unsigned int usec)
{
	unsigned int nobody = 0;
	kt_u64 deadline = kt_now() + (kt_u64)usec * NSEC_PER_USEC;

	if (usec < USEC_PER_MSEC) {
		program_pause(usec);
		return 0;
	}

	while (ktree_sleep_on(&nobody, 0, deadline) && kt_now() < deadline)
		;
	return 0;
}

unsigned int sleep(unsigned int seconds)
{
	while (seconds--)
		usleep(USEC_PER_SEC);
	return 0;
}

static void program_spend(void)
{
	kt_advance(PROGRAM_TIME_STEP);
	sched_yield();
}

long time(long *t)
{
	long now;

	program_spend();
	now = kt_now_real() / NSEC_PER_SEC;
	if (t)
		*t = now;
	return now;
}

int clock_gettime(int clock, struct program_timespec *ts)
{
	kt_u64 now = clock ? kt_now() : kt_now_real();

	*ts = (struct program_timespec){ now / NSEC_PER_SEC, now % NSEC_PER_SEC };
	return 0;
}

long sysconf(int name)
{
	/* As many threads as there are CPUs would be one: then none would meet another. */
	if (name == SC_NPROCESSORS_CONF || name == SC_NPROCESSORS_ONLN)
		return 4;
	return -1;
}
