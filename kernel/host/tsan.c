// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Data races that ThreadSanitizer sees. Its library holds its own locks while it calls us, so the
 * report is only copied then, by code that it does not watch, and told at the case's end.
 */
#define _GNU_SOURCE
#include <stddef.h>
#include <sys/types.h>

#include "../core/engine.h"
#include "internal.h"

#define TSAN_REPORTS 8u
#define TSAN_THREADS 8
#define TSAN_DEPTH 16
#define TSAN_WEAK __attribute__((weak))

extern int __tsan_get_report_data(void *report, const char **description, int *count, int *stacks,
				  int *mops, int *locs, int *mutexes, int *threads, int *tids,
				  void **sleep, size_t depth) TSAN_WEAK;
extern int __tsan_get_report_mop(void *report, size_t at, int *tid, void **addr, int *size,
				 int *write, int *atomic, void **trace, size_t depth) TSAN_WEAK;
extern int __tsan_get_report_thread(void *report, size_t at, int *tid, pid_t *os_id, int *running,
				    const char **name, int *parent, void **trace, size_t depth) TSAN_WEAK;

/* Deadlocks of kernel locks are ours to find; of ours, the library can follow 64 at most. */
const char *__tsan_default_options(void);
__attribute__((used)) const char *__tsan_default_options(void)
{
	return "detect_deadlocks=0:report_thread_leaks=0:report_signal_unsafe=0:die_after_fork=0";
}

struct tsan_access {
	int tid, size, write, atomic;
	void *addr;
	void *trace[TSAN_DEPTH];
};

struct tsan_report {
	const char *what;
	struct tsan_access access[2];
	int nr;
	int tid[TSAN_THREADS];
	pid_t os_id[TSAN_THREADS];
	int nr_threads;
};

static struct tsan_report tsan_reports[TSAN_REPORTS];
static unsigned int tsan_seen, tsan_told;

/* The library calls it, one report at a time. */
void __tsan_on_report(void *report);
__attribute__((used)) KTH_UNWATCHED void __tsan_on_report(void *report)
{
	int count, stacks, mops, locs, mutexes, threads, tids, running, parent;
	void *none[1];
	const char *name;
	unsigned int at = __atomic_load_n(&tsan_seen, __ATOMIC_RELAXED);
	struct tsan_report *r = &tsan_reports[at < TSAN_REPORTS ? at : 0];

	if (at < TSAN_REPORTS) {
		__tsan_get_report_data(report, &r->what, &count, &stacks, &mops, &locs, &mutexes,
				       &threads, &tids, none, 1);
		r->nr = mops < 2 ? mops : 2;
		r->nr_threads = threads < TSAN_THREADS ? threads : TSAN_THREADS;
		for (int i = 0; i < r->nr; i++) {
			struct tsan_access *a = &r->access[i];

			__tsan_get_report_mop(report, (size_t)i, &a->tid, &a->addr, &a->size, &a->write,
					      &a->atomic, a->trace, TSAN_DEPTH);
		}
		for (int i = 0; i < r->nr_threads; i++)
			__tsan_get_report_thread(report, (size_t)i, &r->tid[i], &r->os_id[i], &running,
						 &name, &parent, none, 1);
	}
	__atomic_store_n(&tsan_seen, at + 1, __ATOMIC_RELEASE);
}

/* ---- told, by code like any other ---------------------------------------------------- */

static const struct kt_task *tsan_task(const struct tsan_report *r, int tid)
{
	for (int i = 0; i < r->nr_threads; i++)
		if (r->tid[i] == tid)
			return kt_task_of_host((unsigned int)r->os_id[i]);
	return NULL;
}

static kt_size tsan_access_text(char *text, kt_size size, const struct tsan_report *r, int i)
{
	const struct tsan_access *a = &r->access[i];
	const struct kt_task *task = tsan_task(r, a->tid);
	kt_size n = kth_format(text, size, "%s%s%s of %d byte%s", i ? "earlier " : "",
			       a->atomic ? "atomic " : "", a->write ? "write" : "read", a->size,
			       a->size == 1 ? "" : "s");

	if (task)
		n += kth_format(text + n, size - n, " by task %s (%u)", task->name, task->id);
	return n;
}

/* Return addresses; a function's inlined ones are the same address again. */
static unsigned int tsan_frames(const struct tsan_access *a, kt_addr *frames)
{
	unsigned int n = 0;

	for (int i = 0; i < TSAN_DEPTH && a->trace[i]; i++)
		if (!n || frames[n - 1] != (kt_addr)a->trace[i])
			frames[n++] = (kt_addr)a->trace[i];
	return n;
}

static kt_size tsan_place(char *text, kt_size size, kt_addr addr, struct kt_record *block)
{
	kt_addr offset = 0, length = 0;
	const char *name = kt_symbol_name(addr, &offset, &length);

	if (name && offset < length)
		return kth_format(text, size, " on %s", name);
	if (!kt_record_near(addr, block))
		return 0;
	return kth_format(text, size, " on byte %ld of a %s allocation of %lu bytes",
			  (long)(addr - block->ptr), kt_mem_kind_name(block->kind),
			  (unsigned long)block->size);
}

static void tsan_tell(const struct tsan_report *r)
{
	kt_addr frames[2][TSAN_DEPTH];
	char titles[2][128], text[512];
	struct kt_record block = { .ptr = 0 };
	struct kth_trace traces[3];
	unsigned int nr = 0;
	kt_size n = kth_format(text, sizeof(text), "ThreadSanitizer: %s", r->what);

	if (r->nr)
		n += tsan_place(text + n, sizeof(text) - n, (kt_addr)r->access[0].addr, &block);
	for (int i = 0; i < r->nr; i++) {
		tsan_access_text(titles[i], sizeof(titles[i]), r, i);
		n += kth_format(text + n, sizeof(text) - n, "%s %s", i ? "," : ":", titles[i]);
		traces[nr++] = (struct kth_trace){ titles[i], frames[i], tsan_frames(&r->access[i], frames[i]) };
	}
	if (block.ptr)
		traces[nr++] = (struct kth_trace){ "allocated at", block.frames, block.nr_frames };
	kt_report_finding("race", text, traces, nr);
}

void kth_tell_races(void)
{
	unsigned int seen = __atomic_load_n(&tsan_seen, __ATOMIC_ACQUIRE);
	char text[64];

	for (; tsan_told < seen && tsan_told < TSAN_REPORTS; tsan_told++)
		tsan_tell(&tsan_reports[tsan_told]);
	if (seen > TSAN_REPORTS && tsan_told == TSAN_REPORTS) {
		tsan_told++;
		kth_format(text, sizeof(text), "ThreadSanitizer: %u more reports", seen - TSAN_REPORTS);
		kt_report_finding("race", text, NULL, 0);
	}
}
