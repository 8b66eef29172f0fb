/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * What the parts of the engine (core, checks, host, the executor) need of
 * each other; skins use <ktest/core.h> only.
 */
#ifndef KTEST_ENGINE_H
#define KTEST_ENGINE_H

#include "../host/host.h"

/* ---- executor ---------------------------------------------------------------- */

/* Prints KTAP; returns the program's exit code. */
int kt_run_by_hand(const struct kth_options *options);
/* One case from its seed to its leak check, in this process. */
void kt_run_case(const struct kt_suite *suite, const struct kt_case *c, kt_u64 seed);
/* Start-up: topology, memory, per-CPU areas, the first task, the skin. */
void kt_boot(const struct kth_options *options);

/* ---- tasks ------------------------------------------------------------------- */

/* Spawned tasks wait for their host threads until after kt_tasks_release(). */
void kt_tasks_hold(void);
void kt_tasks_release(void);
/* Called where the running task lets others run. */
void kt_tasks_start_held(void);
/* Each task that is ready runs until it waits or lets others run; then the running one goes on. */
void kt_others_turn(void);
/* Let other tasks run until all are blocked, for a moment at most. */
void kt_tasks_settle(void);
/* Reports threads that the case made and that have not ended. */
void kt_tasks_left_check(void);
/* All waiting tasks; takes no lock, for crash reports. */
unsigned int kt_tasks_describe(struct kth_task_note *notes, unsigned int max);
/* Calls `range` for the live part of every other task's stack, and for its kt_task. */
void kt_tasks_roots(void (*range)(kt_addr lo, kt_addr hi));
/* The task that runs or ran in a host thread; NULL: none. */
const struct kt_task *kt_task_of_host(unsigned int host_id);
/* Bytes of stack that the code under test may use; 0: no limit. */
extern kt_size kt_stack_size;
void kt_stack_text(char *text, kt_size size, kt_size depth);
/* Ends the case if its stack is over the limit; `frame` as for kt_trace. */
void kt_stack_check(const void *frame);
/* The task on whose stack it is, or NULL. */
const struct kt_task *kt_task_of_stack(kt_addr at);
/* The frame above which nothing is the tests' own. */
void kt_trace_root(void *frame);
/* "name+0x12" of a return address, or the address. */
void kt_describe_frame(kt_addr addr, char *buf, kt_size size);

/* As kt_trace(), of the running task. */
static inline unsigned int kt_trace_of(const struct kt_task *self, const void *frame, kt_addr *out, unsigned int max)
{
	return kth_walk(frame, self->stack_lo, self->stack_hi, out, max);
}
/* Where the running task took a lock that it holds; NULL: not known. */
const struct kt_held *kt_held_find(const void *lock);
/* Fails the case if a report that it expects did not come. */
void kt_expected_report_check(void);
/* Where a lock was released last; 0: not known. */
unsigned int kt_released_trace(const void *lock, struct kth_trace *trace);

/* ---- time ---------------------------------------------------------------------- */

extern kt_u64 kt_clock;
/* Under the scheduler's lock only. */
void kt_clock_set(kt_u64 now);
/* From a signal handler that interrupted `pc`: moves the clock a tick on if it stood still since the last call; 0 or 1. */
int kt_clock_watch(kt_addr pc);
/* Moves the clock on and wakes whoever waited for that time. */
void kt_clock_advance(kt_u64 ns);
/* The same while others run. */
void kt_clock_delay(kt_u64 ns);

/* ---- memory ------------------------------------------------------------------ */

/* What one CPU writes often takes no other CPU's data out of that one's cache. */
#define KT_OWN_CACHE_LINE __attribute__((aligned(64)))

#define KT_TRACE_DEPTH 12

/* A live allocation, in a table that the code under test cannot reach. */
struct kt_record {
	kt_addr ptr;		/* 0: free */
	kt_size size;
	const void *owner;
	struct kt_record *next;	/* of the bucket, or of the free list */
	unsigned int epoch;	/* the case that allocated it; 0: start-up */
	unsigned char kind, quiet, node, nr_frames;
	unsigned int front;	/* bytes before ptr that belong to the host's block */
	unsigned int room;	/* bytes behind it that it may grow by … */
	unsigned int spare;	/* … and how many of them the host's block has */
	kt_addr frames[KT_TRACE_DEPTH];
};

extern struct kt_record *kt_records;		/* all, free ones too */
extern unsigned int kt_epoch;
unsigned int kt_records_used(void);		/* upper end of what was ever used */
void kt_records_start(void);			/* start-up */
int kt_record_add(void *ptr, kt_size size, unsigned int flags, enum kt_mem_kind kind, int node,
		  const void *owner, unsigned int front, const void *frame);
/*
 * Takes the record of the live allocation at ptr out into *out. If there is
 * none, or `kind` or `owner` differ, the case ends (`what` is the operation).
 */
void kt_record_take(void *ptr, enum kt_mem_kind kind, const void *owner, kt_size size,
		    struct kt_record *out, const void *frame);
