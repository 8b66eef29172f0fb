/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The engine under both skins: tasks on virtual CPUs, memory, pages, per-CPU
 * areas, virtual time, randomness and reporting.
 *
 * It knows neither a libc header nor a kernel header, so that it can be
 * included next to either. Times are nanoseconds of virtual time, sizes are
 * bytes. Functions that can fail return NULL or a negative number; those that
 * find the program at fault do not return (kt_fatal).
 *
 * Synchronization table
 *   every function may be called by several tasks at once, except where its
 *   comment says "start-up" (before the first task is spawned).
 */
#ifndef KTEST_CORE_H
#define KTEST_CORE_H

#ifdef __cplusplus
extern "C" {
#endif

typedef __SIZE_TYPE__ kt_size;
typedef __UINT64_TYPE__ kt_u64;
typedef __INT64_TYPE__ kt_s64;
typedef __UINT32_TYPE__ kt_u32;
typedef __UINTPTR_TYPE__ kt_addr;

#define KT_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define KT_NORETURN __attribute__((noreturn))
#define KT_FOREVER (~(kt_u64)0)

/* ---- topology (fixed from start-up on) ---------------------------------- */

#define KT_MAX_CPUS 64
#define KT_MAX_NODES 8

struct kt_topology {
	unsigned int nr_cpus;
	unsigned int nr_nodes;
	unsigned int memoryless_nodes;	/* a bit for each */
	unsigned char node_of_cpu[KT_MAX_CPUS];
};
extern struct kt_topology kt_topology;

/* ---- tasks and virtual CPUs --------------------------------------------- */

#include "task.h"

/* The running task. Host threads that core did not start are adopted. */
extern __thread struct kt_task *kt_self_task;
struct kt_task *kt_task_adopt(void);
static inline struct kt_task *kt_self(void)
{
	return kt_self_task ? kt_self_task : kt_task_adopt();
}

/* Start a task; cpu < 0: any. Returns it, or NULL when the host has no more. */
struct kt_task *kt_spawn(const char *name, int cpu, void (*fn)(void *arg), void *arg);
KT_NORETURN void kt_task_exit(void);
/* From now on all tasks that can run do so at once, as the host schedules them, instead of one at a time. */
void kt_tasks_run_at_once(void);
/* A main() of the user's comes next, which may call libc for anything, fork() too. */
void kt_program_begins(void);
/* Bind the running task (or one that has not run yet) to a CPU. */
void kt_task_bind(struct kt_task *task, int cpu);

void kt_preempt_disable(void);
/* Stays on its CPU, but may be preempted and sleep. */
void kt_migrate_disable(void);
void kt_migrate_enable(void);
void kt_preempt_enable(void);
/*
 * The running task, which holds no CPU, does an interrupt's work on this CPU: on top of what runs there, be it in a section
 * with preemption off, once such interrupts are enabled there. What it is on top of goes on when it leaves. As long as tasks
 * run at once (kt_tasks_run_at_once), it waits for the section's end instead.
 */
enum { KT_IN_SOFTIRQ = 1, KT_IN_HARDIRQ = 2 };
void kt_interrupt_enter(int cpu, int kind);
void kt_interrupt_leave(void);
/* Returns when each section with preemption off that runs now has ended. */
void kt_cpus_pass(void);

/*
 * Wait while *word == expected, as the futex call does. Returns KT_WOKEN,
 * KT_CHANGED (the word had another value: no wait took place) or KT_TIMEOUT.
 * `deadline` is absolute virtual time. When every task is blocked, virtual
 * time jumps to the nearest deadline; when there is none, the program is
 * deadlocked and kt_fatal(KT_FATAL_DEADLOCK) names every waiting task.
 */
enum { KT_WOKEN = 0, KT_CHANGED = 1, KT_TIMEOUT = 2, KT_HANDED = 3 /* only of a lock: kt_lock_pass() */ };
int kt_wait(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline);
/*
 * Of a task that sleeps until a condition holds, and looks at it whenever it is woken. When every task waits, such tasks are
 * asked to look once more: who finds that it holds was not woken by whoever made it so.
 */
enum { KT_RECHECK_NOT, KT_RECHECK_CAN, KT_RECHECK_NOW, KT_RECHECK_DONE };
/* Wake up to n waiters of word; returns how many. */
unsigned int kt_wake(const volatile unsigned int *word, unsigned int n);
/* Adds atomically and in the order of all tasks, and returns the sum: cheap as long as tasks take turns. */
/*
 * Readers of one kind, whom updaters wait for. A reader counts in the half that is current when it starts; an updater
 * makes the other one current and waits until the former is zero, twice, so that a reader that picked a half just before
 * the change is waited for, too. Updaters come one at a time, and count themselves as long as they wait. A task reads once
 * at a time. What readers did is ordered before the updater that acquires the structure's address, and what an updater did
 * before it released nr_awaiting, before later readers.
 */
struct kt_readers {
	unsigned int half, nr[2];
	unsigned int nr_awaiting;
};
/* `what` is shown as a lock that is held; its holder may not sleep. */
void kt_readers_enter(struct kt_readers *readers, const char *what, const void *frame);
void kt_readers_leave(struct kt_readers *readers);
unsigned int kt_word_add(unsigned int *word, unsigned int by);
/* One polite turn of a busy-wait loop; moves virtual time on a little. */
void kt_relax(void);

/*
 * A sleeping or spinning lock's state: zero is unlocked. `owner` is the
 * holder (for recursion and deadlock reports).
 */
struct kt_lock {
	unsigned int word;
	unsigned int uses;		/* KT_USE_… that were told */
	struct kt_task *owner;
};
/* `what` names the lock's type and expression in reports: "spinlock &b->lock". */
void kt_lock(struct kt_lock *lock, const char *what);
int kt_trylock(struct kt_lock *lock, const char *what);
void kt_unlock(struct kt_lock *lock, const char *what);
/* Takes it if it is free and the running task may sleep; 0: it is not, or the task may not, or this is no time to tell so quickly. */
int kt_lock_if_calm(struct kt_lock *lock, const char *what);
/* For sure: nothing forbids the running task to sleep. kt_atomic_reason() says what does. */
int kt_may_sleep(void);
/* With preemption off. */
void kt_spin_lock(struct kt_lock *lock, const char *what);
void kt_spin_unlock(struct kt_lock *lock, const char *what);
/*
 * The holder gives the lock to the task that waits for it longest, and waits behind the others until it has the lock
 * again. Returns 0, and still holds the lock, if nobody waits.
 */
int kt_lock_pass(struct kt_lock *lock, const char *what);
/* For a skin whose tasks hold a lock as long as they run, the CPU: --explore lets the running one lose it where `can_preempt` says so. */
void kt_explore_cpu(struct kt_lock *cpu, const char *what, int (*can_preempt)(void));

/* Many readers or one writer, writers preferred; zero is unlocked. */
struct kt_rwlock {
	unsigned int word;
	unsigned int waiting_writers;
	struct kt_task *owner;
	unsigned int uses;
};
void kt_read_lock(struct kt_rwlock *lock, const char *what);
int kt_read_trylock(struct kt_rwlock *lock, const char *what);
void kt_read_unlock(struct kt_rwlock *lock, const char *what);
void kt_write_lock(struct kt_rwlock *lock, const char *what);
int kt_write_trylock(struct kt_rwlock *lock, const char *what);
void kt_write_unlock(struct kt_rwlock *lock, const char *what);
void kt_write_downgrade(struct kt_rwlock *lock, const char *what);

/*
 * What a task holds is listed in reports, and a task that ends with it fails the case. Locks
 * above do it themselves; for others: `frame` is __builtin_frame_address(0) of the function
 * that the code under test called. is_atomic: the holder may not sleep.
 */
void kt_held_add(const void *lock, const char *what, int is_atomic, const void *frame);
/* What was added last is shared with others who read. */
void kt_held_read(void);
/* The running task takes a lock, and waits if another holds it: the order of its locks is learned, a circle is a finding. */
extern const void *kt_lock_unordered;	/* set by a skin, at start-up: a lock that is none of the code under test's */
void kt_lock_wanted(const void *lock, const char *what, int is_read, const void *frame);
void kt_held_drop(const void *lock);
/* What was added last may be held while asleep, although it was taken where sleeping is not allowed. */
void kt_held_sleeps(void);
/* How the running task holds a lock; it may hold more than are listed. */
enum { KT_HELD_NOT, KT_HELD_READ, KT_HELD_WRITE, KT_HELD_UNKNOWN };
int kt_held_how(const void *lock);
/* A finding, if the running task holds a lock in memory that is now "freed" or initialized. */
void kt_held_check(const void *start, kt_size size, const char *what, const void *frame);
/*
 * The running task calls a function of an object that was to be called later: a work item, a timer. Who waits until it does not
 * run says so. `what` is the kind of object in words.
 */
void kt_deferred_begins(const void *object, kt_addr function, const char *what);
void kt_deferred_ends(const void *object, kt_addr function);
void kt_deferred_awaited(const void *object, kt_addr function, const char *what, const void *frame);
/*
 * In which contexts a spinning lock is taken: in an interrupt, and with such interrupts enabled. KT_USE_READ(use) is a
 * reader's. What may not go together is a finding. A call tells of one use.
 */
enum { KT_USE_IN_SOFTIRQ = 1, KT_USE_IN_HARDIRQ = 2, KT_USE_SOFTIRQS_ON = 4, KT_USE_HARDIRQS_ON = 8 };
#define KT_USE_READ(uses) ((unsigned int)(uses) << 4)
void kt_lock_used(const void *lock, const char *what, unsigned int use, const void *frame);
/* Remembers where, for an unlock too many. */
void kt_lock_released(const void *lock, const void *frame);
/* Why the running task may not sleep, in words; returns 0 if it may. */
int kt_atomic_reason(char *buf, kt_size size);

/* For a skin with locks of its own, told by kt_held_add(): as kt_wait(), and what the task waits for. */
int kt_wait_on(const volatile unsigned int *word, unsigned int expected, kt_u64 deadline,
	       const char *what, struct kt_task *owner, const void *frame);
/*
 * A lock was used wrongly: the case ends, with where the running task took `lock`. Of suites that
 * are judged by another authority it is only shown, and the function returns.
 */
void kt_lock_misused(const void *frame, const void *lock, const char *fmt, ...) KT_PRINTF(3, 4);
/*
 * A rule is broken at `frame`: the case fails, and goes on. The text begins with the rule's name and a colon, and a place
 * is told of once. `lock` (NULL: none) is what it is about: with where the running task took or released it.
 */
void kt_rule_broken(const void *frame, const void *lock, const char *fmt, ...) KT_PRINTF(3, 4);
/* The same, with another place in the story: "interrupts enabled at". */
void kt_rule_broken_since(const void *frame, const char *title, kt_addr at, const char *fmt, ...) KT_PRINTF(4, 5);
/*
 * For a lock's name in reports, when it has none that is one: it was never initialized (NULL: a finding), it was destroyed
 * (KT_LOCK_DESTROYED: a finding), or is garbage, as in freed memory (the case ends). Returns `without`.
 */
const char *kt_lock_unnamed(const void *lock, const char *name, const char *without);
#define KT_LOCK_DESTROYED ((const char *)(1ul << 47))
/* The case breaks this rule on purpose: a finding that begins with its name is expected, and does not fail it. */
void kt_expect_report(const char *rule);
/* The case ends: a task waits for ever. */
KT_NORETURN void kt_deadlock(const void *frame, const char *fmt, ...) KT_PRINTF(2, 3);
/*
 * Ends the case if `object` is on the stack of another task, in a function that has returned; or if its user sees that it is not
 * intact: it was overwritten, or never initialized.
 */
void kt_object_check(const void *object, int is_intact, const char *what, const void *frame);
/* A timer or work is pending, and is no longer; `frame` as above. What frees its memory meanwhile ends the case. */
void kt_armed_add(const void *object, const char *type, kt_addr function, void *const *field, const void *frame);
void kt_armed_drop(const void *object);
/* Ends the case if a timer's `field` (NULL: none) does not hold its function any more. */
void kt_armed_verify(void);
/* Ends the case if such an object is in the memory that is now "freed", or initialized. */
void kt_armed_check(const void *start, kt_size size, const char *what, const void *frame);
/*
 * What the running task did until a release of a place comes before what another does after an acquire of it, and is no data
 * race with it. Locks and kt_wake() with kt_wait() do it themselves; a skin says it of what it makes of plain atomics.
 */
void kt_order_release(const void *place);
void kt_order_acquire(const void *place);
/* Accesses of the code under test count as marked: the next n; those between begin (1) and end (0). */
void kt_accesses_marked_next(unsigned int n);
void kt_accesses_marked(int begins);
/* Between them, accesses are meant to race: data_race(). */
void kt_accesses_racy(int begins);
/* The case fails: a task slept, returned or ended in a context that does not allow it. */
void kt_context_misused(const char *fmt, ...) KT_PRINTF(1, 2);

/* ---- virtual time -------------------------------------------------------- */

/* Nanoseconds since the emulated boot. Reading moves the clock 1 ns on. */
kt_u64 kt_now(void);
/* Nanoseconds since 1970 (a fixed start plus kt_now(), so runs repeat). */
kt_u64 kt_now_real(void);
void kt_sleep_until(kt_u64 deadline);	/* blocks the task */
void kt_advance(kt_u64 ns);		/* busy-waits: udelay() */
/* Called under core's lock whenever the clock moved (skins keep jiffies so). */
extern void (*kt_clock_moved)(kt_u64 now);

/* ---- memory --------------------------------------------------------------- */

/* What an allocation is, so that freeing it by the wrong call is found. */
enum kt_mem_kind { KT_MEM_SLAB, KT_MEM_CACHE, KT_MEM_VMALLOC, KT_MEM_PAGES, KT_MEM_PERCPU };

#define KT_ZERO	 0x1u	/* zero-filled; else filled with 0x5a */
#define KT_QUIET 0x2u	/* not a leak when still there at the end */
/* The block may grow by so many bytes (under 16 MiB) where it is: kt_resize(). */
#define KT_ROOM(bytes) ((unsigned int)(bytes) << 8)

/*
 * `align` is a power of two. NULL when the emulated machine's memory is used
 * up or size is over half of it. `owner` tags the allocation (a kmem_cache).
 */
void *kt_alloc(kt_size size, kt_size align, unsigned int flags, enum kt_mem_kind kind, int node, const void *owner);
/* As owner of a KT_MEM_SLAB allocation that is freed: it may be an object of any cache as well. */
#define KT_OR_ANY_CACHE ((const void *)-1l)
/* `ptr` must be live and of this kind and owner, else kt_fatal(KT_FATAL_MEMORY). */
void kt_free(void *ptr, enum kt_mem_kind kind, const void *owner);
/* Requested size of the live allocation that starts at ptr; 0 if none does. */
kt_size kt_alloc_size(const void *ptr);
/* That and the room behind it. */
kt_size kt_alloc_capacity(const void *ptr);
/*
 * The live allocation at ptr has `size` bytes from now on; they keep what they had. -1: it cannot
 * where it is. A heap that is watched (by AddressSanitizer or valgrind) never has the room, since
 * its watcher would not see who uses it without asking.
 */
int kt_resize(void *ptr, kt_size size);
/* As above, and its kind and node; -1 if none starts there. */
int kt_alloc_info(const void *ptr, enum kt_mem_kind *kind, int *node, const void **owner);
/* Whether ptr is anywhere in a block of the kind. Looks at every block. */
int kt_alloc_covers(const void *ptr, enum kt_mem_kind kind);
unsigned int kt_alloc_count(enum kt_mem_kind kind, const void *owner);

/*
 * Pages: blocks of 1 << order pages of 4096 bytes, aligned to their size,
 * from one contiguous arena that is split evenly between the nodes.
 * node < 0: the running CPU's. NULL when that many are not free anywhere.
 */
#define KT_PAGE_SHIFT 12
#define KT_PAGE_SIZE (1ul << KT_PAGE_SHIFT)
#define KT_MAX_ORDER 10
extern char *kt_arena_base;
extern kt_size kt_arena_size;
void *kt_pages_alloc(unsigned int order, int node, unsigned int flags);
void kt_pages_free(void *block, unsigned int order);
/* From now on the block is 1 << order blocks of one page, freed one by one. */
void kt_pages_split(void *block, unsigned int order);
/*
 * A second address for `count` pages that kt_pages_alloc() gave, in this order, contiguous; NULL
 * when the host refuses. Both addresses are the same memory.
 */
void *kt_pages_map(void *const *pages, unsigned int count);
void kt_pages_unmap(void *base, unsigned int count);
/* Zeroed address space that costs nothing until touched and is no leak root; NULL: refused. */
void *kt_reserve(kt_size size);
/*
 * Set by a skin whose code keeps something else than an address for memory
 * (struct page pointers): what `value` stands for, or NULL. Leak checks ask it.
 */
extern const void *(*kt_pointer_alias)(const void *value);
/*
 * Set by a skin that keeps the structures of pages in address space from kt_reserve(): where the
 * structure of the page at `page` is, and its size. What it refers to is no leak.
 */
extern const void *(*kt_page_structure)(const void *page, kt_size *size);

/* ---- per-CPU areas -------------------------------------------------------- */

/*
 * A per-CPU pointer p (the address of a variable in section "ktest_percpu",
 * or what kt_percpu_alloc returned) is at (char *)p + kt_percpu_offset[cpu].
 * Static variables keep their initial value on every CPU.
 */
extern kt_addr kt_percpu_offset[KT_MAX_CPUS];
void *kt_percpu_alloc(kt_size size, kt_size align);	/* zeroed; NULL when full */
void kt_percpu_free(void *ptr);
int kt_is_percpu(const void *ptr);

/* ---- randomness ----------------------------------------------------------- */

/* Deterministic for a seed and a case's name, independent of other cases. */
kt_u64 kt_random(void);
void kt_random_seed(kt_u64 seed, const char *stream);

/* ---- output and reports --------------------------------------------------- */

/* Bytes that the code under test prints (printk): output, never a verdict. */
void kt_print(const char *text, kt_size len);

enum kt_fatal_kind {
	KT_FATAL_BUG,		/* BUG(), BUG_ON() */
	KT_FATAL_PANIC,		/* panic() */
	KT_FATAL_MEMORY,	/* double free, wrong free, overrun found at free */
	KT_FATAL_DEADLOCK,
	KT_FATAL_LOCK,		/* unlock by a non-owner, recursive spinlock */
	KT_FATAL_UNSUPPORTED,	/* a trap stub was reached */
};
/* Ends the case (or, run by hand, aborts so that a debugger stops here). */
KT_NORETURN void kt_fatal(enum kt_fatal_kind kind, const char *fmt, ...) KT_PRINTF(2, 3);
/* A WARN(): counted, printed with its backtrace, fails the case unless expected. */
void kt_warn(const char *file, int line, const char *func, const char *text);
/* A taint or context check that found something; same effect as kt_warn. */
unsigned int kt_warnings(void);
void kt_expect_warnings(void);	/* this case must warn at least once */

/*
 * A function of a library of the host (liblz4.so.1), opened when it is first asked for. Ends the case as unsupported, with
 * the package's name, if it is not installed.
 */
void *kt_external(const char *library, const char *package, const char *symbol);
/* What such a function wrote: for MemorySanitizer. */
void kt_external_wrote(const void *at, kt_size size);

/* True for the address of a trap stub: the symbol is not in this program. */
int kt_is_stub(const void *addr);

/* Code that is not in this program is asked for by its module's name: for a tool that adds it. */
void kt_log_request(const char *module);

/* The caller's caller and on; `frame` is the caller's __builtin_frame_address(0). */
unsigned int kt_trace(const void *frame, kt_addr *out, unsigned int max);
/* Symbol that covers addr in this program's own symbol table; NULL: none. */
const char *kt_symbol_name(kt_addr addr, kt_addr *offset, kt_addr *size);

/* ---- suites: what the executor drives ------------------------------------- */

/* What a run asks of modules whose tests run when they are loaded. */
struct kt_run {
	const char *const *params;	/* "NAME=VALUE" */
	unsigned int nr_params;
	int init_result;		/* what init returns when all is well */
	int ignores_warnings;		/* they are provoked on purpose */
	int is_strict;			/* findings fail suites of any kind */
	/*
	 * Set by a skin whose suites are judged by another authority: warnings, leaks, locks and contexts
	 * are then shown, and fail no case.
	 */
	int is_lenient;
	/* The case is a main(), whose threads need no kernel's contexts: rules of these are not looked at. */
	int is_program;
};
extern struct kt_run kt_run;

struct kt_case {
	const char *name;
	const char *speed;	/* "normal", "slow", "very_slow" */
	const char *function;	/* C name of the case's function, or NULL */
	int leaves_tasks;	/* a module stays loaded: its threads go on */
	void *skin;
};
struct kt_suite {
	const char *name;
	const char *file;	/* source file, or NULL */
	int is_init;
	int is_program;		/* a main(), which may leave memory allocated */
	unsigned int nr_cases;
	struct kt_case *cases;
	void *skin;
};
enum kt_status { KT_PASSED, KT_FAILED, KT_SKIPPED };
/* A skin implements these three. */
const struct kt_suite *kt_skin_suites(unsigned int *nr);
void kt_skin_boot(void);	/* initcalls; once, before the first case */
/*
 * Calls `call`. If that reaches a trap stub, it is left there and the stub's name returned; but not if
 * it holds a lock or has switched interrupts or preemption off, for then nobody could go on.
 */
const char *kt_attempt(int (*call)(void));
/* suite_init, init, the case (all parameters), exit, suite_exit. */
void kt_skin_run_case(const struct kt_suite *suite, const struct kt_case *c);

/* What a skin reports while a case runs. */
/* One failed expectation; `text` is the finished multi-line message. */
void kt_report_failure(const char *file, int line, int is_assertion, const char *text);
void kt_report_skip(const char *reason);
void kt_report_param(unsigned int index, const char *name, enum kt_status status, const char *comment);
/* Where the case is now: kept even over a crash ("last assertion reached"). */
void kt_report_seen(const char *file, int line);
/* So many failures of the case do not count after all: it ended as skipped. */
void kt_report_withdraw(unsigned int failures);
unsigned int kt_report_failures(void);	/* of the running case */

#ifdef __cplusplus
}
#endif
#endif
