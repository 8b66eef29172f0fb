// SPDX-License-Identifier: MIT OR GPL-2.0-only
/*
 * Looks for a schedule in which a case fails (core/explore.h). Schedules are run by children of the case's process, in
 * silence (explore_run.c); one that fails is made shorter, and then run here, so that its report is an ordinary one.
 *
 * Memory is told apart by its address, so nothing here may change the heap between two runs: no malloc(), no stdio.
 *
 *   the usual schedule, which also learns which memory tasks share
 *   → all that differ at one point, then at two, and so on, as long as these are few → others by chance: at few points, or by ranks
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/personality.h>
#include <unistd.h>

#include "explore.h"
#include "snapshot.h"
#include "../core/alone.h"

struct explore *explore;

/* ---- looking --------------------------------------------------------------------------------- */

static int explore_is_over(void)
{
	return explore->has_failed || explore->done >= explore->limit || kth_monotonic_ns() > explore->deadline;
}

static int explore_try(const struct kt_choice *choices, unsigned int nr)
{
	if (explore_is_over())
		return 0;
	explore->has_failed = kth_explore_run(choices, nr);
	if (explore->has_failed)
		kth_explore_note();
	return 1;
}

/* Which ways are tried: those in which memory is as on one processor, the others, or all. */
enum explore_kind { EXPLORE_STRONG, EXPLORE_WEAK, EXPLORE_ALL };

/* All schedules that differ from `choices`, which ran last, at `depth` further points at most. 1: all ran. */
static int explore_all(struct kt_choice *choices, unsigned int nr, unsigned int depth, enum explore_kind kind)
{
	unsigned int points = kt_exploration->points, first = nr ? choices[nr - 1].point + 1 : 1;
	struct kt_ways *ways = explore->ways[nr];
	int is_whole = 1;

	if (points >= KT_POINTS_MAX)
		return 0;
	if (!depth) {
		explore->has_more |= first <= points;
		return 1;
	}
	memcpy(ways, kt_exploration->ways, (points + 1) * sizeof(*ways));
	for (unsigned int p = first; p <= points && is_whole; p++) {
		unsigned int way = kind == EXPLORE_WEAK ? ways[p].strong + 1u : 1;
		unsigned int last = kind == EXPLORE_STRONG ? ways[p].strong : ways[p].all;

		for (; way <= last && is_whole; way++) {
			choices[nr] = (struct kt_choice){ p, way };
			is_whole = explore_try(choices, nr + 1) && explore_all(choices, nr + 1, depth - 1, kind);
		}
	}
	return is_whole;
}

#define EXPLORE_KNOWN 1000	/* so many in a row that ran before: there are hardly others */

/* One that differs at more points than `depth`, as a rule. */
static int explore_draw(unsigned int depth)
{
	unsigned int points = depth + 1 + (unsigned int)(kt_explore_random(&explore->random) % 3);

	return kth_explore_draw(kt_explore_random(&explore->random), explore->usual_points / points + 1);
}

/* Some schedules by chance: every second one differs at few points, every second one goes by ranks. */
static void explore_some(unsigned int depth)
{
	unsigned int known = 0, different;

	while (!explore_is_over() && known < EXPLORE_KNOWN) {
		different = explore->different;
		if (explore->done % 2 || kt_explore_has_cpu())
			explore->has_failed = explore_draw(depth);
		else
			explore->has_failed = kth_explore_rank(&explore->random, explore->done / 2 % (KT_DROPS_MAX + 1),
							       explore->usual_points);
		if (explore->has_failed)
			kth_explore_note();
		known = different == explore->different ? known + 1 : 0;
	}
}

/* Leaves out what the failure does not need. */
static void explore_minimize(void)
{
	for (unsigned int i = explore->nr_failing; i-- > 0 && kth_monotonic_ns() < explore->deadline;) {
		struct kt_choice fewer[KT_CHOICES_MAX];
		unsigned int nr = 0;

		for (unsigned int j = 0; j < explore->nr_failing; j++)
			if (j != i)
				fewer[nr++] = explore->failing[j];
		if (!kth_explore_run(fewer, nr))
			continue;
		memcpy(explore->failing, fewer, sizeof(fewer));
		explore->nr_failing = nr;
	}
}

/* All schedules that differ from the usual one at up to `depth` points. 1: all ran. */
static int explore_level(unsigned int depth, enum explore_kind kind)
{
	struct kt_choice choices[EXPLORE_DEPTH_MAX];

	if (explore_is_over())
		return 0;
	/* For its points. */
	if (explore->done > 1)
		kth_explore_run(NULL, 0);
	return explore_all(choices, 0, depth, kind);
}

/* Counts the ways of the usual schedule, which ran last. */
static unsigned int explore_count_ways(void)
{
	unsigned int ways = 0;

	explore->usual_points = explore->points < KT_POINTS_MAX ? explore->points : KT_POINTS_MAX - 1;
	for (unsigned int p = 1; p <= explore->usual_points; p++)
		ways += kt_exploration->ways[p].all;
	return ways;
}

