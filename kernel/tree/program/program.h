/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A user-space test program of a kernel tree (tools/testing), compiled with the tree's own headers in place of its
 * shims: this is included before its first line. What the program calls of libc is here, over the machine: threads
 * are kernel threads, time is virtual, what is printed is the log.
 *
 * The headers of the kernel are made for a kernel, and the program's own text for user space: so __KERNEL__
 * is defined within the former alone (the tool puts a header before each that says so).
 */
#ifndef KTEST_TREE_PROGRAM_H
#define KTEST_TREE_PROGRAM_H

#include <linux/types.h>
#include <linux/stdarg.h>
#include <linux/stddef.h>
#undef __KERNEL__

/* ---- stdlib.h, assert.h */

#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
#define RAND_MAX 0x7fffffff

void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t size);
int posix_memalign(void **p, size_t align, size_t size);
void *aligned_alloc(size_t align, size_t size);
void free(void *p);
void exit(int status) __attribute__((__noreturn__));
void abort(void) __attribute__((__noreturn__));
int rand(void);
int rand_r(unsigned int *seed);
void srand(unsigned int seed);
long random(void);
void srandom(unsigned int seed);
unsigned long strtoul(const char *text, char **end, int base);
long strtol(const char *text, char **end, int base);
int atoi(const char *text);
char *getenv(const char *name);

void ktest_program_assert(const char *what, const char *file, int line, const char *func)
	__attribute__((__noreturn__));
#define assert(what) \
	((what) ? (void)0 : ktest_program_assert(#what, __FILE__, __LINE__, __func__))

/* ---- stdio.h */

typedef struct ktest_program_file FILE;
extern FILE *const stdin, *const stdout, *const stderr;
int printf(const char *fmt, ...) __attribute__((__format__(__printf__, 1, 2)));
int fprintf(FILE *file, const char *fmt, ...) __attribute__((__format__(__printf__, 2, 3)));
int vprintf(const char *fmt, va_list args);
int vfprintf(FILE *file, const char *fmt, va_list args);
int puts(const char *text);
int fputs(const char *text, FILE *file);
int putchar(int c);
int fputc(int c, FILE *file);
size_t fwrite(const void *data, size_t size, size_t n, FILE *file);
int fflush(FILE *file);
void perror(const char *what);

/* ---- unistd.h, time.h */

#define _SC_NPROCESSORS_CONF 83
#define _SC_NPROCESSORS_ONLN 84
#define CLOCK_REALTIME 0
#define CLOCK_MONOTONIC 1

typedef long time_t;
struct timespec {
	time_t tv_sec;
	long tv_nsec;
};

extern char *optarg;
extern int optind, opterr, optopt;
int getopt(int argc, char *const argv[], const char *options);
long sysconf(int name);
int usleep(unsigned int usec);
unsigned int sleep(unsigned int seconds);
int sched_yield(void);
time_t time(time_t *t);
int clock_gettime(int clock, struct timespec *ts);

/* ---- pthread.h */

#define PTHREAD_BARRIER_SERIAL_THREAD (-1)
#define PTHREAD_MUTEX_INITIALIZER { 0 }

typedef struct ktest_program_thread *pthread_t;
typedef struct {
	unsigned int word;
} pthread_mutex_t;
typedef struct {
	unsigned int round, count, waiting;
} pthread_barrier_t;
typedef struct {
	int nothing;
} pthread_attr_t, pthread_mutexattr_t, pthread_barrierattr_t;

int pthread_create(pthread_t *thread, const pthread_attr_t *attr, void *(*fn)(void *), void *arg);
int pthread_join(pthread_t thread, void **result);
pthread_t pthread_self(void);
int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attr);
int pthread_mutex_destroy(pthread_mutex_t *mutex);
int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_trylock(pthread_mutex_t *mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex);
int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attr, unsigned int count);
int pthread_barrier_destroy(pthread_barrier_t *barrier);
int pthread_barrier_wait(pthread_barrier_t *barrier);

/* ---- urcu.h, urcu/uatomic.h: the kernel's own RCU needs no registration */

#define rcu_register_thread() ((void)0)
#define rcu_unregister_thread() ((void)0)
#define uatomic_read(p) __atomic_load_n(p, __ATOMIC_RELAXED)
#define uatomic_set(p, value) __atomic_store_n(p, value, __ATOMIC_RELAXED)
#define uatomic_inc(p) ((void)__atomic_add_fetch(p, 1, __ATOMIC_SEQ_CST))
#define uatomic_dec(p) ((void)__atomic_sub_fetch(p, 1, __ATOMIC_SEQ_CST))
#define uatomic_add(p, value) ((void)__atomic_add_fetch(p, value, __ATOMIC_SEQ_CST))
#define uatomic_add_return(p, value) __atomic_add_fetch(p, value, __ATOMIC_SEQ_CST)
#define uatomic_sub_return(p, value) __atomic_sub_fetch(p, value, __ATOMIC_SEQ_CST)
#define uatomic_xchg(p, value) __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST)

/* ---- what the programs take from their shims, and no kernel has */

extern int nr_allocated, test_verbose, kmalloc_verbose;
#define printv(level, fmt, ...) \
	do { \
		if (test_verbose >= (level)) \
			printf(fmt, ##__VA_ARGS__); \
	} while (0)

#endif
