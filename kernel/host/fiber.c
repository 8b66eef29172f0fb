// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Where tasks run. As long as they take turns (core/turn.c), all are fibers of one host thread: each has a stack of its
 * own, and to go on with another is to load a few registers. The schedule is core's, so it is the same with a host
 * thread for each task, which a debugger, valgrind and sanitizers get.
 *
 *   away ──its turn comes──▶ running ──kth_context_wait()──▶ away
 *
 * When turns end, the fiber that runs stays on the host thread; each that is away gets one of its own when it goes on,
 * which continues on the fiber's stack.
 *
 * A fiber has its own values of the program's thread-local variables: they are copied at each switch.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "internal.h"

#define FIBER_STACK (1u << 20)
#define FIBER_GUARD 4096u
#define FIBER_UNUSED 3584u	/* at the top: a task's limit (host/stack.c), rounded down to a page, is then hardly more than it says */

extern void __tsan_acquire(void *) __attribute__((weak));	/* instrument.c has no such */

enum { FIBER_RUNS, FIBER_AWAY, FIBER_WOKEN /* while it runs on a host thread of its own */ };

/* Thread-local variables: the program's, and the engine's, where it is a shared object of its own. */
static struct fiber_tls {
	const void *initial;
	size_t initial_size, size;
	size_t below;	/* where they are: that far below the thread pointer */
} fiber_tls[2];

static int fiber_mode = -1;			/* 1: tasks are fibers, 0: host threads, -1: not decided */
static struct kth_context *fiber_next;		/* goes on when the running one waits */
static int fiber_have_ended;			/* a context may still be away as a fiber */
static __thread struct kth_context *fiber_now;	/* NULL: this is the host thread's own stack */
static struct {
	char *idle[KTH_FIBER_STACKS];	/* the last one is used next */
	unsigned int nr_idle;
} fiber_stacks;

/* ---- what differs between processors ------------------------------------------------------------ */

#ifdef __x86_64__

/* Saves the running context's registers at *save, and goes on with those at `load`. Returns `from` there. */
void *kth_fiber_jump(void **save, void *load, void *from);
void kth_fiber_entry(void);
__asm__(".text\n"
	".globl kth_fiber_jump\n.hidden kth_fiber_jump\n.type kth_fiber_jump, @function\n"
	"kth_fiber_jump:\n"
	"	pushq %rbp\n	pushq %rbx\n	pushq %r12\n	pushq %r13\n	pushq %r14\n	pushq %r15\n"
	"	movq %rsp, (%rdi)\n"
	"	movq %rsi, %rsp\n"
	"	movq %rdx, %rax\n"
	"	popq %r15\n	popq %r14\n	popq %r13\n	popq %r12\n	popq %rbx\n	popq %rbp\n"
	"	ret\n"
	".size kth_fiber_jump, . - kth_fiber_jump\n"
	".globl kth_fiber_entry\n.hidden kth_fiber_entry\n.type kth_fiber_entry, @function\n"
	"kth_fiber_entry:\n"
	"	movq %rax, %rdi\n"
	"	jmp kth_fiber_main\n"
	".size kth_fiber_entry, . - kth_fiber_entry\n");

/* What kth_fiber_jump() finds on a new stack; the 0 above is where backtraces end. */
static void *fiber_first_frame(char *stack_hi)
{
	void **sp = (void **)(stack_hi - FIBER_UNUSED) - 3;	/* as after a call: 8 bytes off a multiple of 16 */

	sp[0] = NULL;
	*--sp = (void *)kth_fiber_entry;
	return memset(sp - 6, 0, 6 * sizeof(*sp));
}

static char *fiber_thread_pointer(void)
{
	char *pointer;

	__asm__("movq %%fs:0, %0" : "=r"(pointer));
	return pointer;
}

#define FIBER_IS_KNOWN 1
#else
static void *kth_fiber_jump(void **save, void *load, void *from)
{
	(void)save;
	(void)load;
	return from;
}

static void *fiber_first_frame(char *stack_hi)
{
	return stack_hi;
}

static char *fiber_thread_pointer(void)
{
	return NULL;
}

#define FIBER_IS_KNOWN 0
#endif

