/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A schedule that differs from the usual one (turn.c), and what there is to choose.
 *
 * A point is a place in a run where more than one task could go on: a task waits or ends while several others are ready,
 * it calls the engine, or it is about to reach or has just reached memory that another task changes, while another is
 * ready. Points are numbered as they come, from 1. At each there is the usual way, 0, and others, 1 to `ways`. A schedule
 * is the list of the points where another way is taken, and which.
 */
#ifndef KTEST_EXPLORE_H
#define KTEST_EXPLORE_H

#include <ktest/core.h>

#define KT_CHOICES_MAX 64
#define KT_DROPS_MAX 2
#define KT_POINTS_MAX (1u << 16)
#define KT_PLACES_MAX (1u << 15)

struct kt_choice {
	unsigned int point, way;
};

/* Eight bytes of memory, and who reached them while more than one task was there. */
struct kt_place {
	kt_addr address;	/* 0: free */
	unsigned int task;	/* the first that did */
	unsigned int is_shared, is_written;
};

/* How many ways a point has. */
struct kt_ways {
	unsigned char all;
	unsigned char strong;		/* the first of them, in which memory is as on one processor */
};

/* In memory that the run's process shares with the one that chooses. */
struct kt_exploration {
	/* set by who chooses */
	unsigned int nr_choices;
	struct kt_choice choices[KT_CHOICES_MAX];	/* in the order of their points */
	kt_u64 draw;			/* not 0: from it choices are drawn, and noted there */
	unsigned int draws_one_in;	/* of so many points */
	/*
	 * Not 0: each task has a rank by chance, and who could go on and has the highest does; the choices that make it so
	 * are noted. At the points `drops` the running task's becomes the lowest. (Probabilistic concurrency testing:
	 * Burckhardt and others, ASPLOS 2010.)
	 */
	kt_u64 ranks;
	unsigned int drops[KT_DROPS_MAX];
	int learns;			/* places are noted, and are no points yet */
	int tells;			/* each turn is told to the sink */
	/* set by the run */
	unsigned int points;
	unsigned int taken;		/* choices that were */
	kt_u64 path;			/* of all turns that were not usual: the same for the same schedule */
	int has_no_turns;		/* tasks ran at once: what it did does not repeat */
	struct kt_ways ways[KT_POINTS_MAX];
	/* kept from the run that learns */
	unsigned int nr_places;
	struct kt_place places[KT_PLACES_MAX];
};

/* A random number of 33 bits. */
static inline kt_u64 kt_explore_random(kt_u64 *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 31;
}

/* NULL: the usual schedule, and nobody counts points. */
extern struct kt_exploration *kt_exploration;

/* Whether tasks hold a lock as long as they run (kt_explore_cpu()): what orders their accesses is not known then. */
int kt_explore_has_cpu(void);
/* The way to take at the next point, which has so many ways (struct kt_ways); `ranked` is the one of a schedule by ranks. */
unsigned int kt_explore_way(unsigned int ways, unsigned int strong, unsigned int ranked);
/* The running task may be preempted here; `frame` as for kt_trace(). */
void kt_point_at(const void *frame);
/* The code under test reaches memory (KT_ACCESS_…): called before each access in an instrumented program. */
void kt_access(const void *at, kt_size size, unsigned int kind, const void *frame);

/* Cheap where nothing is explored. */
static inline void kt_point(const void *frame)
{
	if (__builtin_expect(!!kt_exploration, 0))
		kt_point_at(frame);
}

#endif
