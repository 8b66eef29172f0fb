// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Looks for a schedule in which a case fails (core/explore.h). Each schedule is run by a child of the case's process,
 * in silence; one that fails is made shorter, and then run here, so that its report is an ordinary one.
 *
 * Memory is told apart by its address, so nothing here may change the heap between two runs: no malloc(), no stdio.
 *
 *   the usual schedule, which also learns which memory tasks share
 *   → all that differ at one point → all that differ at two points, if these are few, or some that differ at two to four
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../core/engine.h"
#include "../core/explore.h"
#include "internal.h"

#define EXPLORE_SLOWEST_S 5	/* a schedule that takes longer, and much longer than the usual one, has failed */

static struct {
	const struct kt_suite *suite;
	const struct kt_case *test;
	uint64_t seed, random, deadline;	/* deadline: monotonic; no schedule is begun later */
	unsigned int limit, done, points;
	uint64_t usual_ns;
	struct kth_verdict *verdict;
	struct kt_choice failing[KT_CHOICES_MAX];
	unsigned int nr_failing;
	int has_failed;
} explore;

/* ---- one schedule ------------------------------------------------------------------------ */

static KT_NORETURN void explore_be_run(pid_t parent, uint64_t limit_ns)
{
	struct itimerval end = { .it_value = { .tv_sec = (time_t)(limit_ns / 1000000000u),
					       .tv_usec = (suseconds_t)(limit_ns % 1000000000u / 1000u) } };
	/* Whatever it reports goes there. */
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	kth_events_open(null);
	signal(SIGALRM, SIG_DFL);
	setitimer(ITIMER_REAL, &end, NULL);
	kth_threads_forget();
	kth_verdict = explore.verdict;
	kt_run_case(explore.suite, explore.test, explore.seed);
	kth_exit(0);
}

/* Whether the case fails in that schedule. */
static int explore_run(const struct kt_choice *choices, unsigned int nr)
{
	uint64_t begun = kth_monotonic_ns(), limit = EXPLORE_SLOWEST_S * 1000000000ull;
	struct kt_exploration *e = kt_exploration;
	pid_t self = getpid(), pid;
	int status;

	e->nr_choices = nr;
	for (unsigned int i = 0; i < nr; i++)
		e->choices[i] = choices[i];
	e->points = e->taken = 0;
	memset(explore.verdict, 0, sizeof(*explore.verdict));
	if (explore.usual_ns * 20 > limit)
		limit = explore.usual_ns * 20;
	explore.done++;
	pid = fork();
	if (pid == 0)
		explore_be_run(self, limit);
	if (pid < 0) {
		/* The host has no process left: what was found so far is told. */
		explore.deadline = 0;
		return 0;
	}
	while (waitpid(pid, &status, 0) < 0)
		;	/* EINTR */
	if (!explore.usual_ns)
		explore.usual_ns = kth_monotonic_ns() - begun;
	if (e->points > explore.points)
		explore.points = e->points;
	return !WIFEXITED(status) || WEXITSTATUS(status) || kt_verdict_failed(explore.verdict);
}

/* ---- looking --------------------------------------------------------------------------------- */

static int explore_is_over(void)
{
	return explore.has_failed || explore.done >= explore.limit || kth_monotonic_ns() > explore.deadline;
}

static int explore_try(const struct kt_choice *choices, unsigned int nr)
{
	if (explore_is_over())
		return 0;
	explore.has_failed = explore_run(choices, nr);
	if (explore.has_failed) {
		memcpy(explore.failing, choices, nr * sizeof(*choices));
		explore.nr_failing = nr;
	}
	return 1;
}

/* Which ways are tried: those in which memory is as on one processor, the others, or all. */
enum explore_kind { EXPLORE_STRONG, EXPLORE_WEAK, EXPLORE_ALL };

