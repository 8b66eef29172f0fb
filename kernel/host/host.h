/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * The one interface through which the engine reaches the host. Nothing here
 * needs a libc or kernel header. Functions return NULL, 0 or a negative
 * number when the host refuses.
 *
 * Synchronization table
 *   everything may be called by several threads at once, except kth_start and
 *   what its comment limits to start-up.
 */
#ifndef KTEST_HOST_H
#define KTEST_HOST_H

#include <ktest/core.h>

/* For functions that read what a sanitizer has marked: redzones, freed and unset memory. */
#ifdef __clang__
#define KTH_UNWATCHED __attribute__((no_sanitize("address", "memory", "thread", "hwaddress")))
#else
#define KTH_UNWATCHED __attribute__((no_sanitize("address", "thread")))
#endif

/* Of the engine alone: no other file of a program reaches it. */
#define KTH_HIDDEN __attribute__((visibility("hidden")))

/* ---- memory --------------------------------------------------------------- */

/* Zeroed pages that cost nothing until touched; never scanned as leak roots. */
void *kth_map(kt_size size);
/* The same, shared with the processes that this one forks; does not fail. */
void *kth_map_shared(kt_size size);
void kth_unmap(void *base, kt_size size);
/* As kth_map, aligned to `align` (a power of two of at least a page). */
void *kth_map_aligned(kt_size size, kt_size align);
/* No access from now on: a use of [base, base + size) faults. */
void kth_forbid(void *base, kt_size size);

/*
 * Moves one range into memory that can have further addresses, once in a process (a case's
 * process has its own), and gives part of it one more at `at`; 0 or -1.
 */
int kth_share(void *base, kt_size size);
int kth_alias(void *at, kt_size offset, kt_size size);

/* From the host's own allocator, so that sanitizers and valgrind watch it. */
void *kth_malloc(kt_size size, kt_size align);
void kth_free(void *block);
/* True when another tool (ASan, valgrind) sees overruns and use after free. */
int kth_heap_is_watched(void);
/* True when filling fresh memory would hide uninitialized use (valgrind, MSan). */
int kth_uninit_is_watched(void);
/*
 * Between the two, valgrind says nothing of this thread's accesses: a scan of all memory reads what
 * was never written. Without valgrind, and on other machines than x86-64, nothing happens.
 */
void kth_mute_valgrind(void);
void kth_unmute_valgrind(void);
/* Tell a sanitizer that a range may no longer, or may again, be used. */
void kth_poison(const void *base, kt_size size);
void kth_unpoison(const void *base, kt_size size);

/* ---- threads -------------------------------------------------------------- */

struct kth_mutex {
	kt_u64 opaque[8];	/* zero is unlocked */
};
void kth_lock(struct kth_mutex *mutex);
void kth_unlock(struct kth_mutex *mutex);
/* Returns whether it was taken. A signal handler may call it, and kth_unlock() then. */
int kth_try_lock(struct kth_mutex *mutex);
/* For crash reports: waits a moment at most, returns whether it was taken. */
int kth_lock_soon(struct kth_mutex *mutex);

/* When it returns, all running threads have passed a memory barrier since it was called. */
void kth_order_threads(void);
/* Whether ThreadSanitizer is in the program, which is to see tasks run at once. */
int kth_watches_races(void);

struct kth_sem {
	kt_u64 opaque[8];
};
void kth_sem_init(struct kth_sem *sem);
void kth_sem_post(struct kth_sem *sem);
void kth_sem_wait(struct kth_sem *sem);

/*
 * Where a task runs: a fiber of the one host thread as long as tasks take turns, else a host thread (host/fiber.c).
 * `tls`: its values of the program's thread-local variables.
 */
#define KTH_CONTEXT_TLS 256
struct kth_context {
	struct kth_sem sem;		/* a host thread waits by it */
	void *sp, *stack_lo;		/* of a fiber */
	void (*fn)(void *arg);
	void *arg;
	int state, is_saved, has_ended, error;
	unsigned char tls[KTH_CONTEXT_TLS];
};
void kth_context_init(struct kth_context *c);
/* From its first turn on it calls fn(arg), with its stack's bounds known. -1: the host has no more. */
int kth_context_start(struct kth_context *c, void (*fn)(void *arg), void *arg);
/* It goes on: at once, or, of fibers, when the running one waits. Of these, one is woken before each wait. */
void kth_context_wake(struct kth_context *c);
/* The running one waits until it is woken, or has been woken. */
void kth_context_wait(struct kth_context *c);
/* Each task gets a host thread; called before the first starts. */
void kth_fibers_forbid(void);
/* From now on, contexts go on at once. */
void kth_fibers_end(void);
int kth_tasks_are_fibers(void);
/* Ends the running context that kth_context_start() made. */
KT_NORETURN void kth_thread_exit(void);
/* In a forked process: the threads that its parent had are not there. */
void kth_threads_forget(void);
/* Ends and joins the threads that wait for work; only when no task runs any more. */
void kth_threads_end(void);
/* The host's number of the thread, by which sanitizers' reports tell tasks apart; 0: it is one for all. */
unsigned int kth_thread_id(void);
void kth_thread_stack(void **lo, void **hi);
/*
 * From now on the code under test may use `limit` bytes of the calling thread's stack below `top`
 * (0: as much as there is); only in a case's process.
 */
