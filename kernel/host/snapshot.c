// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Copies of the pages that a schedule changes (snapshot.h).
 *
 * All memory that may be written is made read-only once. The first write to a page faults: its content is kept, and the
 * page may be written from then on. Restoring puts all kept pages back, so after a few schedules nothing faults any more.
 *
 * A system call that would read into such memory would fail instead of faulting. Those that do, and those whose effect
 * is outside of memory, are therefore not allowed: a seccomp filter raises SIGSYS.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "internal.h"
#include "snapshot.h"

#define SNAPSHOT_ARENA (64ul << 20)	/* of address space */
#define SNAPSHOT_PAGE 4096ul
#define SNAPSHOT_PAGES 16384u
#define SNAPSHOT_RANGES 1024u

/* glibc since 2.35: where the host's kernel writes whenever it likes to, from the thread pointer on. */
extern const ptrdiff_t __rseq_offset __attribute__((weak));

/* In a range of its own, which is not covered. */
struct snapshot {
	unsigned int nr_ranges, nr_pages;
	struct snapshot_range {
		kt_addr lo, hi;
	} ranges[SNAPSHOT_RANGES];
	void *heap_end;
	struct kth_context thread;	/* its thread-local variables */
	kt_addr pages[SNAPSHOT_PAGES];
	unsigned char contents[SNAPSHOT_PAGES][SNAPSHOT_PAGE];
};

static struct snapshot *snapshot;
static int *snapshot_left_by;
static char *snapshot_arena, *snapshot_arena_at;

/* ---- memory that is asked for later ------------------------------------------------------------- */

