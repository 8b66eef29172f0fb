/* SPDX-License-Identifier: MIT OR GPL-2.0-only */
/*
 * Reference counts of objects that are found under RCU.
 * Fidelity: faithful
 */
#ifndef KTEST_LINUX_RCUREF_H
#define KTEST_LINUX_RCUREF_H
#include <ktest/open.h>

#include <linux/atomic.h>
#include <linux/bug.h>
#include <linux/limits.h>
#include <linux/lockdep.h>
#include <linux/preempt.h>
#include <linux/rcupdate.h>

/* The counter is one less than the references; above: saturated, then dead. */
#define RCUREF_ONEREF 0x00000000U
#define RCUREF_MAXREF 0x7fffffffU
#define RCUREF_SATURATED 0xa0000000U
#define RCUREF_RELEASED 0xc0000000U
#define RCUREF_DEAD 0xe0000000U
#define RCUREF_NOREF 0xffffffffU

static inline void rcuref_init(rcuref_t *ref, unsigned int cnt) { atomic_set(&ref->refcnt, cnt - 1); }
/* 0: dead. */
static inline unsigned int rcuref_read(rcuref_t *ref)
{
	unsigned int cnt = atomic_read(&ref->refcnt);

	return cnt >= RCUREF_RELEASED ? 0 : cnt + 1;
}

KTEST_FN __must_check bool rcuref_get_slowpath(rcuref_t *ref);
KTEST_FN __must_check bool rcuref_put_slowpath(rcuref_t *ref, unsigned int cnt);

/* false: the last reference was put. Warns when the count saturates. */
static inline __must_check bool rcuref_get(rcuref_t *ref)
{
	return atomic_fetch_add_relaxed(1, &ref->refcnt) + 1u <= RCUREF_MAXREF || rcuref_get_slowpath(ref);
}
/* true: that was the last reference. Warns of one too many. The first: under RCU or with preemption off. */
static inline __must_check bool rcuref_put_rcusafe(rcuref_t *ref)
{
	unsigned int cnt = atomic_sub_return_release(1, &ref->refcnt);

	return cnt > RCUREF_MAXREF && rcuref_put_slowpath(ref, cnt);
}
static inline __must_check bool rcuref_put(rcuref_t *ref)
{
	bool released;

	preempt_disable();
	released = rcuref_put_rcusafe(ref);
	preempt_enable();
	return released;
}

#include <ktest/close.h>
#endif
