// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Fatal signals: what happened, where, and the end.
 *
 * The handler runs on a stack of its own. Its unwinder may itself fault on a
 * destroyed stack; the nested signal then reports the place only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include "../core/engine.h"
#include "internal.h"
#include "snapshot.h"
#include "stack.h"

#define SIGNALS_STACK (128u << 10)
#define SIGNALS_READY 4u	/* stacks mapped before the fork */
#define SIGNALS_ERR_PTR_LO (-(kt_addr)4095 - 4096)	/* -MAX_ERRNO, and members before it */
#define SIGNALS_TEXT 160
#define SIGNALS_EXIT 70		/* of a case that the engine ended */

static const int signals_fatal[] = { SIGSEGV, SIGBUS,  SIGFPE, SIGILL, SIGABRT,
				     SIGTRAP, SIGSYS, SIGXCPU };
static int signals_are_caught;
static int signals_reporter;	/* thread that reports the crash */
static struct kth_task_note signals_tasks[64];

static int signals_thread(void)
{
	return (int)syscall(SYS_gettid);
}

int kth_crash_begins(void)
{
	int nobody = 0;

	return __atomic_compare_exchange_n(&signals_reporter, &nobody, signals_thread(), 0,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

int kth_is_crashing(void)
{
	return signals_reporter != 0;
}

void kth_crash_ends(void)
{
	if (kth_in_case)
		kth_exit(SIGNALS_EXIT);
	signal(SIGABRT, SIG_DFL);
	kth_abort();
}

/* ---- the interrupted place ------------------------------------------------------- */

struct signals_place {
	kt_addr pc, sp, fp, link;	/* link: return address after a bad call */
	int is_write;
	const void *context;
};

static struct signals_place signals_where(const ucontext_t *u)
{
	struct signals_place p = { .context = u };
#if defined(__x86_64__)
	p.pc = (kt_addr)u->uc_mcontext.gregs[REG_RIP];
	p.sp = (kt_addr)u->uc_mcontext.gregs[REG_RSP];
	p.fp = (kt_addr)u->uc_mcontext.gregs[REG_RBP];
	p.is_write = (int)(u->uc_mcontext.gregs[REG_ERR] >> 1 & 1);
	p.link = 0;
#elif defined(__aarch64__)
	p.pc = u->uc_mcontext.pc;
	p.sp = u->uc_mcontext.sp;
	p.fp = u->uc_mcontext.regs[29];
	p.link = u->uc_mcontext.regs[30];
#endif
	return p;
}

static int signals_is_overflow(kt_addr addr, const struct signals_place *p)
{
	const struct kt_task *self = kt_self_task;
	kt_addr lo = self ? (kt_addr)self->stack_lo : 0;

	/* The stack pointer at its end, and the fault next to it. */
	return lo && p->sp < lo + (256u << 10) && p->sp > lo - (4u << 20) &&
	       addr < p->sp + (64u << 10) && addr > p->sp - (4u << 20);
}

/* Frames after a call to where no code is: the caller is still on the stack. */
static unsigned int signals_frames_of_bad_call(const struct signals_place *p, kt_addr *out,
					       unsigned int max)
{
	const struct kt_task *self = kt_self_task;
	kt_addr ret = p->link;
	unsigned int n = 0;

	if (!self)
		return 0;
	if (!ret && p->sp >= (kt_addr)self->stack_lo && p->sp + 8 <= (kt_addr)self->stack_hi)
		ret = *(const kt_addr *)p->sp;
	if (ret)
		out[n++] = ret;
	return n + kth_walk((const void *)p->fp, self->stack_lo, self->stack_hi, out + n,
			    max - n);
}

static unsigned int signals_frames(const struct signals_place *p, kt_addr *out,
				   unsigned int max)
{
	const void *hi = kt_self_task ? kt_self_task->stack_hi : NULL;
	unsigned int n = 0;

	if (kth_is_code(p->pc))
		n = kth_unwind_from(p->pc, hi, out, max);
	if (n)
		return n;
	out[0] = p->pc;
	return 1 + signals_frames_of_bad_call(p, out + 1, max - 1);
}

/* ---- words -------------------------------------------------------------------------- */

static const char *signals_call_text(kt_addr addr)
{
	if (addr < 4096)
		return "call of a NULL function pointer";
	return kth_is_error_pointer(addr) ? "call of an error pointer (IS_ERR() not checked?)"
					  : "call of a bad function pointer";
}

static const char *signals_memory_text(const siginfo_t *info, kt_addr addr,
				       const struct signals_place *p, char *text)
{
	int has_address = info->si_code != SI_KERNEL;
	kt_addr pool_lo, pool_hi;

	kt_percpu_pool(&pool_lo, &pool_hi);
	if (signals_is_overflow(addr, p))
		return "stack overflow";
	if (p->pc == addr && has_address)
		return signals_call_text(addr);
	if (text && kth_wild_pointer(text, SIGNALS_TEXT, p->context, addr, has_address))
		return text;
	if (!has_address)
		return "access to an impossible address (freed or uninitialized pointer?)";
	if (addr >= pool_lo && addr < pool_hi)
		return "direct access to a per-CPU pointer";
	if (addr < 4096)
		return "NULL pointer dereference";
	if (addr >= SIGNALS_ERR_PTR_LO)
		return "dereference of an error pointer, or next to one (IS_ERR() not checked?)";
	return p->is_write ? "invalid write" : "invalid memory access";
}

static const char *signals_text(int sig, const siginfo_t *info, kt_addr addr,
				const struct signals_place *p, char *text)
{
	switch (sig) {
	case SIGSEGV:
	case SIGBUS:
		return signals_memory_text(info, addr, p, text);
	case SIGFPE:
		return info->si_code == FPE_INTDIV ? "division by zero" : "arithmetic fault";
	case SIGILL:
		return "illegal instruction";
	case SIGTRAP:
		return "trap instruction";
	case SIGABRT:
		return "abort() was called";
	case SIGXCPU:
		return "the limit of CPU time is used up";
	default:
		return "bad system call";
	}
}

/* ---- handlers ------------------------------------------------------------------------- */

static KT_NORETURN void signals_die(int sig)
{
	sigset_t set;

	signal(sig, SIG_DFL);
	sigemptyset(&set);
	sigaddset(&set, sig);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	syscall(SYS_tgkill, getpid(), signals_thread(), sig);
	_exit(128 + sig);
}

/*
 * A tool that adds what is really called learns it from $KTEST_TRAP_LOG: a line for each trap stub
 * that was reached, with its name and those of its callers, the innermost first.
 */
void kth_log_trap(const char *name, const kt_addr *frames, unsigned int nr)
{
	const char *path = getenv("KTEST_TRAP_LOG");
	int fd = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666) : -1;
	char line[4096];
	kt_size n;

	if (fd < 0)
		return;
	n = kth_format(line, sizeof(line), "%s", name);
	for (unsigned int i = 0; i < nr && n < sizeof(line) - 256; i++) {
		const char *caller = kt_symbol_name(frames[i], NULL, NULL);

		if (caller)
			n += kth_format(line + n, sizeof(line) - n, " %.200s", caller);
	}
	line[n++] = '\n';
	kth_write(fd, line, n);
	close(fd);
}

/* Frames of an access to a trap stub. */
static unsigned int signals_trap_frames(const struct signals_place *p, kt_addr stub,
					kt_addr *frames)
{
	unsigned int nr = p->pc == stub ? signals_frames_of_bad_call(p, frames, 64) :
					  signals_frames(p, frames, 64);

	if (p->pc == stub && nr)
		frames[0]--;	/* the call itself: the first frame is exact */
	return nr;
}

/* Does not return if the stub ends an attempt (kt_attempt()). */
static void signals_leave_attempt(const siginfo_t *info, const struct signals_place *p)
{
	kt_addr stub = (kt_addr)info->si_addr, frames[64];
	const char *name;

	if (!kt_is_stub(info->si_addr) || !kth_attempt_may_end())
		return;
	name = kth_trap_name(stub);
	kth_log_trap(name, frames, signals_trap_frames(p, stub, frames));
	kth_attempt_end(name);
}

void kt_log_request(const char *module)
{
	char name[160];

	kth_format(name, sizeof(name), "module:%s", module);
	kth_log_trap(name, NULL, 0);
}

/* Reports; returns whether it was a trap stub. */
static int signals_report(int sig, const siginfo_t *info, const struct signals_place *p,
			  int nested)
{
	int has_address = sig == SIGSEGV || sig == SIGBUS;
	kt_addr addr = has_address ? (kt_addr)info->si_addr : 0, frames[64];
	int trapped = has_address && kt_is_stub((const void *)addr);
	struct kth_crash crash = { .kind = "signal", .frames = frames };
	char text[SIGNALS_TEXT];

	if (nested) {
		frames[0] = p->pc;
		crash.nr_frames = 1;
	} else if (trapped) {
		crash.nr_frames = signals_trap_frames(p, addr, frames);
	} else {
		crash.nr_frames = signals_frames(p, frames, 64);
	}
	if (trapped) {
		crash.kind = "unsupported";
		crash.text = kth_trap_name(addr);
		if (!crash.text)
			crash.text = "?";
		kth_log_trap(crash.text, frames, crash.nr_frames);
	} else if (sig == SIGQUIT) {
		crash.kind = "timeout";
		crash.text = "the time limit is used up";
		crash.tasks = signals_tasks;
		crash.nr_tasks = kt_tasks_describe(signals_tasks, 64);
	} else {
		crash.signal = sig;
		crash.text = signals_text(sig, info, addr, p, nested ? NULL : text);
		crash.has_address = has_address && info->si_code != SI_KERNEL;
		crash.address = addr;
	}
	kth_sink->crash(&crash);
	return trapped;
}

static void signals_report_and_die(int sig, siginfo_t *info, void *context)
{
	static struct signals_place first;
	struct signals_place p = signals_where(context);
	static int nested;

	if (sig == SIGSEGV)
		signals_leave_attempt(info, &p);
	if (!kth_crash_begins()) {
		if (signals_reporter != signals_thread())
			for (;;)
				pause();
		if (nested++)
			signals_die(sig);
		/* The report itself crashed: once more, without the backtrace. */
		signals_report(sig, info, &first, 1);
		signals_die(sig);
	}
	first = p;
	if (signals_report(sig, info, &p, 0))
		kth_crash_ends();
	signals_die(sig == SIGQUIT ? SIGKILL : sig);
}

/*
 * The time limit's signal goes to the first thread, which mostly waits for the case's: passes it
 * on to a thread that is running. Returns 0 when none is.
 */
static int signals_pass_to_running(int sig)
{
	static const char folder[] = "/proc/self/task";
	char entries[2048];
	int self = signals_thread(), fd = open(folder, O_RDONLY | O_DIRECTORY);
	long n = fd < 0 ? 0 : syscall(SYS_getdents64, fd, entries, sizeof(entries));

	if (fd >= 0)
		close(fd);
	for (long at = 0; at < n;) {
		const char *name = entries + at + 19; /* struct linux_dirent64's d_name */
		unsigned short length;
		int tid = atoi(name), stat;
		char path[64], text[128];
		const char *state;
		ssize_t got;

		memcpy(&length, entries + at + 16, sizeof(length));
		at += length;
		if (tid <= 0 || tid == self)
			continue;
		kth_format(path, sizeof(path), "%s/%d/stat", folder, tid);
		stat = open(path, O_RDONLY);
		got = stat < 0 ? 0 : read(stat, text, sizeof(text) - 1);
		if (stat >= 0)
			close(stat);
		text[got > 0 ? got : 0] = 0;
		state = strrchr(text, ')');
		if (state && state[1] == ' ' && state[2] == 'R')
			return syscall(SYS_tgkill, getpid(), tid, sig) == 0;
	}
	return 0;
}

/* Whether the instruction can go on: the engine needed stack below the limit. */
static int signals_stack_opened(siginfo_t *info, void *context)
{
	struct signals_place p = signals_where(context);
	kt_addr frames[64];
	struct kth_crash crash = { .kind = "memory", .frames = frames };
	char text[160];
	kt_size depth = 0;

	switch (kth_stack_fault((kt_addr)info->si_addr, p.pc, p.sp, &depth)) {
	case KTH_STACK_OTHER:
		return 0;
	case KTH_STACK_OPENED:
		return 1;
	case KTH_STACK_OVER:
		break;
	}
	if (!kth_crash_begins())
		return 0;
	kt_stack_text(text, sizeof(text), depth);
	crash.text = text;
	crash.nr_frames = signals_frames(&p, frames, 64);
	kth_sink->crash(&crash);
	kth_crash_ends();
}

static void signals_caught(int sig, siginfo_t *info, void *context)
{
	if (sig == SIGSEGV && (kth_snapshot_fault((kt_addr)info->si_addr) || signals_stack_opened(info, context)))
		return;
	if (sig == SIGQUIT && signals_thread() == getpid() && signals_pass_to_running(sig))
		return;
	signals_report_and_die(sig, info, context);
}

#define SIGNALS_LOOK_MS 250	/* CPU time after which the clock is looked at */
#define SIGNALS_TICK_MS 4

static void signals_timer(int ms)
{
	struct itimerval every = { { 0, ms * 1000 }, { 0, ms * 1000 } };

	setitimer(ITIMER_VIRTUAL, &every, NULL);
}

static void signals_clock(int sig, siginfo_t *info, void *context)
{
	static int is_ticking;
	int saved = errno, stands_still = kt_clock_watch(signals_where(context).pc);

	(void)sig;
	(void)info;
	if (stands_still != __atomic_exchange_n(&is_ticking, stands_still, __ATOMIC_RELAXED))
		signals_timer(stands_still ? SIGNALS_TICK_MS : SIGNALS_LOOK_MS);
	errno = saved;
}

/* By hand: only trap stubs are explained; anything else happens as ever. */
static void signals_trapped(int sig, siginfo_t *info, void *context)
{
	struct signals_place p = signals_where(context);

	signals_leave_attempt(info, &p);
	if (kt_is_stub(info->si_addr) && kth_crash_begins()) {
		signals_report(sig, info, &p, 0);
		kth_crash_ends();
	}
	/* Back to the instruction, which faults again. */
	signal(sig, SIG_DFL);
}

static char *signals_stacks;
static unsigned int signals_stacks_taken;

void kth_signals_prepare(void)
{
	signals_stacks = kth_map(SIGNALS_READY * SIGNALS_STACK);
}

void kth_signal_stack(void)
{
	static __thread int has_stack;
	stack_t stack = { .ss_size = SIGNALS_STACK };
	unsigned int n;

	if (!signals_are_caught || has_stack)
		return;
	/* Never given back: threads of a case end with its process. */
	n = __atomic_fetch_add(&signals_stacks_taken, 1, __ATOMIC_RELAXED);
	stack.ss_sp = signals_stacks && n < SIGNALS_READY ? signals_stacks + n * SIGNALS_STACK
							  : kth_map(SIGNALS_STACK);
	if (stack.ss_sp && sigaltstack(&stack, NULL) == 0)
		has_stack = 1;
}

static void signals_install(int sig, void (*handler)(int, siginfo_t *, void *))
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_sigaction = handler;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESTART;
	sigaction(sig, &action, NULL);
}

void kth_catch_signals(void)
{
	signals_are_caught = 1;
	kth_signal_stack();
	for (size_t i = 0; i < sizeof(signals_fatal) / sizeof(signals_fatal[0]); i++)
		signals_install(signals_fatal[i], signals_caught);
	signals_install(SIGQUIT, signals_caught);
	signals_install(SIGVTALRM, signals_clock);
	signals_timer(SIGNALS_LOOK_MS);
	kth_catch_sanitizer();
}

void kth_catch_traps(void)
{
	signals_are_caught = 1;
	kth_signal_stack();
	signals_install(SIGSEGV, signals_trapped);
}