/* ---- whether tasks are fibers --------------------------------------------------------------------- */

static int fiber_find_tls(struct dl_phdr_info *info, size_t size, void *objects)
{
	int is_first = !(*(int *)objects)++;

	(void)size;
	for (int i = 0; i < info->dlpi_phnum && (is_first || kth_object_covers(info, (kt_addr)&fiber_mode, 0)); i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type == PT_TLS && info->dlpi_tls_data)
			fiber_tls[!is_first] = (struct fiber_tls){
				.initial = (const void *)(info->dlpi_addr + p->p_vaddr),
				.initial_size = p->p_filesz,
				.size = p->p_memsz,
				.below = (size_t)(fiber_thread_pointer() - (char *)info->dlpi_tls_data),
			};
	}
	return 0;
}

void kth_fibers_forbid(void)
{
	fiber_mode = 0;
}

int kth_tasks_are_fibers(void)
{
	int objects = 0;

	if (fiber_mode < 0 && FIBER_IS_KNOWN && !__tsan_acquire && !kth_heap_is_watched() && !kth_uninit_is_watched()) {
		dl_iterate_phdr(fiber_find_tls, &objects);
		fiber_mode = fiber_tls[0].size + fiber_tls[1].size <= KTH_CONTEXT_TLS;
	} else if (fiber_mode < 0) {
		fiber_mode = 0;
	}
	return fiber_mode;
}

/* ---- stacks ------------------------------------------------------------------------------------------ */

static char *fiber_new_stack(void)
{
	char *lo = mmap(NULL, FIBER_STACK, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);

	if (lo == MAP_FAILED)
		return NULL;
	mprotect(lo, FIBER_GUARD, PROT_NONE);
	return lo;
}

static char *fiber_take_stack(void)
{
	return fiber_stacks.nr_idle ? fiber_stacks.idle[--fiber_stacks.nr_idle] : fiber_new_stack();
}

static void fiber_keep_stack(char *lo)
{
	if (fiber_stacks.nr_idle < KTH_FIBER_STACKS)
		fiber_stacks.idle[fiber_stacks.nr_idle++] = lo;
	else
		munmap(lo, FIBER_STACK);
}

void kth_fibers_prepare(unsigned int stacks)
{
	char *lo;

	while (kth_tasks_are_fibers() && fiber_stacks.nr_idle < stacks && (lo = fiber_new_stack()))
		fiber_keep_stack(lo);
}

void kth_fiber_stacks(void (*each)(void *lo, kt_size size))
{
	for (unsigned int i = 0; i < fiber_stacks.nr_idle; i++)
		each(fiber_stacks.idle[i], FIBER_STACK);
}

/* ---- switching ------------------------------------------------------------------------------------------ */

void kth_context_keep(struct kth_context *c)
{
	char *pointer = fiber_thread_pointer();

	c->error = errno;
	memcpy(c->tls, pointer - fiber_tls[0].below, fiber_tls[0].size);
	memcpy(c->tls + fiber_tls[0].size, pointer - fiber_tls[1].below, fiber_tls[1].size);
}

void kth_context_resume(const struct kth_context *c)
{
	char *pointer = fiber_thread_pointer();

	memcpy(pointer - fiber_tls[0].below, c->tls, fiber_tls[0].size);
	memcpy(pointer - fiber_tls[1].below, c->tls + fiber_tls[0].size, fiber_tls[1].size);
	errno = c->error;
}

/* A new fiber's, in which fiber_now is itself. */
static void fiber_load_initial(struct kth_context *c)
{
	unsigned char *at = c->tls;

	memset(at, 0, sizeof(c->tls));
	for (int i = 0; i < 2; at += fiber_tls[i++].size) {
		size_t now = (size_t)((char *)&fiber_now - (fiber_thread_pointer() - fiber_tls[i].below));

		if (fiber_tls[i].initial_size)
			memcpy(at, fiber_tls[i].initial, fiber_tls[i].initial_size);
		if (now < fiber_tls[i].size)
			memcpy(at + now, &c, sizeof(c));
	}
}

/* On the other stack: `from` is left, for good or until it goes on. */
static void fiber_landed(struct kth_context *from)
{
	if (!from)
		return;
	if (from->has_ended)
		fiber_keep_stack(from->stack_lo);
	else
		__atomic_store_n(&from->is_saved, 1, __ATOMIC_RELEASE);
}

