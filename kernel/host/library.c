// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Kernel code as a shared object in somebody else's process: boot is one call, by the thread that
 * then calls it. Signals are the process's own: only SIGSEGV is looked at, for what a stub of this
 * library raises, and all else goes on to whoever handled it before.
 */
#include "internal.h"
#include "../core/engine.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct kth_stub {
	const void *addr;
	const char *name;
};

/* Made by the tool for each library: its stubs, on pages of their own, and its name. */
extern const struct kth_stub ktree_library_stubs[];
extern char ktree_library_stubs_start[], ktree_library_stubs_end[];
extern const char ktree_library_name[];

/* Of the skin: the calling thread is the first task from now on, and has the CPU. */
void kt_skin_enter(void);

static struct sigaction library_before;

static const char *library_stub(const void *addr)
{
	const char *name = "?";

	for (const struct kth_stub *s = ktree_library_stubs; s->addr && s->addr <= addr; s++)
		name = s->name;
	return name;
}

static void library_caught(int sig, siginfo_t *info, void *context)
{
	const char *at = info->si_addr, *name;
	char text[256];

	if (kt_is_stub(at)) {
		name = library_stub(at);
		kth_log_trap(name, NULL, 0);
		kth_write(2, text, kth_format(text, sizeof(text),
			"%s: the kernel symbol %s is not in this library: add its source, or `ktest lib --run` with what calls it\n",
			ktree_library_name, name));
		abort();
	}
	if (library_before.sa_flags & SA_SIGINFO)
		library_before.sa_sigaction(sig, info, context);
	else if (library_before.sa_handler == SIG_DFL || library_before.sa_handler == SIG_IGN)
		sigaction(sig, &library_before, NULL);	/* the instruction faults again */
	else
		library_before.sa_handler(sig);
}

/* Returns 0; once booted, a further call does nothing. */
int kth_library_boot(void)
{
	static const struct kth_options options = {
		.seed = 1, .memory = 1ull << 30, .cpus = 1, .nodes = 1, .server_fd = -1,
	};
	struct sigaction action;
	static int is_booted;

	if (is_booted)
		return 0;
	is_booted = 1;
	kth_stubs_lo = (kt_addr)ktree_library_stubs_start;
	kth_stubs_hi = (kt_addr)ktree_library_stubs_end;
	mprotect(ktree_library_stubs_start,
		 (size_t)(ktree_library_stubs_end - ktree_library_stubs_start), PROT_NONE);
	memset(&action, 0, sizeof(action));
	action.sa_sigaction = library_caught;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
	sigaction(SIGSEGV, &action, &library_before);
	kt_ktap_case_begins(ktree_library_name, 1);
	kt_boot(&options);
	kt_tasks_run_at_once();
	kt_skin_enter();
	return 0;
}
