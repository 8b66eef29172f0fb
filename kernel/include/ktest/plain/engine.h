/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Plain mode: a small engine over pthreads with the interface of kernel/core, as far as the emulated
 * headers ask for it. Its state is in weak variables, so that the translation units of a program share
 * it; functions are static, and cost nothing where they are not called. It includes no libc header and no kernel header but linux/threads.h.
 *
 * Simplified against the hosted engine: time is the monotonic clock, threads run as the host lets
 * them, nothing checks contexts, the order of locks or leaks (valgrind and sanitizers see all memory).
 */
#ifndef KTEST_CORE_H
#define KTEST_CORE_H

#include <linux/threads.h>
#include <ktest/plain/libc.h>

typedef __SIZE_TYPE__ kt_size;
typedef __UINT64_TYPE__ kt_u64;
typedef __INT64_TYPE__ kt_s64;
typedef __UINT32_TYPE__ kt_u32;
typedef __UINTPTR_TYPE__ kt_addr;

#define KT_PRINTF(fmt, args) __attribute__((__format__(__printf__, fmt, args)))
#define KT_NORETURN __attribute__((__noreturn__))
#define KT_FOREVER (~(kt_u64)0)
/* What is shared by the translation units, and functions: each has its own, if it calls them. */
#define KTP_WEAK __attribute__((__weak__))
#define KTP_FN static inline __attribute__((__unused__))

#define KT_MAX_CPUS 1024
#if NR_CPUS > KT_MAX_CPUS || NR_CPUS < 1
#error "NR_CPUS is from 1 to 1024"
#endif

/* A thread of the program that has called something of the kernel's. */
struct kt_task {
	unsigned int id;
	char name[32];
	int cpu, bound, preempt_count, bh_count, softirq, hardirq, irqs_off, migration_off, is_clock, rcu_nesting;
	unsigned int reads_half;
	void *skin;		/* its task_struct */
	int owns_skin;
	int holds_cpu;		/* it took the CPU when it switched preemption off */
	void (*fn)(void *arg);
	void *arg;
};
extern __thread struct kt_task *kt_self_task;
KTP_FN struct kt_task *kt_task_adopt(void);
static inline struct kt_task *kt_self(void)
{
	return kt_self_task ? kt_self_task : kt_task_adopt();
}
KTP_FN struct kt_task *kt_spawn(const char *name, int cpu, void (*fn)(void *arg), void *arg);
KTP_FN void kt_task_exit(void) KT_NORETURN;
KTP_FN void kt_task_bind(struct kt_task *task, int cpu);
KTP_FN void kt_preempt_disable(void);
KTP_FN void kt_preempt_enable(void);
/* The calling thread does an interrupt's work on this CPU, when nobody has preemption off there. */
enum { KT_IN_SOFTIRQ = 1, KT_IN_HARDIRQ = 2 };
KTP_FN void kt_interrupt_enter(int cpu, int kind);
KTP_FN void kt_interrupt_leave(void);
/* Plain mode knows those that mark themselves as readers. */
static inline void kt_cpus_pass(void) { }
static inline void kt_migrate_disable(void) { kt_self()->migration_off++; }
static inline void kt_migrate_enable(void) { kt_self()->migration_off--; }

/* A word that is zero when it is free: it may be in zeroed memory and in a file that processes map. */
struct kt_lock { unsigned int word; };
KTP_FN void kt_lock(struct kt_lock *lock, const char *what);
KTP_FN int kt_trylock(struct kt_lock *lock, const char *what);
KTP_FN void kt_unlock(struct kt_lock *lock, const char *what);
static inline int kt_lock_if_calm(struct kt_lock *lock, const char *what) { return kt_trylock(lock, what); }
static inline void kt_spin_lock(struct kt_lock *lock, const char *what)
{
	kt_preempt_disable();
	kt_lock(lock, what);
}
static inline void kt_spin_unlock(struct kt_lock *lock, const char *what)
{
	kt_unlock(lock, what);
	kt_preempt_enable();
}
struct kt_rwlock { unsigned int word, waiting_writers; };
KTP_FN void kt_read_lock(struct kt_rwlock *lock, const char *what);
KTP_FN int kt_read_trylock(struct kt_rwlock *lock, const char *what);
KTP_FN void kt_read_unlock(struct kt_rwlock *lock, const char *what);
KTP_FN void kt_write_lock(struct kt_rwlock *lock, const char *what);
KTP_FN int kt_write_trylock(struct kt_rwlock *lock, const char *what);
KTP_FN void kt_write_unlock(struct kt_rwlock *lock, const char *what);
KTP_FN void kt_write_downgrade(struct kt_rwlock *lock, const char *what);