void kth_snapshot_prepare(void)
{
	if (snapshot_arena)
		return;
	/* Large blocks come from the heap, too, and it has room: then no call of the host is needed for them. */
	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	free(malloc(1u << 20));
	snapshot_arena = mmap(NULL, SNAPSHOT_ARENA, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (snapshot_arena == MAP_FAILED)
		snapshot_arena = NULL;
	snapshot_arena_at = snapshot_arena;
}

void *kth_snapshot_map(kt_size size)
{
	char *base = snapshot_arena_at;

	size = (size + SNAPSHOT_PAGE - 1) & ~(SNAPSHOT_PAGE - 1);
	if (!base || size > (kt_size)(snapshot_arena + SNAPSHOT_ARENA - base))
		return NULL;
	snapshot_arena_at += size;
	return base;
}

int kth_snapshot_owns(const void *base)
{
	return snapshot_arena && (kt_addr)base - (kt_addr)snapshot_arena < SNAPSHOT_ARENA;
}

/* ---- which memory --------------------------------------------------------------------------------- */

/* What is not covered: stacks, what signal handlers and the host's kernel use, and the snapshot itself. */
static struct snapshot_range snapshot_holes[KTH_FIBER_STACKS + 3];
static unsigned int snapshot_nr_holes;

static void snapshot_leave_out(kt_addr lo, kt_addr size)
{
	snapshot_holes[snapshot_nr_holes++] = (struct snapshot_range){ lo, (lo + size + SNAPSHOT_PAGE - 1) & ~(SNAPSHOT_PAGE - 1) };
}

static void snapshot_leave_out_stack(void *lo, kt_size size)
{
	snapshot_leave_out((kt_addr)lo, size);
}

static int snapshot_find_holes(void)
{
	kt_addr busy = (kt_addr)pthread_self() + (&__rseq_offset ? (kt_addr)__rseq_offset : 0);
	stack_t stack;

	if (sigaltstack(NULL, &stack) < 0)
		return -1;
	snapshot_nr_holes = 0;
	snapshot_leave_out((kt_addr)stack.ss_sp, stack.ss_size);
	snapshot_leave_out((kt_addr)snapshot, sizeof(*snapshot));
	snapshot_leave_out(busy & ~(SNAPSHOT_PAGE - 1), SNAPSHOT_PAGE);
	kth_fiber_stacks(snapshot_leave_out_stack);
	return 0;
}

/* [lo, hi) without the holes from that number on. */
static void snapshot_add(kt_addr lo, kt_addr hi, unsigned int hole)
{
	struct snapshot *s = snapshot;

	while (hole < snapshot_nr_holes && (snapshot_holes[hole].hi <= lo || snapshot_holes[hole].lo >= hi))
		hole++;
	if (lo >= hi)
		return;
	if (hole < snapshot_nr_holes) {
		snapshot_add(lo, snapshot_holes[hole].lo, hole + 1);
		snapshot_add(snapshot_holes[hole].hi, hi, hole + 1);
		return;
	}
	if (s->nr_ranges < SNAPSHOT_RANGES)
		s->ranges[s->nr_ranges] = (struct snapshot_range){ lo, hi };
	s->nr_ranges++;
}

static kt_addr snapshot_number(const char **text)
{
	char *end;
	kt_addr number = strtoul(*text, &end, 16);

	*text = end + 1;
	return number;
}

/* A line of /proc/self/maps: LO-HI rwxp OFFSET DEVICE INODE NAME */
static void snapshot_line(const char *line)
{
	kt_addr lo = snapshot_number(&line), hi = snapshot_number(&line), here = (kt_addr)__builtin_frame_address(0);

	if (!memcmp(line, "rw-p", 4) && (here < lo || here >= hi))
		snapshot_add(lo, hi, 0);
}

static int snapshot_find_ranges(void)
{
	int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
	char text[8192], *line, *end;
	size_t n = 0;
	ssize_t got;

	if (fd < 0)
		return -1;
	while ((got = read(fd, text + n, sizeof(text) - n)) > 0) {
		n += (size_t)got;
		for (line = text; (end = memchr(line, '\n', n - (size_t)(line - text))); line = end + 1)
			snapshot_line(line);
		n -= (size_t)(line - text);
		memmove(text, line, n);
	}
	close(fd);
	return snapshot->nr_ranges <= SNAPSHOT_RANGES ? 0 : -1;
}

/* ---- what must not happen ----------------------------------------------------------------------------- */

#define SNAPSHOT_ALLOW(call) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static int snapshot_filter_calls(void)
{
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		SNAPSHOT_ALLOW(SYS_write),
		SNAPSHOT_ALLOW(SYS_setitimer),
		SNAPSHOT_ALLOW(SYS_mprotect),
		SNAPSHOT_ALLOW(SYS_brk),
		SNAPSHOT_ALLOW(SYS_rt_sigreturn),
		SNAPSHOT_ALLOW(SYS_rt_sigprocmask),
		SNAPSHOT_ALLOW(SYS_rt_sigaction),
		SNAPSHOT_ALLOW(SYS_gettid),
		SNAPSHOT_ALLOW(SYS_getpid),
		SNAPSHOT_ALLOW(SYS_tgkill),
		SNAPSHOT_ALLOW(SYS_kill),
		SNAPSHOT_ALLOW(SYS_sched_yield),
		SNAPSHOT_ALLOW(SYS_clock_nanosleep),
		SNAPSHOT_ALLOW(SYS_futex),
		SNAPSHOT_ALLOW(SYS_exit_group),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
	};
	struct sock_fprog program = { .len = sizeof(filter) / sizeof(filter[0]), .filter = filter };

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* While a crash is reported, its symbols are read: that it crashed is known by then. */
static void snapshot_left(int sig, siginfo_t *info, void *context)
{
	(void)sig;
	(void)context;
	*snapshot_left_by = info->si_syscall;
	_exit(kth_is_crashing() ? 1 : KTH_SNAPSHOT_LEFT);
}

/* ---- taking and restoring ---------------------------------------------------------------------------------- */

int kth_snapshot_take(int *left_by)
{
	struct sigaction action = { .sa_sigaction = snapshot_left, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	snapshot_left_by = left_by;
	if (!kth_tasks_are_fibers() || !snapshot_arena || sysconf(_SC_PAGESIZE) != (long)SNAPSHOT_PAGE)
		return -1;
	snapshot = mmap(NULL, sizeof(*snapshot), PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (snapshot == MAP_FAILED || snapshot_find_holes() < 0 || snapshot_find_ranges() < 0)
		return -1;
	sigaction(SIGSYS, &action, NULL);
	snapshot->heap_end = sbrk(0);
	kth_context_keep(&snapshot->thread);
	if (snapshot_filter_calls() < 0)
		return -1;
	for (unsigned int i = 0; i < snapshot->nr_ranges; i++)
		mprotect((void *)snapshot->ranges[i].lo, snapshot->ranges[i].hi - snapshot->ranges[i].lo, PROT_READ);
	return 0;
}

static int snapshot_covers(kt_addr addr)
{
	for (unsigned int i = 0; i < snapshot->nr_ranges; i++)
		if (addr >= snapshot->ranges[i].lo && addr < snapshot->ranges[i].hi)
			return 1;
	return 0;
}

int kth_snapshot_fault(kt_addr addr)
{
	struct snapshot *s = snapshot;
	unsigned int n;

	addr &= ~(SNAPSHOT_PAGE - 1);
	if (!s || !snapshot_covers(addr))
		return 0;
	for (n = 0; n < s->nr_pages; n++)
		if (s->pages[n] == addr)
			return 0;
	if (n == SNAPSHOT_PAGES)
		_exit(KTH_SNAPSHOT_LEFT);
	s->nr_pages++;
	s->pages[n] = addr;
	memcpy(s->contents[n], (const void *)addr, SNAPSHOT_PAGE);
	return mprotect((void *)addr, SNAPSHOT_PAGE, PROT_READ | PROT_WRITE) == 0;
}

void kth_snapshot_restore(void)
{
	struct snapshot *s = snapshot;

	for (unsigned int i = 0; i < s->nr_pages; i++)
		memcpy((void *)s->pages[i], s->contents[i], SNAPSHOT_PAGE);
	if (sbrk(0) != s->heap_end)
		brk(s->heap_end);
	kth_context_resume(&s->thread);
}
