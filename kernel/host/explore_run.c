// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Runs one schedule of a case: in a child of its own, or, many times faster, in one process that goes back to a snapshot
 * after each.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "explore.h"
#include "snapshot.h"

#define RUN_SLOWEST_S 5	/* a schedule that takes longer, and much longer than the usual one, has failed */

static int run_is_fast;		/* this process goes back to a snapshot */
static void (*run_search)(void);

static void run_fast(void)
{
	run_is_fast = 1;
	/* By hand, this is no case's process yet. */
	kth_in_case = 1;
	kth_catch_signals();
	if (kth_snapshot_take(&explore->left_by) < 0)
		_exit(KTH_SNAPSHOT_LEFT);
	run_search();
	_exit(0);
}

/* Ends this process if its schedule takes too long. To look now and then costs less than a timer for each. */
static void run_look(int sig)
{
	uint64_t limit = RUN_SLOWEST_S * 1000000000ull;

	(void)sig;
	if (explore->usual_ns * 20 > limit)
		limit = explore->usual_ns * 20;
	if (kth_monotonic_ns() - explore->run_begun > limit)
		_exit(1);
}

static void run_look_often(void)
{
	struct itimerval every = { .it_value = { .tv_sec = 1 }, .it_interval = { .tv_sec = 1 } };
	struct sigaction action = { .sa_handler = run_look, .sa_flags = SA_ONSTACK | SA_RESTART };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &every, NULL);
}

/* A child, in which schedules run in silence. */
static void run_become(pid_t parent)
{
	/* Whatever it reports goes there. */
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	kth_events_open(null);
	run_look_often();
	kth_threads_forget();
	kth_verdict = &explore->verdict;
}

#define RUN_TELL_MS 1000

/* Says how far the search is, once a second; not in a child. */
static void run_tell(void)
{
	uint64_t now = kth_monotonic_ns();

	if (now - explore->told < RUN_TELL_MS * 1000000ull)
		return;
	explore->told = now;
	kth_sink->exploring(explore->done, now - explore->begun);
}

/* Tells while it waits for the process's end; not with a host before Linux 5.3. */
static void run_tell_until(pid_t pid)
{
	struct pollfd ends = { .fd = (int)syscall(SYS_pidfd_open, pid, 0), .events = POLLIN };

	while (ends.fd >= 0 && poll(&ends, 1, RUN_TELL_MS) <= 0)
		run_tell();
	if (ends.fd >= 0)
		close(ends.fd);
}

/* Its exit status as waitpid() tells it; -1: the host has no process left. */
static int run_in_child(void (*fn)(void))
{
	pid_t self = getpid(), pid = fork();
	int status;

	if (pid == 0) {
		run_become(self);
		fn();
		kth_exit(0);
	}
	if (pid < 0)
		return -1;
	if (fn == run_fast)
		run_tell_until(pid);
	while (waitpid(pid, &status, 0) < 0)
		;	/* EINTR */
	return status;
}

static void run_case(void)
{
	kt_run_case(explore->suite, explore->test, explore->seed);
}

static int run_forked(void)
{
	int status = run_in_child(run_case);

	run_tell();
	if (status == -1)
		explore->deadline = 0;	/* what was found so far is told */
	return status != -1 && (!WIFEXITED(status) || WEXITSTATUS(status));
}

static int run_from_snapshot(void)
{
	run_case();
	kth_snapshot_restore();
	return 0;
}

#define RUN_USUAL 1	/* 0 would be a free place */

/* Counts the schedule that ran if none before went the same way. */
static void run_count(kt_u64 path)
{
	kt_u64 *seen;

	path = path ? path : RUN_USUAL;
	seen = &explore->seen[path >> 32 & (EXPLORE_SEEN - 1)];
	while (*seen && *seen != path)
		seen = seen == &explore->seen[EXPLORE_SEEN - 1] ? explore->seen : seen + 1;
	if (*seen || explore->different > EXPLORE_SEEN / 2)
		return;
	*seen = path;
	explore->different++;
}

void kth_explore_note(void)
{
	explore->nr_failing = kt_exploration->nr_choices;
	memcpy(explore->failing, kt_exploration->choices, sizeof(explore->failing));
}

static int run_chosen(void)
{
	struct kt_exploration *e = kt_exploration;
	int ended;

	e->points = e->taken = 0;
	e->path = 0;
	memset(&explore->verdict, 0, sizeof(explore->verdict));
	explore->run_begun = kth_monotonic_ns();
	explore->done++;
	ended = run_is_fast ? run_from_snapshot() : run_forked();
	if (!explore->usual_ns)
		explore->usual_ns = kth_monotonic_ns() - explore->run_begun;
	run_count(e->path);
	if (e->points > explore->points)
		explore->points = e->points;
	return ended || kt_verdict_failed(&explore->verdict);
}

/* The choices of the schedule that runs next are its own: those of a draw or of ranks, or none yet. */
static struct kt_exploration *run_choose_by(kt_u64 draw, kt_u64 ranks)
{
	kt_exploration->draw = draw;
	kt_exploration->ranks = ranks;
	kt_exploration->nr_choices = 0;
	return kt_exploration;
}

int kth_explore_run(const struct kt_choice *choices, unsigned int nr)
{
	struct kt_exploration *e = run_choose_by(0, 0);

	e->nr_choices = nr;
	for (unsigned int i = 0; i < nr; i++)
		e->choices[i] = choices[i];
	return run_chosen();
}

int kth_explore_draw(kt_u64 random, unsigned int one_in)
{
	run_choose_by(random | 1, 0)->draws_one_in = one_in;
	return run_chosen();
}

int kth_explore_rank(kt_u64 *random, unsigned int drops, unsigned int points)
{
	struct kt_exploration *e = run_choose_by(0, kt_explore_random(random) | 1);

	for (unsigned int i = 0; i < KT_DROPS_MAX; i++)
		e->drops[i] = i < drops ? 1 + (unsigned int)(kt_explore_random(random) % points) : 0;
	return run_chosen();
}

/* ---- many in one process --------------------------------------------------------------------- */

int kth_explore_fast(void (*search)(void))
{
	int status;

	if (!kth_tasks_are_fibers())
		return -1;
	run_search = search;
	status = run_in_child(run_fast);
	if (status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == KTH_SNAPSHOT_LEFT))
		return -1;
	if (!WIFEXITED(status) || WEXITSTATUS(status)) {
		explore->has_failed = 1;
		kth_explore_note();
	}
	return 0;
}