static __attribute__((__noinline__)) void fiber_switch(struct kth_context *from, struct kth_context *to)
{
	__atomic_store_n(&to->state, FIBER_RUNS, __ATOMIC_RELAXED);
	kth_context_keep(from);
	kth_context_resume(to);
	fiber_landed(kth_fiber_jump(&from->sp, to->sp, from));
}

__attribute__((__used__, visibility("hidden"))) void kth_fiber_main(struct kth_context *from);
void kth_fiber_main(struct kth_context *from)
{
	fiber_landed(from);
	fiber_now->fn(fiber_now->arg);
	kth_thread_exit();
}

/* A host thread for a fiber that goes on after turns have ended. */
static void *fiber_carry_main(void *context)
{
	struct kth_context *c = context;
	void *own;

	while (!__atomic_load_n(&c->is_saved, __ATOMIC_ACQUIRE))
		kth_yield();
	kth_signal_stack();
	kth_context_resume(c);
	kth_fiber_jump(&own, c->sp, NULL);
	return NULL;
}

static void fiber_carry(struct kth_context *c)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, fiber_carry_main, c) != 0)
		kth_abort();
	pthread_detach(thread);
}

void kth_fibers_end(void)
{
	fiber_have_ended |= fiber_mode == 1;
	fiber_mode = 0;
}

/* ---- contexts ---------------------------------------------------------------------------------------------- */

void kth_context_init(struct kth_context *c)
{
	kth_sem_init(&c->sem);
}

static void fiber_thread_main(void *context)
{
	struct kth_context *c = context;

	kth_signal_stack();
	kth_context_wait(c);
	c->fn(c->arg);
}

int kth_context_start(struct kth_context *c, void (*fn)(void *arg), void *arg)
{
	c->fn = fn;
	c->arg = arg;
	if (!kth_tasks_are_fibers())
		return kth_thread(fiber_thread_main, c);
	c->stack_lo = fiber_take_stack();
	if (!c->stack_lo)
		return -1;
	c->sp = fiber_first_frame((char *)c->stack_lo + FIBER_STACK);
	c->state = FIBER_AWAY;
	c->is_saved = 1;
	fiber_load_initial(c);
	return 0;
}

void kth_context_wake(struct kth_context *c)
{
	if (kth_tasks_are_fibers()) {
		fiber_next = c;
		return;
	}
	if (fiber_have_ended && __atomic_exchange_n(&c->state, FIBER_WOKEN, __ATOMIC_ACQ_REL) == FIBER_AWAY)
		fiber_carry(c);
	else
		kth_sem_post(&c->sem);
}

static struct kth_context *fiber_take_next(void)
{
	struct kth_context *next = fiber_next;

	if (next)
		fiber_next = NULL;
	return next;
}

void kth_context_wait(struct kth_context *c)
{
	struct kth_context *next = fiber_take_next();

	if (next == c)
		return;
	if (next) {
		__atomic_store_n(&c->is_saved, 0, __ATOMIC_RELAXED);
		if (__atomic_exchange_n(&c->state, FIBER_AWAY, __ATOMIC_ACQ_REL) != FIBER_WOKEN) {
			fiber_switch(c, next);
			return;
		}
		/* Turns have just ended, and this one goes on already. */
		fiber_carry(next);
	}
	kth_sem_wait(&c->sem);
	__atomic_store_n(&c->state, FIBER_RUNS, __ATOMIC_RELAXED);
}

int kth_fiber_stack(void **lo, void **hi)
{
	if (!fiber_now)
		return 0;
	*lo = (char *)fiber_now->stack_lo + FIBER_GUARD;
	*hi = (char *)fiber_now->stack_lo + FIBER_STACK;
	return 1;
}

void kth_fiber_exit(void)
{
	struct kth_context *c = fiber_now, *next;

	if (!c)
		return;
	next = fiber_take_next();
	if (next) {
		c->has_ended = 1;
		fiber_switch(c, next);
	}
	/* The host thread may be the process's first, which must stay. */
	for (;;)
		kth_pause_us(1000000);
}