enum { KT_WOKEN = 0, KT_CHANGED = 1, KT_TIMEOUT = 2 };
KTP_FN int kt_wait(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline);
KTP_FN unsigned int kt_wake(const volatile unsigned int *word, unsigned int n);
static inline unsigned int kt_word_add(unsigned int *word, unsigned int by)
{
	return __atomic_add_fetch(word, by, __ATOMIC_SEQ_CST);
}
struct kt_readers { unsigned int half, nr[2], nr_awaiting; };
KTP_FN void kt_readers_enter(struct kt_readers *readers, const char *what, const void *frame);
KTP_FN void kt_readers_leave(struct kt_readers *readers);
KTP_FN void kt_relax(void);
static inline void kt_held_add(const void *lock, const char *what, int is_atomic, const void *frame)
{
	(void)lock, (void)what, (void)is_atomic, (void)frame;
}
static inline void kt_held_drop(const void *lock) { (void)lock; }
static inline void kt_held_sleeps(void) { }
static inline void kt_object_check(const void *object, int is_intact, const char *what, const void *frame)
{
	(void)object, (void)is_intact, (void)what, (void)frame;
}
static inline void kt_held_read(void) { }
static inline void kt_held_check(const void *start, kt_size size, const char *what, const void *frame)
{
	(void)start, (void)size, (void)what, (void)frame;
}
#define KT_LOCK_DESTROYED ((const char *)0)
static inline void kt_deferred_begins(const void *object, kt_addr function, const char *what)
{
	(void)object, (void)function, (void)what;
}
static inline void kt_deferred_ends(const void *object, kt_addr function) { (void)object, (void)function; }
static inline void kt_deferred_awaited(const void *object, kt_addr function, const char *what, const void *frame)
{
	(void)object, (void)function, (void)what, (void)frame;
}
static inline void kt_order_release(const void *place) { (void)place; }
static inline void kt_order_acquire(const void *place) { (void)place; }
static inline void kt_accesses_marked_next(unsigned int n) { (void)n; }
static inline void kt_accesses_marked(int begins) { (void)begins; }
static inline void kt_accesses_racy(int begins) { (void)begins; }
static inline void kt_armed_add(const void *object, const char *type, kt_addr function, void *const *field,
				const void *frame)
{
	(void)object, (void)type, (void)function, (void)field, (void)frame;
}
static inline void kt_armed_drop(const void *object) { (void)object; }
static inline void kt_armed_verify(void) { }
static inline void kt_armed_check(const void *start, kt_size size, const char *what, const void *frame)
{
	(void)start, (void)size, (void)what, (void)frame;
}

KTP_FN kt_u64 kt_now(void);
KTP_FN kt_u64 kt_now_real(void);
KTP_FN void kt_sleep_until(kt_u64 deadline);
KTP_FN void kt_advance(kt_u64 ns);

enum kt_mem_kind { KT_MEM_SLAB, KT_MEM_CACHE, KT_MEM_VMALLOC, KT_MEM_PAGES, KT_MEM_PERCPU };
#define KT_ZERO 0x1u
#define KT_QUIET 0x2u
#define KT_ROOM(bytes) 0u
KTP_FN void *kt_alloc(kt_size size, kt_size align, unsigned int flags, enum kt_mem_kind kind, int node,
	       const void *owner);
#define KT_OR_ANY_CACHE ((const void *)-1l)
static inline void kt_free(void *ptr, enum kt_mem_kind kind, const void *owner)
{
	(void)kind, (void)owner;
	ktp_free(ptr);
}
static inline kt_size kt_alloc_size(const void *ptr) { return ktp_usable((void *)ptr); }
static inline kt_size kt_alloc_capacity(const void *ptr) { return ktp_usable((void *)ptr); }
/* The heap is malloc's: what an allocation is, it does not say. */
static inline int kt_alloc_info(const void *ptr, enum kt_mem_kind *kind, int *node, const void **owner)
{
	(void)ptr, (void)kind, (void)node, (void)owner;
	return -1;
}
static inline unsigned int kt_alloc_count(enum kt_mem_kind kind, const void *owner)
{
	(void)kind, (void)owner;
	return 0;
}
static inline int kt_alloc_covers(const void *ptr, enum kt_mem_kind kind)
{
	(void)ptr, (void)kind;
	return 0;
}
static inline int kt_resize(void *ptr, kt_size size) { (void)ptr, (void)size; return -1; }
#define KT_PAGE_SHIFT 12
#define KT_PAGE_SIZE (1ul << KT_PAGE_SHIFT)
#define KT_MAX_ORDER 10

extern kt_addr kt_percpu_offset[KT_MAX_CPUS];

KTP_FN kt_u64 kt_random(void);
KTP_FN void kt_print(const char *text, kt_size len);
enum kt_fatal_kind {
	KT_FATAL_BUG, KT_FATAL_PANIC, KT_FATAL_MEMORY, KT_FATAL_DEADLOCK, KT_FATAL_LOCK,
	KT_FATAL_UNSUPPORTED,
};
KTP_FN void kt_fatal(enum kt_fatal_kind kind, const char *fmt, ...) KT_NORETURN KT_PRINTF(2, 3);
KTP_FN void kt_warn(const char *file, int line, const char *func, const char *text);
KTP_FN unsigned int kt_warnings(void);
KTP_FN void *kt_external(const char *library, const char *package, const char *symbol);
KTP_FN void kt_external_wrote(const void *at, kt_size size);

#include <ktest/plain/report.h>
#include <ktest/plain/time.h>
#include <ktest/plain/task.h>
#include <ktest/plain/lock.h>
#include <ktest/plain/memory.h>

#endif
