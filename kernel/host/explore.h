/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/* What the search for a failing schedule (explore.c) shares with who runs one, and with who writes it down. */
#ifndef KTEST_HOST_EXPLORE_H
#define KTEST_HOST_EXPLORE_H

#include "../core/engine.h"
#include "../core/explore.h"
#include "internal.h"

#define EXPLORE_SEEN (1u << 18)
#define EXPLORE_DEPTH_MAX 16

/* In memory that all processes of a case's exploration share. */
struct explore {
	const struct kt_suite *suite;
	const struct kt_case *test;
	uint64_t seed, random, deadline;	/* deadline: monotonic; no schedule is begun later */
	uint64_t begun, told;			/* when the search began, and was last told of */
	unsigned int limit, done, points;
	unsigned int different;			/* of those that were done: as far as `seen` has room */
	kt_u64 seen[EXPLORE_SEEN];		/* their paths; 0: free */
	uint64_t usual_ns, run_begun;		/* how long the usual schedule takes; when the one that runs began */
	struct kth_verdict verdict;
	struct kt_choice failing[KT_CHOICES_MAX];
	unsigned int nr_failing;
	int has_failed;
	char bound[128];			/* which kinds of schedules ran all, in words */
	int left_by;				/* -1, or the system call for which each schedule has a process of its own */
	int has_more;				/* some of those that ran last can differ at a further point */
	unsigned int usual_points;		/* of the usual schedule */
	struct kt_ways ways[EXPLORE_DEPTH_MAX][KT_POINTS_MAX];	/* of the points of the schedule that is varied, at each depth */
};
extern struct explore *explore;

/* Runs a schedule in silence: whether the case fails in it. */
int kth_explore_run(const struct kt_choice *choices, unsigned int nr);
/* The same, of one whose choices are drawn: at one of so many points. */
int kth_explore_draw(kt_u64 random, unsigned int one_in);
/* The same, of one by ranks, which are drawn, and of which `drops` (up to KT_DROPS_MAX) are dropped at one of the first `points`. */
int kth_explore_rank(kt_u64 *random, unsigned int drops, unsigned int points);
/* What ran last fails. */
void kth_explore_note(void);
/*
 * Calls `search`, whose schedules run fast: in one process, each from a snapshot. -1: not possible, and nothing is known then.
 * If a schedule ends that process, it has failed.
 */
int kth_explore_fast(void (*search)(void));

/* ---- schedule.c: POINT.WAY-POINT.WAY@PROGRAM ---------------------------------------------------- */

/* The one that kth_schedule_check() read, of KT_CHOICES_MAX choices at most. */
unsigned int kth_schedule_given(struct kt_choice *choices);
void kth_schedule_text(char *text, size_t size, const struct kt_choice *choices, unsigned int nr);

#endif