/* All schedules that differ from `choices`, which ran last, at `depth` further points. 1: all ran. */
static int explore_all(struct kt_choice *choices, unsigned int nr, unsigned int depth, enum explore_kind kind)
{
	unsigned int points = kt_exploration->points, first = nr ? choices[nr - 1].point + 1 : 1;
	kt_size size = (points + 1) * sizeof(struct kt_ways);
	struct kt_ways *ways;
	int is_whole = 1;

	if (points >= KT_POINTS_MAX)
		return 0;
	ways = kth_map(size);
	if (!ways)
		return 0;
	memcpy(ways, kt_exploration->ways, size);
	for (unsigned int p = first; p <= points && is_whole; p++) {
		unsigned int way = kind == EXPLORE_WEAK ? ways[p].strong + 1u : 1;
		unsigned int last = kind == EXPLORE_STRONG ? ways[p].strong : ways[p].all;

		for (; way <= last && is_whole; way++) {
			choices[nr] = (struct kt_choice){ p, way };
			is_whole = explore_try(choices, nr + 1) &&
				   (depth == 1 || explore_all(choices, nr + 1, depth - 1, kind));
		}
	}
	kth_unmap(ways, size);
	return is_whole;
}

static unsigned int explore_random(unsigned int below)
{
	explore.random = explore.random * 6364136223846793005u + 1442695040888963407u;
	return (unsigned int)((explore.random >> 33) % below);
}

static int explore_compare(const void *a, const void *b)
{
	const struct kt_choice *x = a, *y = b;

	return x->point < y->point ? -1 : x->point > y->point;
}

/* Some schedules that differ at two to four points. */
static void explore_some(unsigned int most_ways)
{
	while (!explore_is_over() && explore.points > 1) {
		struct kt_choice choices[4];
		unsigned int nr = 2 + explore_random(3);

		for (unsigned int i = 0; i < nr; i++)
			choices[i] = (struct kt_choice){ 1 + explore_random(explore.points),
							 1 + explore_random(most_ways) };
		qsort(choices, nr, sizeof(*choices), explore_compare);
		explore_try(choices, nr);
	}
}

/* Leaves out what the failure does not need. */
static void explore_minimize(void)
{
	for (unsigned int i = explore.nr_failing; i-- > 0 && kth_monotonic_ns() < explore.deadline;) {
		struct kt_choice fewer[KT_CHOICES_MAX];
		unsigned int nr = 0;

		for (unsigned int j = 0; j < explore.nr_failing; j++)
			if (j != i)
				fewer[nr++] = explore.failing[j];
		if (!explore_run(fewer, nr))
			continue;
		memcpy(explore.failing, fewer, sizeof(fewer));
		explore.nr_failing = nr;
	}
}

/* Which kinds of schedules ran all, in words, or NULL. */
static const char *explore_search(void)
{
	unsigned int alone = kt_exploration->points, singles = 0, most_ways = 1;
	struct kt_choice choices[KT_CHOICES_MAX];
	const char *bound = NULL;

	if (kt_exploration->has_no_turns)
		return "and no other, for its tasks run at once: a host thread calls the kernel, or a main() of its own";
	if (!alone)
		return "and there is no other";
	for (unsigned int p = 1; p <= alone && p < KT_POINTS_MAX; p++) {
		singles += kt_exploration->ways[p].all;
		if (kt_exploration->ways[p].all > most_ways)
			most_ways = kt_exploration->ways[p].all;
	}
	if (explore_all(choices, 0, 1, EXPLORE_STRONG) && !explore_is_over()) {
		explore_run(NULL, 0);
		if (explore_all(choices, 0, 1, EXPLORE_WEAK))
			bound = "all that differ at one point";
	}
	if (bound && !explore.has_failed && (uint64_t)singles * singles / 2 < explore.limit - explore.done) {
		explore_run(NULL, 0);
		if (explore_all(choices, 0, 2, EXPLORE_ALL))
			bound = "all that differ at one or two points";
	}
	explore_some(most_ways);
	return bound;
}

/* ---- a schedule as text: POINT.WAY-POINT.WAY@PROGRAM ---------------------------------------------- */

/* Says of which program a schedule is: its file's content. */
static unsigned int explore_program(void)
{
	const char *name = kth_program();
	int fd = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	unsigned long long hash = 14695981039346656037u;
	unsigned char data[65536];
	ssize_t n;

	while (fd >= 0 && (n = read(fd, data, sizeof(data))) > 0)
		for (ssize_t i = 0; i < n; i++)
			hash = (hash ^ data[i]) * 1099511628211u;
	if (fd >= 0)
		close(fd);
	return (unsigned int)(hash ^ hash >> 32);
}