static void explore_say_level(unsigned int depth)
{
	static const char *const levels[] = { "", "one point", "one or two points" };

	if (depth < sizeof(levels) / sizeof(levels[0]))
		kth_format(explore->bound, sizeof(explore->bound), "all that differ at %s", levels[depth]);
	else
		kth_format(explore->bound, sizeof(explore->bound), "all that differ at up to %u points", depth);
}

/* Level by level, as long as the next is likely to end before the limit; then by chance. */
static void explore_search(void)
{
	double ways = explore_count_ways(), next = ways;
	unsigned int depth = 0;

	int is_whole = ways <= explore->limit && explore_level(1, EXPLORE_STRONG) && explore_level(1, EXPLORE_WEAK);

	while (is_whole) {
		explore_say_level(++depth);
		if (!explore->has_more) {
			kth_format(explore->bound, sizeof(explore->bound), "exhausted: there is no other");
			return;
		}
		next *= ways / (depth + 1);
		if (depth == EXPLORE_DEPTH_MAX || next > explore->limit - explore->done)
			break;
		explore->has_more = 0;
		is_whole = explore_level(depth + 1, EXPLORE_ALL);
	}
	explore_some(depth);
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

	e->draw = e->ranks = 0;
	memcpy(e->choices, explore->failing, sizeof(e->choices));
	e->nr_choices = explore->nr_failing;
	e->points = e->taken = 0;
	e->tells = explore->nr_failing > 0;
}

/* The usual schedule, from which places are learned. */
static int explore_learn(void)
{
	int has_failed;

	kt_exploration->learns = 1;
	has_failed = kth_explore_run(NULL, 0);
	kt_exploration->learns = 0;
	return has_failed;
}

/* What is known of another search is forgotten. */
static void explore_begin(void)
{
	memset(kt_exploration, 0, sizeof(*kt_exploration));
	explore->random = explore->seed;
	explore->done = explore->different = explore->points = explore->nr_failing = 0;
	explore->has_more = 0;
	memset(explore->seen, 0, sizeof(explore->seen));
	explore->usual_ns = 0;
	explore->begun = explore->told = kth_monotonic_ns();
	explore->has_failed = 0;
	explore->bound[0] = 0;
}

static void explore_all_of_it(void)
{
	explore->has_failed = explore_learn();
	if (explore->has_failed)
		return;
	/* Now that places are known, with their points. */
	explore->done = 0;
	explore->has_failed = kth_explore_run(NULL, 0);
	if (explore->has_failed)
		return;
	if (kt_exploration->has_no_turns)
		kth_format(explore->bound, sizeof(explore->bound), "%s",
			   "and no other, for its tasks run at once: a host thread calls the kernel, or a main() of its own");
	else
		explore_search();
}

/* What failed in a process that ran others before fails in one of its own, too. */
static int explore_is_confirmed(void)
{
	kt_exploration->learns = 0;
	return !explore->has_failed || kth_explore_run(explore->failing, explore->nr_failing);
}

/* Returns how many schedules it took. */
static unsigned int explore_look(void)
{
	unsigned int done;

	explore->left_by = -1;
	explore_begin();
	if (kth_explore_fast(explore_all_of_it) == 0) {
		done = explore->done;
		if (explore_is_confirmed())
			return done;
	}
	explore_begin();
	explore_all_of_it();
	return explore->done;
}

void kth_explore(const struct kth_options *options, const struct kt_suite *suite, const struct kt_case *test,
		 uint64_t seed, uint64_t limit_ns)
{
	struct kth_explored told = { .schedules = 0 };
	char text[KT_CHOICES_MAX * 16];

	if (!options->explore && !options->schedule)
		return;
	/* By hand, another case may have run in this process. */
	if (!explore) {
		kt_exploration = kth_map_shared(sizeof(*kt_exploration));
		explore = kth_map_shared(sizeof(*explore));
		kt_alone_watch();
	}
	explore->suite = suite;
	explore->test = test;
	explore->seed = seed;
	explore->deadline = limit_ns ? kth_monotonic_ns() + limit_ns / 4 * 3 : UINT64_MAX;
	explore->limit = options->explore;
	kth_fibers_prepare(KTH_FIBER_STACKS);	/* a case with more tasks at a time is explored slowly */
	kth_snapshot_prepare();
	kt_symbol_name(0, NULL, NULL);	/* the table is read now */
	if (options->schedule) {
		explore_begin();
		explore_learn();
		explore->nr_failing = kth_schedule_given(explore->failing);
		explore_prepare_report();
		return;
	}
	told.schedules = explore_look();
	if (explore->has_failed)
		explore_minimize();
	if (explore->nr_failing) {
		kth_schedule_text(text, sizeof(text), explore->failing, explore->nr_failing);
		told.schedule = text;
	}
	told.different = explore->different;
	told.points = explore->points;
	told.left_by = explore->left_by;
	told.bound = explore->bound[0] ? explore->bound : NULL;
	kth_sink->explored(&told);
	explore_prepare_report();
}