void kth_stack_limit(const void *top, kt_size limit);
/* Whether it is an instruction of the code under test, or of the emulated kernel's library. */
int kth_is_tested(kt_addr pc);
/* Called by the engine at `frame`: bytes of stack in use if they are more than the limit, else 0. */
kt_size kth_stack_check(const void *frame);
/* `fn` is called when the calling thread ends, whoever started it. */
void kth_at_thread_exit(void (*fn)(void *arg), void *arg);
/* Called in both processes. */
void kth_after_fork(void (*fn)(void));
void kth_yield(void);
void kth_pause_us(unsigned int us);
kt_u64 kth_monotonic_ns(void);

/* ---- backtraces and symbols ------------------------------------------------ */

/*
 * Return addresses of the frame-pointer chain that starts at frame `fp`,
 * within the stack [lo, hi); cheap.
 */
static inline KTH_UNWATCHED unsigned int kth_walk(const void *fp, const void *lo, const void *hi, kt_addr *out, unsigned int max)
{
	/* On x86-64 and arm64: the caller's frame, then the return address. */
	const struct kth_frame {
		const struct kth_frame *caller;
		kt_addr ret;
	} *frame = fp, *last = (const struct kth_frame *)hi - 1;

	/* Every lock and allocation comes here. */
	if (fp < lo || frame > last || ((kt_addr)frame & 7))
		return 0;
#pragma GCC unroll 3
	for (unsigned int n = 0; n < max; n++) {
		const struct kth_frame *caller = frame->caller;
		const kt_addr ret = frame->ret;

		/* The frame at `hi` is the engine's own: what returns there is not shown. */
		if (!ret || (const void *)caller >= hi)
			return n;
		out[n] = ret;
		/* Callers' frames lie above. */
		if (caller < frame + 1 || caller > last || ((kt_addr)caller & 7))
			return n + 1;
		frame = caller;
	}
	return max;
}
/*
 * Return addresses by unwind tables, from the caller of the frame at `from` up
 * to the frame at `hi`; slower, but sees functions without frame pointers.
 */
unsigned int kth_unwind(const void *from, const void *hi, kt_addr *out, unsigned int max);

/* The program's file; NULL: not known. */
const char *kth_program(void);

/* Address range [lo, hi) of the n-th writable data segment of the program. */
int kth_data_segment(unsigned int n, kt_addr *lo, kt_addr *hi);
/* `text` if it is a string in the program's own image, else NULL. */
const char *kth_image_string(const char *text);

/*
 * Trap stubs: the linker gives a symbol that nobody defines an address in
 * this range, where nothing is ever mapped.
 */
#define KTH_TRAP_LO 0x210000ul
#define KTH_TRAP_HI 0x3f0000ul
/* Where they really are: a shared object has them elsewhere. */
extern kt_addr kth_stubs_lo, kth_stubs_hi;
int kth_has_traps(void);
const char *kth_trap_name(kt_addr addr);

/* ---- error pointers ----------------------------------------------------------- */

/* Whether it is what ERR_PTR() makes. */
int kth_is_error_pointer(kt_addr value);
/* "ERR_PTR(-ENOMEM)" */
void kth_error_pointer_text(char *text, kt_size size, kt_addr value);

/* ---- text, output, end ----------------------------------------------------- */

kt_size kth_vformat(char *buf, kt_size size, const char *fmt, __builtin_va_list args);
kt_size kth_format(char *buf, kt_size size, const char *fmt, ...) KT_PRINTF(3, 4);
int kth_glob(const char *pattern, const char *text);
void kth_write(int fd, const char *text, kt_size len);
KT_NORETURN void kth_exit(int code);	/* at once; coverage counters are kept */
KT_NORETURN void kth_abort(void);

/* ---- reports ---------------------------------------------------------------- */

/*
 * A case's verdict state. In a case's process it lies in memory shared with
 * the server, so that it holds whatever becomes of the process.
 */
struct kth_verdict {
	unsigned int finished, failures, warnings, expects_warnings, skipped, leaks;
	int last_line;
	const char *last_file;
	char skip_reason[256];
};
extern struct kth_verdict *kth_verdict;

struct kth_task_note {
	char name[48];		/* with its number: names repeat */
	char text[320];
	kt_addr frames[16];
	unsigned int nr_frames;
};

/* A backtrace with its part in the story: "allocated at". Return addresses. */
struct kth_trace {
	const char *title;
	const kt_addr *frames;
	unsigned int nr;
};