static void explore_text(char *text, size_t size)
{
	size_t n = 0;

	for (unsigned int i = 0; i < explore.nr_failing && n < size; i++)
		n += kth_format(text + n, size - n, "%s%u.%u", i ? "-" : "", explore.failing[i].point,
				explore.failing[i].way);
	if (n < size)
		kth_format(text + n, size - n, "@%08x", explore_program());
}

const char *kth_schedule_check(const char *text)
{
	static const char malformed[] = "it is not as ktest prints them: POINT.WAY-POINT.WAY@PROGRAM";
	unsigned int last = 0, program;
	char *end;

	explore.nr_failing = 0;
	while (*text != '@') {
		struct kt_choice *c = &explore.failing[explore.nr_failing++];

		if (explore.nr_failing > KT_CHOICES_MAX)
			return "it has too many points";
		c->point = (unsigned int)strtoul(text, &end, 10);
		if (end == text || *end != '.' || c->point <= last)
			return malformed;
		last = c->point;
		text = end + 1;
		c->way = (unsigned int)strtoul(text, &end, 10);
		if (end == text || !c->way || (*end != '-' && *end != '@'))
			return malformed;
		text = end + (*end == '-');
	}
	program = (unsigned int)strtoul(text + 1, &end, 16);
	if (end == text + 1 || *end)
		return malformed;
	if (program != explore_program())
		return "it is of another program, or the code has changed since: look for it again with --explore";
	return NULL;
}

/* ---- the case's process ------------------------------------------------------------------------------ */

void kth_explore_here(char **argv)
{
	int now = personality(0xffffffff);

	/* The same addresses each time: memory is told apart by them. */
	if (now < 0 || (now & ADDR_NO_RANDOMIZE) || personality((unsigned long)now | ADDR_NO_RANDOMIZE) < 0)
		return;
	execv("/proc/self/exe", argv);
}

/* What this process runs is the failing schedule, or the usual one. */
static void explore_prepare_report(void)
{
	struct kt_exploration *e = kt_exploration;

	memcpy(e->choices, explore.failing, sizeof(e->choices));
	e->nr_choices = explore.nr_failing;
	e->points = e->taken = 0;
	e->tells = explore.nr_failing > 0;
}

void kth_explore(const struct kth_options *options, const struct kt_suite *suite, const struct kt_case *test,
		 uint64_t seed, uint64_t limit_ns)
{
	struct kth_explored told = { .schedules = 0 };
	char text[512];
	int usual_failed;

	if (!options->explore && !options->schedule)
		return;
	explore.suite = suite;
	explore.test = test;
	explore.seed = explore.random = seed;
	explore.deadline = limit_ns ? kth_monotonic_ns() + limit_ns / 4 * 3 : UINT64_MAX;
	explore.limit = options->explore;
	/* By hand, another case may have run in this process. */
	if (!explore.verdict) {
		kt_exploration = kth_map_shared(sizeof(*kt_exploration));
		explore.verdict = kth_map_shared(sizeof(*explore.verdict));
	}
	memset(kt_exploration, 0, sizeof(*kt_exploration));
	explore.done = explore.points = 0;
	explore.usual_ns = 0;
	explore.has_failed = 0;
	if (!options->schedule)
		explore.nr_failing = 0;
	kt_exploration->learns = 1;
	usual_failed = explore_run(NULL, 0);
	kt_exploration->learns = 0;
	if (!options->schedule && !usual_failed) {
		/* Now that places are known, with their points. */
		explore.done = 0;
		explore.has_failed = explore_run(NULL, 0);
		told.bound = explore.has_failed ? NULL : explore_search();
		if (explore.has_failed)
			explore_minimize();
	}
	if (explore.nr_failing) {
		explore_text(text, sizeof(text));
		told.schedule = text;
	}
	told.schedules = explore.done;
	told.points = explore.points;
	if (!options->schedule)
		kth_sink->explored(&told);
	explore_prepare_report();
}
