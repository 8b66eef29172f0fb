// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* Host threads, locks and the monotonic clock. */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

#define THREADS_STACK (1u << 20)

extern void __tsan_acquire(void *) __attribute__((weak));	/* instrument.c has no such */

_Static_assert(sizeof(pthread_mutex_t) <= sizeof(struct kth_mutex) - sizeof(kt_u64), "kth_mutex is too small");	/* core/alone.h has the last word */
_Static_assert(sizeof(sem_t) <= sizeof(struct kth_sem), "kth_sem is too small");

/*
 * ThreadSanitizer is not to learn from the engine's own locks: they would order what two tasks do
 * by chance, and so hide races. What is done while one is held is the engine's own, too.
 */
extern void AnnotateIgnoreSyncBegin(const char *file, int line) __attribute__((weak));
extern void AnnotateIgnoreSyncEnd(const char *file, int line) __attribute__((weak));
extern void __tsan_ignore_thread_begin(void) __attribute__((weak));
extern void __tsan_ignore_thread_end(void) __attribute__((weak));

#define THREADS_BARRIER_GLOBAL 1	/* membarrier(2): MEMBARRIER_CMD_GLOBAL */

void kth_order_threads(void)
{
	syscall(SYS_membarrier, THREADS_BARRIER_GLOBAL, 0, 0);
}

int kth_watches_races(void)
{
	return !!__tsan_acquire;
}

void kth_lock(struct kth_mutex *mutex)
{
	if (!__tsan_acquire) {
		pthread_mutex_lock((pthread_mutex_t *)mutex);
		return;
	}
	__tsan_ignore_thread_begin();
	AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
	pthread_mutex_lock((pthread_mutex_t *)mutex);
	AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
}

void kth_unlock(struct kth_mutex *mutex)
{
	if (!__tsan_acquire) {
		pthread_mutex_unlock((pthread_mutex_t *)mutex);
		return;
	}
	AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
	pthread_mutex_unlock((pthread_mutex_t *)mutex);
	AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
	__tsan_ignore_thread_end();
}

int kth_try_lock(struct kth_mutex *mutex)
{
	if (pthread_mutex_trylock((pthread_mutex_t *)mutex) != 0)
		return 0;
	if (__tsan_acquire)
		__tsan_ignore_thread_begin();
	return 1;
}

int kth_lock_soon(struct kth_mutex *mutex)
{
	for (int i = 0; i < 100; i++) {
		if (kth_try_lock(mutex))
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

/* ---- starting threads ------------------------------------------------------------ */

/*
 * A host thread. It outlives the function that it runs and waits for the next:
 * tests start tasks by the dozen, one after the other (KUnit: two a case).
 */
struct threads_worker {
	pthread_t thread;
	struct kth_sem work;
	void (*fn)(void *arg);	/* NULL: leave */
	void *arg;
	jmp_buf home;		/* where kth_thread_exit() goes */
	void *stack_lo, *stack_hi;
	struct threads_worker *next;
};

static __thread struct threads_worker *threads_self;
static struct threads_worker *threads_idle;
static struct kth_mutex threads_lock;

/* ThreadSanitizer would take what one thread did for two tasks as ordered: each gets its own. */
static void *threads_main(void *worker)
{
	struct threads_worker *self = worker;

	threads_self = self;
	do {
		kth_sem_wait(&self->work);
		if (!self->fn)
			return NULL;
		if (!_setjmp(self->home))
			self->fn(self->arg);
		kth_lock(&threads_lock);
		if (!__tsan_acquire) {
			self->next = threads_idle;
			threads_idle = self;
		}
		kth_unlock(&threads_lock);
	} while (!__tsan_acquire);
	pthread_detach(pthread_self());
	return NULL;
}

static int threads_create(pthread_t *thread, void *(*main)(void *), void *arg, int state)
{
	pthread_attr_t attr;
	int error;

	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, state);
	pthread_attr_setstacksize(&attr, THREADS_STACK);
	error = pthread_create(thread, &attr, main, arg);
	pthread_attr_destroy(&attr);
	return error ? -1 : 0;
}

static struct threads_worker *threads_new_worker(void)
{
	struct threads_worker *w = kth_map(sizeof(*w));

	if (!w)
		return NULL;
	kth_sem_init(&w->work);
	if (threads_create(&w->thread, threads_main, w, PTHREAD_CREATE_JOINABLE) == 0)
		return w;
	kth_unmap(w, sizeof(*w));
	return NULL;
}

int kth_thread(void (*fn)(void *arg), void *arg)
{
	struct threads_worker *w;

	kth_lock(&threads_lock);
	w = threads_idle;
	if (w)
		threads_idle = w->next;
	kth_unlock(&threads_lock);
	if (!w)
		w = threads_new_worker();
	if (!w)
		return -1;
	w->fn = fn;
	w->arg = arg;
	kth_sem_post(&w->work);
	return 0;
}

void kth_threads_forget(void)
{
	threads_idle = NULL;
}

void kth_threads_end(void)
{
	struct threads_worker *w;

	while ((w = threads_idle)) {
		threads_idle = w->next;
		w->fn = NULL;
		kth_sem_post(&w->work);
		pthread_join(w->thread, NULL);
		kth_unmap(w, sizeof(*w));
	}
}

void kth_thread_exit(void)
{
	kth_fiber_exit();
	if (threads_self)
		_longjmp(threads_self->home, 1);
	pthread_exit(NULL);
}

static void *threads_nothing(void *arg)
{
	return arg;
}

void kth_threads_prepare(void)
{
	pthread_t threads[2];
	int n = 0;

	if (kth_tasks_are_fibers()) {
		kth_fibers_prepare(4);	/* as many as most cases use */
		return;
	}
	/* The C library keeps the stacks of ended threads; a fork inherits them. */
	while (n < 2 && threads_create(&threads[n], threads_nothing, NULL,
				       PTHREAD_CREATE_JOINABLE) == 0)
		n++;
	while (n > 0)
		pthread_join(threads[--n], NULL);
}

static void threads_find_stack(void **lo, void **hi)
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

unsigned int kth_thread_id(void)
{
	return kth_tasks_are_fibers() ? 0 : (unsigned int)syscall(SYS_gettid);
}

void kth_thread_stack(void **lo, void **hi)
{
	struct threads_worker *w = threads_self;

	if (kth_fiber_stack(lo, hi))
		return;
	if (!w) {
		threads_find_stack(lo, hi);
		return;
	}
	if (!w->stack_lo)
		threads_find_stack(&w->stack_lo, &w->stack_hi);
	*lo = w->stack_lo;
	*hi = w->stack_hi;
}

/* ---- threads that others started --------------------------------------------------- */

struct threads_end {
	void (*fn)(void *arg);
	void *arg;
};

static pthread_key_t threads_exit_key;
static pthread_once_t threads_exit_once = PTHREAD_ONCE_INIT;

static void threads_at_exit(void *at_exit)
{
	struct threads_end end = *(struct threads_end *)at_exit;

	free(at_exit);
	end.fn(end.arg);
}

static void threads_make_key(void)
{
	pthread_key_create(&threads_exit_key, threads_at_exit);
}

void kth_at_thread_exit(void (*fn)(void *arg), void *arg)
{
	struct threads_end *at_exit = malloc(sizeof(*at_exit));

	if (!at_exit)
		return;
	*at_exit = (struct threads_end){ fn, arg };
	pthread_once(&threads_exit_once, threads_make_key);
	pthread_setspecific(threads_exit_key, at_exit);
}

void kth_after_fork(void (*fn)(void))
{
	pthread_atfork(NULL, fn, fn);
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