struct kth_crash {
	const char *kind;	/* a word of docs/protocol.md */
	int signal;		/* 0: none */
	int has_address;
	kt_addr address;
	const char *text;
	const kt_addr *frames;
	unsigned int nr_frames;
	const struct kth_task_note *tasks;
	unsigned int nr_tasks;
	const struct kth_trace *traces;
	unsigned int nr_traces;
};

/* The turn goes from one task to another (names with numbers), in an explored run. */
struct kth_turn {
	char from[48], to[48];
	int cpu;			/* that `from` ran on */
	const char *how;		/* "waits", "is preempted" */
	const kt_addr *frames;		/* where */
	unsigned int nr_frames;
};

/* What an exploration found. */
struct kth_explored {
	unsigned int schedules, different, points;
	int left_by;			/* the number of a system call of the case, which made the search slow; -1: none */
	const char *bound;		/* which of them ran all, in words; NULL: not all of any kind */
	const char *schedule;		/* that fails; NULL: none does */
};

/* Where reports go: events to the server, or KTAP for a reader. */
struct kth_sink {
	void (*print)(const char *text, kt_size len);
	void (*failure)(const char *file, int line, int is_assertion, const char *text);
	void (*skip)(const char *reason);
	void (*param)(unsigned int index, const char *name, enum kt_status status,
		      const char *comment);
	void (*warn)(const char *file, int line, const char *text, const kt_addr *frames,
		     unsigned int nr);
	void (*leak)(const char *kind, kt_size bytes, unsigned int count,
		     const kt_addr *frames, unsigned int nr);
	void (*finding)(const char *kind, const char *text, const struct kth_trace *traces,
			unsigned int nr);
	void (*crash)(const struct kth_crash *crash);
	void (*turn)(const struct kth_turn *turn);
	/* The search goes on: once a second. */
	void (*exploring)(unsigned int schedules, kt_u64 ns);
	void (*explored)(const struct kth_explored *explored);
};
extern const struct kth_sink *kth_sink;
extern const struct kth_sink kth_event_sink;	/* in a case's process */

/* Catch fatal signals of this process and report them to the sink. */
void kth_catch_signals(void);
/* Catch only what a trap stub raises. */
void kth_catch_traps(void);
/* Whether the calling thread is in an attempt (kt_attempt()) that can be left; leaves it at stub `name`. */
int kth_attempt_may_end(void);
KT_NORETURN void kth_attempt_end(const char *name);
/* Give the calling thread an alternate signal stack, if signals are caught. */
void kth_signal_stack(void);
/* Reports the data races that ThreadSanitizer saw since the last call. */
void kth_tell_races(void);
/* 1 for the one caller whose crash is reported; others wait for the end. */
int kth_crash_begins(void);
int kth_is_crashing(void);
/* The reported crash's end: of the case's process, or a stop for a debugger. */
KT_NORETURN void kth_crash_ends(void);

/* ---- the program ------------------------------------------------------------ */

struct kth_options {
	kt_u64 seed;
	kt_size memory, stack;		/* bytes; stack 0: no limit */
	unsigned int cpus, nodes, cpuless_nodes, memoryless_nodes;
	int list, fork;
	unsigned int explore;		/* schedules to run at most; 0: the usual one alone */
	const char *schedule;		/* to repeat, or NULL */
	int server_fd;			/* -1: run by hand */
	unsigned int nr_globs;
	const char *const *globs;
	struct kt_run run;
};

/* The machine that a program gets when nothing else is asked for. */
#define KTH_USUAL_OPTIONS \
	{ .seed = 1, .memory = 1ull << 30, .cpus = 8, .nodes = 2, .server_fd = -1 }

/*
 * If options->explore or ->schedule asks for it: looks for a schedule of the case that fails, or takes that one; the
 * calling process then runs it. `limit_ns`: what the case may take; 0: no limit.
 */
void kth_explore(const struct kth_options *options, const struct kt_suite *suite, const struct kt_case *test,
		 kt_u64 seed, kt_u64 limit_ns);
/* Before all else: starts the program again without random addresses. */
void kth_explore_here(char **argv);
/* Why a schedule can not be repeated, in words; NULL: it can. */
const char *kth_schedule_check(const char *text);

/* Serve cases over options->server_fd until the tool is gone. */
int kth_serve(const struct kth_options *options);

/* A function of a library, which is opened for it; NULL: it is not installed. */
void *kth_external(const char *library, const char *symbol);
/* Such a function wrote there, unseen by MemorySanitizer. */
void kth_external_wrote(const void *at, kt_size size);

struct kth_outcome {
	int signal;		/* that ended the process, or 0 */
	int exit;
};
/* This process is one case; it may end without a debugger losing sight. */
int kth_in_own_process(void);
/* Run fn(arg) in a process of its own, with kth_verdict shared; 0 or -1. */
int kth_in_process(void (*fn)(void *arg), void *arg, struct kth_outcome *outcome);

#endif