/* Copies the record of the live allocation that starts at ptr; 0: none. */
int kt_record_find(const void *ptr, struct kt_record *out);
/* Sets the size of the live allocation at ptr, if the spare bytes suffice; else -1. */
int kt_record_resize(const void *ptr, kt_size size);
/* Copies the record of the live allocation at `addr` or next to it; 0: none is near. */
int kt_record_near(kt_addr addr, struct kt_record *out);
void kt_records_lock_all(void);
void kt_records_unlock_all(void);
const char *kt_mem_kind_name(enum kt_mem_kind kind);

/* A freed allocation, remembered to explain double frees by. */
struct kt_freed {
	struct kt_record record;
	kt_addr freed_by[KT_TRACE_DEPTH];
	unsigned int nr_freed_by;
	unsigned char *memory;		/* kept back, or NULL */
};

/*
 * Remembers a freed allocation. `memory` (or NULL) is kept back for a while,
 * filled with KT_FREE_POISON, so that writes to it are found; then it goes to
 * the host.
 */
#define KT_FREE_POISON 0x6b
void kt_quarantine_start(void);
void kt_quarantine_add(const struct kt_record *record, const void *frame, void *memory);
/* Copies what is known of the block that was there and freed lately; 0: none was. */
int kt_quarantine_find(kt_addr ptr, struct kt_freed *out);
/* Ends the case if the access, which is about to happen in a program whose tasks take turns, is to such memory. */
void kt_quarantine_guard(const void *at, kt_size size, int is_write, const void *frame);
/* Reports writes to what this epoch allocated and freed. */
void kt_quarantine_check(void);

void kt_alloc_start(kt_size limit);
/* Overruns of live blocks: reported as findings. */
void kt_alloc_check(void);
void kt_pages_start(void);
void kt_percpu_start(void);
/* Calls `range` for each CPU's copy of the per-CPU data. */
void kt_percpu_roots(void (*range)(kt_addr lo, kt_addr hi));
/* [lo, hi) of the program's data that holds no roots (forbidden to read). */
void kt_percpu_pool(kt_addr *lo, kt_addr *hi);

/* ---- checks ------------------------------------------------------------------ */

/* Reports what was allocated in this epoch and nothing refers to any more. */
void kt_leak_check(void);
/* Where objects of the heap are of which a check knows something; it is asked of each that is freed. Zeroed: there are none. */
struct kt_span {
	kt_addr lo, hi;
};
void kt_span_add(struct kt_span *span, const void *at);
static inline int kt_span_meets(const struct kt_span *span, const void *at, kt_size size)
{
	return (kt_addr)at < __atomic_load_n(&span->hi, __ATOMIC_RELAXED) &&
	       (kt_addr)at + size > __atomic_load_n(&span->lo, __ATOMIC_RELAXED);
}
/* 1: the program forked. Its locks may be in memory that processes share. */
extern int kt_shares_locks;
/* Locks in [at, at + size) are gone. */
void kt_lock_order_forget(const void *at, kt_size size);
void kt_lock_contexts_forget(const void *at, kt_size size);
static inline void kt_locks_forget(const void *at, kt_size size)
{
	kt_lock_order_forget(at, size);
	kt_lock_contexts_forget(at, size);
}
/* Reports what a task that ends still holds. */
void kt_context_check(const struct kt_task *task);

/* Data races, in instrumented programs. Set once by who runs cases: they are looked for. */
extern int kt_races;
/* A case begins. */
void kt_races_begin(void);
/* A free is a write of all bytes. */
enum { KT_ACCESS_WRITE = 1, KT_ACCESS_MARKED = 2, KT_ACCESS_FREE = 4 };
/* The running task reaches memory, while there are others. */
void kt_race_access(const void *at, kt_size size, unsigned int kind, const void *frame);
/* What the running task stored so far is seen by all. */
void kt_stores_seen(void);
/* What was done with [lo, hi) before is over. */
void kt_race_forget(const void *lo, const void *hi);

/* ---- reports ----------------------------------------------------------------- */

/*
 * kt_fatal whose backtrace leaves out the engine's own frames, down to and with
 * `frame`: the __builtin_frame_address(0) of the function that a skin called.
 */
KT_NORETURN void kt_fatal_at(const void *frame, enum kt_fatal_kind kind, const char *fmt, ...)
	KT_PRINTF(3, 4);
/* As above, with the story behind it. */
KT_NORETURN void kt_fatal_traced(const void *frame, enum kt_fatal_kind kind,
				 const struct kth_trace *traces, unsigned int nr,
				 const char *fmt, ...) KT_PRINTF(5, 6);
/* Whether a case failed, by what it left of itself; a signal that ended its process is another reason. */
int kt_verdict_failed(const struct kth_verdict *v);
/* Something that does not end the case, but fails it. */
void kt_report_finding(const char *kind, const char *text, const struct kth_trace *traces,
		       unsigned int nr);
void kt_report_leak(const char *kind, kt_size bytes, unsigned int count,
		    const kt_addr *frames, unsigned int nr);
/* KTAP sink (core/ktap.c). */
extern const struct kth_sink kt_ktap_sink;
void kt_ktap_case_begins(const char *name, int stderr_only);
void kt_ktap_case_ends(void);

#endif
