/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * A task: a thread of execution, which has a host thread of its own or shares one with others (fibers). A virtual CPU is a
 * token that a task must hold while preemption is off, so at most one task at a time is inside such a section of a CPU, as
 * on a real machine. Included by core.h.
 */
#ifndef KTEST_CORE_TASK_H
#define KTEST_CORE_TASK_H

#define KT_HELD_MAX 16

/* A lock that a task holds, and who took it. */
struct kt_held {
	const void *lock;
	const char *what;
	int is_atomic;			/* its holder may not sleep */
	int is_read;			/* others may hold it, too */
	unsigned int nr_frames;
	kt_addr frames[3];
};

/* A lock that a task held, and where it released it. */
#define KT_RELEASED_MAX 8
struct kt_released {
	const void *lock;
	unsigned int nr_frames;
	kt_addr frames[2];
};

#define KT_SLEEPING 2u

struct kt_task {
	unsigned int id;		/* 1 is the program's first task */
	char name[32];
	int cpu;			/* where it runs; stable while either count below is > 0 */
	int bound;			/* 1: may run on `cpu` only */
	int preempt_count;		/* nesting of kt_preempt_disable() */
	int bh_count;			/* how many of them are local_bh_disable()'s */
	int softirq;			/* 1: it does a soft interrupt's work; one of bh_count is for that */
	int hardirq;			/* 1: it does an interrupt's work; irqs_off is for that, too */
	int irqs_off;			/* emulated interrupt flag of this task */
	int migration_off;		/* nesting of kt_migrate_disable() */
	int rcu_nesting;		/* of rcu_read_lock(): the skin counts */
	unsigned int reads_half;	/* of kt_readers_enter() */
	kt_addr irqs_on_at;		/* where they were enabled last, other than by restoring the flag */
	void *skin;			/* the skin's task structure, made on demand */
	unsigned int *skin_state;	/* the skin shows states so: 0 becomes KT_SLEEPING while it waits; NULL: none */
	int shows_sleep;		/* it did */
	/* the rest belongs to core/task.c */
	struct kt_task *next;
	unsigned int host_id;		/* of its host thread */
	struct kth_context *context;	/* where it runs */
	void *stack_lo, *stack_hi;
	kt_addr stack_guard;		/* what lies below may not be touched; 0: all may */
	void (*fn)(void *arg);
	void *arg;
	int state;
	const volatile unsigned int *wait_word;
	struct kt_task *wait_next;
	struct kt_task *ready_next;
	int rechecks;			/* KT_RECHECK_…: it looks at a condition when it is woken */
	int bind_to;			/* 0, or the CPU and 1 that it moves to when preemption is on */
	kt_addr made_at;		/* who made it, if that has to see to its end */
	unsigned int made_epoch;
	int awaits_case;		/* it waits for the end of the running case: set by a skin */
	int is_clock;			/* it waits for the time of timers: set by a skin */
	int reached_shared;		/* its last access was to memory that tasks share: core/explore.c */
	struct kt_task *resume_next;
	kt_u64 wait_deadline;
	int wait_result;
	const char *wait_what;		/* the lock it waits for, if it is one */
	struct kt_task *wait_owner;	/* and who held it then */
	void *wait_frame;
	const void *wait_caller;	/* the frame that a report of where it waits begins with */
	kt_addr atomic_since;		/* who disabled preemption last */
	struct kt_held held[KT_HELD_MAX];
	unsigned int nr_held;		/* may exceed what there is room for */
	struct kt_released released[KT_RELEASED_MAX];	/* the last ones, a ring */
	unsigned int nr_released;
	int wanted_interrupt;		/* KT_IN_…: it waits until `cpu` can be interrupted; 0: no */
	struct kt_task *interrupted;	/* the task in a section with preemption off that its interrupt is on top of */
	kt_u64 rank;			/* in a schedule by ranks (core/turn.c); 0: not drawn yet */
	struct kt_order *order;		/* what is ordered before its next step; NULL: nobody asks */
};

#endif
