// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Host threads, locks and the monotonic clock. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#define THREADS_STACK (1u << 20)

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(struct kth_mutex), "kth_mutex is too small");
_Static_assert(sizeof(sem_t) <= sizeof(struct kth_sem), "kth_sem is too small");

void kth_lock(struct kth_mutex *mutex)
{
	pthread_mutex_lock((pthread_mutex_t *)mutex);
}

void kth_unlock(struct kth_mutex *mutex)
{
	pthread_mutex_unlock((pthread_mutex_t *)mutex);
}

int kth_lock_soon(struct kth_mutex *mutex)
{
	for (int i = 0; i < 100; i++) {
		if (pthread_mutex_trylock((pthread_mutex_t *)mutex) == 0)
			return 1;
		usleep(1000);
	}
	return 0;
}

void kth_sem_init(struct kth_sem *sem)
{
	sem_init((sem_t *)sem, 0, 0);
}

void kth_sem_post(struct kth_sem *sem)
{
	sem_post((sem_t *)sem);
}

void kth_sem_wait(struct kth_sem *sem)
{
	while (sem_wait((sem_t *)sem) != 0)
		;	/* EINTR */
}

struct threads_start {
	void (*fn)(void *arg);
	void *arg;
};

static void *threads_main(void *start)
{
	struct threads_start s = *(struct threads_start *)start;

	free(start);
	s.fn(s.arg);
	return NULL;
}

int kth_thread(void (*fn)(void *arg), void *arg)
{
	struct threads_start *start = malloc(sizeof(*start));
	pthread_attr_t attr;
	pthread_t thread;
	int error;

	if (!start)
		return -1;
	*start = (struct threads_start){ fn, arg };
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, THREADS_STACK);
	error = pthread_create(&thread, &attr, threads_main, start);
	pthread_attr_destroy(&attr);
	if (error)
		free(start);
	return error ? -1 : 0;
}

void kth_thread_exit(void)
{
	pthread_exit(NULL);
}

void kth_thread_stack(void **lo, void **hi)
{
	pthread_attr_t attr;
	size_t size = 0;

	*lo = *hi = NULL;
	if (pthread_getattr_np(pthread_self(), &attr) != 0)
		return;
	pthread_attr_getstack(&attr, lo, &size);
	*hi = (char *)*lo + size;
	pthread_attr_destroy(&attr);
}

static pthread_key_t threads_exit_key;
static pthread_once_t threads_exit_once = PTHREAD_ONCE_INIT;

static void threads_at_exit(void *at_exit)
{
	threads_main(at_exit);
}

static void threads_make_key(void)
{
	pthread_key_create(&threads_exit_key, threads_at_exit);
}

void kth_at_thread_exit(void (*fn)(void *arg), void *arg)
{
	struct threads_start *at_exit = malloc(sizeof(*at_exit));

	if (!at_exit)
		return;
	*at_exit = (struct threads_start){ fn, arg };
	pthread_once(&threads_exit_once, threads_make_key);
	pthread_setspecific(threads_exit_key, at_exit);
}

void kth_yield(void)
{
	sched_yield();
}

void kth_pause_us(unsigned int us)
{
	usleep(us);
}

kt_u64 kth_monotonic_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (kt_u64)t.tv_sec * 1000000000u + (kt_u64)t.tv_nsec;
}
