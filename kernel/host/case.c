// SPDX-License-Identifier: MIT OR GPL-2.0-only
/* A case's process: how it becomes one, and how nothing of it remains. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "internal.h"

/* Above what a test opens, so that the descriptors it sees are 0, 1 and 2. */
#define CASE_EVENT_FD 900

int kth_in_case;

extern void __asan_init(void) __attribute__((weak));
extern void __tsan_acquire(void *) __attribute__((weak));	/* instrument.c has no such */
extern void __msan_init(void) __attribute__((weak));

int kth_in_own_process(void)
{
	return kth_in_case;
}

static int case_null = -1;
static uint64_t case_mapped;	/* bytes of address space of the server */

static uint64_t case_count_mapped(void)
{
	unsigned long pages = 0;
	FILE *statm = fopen("/proc/self/statm", "re");

	if (statm) {
		if (fscanf(statm, "%lu", &pages) != 1)
			pages = 0;
		fclose(statm);
	}
	return (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

void kth_case_prepare(void)
{
	kth_verdict = kth_map_shared(sizeof(*kth_verdict));
	kth_events_prepare();
	kth_threads_prepare();
	kth_signals_prepare();
	case_null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	case_mapped = case_count_mapped();
}

/* ---- becoming ----------------------------------------------------------------------- */

static void case_limit(int what, uint64_t soft, uint64_t hard)
{
	struct rlimit limit = { soft, hard };

	setrlimit(what, &limit);
}

static void case_set_limits(const struct kth_limits *limits)
{
	case_limit(RLIMIT_CORE, 0, 0);
	if (limits->cpu_s)
		case_limit(RLIMIT_CPU, limits->cpu_s, limits->cpu_s + 1);
	/* Sanitizers map terabytes of shadow. */
	if (limits->memory && case_mapped && !__asan_init && !__tsan_acquire && !__msan_init)
		case_limit(RLIMIT_AS, limits->memory + case_mapped, limits->memory + case_mapped);
}

void kth_case_become(const struct kth_limits *limits, int out_fd, int event_fd)
{
	int high = fcntl(event_fd, F_DUPFD_CLOEXEC, CASE_EVENT_FD);

	setpgid(0, 0);
	if (high < 0)
		high = fcntl(event_fd, F_DUPFD_CLOEXEC, 10);
	kth_events_open(high);
	dup2(case_null, STDIN_FILENO);
	dup2(out_fd, STDOUT_FILENO);
	dup2(out_fd, STDERR_FILENO);
	setvbuf(stdout, NULL, _IONBF, 0);
	close(case_null);
	close(out_fd);
	close(event_fd);
	case_set_limits(limits);
	kth_in_case = 1;
	kth_sink = &kth_event_sink;
	kth_catch_signals();
}

/* ---- ending -------------------------------------------------------------------------- */

/* Kills every child of this process by the list that the kernel keeps. */
static int case_kill_listed(void)
{
	char path[64];
	FILE *list;
	int pid;

	snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
	list = fopen(path, "re");
	if (!list)
		return -1;
	while (fscanf(list, "%d", &pid) == 1)
		kill(pid, SIGKILL);
	fclose(list);
	return 0;
}

/* The same where the kernel keeps no such list. */
static void case_kill_found(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	while (proc && (entry = readdir(proc))) {
		int pid = atoi(entry->d_name), parent = 0;
		char path[288], line[512], *paren;
		FILE *stat;

		if (pid <= 0)
			continue;
		snprintf(path, sizeof(path), "/proc/%s/stat", entry->d_name);
		stat = fopen(path, "re");
		if (!stat)
			continue;
		/* The name may hold anything; what follows its last ')' is regular. */
		paren = fgets(line, sizeof(line), stat) ? strrchr(line, ')') : NULL;
		if (paren && sscanf(paren, ") %*c %d", &parent) == 1 && parent == getpid())
			kill(pid, SIGKILL);
		fclose(stat);
	}
	if (proc)
		closedir(proc);
}

unsigned int kth_end_children(void)
{
	uint64_t give_up = kth_monotonic_ns() + 5000000000u;
	unsigned int alive = 0;
	int status;

	for (;;) {
		pid_t pid = waitpid(-1, &status, WNOHANG | __WALL);

		if (pid > 0) {
			alive += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
		} else if (pid < 0 && errno != EINTR) {
			return alive;	/* no child is left */
		} else if (pid == 0) {
			if (kth_monotonic_ns() > give_up)
				return alive;
			if (case_kill_listed() < 0)
				case_kill_found();
			usleep(200);
		}
	}
}

/* ---- by hand ----------------------------------------------------------------------------- */

int kth_in_process(void (*fn)(void *arg), void *arg, struct kth_outcome *outcome)
{
	static struct kth_verdict *shared;
	int status = 0;
	pid_t pid;

	if (!shared) {
		shared = kth_map_shared(sizeof(*shared));
		prctl(PR_SET_CHILD_SUBREAPER, 1);
	}
	kth_verdict = shared;
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		return -1;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setpgid(0, 0);
		case_limit(RLIMIT_CORE, 0, 0);
		kth_in_case = 1;
		kth_catch_signals();
		fn(arg);
		kth_exit(0);
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	kill(-pid, SIGKILL);
	kth_end_children();
	outcome->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	outcome->exit = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	return 0;
}
